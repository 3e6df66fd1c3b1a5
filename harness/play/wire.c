/* SPDX-License-Identifier: BSD-2-Clause */
/* The wire between the hosts' TUN devices. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/play/wire_parts.h"

/* Packets in one go before the loop may see to its other work, of which there is a timer or a child now and then. */
#define TURN_PACKETS 256

static int64_t wire_now(const struct wire *wire)
{
	return clock_now_ns() - wire->begin_ns;
}

static struct wire_record *wire_new_record(struct wire *wire)
{
	if (wire->count == WIRE_RECORDS_MOST)
		return NULL;
	if (wire->count == wire->capacity) {
		wire->capacity = wire->capacity ? wire->capacity * 2 : 64;
		wire->records = memory_resize(wire->records, wire->capacity * sizeof *wire->records);
	}
	return &wire->records[wire->count++];
}

/* A host's stack takes a packet. 0, or -1 with errno. */
static int wire_write(const struct wire *wire, int to, const uint8_t *bytes, size_t length)
{
	ssize_t wrote;

	do
		wrote = write(wire->sandbox->hosts[to].tun_fd, bytes, length);
	while (wrote < 0 && errno == EINTR);
	if (wrote >= 0 && (size_t)wrote != length)
		errno = EMSGSIZE;
	return wrote >= 0 && (size_t)wrote == length ? 0 : -1;
}

static const char *write_failure(int number)
{
	switch (number) {
	case EIO: return "not taken: the device is down";
	case EAGAIN: return "not taken: the device has no memory left";
	case ENOBUFS:
	case ENOMEM: return "not taken: no memory left";
	case EINVAL: return "not taken: no IP packet";
	}
	return "not taken by the device";
}

void wire_arrive(struct wire *wire, const struct wire_packet *packet)
{
	struct wire_record *record = packet->record == WIRE_NO_RECORD ? NULL : &wire->records[packet->record];
	int to = 1 - packet->from;
	int64_t now_ns;

	if (wire->played && packet->from == HOST_CLIENT) {
		if (record && record->fate == WIRE_PASSED)
			record->fate = WIRE_PLAYED;
		return;
	}
	if (wire_write(wire, to, packet->bytes, packet->length) < 0) {
		if (record) {
			record->fate = WIRE_DROPPED;
			record->action = write_failure(errno);
		}
		return;
	}
	now_ns = wire_now(wire);
	if (record)
		record->written_ns = now_ns;
	if (wire->seen)
		wire->seen(wire->context, to, false, now_ns, packet->bytes, packet->length,
			record && record->fate == WIRE_INJECTED ? record->step : -1);
}

void wire_answer(struct wire *wire, const struct wire_rule *rule, int to, uint8_t *bytes, size_t length,
	const char *words)
{
	struct wire_packet packet = { .from = 1 - to, .bytes = bytes, .length = length, .record = WIRE_NO_RECORD };
	struct wire_record *record = wire_new_record(wire);

	if (record) {
		*record = (struct wire_record){ .read_ns = wire_now(wire), .written_ns = -1, .from = 1 - to,
			.length = length, .fate = WIRE_ANSWERED, .action = words, .step = rule->step };
		packet.record = wire->count - 1;
	}
	wire_arrive(wire, &packet);
}

/* The flows of all packets, from the first one on, so that their sequence numbers can be told from their beginning. */
static void wire_follow(struct wire *wire, const struct wire_packet *packet, bool injected)
{
	const struct flow *flow;
	struct packet decoded;

	if (!wire->env || packet_decode(&decoded, packet->bytes, packet->length, packet->length) < 0)
		return;
	flow = injected ? flow_take_injected(&wire->flows, &decoded) : flow_take(&wire->flows, &decoded);
	if (flow && !injected)
		wire_remember(wire, flow, &decoded);
}

int wire_put(struct wire *wire, int to, uint8_t *bytes, size_t length, int step, struct err *err)
{
	struct wire_packet packet = { .from = 1 - to, .bytes = bytes, .length = length, .record = WIRE_NO_RECORD };
	struct wire_record *record = wire_new_record(wire);

	if (!record)
		return err_set(err, "more packets than the %d that the wire can record", WIRE_RECORDS_MOST);
	*record = (struct wire_record){ .read_ns = wire_now(wire), .written_ns = -1, .from = 1 - to, .length = length,
		.fate = WIRE_INJECTED, .action = "injected", .step = step, .bytes = bytes };
	packet.record = wire->count - 1;
	wire_follow(wire, &packet, true);
	wire_arrive(wire, &packet);
	record = &wire->records[packet.record];
	return record->written_ns >= 0 ? 0 : err_set(err, "the packet was %s", record->action);
}

/* Every packet that a host sends begins its way here. */
static void wire_pass(struct wire *wire, int from, size_t length)
{
	struct wire_packet packet = { .from = from, .bytes = wire->packet, .length = length, .record = WIRE_NO_RECORD };
	struct wire_record record = { .read_ns = wire_now(wire), .written_ns = -1, .from = from, .length = length,
		.fate = WIRE_PASSED, .step = -1 };
	struct wire_record *kept = wire_new_record(wire);

	if (kept) {
		*kept = record;
		packet.record = wire->count - 1;
	}
	if (wire->seen)
		wire->seen(wire->context, from, true, record.read_ns, wire->packet, length, -1);
	wire_follow(wire, &packet, false);
	wire_go_on(wire, &packet);
}

/* Takes one packet out of a host's device, if there is one, and sees it through. */
static bool wire_take(struct wire *wire, int from)
{
	ssize_t got;

	if (wire->broken[from])
		return false;
	do
		got = read(wire->sandbox->hosts[from].tun_fd, wire->packet, sizeof wire->packet);
	while (got < 0 && errno == EINTR);
	if (got > 0) {
		wire_pass(wire, from, (size_t)got);
		return true;
	}
	if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
		/* Nothing will come any more; a loop that goes on asking would spin. */
		wire->broken[from] = true;
		uv_poll_stop(&wire->polls[from]);
	}
	return false;
}

/*
 * By turns, so that neither host's packets overtake time; until both devices are empty, `most` packets have passed, or
 * `deadline_ns`. True where they are empty.
 */
static bool wire_take_all(struct wire *wire, int most, int64_t deadline_ns)
{
	int passed = 0, host;
	bool any;

	wire->busy = true;
	do {
		wire_queue_run(wire);
		any = false;
		for (host = 0; host < HOST_COUNT; host++) {
			if (wire_take(wire, host)) {
				any = true;
				passed++;
			}
		}
	} while (any && passed < most && clock_now_ns() < deadline_ns);
	wire->busy = false;
	return !any;
}

bool wire_settle(struct wire *wire)
{
	if (wire->polls_open == 0 || wire->busy)
		return true;
	return wire_take_all(wire, WIRE_SETTLE_PACKETS, clock_now_ns() + WIRE_SETTLE_NS);
}

/* A delayed packet is due: what it brings about is seen to as well. */
static void wire_on_alarm(void *context)
{
	struct wire *wire = context;

	if (!wire->busy)
		wire_take_all(wire, TURN_PACKETS, INT64_MAX);
}

static void wire_on_ready(uv_poll_t *poll, int status, int events)
{
	struct wire *wire = poll->data;

	(void)status;
	(void)events;
	if (!wire->busy)
		wire_take_all(wire, TURN_PACKETS, INT64_MAX);
}

struct wire *wire_open(struct sandbox *sandbox, uv_loop_t *loop, int64_t begin_ns,
	wire_seen_fn *seen, void *context, struct err *err)
{
	struct wire *wire = memory_new(sizeof *wire);
	int host, status;

	wire->sandbox = sandbox;
	wire->begin_ns = begin_ns;
	wire->seen = seen;
	wire->context = context;
	wire->arena = arena_new();
	flow_table_init(&wire->flows, wire->arena);
	if (sandbox->level != LEVEL_WIRE)
		return wire;
	wire->alarm = alarm_open(loop, wire_on_alarm, wire, err);
	if (!wire->alarm) {
		wire_close(wire);
		return NULL;
	}
	for (host = 0; host < HOST_COUNT; host++) {
		uv_poll_t *poll = &wire->polls[host];

		poll->data = wire;
		status = uv_poll_init(loop, poll, sandbox->hosts[host].tun_fd);
		if (status == 0) {
			wire->polls_open++;
			status = uv_poll_start(poll, UV_READABLE, wire_on_ready);
		}
		if (status < 0) {
			err_set(err, "cannot watch the %s's device: %s", host == HOST_CLIENT ? "client" : "server",
				uv_strerror(status));
			wire_close(wire);
			return NULL;
		}
	}
	return wire;
}

void wire_listen(struct wire *wire, const struct env *env)
{
	wire->env = env;
}

void wire_record_into(struct wire *wire, struct evidence *evidence)
{
	size_t i;

	evidence->wire = arena_array(evidence->arena, wire->count, sizeof *evidence->wire);
	evidence->wire_count = wire->count;
	for (i = 0; i < wire->count; i++) {
		evidence->wire[i] = wire->records[i];
		if (wire->records[i].action)
			evidence->wire[i].action = arena_strdup(evidence->arena, wire->records[i].action);
		if (wire->records[i].bytes)
			evidence->wire[i].bytes = arena_memdup(evidence->arena, wire->records[i].bytes, wire->records[i].length);
	}
	if (wire->count == WIRE_RECORDS_MOST)
		evidence->wire[wire->count - 1].action = "the last that was recorded";
}

static void wire_free(struct wire *wire)
{
	wire_rules_free(wire);
	wire_queue_free(wire);
	wire_lasts_free(wire);
	arena_free(wire->arena);
	free(wire->records);
	free(wire);
}

static void wire_on_closed(uv_handle_t *handle)
{
	struct wire *wire = handle->data;

	if (--wire->polls_open == 0)
		wire_free(wire);
}

void wire_close(struct wire *wire)
{
	int host, opened;

	if (!wire)
		return;
	alarm_close(wire->alarm);
	wire->alarm = NULL;
	opened = wire->polls_open;
	if (opened == 0) {
		wire_free(wire);
		return;
	}
	for (host = 0; host < opened; host++)
		uv_close((uv_handle_t *)&wire->polls[host], wire_on_closed);
}
