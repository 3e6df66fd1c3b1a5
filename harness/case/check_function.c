/* SPDX-License-Identifier: BSD-2-Clause */
/* The functions that ask what a host knows: state, timer, queued, backlog, opening, setting. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "harness/case/check.h"
#include "harness/case/node.h"

#define CHECK_SETTING_MOST 256 /* bytes of a setting's name, with its end */

bool check_setting_name(struct scope *scope, const char *name, struct where where)
{
	bool begins = true, wrong = strncmp(name, "net.", 4) != 0 && strncmp(name, "net/", 4) != 0;

	if (wrong) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
			"a host has no setting '%s' of its own; expected one below net.", name);
		return false;
	}
	for (const char *at = name; *at != '\0'; at++) {
		bool separator = *at == '.' || *at == '/';

		wrong |= separator && (begins || at[1] == '\0');
		begins = separator;
	}
	if (wrong)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
			"'%s' is no name of a setting; expected one such as net.ipv4.tcp_abort_on_overflow", name);
	return true;
}

/* state(s), timer(s): of a TCP socket, of either host. */
static void check_state(struct scope *scope, const struct node *node)
{
	const struct node *socket = node->count == 1 ? node->items[0] : NULL;
	const struct symbol *symbol;

	if (socket == NULL || socket->kind != NODE_NAME) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"expected %s(SOCKET) with the name of one socket", node->text);
		return;
	}
	symbol = scope_need(scope, socket->text, socket->where);
	/* That of the client's end of its last connection. */
	if (symbol != NULL && symbol->kind == SYMBOL_PEER)
		return;
	if (!check_kind(scope, symbol, SYMBOL_SOCKET, socket->where))
		return;
	if (symbol != NULL && symbol->local) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, socket->where,
			"'%s' has no TCP state: it is no socket of the network", symbol->name);
		scope_note_bound(scope, symbol);
	} else if (symbol != NULL && symbol->type == SOCK_DGRAM) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, socket->where,
			strcmp(node->text, "timer") == 0 ? "a datagram socket has no TCP timer" :
			"a datagram socket has no TCP state");
		scope_note_bound(scope, symbol);
	}
}

static bool check_listens(const struct scope *scope, const char *name)
{
	for (int i = 0; i < scope->step->index; i++) {
		const struct step *step = &scope->page->steps[i];

		if (step->kind == STEP_CALL && strcmp(step->name, "listen") == 0 && step->argument_count > 0 &&
			step->arguments[0]->kind == NODE_NAME && strcmp(step->arguments[0]->text, name) == 0)
			return true;
	}
	return false;
}

/* queued(l), backlog(l), opening(l): of a listening socket, of either host. */
static void check_queue(struct scope *scope, const struct node *node)
{
	const struct node *socket = node->count == 1 ? node->items[0] : NULL;
	const struct symbol *symbol;

	if (socket == NULL || socket->kind != NODE_NAME) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"expected %s(SOCKET) with the name of one listening socket", node->text);
		return;
	}
	symbol = scope_need(scope, socket->text, socket->where);
	if (symbol == NULL || !check_kind(scope, symbol, SYMBOL_SOCKET, socket->where) || scope->lenient)
		return;
	if (!check_listens(scope, socket->text)) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, socket->where,
			"'%s' does not listen: no line above says listen(%s, ...)", symbol->name, symbol->name);
		scope_note_bound(scope, symbol);
	}
}

/* setting("net.ipv4.tcp_retries2"): of the client. */
static void check_setting(struct scope *scope, const struct node *node)
{
	const struct node *name = node->count == 1 ? node->items[0] : NULL;
	char text[CHECK_SETTING_MOST];

	if (name == NULL || name->kind != NODE_STRING) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"expected setting(\"NAME\") with the name of one setting, such as net.ipv4.tcp_retries2");
		return;
	}
	if (name->length >= sizeof(text) || memchr(name->bytes, 0, name->length) != NULL) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, name->where, "this is no name of a setting");
		return;
	}
	memcpy(text, name->bytes, name->length);
	text[name->length] = '\0';
	check_setting_name(scope, text, name->where);
}

/* What a function of evidence is about, as messages say it. */
static const char *check_evidence_name(const char *function)
{
	if (strcmp(function, "state") == 0)
		return "states";
	if (strcmp(function, "timer") == 0)
		return "timers";
	if (strcmp(function, "setting") == 0)
		return "settings";
	return "a listener's queues";
}

void check_function_of_evidence(struct scope *scope, const struct node *node, bool asserted)
{
	if (!asserted)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "%s are looked at by 'assert' only",
			check_evidence_name(node->text));
	if (strcmp(node->text, "state") == 0 || strcmp(node->text, "timer") == 0)
		check_state(scope, node);
	else if (strcmp(node->text, "setting") == 0)
		check_setting(scope, node);
	else
		check_queue(scope, node);
}
