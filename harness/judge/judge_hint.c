/* SPDX-License-Identifier: BSD-2-Clause */
/* What to look at where a call did not give what its line says: from its error, or from what it gave too little. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "harness/judge/context.h"
#include "harness/judge/words.h"
#include "harness/match/env.h"

/* The name of a launched server, as the page gives it, in the place of an address. */
static bool hint_is_launched(const struct judge *judge, const struct node *node)
{
	if (node->kind != NODE_NAME)
		return false;
	for (size_t i = 0; i < judge->page->step_count; i++) {
		const struct step *step = &judge->page->steps[i];

		if (step->kind == STEP_LAUNCH && strcmp(step->alias, node->text) == 0)
			return true;
	}
	return false;
}

static const char *hint_of_error(const struct judge *judge, const struct step *step, const char *error, int64_t exit_ns)
{
	const char *ended = NULL;

	/* A server was there before the page went on, or the play had ended with an error. */
	if (strcmp(step->name, "connect") == 0 && strcmp(error, "ECONNREFUSED") == 0 && step->argument_count > 1 &&
		hint_is_launched(judge, step->arguments[1]))
		return "a server has this port, but not at this address: it may listen with the other family alone "
			"(--mode plays one), or on 127.0.0.1 or ::1, where only its own host reaches it; or it has ended";
	/* Which end broke it off, where the packets tell. */
	if (strcmp(error, "ENOTCONN") == 0 || strcmp(error, "EPIPE") == 0 || strcmp(error, "ECONNRESET") == 0)
		ended = judge_hint_stream_ended(judge, step, exit_ns);
	return ended != NULL ? ended : words_hint(step->name, error);
}

static const char *hint_of_too_little(const struct judge *judge, const struct step *step, const struct call_record *call)
{
	const char *ended;

	const struct binding *socket = step->argument_count > 0 && step->arguments[0]->kind == NODE_NAME ?
		env_find(&judge->env, step->arguments[0]->text) : NULL;

	if (socket == NULL || !socket->is_socket)
		return NULL;
	ended = judge_hint_stream_ended(judge, step, call->exit_ns);
	if (ended != NULL)
		return ended;
	if (!words_reads(step->name))
		return socket->socket_type != SOCK_STREAM ? NULL : "a stream takes a part where the socket does not wait, or where a "
			"reset or a signal came while it waited for room";
	if (call->result == 0)
		return NULL;
	if (socket->socket_type == SOCK_STREAM)
		return "a stream keeps no boundaries: what was sent at once may come in parts, and a read gives what is there";
	if (socket->socket_type == SOCK_DGRAM)
		return "what a datagram has beyond a reader's buffer is thrown away, on the other side too";
	return NULL;
}

/* What was sent before was refused by ICMP, of which an unconnected socket is told nothing. */
static bool hint_icmp_came(const struct judge *judge, const struct step *step, int64_t before_ns)
{
	for (size_t i = 0; i < judge->evidence->packet_count; i++) {
		const struct packet_record *record = &judge->evidence->packets[i];

		if (record->host == (int)step->host && !record->sent && record->packet.has_quote && record->time_ns < before_ns &&
			(record->packet.transport == TRANSPORT_ICMP || record->packet.transport == TRANSPORT_ICMP6))
			return true;
	}
	return false;
}

/* A server that a page launches is ended when the page is over, and not before. */
static bool hint_server_ended(const struct judge *judge)
{
	for (size_t i = 0; i < judge->page->step_count; i++) {
		const struct step *step = &judge->page->steps[i];

		for (size_t j = 0; step->kind == STEP_LAUNCH && j < judge->evidence->process_count; j++) {
			const struct process_record *process = &judge->evidence->processes[j];

			if (strcmp(process->name, step->alias) == 0 && !process->ended_by_us &&
				(process->exit_status >= 0 || process->exit_signal > 0))
				return true;
		}
	}
	return false;
}

const char *judge_hint_unreturned(const struct judge *judge, const struct step *step, int64_t end_ns)
{
	const char *waits;

	if (!words_reads(step->name))
		return NULL;
	waits = judge_hint_stream_waits(judge, step, end_ns);
	if (waits != NULL)
		return waits;
	if (hint_server_ended(judge))
		return "the program that was to answer ended by itself, before the page was over: look at what it wrote last";
	if (hint_icmp_came(judge, step, end_ns))
		return "nothing came but an ICMP error: what had been sent could not be delivered, and nobody may be at that "
			"address and port";
	return "a call that reads waits until something comes, the other end closes, or a time-out passes";
}

const char *judge_hint(const struct judge *judge, const struct step *step, const struct call_record *call, int64_t expected)
{
	if (call->result == -1)
		return call->error ? hint_of_error(judge, step, call->error, call->exit_ns) : NULL;
	/* The end of the stream where bytes, or that there is nothing yet, were expected. */
	if (words_counts_bytes(step->name) && call->result < expected)
		return hint_of_too_little(judge, step, call);
	if (words_reads(step->name) && call->result == 0 && expected == -1)
		return judge_hint_stream_ended(judge, step, call->exit_ns);
	return NULL;
}
