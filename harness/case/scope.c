/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of a page, from the step that binds each on. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/case/scope.h"

static const char *const scope_reserved[] = { "client", "server", "any", "unspec", "wire", "state", "pattern", "none",
	NULL };

struct symbol *scope_find(struct scope *scope, const char *name)
{
	for (size_t i = scope->count; i > 0; i--)
		if (strcmp(scope->symbols[i - 1].name, name) == 0)
			return &scope->symbols[i - 1];
	return NULL;
}

static void scope_check_reserved(struct scope *scope, const char *name, enum symbol_kind kind,
	struct where where)
{
	for (size_t i = 0; kind != SYMBOL_UNKNOWN && scope_reserved[i] != NULL; i++)
		if (strcmp(scope_reserved[i], name) == 0)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
				"'%s' is a word of the language; expected a name of your own", name);
}

struct symbol *scope_bind(struct scope *scope, const char *name, enum symbol_kind kind, struct where where,
	bool *again)
{
	struct symbol *symbol = scope_find(scope, name);

	/* What stands in for a name that was missing gives way to the real one. */
	*again = symbol != NULL && symbol->kind != SYMBOL_UNKNOWN;
	if (*again)
		return symbol;
	scope_check_reserved(scope, name, kind, where);
	if (symbol == NULL && scope->count < SCOPE_SYMBOLS_MOST) {
		symbol = &scope->symbols[scope->count++];
	} else if (symbol == NULL) {
		if (!scope->full)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
				"more than %d names in one page", SCOPE_SYMBOLS_MOST);
		scope->full = true;
		symbol = &scope->symbols[SCOPE_SYMBOLS_MOST - 1];
	}
	memset(symbol, 0, sizeof(*symbol));
	symbol->name = name;
	symbol->kind = kind;
	symbol->where = where;
	symbol->step = scope->step->index;
	symbol->host = scope->step->host;
	symbol->running_since = scope->step->background ? scope->step->index : -1;
	symbol->times = 1;
	return symbol;
}

void scope_note_bound(struct scope *scope, const struct symbol *symbol)
{
	diagnostics_add(scope->list, DIAGNOSTIC_NOTE, symbol->where, "'%s' is bound here", symbol->name);
}

/* Whether a step further down binds the name, so that it is only too early. */
static const struct step *scope_find_later(const struct scope *scope, const char *name)
{
	const struct case_page *page = scope->page;

	for (size_t i = (size_t)scope->step->index; i < page->step_count; i++) {
		const struct step *step = &page->steps[i];

		if (step->alias != NULL && strcmp(step->alias, name) == 0)
			return step;
		for (size_t k = 0; k < step->result_count; k++) {
			const struct node *value = step->results[k].value;

			if (value->kind == NODE_NAME && strcmp(value->text, name) == 0)
				return step;
		}
	}
	return NULL;
}

static const char *scope_nearest(const struct scope *scope, const char *name)
{
	const char *names[SCOPE_SYMBOLS_MOST + 1];

	for (size_t i = 0; i < scope->count; i++)
		names[i] = scope->symbols[i].name;
	names[scope->count] = NULL;
	/* One letter is like any other; that is no likeness. */
	return strlen(name) < 2 ? NULL : str_nearest(name, names);
}

struct symbol *scope_need(struct scope *scope, const char *name, struct where where)
{
	struct symbol *symbol = scope_find(scope, name);
	const struct step *later;
	const char *nearest;
	bool again;

	if (symbol != NULL && symbol->running_since < 0)
		return symbol;
	if (symbol != NULL) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
			"'%s' comes about when its call has returned; expected 'wait' before this", name);
		scope_note_bound(scope, symbol);
		/* Said once is enough. */
		symbol->running_since = -1;
		return symbol;
	}
	if (scope->lenient || scope->full || scope->list->errors > 100)
		return NULL;
	later = scope_find_later(scope, name);
	nearest = scope_nearest(scope, name);
	if (later != NULL) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where, "'%s' does not exist yet", name);
		diagnostics_add(scope->list, DIAGNOSTIC_NOTE, later->where, "it only comes about here");
	} else if (nearest != NULL) {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where, "nothing is called '%s'; did you mean '%s'?",
			name, nearest);
	} else {
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, where,
			"nothing is called '%s'; a name is bound by a call's result, an out-argument, launch or a packet line",
			name);
	}
	/* Once is enough: from here on the name is there, and fits everywhere. */
	scope_bind(scope, name, SYMBOL_UNKNOWN, where, &again)->running_since = -1;
	return NULL;
}

const char *scope_kind_name(enum symbol_kind kind)
{
	switch (kind) {
	case SYMBOL_SOCKET:
		return "a socket";
	case SYMBOL_STREAM:
		return "a stream";
	case SYMBOL_NUMBER:
		return "a number";
	case SYMBOL_BYTES:
		return "bytes";
	case SYMBOL_ADDRESS:
		return "an address";
	case SYMBOL_SERVER:
		return "a launched server";
	case SYMBOL_PEER:
		return "a peer made of packets";
	case SYMBOL_UNKNOWN:
		break;
	}
	return "something";
}
