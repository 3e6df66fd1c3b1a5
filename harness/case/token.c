/* SPDX-License-Identifier: BSD-2-Clause */
/* What the scanner does besides finding tokens: their places, brackets, words, strings, flags. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/case/actions.h"
#include "harness/case/literal.h"
#include "harness/case/script.h"
#include "harness/case/grammar.h"
#include "harness/case/token.h"

void token_place(struct script *script, struct where *where, const char *text, size_t length)
{
	where->line = script->line;
	where->column = script->column;
	for (size_t i = 0; i < length; i++) {
		where->end_line = script->line;
		where->end_column = script->column;
		if (text[i] == '\n') {
			script->line++;
			script->column = 1;
		} else {
			script->column++;
		}
	}
	script->offset += length;
}

void token_unplace(struct script *script, const struct where *where, size_t length)
{
	script->line = where->line;
	script->column = where->column;
	script->offset -= length;
}

int token_make(struct script *script, const struct where *where, int kind)
{
	script->previous = kind;
	script->begun = true;
	if (++script->behind_opening == 0)
		script->opening_where = *where;
	if (kind == ACTION)
		script->acting = true;
	if (kind == EXPECT || kind == ACTION || kind == INJECT)
		script->on_wire = false;
	if (kind != NEWLINE)
		script->last = *where;
	return kind;
}

/* The end of a statement; the next token begins another. */
int token_newline(struct script *script, const struct where *where)
{
	token_make(script, where, NEWLINE);
	script->begun = false;
	script->on_wire = script->acting = false;
	script->depth = 0;
	return NEWLINE;
}

/* The byte behind the token, or the first one behind it that is no blank. NUL at the end. */
static char token_peek(const struct script *script, bool over_blanks)
{
	size_t at = script->offset;

	while (over_blanks && at < script->length && (script->text[at] == ' ' || script->text[at] == '\t'))
		at++;
	return at < script->length ? script->text[at] : '\0';
}

/* Whether only blanks or a comment follow, so that an & here ends the statement. */
bool token_ends_line(const struct script *script)
{
	char next = token_peek(script, true);

	return script->depth == 0 && (next == '\0' || next == '\n' || next == '\r' || next == '#');
}

/* A statement that had a mistake in it goes on where brackets are open and the next line is set in. */
bool token_goes_on(const struct script *script)
{
	char next = token_peek(script, false);

	return script->depth > 0 && (next == ' ' || next == '\t' || next == ')' || next == ']' || next == '}');
}

/* The words that no name can be. */
static int token_find_keyword(const char *word)
{
	static const struct {
		const char *word;
		int kind;
	} keywords[] = {
		{ "as", AS }, { "assert", ASSERT }, { "blocked", BLOCKED }, { "capable", CAPABLE }, { "expect", EXPECT },
		{ "kinds", KINDS }, { "launch", LAUNCH }, { "level", LEVEL }, { "modes", MODES }, { "or", OR }, { "sysctl", SYSCTL }, { "wait", WAIT },
		{ "within", WITHIN },
	};

	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (strcmp(keywords[i].word, word) == 0)
			return keywords[i].kind;
	return 0;
}

int token_word(struct script *script, const char *text, size_t length, bool first,
	union GRAMMAR_STYPE *value)
{
	char *word = arena_strndup(script->arena, text, length);
	int keyword = token_find_keyword(word);

	value->text = word;
	if (keyword != 0)
		return keyword;
	if (token_peek(script, first) == '(')
		return FUNCTION;
	if (token_peek(script, false) == ':') {
		script->on_wire = first && strcmp(word, "wire") == 0;
		return HOST;
	}
	if (first && (!script->begun || script->previous == ':' || script->previous == AFTER ||
		script->previous == MOMENT)) {
		script->opening = word;
		script->behind_opening = -1;
	}
	return word[0] >= 'A' && word[0] <= 'Z' ? CONSTANT : NAME;
}

int token_order_word(const struct script *script, const char *word)
{
	static const struct {
		const char *word;
		int kind;
	} words[] = {
		{ "the", THE }, { "from", FROM }, { "at", AT }, { "checksum", CHECKSUM }, { "to", TO },
		{ "queue", QUEUE }, { "until", UNTIL }, { "for", FOR },
	};

	for (size_t i = 0; script->acting && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].kind;
	return 0;
}

bool token_is_side(const struct script *script, const char *word)
{
	return (strcmp(word, "stream") == 0 || strcmp(word, "datagram") == 0) && token_peek(script, true) == ':';
}

bool token_is_action(const struct script *script, const char *word)
{
	return script->on_wire && script->previous == ':' && actions_find(word) != NULL;
}

int token_header_word(struct script *script, const struct where *where, const char *word)
{
	static const struct {
		const char *word;
		int kind;
	} words[] = {
		{ "ttl", FIELD }, { "tos", FIELD }, { "id", FIELD }, { "flow", FIELD }, { "isn", FIELD }, { "noect", MARK }, { "ect0", MARK },
		{ "ect1", MARK }, { "ce", MARK }, { "df", MARK }, { "nodf", MARK }, { "frag", FRAG },
		{ "options", OPTIONS }, { "src", END_ADDRESS }, { "dst", END_ADDRESS }, { "checksum", CHECKSUM },
	};
	const char *names[sizeof(words) / sizeof(words[0]) + 1] = { NULL };
	const char *nearest;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i].word, word) == 0)
			return words[i].kind;
		names[i] = words[i].word;
	}
	nearest = str_nearest(word, names);
	if (nearest != NULL)
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, *where,
			"a header has no '%s'; did you mean '%s'?", word, nearest);
	else
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, *where,
			"a header has no '%.40s'; expected ttl, tos, noect, ect0, ect1, ce, df, nodf, id, flow, frag, options, src, "
			"dst or checksum", word);
	return 0;
}

bool token_ends_header(const struct script *script)
{
	char next = token_peek(script, true);

	return next == ']' || next == ',';
}

bool token_open_bracket(struct script *script, const struct where *where, char mark)
{
	if (script->depth == SCRIPT_BRACKETS_MOST) {
		diagnostics_add(script->list, DIAGNOSTIC_ERROR, *where,
			"brackets are nested more than %d deep", SCRIPT_BRACKETS_MOST);
		return false;
	}
	script->brackets[script->depth].mark = mark;
	script->brackets[script->depth++].where = *where;
	return true;
}

void token_close_bracket(struct script *script)
{
	if (script->depth > 0)
		script->depth--;
}

bool token_string(struct script *script, const struct where *where, const char *text, size_t length,
	struct script_bytes *bytes)
{
	size_t wrong, wrong_length;
	struct where place = *where;

	bytes->data = arena_alloc(script->arena, length);
	bytes->capacity = length; /* adjacent literals are joined into this one */
	bytes->length = literal_read_string(text + 1, length - 2, bytes->data, &wrong, &wrong_length);
	if (wrong_length == 0)
		return true;
	place.column += 1 + (int)wrong;
	place.end_column = place.column + (int)wrong_length - 1;
	diagnostics_add(script->list, DIAGNOSTIC_ERROR, place,
		"unknown escape '%.*s'; expected \\n, \\t, \\r, \\\\, \\\", \\xNN or \\NNN (octal, up to \\377)",
		(int)wrong_length, text + 1 + wrong);
	return false;
}

bool token_flags(struct script *script, const struct where *where, const char *text, size_t length,
	unsigned *flags)
{
	static const char letters[] = "SFRP.UEW";
	static const unsigned bits[] = { FLAG_SYN, FLAG_FIN, FLAG_RST, FLAG_PSH, FLAG_ACK, FLAG_URG, FLAG_ECE,
		FLAG_CWR };
	struct where place = *where;
	const char *letter;

	*flags = 0;
	if (length == 1 && text[0] == '-')
		return true;
	for (size_t i = 0; i < length; i++) {
		letter = strchr(letters, text[i]);
		if (letter == NULL) {
			diagnostics_add(script->list, DIAGNOSTIC_ERROR, *where,
				"'%.*s' begins no packet; expected TCP flags (S F R P . U E W), udp or icmp",
				(int)(length < 40 ? length : 40), text);
			return false;
		}
		if (*flags & bits[letter - letters]) {
			place.column = place.end_column = where->column + (int)i;
			diagnostics_add(script->list, DIAGNOSTIC_ERROR, place,
				"the flag '%c' stands here twice", text[i]);
			return false;
		}
		*flags |= bits[letter - letters];
	}
	return true;
}
