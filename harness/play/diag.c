/* SPDX-License-Identifier: BSD-2-Clause */
/* sock_diag: asks a host's kernel about its sockets. */
#include "config.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/play/diag.h"

#define STATES_ALL 0xffffffffU
#define STATE_SYN_RECV_NEW 12 /* as the kernel calls a request that is no socket yet */

struct diag {
	struct mnl_socket *socket;
	unsigned sequence;
	char buffer[32768]; /* the request, then the answer */
};

struct diag *diag_open(struct sandbox *sandbox, enum case_host host, struct err *err)
{
	const struct timeval patience = { .tv_sec = 2, .tv_usec = 0 };
	struct diag *diag = memory_new(sizeof *diag);

	if (sandbox_visit(sandbox, host, err) < 0) {
		diag_close(diag);
		return NULL;
	}
	diag->socket = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	if (!diag->socket || mnl_socket_bind(diag->socket, 0, MNL_SOCKET_AUTOPID) < 0) {
		err_set_errno(err, errno, "cannot open sock_diag");
		sandbox_leave(sandbox, NULL);
		diag_close(diag);
		return NULL;
	}
	/* The kernel answers at once; where it does not, the play must not hang. */
	setsockopt(mnl_socket_get_fd(diag->socket), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	if (sandbox_leave(sandbox, err) < 0) {
		diag_close(diag);
		return NULL;
	}
	return diag;
}

void diag_close(struct diag *diag)
{
	if (!diag)
		return;
	if (diag->socket)
		mnl_socket_close(diag->socket);
	free(diag);
}

/* RFC 9293's names; the kernel's numbers. */
static const char *state_name(int state)
{
	switch (state) {
	case TCP_ESTABLISHED: return "ESTABLISHED";
	case TCP_SYN_SENT: return "SYN_SENT";
	case TCP_SYN_RECV:
	case STATE_SYN_RECV_NEW: return "SYN_RECEIVED";
	case TCP_FIN_WAIT1: return "FIN_WAIT_1";
	case TCP_FIN_WAIT2: return "FIN_WAIT_2";
	case TCP_TIME_WAIT: return "TIME_WAIT";
	case TCP_CLOSE: return "CLOSED";
	case TCP_CLOSE_WAIT: return "CLOSE_WAIT";
	case TCP_LAST_ACK: return "LAST_ACK";
	case TCP_LISTEN: return "LISTEN";
	case TCP_CLOSING: return "CLOSING";
	}
	return "CLOSED";
}

/* Begins a request about sockets of a family and protocol. */
static struct inet_diag_req_v2 *diag_begin(struct diag *diag, int flags, int family, int protocol)
{
	struct inet_diag_req_v2 *request;
	struct nlmsghdr *header;

	memset(diag->buffer, 0, MNL_NLMSG_HDRLEN + sizeof *request);
	header = mnl_nlmsg_put_header(diag->buffer);
	header->nlmsg_type = SOCK_DIAG_BY_FAMILY;
	header->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags);
	header->nlmsg_seq = ++diag->sequence;
	request = mnl_nlmsg_put_extra_header(header, sizeof *request);
	request->sdiag_family = (uint8_t)family;
	request->sdiag_protocol = (uint8_t)protocol;
	request->id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
	request->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
	return request;
}

/* Sends what was begun; each socket's message goes to `callback`. 0, or -1 with errno. */
static int diag_exchange(struct diag *diag, mnl_cb_t callback, void *context)
{
	const struct nlmsghdr *header = (const struct nlmsghdr *)diag->buffer;
	unsigned port = mnl_socket_get_portid(diag->socket);
	bool dump = header->nlmsg_flags & NLM_F_DUMP;
	int status = MNL_CB_OK;

	if (mnl_socket_sendto(diag->socket, header, header->nlmsg_len) < 0)
		return -1;
	do {
		ssize_t got;

		do
			got = mnl_socket_recvfrom(diag->socket, diag->buffer, sizeof diag->buffer);
		while (got < 0 && errno == EINTR);
		if (got < 0)
			return -1;
		status = mnl_cb_run(diag->buffer, (size_t)got, diag->sequence, port, callback, context);
	} while (dump && status == MNL_CB_OK);
	return status < 0 ? -1 : 0;
}

/* The address as the kernel compares it: IPv4 for one that is mapped into IPv6. */
static void fill_address(uint32_t words[4], const struct packet_address *address)
{
	memset(words, 0, 16);
	if (packet_address_is_mapped(address))
		memcpy(words, address->bytes + 12, 4);
	else
		memcpy(words, address->bytes, address->family == 6 ? 16 : 4);
}

struct state_wanted {
	uint16_t local_port, peer_port; /* network order */
	struct diag_state *state;
};

static int take_state(const struct nlmsghdr *header, void *context)
{
	struct state_wanted *wanted = context;
	const struct inet_diag_msg *message;

	if (mnl_nlmsg_get_payload_len(header) < sizeof *message)
		return MNL_CB_OK;
	message = mnl_nlmsg_get_payload(header);
	/* A look-up that finds no connection goes on to who listens on the port: that is someone else. */
	if (message->id.idiag_sport == wanted->local_port && message->id.idiag_dport == wanted->peer_port) {
		wanted->state->name = state_name(message->idiag_state);
		wanted->state->timer_ms = message->idiag_timer != 0 ? (int64_t)message->idiag_expires : -1;
	}
	return MNL_CB_OK;
}

int diag_tcp_state(struct diag *diag, const struct packet_address *local,
	const struct packet_address *peer, struct diag_state *state, struct err *err)
{
	int family = local->family == 6 && !packet_address_is_mapped(local) ? AF_INET6 : AF_INET;
	struct state_wanted wanted = { htons(local->port), htons(peer->port), state };
	struct inet_diag_req_v2 *request = diag_begin(diag, 0, family, IPPROTO_TCP);

	*state = (struct diag_state){ .name = "CLOSED", .timer_ms = -1 };
	request->idiag_states = STATES_ALL;
	/* The kernel looks for the socket that a packet from `peer` to `local` would reach. */
	request->id.idiag_sport = wanted.local_port;
	request->id.idiag_dport = wanted.peer_port;
	fill_address(request->id.idiag_src, local);
	if (peer->port != 0)
		fill_address(request->id.idiag_dst, peer);
	if (diag_exchange(diag, take_state, &wanted) < 0 && errno != ENOENT)
		return err_set_errno(err, errno, "sock_diag");
	return 0;
}

struct queues_wanted {
	const struct packet_address *local;
	uint16_t port;                  /* network order */
	int family;                     /* of the sockets that are asked for */
	struct diag_listener *listener;
};

static int take_queues(const struct nlmsghdr *header, void *context)
{
	struct queues_wanted *wanted = context;
	const struct inet_diag_msg *message;
	uint32_t words[4];

	if (mnl_nlmsg_get_payload_len(header) < sizeof *message)
		return MNL_CB_OK;
	message = mnl_nlmsg_get_payload(header);
	if (message->id.idiag_sport != wanted->port)
		return MNL_CB_OK;
	if (message->idiag_state == TCP_LISTEN) {
		wanted->listener->listens = true;
		wanted->listener->queued = message->idiag_rqueue;
		wanted->listener->backlog = message->idiag_wqueue;
		return MNL_CB_OK;
	}
	fill_address(words, wanted->local);
	if (packet_address_is_any(wanted->local) ||
		memcmp(words, message->id.idiag_src, wanted->family == AF_INET6 ? 16 : 4) == 0)
		wanted->listener->opening++;
	return MNL_CB_OK;
}

int diag_tcp_listener(struct diag *diag, const struct packet_address *local, struct diag_listener *listener,
	struct err *err)
{
	int family = local->family == 6 && !packet_address_is_mapped(local) ? AF_INET6 : AF_INET;
	struct queues_wanted wanted = { local, htons(local->port), family, listener };
	struct inet_diag_req_v2 *request = diag_begin(diag, 0, family, IPPROTO_TCP);

	memset(listener, 0, sizeof *listener);
	request->idiag_states = 1U << TCP_LISTEN;
	request->id.idiag_sport = wanted.port;
	fill_address(request->id.idiag_src, local);
	if (diag_exchange(diag, take_queues, &wanted) < 0)
		return errno == ENOENT ? 0 : err_set_errno(err, errno, "sock_diag");
	if (!listener->listens)
		return 0;
	request = diag_begin(diag, NLM_F_DUMP, family, IPPROTO_TCP);
	request->idiag_states = 1U << TCP_SYN_RECV | 1U << STATE_SYN_RECV_NEW;
	request->id.idiag_sport = wanted.port;
	if (diag_exchange(diag, take_queues, &wanted) < 0 && errno != ENOENT)
		return err_set_errno(err, errno, "sock_diag");
	return 0;
}

static int take_any(const struct nlmsghdr *header, void *context)
{
	bool *any = context;

	if (mnl_nlmsg_get_payload_len(header) >= sizeof(struct inet_diag_msg))
		*any = true;
	return MNL_CB_OK;
}

int diag_port_is_served(struct diag *diag, bool udp, int port, bool *served, struct err *err)
{
	static const int families[] = { AF_INET, AF_INET6 };
	struct inet_diag_req_v2 *request;
	size_t i;

	*served = false;
	for (i = 0; i < sizeof families / sizeof *families && !*served; i++) {
		request = diag_begin(diag, NLM_F_DUMP, families[i], udp ? IPPROTO_UDP : IPPROTO_TCP);
		/* A UDP socket is CLOSE until it is connected. One that is serves only its peer. */
		request->idiag_states = 1U << (udp ? TCP_CLOSE : TCP_LISTEN);
		request->id.idiag_sport = htons((uint16_t)port);
		if (diag_exchange(diag, take_any, served) < 0 && errno != ENOENT && errno != EAFNOSUPPORT)
			return err_set_errno(err, errno, "sock_diag");
	}
	return 0;
}
