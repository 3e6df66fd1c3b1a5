/* SPDX-License-Identifier: BSD-2-Clause */
/* What a syntax error says: what was found, and what was expected, in the language's own words. */
#include "config.h"

#include <string.h>

#include "harness/base/str.h"
#include "harness/case/calls.h"
#include "harness/case/script.h"

#define SYNTAX_WORDS_MOST 16
#define SYNTAX_FOUND_MOST 40
#define SYNTAX_ACTIONS "drop, delay, duplicate, swap, hold, corrupt, truncate, cut, join, rate, mtu, inject, mark, clear"

/* Which group of words a token's name stands for; many that could stand in one place are said as one. */
enum syntax_class {
	SYNTAX_ITSELF,
	SYNTAX_VALUE,     /* what an expression begins with */
	SYNTAX_OPERATOR,  /* what goes on with one */
	SYNTAX_STATEMENT, /* what a statement begins with */
	SYNTAX_SILENT     /* never said: it would only confuse */
};

struct syntax_word {
	const char *name;
	enum syntax_class class;
	const char *say; /* NULL: the name in quotes */
};

static const struct syntax_word syntax_words[] = {
	{ "a name", SYNTAX_VALUE, "a name" },
	{ "a constant", SYNTAX_VALUE, "a constant" },
	{ "a call", SYNTAX_VALUE, "a call" },
	{ "a number", SYNTAX_VALUE, "a number" },
	{ "a string", SYNTAX_VALUE, "a string" },
	{ "a host", SYNTAX_VALUE, "HOST:" },
	{ "'!'", SYNTAX_VALUE, NULL },
	{ "'~'", SYNTAX_VALUE, NULL },
	{ "'['", SYNTAX_VALUE, NULL },
	{ "'{'", SYNTAX_VALUE, NULL },
	{ "...", SYNTAX_VALUE, NULL },
	{ "||", SYNTAX_OPERATOR, NULL },
	{ "&&", SYNTAX_OPERATOR, NULL },
	{ "'|'", SYNTAX_OPERATOR, NULL },
	{ "'&'", SYNTAX_OPERATOR, NULL },
	{ "==", SYNTAX_OPERATOR, NULL },
	{ "!=", SYNTAX_OPERATOR, NULL },
	{ "'+'", SYNTAX_OPERATOR, NULL },
	{ "'*'", SYNTAX_OPERATOR, NULL },
	{ "'/'", SYNTAX_OPERATOR, NULL },
	{ "'%'", SYNTAX_OPERATOR, NULL },
	{ "launch", SYNTAX_STATEMENT, NULL },
	{ "modes", SYNTAX_STATEMENT, NULL },
	{ "kinds", SYNTAX_STATEMENT, NULL },
	{ "level", SYNTAX_STATEMENT, NULL },
	{ "a kind", SYNTAX_SILENT, "stream: or datagram:" },
	{ "blocked", SYNTAX_STATEMENT, NULL },
	{ "wait", SYNTAX_STATEMENT, NULL },
	{ "assert", SYNTAX_STATEMENT, NULL },
	{ "sysctl", SYNTAX_STATEMENT, NULL },
	{ "capable", SYNTAX_STATEMENT, NULL },
	{ "expect", SYNTAX_STATEMENT, NULL },
	{ "an action", SYNTAX_SILENT, NULL },
	{ "an ordinal", SYNTAX_ITSELF, "an ordinal such as 3rd" },
	{ "---", SYNTAX_ITSELF, NULL },
	{ "+time", SYNTAX_ITSELF, "a time such as +0.2" },
	{ "time", SYNTAX_ITSELF, "a time such as 0.2" },
	{ "a time", SYNTAX_ITSELF, "a time such as 100ms" },
	{ "a word", SYNTAX_ITSELF, "a name" },
	{ "TCP flags", SYNTAX_ITSELF, "TCP flags (S F R P . U E W)" },
	{ "the end of the line", SYNTAX_ITSELF, "the end of the line" },
	{ "the end of the fence", SYNTAX_SILENT, "the end of the fence" },
	{ "& at the end", SYNTAX_SILENT, "'&'" },
	{ "a header mark", SYNTAX_SILENT, NULL },
	{ "src or dst", SYNTAX_SILENT, NULL },
	{ "frag", SYNTAX_SILENT, NULL },
	{ "options", SYNTAX_SILENT, NULL },
	{ "+ behind a fragment", SYNTAX_SILENT, "'+'" },
	{ "a header field", SYNTAX_ITSELF, "a header field such as 'ttl 64'" },
	{ "or", SYNTAX_SILENT, NULL },
	{ "within", SYNTAX_SILENT, NULL },
	{ "=>", SYNTAX_SILENT, NULL },
};

static const struct syntax_word *syntax_find(const char *name)
{
	for (size_t i = 0; i < sizeof(syntax_words) / sizeof(syntax_words[0]); i++)
		if (strcmp(syntax_words[i].name, name) == 0)
			return &syntax_words[i];
	return NULL;
}

static void syntax_add_word(struct str *str, const char *name)
{
	const struct syntax_word *word = syntax_find(name);

	if (word != NULL && word->say != NULL)
		str_add(str, word->say);
	else if (name[0] == '\'')
		str_add(str, name);
	else
		str_addf(str, "'%s'", name);
}

static void syntax_add_separator(struct str *str, size_t place, size_t count)
{
	if (place > 0)
		str_add(str, place + 1 == count ? " or " : ", ");
}

/* "')', ',' or a number": what could have stood there. */
static void syntax_add_expected(struct str *str, const char *const *expected, size_t count)
{
	const char *words[SYNTAX_WORDS_MOST];
	size_t found = 0, values = 0, statements = 0, operators = 0, all, place = 0;
	const struct syntax_word *word;
	bool closing = false, ending = false;

	for (size_t i = 0; i < count; i++) {
		word = syntax_find(expected[i]);
		values += word != NULL && word->class == SYNTAX_VALUE;
		statements += word != NULL && word->class == SYNTAX_STATEMENT;
		operators += word != NULL && word->class == SYNTAX_OPERATOR;
		closing |= strcmp(expected[i], "')'") == 0;
		ending |= strcmp(expected[i], "the end of the line") == 0;
	}
	for (size_t i = 0; i < count && found < SYNTAX_WORDS_MOST; i++) {
		word = syntax_find(expected[i]);
		/* Where many values can stand, '-' and '(' begin one; where operators can, '-', < and > are some. */
		if (values > 4 && (strcmp(expected[i], "'-'") == 0 || strcmp(expected[i], "'('") == 0))
			continue;
		/* Behind a string another one or a port may stand, but that is rarely what is missing. */
		if (closing && values <= 4 &&
			(strcmp(expected[i], "a string") == 0 || strcmp(expected[i], "':'") == 0))
			continue;
		/* What may go on a statement that is complete is rarely what is missing either. */
		if (ending && (strcmp(expected[i], "a constant") == 0 || strcmp(expected[i], "'('") == 0 ||
			strcmp(expected[i], "a call") == 0 || strcmp(expected[i], "a string") == 0))
			continue;
		if (operators > 2 && strlen(expected[i]) == 3 && strchr("-<>", expected[i][1]) != NULL)
			continue;
		if (operators > 2 && (strcmp(expected[i], "<=") == 0 || strcmp(expected[i], ">=") == 0))
			continue;
		if (word == NULL || word->class == SYNTAX_ITSELF ||
			(word->class == SYNTAX_VALUE && values <= 4) ||
			(word->class == SYNTAX_STATEMENT && statements <= 3) ||
			(word->class == SYNTAX_OPERATOR && operators <= 2))
			words[found++] = expected[i];
	}
	if (statements > 3) {
		str_add(str, "a statement");
		return;
	}
	all = found + (values > 4);
	if (all == 0) {
		str_add(str, operators > 0 ? "an operator" : "something else");
		return;
	}
	if (values > 4) {
		str_add(str, "a value");
		place = 1;
	}
	for (size_t i = 0; i < found; i++, place++) {
		syntax_add_separator(str, place, all);
		syntax_add_word(str, words[i]);
	}
}

/* What stands in the page there, cut where it is long. */
static void syntax_add_found(struct script *script, struct str *str, const char *found, struct where where)
{
	size_t length = (size_t)(where.end_column - where.column + 1), begin = script->offset - length;
	const struct syntax_word *word = syntax_find(found);

	if (strncmp(found, "the end", 7) == 0 || where.line != where.end_line || where.end_column < where.column ||
		script->offset < length) {
		str_add(str, found);
		return;
	}
	str_add(str, "'");
	str_add_bytes(str, script->text + begin, length < SYNTAX_FOUND_MOST ? length : SYNTAX_FOUND_MOST);
	str_add(str, length < SYNTAX_FOUND_MOST ? "'" : "...'");
	if ((word != NULL && word->class == SYNTAX_STATEMENT) || strcmp(found, "as") == 0 ||
		strcmp(found, "or") == 0 || strcmp(found, "within") == 0)
		str_add(str, ", a word of the language");
}

/* A first word that begins no statement: a keyword or a call was misspelt, or brackets are missing. */
static bool syntax_report_opening(struct script *script, struct where where)
{
	static const char *const statements[] = { "launch", "modes", "kinds", "level", "blocked", "wait", "assert", "sysctl", "capable",
		NULL };
	const char *nearest;

	if (script->opening == NULL || script->behind_opening != 1)
		return false;
	nearest = str_nearest(script->opening, statements);
	where = script->opening_where;
	if (calls_find(script->opening) != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "expected '(' behind the call '%s'",
			script->opening);
	else if (nearest != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where,
			"no statement begins with '%s'; did you mean '%s'?", script->opening, nearest);
	else
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "no statement begins with '%s'",
			script->opening);
	return true;
}

/* wire: and a word that is none of its own. */
static void syntax_report_action(struct script *script)
{
	static const char *const words[] = { "expect", "drop", "delay", "duplicate", "swap", "hold", "corrupt", "truncate",
		"cut", "join", "rate", "mtu", "inject", "mark", "clear", NULL };
	const char *nearest = str_nearest(script->opening, words);

	if (nearest != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, script->opening_where,
			"the wire cannot '%s'; did you mean '%s'?", script->opening, nearest);
	else
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, script->opening_where,
			"the wire cannot '%s'; expected 'expect' or an action (" SYNTAX_ACTIONS ")", script->opening);
}

void syntax_report(struct script *script, const char *found, struct where where, const char *const *expected,
	size_t count)
{
	const struct script_bracket *bracket;
	struct str text;

	if (!script->on_wire && syntax_report_opening(script, where))
		return;
	if (script->on_wire && script->opening != NULL && script->behind_opening == 1) {
		syntax_report_action(script);
		return;
	}
	str_init(&text);
	if (script->on_wire) {
		str_add(&text, "expected 'expect' or an action of the wire (" SYNTAX_ACTIONS "), found ");
	} else {
		str_add(&text, "expected ");
		syntax_add_expected(&text, expected, count);
		str_add(&text, ", found ");
	}
	syntax_add_found(script, &text, found, where);
	diagnostics_add(script->list, DIAGNOSTIC_ERROR, where, "%s", str_text(&text));
	str_free(&text);
	/* At the fence's end, or where a statement seems to begin, a bracket was mostly never closed. */
	if (script->depth > 0 && (where.column == 1 || strcmp(found, "the end of the fence") == 0)) {
		bracket = &script->brackets[script->depth - 1];
		if (bracket->where.line != where.line)
			diagnostics_add(script->list, DIAGNOSTIC_NOTE, bracket->where,
				"the '%c' that is still open stands here", bracket->mark);
	}
}
