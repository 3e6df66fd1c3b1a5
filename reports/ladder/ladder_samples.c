/* SPDX-License-Identifier: BSD-2-Clause */
/* The states that the kernel told where the page asked for them: `assert state(s) == CLOSE_WAIT`. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/judge/verdict.h"
#include "reports/ladder/ladder_parts.h"

/* The connection between a peer made of packets and whoever speaks to it, as it is at that time. */
static int samples_find_peer(const struct ladder_maker *maker, const char *name, size_t length, int64_t time_ns)
{
	const struct result *result = maker->result;
	int found = -1;
	size_t i, k;

	for (i = 0; i < result->peer_count; i++) {
		if (strlen(result->peers[i].name) != length || memcmp(result->peers[i].name, name, length) != 0)
			continue;
		for (k = 0; k < maker->connection_count; k++) {
			const struct ladder_connection *connection = &maker->connections[k];

			if (connection->begin_ns <= time_ns &&
			    packet_address_equal(&connection->ends[1], &result->peers[i].address))
				found = ladder_line_of(maker, (int)k, 0);
		}
	}
	return found;
}

/* The line of a name of the script, at that time; -1 where it has none. */
static int samples_find_line(const struct ladder_maker *maker, const char *name, size_t length, int64_t time_ns)
{
	const struct ladder_socket *found = NULL;
	size_t i;

	for (i = 0; i < maker->socket_count; i++) {
		const struct ladder_socket *socket = &maker->sockets[i];

		if (socket->name && strlen(socket->name) == length && memcmp(socket->name, name, length) == 0 &&
		    socket->begin_ns <= time_ns)
			found = socket;
	}
	if (!found)
		return samples_find_peer(maker, name, length, time_ns);
	if (found->connection < 0 || maker->connections[found->connection].begin_ns > time_ns)
		return -1;
	return ladder_line_of(maker, found->connection, found->host);
}

/* "CLOSE_WAIT" as the RFC writes it. */
static const char *samples_name(struct ladder_maker *maker, const char *name)
{
	char *copy = arena_strdup(maker->arena, name);
	char *at;

	for (at = strchr(copy, '_'); at; at = strchr(at, '_'))
		*at = '-';
	return copy;
}

/*
 * A call that waits tells an end's state when it returns, which a busy machine lets happen after the sample: the state that
 * such a call brings, while it waits, or NULL.
 */
static struct ladder_state *samples_find_awaited(const struct ladder_maker *maker, size_t derived, int line, int64_t time_ns)
{
	struct ladder *ladder = maker->ladder;
	struct ladder_state *next = NULL;
	size_t i;

	for (i = 0; i < derived && next == NULL; i++) {
		if (ladder->states[i].at == line && ladder->states[i].time_ns > time_ns)
			next = &ladder->states[i];
	}
	for (i = 0; next != NULL && i < ladder->call_count; i++) {
		const struct ladder_call *call = &ladder->calls[i];

		if (call->at == line && call->enter_ns <= time_ns && call->exit_ns == next->time_ns)
			return next;
	}
	return NULL;
}

/* A sample confirms the state that was derived, or is one of its own. */
static void samples_take(struct ladder_maker *maker, size_t derived, int line, int64_t time_ns, const char *name)
{
	struct ladder *ladder = maker->ladder;
	struct ladder_state *last = NULL, *awaited = samples_find_awaited(maker, derived, line, time_ns);
	size_t i;

	for (i = 0; i < derived; i++) {
		if (ladder->states[i].at == line && ladder->states[i].time_ns <= time_ns)
			last = &ladder->states[i];
	}
	if (last && strcmp(last->name, name) == 0)
		last->sampled = true;
	else if (awaited && strcmp(awaited->name, name) == 0)
		awaited->sampled = true;
	/* Of what nobody listens for any more, or only a listener, the kernel knows no connection. */
	else if (strcmp(name, "CLOSED") != 0 || (last && strcmp(last->name, "LISTEN") != 0))
		ladder_states_add(maker, (struct ladder_state){line, time_ns, name, true});
}

void ladder_samples_take(struct ladder_maker *maker)
{
	static const char front[] = "state(";
	const struct evidence *evidence = maker->evidence;
	size_t derived = maker->ladder->state_count, i, k;

	for (i = 0; i < evidence->step_count; i++) {
		const struct value *sample = evidence->steps[i].sample;

		for (k = 0; sample && sample->kind == VALUE_STRUCT && k < sample->count; k++) {
			const char *source = sample->fields[k].name;
			const struct value *value = sample->fields[k].value;
			size_t length = strlen(source);
			int line;

			if (length < sizeof(front) || strncmp(source, front, sizeof(front) - 1) != 0 || !value ||
			    value->kind != VALUE_SYMBOL)
				continue;
			line = samples_find_line(maker, source + sizeof(front) - 1, length - sizeof(front),
				evidence->steps[i].end_ns);
			if (line >= 0)
				samples_take(maker, derived, line, evidence->steps[i].end_ns,
					samples_name(maker, value->text));
		}
	}
}
