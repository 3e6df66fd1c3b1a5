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
#include "harness/play/wire.h"

/* Packets in one go before the loop may see to its other work, of which there is a timer or a child now and then. */
#define TURN_PACKETS 256

/* The largest packet that IP can carry. */
#define PACKET_MOST 65536

struct wire {
	const struct sandbox *sandbox;
	uv_poll_t polls[HOST_COUNT];
	int polls_open;
	int64_t begin_ns;
	wire_seen_fn *seen;
	void *context;
	struct wire_record *records;
	size_t count, capacity;
	bool busy;             /* a packet is on its way: no second one may be begun meanwhile */
	bool broken[HOST_COUNT]; /* a device that cannot be read any more */
	uint8_t packet[PACKET_MOST];
};

/* What is to become of a packet. */
struct wire_decision {
	enum wire_fate fate;
	const char *action; /* why, where it is not simply passed on; static */
	int step;           /* which step asked for it; -1 */
};

/* The one place through which every packet goes. Until cases can act on the wire it passes all of them on. */
static struct wire_decision wire_decide(const struct wire *wire, int from, const uint8_t *bytes, size_t length)
{
	(void)wire;
	(void)from;
	(void)bytes;
	(void)length;
	return (struct wire_decision){ .fate = WIRE_PASSED, .action = NULL, .step = -1 };
}

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

static void wire_pass(struct wire *wire, int from, size_t length)
{
	struct wire_decision decision;
	struct wire_record record = { .read_ns = wire_now(wire), .written_ns = -1, .from = from, .length = length };
	struct wire_record *kept;
	int to = 1 - from;

	if (wire->seen)
		wire->seen(wire->context, from, true, record.read_ns, wire->packet, length);
	decision = wire_decide(wire, from, wire->packet, length);
	record.fate = decision.fate;
	record.action = decision.action;
	record.step = decision.step;
	switch (decision.fate) {
	case WIRE_PASSED:
		if (wire_write(wire, to, wire->packet, length) < 0) {
			record.fate = WIRE_DROPPED;
			record.action = write_failure(errno);
		} else {
			record.written_ns = wire_now(wire);
		}
		break;
	case WIRE_DROPPED:
		break;
	}
	kept = wire_new_record(wire);
	if (kept)
		*kept = record;
	if (record.written_ns >= 0 && wire->seen)
		wire->seen(wire->context, to, false, record.written_ns, wire->packet, length);
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
	if (sandbox->level != LEVEL_WIRE)
		return wire;
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

void wire_record_into(struct wire *wire, struct evidence *evidence)
{
	size_t i;

	evidence->wire = arena_array(evidence->arena, wire->count, sizeof *evidence->wire);
	evidence->wire_count = wire->count;
	for (i = 0; i < wire->count; i++)
		evidence->wire[i] = wire->records[i];
	if (wire->count == WIRE_RECORDS_MOST)
		evidence->wire[wire->count - 1].action = "the last that was recorded";
}

static void wire_free(struct wire *wire)
{
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
	opened = wire->polls_open;
	if (opened == 0) {
		wire_free(wire);
		return;
	}
	for (host = 0; host < opened; host++)
		uv_close((uv_handle_t *)&wire->polls[host], wire_on_closed);
}
