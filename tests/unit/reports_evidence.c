/* SPDX-License-Identifier: BSD-2-Clause */
/* What happened in the made-up run: a handshake and some data, calls, settings, what programs printed. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/names/tcp.h"
#include "tests/unit/reports_fixture.h"

#define MS INT64_C(1000000)

static const char fixture_options[] = "\x02\x04\x05\xb4\x04\x02\x08\x0a\x00\x00\x00\x01\x00\x00\x00\x00\x01\x03\x03\x07";

void fixture_add_handshake(struct evidence *evidence, int family)
{
	const struct fixture_segment segments[] = {
		{.time_ns = 1 * MS, .from = 0, .flags = FLAG_SYN, .seq = 1000, .window = 64240,
			.options = fixture_options, .option_length = 20},
		{.time_ns = 1 * MS + 50000, .from = 1, .flags = FLAG_SYN | FLAG_ACK, .seq = 5000, .ack = 1001,
			.window = 65160, .options = fixture_options, .option_length = 20},
		{.time_ns = 1 * MS + 90000, .from = 0, .flags = FLAG_ACK, .seq = 1001, .ack = 5001, .window = 502},
		{.time_ns = 2 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1001, .ack = 5001, .window = 502,
			.payload = "hello", .payload_length = 5},
		{.time_ns = 2 * MS + 70000, .from = 1, .flags = FLAG_PSH | FLAG_ACK, .seq = 5001, .ack = 1006,
			.window = 510, .payload = "<b>\0\xff", .payload_length = 5, .lost = family == 6},
	};
	size_t i;

	for (i = 0; i < sizeof(segments) / sizeof(segments[0]); i++)
		fixture_add_segment(evidence, family, &segments[i]);
}

static struct call_record *fixture_call(struct evidence *evidence, const char *name, int64_t enter_ns, int64_t result)
{
	struct call_record *call = arena_alloc(evidence->arena, sizeof(*call));

	call->name = name;
	call->enter_ns = enter_ns;
	call->exit_ns = enter_ns + 120000;
	call->result = result;
	return call;
}

/* What arrived as something else than was sent, and what a line of the page sent, with the wire's records of them. */
void fixture_add_wire(struct evidence *evidence, int family)
{
	const struct fixture_segment segments[] = {
		{.time_ns = 5 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1006, .ack = 5006, .window = 502,
			.payload = "changed", .payload_length = 7, .lost = true},
		{.time_ns = 6 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK, .seq = 1006, .ack = 5006, .window = 502,
			.payload = "changed", .payload_length = 7},
		{.time_ns = 7 * MS, .from = 1, .flags = FLAG_RST, .seq = 5006, .window = 510, .lost = true},
	};
	struct wire_record *wire = arena_array(evidence->arena, 2, sizeof(*wire));
	struct packet_record *made;
	const struct packet *packet;
	uint8_t bytes[128];
	size_t length;

	fixture_add_segment(evidence, family, &segments[0]);
	packet = &evidence->packets[evidence->packet_count - 1].packet;
	length = packet->length;
	memcpy(bytes, packet->bytes, length);
	bytes[length - 1] ^= 0xff;
	fixture_add_packet(evidence, 1, false, 5 * MS + 21000, bytes, length);
	wire[0] = (struct wire_record){.read_ns = 5 * MS + 10000, .written_ns = 5 * MS + 20000, .from = 0,
		.length = length, .fate = WIRE_CHANGED, .action = "corrupted at payload", .step = 0};
	/* The same bytes again, which pass: they are not what became of the first. */
	fixture_add_segment(evidence, family, &segments[1]);
	fixture_add_segment(evidence, family, &segments[2]);
	made = &evidence->packets[evidence->packet_count - 1];
	made->host = 0;
	made->number = 8;
	made->sent = false;
	made->injected_by = 1;
	wire[1] = (struct wire_record){.read_ns = 7 * MS, .written_ns = 7 * MS, .from = 1,
		.length = made->packet.length, .fate = WIRE_INJECTED, .step = 1, .bytes = made->packet.bytes};
	evidence->wire = wire;
	evidence->wire_count = 2;
}

void fixture_add_calls(struct evidence *evidence)
{
	struct arena *arena = evidence->arena;
	struct call_record *call;

	evidence->step_count = 3;
	evidence->steps = arena_array(arena, 3, sizeof(*evidence->steps));
	call = evidence->steps[0].call = fixture_call(evidence, "connect", MS - 100000, 0);
	evidence->steps[0].line = 11;
	call->argument_count = 3;
	call->arguments = arena_array(arena, 3, sizeof(*call->arguments));
	call->arguments[0] = value_int(arena, 3);
	call->arguments[1] = value_address(arena, strcmp(evidence->mode, "ipv4") == 0 ? "AF_INET" : "AF_INET6",
		evidence->host_address[1], 7000);
	call->arguments[2] = value_int(arena, 16);
	call = evidence->steps[1].call = fixture_call(evidence, "recv", 3 * MS, -1);
	evidence->steps[1].line = 16;
	call->error = "EAGAIN";
	call->signals = arena_array(arena, 1, sizeof(*call->signals));
	call->signals[0] = "SIGPIPE";
	call->signal_count = 1;
	call = evidence->steps[2].call = fixture_call(evidence, "recv", 4 * MS, 0);
	evidence->steps[2].line = 25;
	call->host = 1;
	call->exit_ns = -1;
}

void fixture_add_surroundings(struct evidence *evidence)
{
	struct arena *arena = evidence->arena;
	struct process_record *processes = arena_array(arena, 3, sizeof(*processes));

	evidence->settings = arena_array(arena, 2, sizeof(*evidence->settings));
	evidence->settings[0] = (struct setting_record){0, "net.ipv4.tcp_congestion_control", "reno"};
	evidence->settings[1] = (struct setting_record){1, "net.ipv4.tcp_rmem", "4096\t131072\t6291456"};
	evidence->setting_count = 2;
	processes[0] = (struct process_record){"client actor", "sockspec actor", -1, 0, true, "", 0, false};
	processes[1] = (struct process_record){"echo", "sockspec-server tcp-echo --port 7000", 3, 0, false,
		"ready\n<i>not italic</i>\0\x1b[2J\xff\n", 33, true};
	processes[1].output_length = sizeof("ready\n<i>not italic</i>\0\x1b[2J\xff\n") - 1;
	processes[2] = (struct process_record){"other", "./a.out", -1, 11, false, "", 0, false};
	evidence->processes = processes;
	evidence->process_count = 3;
	evidence->worst_late_ns = 180000;
}
