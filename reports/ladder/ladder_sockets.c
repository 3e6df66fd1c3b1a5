/* SPDX-License-Identifier: BSD-2-Clause */
/* Which socket each call is about, and so at which connection and line it stands. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/judge/verdict.h"
#include "reports/ladder/ladder_parts.h"
#include "reports/text.h"

/* A number that stands for a socket of a host, until it is closed. */
struct sockets_descriptor {
	int64_t number;
	int socket;
};

struct sockets_descriptors {
	struct sockets_descriptor *items;
	size_t count, capacity;
};

static bool sockets_takes_socket(const struct call_record *call)
{
	static const char *const others[] = {"socket", "poll", "ppoll", "select", "pselect", "epoll_create1", "socketpair", "setitimer",
		"siginterrupt", "getprotobyname", "if_indextoname"};
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (strcmp(text_or_empty(call->name), others[i]) == 0)
			return false;
	}
	return call->argument_count > 0 && call->arguments[0] && call->arguments[0]->kind == VALUE_INT;
}

static bool sockets_makes_socket(const struct call_record *call)
{
	const char *name = text_or_empty(call->name);

	return call->exit_ns >= 0 && call->result >= 0 &&
	       (strcmp(name, "socket") == 0 || strcmp(name, "accept") == 0 || strcmp(name, "accept4") == 0 ||
		strcmp(name, "dup") == 0 || strcmp(name, "dup2") == 0);
}

/* An IPv4 address within a socket of both families is the IPv4 address. */
static bool sockets_read_address(const struct value *value, struct packet_address *address)
{
	if (!value || value->kind != VALUE_ADDRESS || value->port == 0 ||
	    !packet_address_parse(address, value->text, value->port))
		return false;
	packet_address_unmap(address);
	return true;
}

static bool sockets_same_end(const struct packet_address *told, const struct packet_address *end)
{
	if (!told)
		return true;
	if (packet_address_is_any(told))
		return told->port == end->port;
	return packet_address_equal(told, end);
}

/*
 * The connection between these ends that a call may be about: the last that had begun when the call returned, else the
 * first that began afterwards. `peer` NULL: with whomever; `local` NULL: of what began while the call was made, since a
 * socket that could not connect has lost its address again.
 */
static int sockets_find_between(const struct ladder_maker *maker, const struct call_record *call,
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
		if (!sockets_same_end(local, &connection->ends[call->host]) ||
		    !sockets_same_end(peer, &connection->ends[!call->host]) ||
		    (!local && (connection->begin_ns < call->enter_ns || connection->begin_ns > until)))
			continue;
		if (found < 0 || connection->begin_ns <= until)
			found = (int)i;
	}
	return found;
}

/* The address that a datagram went to or came from, as an argument or within a message. */
static bool sockets_find_argument_address(const struct call_record *call, struct packet_address *address)
{
	size_t i;

	for (i = 1; i < call->argument_count; i++) {
		const struct value *value = call->arguments[i];

		if (!value)
			continue;
		if (sockets_read_address(value->kind == VALUE_STRUCT ? value_field(value, "msg_name") : value, address))
			return true;
	}
	return false;
}

/* By the addresses that the socket had afterwards; -1 where they do not tell. */
static int sockets_find_connection(const struct ladder_maker *maker, const struct call_record *call)
{
	struct packet_address local, peer;
	int found = -1;

	if (sockets_read_address(call->result_local, &local) && sockets_read_address(call->result_peer, &peer))
		return sockets_find_between(maker, call, &local, &peer);
	if (!sockets_read_address(call->local, &local))
		return strcmp(text_or_empty(call->name), "connect") == 0 && sockets_find_argument_address(call, &peer)
			? sockets_find_between(maker, call, NULL, &peer) : -1;
	if (sockets_read_address(call->peer, &peer))
		return sockets_find_between(maker, call, &local, &peer);
	if (sockets_find_argument_address(call, &peer))
		found = sockets_find_between(maker, call, &local, &peer);
	/* A socket that listens is at no connection, though it shares its address with all that it accepts. */
	if (found < 0 && call->socket_type == SOCK_DGRAM)
		found = sockets_find_between(maker, call, &local, NULL);
	return found;
}

static struct sockets_descriptor *sockets_find_descriptor(const struct ladder_maker *maker,
	const struct sockets_descriptors *list, int host, int64_t number)
{
	size_t i;

	for (i = list->count; i > 0; i--) {
		if (list->items[i - 1].number == number && maker->sockets[list->items[i - 1].socket].host == host)
			return &list->items[i - 1];
	}
	return NULL;
}

/* The name that the line gives to what its call made: "q" of "server: accept(l, ..., ...) = q &". */
static const char *sockets_find_name(const struct ladder_maker *maker, int line)
{
	const char *source = NULL, *at, *end;
	size_t i;

	for (i = 0; i < maker->result->step_count && !source; i++) {
		if (maker->result->steps[i].line == line)
			source = maker->result->steps[i].source;
	}
	for (at = source ? strstr(source, ") = ") : NULL; at && strstr(at + 1, ") = "); at = strstr(at + 1, ") = "))
		;
	if (!at || isdigit((unsigned char)at[4]))
		return NULL;
	for (end = at + 4; isalnum((unsigned char)*end) || *end == '_'; end++)
		;
	return arena_strndup(maker->arena, at + 4, (size_t)(end - at - 4));
}

/* The socket that a call has made, or the one that it has given another number. */
static int sockets_add(struct ladder_maker *maker, struct sockets_descriptors *list, const struct ladder_call *call)
{
	const struct call_record *record = call->record;
	struct sockets_descriptor *old = NULL;
	int found;

	if (strncmp(record->name, "dup", 3) == 0)
		old = sockets_find_descriptor(maker, list, record->host, record->arguments[0]->number);
	if (old) {
		found = old->socket;
		maker->sockets[found].references++;
	} else {
		maker->sockets = arena_grow(maker->arena, maker->sockets, maker->socket_count,
			&maker->socket_capacity, sizeof(*maker->sockets));
		found = (int)maker->socket_count++;
		maker->sockets[found] = (struct ladder_socket){.host = record->host, .first = -1, .connection = -1,
			.references = 1, .begin_ns = call->enter_ns, .name = sockets_find_name(maker, call->line)};
	}
	list->items = arena_grow(maker->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = (struct sockets_descriptor){record->result, found};
	return found;
}

static int sockets_take_call(struct ladder_maker *maker, struct sockets_descriptors *list, size_t at)
{
	const struct ladder_call *call = &maker->ladder->calls[at];
	const struct call_record *record = call->record;
	struct sockets_descriptor *descriptor;
	int found;

	if (sockets_makes_socket(record) &&
	    (strncmp(record->name, "dup", 3) != 0 || sockets_takes_socket(record)))
		return sockets_add(maker, list, call);
	if (!sockets_takes_socket(record))
		return -1;
	descriptor = sockets_find_descriptor(maker, list, record->host, record->arguments[0]->number);
	if (!descriptor)
		return -1;
	found = descriptor->socket;
	if ((strcmp(text_or_empty(record->name), "close") == 0 || strcmp(text_or_empty(record->name), "fclose") == 0) && record->result == 0) {
		maker->call_ends[at] = --maker->sockets[found].references == 0;
		descriptor->number = -1;
	}
	return found;
}

/* The place in the list is the socket, so that a call before connect() finds its line too. */
void ladder_sockets_find(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	struct sockets_descriptors list = {0};
	size_t i;

	maker->socket_of = arena_array(maker->arena, ladder->call_count + 1, sizeof(*maker->socket_of));
	maker->call_ends = arena_array(maker->arena, ladder->call_count + 1, sizeof(*maker->call_ends));
	for (i = 0; i < ladder->call_count; i++) {
		int connection = sockets_find_connection(maker, ladder->calls[i].record);
		int found = sockets_take_call(maker, &list, i);

		maker->socket_of[i] = found;
		if (found >= 0 && connection >= 0) {
			if (maker->sockets[found].first < 0)
				maker->sockets[found].first = connection;
			maker->sockets[found].connection = connection;
		}
		/* close() has no address any more: it is where the socket was last. */
		ladder->calls[i].at = connection < 0 && found >= 0 ? maker->sockets[found].connection : connection;
	}
	for (i = 0; i < ladder->call_count; i++) {
		struct ladder_call *call = &ladder->calls[i];

		if (call->at < 0 && maker->socket_of[i] >= 0)
			call->at = maker->sockets[maker->socket_of[i]].first;
		call->at = ladder_line_of(maker, call->at, call->record->host);
	}
}
