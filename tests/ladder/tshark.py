#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The arrows of ladders against tshark's reading of the same captures.

    tshark.py DUMP FOLDER...

DUMP is tests/ladder/ladder_dump. Of each play and each host's capture: every IP packet that tshark reads is in
exactly one arrow, the arrows are in the order in which the capture has their packets, and flags, lengths and relative
numbers of an arrow's label are tshark's. One line of TAP a play; the plan is one more than there are, for the count
of packets that were compared.

Numbers are compared where tshark counts from a SYN too, and not in streams that a forged packet (wire: inject) has
confused.
"""
import concurrent.futures
import os
import re
import subprocess
import sys

FIELDS = ['frame.number', 'frame.protocols', 'tcp.flags', 'tcp.seq', 'tcp.ack', 'tcp.len', 'tcp.stream', 'ip.src',
          'ipv6.src', 'tcp.srcport', 'udp.length', 'frame.time_epoch']
FLAGS = 'FSRP.UEWe'
CHANGED, INJECTED = 1 << 4, 1 << 6  # of enum ladder_mark
LABEL = re.compile(r'^([FSRPUEWe.-]+) (\d+):(\d+)\((\d+)\)(?: ack (\d+))?')


def read_dump(program, folders):
    """By play: its folder, lines and arrows."""
    text = subprocess.run([program, *folders], check=True, capture_output=True, text=True, errors='replace').stdout
    plays = []
    for row in text.splitlines():
        cells = row.split('\t')
        if cells[0] == 'P':
            plays.append({'folder': cells[1], 'name': cells[2] + '/' + cells[3], 'arrows': [], 'lines': []})
        elif cells[0] == 'L':
            plays[-1]['lines'].append({'host': int(cells[2]), 'of_packets': cells[6] == '1'})
        elif cells[0] == 'A':
            plays[-1]['arrows'].append({
                'from': int(cells[1]), 'to': int(cells[2]), 'left': int(cells[3]), 'arrived': int(cells[4]),
                'seen': [seen.split('.') for seen in cells[5:7] if seen != '-'], 'marks': int(cells[7], 16),
                'label': cells[10]})
    return plays


def read_capture(path):
    """What tshark makes of a capture: fields by frame number, of IP packets."""
    command = ['tshark', '-n', '-r', path, '-o', 'tcp.relative_sequence_numbers:TRUE', '-o', 'ip.defragment:FALSE',
               '-o', 'ipv6.defragment:FALSE', '-o', 'tcp.desegment_tcp_streams:FALSE', '-T', 'fields',
               '-E', 'occurrence=f']
    for field in FIELDS:
        command += ['-e', field]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    frames = {}
    for row in text.splitlines():
        frame = dict(zip(FIELDS, row.split('\t')))
        if ':ip:' in frame['frame.protocols'] + ':' or ':ipv6:' in frame['frame.protocols'] + ':':
            frames[int(frame['frame.number'])] = frame
    return frames


def protocol(frame):
    """The first transport of a frame; not that of what an ICMP error quotes."""
    for part in frame['frame.protocols'].split(':'):
        if part in ('tcp', 'udp', 'icmp', 'icmpv6'):
            return part
    return ''


class Numbers:
    """How far a label's numbers are from tshark's: not at all, but of a peer made of packets, whose numbers count from
    what the page says, as far as at its SYN."""

    def __init__(self, foreign):
        self.foreign = foreign  # streams that a forged packet has confused, for anybody who only listens
        self.shifts = {}
        self.compared = 0

    def compare(self, frame, arrow, of_packets, seq, ack):
        stream = frame['tcp.stream']
        side = (frame['ip.src'] or frame['ipv6.src'], frame['tcp.srcport'])
        shifts = self.shifts.setdefault(stream, {})
        if int(frame['tcp.flags'], 16) & 2:
            shifts[side] = seq - int(frame['tcp.seq']) if of_packets else 0
        if stream in self.foreign:
            return None
        if side in shifts and (seq - shifts[side]) % (1 << 32) != int(frame['tcp.seq']):
            return f'seq {seq}, tshark says {frame["tcp.seq"]}'
        for other in set(shifts) - {side}:
            if ack is not None and (ack - shifts[other]) % (1 << 32) != int(frame['tcp.ack']):
                return f'ack {ack}, tshark says {frame["tcp.ack"]}'
            self.compared += 1
        return None


def compare_tcp(frame, arrow, of_packets, numbers):
    match = LABEL.match(arrow['label'])
    if not match:
        return f'the label "{arrow["label"]}" is none of TCP'
    flags, seq, end, length, ack = match.groups()
    bits = int(frame['tcp.flags'], 16)
    theirs = {FLAGS[i] for i in range(9) if bits & 1 << i} or {'-'}
    if set(flags) != theirs:
        return f'flags {flags}, tshark says {"".join(sorted(theirs))}'
    if length != frame['tcp.len']:
        return f'{length} bytes, tshark says {frame["tcp.len"]}'
    if int(end) != (int(seq) + int(length)) % (1 << 32):
        return f'{seq}:{end}({length}) does not add up'
    return numbers.compare(frame, arrow, of_packets, int(seq), int(ack) if ack else None)


def compare_frame(frame, arrow, of_packets, numbers):
    kind = protocol(frame)
    label = arrow['label']
    if kind == 'tcp' and frame['tcp.flags'] and frame['tcp.len']:
        return compare_tcp(frame, arrow, of_packets, numbers)
    if kind == 'udp' and frame['udp.length']:
        match = re.match(r'^udp \((\d+)\)', label)
        if not match or int(match.group(1)) != int(frame['udp.length']) - 8:
            return f'"{label}", tshark says udp of {frame["udp.length"]} bytes with its header'
    if kind in ('icmp', 'icmpv6') and not label.startswith('icmp'):
        return f'"{label}", tshark says {kind}'
    return None


def compare_host(play, host, frames):
    """What differs between a host's arrows and tshark's frames, in words."""
    problems = []
    seen = {}
    times = []
    for arrow in play['arrows']:
        for where, number in arrow['seen']:
            if int(where) != host:
                continue
            if int(number) in seen:
                problems.append(f'frame {number} is in two arrows')
            seen[int(number)] = arrow
            sent = host == play['lines'][arrow['from']]['host']
            times.append((int(number), arrow['left'] if sent else arrow['arrived']))
    if set(seen) != set(frames):
        problems.append(f'frames without arrow {sorted(set(frames) - set(seen))}, arrows without frame '
                        f'{sorted(set(seen) - set(frames))}')
    times.sort()
    for before, after in zip(times, times[1:]):
        if before[1] > after[1]:
            problems.append(f'frame {after[0]} stands before frame {before[0]}')
    if times and times[0][0] in frames:
        begin = float(frames[times[0][0]]['frame.time_epoch']) - times[0][1] / 1e9
        for number, time in times:
            if number in frames and abs(float(frames[number]['frame.time_epoch']) - time / 1e9 - begin) > 2e-6:
                problems.append(f'frame {number} stands at another time')
    both = sorted(set(seen) & set(frames))
    numbers = Numbers({frames[number]['tcp.stream'] for number in both if seen[number]['marks'] & INJECTED and
                       not play['lines'][seen[number]['from']]['of_packets']})
    for number in both:
        arrow = seen[number]
        # A changed packet's label is that of what was sent.
        if arrow['marks'] & CHANGED and host == play['lines'][arrow['to']]['host']:
            continue
        problem = compare_frame(frames[number], arrow, play['lines'][arrow['from']]['of_packets'], numbers)
        if problem:
            problems.append(f'frame {number}: {problem}')
    return problems, len(both), numbers.compared


def main():
    program, folders = sys.argv[1], sys.argv[2:]
    plays = read_dump(program, folders)
    captures = [(play, host, os.path.join(play['folder'], name)) for play in plays
                for host, name in enumerate(('client.pcap', 'server.pcap'))]
    packets = compared = 0
    print(f'1..{len(plays) + 1}', flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        readings = pool.map(lambda capture: read_capture(capture[2]) if os.path.exists(capture[2]) else None, captures)
        for number, play in enumerate(plays, 1):
            problems = []
            for host, name in enumerate(('client', 'server')):
                frames = next(readings)
                if frames is None:
                    continue
                found, count, numbers = compare_host(play, host, frames)
                packets += count
                compared += numbers
                problems += [f'{name}: {problem}' for problem in found]
            for problem in problems[:8]:
                print(f'# {problem}')
            print(f'{"not " if problems else ""}ok {number} - {play["name"]}', flush=True)
    print(f'# {packets} packets, the numbers of {compared} segments')
    print(f'{"ok" if plays and compared > len(plays) else "not ok"} {len(plays) + 1} - numbers were compared')


main()
