/* SPDX-License-Identifier: BSD-2-Clause */
/* The lines of a fence with both kinds of socket: whose they are, and which of them are the same call. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "reports/html_kinds_line.h"
#include "reports/html_step.h"

void kinds_strip(struct kinds_line *line)
{
	size_t kind;

	for (kind = 0; kind < HTML_KINDS; kind++) {
		const char *word = html_kinds_word(kind);
		size_t length = strlen(word);

		if (line->length < length || strncmp(line->text, word, length) != 0)
			continue;
		while (length < line->length && (line->text[length] == ' ' || line->text[length] == '\t'))
			length++;
		if (length == line->length || line->text[length] != ':')
			continue;
		do
			length++;
		while (length < line->length && (line->text[length] == ' ' || line->text[length] == '\t'));
		line->text += length;
		line->length -= length;
		return;
	}
}

struct kinds_line kinds_read(const struct html_case kinds[HTML_KINDS], const char *text, int number)
{
	struct kinds_line line = {.text = text, .length = strcspn(text, "\n"), .line = number, .end_line = number};
	size_t kind, i;

	for (kind = 0; kind < HTML_KINDS; kind++) {
		for (i = 0; i < kinds[kind].count; i++) {
			const struct step_verdict *step = html_step_find(&kinds[kind], i, number);

			line.of[kind] = line.of[kind] || step;
			if (step && step->end_line > line.end_line)
				line.end_line = step->end_line;
		}
	}
	for (number = line.line; number < line.end_line && text[line.length] == '\n'; number++)
		line.length += 1 + strcspn(text + line.length + 1, "\n");
	return line;
}

/* Up to the first argument: which call it is, of which socket. 0 for what is no call. */
static size_t kinds_call(const struct kinds_line *line)
{
	size_t length = 0;

	while (length < line->length && !strchr("(<>\"", line->text[length]))
		length++;
	if (length == line->length || line->text[length] != '(' || length == 0 || !islower((unsigned char)line->text[length - 1]))
		return 0;
	while (length < line->length && !strchr(",)", line->text[length]))
		length++;
	return length;
}

bool kinds_same_call(const struct kinds_line *a, const struct kinds_line *b)
{
	size_t length = kinds_call(a);

	return length > 0 && length == kinds_call(b) && strncmp(a->text, b->text, length) == 0;
}

/* A result that only gives something a name is none that could differ. */
static bool kinds_names(const struct kinds_line *line)
{
	size_t i = line->length;

	while (i > 0 && line->text[i - 1] != '=')
		i--;
	while (i < line->length && line->text[i] == ' ')
		i++;
	return i < line->length && islower((unsigned char)line->text[i]);
}

bool kinds_differ(const struct kinds_line *a, const struct kinds_line *b)
{
	if (!kinds_same_call(a, b) || kinds_names(a) || kinds_names(b))
		return false;
	return a->length != b->length || strncmp(a->text, b->text, a->length) != 0;
}
