/* SPDX-License-Identifier: BSD-2-Clause */
/* `assert`: what its functions of evidence give is sampled until it holds, or the deadline has passed. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/play/player.h"

#define FUNCTIONS_MOST 16

/* How often it is looked again where nothing happens on the wire: soon at first, seldom later. */
#define LOOK_FIRST_NS (1 * NS_PER_MS)
#define LOOK_LAST_NS (10 * NS_PER_MS)

struct asserted_function {
	const char *source;     /* "state(s)" */
	const char *socket;     /* its name; NULL of a setting */
	const char *setting;    /* its name; NULL of a socket */
	const char *name;       /* "state" */
	struct value *gave;     /* the last answer; NULL at first */
};

struct assertion {
	struct player *player;
	const struct step *step;
	struct step_record *record;
	struct asserted_function functions[FUNCTIONS_MOST];
	size_t count;
	int64_t pause_ns;
	bool given_up;          /* it cannot be sampled: the record says why */
};

static void give_up(struct assertion *assertion, enum step_fate fate, const char *text)
{
	if (!assertion->given_up)
		player_mark(assertion->player, assertion->record, fate, "%s", text);
	assertion->given_up = true;
}

static struct asserted_function *add_function(struct assertion *assertion, const struct node *call)
{
	struct arena *arena = assertion->player->evidence->arena;
	struct asserted_function *function = &assertion->functions[assertion->count++];
	struct str text;

	str_init(&text);
	eval_print_node(&text, call);
	memset(function, 0, sizeof *function);
	function->source = arena_strdup(arena, str_text(&text));
	function->name = call->text;
	str_free(&text);
	return function;
}

/* One state(s), queued(l), setting("...") or the like of the expression. */
static void function_found(const struct node *call, void *context)
{
	struct assertion *assertion = context;
	struct player *player = assertion->player;
	const struct node *argument = call->count == 1 ? call->items[0] : NULL;
	const struct binding *socket;
	struct str text;

	if (assertion->count < FUNCTIONS_MOST && argument && argument->kind == NODE_STRING &&
		strcmp(call->text, "setting") == 0) {
		add_function(assertion, call)->setting = arena_strndup(player->evidence->arena,
			(const char *)argument->bytes, argument->length);
		return;
	}
	if (assertion->count == FUNCTIONS_MOST || !argument || argument->kind != NODE_NAME) {
		give_up(assertion, STEP_UNPLAYABLE, "this assertion cannot be sampled");
		return;
	}
	socket = env_find(&player->env, argument->text);
	str_init(&text);
	if (!socket || !(socket->is_socket || socket->is_peer)) {
		str_addf(&text, "%s is not a socket yet", argument->text);
		give_up(assertion, STEP_NOT_REACHED, str_text(&text));
	} else {
		add_function(assertion, call)->socket = argument->text;
	}
	str_free(&text);
}

static bool take_address(const struct value *value, struct packet_address *address)
{
	memset(address, 0, sizeof *address);
	return value && value->kind == VALUE_ADDRESS && packet_address_parse(address, value->text, value->port);
}

/* The socket's own end and the other one's; of a peer made of packets the client's end and the peer's. False: no port. */
static bool find_ends(const struct player *player, const struct binding *socket, struct packet_address *local,
	struct packet_address *peer)
{
	struct err err;

	err_init(&err);
	if (socket->is_peer)
		return take_address(socket->peer, peer) && player->wire &&
			wire_find_client_end(player->wire, socket, local, &err) == 0;
	if (!take_address(socket->local, local) || local->port == 0)
		return false;
	if (!take_address(socket->peer, peer)) {
		memset(peer, 0, sizeof *peer);
		peer->family = local->family;
	}
	return true;
}

/* state(s) and timer(s) of the socket by its addresses; a socket that never had a port is CLOSED. */
static int sample_state(struct player *player, const char *name, struct diag_state *state, struct err *err)
{
	const struct binding *socket = env_find(&player->env, name);
	enum case_host host = socket->is_peer ? HOST_CLIENT : socket->host;
	struct packet_address local, peer;

	*state = (struct diag_state){ .name = "CLOSED", .timer_ms = -1 };
	if (!find_ends(player, socket, &local, &peer))
		return 0;
	if (!player->diags[host]) {
		player->diags[host] = diag_open(&player->sandbox, host, err);
		if (!player->diags[host])
			return -1;
	}
	return diag_tcp_state(player->diags[host], &local, &peer, state, err);
}

/* queued(l), backlog(l), opening(l). NULL with err, and in *fate what that makes of the step. */
static struct value *sample_queue(struct player *player, const struct asserted_function *function,
	enum step_fate *fate, struct err *err)
{
	const struct binding *socket = env_find(&player->env, function->socket);
	struct diag_listener listener = { .listens = false };
	struct packet_address local;

	*fate = STEP_UNPLAYABLE;
	if (!player->diags[socket->host])
		player->diags[socket->host] = diag_open(&player->sandbox, socket->host, err);
	if (!player->diags[socket->host])
		return NULL;
	if (take_address(socket->local, &local) && local.port != 0 &&
		diag_tcp_listener(player->diags[socket->host], &local, &listener, err) < 0)
		return NULL;
	if (!listener.listens) {
		*fate = STEP_NOT_REACHED;
		err_set(err, "%s does not listen", function->socket);
		return NULL;
	}
	if (strcmp(function->name, "queued") == 0)
		return value_int(player->evidence->arena, listener.queued);
	if (strcmp(function->name, "backlog") == 0)
		return value_int(player->evidence->arena, listener.backlog);
	return value_int(player->evidence->arena, listener.opening);
}

/* setting("..."), of the client: one number. */
static struct value *sample_setting(struct player *player, const char *name, struct err *err)
{
	char text[256], *end;
	long long number;

	if (sandbox_read_sysctl(&player->sandbox, HOST_CLIENT, name, text, sizeof text, err) < 0)
		return NULL;
	errno = 0;
	number = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0) {
		err_set(err, "%s is no number: %.100s", name, text);
		return NULL;
	}
	return value_int(player->evidence->arena, number);
}

static struct value *sample_one(struct player *player, const struct asserted_function *function,
	enum step_fate *fate, struct err *err)
{
	bool timer = strcmp(function->name, "timer") == 0;
	struct diag_state state;

	*fate = STEP_UNPLAYABLE;
	if (function->setting)
		return sample_setting(player, function->setting, err);
	if (!timer && strcmp(function->name, "state") != 0)
		return sample_queue(player, function, fate, err);
	if (sample_state(player, function->socket, &state, err) < 0)
		return NULL;
	if (timer)
		return value_int(player->evidence->arena, state.timer_ms);
	return value_symbol(player->evidence->arena, state.name);
}

static bool is_same(const struct value *a, const struct value *b)
{
	if (!a || a->kind != b->kind)
		return false;
	return a->kind == VALUE_INT ? a->number == b->number : strcmp(a->text, b->text) == 0;
}

/* True where any answer is another than at the last look. */
static bool sample_all(struct assertion *assertion)
{
	struct asserted_function *function;
	struct value *gave;
	enum step_fate fate;
	bool changed = false;
	struct err err;
	size_t i;

	for (i = 0; i < assertion->count && !assertion->given_up; i++) {
		function = &assertion->functions[i];
		err_init(&err);
		gave = sample_one(assertion->player, function, &fate, &err);
		if (!gave) {
			give_up(assertion, fate, err.text);
			continue;
		}
		changed |= !is_same(function->gave, gave);
		function->gave = gave;
	}
	return changed;
}

static void keep_sample(struct assertion *assertion)
{
	struct arena *arena = assertion->player->evidence->arena;
	struct value *sample = value_struct(arena);
	size_t i;

	for (i = 0; i < assertion->count; i++)
		value_struct_add(arena, sample, assertion->functions[i].source,
			assertion->functions[i].gave);
	assertion->record->sample = sample;
}

static bool assertion_holds(struct player *player, void *context)
{
	struct assertion *assertion = context;
	struct err err;
	int64_t number;

	player_settle(player);
	if (sample_all(assertion) && !assertion->given_up) {
		keep_sample(assertion);
		err_init(&err);
		if (eval_number(&player->env, assertion->step->expression, assertion->record->sample, &number, &err) < 0)
			give_up(assertion, STEP_NOT_REACHED, err.text);
		else if (number != 0)
			return true;
	}
	player->recheck_ns = clock_now_ns() + assertion->pause_ns;
	if (assertion->pause_ns < LOOK_LAST_NS)
		assertion->pause_ns += LOOK_FIRST_NS;
	return assertion->given_up;
}

void step_play_assert(struct player *player, const struct step *step, struct step_record *record)
{
	struct assertion assertion = { .player = player, .step = step, .record = record, .pause_ns = LOOK_FIRST_NS };
	int64_t number;
	struct err err;

	eval_functions(step->expression, function_found, &assertion);
	if (assertion.given_up)
		return;
	if (assertion.count == 0) {
		/* Nothing of the world is asked: whether it holds is the judge's to say. */
		err_init(&err);
		if (eval_number(&player->env, step->expression, NULL, &number, &err) < 0)
			player_mark(player, record, STEP_NOT_REACHED, "%s", err.text);
		return;
	}
	record->timed_out = player_wait(player, assertion_holds, &assertion,
		clock_now_ns() + player->step_deadline_ns) == WAIT_DEADLINE;
}
