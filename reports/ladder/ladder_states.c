/* SPDX-License-Identifier: BSD-2-Clause */
/* The TCP states of each line: every end of a connection is a machine that its packets and calls move. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "reports/ladder/ladder_machine.h"
#include "reports/ladder/ladder_parts.h"
#include "reports/text.h"

struct states_events {
	struct machine_event *items;
	size_t count, capacity;
};

static void states_add_event(struct ladder_maker *maker, struct states_events *list, const struct machine_event *event)
{
	list->items = arena_grow(maker->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = *event;
}

/* What a stack throws away before TCP looks at it; the loopback interface computes no checksums. */
static bool states_is_whole(const struct ladder_maker *maker, const struct packet *packet)
{
	return !packet->malformed && (maker->evidence->level != LEVEL_WIRE ||
		((!packet->checksum_known || packet->checksum_ok) && packet->ip_checksum_ok));
}

static void states_add_packets(struct ladder_maker *maker, int line, struct states_events *list)
{
	const struct ladder *ladder = maker->ladder;
	size_t i;

	for (i = 0; i < ladder->arrow_count; i++) {
		const struct ladder_arrow *arrow = &ladder->arrows[i];
		struct machine_event event;

		if (arrow->sent && arrow->from == line && arrow->sent->packet.transport == TRANSPORT_TCP) {
			event = (struct machine_event){arrow->left_ns, MACHINE_SENT, &arrow->sent->packet, 0};
			states_add_event(maker, list, &event);
		}
		if (arrow->received && arrow->to == line && arrow->received->packet.transport == TRANSPORT_TCP &&
		    states_is_whole(maker, &arrow->received->packet)) {
			event = (struct machine_event){arrow->arrived_ns, MACHINE_RECEIVED, &arrow->received->packet, 0};
			states_add_event(maker, list, &event);
		}
	}
}

static bool states_is_one_of(const char *text, const char *const *words)
{
	for (; text && *words; words++) {
		if (strcmp(text, *words) == 0)
			return true;
	}
	return false;
}

static bool states_argument_is(const struct call_record *call, size_t place, const char *name, int64_t number)
{
	const struct value *value = place < call->argument_count ? call->arguments[place] : NULL;

	if (!value)
		return false;
	return value->kind == VALUE_SYMBOL ? strcmp(value->text, name) == 0
		: value->kind == VALUE_INT && value->number == number;
}

/* shutdown() of the direction in which it sends. */
static bool states_shuts(const struct call_record *call)
{
	return strcmp(text_or_empty(call->name), "shutdown") == 0 && call->result == 0 &&
	       (states_argument_is(call, 1, "SHUT_WR", 1) || states_argument_is(call, 1, "SHUT_RDWR", 2));
}

/* The error that a call tells: its own, or what getsockopt(SO_ERROR) gives. NULL: none. */
static const char *states_find_error(const struct call_record *call)
{
	const struct value *value = call->argument_count > 3 ? call->arguments[3] : NULL;

	if (strcmp(text_or_empty(call->name), "getsockopt") != 0 || call->result != 0 || !value ||
	    !states_argument_is(call, 2, "SO_ERROR", SO_ERROR))
		return call->error;
	if (value->kind == VALUE_ARRAY && value->count > 0)
		value = value->items[0];
	if (value->kind == VALUE_SYMBOL)
		return value->text;
	return value->kind != VALUE_INT || value->number == 0 ? NULL : value->number == ETIMEDOUT ? "ETIMEDOUT" : "";
}

/* connect() with AF_UNSPEC, which dissolves what there is. */
static bool states_dissolves(const struct call_record *call)
{
	const struct value *value = call->argument_count > 1 ? call->arguments[1] : NULL;

	return strcmp(text_or_empty(call->name), "connect") == 0 && call->exit_ns >= 0 && call->result == 0 && value &&
	       value->kind == VALUE_ADDRESS && strcmp(value->family, "AF_UNSPEC") == 0;
}

/* What a call says of the connection, if anything. */
static bool states_read_call(const struct call_record *call, bool ends, enum machine_event_kind *kind)
{
	static const char *const refused[] = {"", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH",
		"ENOPROTOOPT", "EPROTO", "ECONNABORTED", NULL};
	const char *error = states_find_error(call);

	if (states_dissolves(call) || states_is_one_of(error, (const char *const[]){"ETIMEDOUT", NULL}))
		*kind = MACHINE_GIVES_UP;
	else if (states_is_one_of(error, refused))
		*kind = MACHINE_REFUSED;
	else if (ends || states_shuts(call))
		*kind = MACHINE_CALL;
	else
		return false;
	return true;
}

static void states_add_calls(struct ladder_maker *maker, int line, struct states_events *list)
{
	const struct ladder *ladder = maker->ladder;
	size_t i;

	for (i = 0; i < ladder->call_count; i++) {
		const struct ladder_call *call = &ladder->calls[i];
		struct machine_event event = {.time_ns = call->enter_ns};

		/* At the first line stand calls of no connection, too. */
		if (call->at != line || maker->socket_of[i] < 0 ||
		    maker->sockets[maker->socket_of[i]].connection != ladder->lines[line].connection)
			continue;
		if (!states_read_call(call->record, maker->call_ends[i], &event.kind))
			continue;
		event.until_ns = call->exit_ns >= 0 ? call->exit_ns : maker->evidence->end_ns;
		if (event.kind != MACHINE_CALL)
			event.time_ns = event.until_ns;
		states_add_event(maker, list, &event);
	}
}

static int states_compare_events(const void *a, const void *b)
{
	const struct machine_event *left = a, *right = b;

	if (left->time_ns != right->time_ns)
		return left->time_ns < right->time_ns ? -1 : 1;
	return (int)left->kind - (int)right->kind;
}

/* Since when somebody listens at the port of this end: a call, or a server that was launched; -1 where nobody does. */
static int64_t states_find_listening(const struct ladder_maker *maker, int line)
{
	const struct evidence *evidence = maker->evidence;
	const struct ladder_line *at = &maker->ladder->lines[line];
	int port = maker->connections[at->connection].ends[at->host].port;
	size_t i;

	for (i = 0; i < evidence->step_count; i++) {
		const struct step_record *step = &evidence->steps[i];

		if (step->call && step->call->host == at->host && step->call->result == 0 && step->call->local &&
		    strcmp(text_or_empty(step->call->name), "listen") == 0 && step->call->local->port == port)
			return step->call->exit_ns;
		if (!step->call && step->address && at->host == 1 && step->address->kind == VALUE_ADDRESS &&
		    step->address->port == port)
			return step->end_ns > maker->ladder->begin_ns ? step->end_ns : maker->ladder->begin_ns;
	}
	return -1;
}

void ladder_states_add(struct ladder_maker *maker, struct ladder_state state)
{
	struct ladder *ladder = maker->ladder;

	ladder->states = arena_grow(maker->arena, ladder->states, ladder->state_count, &maker->state_capacity,
		sizeof(*ladder->states));
	ladder->states[ladder->state_count++] = state;
}

static void states_run(struct ladder_maker *maker, int line)
{
	struct states_events list = {0};
	struct machine machine;
	bool listens = false;
	size_t i;

	states_add_packets(maker, line, &list);
	if (list.count == 0)
		return;
	states_add_calls(maker, line, &list);
	qsort(list.items, list.count, sizeof(*list.items), states_compare_events);
	machine_init(&machine, list.items, list.count);
	for (i = 0; i < list.count; i++) {
		int64_t since;

		if (!machine_take(&machine, i))
			continue;
		since = machine.passive && !listens ? states_find_listening(maker, line) : -1;
		if (since >= 0)
			ladder_states_add(maker, (struct ladder_state){line, since, diagram_name(TCP_IS_LISTEN), false});
		listens = true;
		ladder_states_add(maker, (struct ladder_state){line, machine.time_ns, diagram_name(machine.state), false});
	}
}

static int states_compare(const void *a, const void *b)
{
	const struct ladder_state *left = a, *right = b;

	if (left->time_ns != right->time_ns)
		return left->time_ns < right->time_ns ? -1 : 1;
	return left->at - right->at;
}

void ladder_states_make(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	size_t i;

	for (i = 0; i < ladder->line_count; i++) {
		const struct ladder_line *line = &ladder->lines[i];

		if (!line->of_packets && line->connection >= 0 &&
		    maker->connections[line->connection].transport == TRANSPORT_TCP)
			states_run(maker, (int)i);
	}
	if (ladder->state_count > 0)
		qsort(ladder->states, ladder->state_count, sizeof(*ladder->states), states_compare);
	ladder_samples_take(maker);
	if (ladder->state_count > 0)
		qsort(ladder->states, ladder->state_count, sizeof(*ladder->states), states_compare);
}
