/* SPDX-License-Identifier: BSD-2-Clause */
/* The page's prose as comments: paragraphs without their Markdown, wrapped, and statements on one line. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/export/export_text.h"

/* `[words](target "title")` at `text`: where the words are and how long all of it is. False where it is no link. */
static bool link_at(const char *text, size_t left, size_t *words, size_t *whole)
{
	size_t depth = 0, i;

	for (i = 0; i < left; i++) {
		if (text[i] == '\\' && i + 1 < left)
			i++;
		else if (text[i] == '[')
			depth++;
		else if (text[i] == ']' && --depth == 0)
			break;
	}
	if (i >= left || i + 1 >= left || text[i + 1] != '(')
		return false;
	*words = i - 1;
	for (i += 2; i < left; i++) {
		if (text[i] == ')') {
			*whole = i + 1;
			return true;
		}
	}
	return false;
}

/* Adds words without their marks. What could end a comment of C does not. */
static void strip(struct str *out, const char *text, size_t length)
{
	size_t i = 0, words, whole;

	while (i < length) {
		char character[2] = {text[i], '\0'};

		if (text[i] == '[' && link_at(text + i, length - i, &words, &whole)) {
			strip(out, text + i + 1, words);
			i += whole;
		} else if (text[i] == '\\' && i + 1 < length && ispunct((unsigned char)text[i + 1])) {
			character[0] = text[i + 1];
			str_add(out, character);
			i += 2;
		} else if (text[i] == '`' || (text[i] == '*' && (i + 1 == length || text[i + 1] != ' ') && (i + 1 == length || text[i + 1] != '/'))) {
			i++;
		} else if (text[i] == '*' && i + 1 < length && text[i + 1] == '/') {
			str_add(out, "* /");
			i += 2;
		} else if (text[i] == '/' && i + 1 < length && text[i + 1] == '*') {
			str_add(out, "/ *");
			i += 2;
		} else {
			str_add(out, text[i] == '\n' || text[i] == '\t' || text[i] == '\r' ? " " : character);
			i++;
		}
	}
}

void export_wrap(struct str *out, const char *text, const char *first, const char *next, size_t width)
{
	const char *lead = first;
	size_t column = 0;

	while (*text != '\0') {
		size_t length;

		text += strspn(text, " ");
		length = strcspn(text, " ");
		if (length == 0)
			break;
		if (column > 0 && column + 1 + length > width) {
			str_add(out, "\n");
			column = 0;
		}
		if (column == 0) {
			str_add(out, lead);
			/* A tab is eight columns wide. */
			for (const char *c = lead; *c != '\0'; c++)
				column += *c == '\t' ? 8 : 1;
			lead = next;
		} else {
			str_add(out, " ");
			column++;
		}
		str_add_bytes(out, text, length);
		column += length;
		text += length;
	}
}

/* The byte at which a line begins; the text's end where there is no such line. */
static size_t line_begin(const struct case_page *page, int line)
{
	const char *at = page->text;

	for (int i = 1; i < line && at != NULL; i++) {
		at = memchr(at, '\n', page->length - (size_t)(at - page->text));
		at = at == NULL ? NULL : at + 1;
	}
	return at == NULL ? page->length : (size_t)(at - page->text);
}

/* Where the paragraph that begins at `at` ends: at an empty line, a heading, or the next item of a list. */
static size_t paragraph_end(const char *text, size_t at, size_t end)
{
	size_t next = at;

	while (next < end) {
		const char *newline = memchr(text + next, '\n', end - next);
		size_t line = newline == NULL ? end : (size_t)(newline - text) + 1;
		size_t first = line + strspn(text + line, " \t");

		if (line >= end || text[first] == '\n' || text[line] == '#' || text[at] == '#' || strncmp(text + first, "- ", 2) == 0 ||
			strncmp(text + first, "* ", 2) == 0 || text[line] == '|')
			return line < end ? line : end;
		next = line;
	}
	return end;
}

void export_prose(struct export *export, size_t fence)
{
	const struct case_page *page = export->page;
	const struct export_writer *writer = export->language == EXPORT_C ? &export_c : &export_python;
	size_t at = fence == 0 ? 0 : line_begin(page, page->fences[fence - 1].where.end_line + 2);
	size_t end = fence < page->fence_count ? line_begin(page, page->fences[fence].where.line - 1) : page->length;
	struct str plain;

	str_init(&plain);
	while (at < end) {
		size_t last, from;

		if (page->text[at] == '\n' || page->text[at] == ' ') {
			at++;
			continue;
		}
		last = paragraph_end(page->text, at, end);
		/* The title stands on top of the program; other headings and items lose their marks. */
		from = at + strspn(page->text + at, "#-*| ");
		if (strncmp(page->text + at, "# ", 2) != 0 && from < last && strncmp(page->text + at, "```", 3) != 0) {
			str_clear(&plain);
			strip(&plain, page->text + from, last - from);
			while (plain.length > 0 && plain.text[plain.length - 1] == ' ')
				plain.text[--plain.length] = '\0';
			writer->comment(export, str_text(&plain));
		}
		at = last;
	}
	str_free(&plain);
}

const char *export_source(struct export *export, const struct step *step)
{
	const struct case_page *page = export->page;
	size_t begin = line_begin(page, step->where.line) + (size_t)(step->where.column - 1);
	size_t end = line_begin(page, step->where.end_line) + (size_t)step->where.end_column;
	struct str source;
	bool blank = false;
	char *kept;

	str_init(&source);
	for (size_t i = begin; i < end && i < page->length; i++) {
		char character[2] = {page->text[i], '\0'};

		if (character[0] == '\n' || character[0] == '\t' || character[0] == ' ') {
			blank = true;
			continue;
		}
		if (blank && source.length > 0)
			str_add(&source, " ");
		blank = false;
		/* A string may hold what begins or ends a comment. */
		if (source.length > 0 && ((character[0] == '/' && source.text[source.length - 1] == '*') ||
				(character[0] == '*' && source.text[source.length - 1] == '/')))
			str_add(&source, " ");
		str_add(&source, character);
	}
	kept = arena_strdup(export->arena, str_text(&source));
	str_free(&source);
	return kept;
}
