/* SPDX-License-Identifier: BSD-2-Clause */
/* The calls of a ladder: at which line each stands, in which lane, and its text. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/judge/verdict.h"
#include "reports/ladder/ladder_parts.h"
#include "reports/text.h"

#define CALLS_BYTES_MOST 16 /* shown of a buffer */

/* What is known of a descriptor of a host: at which connection its socket is. */
struct calls_descriptor {
	int host;
	int64_t number;
	int connection; /* -1: not known yet */
};

static bool calls_takes_socket(const struct call_record *call)
{
	static const char *const others[] = {"socket", "poll", "select", "getprotobyname"};
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (strcmp(text_or_empty(call->name), others[i]) == 0)
			return false;
	}
	return call->argument_count > 0 && call->arguments[0] && call->arguments[0]->kind == VALUE_INT;
}

static bool calls_makes_socket(const struct call_record *call)
{
	const char *name = text_or_empty(call->name);

	return call->exit_ns >= 0 && call->result >= 0 &&
	       (strcmp(name, "socket") == 0 || strcmp(name, "accept") == 0 || strcmp(name, "accept4") == 0 ||
		strcmp(name, "dup") == 0);
}

/* An IPv4 address within a socket of both families is the IPv4 address. */
static bool calls_read_address(const struct value *value, struct packet_address *address)
{
	static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

	if (!value || value->kind != VALUE_ADDRESS || value->port == 0 ||
	    !packet_address_parse(address, value->text, value->port))
		return false;
	if (address->family == 6 && memcmp(address->bytes, mapped, sizeof(mapped)) == 0) {
		address->family = 4;
		memmove(address->bytes, address->bytes + 12, 4);
		memset(address->bytes + 4, 0, 12);
	}
	return true;
}

static bool calls_same_end(const struct packet_address *told, const struct packet_address *end)
{
	static const uint8_t zero[16];

	if (memcmp(told->bytes, zero, sizeof(zero)) == 0)
		return told->port == end->port;
	return packet_address_equal(told, end);
}

/*
 * The connection between these ends that a call may be about: the last that had begun when the call returned, else the
 * first that began afterwards. `peer` NULL: with whomever.
 */
static int calls_find_between(const struct ladder_maker *maker, const struct call_record *call,
	const struct packet_address *local, const struct packet_address *peer)
{
	int64_t until = call->exit_ns >= 0 ? call->exit_ns : maker->evidence->end_ns;
	int found = -1;
	size_t i;

	for (i = 0; i < maker->connection_count; i++) {
		const struct ladder_connection *connection = &maker->connections[i];

		if ((call->socket_type == SOCK_STREAM && connection->transport != TRANSPORT_TCP) ||
		    (call->socket_type == SOCK_DGRAM && connection->transport != TRANSPORT_UDP))
			continue;
		if (!calls_same_end(local, &connection->ends[call->host]) ||
		    (peer && !calls_same_end(peer, &connection->ends[!call->host])))
			continue;
		if (found < 0 || connection->begin_ns <= until)
			found = (int)i;
	}
	return found;
}

/* The address that a datagram went to or came from, as an argument or within a message. */
static bool calls_find_argument_address(const struct call_record *call, struct packet_address *address)
{
	size_t i;

	for (i = 1; i < call->argument_count; i++) {
		const struct value *value = call->arguments[i];

		if (!value)
			continue;
		if (calls_read_address(value->kind == VALUE_STRUCT ? value_field(value, "msg_name") : value, address))
			return true;
	}
	return false;
}

/* By the addresses that the socket had afterwards; -1 where they do not tell. */
static int calls_find_connection(const struct ladder_maker *maker, const struct call_record *call)
{
	struct packet_address local, peer;
	int found = -1;

	if (calls_read_address(call->result_local, &local) && calls_read_address(call->result_peer, &peer))
		return calls_find_between(maker, call, &local, &peer);
	if (!calls_read_address(call->local, &local))
		return -1;
	if (calls_read_address(call->peer, &peer))
		return calls_find_between(maker, call, &local, &peer);
	if (calls_find_argument_address(call, &peer))
		found = calls_find_between(maker, call, &local, &peer);
	/* A socket that listens is at no connection, though it shares its address with all that it accepts. */
	if (found < 0 && call->socket_type == SOCK_DGRAM)
		found = calls_find_between(maker, call, &local, NULL);
	return found;
}

struct calls_descriptors {
	struct calls_descriptor *items;
	size_t count, capacity;
};

static struct calls_descriptor *calls_find_descriptor(struct calls_descriptors *list, int host, int64_t number)
{
	size_t i;

	for (i = list->count; i > 0; i--) {
		if (list->items[i - 1].host == host && list->items[i - 1].number == number)
			return &list->items[i - 1];
	}
	return NULL;
}

static struct calls_descriptor *calls_add_descriptor(struct ladder_maker *maker, struct calls_descriptors *list,
	int host, int64_t number)
{
	list->items = arena_grow(maker->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count] = (struct calls_descriptor){host, number, -1};
	return &list->items[list->count++];
}

/* Each socket as it lives: the place in the list is the socket, so that a call before connect() is found its line too. */
static void calls_place(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	struct calls_descriptors list = {0};
	int *socket_of = arena_array(maker->arena, ladder->call_count + 1, sizeof(*socket_of));
	size_t i;

	for (i = 0; i < ladder->call_count; i++) {
		const struct call_record *record = ladder->calls[i].record;
		int connection = calls_find_connection(maker, record);
		struct calls_descriptor *descriptor = NULL;

		socket_of[i] = -1;
		ladder->calls[i].at = connection;
		if (calls_makes_socket(record))
			descriptor = calls_add_descriptor(maker, &list, record->host, record->result);
		else if (calls_takes_socket(record))
			descriptor = calls_find_descriptor(&list, record->host, record->arguments[0]->number);
		if (!descriptor)
			continue;
		if (descriptor->connection < 0)
			descriptor->connection = connection;
		socket_of[i] = (int)(descriptor - list.items);
	}
	for (i = 0; i < ladder->call_count; i++) {
		struct ladder_call *call = &ladder->calls[i];

		if (call->at < 0 && socket_of[i] >= 0)
			call->at = list.items[socket_of[i]].connection;
		call->at = ladder_line_of(maker, call->at, call->record->host);
	}
}

/* The lowest lane in which nothing of this host stands at that time. */
static void calls_find_lanes(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	int64_t *free_ns = arena_array(maker->arena, EVIDENCE_HOSTS * (ladder->call_count + 1), sizeof(*free_ns));
	size_t i;

	for (i = 0; i < ladder->call_count; i++) {
		struct ladder_call *call = &ladder->calls[i];
		int64_t *lanes = &free_ns[(size_t)call->record->host * (ladder->call_count + 1)];

		for (call->lane = 0; lanes[call->lane] > call->enter_ns; call->lane++)
			;
		lanes[call->lane] = call->exit_ns >= 0 ? call->exit_ns : INT64_MAX;
	}
}

static const char *calls_text(const struct ladder_maker *maker, const struct call_record *call)
{
	const char *copy;
	struct str text;
	size_t i;

	str_init(&text);
	str_addf(&text, "%s(", text_or_empty(call->name));
	for (i = 0; i < call->argument_count; i++) {
		if (i > 0)
			str_add(&text, ", ");
		if (call->arguments[i])
			value_print(&text, call->arguments[i], CALLS_BYTES_MOST);
	}
	str_add(&text, ")");
	if (call->exit_ns >= 0 && !call->failure)
		str_addf(&text, " = %lld", (long long)call->result);
	if (call->exit_ns >= 0 && call->error)
		str_addf(&text, " %s", call->error);
	for (i = 0; i < call->signal_count; i++)
		str_addf(&text, " --- %s ---", call->signals[i]);
	copy = arena_strdup(maker->arena, str_text(&text));
	str_free(&text);
	return copy;
}

static int calls_compare(const void *a, const void *b)
{
	const struct ladder_call *left = a, *right = b;

	if (left->enter_ns != right->enter_ns)
		return left->enter_ns < right->enter_ns ? -1 : 1;
	return left->line < right->line ? -1 : left->line > right->line;
}

static bool calls_is_bad(const struct ladder_maker *maker, size_t step)
{
	size_t i;

	for (i = 0; i < maker->result->finding_count; i++) {
		if (maker->result->findings[i].step == (int)step)
			return true;
	}
	return false;
}

void ladder_calls_make(struct ladder_maker *maker)
{
	const struct evidence *evidence = maker->evidence;
	struct ladder *ladder = maker->ladder;
	size_t i;

	ladder->calls = arena_array(maker->arena, evidence->step_count + 1, sizeof(*ladder->calls));
	for (i = 0; i < evidence->step_count; i++) {
		const struct call_record *record = evidence->steps[i].call;

		if (!record || record->enter_ns < 0 || record->host < 0 || record->host >= EVIDENCE_HOSTS)
			continue;
		ladder->calls[ladder->call_count++] = (struct ladder_call){.record = record,
			.enter_ns = record->enter_ns, .exit_ns = record->exit_ns, .line = evidence->steps[i].line,
			.text = calls_text(maker, record), .bad = calls_is_bad(maker, i)};
	}
	if (ladder->call_count > 0)
		qsort(ladder->calls, ladder->call_count, sizeof(*ladder->calls), calls_compare);
	calls_place(maker);
	calls_find_lanes(maker);
}
