/* SPDX-License-Identifier: BSD-2-Clause */
/* The reading order: from text, to text. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/order.h"
#include "reports/text.h"

struct order_parser {
	struct order *order;
	struct arena *arena;
	const char *file;
	const char *part[LANG_COUNT]; /* named, and no chapter yet */
	int line, part_line;
	struct err *err;
};

static bool order_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static int order_add_chapter(struct order_parser *parser, const char *path)
{
	struct order *order = parser->order;
	size_t i;

	if (!text_id_is_safe(path))
		return err_set_at(parser->err, parser->file, parser->line, 1,
			"a chapter is a folder below this file's, such as tcp/recv");
	for (i = 0; i < order->count; i++)
		if (strcmp(order->chapters[i].path, path) == 0)
			return err_set_at(parser->err, parser->file, parser->line, 1, "the chapter '%s' is named in line %d already",
				path, order->chapters[i].line);
	if (order->count >= ORDER_CHAPTERS_MOST)
		return err_set_at(parser->err, parser->file, parser->line, 1, "more than %d chapters", ORDER_CHAPTERS_MOST);
	order->chapters = arena_grow(parser->arena, order->chapters, order->count, &order->capacity,
		sizeof *order->chapters);
	order->chapters[order->count] = (struct order_chapter){.path = path, .line = parser->line};
	memcpy(order->chapters[order->count++].part, parser->part, sizeof parser->part);
	memset(parser->part, 0, sizeof parser->part);
	return 0;
}

/* `part TITLE`, or after that `part.zh TITLE` for a language: -1 where the line is none, else the language. */
static int order_find_part(const char *line, const char **title)
{
	static const char word[] = "part";
	int lang;

	if (strncmp(line, word, sizeof word - 1) != 0)
		return -1;
	for (lang = 0; lang < LANG_COUNT; lang++) {
		const char *suffix = lang_suffix((enum lang)lang), *rest = line + sizeof word - 1;

		if (suffix[0] != '\0' && *rest++ != '.')
			continue;
		if (strncmp(rest, suffix, strlen(suffix)) != 0)
			continue;
		rest += strlen(suffix);
		if (*rest != '\0' && !order_is_blank(*rest))
			continue;
		*title = rest + strspn(rest, " \t");
		return lang;
	}
	return -1;
}

static int order_add_part(struct order_parser *parser, int lang, const char *title)
{
	if (title[0] == '\0')
		return err_set_at(parser->err, parser->file, parser->line, 1, "a part needs a title, as in: part How it begins");
	if (lang != LANG_EN && parser->part[LANG_EN] == NULL)
		return err_set_at(parser->err, parser->file, parser->line, 1,
			"a translated title follows the line 'part TITLE' that it translates");
	if (lang == LANG_EN && parser->part[lang] != NULL)
		return err_set_at(parser->err, parser->file, parser->line, 1, "the part named in line %d has no chapter",
			parser->part_line);
	if (parser->part[lang] != NULL)
		return err_set_at(parser->err, parser->file, parser->line, 1,
			"the part named in line %d has two titles in one language", parser->part_line);
	if (lang == LANG_EN)
		parser->part_line = parser->line;
	parser->part[lang] = title;
	return 0;
}

static int order_add_page(struct order_parser *parser, const char *name)
{
	struct order_chapter *chapter;
	size_t i;

	if (parser->order->count == 0)
		return err_set_at(parser->err, parser->file, parser->line, 1, "a page stands before the first chapter");
	if (!text_id_is_safe(name) || strchr(name, '/') != NULL)
		return err_set_at(parser->err, parser->file, parser->line, 1,
			"a page is named by its file without .md, and without the chapter's folder");
	chapter = &parser->order->chapters[parser->order->count - 1];
	for (i = 0; i < chapter->page_count; i++)
		if (strcmp(chapter->pages[i], name) == 0)
			return err_set_at(parser->err, parser->file, parser->line, 1, "the page '%s' is named twice", name);
	chapter->pages = arena_grow(parser->arena, chapter->pages, chapter->page_count, &chapter->page_capacity,
		sizeof *chapter->pages);
	chapter->pages[chapter->page_count++] = name;
	return 0;
}

/* One line, without its newline. */
static int order_parse_line(struct order_parser *parser, const char *line, size_t length)
{
	const char *comment = memchr(line, '#', length);
	const char *word, *title;
	size_t start = 0;
	int lang;

	if (comment != NULL)
		length = (size_t)(comment - line);
	while (start < length && order_is_blank(line[start]))
		start++;
	while (length > start && (order_is_blank(line[length - 1]) || line[length - 1] == '\r'))
		length--;
	if (start == length)
		return 0;
	word = arena_strndup(parser->arena, line + start, length - start);
	if (start > 0)
		return order_add_page(parser, word);
	lang = order_find_part(word, &title);
	return lang >= 0 ? order_add_part(parser, lang, title) : order_add_chapter(parser, word);
}

int order_parse(struct order *order, const char *file, const char *text, struct arena *arena, struct err *err)
{
	struct order_parser parser = {.order = order, .arena = arena, .file = file, .err = err};
	const char *end;

	*order = (struct order){0};
	for (; *text != '\0'; text = *end == '\n' ? end + 1 : end) {
		end = text + strcspn(text, "\n");
		parser.line++;
		if (order_parse_line(&parser, text, (size_t)(end - text)) != 0)
			return -1;
	}
	if (parser.part[LANG_EN] != NULL)
		return err_set_at(err, file, parser.part_line, 1, "the part has no chapter");
	return 0;
}

int order_read(struct order *order, const char *cases, struct arena *arena, struct err *err)
{
	char *text;
	size_t length;
	int outcome;

	*order = (struct order){0};
	outcome = io_read_below(cases, ORDER_FILE, ORDER_BYTES_MOST, &text, &length, err);
	if (outcome != 0)
		return outcome;
	if (strlen(text) != length)
		outcome = err_set(err, "%s/" ORDER_FILE " holds a zero byte", cases);
	else
		outcome = order_parse(order, arena_printf(arena, "%s/" ORDER_FILE, cases), text, arena, err);
	free(text);
	return outcome;
}
