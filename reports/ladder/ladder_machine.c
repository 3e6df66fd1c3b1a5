/* SPDX-License-Identifier: BSD-2-Clause */
/* What calls and segments do to one end of a connection. */
#include "config.h"

#include "harness/names/tcp.h"
#include "reports/ladder/ladder_machine.h"

#define MACHINE_CALL_SLACK_NS INT64_C(200000) /* clocks of calls and captures are read apart */
#define MACHINE_WINDOW_MOST (UINT32_C(1) << 30)

void machine_init(struct machine *machine, const struct machine_event *events, size_t count)
{
	*machine = (struct machine){.state = TCP_IS_CLOSED, .events = events, .count = count};
}

/* Numbers go round: a >= b where the way from b to a is the shorter one. */
static bool machine_reaches(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) >= 0;
}

static bool machine_has(const struct packet *packet, unsigned flag)
{
	return (packet->flags & flag) != 0;
}

static uint32_t machine_end(const struct packet *packet)
{
	return packet->seq + (uint32_t)packet->payload_length + machine_has(packet, FLAG_SYN) +
		machine_has(packet, FLAG_FIN);
}

/* What the host sends next, after events[at]; NULL where nothing more. */
static const struct packet *machine_find_next_sent(const struct machine *machine, size_t at)
{
	for (size_t i = at + 1; i < machine->count; i++)
		if (machine->events[i].kind == MACHINE_SENT)
			return machine->events[i].packet;
	return NULL;
}

/* True where the host later sends a segment with all of `with` and none of `without`. */
static bool machine_will_send(const struct machine *machine, size_t at, unsigned with, unsigned without)
{
	for (size_t i = at + 1; i < machine->count; i++)
		if (machine->events[i].kind == MACHINE_SENT &&
			(machine->events[i].packet->flags & with) == with &&
			(machine->events[i].packet->flags & without) == 0)
			return true;
	return false;
}

/* An acknowledgement of something of ours, and of nothing that was never sent. */
static bool machine_is_acknowledged(const struct machine *machine, const struct packet *packet)
{
	return machine_has(packet, FLAG_ACK) && packet->ack != machine->first &&
		machine_reaches(packet->ack, machine->first) && machine_reaches(machine->next, packet->ack);
}

/* What a SYN offers to shift windows by; -1: nothing. Over 14 counts as 14 (RFC 7323, 2.3). */
static int machine_find_shift(const struct packet *packet)
{
	for (size_t i = 0; i < packet->option_count; i++)
		if (packet->options[i].kind == OPTION_WSCALE && packet->options[i].data_length == 1)
			return packet->options[i].data[0] > 14 ? 14 : packet->options[i].data[0];
	return -1;
}

/* How far the other end may send, as a segment to it says. */
static void machine_take_window(struct machine *machine, const struct packet *packet)
{
	int shift = machine_has(packet, FLAG_SYN) || machine->shift < 0 || machine->peer_shift < 0 ? 0 : machine->shift;
	uint32_t edge = packet->ack + ((uint32_t)packet->window << shift);

	if (machine_reaches(edge, machine->edge))
		machine->edge = edge;
}

/*
 * Not behind the window (RFC 9293, 3.10.7.4): such a segment is answered, and changes nothing. What is old may be a repetition.
 * Where another line has the SYN that came, its window is not known here.
 */
static bool machine_is_near(const struct machine *machine, const struct packet *packet)
{
	return packet->seq - machine->peer_next + MACHINE_WINDOW_MOST < 2 * MACHINE_WINDOW_MOST &&
		(!machine->peer_opened || packet->seq == machine->peer_next || machine_reaches(machine->edge, packet->seq));
}

static void machine_take_peer_syn(struct machine *machine, const struct packet *packet)
{
	machine->peer_opened = true;
	machine->peer_next = machine->edge = packet->seq + 1;
	machine->peer_shift = machine_find_shift(packet);
}

/* A close() that drops unread data, or shall not linger, resets: the RST says so itself. */
static bool machine_call_resets(const struct machine *machine, size_t at)
{
	const struct machine_event *call = &machine->events[at];

	for (size_t i = at + 1; i < machine->count; i++) {
		const struct machine_event *event = &machine->events[i];

		if (event->time_ns > call->until_ns + MACHINE_CALL_SLACK_NS)
			return false;
		if (event->kind == MACHINE_SENT && machine_has(event->packet, FLAG_FIN | FLAG_RST))
			return machine_has(event->packet, FLAG_RST);
	}
	return false;
}

static void machine_take_fin(struct machine *machine)
{
	machine->peer_fin_taken = true;
	machine->state = diagram_take_fin(machine->state);
}

/* Of what carries one; false where it is older than the last (RFC 7323, 5.3): the segment is dropped. */
static bool machine_take_stamp(struct machine *machine, const struct packet *packet)
{
	for (size_t i = 0; i < packet->option_count; i++) {
		const uint8_t *data = packet->options[i].data;
		uint32_t stamp;

		if (packet->options[i].kind != OPTION_TIMESTAMP || packet->options[i].data_length != 8)
			continue;
		stamp = (uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
		if (machine_has(packet, FLAG_SYN))
			machine->stamped = true;
		else if (!machine->stamped || machine_has(packet, FLAG_RST))
			return true;
		else if (!machine_reaches(stamp, machine->stamp))
			return false;
		if (machine_reaches(machine->peer_next, packet->seq) || machine_has(packet, FLAG_SYN))
			machine->stamp = stamp;
		return true;
	}
	return true;
}

static void machine_take_sent(struct machine *machine, const struct packet *packet)
{
	if (machine_has(packet, FLAG_RST)) {
		/* Before the handshake is done, a segment that does not fit is answered with its own number, and nothing changes. */
		if (machine->state == TCP_IS_SYN_SENT ||
			(machine->state == TCP_IS_SYN_RECEIVED && packet->seq != machine->next))
			return;
		if (machine->state != TCP_IS_LISTEN)
			machine->state = TCP_IS_CLOSED;
		return;
	}
	if (machine_has(packet, FLAG_SYN)) {
		if (!machine->opened) {
			machine->opened = true;
			machine->first = machine->next = packet->seq;
			machine->shift = machine_find_shift(packet);
			machine->passive = machine_has(packet, FLAG_ACK);
			machine->state = machine->passive ? TCP_IS_SYN_RECEIVED : TCP_IS_SYN_SENT;
		}
	}
	if (!machine->opened)
		return;
	if (machine_reaches(machine_end(packet), machine->next))
		machine->next = machine_end(packet);
	if (machine_has(packet, FLAG_ACK) && machine->peer_opened) {
		machine_take_window(machine, packet);
		if (machine_reaches(packet->ack, machine->peer_next))
			machine->peer_next = packet->ack;
		if (machine->peer_fin_seen && !machine->peer_fin_taken &&
			machine_reaches(packet->ack, machine->peer_fin_end))
			machine_take_fin(machine);
	}
	if (machine_has(packet, FLAG_FIN)) {
		machine->fin_sent = true;
		machine->fin_end = machine_end(packet);
		machine->state = diagram_close(machine->state);
	}
}

/* In SYN-SENT: the answer, a SYN that crossed ours, or a refusal. */
static void machine_take_answer(struct machine *machine, size_t at, const struct packet *packet)
{
	const struct packet *reply = machine_find_next_sent(machine, at);

	if (machine_has(packet, FLAG_RST)) {
		if (machine_is_acknowledged(machine, packet) && !machine_will_send(machine, at, 0, FLAG_RST))
			machine->state = TCP_IS_CLOSED;
		return;
	}
	if (!machine_has(packet, FLAG_SYN) ||
		(machine_has(packet, FLAG_ACK) && !machine_is_acknowledged(machine, packet)))
		return;
	/* A SYN that is answered with a RST without acknowledgement is no answer to ours (RFC 9293, 3.5.2). */
	if (reply && machine_has(reply, FLAG_RST) && !machine_has(reply, FLAG_ACK) && reply->seq == packet->ack)
		return;
	machine_take_peer_syn(machine, packet);
	(void)machine_take_stamp(machine, packet);
	machine->state = machine_has(packet, FLAG_ACK) ? TCP_IS_ESTABLISHED : TCP_IS_SYN_RECEIVED;
}

/* In SYN-RECEIVED: an acknowledgement of our SYN, unless the host drops it and sends its SYN again. */
static void machine_take_third(struct machine *machine, size_t at, const struct packet *packet)
{
	const struct packet *reply = machine_find_next_sent(machine, at);

	if (!machine_is_acknowledged(machine, packet) || !machine_is_near(machine, packet) ||
		machine_will_send(machine, at, FLAG_SYN, FLAG_RST))
		return;
	if (reply && machine_has(reply, FLAG_RST) && reply->seq == machine->next)
		return;
	machine->state = TCP_IS_ESTABLISHED;
}

static void machine_take_reset(struct machine *machine, size_t at, const struct packet *packet)
{
	/* What goes on sending has not gone along with it (RFC 5961, 3.2). */
	if (packet->seq != machine->peer_next || machine_will_send(machine, at, 0, FLAG_RST))
		return;
	machine->state = machine->state == TCP_IS_SYN_RECEIVED && machine->passive ? TCP_IS_LISTEN : TCP_IS_CLOSED;
}

/* True where the FIN that was seen has its place now, as what is sent next acknowledges. */
static bool machine_fin_is_in_place(const struct machine *machine, size_t at)
{
	for (size_t i = at + 1; i < machine->count; i++) {
		const struct packet *packet = machine->events[i].packet;

		if (machine->events[i].kind == MACHINE_SENT && machine_has(packet, FLAG_ACK))
			return machine_reaches(packet->ack, machine->peer_fin_end);
	}
	return machine_reaches(machine->peer_next + 1, machine->peer_fin_end);
}

static void machine_take_segment(struct machine *machine, size_t at, const struct packet *packet)
{
	if (!machine_is_near(machine, packet) || machine_has(packet, FLAG_SYN))
		return;
	if (machine_reaches(machine->peer_next, packet->seq) &&
		machine_reaches(packet->seq + (uint32_t)packet->payload_length, machine->peer_next))
		machine->peer_next = packet->seq + (uint32_t)packet->payload_length;
	if (machine->fin_sent && machine_is_acknowledged(machine, packet) &&
		machine_reaches(packet->ack, machine->fin_end))
		machine->state = diagram_take_ack_of_fin(machine->state);
	if (machine_has(packet, FLAG_FIN) && !machine->peer_fin_taken) {
		machine->peer_fin_seen = true;
		machine->peer_fin_end = machine_end(packet);
	}
	if (machine->peer_fin_seen && !machine->peer_fin_taken && machine_fin_is_in_place(machine, at))
		machine_take_fin(machine);
}

static void machine_take_received(struct machine *machine, size_t at, const struct packet *packet)
{
	if (machine->state == TCP_IS_SYN_SENT) {
		machine_take_answer(machine, at, packet);
		return;
	}
	if (!machine->opened) {
		if ((packet->flags & (FLAG_SYN | FLAG_ACK | FLAG_RST)) == FLAG_SYN) {
			machine_take_peer_syn(machine, packet);
			(void)machine_take_stamp(machine, packet);
		}
		return;
	}
	if (machine->state == TCP_IS_CLOSED || machine->state == TCP_IS_LISTEN || !machine_take_stamp(machine, packet))
		return;
	if (machine_has(packet, FLAG_RST)) {
		machine_take_reset(machine, at, packet);
		return;
	}
	/* Of a simultaneous open the other SYN comes again, with the acknowledgement of ours. */
	if (machine->state == TCP_IS_SYN_RECEIVED)
		machine_take_third(machine, at, packet);
	if (machine->state != TCP_IS_SYN_RECEIVED)
		machine_take_segment(machine, at, packet);
}

bool machine_take(struct machine *machine, size_t at)
{
	const struct machine_event *event = &machine->events[at];
	enum tcp_state before = machine->state;

	switch (event->kind) {
	case MACHINE_CALL:
		if (!machine_call_resets(machine, at))
			machine->state = diagram_close(machine->state);
		break;
	case MACHINE_RECEIVED:
		machine_take_received(machine, at, event->packet);
		break;
	case MACHINE_SENT:
		machine_take_sent(machine, event->packet);
		break;
	case MACHINE_REFUSED:
		if (machine->state == TCP_IS_SYN_SENT || machine->state == TCP_IS_SYN_RECEIVED)
			machine->state = TCP_IS_CLOSED;
		break;
	case MACHINE_GIVES_UP:
		if (machine->state != TCP_IS_LISTEN)
			machine->state = TCP_IS_CLOSED;
		break;
	}
	if (machine->state == before)
		return false;
	machine->time_ns = event->time_ns;
	return true;
}
