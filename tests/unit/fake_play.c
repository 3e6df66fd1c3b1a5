/* SPDX-License-Identifier: BSD-2-Clause */
/* A page -> evidence in which everything on it came true. */
#include "config.h"

#include <check.h>
#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/case/calls.h"
#include "harness/judge/judge.h"
#include "harness/match/eval.h"
#include "harness/match/pattern_names.h"
#include "tests/unit/fake_play.h"

#define FAKE_STEP_NS (10 * NS_PER_MS)
#define FAKE_BOUND 4242

/* What comes out where `node` says what is expected. */
static struct value *come_true(struct fake *fake, const struct node *node)
{
	struct arena *arena = fake->evidence->arena;
	struct value *whole, *value;
	struct err err;

	err_init(&err);
	switch (node->kind) {
	case NODE_NAME:
		value = eval_node(&fake->env, node, NULL, &err);
		return value == NULL ? value_int(arena, FAKE_BOUND) : value;
	case NODE_ADDRESS:
		value = eval_node(&fake->env, node, NULL, &err);
		if (value == NULL) {
			struct node portless = *node;

			portless.left = NULL;
			err_init(&err);
			value = eval_node(&fake->env, &portless, NULL, &err);
			value->port = 12345;
		}
		return value;
	case NODE_ARRAY:
		whole = value_array(arena, node->count);
		for (size_t i = 0; i < node->count; i++)
			whole->items[i] = come_true(fake, node->items[i]);
		return whole;
	case NODE_STRUCT:
		whole = value_struct(arena);
		for (size_t i = 0; i < node->count; i++)
			value_struct_add(arena, whole, node->item_names[i], come_true(fake, node->items[i]));
		return whole;
	case NODE_BINARY:
		if (node->op == OP_BECOMES)
			return come_true(fake, node->right);
		break;
	case NODE_ANY: case NODE_NULL: case NODE_INT: case NODE_CONST: case NODE_STRING:
	case NODE_CALL: case NODE_UNARY:
		break;
	}
	value = eval_node(&fake->env, node, NULL, &err);
	ck_assert_msg(value != NULL, "%s", err.text);
	return value;
}

static bool is_call(const struct step *step, const char *name)
{
	return strcmp(step->name, name) == 0;
}

static void give_result(struct fake *fake, const struct step *step, struct call_record *call)
{
	const struct result_pattern *result = &step->results[0];
	struct err err;

	err_init(&err);
	if (result->error != NULL) {
		call->result = -1;
		call->error = result->error;
	} else if (result->value->kind == NODE_ANY) {
		call->result = 0;
	} else if (calls_find(step->name)->result == RESULT_SOCKET ||
		(result->value->kind == NODE_NAME && env_find(&fake->env, result->value->text) == NULL)) {
		call->result = ++fake->last_descriptor;
	} else {
		ck_assert_msg(eval_number(&fake->env, result->value, NULL, &call->result, &err) == 0, "%s",
			err.text);
	}
}

/* Addresses of the call's socket and of the one that it made, as a kernel would have them. */
static void give_addresses(struct fake *fake, const struct step *step, struct call_record *call)
{
	struct arena *arena = fake->evidence->arena;
	const char *family = fake->env.mode == MODE_IPV4 ? "AF_INET" : "AF_INET6";
	const char *own = fake->env.host_address[step->host], *other = fake->env.host_address[!step->host];
	struct value *address = call->argument_count > 1 ? call->arguments[1] : NULL;
	struct binding *client;

	if (is_call(step, "connect") && address != NULL && address->kind == VALUE_ADDRESS) {
		int64_t fd = env_find(&fake->env, step->arguments[0]->text)->value->number;

		call->local = value_address(arena, family, own, 40000 + (int)fd);
		call->peer = address;
		fake->talking = step->arguments[0]->text;
	} else if (is_call(step, "bind")) {
		call->local = address;
	} else if (is_call(step, "sendto") && step->argument_count > 4) {
		int64_t fd = env_find(&fake->env, step->arguments[0]->text)->value->number;

		call->local = value_address(arena, family, own, 40000 + (int)fd);
		fake->sent_to = call->arguments[4];
		fake->talking = step->arguments[0]->text;
	} else if (is_call(step, "accept") && fake->talking != NULL) {
		client = env_find(&fake->env, fake->talking);
		if (client->peer == NULL || client->local == NULL)
			return;
		call->result_local = value_address(arena, family, own, client->peer->port);
		call->result_peer = value_address(arena, family, other, client->local->port);
	}
}

static void play_call(struct fake *fake, const struct step *step, struct step_record *record)
{
	struct arena *arena = fake->evidence->arena;
	struct call_record *call = arena_alloc(arena, sizeof(*call));
	const struct step *behind = step + 1;

	record->call = call;
	call->name = step->name;
	call->host = (int)step->host;
	call->enter_ns = fake->now_ns + 100 * NS_PER_US;
	call->exit_ns = step->background ? -1 : fake->now_ns + 500 * NS_PER_US;
	call->argument_count = step->argument_count;
	call->arguments = arena_array(arena, step->argument_count + 1, sizeof(struct value *));
	for (size_t i = 0; i < step->argument_count; i++)
		call->arguments[i] = come_true(fake, step->arguments[i]);
	call->extra_count = step->extra_count;
	call->extras = arena_array(arena, step->extra_count + 1, sizeof(struct value *));
	for (size_t i = 0; i < step->extra_count; i++)
		call->extras[i] = come_true(fake, step->extras[i]);
	give_result(fake, step, call);
	give_addresses(fake, step, call);
	call->signals = arena_array(arena, 8, sizeof(char *));
	for (; behind < fake->page->steps + fake->page->step_count && behind->kind == STEP_SIGNAL; behind++)
		call->signals[call->signal_count++] = behind->name;
}

static bool is_unbound(const struct fake *fake, const struct node *node)
{
	return node->kind == NODE_NAME && env_find(&fake->env, node->text) == NULL;
}

static uint32_t number_of(const struct fake *fake, const struct node *node)
{
	struct err err;
	int64_t number = 0;

	err_init(&err);
	/* A name that the line binds. */
	if (node != NULL && is_unbound(fake, node))
		return FAKE_BOUND;
	if (node != NULL && node->kind != NODE_ANY)
		ck_assert_msg(eval_number(&fake->env, node, NULL, &number, &err) == 0, "%s", err.text);
	return (uint32_t)number;
}

static size_t build_options(const struct fake *fake, const struct packet_pattern *pattern, uint8_t *at)
{
	size_t length = 0;

	for (size_t i = 0; i < pattern->option_count; i++) {
		const struct option_pattern *option = &pattern->options[i];
		uint32_t value = option->count > 0 ? number_of(fake, option->values[0]) : 0;
		uint32_t echo = option->count > 1 ? number_of(fake, option->values[1]) : 0;

		switch (option->kind) {
		case OPTION_MSS:
			memcpy(at + length, (uint8_t[]){ 2, 4, (uint8_t)(value >> 8), (uint8_t)value }, 4);
			length += 4;
			break;
		case OPTION_WSCALE:
			memcpy(at + length, (uint8_t[]){ 3, 3, (uint8_t)value }, 3);
			length += 3;
			break;
		case OPTION_SACKOK:
			memcpy(at + length, (uint8_t[]){ 4, 2 }, 2);
			length += 2;
			break;
		case OPTION_TIMESTAMP:
			if (value == 0)
				value = 9;
			memcpy(at + length, (uint8_t[]){ 8, 10, 0, 0, (uint8_t)(value >> 8), (uint8_t)value, 0, 0,
				(uint8_t)(echo >> 8), (uint8_t)echo }, 10);
			length += 10;
			break;
		case OPTION_NOP:
			at[length++] = 1;
			break;
		case OPTION_EOL: case OPTION_SACK: case OPTION_ANY: case OPTION_MD5: case OPTION_FASTOPEN:
		case OPTION_OTHER: case OPTION_RAW:
			break;
		}
	}
	while (length % 4 != 0 && pattern->option_count > 0)
		at[length++] = 1;
	return length;
}

static void play_packet(struct fake *fake, const struct step *step, struct step_record *record)
{
	static const uint8_t zeros[4000];
	const struct packet_pattern *pattern = step->packet;
	const char *name = pattern->socket != NULL ? pattern->socket : fake->talking;
	const struct binding *socket = name == NULL ? NULL : env_find(&fake->env, name);
	const struct value *local = socket == NULL ? NULL : socket->local;
	const struct value *peer = socket == NULL || socket->peer == NULL ? fake->sent_to : socket->peer;
	bool client = socket == NULL || socket->is_peer || socket->host == HOST_CLIENT;
	struct fake_packet packet = { .from = pattern->sent ? (int)step->host : !step->host,
		.client_port = 40003, .server_port = 7000, .flags = pattern->flags,
		.seq = number_of(fake, pattern->seq), .ack = number_of(fake, pattern->ack),
		.window = (int)number_of(fake, pattern->window), .length = number_of(fake, pattern->length),
		.payload = zeros };
	uint8_t options[64];

	/* A packet that the other host lists too is the same packet. */
	if (fake->listed[step->host]++ < fake->emitted)
		return;
	if (local != NULL)
		*(client ? &packet.client_port : &packet.server_port) = local->port;
	if (peer != NULL)
		*(client ? &packet.server_port : &packet.client_port) = peer->port;
	if (socket != NULL && socket->is_peer && fake->talking != NULL)
		packet.client_port = env_find(&fake->env, fake->talking)->local->port;
	if (pattern->payload != NULL)
		packet.payload = come_true(fake, pattern->payload)->bytes;
	packet.options = options;
	packet.option_length = build_options(fake, pattern, options);
	packet.transport = pattern->protocol == PACKET_TCP ? TRANSPORT_TCP :
		pattern->protocol == PACKET_UDP ? TRANSPORT_UDP : TRANSPORT_ICMP;
	packet.icmp_type = fake->env.mode == MODE_IPV6 ? ICMP6_DST_UNREACH : ICMP_UNREACH;
	packet.icmp_code = fake->env.mode == MODE_IPV6 ? ICMP6_DST_UNREACH_NOPORT : ICMP_UNREACH_PORT;
	packet.injected = fake->has_peer && !pattern->sent;
	packet.step = step->index;
	fake_pass(fake, &packet, fake->now_ns + 200 * NS_PER_US);
	if (fake->has_peer && pattern->sent)
		record->sample = pattern_sample_names(fake->evidence->arena, &fake->env, pattern,
			&fake->evidence->packets[fake->evidence->packet_count - 1].packet, NULL);
}

/* state(s), or queued(l), is what it is compared with. */
static struct value *sample_of(struct fake *fake, const struct node *node)
{
	struct value *sample = value_struct(fake->evidence->arena);
	struct str source;

	if (node->kind != NODE_BINARY || node->left->kind != NODE_CALL || (node->right->kind != NODE_CONST && node->right->kind != NODE_INT))
		return NULL;
	str_init(&source);
	eval_print_node(&source, node->left);
	value_struct_add(fake->evidence->arena, sample,
		arena_strdup(fake->evidence->arena, str_text(&source)),
		node->right->kind == NODE_INT ? value_int(fake->evidence->arena, node->right->number) :
		value_symbol(fake->evidence->arena, node->right->text));
	str_free(&source);
	return sample;
}

static void let_return(struct fake *fake, size_t before)
{
	for (size_t i = 0; i < before; i++) {
		struct call_record *call = fake->evidence->steps[i].call;

		if (call != NULL && call->exit_ns < 0) {
			call->exit_ns = fake->now_ns;
			env_absorb(&fake->env, &fake->page->steps[i], &fake->evidence->steps[i]);
		}
	}
}

static void play_step(struct fake *fake, const struct step *step)
{
	struct step_record *record = &fake->evidence->steps[step->index];

	record->line = step->where.line;
	record->fate = STEP_PLAYED;
	record->due_ns = -1;
	/* A relative time counts from the line before, which is where this step's own times begin. */
	if (step->time.kind == TIME_RELATIVE)
		fake->now_ns += step->time.from_ns - FAKE_STEP_NS;
	if (step->time.kind == TIME_ABSOLUTE && fake->zero_known)
		fake->now_ns = fake->zero_ns + step->time.from_ns;
	else if (step->time.kind == TIME_ABSOLUTE)
		fake->zero_ns = fake->now_ns - step->time.from_ns;
	fake->zero_known |= step->time.kind == TIME_ABSOLUTE;
	record->begin_ns = fake->now_ns;
	switch (step->kind) {
	case STEP_LAUNCH:
		record->address = value_address(fake->evidence->arena,
			fake->env.mode == MODE_IPV4 ? "AF_INET" : "AF_INET6",
			fake->env.host_address[HOST_SERVER], 9000);
		break;
	case STEP_PEER:
		record->address = value_address(fake->evidence->arena,
			fake->env.mode == MODE_IPV4 ? "AF_INET" : "AF_INET6",
			fake->env.host_address[HOST_SERVER], FAKE_PEER_PORT);
		fake->has_peer = true;
		break;
	case STEP_CALL:
		play_call(fake, step, record);
		break;
	case STEP_BLOCKED:
	case STEP_SILENCE:
		fake->now_ns += step->duration_ns + NS_PER_MS;
		break;
	case STEP_WAIT:
		let_return(fake, (size_t)step->index);
		break;
	case STEP_ASSERT:
		record->sample = sample_of(fake, step->expression);
		break;
	case STEP_PACKET:
		play_packet(fake, step, record);
		break;
	case STEP_SIGNAL: case STEP_ANY_PACKETS: case STEP_SYSCTL: case STEP_CAPABLE:
	case STEP_EXPECT:
		break;
	case STEP_WIRE:
		record->sample = value_struct(fake->evidence->arena);
		value_struct_add(fake->evidence->arena, record->sample, "packets",
			value_int(fake->evidence->arena, 1));
		break;
	}
	env_absorb(&fake->env, step, record);
	record->end_ns = fake->now_ns + NS_PER_MS;
	fake->now_ns += FAKE_STEP_NS;
}

struct fake *fake_page(const char *text, enum case_mode mode)
{
	static const char *const hosts[2][HOST_COUNT] = { { "192.0.2.1", "192.0.2.2" },
		{ "2001:db8::1", "2001:db8::2" } };
	struct fake *fake = calloc(1, sizeof(*fake));
	enum case_mode family = case_mode_family(mode);
	struct diagnostics list;

	fake->text = strdup(text);
	diagnostics_init(&list);
	fake->page = case_parse("page.md", "page", fake->text, strlen(text), &list);
	if (list.errors > 0)
		diagnostics_print(&list, "page.md", fake->text, stderr);
	ck_assert_msg(list.errors == 0, "the page is broken");
	diagnostics_free(&list);
	/* Of a page with kinds the case of the mode, which is freed as the page is. */
	if (fake->page->views[case_mode_kind(mode)] != NULL)
		fake->page = fake->page->views[case_mode_kind(mode)];
	fake->evidence = evidence_new();
	fake->last_descriptor = 4;
	env_init(&fake->env, fake->evidence->arena, mode, hosts[family]);
	fake->evidence->case_id = "page";
	fake->evidence->mode = case_mode_name(mode);
	fake->evidence->page = fake->text;
	fake->evidence->page_length = strlen(text);
	fake->evidence->attempt = 1;
	fake->evidence->level = LEVEL_WIRE;
	fake->evidence->level_reason = "";
	for (int host = 0; host < HOST_COUNT; host++) {
		fake->evidence->host_address[host] = hosts[family][host];
		fake->evidence->captures[host] = (struct capture_record){ .present = true, .armed = true,
			.complete = true };
	}
	fake->evidence->step_count = fake->page->step_count;
	fake->evidence->steps = arena_array(fake->evidence->arena, fake->page->step_count + 1,
		sizeof(struct step_record));
	fake->now_ns = FAKE_STEP_NS;
	for (size_t i = 0; i < fake->page->step_count; i++)
		play_step(fake, &fake->page->steps[i]);
	let_return(fake, fake->page->step_count);
	fake->evidence->end_ns = fake->now_ns;
	return fake;
}

struct fake *fake_script(const char *script, enum case_mode mode)
{
	struct fake *fake;
	struct str text;

	str_init(&text);
	str_addf(&text, "# A page\n\n```sockspec\n%s```\n", script);
	fake = fake_page(str_text(&text), mode);
	str_free(&text);
	return fake;
}

void fake_free(struct fake *fake)
{
	case_free(fake->page);
	evidence_free(fake->evidence);
	free(fake->text);
	free(fake);
}
