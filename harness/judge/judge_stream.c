/* SPDX-License-Identifier: BSD-2-Clause */
/* How far the other end of a connection had come by a moment, as the packets tell: what hints are made of. */
#include "config.h"

#include <inttypes.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/judge/context.h"
#include "harness/names/tcp.h"

struct stream {
	struct packet_address local, peer;
	bool begun, gap;           /* the peer's SYN was seen; a segment came whose predecessor had not */
	uint32_t begin, next;      /* the peer's sequence numbers: of its first byte, and behind the last that came */
	bool closed, reset;        /* by the peer, and */
	bool closed_here;          /* by this end before that */
};

static bool stream_address(struct packet_address *address, const struct value *value)
{
	return value != NULL && value->kind == VALUE_ADDRESS && packet_address_parse(address, value->text, value->port);
}

static void stream_take(struct stream *stream, const struct packet *packet)
{
	const uint32_t end = packet->seq + (uint32_t)packet->payload_length;

	if (packet->flags & FLAG_SYN) {
		stream->begun = true;
		stream->begin = stream->next = packet->seq + 1;
		return;
	}
	stream->reset = stream->reset || (packet->flags & FLAG_RST);
	if (packet->flags & FLAG_RST)
		return;
	if ((int32_t)(packet->seq - stream->next) > 0)
		stream->gap = true;
	if ((int32_t)(end - stream->next) > 0)
		stream->next = end;
	stream->closed = stream->closed || (packet->flags & FLAG_FIN);
}

/* The connection of the call's socket, as its own host saw it before that time. False where that is not known for sure. */
static bool stream_look(const struct judge *judge, const struct step *step, int64_t before_ns, struct stream *stream)
{
	const struct binding *socket = step->argument_count > 0 && step->arguments[0]->kind == NODE_NAME ?
		env_find(&judge->env, step->arguments[0]->text) : NULL;
	const struct capture_record *capture = judge_capture(judge, step->host);

	*stream = (struct stream){ .begun = false };
	if (socket == NULL || !socket->is_socket || socket->socket_type != SOCK_STREAM || !capture->present ||
		!judge_capture_is_whole(capture) || !stream_address(&stream->local, socket->local) ||
		!stream_address(&stream->peer, socket->peer))
		return false;
	for (size_t i = 0; i < judge->evidence->packet_count; i++) {
		const struct packet_record *record = &judge->evidence->packets[i];
		const struct packet *packet = &record->packet;

		if (record->host != (int)step->host || packet->transport != TRANSPORT_TCP || record->time_ns >= before_ns)
			continue;
		if (!record->sent && packet_address_equal(&packet->source, &stream->peer) &&
			packet_address_equal(&packet->destination, &stream->local))
			stream_take(stream, packet);
		else if (record->sent && !stream->closed && !stream->reset && (packet->flags & (FLAG_FIN | FLAG_RST)) &&
			packet_address_equal(&packet->source, &stream->local) &&
			packet_address_equal(&packet->destination, &stream->peer))
			stream->closed_here = true;
	}
	return stream->begun && !stream->gap;
}

const char *judge_hint_stream_waits(const struct judge *judge, const struct step *step, int64_t before_ns)
{
	struct stream stream;
	uint32_t bytes;

	if (!stream_look(judge, step, before_ns, &stream) || stream.closed || stream.reset)
		return NULL;
	bytes = stream.next - stream.begin;
	if (bytes == 0)
		return "nothing had come on this connection, and the other end had not closed it";
	return arena_printf(judge->arena, "the other end had sent %" PRIu32 " byte%s on this connection in all, and had neither sent more nor "
		"closed it", bytes, bytes == 1 ? "" : "s");
}

const char *judge_hint_stream_ended(const struct judge *judge, const struct step *step, int64_t before_ns)
{
	struct stream stream;
	uint32_t bytes;

	/* A reset is not what a close at this end brings about, as a close at the other is. */
	if (!stream_look(judge, step, before_ns, &stream) || !(stream.reset || (stream.closed && !stream.closed_here)))
		return NULL;
	bytes = stream.next - stream.begin;
	if (stream.reset)
		return arena_printf(judge->arena, "the other end had sent %" PRIu32 " byte%s on this connection and then broken it off with a "
			"reset, as a close does while bytes lie unread", bytes, bytes == 1 ? "" : "s");
	return arena_printf(judge->arena, "the other end had sent %" PRIu32 " byte%s on this connection and then closed it, before this end did",
		bytes, bytes == 1 ? "" : "s");
}
