/* SPDX-License-Identifier: BSD-2-Clause */
/* One client of a TCP server: non-blocking reads and writes around a behaviour. */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "servers/conn.h"
#include "servers/server.h"

/* How much unread input is thrown away before a close, so that a client that never stops cannot keep it up. */
#define DRAIN_MOST (1024 * 1024)

struct conn *conn_open(int fd, const struct server *server, const struct settings *settings)
{
	struct conn *conn = malloc(sizeof *conn + server->state_size);

	if (conn == NULL) {
		close(fd);
		return NULL;
	}
	/* The output is written before it is read; clearing it would touch every page of an idle client. */
	conn->fd = fd;
	conn->server = server;
	conn->settings = settings;
	conn->input_ended = conn->closing = conn->aborting = false;
	conn->pause_until_ns = 0;
	conn->output_begin = conn->output_length = 0;
	memset(conn->state, 0, server->state_size);
	if (server->begin != NULL)
		server->begin(conn);
	return conn;
}

/* What a client sent and nobody read would turn the close into a reset, which takes our last words with it. */
static void conn_drain(struct conn *conn)
{
	uint8_t bytes[16384];
	size_t drained = 0;
	ssize_t got;

	do {
		got = recv(conn->fd, bytes, sizeof bytes, MSG_DONTWAIT);
		if (got > 0)
			drained += (size_t)got;
	} while (got > 0 && drained < DRAIN_MOST);
}

void conn_close(struct conn *conn)
{
	const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	if (conn->aborting)
		setsockopt(conn->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
	else if (conn->closing && !conn->input_ended)
		conn_drain(conn);
	close(conn->fd);
	free(conn);
}

void *conn_state(struct conn *conn)
{
	return conn->state;
}

size_t conn_room(const struct conn *conn)
{
	return sizeof conn->output - conn->output_length;
}

void conn_put(struct conn *conn, const void *bytes, size_t length)
{
	assert(length <= conn_room(conn));
	if (length > sizeof conn->output - conn->output_begin - conn->output_length) {
		memmove(conn->output, conn->output + conn->output_begin, conn->output_length);
		conn->output_begin = 0;
	}
	memcpy(conn->output + conn->output_begin + conn->output_length, bytes, length);
	conn->output_length += length;
}

/* How much may be read now. Nothing is read that the behaviour could not keep: that is the backpressure. */
static size_t conn_wants(const struct conn *conn, int64_t now_ns)
{
	if (conn->input_ended || conn->closing || conn->server->room == NULL || now_ns < conn->pause_until_ns)
		return 0;
	return conn->server->room(conn);
}

static bool conn_wants_to_write(const struct conn *conn)
{
	return conn->output_length > 0 || (conn->server->fill != NULL && !conn->closing);
}

short conn_events(const struct conn *conn, int64_t now_ns)
{
	short events = 0;

	if (conn_wants(conn, now_ns) > 0)
		events |= POLLIN;
	if (conn_wants_to_write(conn))
		events |= POLLOUT;
	return events;
}

static bool conn_read(struct conn *conn, size_t most)
{
	uint8_t bytes[CONN_OUTPUT_MOST];
	ssize_t got;

	got = recv(conn->fd, bytes, most < sizeof bytes ? most : sizeof bytes, 0);
	if (got < 0)
		return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
	if (got > 0) {
		if (conn->server->take != NULL)
			conn->server->take(conn, bytes, (size_t)got);
		return true;
	}
	conn->input_ended = true;
	if (conn->server->end != NULL)
		conn->server->end(conn);
	return true;
}

static bool conn_write(struct conn *conn)
{
	ssize_t sent;

	while (conn->output_length > 0) {
		sent = send(conn->fd, conn->output + conn->output_begin, conn->output_length, MSG_NOSIGNAL);
		if (sent < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
		conn->output_begin += (size_t)sent;
		conn->output_length -= (size_t)sent;
	}
	conn->output_begin = 0;
	return true;
}

bool conn_serve(struct conn *conn, short revents, int64_t now_ns)
{
	size_t wants = conn_wants(conn, now_ns);

	/* A dead connection of which nobody wants anything would make poll() return at once for ever. */
	if ((revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 && wants == 0 && !conn_wants_to_write(conn)
		&& now_ns >= conn->pause_until_ns)
		return false;
	if (conn->aborting)
		return false;
	if ((revents & (POLLIN | POLLERR | POLLHUP)) != 0 && wants > 0 && !conn_read(conn, wants))
		return false;
	if (conn->server->fill != NULL && !conn->closing && conn_room(conn) > 0)
		conn->server->fill(conn);
	if (!conn_write(conn))
		return false;
	return !(conn->closing && conn->output_length == 0);
}
