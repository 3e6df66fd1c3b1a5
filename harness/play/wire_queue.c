/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets that go on later, each at its own absolute time. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/clock.h"
#include "harness/base/memory.h"
#include "harness/play/wire_parts.h"

static void set_alarm(struct wire *wire)
{
	if (wire->delayed_count > 0 && wire->alarm)
		alarm_set(wire->alarm, wire->delayed[wire->delayed_count - 1].due_ns);
}

void wire_go_on_at(struct wire *wire, const struct wire_packet *packet, int64_t due_ns)
{
	size_t at = wire->delayed_count;

	if (wire->delayed_count == wire->delayed_capacity) {
		wire->delayed_capacity = wire->delayed_capacity ? wire->delayed_capacity * 2 : 16;
		wire->delayed = memory_resize(wire->delayed, wire->delayed_capacity * sizeof *wire->delayed);
	}
	/* The first one stands last, so that taking it moves nothing; of one time, the one that came first. */
	while (at > 0 && wire->delayed[at - 1].due_ns <= due_ns)
		at--;
	memmove(&wire->delayed[at + 1], &wire->delayed[at], (wire->delayed_count - at) * sizeof *wire->delayed);
	wire->delayed[at] = (struct wire_delayed){ .due_ns = due_ns, .packet = wire_keep(packet) };
	wire->delayed_count++;
	set_alarm(wire);
}

void wire_queue_run(struct wire *wire)
{
	while (wire->delayed_count > 0 && wire->delayed[wire->delayed_count - 1].due_ns <= clock_now_ns()) {
		struct wire_packet *packet = wire->delayed[--wire->delayed_count].packet;

		wire_go_on(wire, packet);
		wire_forget(packet);
	}
	set_alarm(wire);
}

void wire_queue_free(struct wire *wire)
{
	size_t i;

	for (i = 0; i < wire->delayed_count; i++)
		wire_forget(wire->delayed[i].packet);
	free(wire->delayed);
	wire->delayed = NULL;
	wire->delayed_count = 0;
}
