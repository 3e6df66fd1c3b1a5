#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""An actor in Python: the calls of one host, made by Python's socket module (docs/actor-protocol.md).

Shows that another language's sockets can be the client under test. Standard library only. What Python has
no words for (accept4, lengths apart from their bytes, tcp_info) is answered with a failure.
"""
import errno
import fcntl
import json
import os
import select
import signal
import socket
import struct
import sys
import termios
import threading
import time

PATTERN_CELL = 8
LINUX_IOCTLS = {"FIONREAD": termios.FIONREAD, "SIOCOUTQ": termios.TIOCOUTQ, "SIOCATMARK": 0x8905}
TIMEVALS = {(socket.SOL_SOCKET, socket.SO_RCVTIMEO), (socket.SOL_SOCKET, socket.SO_SNDTIMEO)}
TEXTS = {(socket.IPPROTO_TCP, socket.TCP_CONGESTION)}


class Failure(Exception):
    """The call cannot be made at all."""


# ---- values


def name_to_number(name):
    for place in (socket, select, fcntl, os):
        if hasattr(place, name):
            return int(getattr(place, name))
    if name in LINUX_IOCTLS:
        return LINUX_IOCTLS[name]
    try:
        return int(name, 0)
    except ValueError:
        raise Failure("unknown name " + name) from None


def number(value, otherwise=0):
    if value is None or value == {"any": True}:
        return otherwise
    if isinstance(value, bool):
        raise Failure("neither a number nor names")
    if isinstance(value, int):
        return value
    if isinstance(value, list) and len(value) == 1:
        return number(value[0])
    if isinstance(value, str):
        total = 0
        for name in value.split("|"):
            total |= name_to_number(name.strip())
        return total
    raise Failure("neither a number nor names")


def flag_names(bits, prefix, place):
    """The bits by their names, as the harness writes them; 0 for none."""
    names = []
    for name in sorted(dir(place)):
        one = getattr(place, name)
        if name.startswith(prefix) and isinstance(one, int) and one > 0 and one & (one - 1) == 0 and bits & one:
            names.append(name)
            bits &= ~one
    if bits:
        names.append(hex(bits))
    return "|".join(names) if names else 0


def pattern(length, offset):
    first = offset // PATTERN_CELL
    cells = b"".join(b"%07x " % (cell & 0xFFFFFFF) for cell in range(first, (offset + length) // PATTERN_CELL + 1))
    return cells[offset - first * PATTERN_CELL:][:length]


def data(value):
    if not isinstance(value, dict):
        raise Failure("a buffer to be read from is given as bytes")
    if "bytes" in value:
        return value["bytes"].encode()
    if "hex" in value:
        return bytes.fromhex(value["hex"])
    if "pattern" in value:
        return pattern(value["pattern"], value.get("offset", 0))
    raise Failure("a buffer to be read from is given as bytes")


def show_data(raw):
    try:
        text = raw.decode()
        if all(char in "\n\t" or ord(char) >= 32 and ord(char) != 127 for char in text):
            return {"bytes": text}
    except UnicodeDecodeError:
        pass
    return {"hex": raw.hex()}


def room(value, length):
    if isinstance(value, dict) and "room" in value:
        length = min(length, value["room"]) if length >= 0 else value["room"]
    if length < 0:
        raise Failure("Python takes no negative length")
    return length


def address(value):
    if not isinstance(value, dict) or "family" not in value:
        raise Failure("not an address")
    if value["family"] not in ("AF_INET", "AF_INET6"):
        raise Failure("Python takes no address of family " + value["family"])
    return (value["address"], value["port"])


def show_address(name):
    if not isinstance(name, tuple):
        return None
    family = "AF_INET" if len(name) == 2 else "AF_INET6"
    return {"family": family, "address": name[0].split("%")[0], "port": name[1]}


def fields(value):
    if not isinstance(value, dict) or not isinstance(value.get("struct"), dict):
        raise Failure("not a structure")
    return value["struct"]


# ---- sockets by their numbers

sockets = {}
sockets_lock = threading.Lock()


def keep(made):
    with sockets_lock:
        sockets[made.fileno()] = made
    return made.fileno()


def find(value):
    fd = number(value)
    with sockets_lock:
        if fd in sockets:
            return sockets[fd]
    os.fstat(fd)  # EBADF, where there is nothing at all
    raise OSError(errno.ENOTSOCK, "not a socket")


# ---- calls: each takes the arguments and returns (result, arguments afterwards) or more


def call_socket(args):
    made = socket.socket(number(args[0]), number(args[1]), number(args[2]))
    # Python's own are never inherited and block unless told otherwise, whatever SOCK_NONBLOCK said.
    made.setblocking(not number(args[1]) & socket.SOCK_NONBLOCK)
    return keep(made), args


def call_bind(args):
    find(args[0]).bind(address(args[1]))
    return 0, args


def call_connect(args):
    find(args[0]).connect(address(args[1]))
    return 0, args


def call_listen(args):
    find(args[0]).listen(number(args[1]))
    return 0, args


def call_accept(args):
    made, peer = find(args[0]).accept()
    made.setblocking(True)
    args = list(args)
    if args[1] is not None:
        args[1] = show_address(peer)
        args[2] = [16 if len(peer) == 2 else 28]
    return keep(made), args


def call_shutdown(args):
    find(args[0]).shutdown(number(args[1]))
    return 0, args


def call_close(args):
    with sockets_lock:
        found = sockets.pop(number(args[0]), None)
    if found is None:
        os.close(number(args[0]))
    else:
        # close() of Python swallows ECONNRESET; the number is what we were asked to close.
        os.close(found.detach())
    return 0, args


def call_dup(args):
    return keep(find(args[0]).dup()), args


def sent_bytes(args):
    raw = data(args[1])
    length = number(args[2], len(raw))
    if length < 0 or length > len(raw):
        raise Failure("Python takes no length apart from its bytes")
    return raw[:length]


def call_send(args):
    return find(args[0]).send(sent_bytes(args), number(args[3])), args


def call_write(args):
    return os.write(find(args[0]).fileno(), sent_bytes(args)), args


def call_sendto(args):
    raw = sent_bytes(args)
    if args[4] is None or args[4] == {"any": True}:
        return find(args[0]).send(raw, number(args[3])), args
    return find(args[0]).sendto(raw, number(args[3]), address(args[4])), args


def received(args, raw):
    return [args[0], show_data(raw)] + list(args[2:])


def call_recv(args):
    # A bytearray, so that with MSG_TRUNC the result may be more than there was room for.
    buffer = bytearray(room(args[1], number(args[2], -1)))
    count = find(args[0]).recv_into(buffer, len(buffer), number(args[3])) if buffer else \
        len(find(args[0]).recv(0, number(args[3])))
    return count, received(args, bytes(buffer[:count]))


def call_read(args):
    raw = os.read(find(args[0]).fileno(), room(args[1], number(args[2], -1)))
    return len(raw), received(args, raw)


def call_readv(args):
    buffers = [bytearray(room(vector["iov_base"], number(vector.get("iov_len"), -1))) for vector in vectors(args[1])]
    count = os.readv(find(args[0]).fileno(), buffers)
    return count, [args[0], show_vectors(buffers, count)] + list(args[2:])


def call_writev(args):
    return os.writev(find(args[0]).fileno(), list(gathered(args[1]))), args


def call_recvfrom(args):
    raw, peer = find(args[0]).recvfrom(room(args[1], number(args[2], -1)), number(args[3]))
    args = received(args, raw)
    if len(args) > 4 and args[4] is not None:
        args[4] = show_address(peer)
        if len(args) > 5 and peer is not None:
            args[5] = [16 if len(peer) == 2 else 28]
    return len(raw), args


def vectors(value):
    for item in value or []:
        yield fields(item) if isinstance(item, dict) and "struct" in item else {"iov_base": item}


def gathered(value):
    for vector in vectors(value):
        raw = data(vector["iov_base"])
        yield raw[:number(vector.get("iov_len"), len(raw))]


def show_vectors(buffers, left):
    shown = []
    for buffer in buffers:
        written = min(left, len(buffer))
        left -= written
        shown.append({"struct": {"iov_base": show_data(bytes(buffer[:written])), "iov_len": len(buffer)}})
    return shown


def call_sendmsg(args):
    message = fields(args[1])
    rest = (address(message["msg_name"]),) if message.get("msg_name") is not None else ()
    return find(args[0]).sendmsg(list(gathered(message.get("msg_iov"))), [], number(args[2]), *rest), args


def call_recvmsg(args):
    message = fields(args[1])
    buffers = [bytearray(room(vector["iov_base"], number(vector.get("iov_len"), -1)))
               for vector in vectors(message.get("msg_iov"))]
    count, control, flags, peer = find(args[0]).recvmsg_into(
        buffers, number(message.get("msg_controllen")), number(args[2]))
    out = {"msg_name": show_address(peer) if message.get("msg_name") is not None else None,
           "msg_iov": show_vectors(buffers, count),
           "msg_control": [{"struct": {"cmsg_level": level, "cmsg_type": kind, "data": show_data(raw)}}
                           for level, kind, raw in control],
           "msg_flags": flag_names(flags, "MSG_", socket)}
    return count, [args[0], {"struct": out}] + list(args[2:])


def call_getsockname(args):
    name = find(args[0]).getsockname()
    return 0, [args[0], show_address(name), [16 if len(name) == 2 else 28]]


def call_getpeername(args):
    name = find(args[0]).getpeername()
    return 0, [args[0], show_address(name), [16 if len(name) == 2 else 28]]


def call_getsockopt(args):
    level, name = number(args[1]), number(args[2])
    found = find(args[0])
    if (level, name) == (socket.SOL_SOCKET, socket.SO_LINGER):
        onoff, linger = struct.unpack("ii", found.getsockopt(level, name, 8))
        value, length = {"struct": {"l_onoff": onoff, "l_linger": linger}}, 8
    elif (level, name) in TIMEVALS:
        seconds, micros = struct.unpack("ll", found.getsockopt(level, name, 16))
        value, length = {"struct": {"tv_sec": seconds, "tv_usec": micros}}, 16
    elif (level, name) in TEXTS:
        raw = found.getsockopt(level, name, 64)
        value, length = show_data(raw.rstrip(b"\0")), len(raw)
    elif (level, name) == (socket.IPPROTO_TCP, socket.TCP_INFO):
        raise Failure("Python knows no tcp_info")
    else:
        value, length = [found.getsockopt(level, name)], 4
    return 0, list(args[:3]) + [value, [length]][:len(args) - 3]


def call_setsockopt(args):
    level, name, value = number(args[1]), number(args[2]), args[3]
    if isinstance(value, dict) and "struct" in value:
        given = value["struct"]
        if "tv_sec" in given or "tv_usec" in given:
            raw = struct.pack("ll", number(given.get("tv_sec")), number(given.get("tv_usec")))
        else:
            raw = struct.pack("ii", number(given.get("l_onoff")), number(given.get("l_linger")))
    elif isinstance(value, dict):
        raw = data(value)
    else:
        raw = number(value)
    find(args[0]).setsockopt(level, name, raw)
    return 0, args


def call_fcntl(args):
    found = find(args[0])
    result = fcntl.fcntl(found.fileno(), number(args[1]), number(args[2]) if len(args) > 2 else 0)
    if number(args[1]) == fcntl.F_SETFL:
        # Python keeps a mode of its own beside the kernel's; without this it would wait where it must not.
        found.settimeout(0 if number(args[2]) & os.O_NONBLOCK else None)
    return result, args


def call_ioctl(args):
    buffer = bytearray(4)
    fcntl.ioctl(find(args[0]).fileno(), number(args[1]), buffer)
    return 0, [args[0], args[1], [struct.unpack("i", buffer)[0]]]


def call_sockatmark(args):
    return call_ioctl([args[0], "SIOCATMARK", None])[1][2][0], args


def call_poll(args):
    entries = [fields(entry) for entry in args[0] or []]
    poller = select.poll()
    for entry in entries:
        poller.register(number(entry["fd"]), number(entry.get("events")))
    timeout = number(args[2])
    ready = dict(poller.poll(timeout if timeout >= 0 else None))
    out = [{"struct": {"fd": entry["fd"], "events": entry.get("events", 0),
                       "revents": flag_names(ready.get(number(entry["fd"]), 0), "POLL", select)}}
           for entry in entries]
    return len(ready), [out] + list(args[1:])


def call_select(args):
    sets = [[number(fd) for fd in given] if isinstance(given, list) else [] for given in args[1:4]]
    timeout = None
    if args[4] is not None:
        given = fields(args[4])
        timeout = number(given.get("tv_sec")) + number(given.get("tv_usec")) / 1e6
    left = select.select(*sets, timeout)
    extra = {name: list(ready) for name, ready in zip(("in", "out", "except"), left)}
    return sum(len(ready) for ready in left), args, extra


def call_getprotobyname(args):
    try:
        return socket.getprotobyname(data(args[0]).decode()), args
    except OSError:
        return -1, args


CALLS = {name[len("call_"):]: call for name, call in list(globals().items()) if name.startswith("call_")}


# ---- the protocol

output_lock = threading.Lock()


def say(message):
    line = (json.dumps(message, separators=(",", ":")) + "\n").encode()
    with output_lock:
        os.write(output, line)


def nothing_came(value):
    """What a buffer or an address to be filled in looks like when the call failed."""
    if isinstance(value, dict) and "room" in value:
        return {"bytes": ""}
    return None if value == {"any": True} else value


def ask(question):
    try:
        return show_address(question())
    except OSError:
        return None


def add_names(answer, fd, prefix=""):
    with sockets_lock:
        found = sockets.get(fd)
    if found is None or found.family not in (socket.AF_INET, socket.AF_INET6):
        return
    local, peer = ask(found.getsockname), ask(found.getpeername)
    if local and (local["port"] or local["address"] not in ("0.0.0.0", "::")):
        answer[prefix + "local"] = local
    if peer:
        answer[prefix + "peer"] = peer
    answer["type"] = "SOCK_STREAM" if found.type == socket.SOCK_STREAM else "SOCK_DGRAM"


def make(request):
    answer = {"id": request["id"]}
    name, args = request.get("call"), request.get("args")
    try:
        if name not in CALLS:
            raise Failure("no such call: %s" % name)
        extra = None
        answer["entered"] = time.monotonic_ns()
        try:
            result, args, *extra = CALLS[name](args)
        except OSError as error:
            result = -1
            args = [nothing_came(value) for value in args]
            answer["errno"] = errno.errorcode.get(error.errno, str(error.errno))
        answer["returned"] = time.monotonic_ns()
        answer["result"] = result
        answer["args"] = args
        if extra:
            answer["extra"] = extra[0]
        # SIGPIPE is kept out and waits for its thread, so that it can be asked for.
        if signal.sigtimedwait([signal.SIGPIPE], 0):
            answer["signals"] = ["SIGPIPE"]
        if name in ("socket", "accept", "dup"):
            add_names(answer, result, "result_")
        if name not in ("socket", "poll", "select", "getprotobyname", "close"):
            add_names(answer, args[0])
    except Exception as error:  # pylint: disable=broad-except
        answer = {"id": request["id"], "failure": "%s: %s" % (type(error).__name__, error)}
    say(answer)


def serve():
    # Out of the way of the calls: they find the numbers free that a fresh program does.
    global output
    requests = os.fdopen(fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, 200), "rb")
    output = fcntl.fcntl(1, fcntl.F_DUPFD_CLOEXEC, 201)
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPIPE])
    say({"ready": 1, "actor": "python %d.%d" % sys.version_info[:2]})
    for line in requests:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except ValueError as error:
            print("a request is not JSON: %s" % error, file=sys.stderr)
            return 3
        if not isinstance(request, dict) or not isinstance(request.get("id"), int):
            say({"id": None, "failure": "the request has no number as its id"})
            continue
        if request.get("asleep"):
            # Python cannot see its threads sleep; "entered" is as near as it gets.
            say({"id": request["id"], "entered": time.monotonic_ns(), "asleep": False})
        threading.Thread(target=make, args=(request,), daemon=True).start()
    return 0


if __name__ == "__main__":
    output = -1
    status = serve()
    sys.stdout = None
    os._exit(status)
