/* SPDX-License-Identifier: BSD-2-Clause */
/* What can have caused the packets of a view: calls that send, and packets that the page itself sends. */
#include "config.h"

#include <string.h>

#include "harness/base/value.h"
#include "harness/match/view_parts.h"

/* The calls that make a host send something of its own accord. */
static bool call_sends(const struct step *step)
{
	static const char *const names[] = { "connect", "send", "sendto", "sendmsg", "sendmmsg", "sendfile", "write",
		"writev", "shutdown", "close", "dup2", "fputs", "fflush", "fclose", NULL };

	for (const char *const *name = names; *name != NULL; name++)
		if (strcmp(step->name, *name) == 0)
			return true;
	return false;
}

static bool same_end(const struct value *a, const struct value *b)
{
	struct packet_address left, right;

	return a != NULL && b != NULL && packet_address_parse(&left, a->text, a->port) &&
		packet_address_parse(&right, b->text, b->port) && packet_address_equal(&left, &right);
}

/* Whether a call on a socket of the other host can be what made this view's packets. */
static bool is_other_end(const struct binding *caller, const struct binding *socket)
{
	if (socket == NULL)
		return true;
	return caller != NULL && caller->is_socket && same_end(caller->local, socket->peer) &&
		(caller->peer == NULL || same_end(caller->peer, socket->local));
}

/* The same of a call of the host itself; on a peer's view, any that may speak to that peer. */
static bool is_own_end(const struct binding *caller, const struct binding *binding)
{
	if (binding == NULL || binding == caller)
		return true;
	return binding->is_peer && (caller == NULL || caller->peer == NULL || same_end(caller->peer, binding->peer));
}

static void draft_hear_call(struct draft *draft, const struct env *env, const struct step *step,
	int64_t enter_ns)
{
	const struct binding *caller = NULL;
	const struct node *name = NULL;

	/* A stream stands behind its string, and dup2 closes what its second argument was. */
	if (step->argument_count > 0)
		name = step->arguments[strcmp(step->name, "fputs") == 0 || strcmp(step->name, "dup2") == 0 ?
			step->argument_count - 1 : 0];
	if (name != NULL && name->kind == NODE_NAME)
		caller = env_find_at(env, name->text, step->index);
	if (caller != NULL && caller->stream_of != NULL)
		caller = env_find_at(env, caller->stream_of, step->index);
	for (int sent = 0; sent < 2; sent++) {
		if (step->host == draft->view.host &&
			is_own_end(caller, draft->view.binding) &&
			draft->own_since_ns[sent] < 0)
			draft->own_since_ns[sent] = enter_ns;
		if (step->host != draft->view.host && is_other_end(caller, draft->view.binding) &&
			draft->other_since_ns[sent] < 0)
			draft->other_since_ns[sent] = enter_ns;
	}
}

void view_hear_call(struct drafts *drafts, const struct step *step, const struct step_record *record)
{
	if (record == NULL || record->call == NULL || record->call->enter_ns < 0 || !call_sends(step))
		return;
	for (size_t i = 0; i < drafts->count; i++)
		draft_hear_call(&drafts->items[i], drafts->env, step, record->call->enter_ns);
}

void view_hear_injection(struct draft *draft, int64_t time_ns)
{
	for (int sent = 0; sent < 2; sent++) {
		if (draft->own_since_ns[sent] < 0)
			draft->own_since_ns[sent] = time_ns;
		if (draft->other_since_ns[sent] < 0)
			draft->other_since_ns[sent] = time_ns;
	}
}

/* An injection of the wire is heard in the views of its socket, and in those of all packets. */
void view_hear_wire(struct drafts *drafts, const struct step *step, const struct step_record *record)
{
	const char *socket;
	const struct binding *binding;

	if (strcmp(step->order->action, "inject") != 0 || record == NULL || record->fate != STEP_PLAYED ||
		record->begin_ns < 0)
		return;
	socket = step->order->what.packet == NULL ? NULL : step->order->what.packet->socket;
	binding = socket == NULL ? NULL : env_find_at(drafts->env, socket, step->index);
	for (size_t i = 0; i < drafts->count; i++) {
		struct draft *draft = &drafts->items[i];

		if (binding == NULL || draft->view.binding == NULL || draft->view.binding == binding ||
			is_other_end(draft->view.binding, binding))
			view_hear_injection(draft, record->begin_ns);
	}
}
