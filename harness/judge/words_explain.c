/* SPDX-License-Identifier: BSD-2-Clause */
/* What packets, errors and signals are, said for people who are learning. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/judge/words.h"
#include "harness/match/eval.h"
#include "harness/names/names.h"
#include "harness/names/tcp.h"

static void add_segment_kind(struct str *str, unsigned flags, bool data)
{
	if ((flags & FLAG_RST) != 0)
		str_add(str, "a reset (RST), which breaks the connection off");
	else if ((flags & (FLAG_SYN | FLAG_ACK)) == FLAG_SYN)
		str_add(str, "a SYN, which asks for a connection");
	else if ((flags & FLAG_SYN) != 0)
		str_add(str, "a SYN with ACK, which accepts a connection");
	else if ((flags & FLAG_FIN) != 0)
		str_add(str, data ? "the last data with a FIN, which ends the stream" :
			"a FIN, which ends the stream");
	else if (data)
		str_add(str, "data");
	else if ((flags & FLAG_ACK) != 0)
		str_add(str, "a bare acknowledgement");
	else
		str_add(str, "a segment");
}

void words_add_packet_kind(struct str *str, const struct packet *packet)
{
	switch (packet->transport) {
	case TRANSPORT_TCP:
		if (packet->payload_length > 0 &&
			(packet->flags & (FLAG_RST | FLAG_SYN | FLAG_FIN)) == 0)
			str_addf(str, "%zu byte%s of data", packet->payload_length,
				packet->payload_length == 1 ? "" : "s");
		else
			add_segment_kind(str, packet->flags, packet->payload_length > 0);
		return;
	case TRANSPORT_UDP:
		str_addf(str, "a datagram of %zu byte%s", packet->payload_length,
			packet->payload_length == 1 ? "" : "s");
		return;
	case TRANSPORT_ICMP:
	case TRANSPORT_ICMP6:
		str_add(str, packet->has_quote ? "an ICMP error" : "an ICMP message");
		return;
	case TRANSPORT_OTHER:
		str_add(str, "a packet of another protocol");
		return;
	}
}

void words_add_pattern_kind(struct str *str, const struct packet_pattern *pattern)
{
	switch (pattern->protocol) {
	case PACKET_TCP:
		add_segment_kind(str, pattern->flags, pattern->length != NULL &&
			(pattern->length->kind != NODE_INT || pattern->length->number != 0));
		return;
	case PACKET_UDP:
		str_add(str, "a datagram");
		return;
	case PACKET_ICMP:
		str_add(str, "an ICMP error, which says that something could not be delivered");
		return;
	}
}

void words_add_packet_front(struct str *str, const struct step *step, bool sent)
{
	if (step->host == HOST_SERVER)
		str_add(str, "server: ");
	if (step->packet != NULL && step->packet->socket != NULL)
		str_addf(str, "%s ", step->packet->socket);
	str_add(str, sent ? "> " : "< ");
}

/* One row: where an error comes from. A call of NULL is any. */
static const struct {
	const char *call, *error, *hint;
} hints[] = {
	{ "connect", "ECONNREFUSED", "nobody listened at that address: a closed port answers a SYN with a reset" },
	{ NULL, "ECONNREFUSED", "an ICMP error or a reset came back: nobody had the port" },
	{ "connect", "ETIMEDOUT", "no answer came to any SYN: look whether the SYN arrived and was dropped" },
	{ "connect", "EINPROGRESS", "the socket does not block: the answer comes later, poll and SO_ERROR tell it" },
	{ "connect", "EADDRNOTAVAIL", "the address or the pair of addresses is not free, TIME_WAIT holds one too" },
	{ NULL, "EAGAIN", "nothing could be done at that moment without waiting, or the time-out of the socket passed" },
	{ NULL, "ECONNRESET", "the other end broke the connection off with a reset, as a close does while bytes lie unread: look for R in the packets" },
	{ NULL, "EPIPE", "the connection was closed for writing, by this end or by a reset" },
	{ NULL, "ENOTCONN", "the socket is not connected, or no longer" },
	{ "bind", "EADDRINUSE", "another socket has the address, or an earlier connection is still in TIME_WAIT" },
	{ NULL, "EMSGSIZE", "a datagram is sent whole or not at all, and this one is too large" },
	{ NULL, "EBADF", "the descriptor was closed before" },
	{ NULL, "EINTR", "a signal interrupted the call" },
	{ NULL, "EACCES", "this may want a privilege that the play does not have" },
	{ NULL, "EPERM", "this may want a privilege that the play does not have" },
};

const char *words_hint(const char *call, const char *error)
{
	if (error == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strcmp(hints[i].error, error) == 0 &&
			(hints[i].call == NULL || strcmp(hints[i].call, call) == 0))
			return hints[i].hint;
	return NULL;
}

const char *words_explain_signal(const char *name)
{
	if (strcmp(name, "SIGPIPE") == 0)
		return "it tells a process that writes to a stream which nobody reads any more";
	if (strcmp(name, "SIGURG") == 0)
		return "it tells of urgent data";
	if (strcmp(name, "SIGIO") == 0)
		return "it tells that a descriptor is ready";
	if (strcmp(name, "SIGALRM") == 0)
		return "it tells that a timer has run out";
	return NULL;
}
