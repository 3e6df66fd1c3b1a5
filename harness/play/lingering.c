/* SPDX-License-Identifier: BSD-2-Clause */
/* Ends what a play has left in TIME_WAIT on the machine. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/memory.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/play/diag.h"
#include "harness/play/lingering.h"

/* The segments pass at once, on loopback; the kernel says so when its SYN is sent again, a few ms later. */
#define PATIENCE_MS 100
#define CONNECTIONS_MOST 1000

struct connection {
	struct packet_address ends[2];
};

struct connections {
	struct connection *all;
	size_t count;
};

static bool is_loopback(const struct packet_address *address)
{
	static const uint8_t loopback[16] = { [15] = 1 };

	return address->family == 4 ? address->bytes[0] == 127 :
		memcmp(address->bytes, loopback, sizeof loopback) == 0;
}

static bool read_end(const struct value *value, struct packet_address *end)
{
	if (value == NULL || value->kind != VALUE_ADDRESS || value->port == 0 ||
		!packet_address_parse(end, value->text, value->port))
		return false;
	packet_address_unmap(end);
	return is_loopback(end);
}

static bool is_same(const struct connection *one, const struct packet_address *local, const struct packet_address *peer)
{
	return packet_address_equal(&one->ends[0], local) && packet_address_equal(&one->ends[1], peer);
}

static void note(struct connections *found, const struct value *local, const struct value *peer)
{
	struct packet_address here, there;

	if (!read_end(local, &here) || !read_end(peer, &there) || here.family != there.family ||
		found->count == CONNECTIONS_MOST)
		return;
	/* Calls of one socket stand together, and each of its ends has some. */
	for (size_t i = found->count; i > 0; i--)
		if (is_same(&found->all[i - 1], &here, &there) || is_same(&found->all[i - 1], &there, &here))
			return;
	found->all[found->count++] = (struct connection){ { here, there } };
}

static socklen_t to_sockaddr(const struct packet_address *address, struct sockaddr_storage *storage)
{
	struct sockaddr_in *inet = (struct sockaddr_in *)storage;
	struct sockaddr_in6 *inet6 = (struct sockaddr_in6 *)storage;

	memset(storage, 0, sizeof *storage);
	if (address->family == 4) {
		inet->sin_family = AF_INET;
		inet->sin_port = htons(address->port);
		memcpy(&inet->sin_addr, address->bytes, sizeof inet->sin_addr);
		return sizeof *inet;
	}
	inet6->sin6_family = AF_INET6;
	inet6->sin6_port = htons(address->port);
	memcpy(&inet6->sin6_addr, address->bytes, sizeof inet6->sin6_addr);
	return sizeof *inet6;
}

/* Connects from `peer` to `local` for as long as it takes to be refused. */
static void knock(const struct packet_address *local, const struct packet_address *peer)
{
	/* Should somebody be there after all, they get a reset, and we no TIME_WAIT of our own. */
	const struct linger none = { .l_onoff = 1, .l_linger = 0 };
	struct sockaddr_storage from, to;
	socklen_t from_length = to_sockaddr(peer, &from), to_length = to_sockaddr(local, &to);
	int fd = socket(from.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct pollfd wait = { .fd = fd, .events = POLLOUT };

	if (fd < 0)
		return;
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
	if (bind(fd, (const struct sockaddr *)&from, from_length) == 0 &&
		connect(fd, (const struct sockaddr *)&to, to_length) < 0 && errno == EINPROGRESS)
		poll(&wait, 1, PATIENCE_MS);
	close(fd);
}

static bool lingers(struct diag *diag, const struct packet_address *local, const struct packet_address *peer)
{
	struct diag_state state;

	return diag_tcp_state(diag, local, peer, &state, NULL) == 0 && strcmp(state.name, "TIME_WAIT") == 0;
}

/* One after the other, as far as it can be done. How many are gone. */
static size_t end_all(const struct connections *found, struct diag *diag)
{
	size_t gone = 0;

	for (size_t i = 0; i < found->count; i++) {
		for (int end = 0; end < 2; end++) {
			const struct packet_address *local = &found->all[i].ends[end], *peer = &found->all[i].ends[1 - end];

			if (!lingers(diag, local, peer))
				continue;
			knock(local, peer);
			gone += !lingers(diag, local, peer);
		}
	}
	return gone;
}

size_t lingering_end(const struct evidence *evidence, struct diag *diag)
{
	struct connections found = { memory_new(CONNECTIONS_MOST * sizeof *found.all), 0 };
	size_t gone = 0, now;

	for (size_t i = 0; i < evidence->step_count; i++) {
		const struct call_record *call = evidence->steps[i].call;

		if (call == NULL || call->socket_type == SOCK_DGRAM)
			continue;
		note(&found, call->local, call->peer);
		note(&found, call->result_local, call->result_peer);
	}
	/* One may keep the port from which another one is to be ended: that is free in the next round. */
	do
		gone += now = end_all(&found, diag);
	while (now > 0);
	free(found.all);
	return gone;
}
