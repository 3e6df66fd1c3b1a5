/* SPDX-License-Identifier: BSD-2-Clause */
/* What stands above the steps in Python: how to run it, modules, the helpers that the steps call, arguments. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/export/export_parts.h"

static const struct {
	const char *name;
	unsigned uses; /* 0: always */
} modules[] = {
	{"errno", 0}, {"fcntl", USE_FCNTL | USE_IOCTL}, {"os", USE_FCNTL | USE_IOVEC}, {"select", USE_POLL}, {"signal", 0}, {"socket", 0},
	{"struct", USE_IOCTL | USE_TIMEVAL | USE_QUEUED}, {"sys", 0}, {"termios", USE_TERMIOS}, {"threading", USE_THREAD},
	{"time", USE_PAUSE | USE_THREAD},
};

static const struct {
	unsigned uses;
	const char *text;
} helpers[] = {
	{0, "def attempt(call, *arguments):\n"
		"    \"\"\"What the call gives; an error is -errno.EAGAIN and the like.\"\"\"\n"
		"    try:\n        result = call(*arguments)\n    except OSError as error:\n        return -error.errno\n"
		"    return 0 if result is None else result\n\n\n"},
	{0, "def check(line, what, seen, expected):\n"
		"    \"\"\"Print what a line of the page gave, and where it differs, what the page says.\"\"\"\n"
		"    global differences\n"
		"    words = [repr(each)[:60] for each in (seen, expected)]\n"
		"    for place, each in enumerate((seen, expected)):\n"
		"        if type(each) is int and each < 0:\n"
		"            words[place] = errno.errorcode.get(-each, each)\n"
		"    if seen == expected:\n        print(f\"line {line}: {what} = {words[0]}\")\n"
		"    else:\n        differences += 1\n        print(f\"line {line}: {what} = {words[0]} (expected {words[1]})\")\n\n\n"},
	{USE_SOME, "def check_some(line, what, seen):\n    \"\"\"Anything but an error.\"\"\"\n"
		"    failed = type(seen) is int and seen < 0\n    check(line, what, seen, 0 if failed else seen)\n    return seen\n\n\n"},
	{USE_COUNT, "def count(data):\n    \"\"\"How many bytes, or the error.\"\"\"\n    return len(data) if isinstance(data, bytes) else data\n\n\n"},
	{USE_PAIR, "def pair(call, *arguments):\n    \"\"\"What the call gives, and the address of the other end.\"\"\"\n"
		"    result = attempt(call, *arguments)\n    if not isinstance(result, tuple):\n        return result, (None, None)\n"
		"    return result[0], result[1] and result[1][:2]\n\n\n"},
	{USE_PAIR_OF, "def pair_of(call, *arguments):\n    \"\"\"0 or the error, and the two ends.\"\"\"\n"
		"    result = attempt(call, *arguments)\n    return (0, result) if isinstance(result, tuple) else (result, (None, None))\n\n\n"},
	{USE_WHO, "def name(call):\n    \"\"\"0 or the error, and host and port.\"\"\"\n    result = attempt(call)\n"
		"    return (0, result[:2]) if isinstance(result, tuple) else (result, (None, None))\n\n\n"},
	{USE_VALUE, "def option(call, *arguments):\n    \"\"\"0 or the error, and the option's value.\"\"\"\n"
		"    try:\n        return 0, call(*arguments)\n    except OSError as error:\n        return -error.errno, None\n\n\n"},
	{USE_MESSAGE, "def message(call, *arguments):\n    \"\"\"What recvmsg returns, its flags, and the sender's address.\"\"\"\n"
		"    result = attempt(call, *arguments)\n    if not isinstance(result, tuple):\n        return result, 0, (None, None)\n"
		"    return result[0], result[2], result[3] and result[3][:2]\n\n\n"},
	{USE_IOCTL, "def ioctl_number(sock, request, number=0):\n    \"\"\"0 or the error, and the number that the kernel filled in, or the error again.\"\"\"\n"
		"    result = attempt(fcntl.ioctl, sock, request, struct.pack(\"i\", number))\n"
		"    return (0, struct.unpack(\"i\", result)[0]) if isinstance(result, bytes) else (result, result)\n\n\n"},
	{USE_BUFFER, "def poll(wanted, timeout):\n    \"\"\"How many are ready, and what is true of each.\"\"\"\n"
		"    poller = select.poll()\n    for sock, events in wanted:\n        poller.register(sock, events)\n"
		"    ready = dict(poller.poll(timeout))\n    return len(ready), [ready.get(sock.fileno(), 0) for sock, _ in wanted]\n\n\n"},
	{USE_READABLE, "def wait_readable(sock):\n    \"\"\"Wait until the server's answer is there.\"\"\"\n    select.select([sock], [], [], 5)\n\n\n"},
	{USE_PATTERN, "def pattern(length, offset=0):\n    \"\"\"Numbered bytes, in which any loss, repetition or swap shows.\"\"\"\n"
		"    cells = range(offset // 8, (offset + length) // 8 + 1)\n"
		"    return b\"\".join(b\"%07x \" % cell for cell in cells)[offset % 8 :][:length]\n\n\n"},
	{USE_STATE, "def state(sock):\n    \"\"\"The state that the connection is in, as Linux numbers it.\"\"\"\n"
		"    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]\n\n\n"},
	{USE_QUEUED, "def queued(sock, field=24):\n    \"\"\"How many connections wait to be accepted (tcpi_unacked).\"\"\"\n"
		"    info = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)\n    return struct.unpack_from(\"=I\", info, field)[0]\n\n\n"
		"def backlog(sock):\n    \"\"\"How many may (tcpi_sacked).\"\"\"\n    return queued(sock, 28)\n\n\n"},
	{USE_SOON, "def wait_for(line, what, condition):\n    \"\"\"Look again until it holds, for five seconds at most.\"\"\"\n"
		"    deadline = time.monotonic() + 5\n    while not condition() and time.monotonic() < deadline:\n        time.sleep(0.01)\n"
		"    check(line, what, condition(), True)\n\n\n"},
	{USE_THREAD, "class Background(threading.Thread):\n    \"\"\"A call that runs beside the steps behind it.\"\"\"\n\n"
		"    def __init__(self, call):\n        super().__init__(daemon=True)\n        self.call = call\n        self.began = None\n        self.start()\n"
		"        while self.began is None:\n            time.sleep(0.001)\n        time.sleep(0.005)  # by now it waits in the kernel\n\n"
		"    def run(self):\n        self.began = time.monotonic()\n        self.result = self.call()\n        self.ended = time.monotonic()\n\n"
		"    def wait(self):\n        self.join()\n        return self.result\n\n\n"},
};

static void add_explanation(struct export *export, struct str *program)
{
	const char *file = export_file_name(export->page, EXPORT_PYTHON, export->arena);
	size_t number = 0;
	struct str title;

	str_init(&title);
	for (const char *c = export->page->title; *c != '\0'; c++)
		str_addf(&title, "%c", *c == '\n' || *c == '\r' ? ' ' : *c);
	str_add(program, "#!/usr/bin/env python3\n");
	export_wrap(program, str_text(&title), "# ", "# ", 88);
	str_addf(program, "\n#\n# The page %s as a program, made by sockspec export.\n"
		"# Each line that it prints names the line of the page. Run it:\n#\n", export->page->id);
	for (size_t i = 0; i < export->name_count; i++)
		if (export->names[i].kind == EXPORT_SERVER)
			str_addf(program, "#     sockspec serve %s --port %zu &\n", export->names[i].server, 9000 + ++number);
	str_addf(program, "#     python3 %s", file);
	for (size_t i = 1; i <= number; i++)
		str_addf(program, " %s %zu", export->page->modes[MODE_IPV4] ? "127.0.0.1" : "::1", 9000 + i);
	str_add(program, "\n");
	if (export->page->modes[MODE_IPV4] && export->page->modes[MODE_IPV6])
		str_addf(program, "#\n# With -6 as the first argument it uses IPv6%s.\n", number > 0 ? " (and the host is ::1)" : "");
	if (export_binds(export->page))
		str_addf(program, "#\n# The kernel may keep its ports for a minute. To run it again at once, give it a\n# network of its own:\n"
			"#     unshare -rn sh -c 'ip link set lo up; python3 %s'\n", file);
	str_free(&title);
}

/* [-6], then host and port of each launched server. */
static void add_arguments(struct export *export, struct str *program)
{
	bool four = export->page->modes[MODE_IPV4], both = four && export->page->modes[MODE_IPV6];
	size_t servers = 0, number = 0;

	str_addf(program, "family = socket.%s\n", four ? "AF_INET" : "AF_INET6");
	if ((export->uses & USE_ADDRESS) != 0)
		str_addf(program, "client, server, any_host = %s\n", four ? "\"127.0.0.1\", \"127.0.0.2\", \"0.0.0.0\"" : "\"::1\", \"::1\", \"::\"");
	for (size_t i = 0; i < export->name_count; i++)
		servers += export->names[i].kind == EXPORT_SERVER;
	str_add(program, servers > 0 || both ? "arguments = sys.argv[1:]\n" : "");
	if (both)
		str_addf(program, "if arguments[:1] == [\"-6\"]:\n    family = socket.AF_INET6\n%s    arguments = arguments[1:]\n",
			(export->uses & USE_ADDRESS) != 0 ? "    client, server, any_host = \"::1\", \"::1\", \"::\"\n" : "");
	if (servers > 0 || both)
		str_addf(program, "if len(arguments) != %zu:\n    print(\"usage: %s%s", 2 * servers,
			export_file_name(export->page, EXPORT_PYTHON, export->arena), both ? " [-6]" : "");
	for (size_t i = 0; i < servers; i++)
		str_add(program, " HOST PORT");
	str_add(program, servers > 0 || both ? "\")\n" : "");
	for (size_t i = 0; i < export->name_count; i++)
		if (export->names[i].kind == EXPORT_SERVER)
			str_addf(program, "    print(\"start it with: sockspec serve %s --port PORT\")\n", export->names[i].server);
	str_add(program, servers > 0 || both ? "    sys.exit(2)\n" : "");
	for (size_t i = 0; i < export->name_count; i++) {
		if (export->names[i].kind != EXPORT_SERVER)
			continue;
		str_addf(program, "%s, %s_port = arguments[%zu], int(arguments[%zu])\n", export->names[i].written, export->names[i].written,
			2 * number, 2 * number + 1);
		number++;
	}
}

void export_python_head(struct export *export, struct str *program)
{
	add_explanation(export, program);
	str_add(program, "\n");
	for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
		if (modules[i].uses == 0 || (modules[i].uses & export->uses) != 0)
			str_addf(program, "import %s\n", modules[i].name);
	str_add(program, "\n");
	for (size_t i = 0; i < export->constant_count; i++)
		str_addf(program, "%s = %" PRId64 "\n", export->constants[i].name, export->constants[i].number);
	str_add(program, "differences = 0  # steps that did not do what the page says\n\n\n");
	for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
		if (helpers[i].uses == 0 || (helpers[i].uses & export->uses) != 0)
			str_add(program, helpers[i].text);
	add_arguments(export, program);
	str_add(program, "signal.alarm(30)  # nothing here takes so long\n");
	if ((export->uses & USE_SIGNAL) != 0)
		str_add(program, "signals = []\nsignal.signal(signal.SIGPIPE, lambda number, frame: signals.append(number))\n");
	str_add(program, "\n");
}
