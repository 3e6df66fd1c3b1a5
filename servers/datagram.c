/* SPDX-License-Identifier: BSD-2-Clause */
/* Datagrams in, answers out, from the address that was asked. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

#include "servers/datagram.h"
#include "servers/server.h"

/* How many datagrams are served before the other sockets and signals have their turn. */
#define DATAGRAMS_A_TURN 64

struct datagram_socket *datagram_new(int fd, const struct server *server)
{
	struct datagram_socket *datagram = calloc(1, sizeof *datagram);

	if (datagram == NULL)
		return NULL;
	datagram->fd = fd;
	datagram->server = server;
	return datagram;
}

short datagram_events(const struct datagram_socket *datagram)
{
	return datagram->waiting ? POLLOUT : POLLIN;
}

static void datagram_add_control(struct datagram_socket *datagram, int level, int type, const void *data,
	size_t length)
{
	struct cmsghdr *header = (struct cmsghdr *)datagram->control;

	memset(datagram->control, 0, CMSG_SPACE(length));
	header->cmsg_level = level;
	header->cmsg_type = type;
	header->cmsg_len = CMSG_LEN(length);
	memcpy(CMSG_DATA(header), data, length);
	datagram->control_length = CMSG_SPACE(length);
}

/* Turns "this is where it was sent to" into "send from there", in the same place. */
static void datagram_note_source(struct datagram_socket *datagram, struct msghdr *message)
{
	struct cmsghdr *header;
	struct in_pktinfo info4;
	struct in6_pktinfo info6;

	datagram->control_length = 0;
	for (header = CMSG_FIRSTHDR(message); header != NULL; header = CMSG_NXTHDR(message, header)) {
		if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO) {
			memcpy(&info4, CMSG_DATA(header), sizeof info4);
			/* The routing table knows the device; ipi_spec_dst is ours also after a broadcast. */
			info4.ipi_ifindex = 0;
			datagram_add_control(datagram, IPPROTO_IP, IP_PKTINFO, &info4, sizeof info4);
			return;
		}
		if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
			memcpy(&info6, CMSG_DATA(header), sizeof info6);
			if (IN6_IS_ADDR_MULTICAST(&info6.ipi6_addr))
				return; /* nothing can be sent from there */
			if (!IN6_IS_ADDR_LINKLOCAL(&info6.ipi6_addr))
				info6.ipi6_ifindex = 0;
			datagram_add_control(datagram, IPPROTO_IPV6, IPV6_PKTINFO, &info6, sizeof info6);
			return;
		}
	}
}

/* False where none waits. */
static bool datagram_receive(struct datagram_socket *datagram)
{
	struct iovec piece = { .iov_base = datagram->input, .iov_len = sizeof datagram->input };
	struct msghdr message = { .msg_name = &datagram->peer, .msg_namelen = sizeof datagram->peer,
		.msg_iov = &piece, .msg_iovlen = 1,
		.msg_control = datagram->control, .msg_controllen = sizeof datagram->control };
	ssize_t got, answer;

	got = recvmsg(datagram->fd, &message, 0);
	/* An error here belongs to an answer of earlier (its ICMP); asking again is all there is to do. */
	if (got < 0)
		return errno != EAGAIN && errno != EWOULDBLOCK;
	datagram->peer_length = message.msg_namelen;
	datagram_note_source(datagram, &message);
	answer = datagram->server->answer(datagram->input, (size_t)got, datagram->output, sizeof datagram->output);
	if (answer < 0)
		return true;
	datagram->output_length = (size_t)answer;
	datagram->waiting = true;
	return true;
}

/* An answer that cannot be sent at all is lost, as datagrams are. */
static void datagram_send(struct datagram_socket *datagram)
{
	struct iovec piece = { .iov_base = datagram->output, .iov_len = datagram->output_length };
	struct msghdr message = { .msg_name = &datagram->peer, .msg_namelen = datagram->peer_length,
		.msg_iov = &piece, .msg_iovlen = 1, .msg_control = datagram->control,
		.msg_controllen = datagram->control_length };

	if (datagram->control_length == 0)
		message.msg_control = NULL;
	if (sendmsg(datagram->fd, &message, MSG_NOSIGNAL) < 0
		&& (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
		return;
	datagram->waiting = false;
}

void datagram_serve(struct datagram_socket *datagram)
{
	int turn;

	for (turn = 0; turn < DATAGRAMS_A_TURN; turn++) {
		if (datagram->waiting)
			datagram_send(datagram);
		if (datagram->waiting || !datagram_receive(datagram))
			return;
		if (datagram->waiting)
			datagram_send(datagram);
	}
}
