/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One UDP socket of a server: takes a datagram, lets the behaviour answer, and sends the answer from the
 * address that the datagram was sent to. An answer that the kernel cannot take yet waits, and
 * nothing is read until it is gone.
 */
#ifndef SERVERS_DATAGRAM_H
#define SERVERS_DATAGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define DATAGRAM_MOST 65536

struct server;

struct datagram_socket {
	int fd;
	const struct server *server;
	bool waiting; /* `output` is an answer that still has to go */
	size_t output_length;
	struct sockaddr_storage peer;
	socklen_t peer_length;
	size_t control_length;
	_Alignas(struct cmsghdr) uint8_t control[256];
	uint8_t input[DATAGRAM_MOST], output[DATAGRAM_MOST];
};

/* Does not take the descriptor over. NULL: out of memory. Free with free(). */
struct datagram_socket *datagram_new(int fd, const struct server *server);
short datagram_events(const struct datagram_socket *datagram);
void datagram_serve(struct datagram_socket *datagram);

#endif
