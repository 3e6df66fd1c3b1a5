/* SPDX-License-Identifier: BSD-2-Clause */
/* What a step's record tells about names: results, out-arguments, addresses of sockets. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/case/calls.h"
#include "harness/evidence/packet.h"
#include "harness/match/env.h"
#include "harness/match/eval.h"
#include "harness/match/flow.h"
#include "harness/match/pattern_names.h"

/* Binds a name in a step. A step that is absorbed again (a call that was running) corrects itself. */
static struct binding *absorb_bind(struct env *env, const struct step *step, const char *name,
	struct value *value)
{
	struct binding *binding = env_find(env, name);

	if (binding != NULL && binding->step == step->index) {
		binding->value = value;
		return binding;
	}
	binding = env_bind(env, name, value);
	binding->step = step->index;
	binding->host = step->host;
	return binding;
}

/* True where the name is new to this step: unbound before, or bound by an earlier look at it. */
static bool absorb_is_new(const struct env *env, const struct step *step, const char *name)
{
	const struct binding *binding = env_find(env, name);

	return binding == NULL || binding->step == step->index;
}

/* Names below `node` that stand where something came out are bound to what came out. */
static void absorb_names(struct env *env, const struct step *step, const struct node *node,
	struct value *value)
{
	if (node == NULL || value == NULL)
		return;
	switch (node->kind) {
	case NODE_NAME:
		if (value->kind == VALUE_ANY || value->kind == VALUE_ROOM)
			return;
		if (absorb_is_new(env, step, node->text))
			absorb_bind(env, step, node->text, value);
		return;
	case NODE_ADDRESS:
		if (value->kind == VALUE_ADDRESS && node->left != NULL)
			absorb_names(env, step, node->left, value_int(env->arena, value->port));
		return;
	case NODE_ARRAY:
		if (value->kind == VALUE_INT && node->count == 1)
			absorb_names(env, step, node->items[0], value);
		if (value->kind != VALUE_ARRAY)
			return;
		for (size_t i = 0; i < node->count && i < value->count; i++)
			absorb_names(env, step, node->items[i], value->items[i]);
		return;
	case NODE_STRUCT:
		if (value->kind != VALUE_STRUCT)
			return;
		for (size_t i = 0; i < node->count; i++)
			if (node->item_names != NULL && node->item_names[i] != NULL)
				absorb_names(env, step, node->items[i],
					value_field(value, node->item_names[i]));
			else if (i < value->count)
				absorb_names(env, step, node->items[i], value->fields[i].value);
		return;
	case NODE_BINARY:
		if (node->op == OP_BECOMES)
			absorb_names(env, step, node->right, value);
		return;
	case NODE_ANY:
	case NODE_NULL:
	case NODE_INT:
	case NODE_CONST:
	case NODE_STRING:
	case NODE_CALL:
	case NODE_UNARY:
		return;
	}
}

static bool address_is_specific(const struct value *address)
{
	struct packet_address parsed;

	if (address == NULL || address->kind != VALUE_ADDRESS || address->port == 0)
		return false;
	if (!packet_address_parse(&parsed, address->text, address->port))
		return false;
	return !packet_address_is_any(&parsed);
}

/*
 * Takes over an address, unless it says less than the one that is known: a closed or refused socket has
 * none any more, yet its packets and its state are still asked for.
 */
static void absorb_address(struct value **known, struct value *told)
{
	if (told == NULL || told->kind != VALUE_ADDRESS)
		return;
	if (*known != NULL && address_is_specific(*known) && !address_is_specific(told) &&
		(told->port == 0 || told->port == (*known)->port))
		return;
	*known = told;
}

/* A connect that got as far as sending something says whom the socket speaks to. */
static bool connect_was_tried(const struct call_record *call)
{
	static const char *const refusals[] = { "EISCONN", "EALREADY", "EINVAL", "EBADF", "ENOTSOCK",
		"EFAULT", "EAFNOSUPPORT", "EADDRNOTAVAIL", "EOPNOTSUPP", NULL };

	if (call->error == NULL)
		return true;
	for (const char *const *name = refusals; *name != NULL; name++)
		if (strcmp(call->error, *name) == 0)
			return false;
	return true;
}

static void absorb_socket(struct env *env, const struct step *step, const struct call_record *call)
{
	struct binding *binding;

	if (step->argument_count == 0 || step->arguments[0]->kind != NODE_NAME)
		return;
	binding = env_find(env, step->arguments[0]->text);
	if (binding == NULL || !binding->is_socket)
		return;
	if (call->socket_type != 0)
		binding->socket_type = call->socket_type;
	absorb_address(&binding->local, call->local);
	if (call->peer != NULL) {
		absorb_address(&binding->peer, call->peer);
	} else if (strcmp(step->name, "connect") == 0 && call->argument_count > 1 &&
		connect_was_tried(call)) {
		const struct value *address = call->arguments[1];

		if (address->kind == VALUE_ADDRESS && strcmp(address->family, "AF_UNSPEC") == 0)
			binding->peer = NULL;
		else
			absorb_address(&binding->peer, call->arguments[1]);
	}
}

static bool makes_socket(const struct step *step, const struct call_spec *spec)
{
	if (spec->result == RESULT_SOCKET)
		return true;
	/* fcntl(s, F_DUPFD, 0) is a dup by another name. */
	return strcmp(step->name, "fcntl") == 0 && step->argument_count > 1 &&
		step->arguments[1]->kind == NODE_CONST &&
		strncmp(step->arguments[1]->text, "F_DUPFD", strlen("F_DUPFD")) == 0;
}

/* A new descriptor: what it is, from the call that made it. */
static void absorb_new_socket(struct env *env, const struct step *step, const struct call_record *call,
	struct binding *binding)
{
	const struct binding *parent = NULL;
	bool is_accept = strncmp(step->name, "accept", strlen("accept")) == 0;
	int64_t type;

	binding->is_socket = true;
	if (strcmp(step->name, "socket") == 0) {
		binding->born_ns = call->enter_ns;
		if (step->argument_count > 1 &&
			eval_number(env, step->arguments[1], NULL, &type, NULL) == 0)
			binding->socket_type = (int)type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
	} else if (step->argument_count > 0 && step->arguments[0]->kind == NODE_NAME) {
		parent = env_find(env, step->arguments[0]->text);
	}
	if (parent != NULL && parent != binding) {
		binding->socket_type = parent->socket_type;
		if (!is_accept) {
			binding->local = parent->local;
			binding->peer = parent->peer;
			binding->born_ns = parent->born_ns;
		}
	}
	if (binding->socket_type == 0)
		binding->socket_type = call->socket_type;
	absorb_address(&binding->local, call->result_local);
	absorb_address(&binding->peer, call->result_peer);
	/* accept() told the peer itself where the actor did not. */
	if (is_accept && binding->peer == NULL && call->argument_count > 1)
		absorb_address(&binding->peer, call->arguments[1]);
}

/* socketpair: two new descriptors, of no network. */
static void absorb_pair(struct env *env, const struct step *step, const struct node *written, const struct value *pair)
{
	if (written->kind != NODE_ARRAY || pair->kind != VALUE_ARRAY)
		return;
	for (size_t i = 0; i < written->count && i < pair->count; i++)
		if (written->items[i]->kind == NODE_NAME)
			absorb_bind(env, step, written->items[i]->text, pair->items[i])->is_socket = true;
}

static void absorb_result(struct env *env, const struct step *step, const struct call_spec *spec,
	const struct call_record *call)
{
	bool socket = makes_socket(step, spec);

	for (size_t i = 0; i < step->result_count; i++) {
		const struct node *value = step->results[i].value;
		struct binding *binding;

		if (value == NULL || value->kind != NODE_NAME || step->results[i].error != NULL)
			continue;
		/* A descriptor is always a new thing, also where the name was used before. */
		if (!socket && !absorb_is_new(env, step, value->text))
			continue;
		binding = absorb_bind(env, step, value->text, value_int(env->arena, call->result));
		if (socket)
			absorb_new_socket(env, step, call, binding);
		if (spec->result == RESULT_STREAM && step->argument_count > 0 && step->arguments[0]->kind == NODE_NAME)
			binding->stream_of = step->arguments[0]->text;
	}
}

static void absorb_call(struct env *env, const struct step *step, const struct call_record *call)
{
	const struct call_spec *spec = calls_find(step->name);

	if (spec == NULL || call == NULL || call->failure != NULL)
		return;
	absorb_socket(env, step, call);
	if (call->exit_ns < 0 || call->result == -1)
		return;
	absorb_result(env, step, spec, call);
	for (size_t i = 0; i < step->argument_count && i < call->argument_count &&
		i < CALL_ARGUMENTS_MOST; i++)
		if (spec->arguments[i] == ARG_PAIR_OUT)
			absorb_pair(env, step, step->arguments[i], call->arguments[i]);
		else if (calls_argument_is_out(spec->arguments[i]))
			absorb_names(env, step, step->arguments[i], call->arguments[i]);
}

static struct binding *absorb_server(struct env *env, const struct step *step, const struct step_record *record)
{
	struct binding *binding;

	if (record->address == NULL)
		return NULL;
	binding = absorb_bind(env, step, step->alias, record->address);
	binding->host = HOST_SERVER;
	return binding;
}

static void absorb_peer(struct env *env, const struct step *step, const struct step_record *record)
{
	struct binding *binding = absorb_server(env, step, record);

	if (binding == NULL)
		return;
	binding->is_peer = true;
	binding->peer = record->address;
	binding->isn = step->has_isn ? (uint32_t)step->isn : FLOW_PEER_ISN;
	binding->target = step->target;
}

/* What a packet line with new names found in their places. */
struct absorbed_packet {
	struct env *env;
	const struct step *step;
	const struct value *sample;
};

static void absorb_packet_name(const struct node *node, void *context)
{
	const struct absorbed_packet *absorbed = context;
	struct value *value = value_field(absorbed->sample, node->text);

	if (value != NULL && value->kind == VALUE_INT && absorb_is_new(absorbed->env, absorbed->step, node->text))
		absorb_bind(absorbed->env, absorbed->step, node->text, value);
}

static void absorb_packet(struct env *env, const struct step *step, const struct value *sample)
{
	struct absorbed_packet absorbed = { .env = env, .step = step, .sample = sample };

	if (sample != NULL && sample->kind == VALUE_STRUCT)
		pattern_each_name(step->packet, absorb_packet_name, &absorbed);
}

void env_absorb(struct env *env, const struct step *step, const struct step_record *record)
{
	switch (step->kind) {
	case STEP_LAUNCH:
		absorb_server(env, step, record);
		return;
	case STEP_PEER:
		absorb_peer(env, step, record);
		return;
	case STEP_CALL:
		absorb_call(env, step, record->call);
		return;
	case STEP_PACKET:
		absorb_packet(env, step, record->sample);
		return;
	case STEP_SIGNAL:
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
	case STEP_ANY_PACKETS:
	case STEP_SYSCTL:
	case STEP_CAPABLE:
	case STEP_EXPECT:
	case STEP_SILENCE:
	case STEP_WIRE:
		return;
	}
}
