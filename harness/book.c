/* SPDX-License-Identifier: BSD-2-Clause */
/* The book: read from a collection, kept with a run. */
#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/book.h"
#include "harness/order.h"
#include "harness/pages.h"
#include "reports/text.h"

#define BOOK_BYTES_MOST ((size_t)64 * 1024 * 1024)

struct book_reader {
	const char *folder;
	struct arena *arena;
	size_t bytes;
	struct err *err;
};

/* "README.md" or "README.zh.md", below `path` where that is not "". */
static const char *book_name(struct arena *arena, const char *path, const char *name, enum lang lang)
{
	const char *suffix = lang_suffix(lang);

	return arena_printf(arena, "%s%s%s%s%s.md", path, path[0] && name[0] ? "/" : "", name, suffix[0] ? "." : "", suffix);
}

/* NULL where it is not there, or with err. */
static const char *book_read_text(struct book_reader *reader, const char *name)
{
	const char *copy = NULL;
	char *text;
	size_t length;

	if (reader->err->set || io_read_below(reader->folder, name, PAGES_BYTES_MOST, &text, &length, reader->err) != 0)
		return NULL;
	reader->bytes += length;
	if (strlen(text) != length)
		err_set(reader->err, "'%s' below '%s' holds a zero byte", name, reader->folder);
	else if (reader->bytes > BOOK_BYTES_MOST)
		err_set(reader->err, "introductions and translations below '%s' are too long", reader->folder);
	else
		copy = arena_strndup(reader->arena, text, length);
	free(text);
	return copy;
}

static int book_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts, and leaves each once. Returns how many are left. */
static size_t book_sort(const char **names, size_t count)
{
	size_t i, kept = 0;

	if (count > 1)
		qsort(names, count, sizeof *names, book_compare);
	for (i = 0; i < count; i++)
		if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	return kept;
}

/* A collection without an order: the pages' folders and those above, by name. */
static void book_make_order(struct order *order, const char *const *ids, size_t count, struct arena *arena)
{
	const char **folders = NULL;
	size_t found = 0, capacity = 0, i;

	for (i = 0; i < count; i++) {
		const char *chapter;

		for (chapter = text_id_chapter(arena, ids[i]); chapter[0]; chapter = text_id_chapter(arena, chapter)) {
			folders = arena_grow(arena, folders, found, &capacity, sizeof *folders);
			folders[found++] = chapter;
		}
	}
	order->count = book_sort(folders, found);
	order->chapters = arena_array(arena, order->count + 1, sizeof *order->chapters);
	for (i = 0; i < order->count; i++)
		order->chapters[i].path = folders[i];
}

static bool book_read_chapter(struct book_reader *reader, struct book_chapter *chapter, const char *path)
{
	bool any = false;
	int lang;

	chapter->path = path;
	for (lang = 0; lang < LANG_COUNT; lang++) {
		chapter->text[lang] = book_read_text(reader, book_name(reader->arena, path, "README", (enum lang)lang));
		any = any || chapter->text[lang] != NULL;
	}
	return any;
}

static void book_read_chapters(struct book_reader *reader, const struct order *order, struct report_book *book)
{
	size_t i, j;

	book->chapters = arena_array(reader->arena, order->count + 1, sizeof *book->chapters);
	if (book_read_chapter(reader, &book->chapters[0], ""))
		book->chapter_count = 1;
	for (i = 0; i < order->count && !reader->err->set; i++) {
		const struct order_chapter *from = &order->chapters[i];
		struct book_chapter *chapter = &book->chapters[book->chapter_count++];
		const char **first = arena_array(reader->arena, from->page_count + 1, sizeof *first);

		*chapter = (struct book_chapter){.first = first, .first_count = from->page_count};
		memcpy(chapter->part, from->part, sizeof chapter->part);
		book_read_chapter(reader, chapter, from->path);
		for (j = 0; j < from->page_count; j++)
			first[j] = arena_printf(reader->arena, "%s/%s", from->path, from->pages[j]);
	}
}

static void book_read_pages(struct book_reader *reader, const char *const *ids, size_t count, struct report_book *book)
{
	size_t i;
	int lang;

	book->pages = arena_array(reader->arena, count + 1, sizeof *book->pages);
	for (i = 0; i < count && !reader->err->set; i++) {
		struct book_page page = {.id = ids[i]};
		bool any = false;

		for (lang = LANG_EN + 1; lang < LANG_COUNT; lang++) {
			page.text[lang] = book_read_text(reader, book_name(reader->arena, ids[i], "", (enum lang)lang));
			any = any || page.text[lang] != NULL;
		}
		if (any)
			book->pages[book->page_count++] = page;
	}
}

const struct report_book *book_read(const char *folder, const char *const *ids, size_t count, struct arena *arena,
	struct err *err)
{
	struct book_reader reader = {.folder = folder, .arena = arena, .err = err};
	struct report_book *book = arena_alloc(arena, sizeof *book);
	const char **safe = arena_array(arena, count + 1, sizeof *safe);
	size_t safe_count = 0, i;
	struct order order;
	int found;

	for (i = 0; i < count; i++)
		if (text_id_is_safe(ids[i]))
			safe[safe_count++] = arena_strdup(arena, ids[i]);
	safe_count = book_sort(safe, safe_count);
	found = order_read(&order, folder, arena, err);
	if (found > 0)
		book_make_order(&order, safe, safe_count, arena);
	if (found >= 0) {
		book_read_chapters(&reader, &order, book);
		book_read_pages(&reader, safe, safe_count, book);
	}
	/* An order that only the pages' folders gave tells nothing. */
	for (i = 0; found > 0 && i < book->chapter_count; i++)
		if (book->chapters[i].text[LANG_EN] != NULL)
			found = 0;
	return err->set || (found > 0 && book->page_count == 0) ? NULL : book;
}

static int book_write_text(const char *folder, const char *name, const char *text, struct err *err)
{
	char *path = io_join(folder, name), *above = strdup(path), *slash = strrchr(above, '/');
	int outcome;

	*slash = '\0';
	outcome = io_make_directories(above, err);
	if (outcome == 0)
		outcome = io_write_file(path, text, strlen(text), err);
	free(above);
	free(path);
	return outcome;
}

static void book_write_part(const struct book_chapter *chapter, struct str *str)
{
	int lang;

	for (lang = 0; lang < LANG_COUNT; lang++) {
		const char *suffix = lang_suffix((enum lang)lang);

		if (chapter->part[lang] != NULL)
			str_addf(str, "part%s%s %s\n", suffix[0] ? "." : "", suffix, chapter->part[lang]);
	}
}

static void book_write_order(const struct report_book *book, struct str *str)
{
	size_t i, j;

	for (i = 0; i < book->chapter_count; i++) {
		const struct book_chapter *chapter = &book->chapters[i];

		if (!chapter->path[0])
			continue;
		book_write_part(chapter, str);
		str_addf(str, "%s\n", chapter->path);
		for (j = 0; j < chapter->first_count; j++)
			str_addf(str, "    %s\n", chapter->first[j] + strlen(chapter->path) + 1);
	}
}

int book_write(const struct report_book *book, const char *run, struct err *err)
{
	struct arena *arena = arena_new();
	char *folder = io_join(run, BOOK_FOLDER);
	struct str order;
	int outcome = 0, lang;
	size_t i;

	str_init(&order);
	if (book != NULL) {
		book_write_order(book, &order);
		outcome = book_write_text(folder, ORDER_FILE, str_text(&order), err);
	}
	for (i = 0; book != NULL && i < book->chapter_count; i++)
		for (lang = 0; lang < LANG_COUNT && outcome == 0; lang++)
			if (book->chapters[i].text[lang] != NULL)
				outcome = book_write_text(folder, book_name(arena, book->chapters[i].path, "README", (enum lang)lang),
					book->chapters[i].text[lang], err);
	for (i = 0; book != NULL && i < book->page_count; i++)
		for (lang = 0; lang < LANG_COUNT && outcome == 0; lang++)
			if (book->pages[i].text[lang] != NULL)
				outcome = book_write_text(folder, book_name(arena, book->pages[i].id, "", (enum lang)lang),
					book->pages[i].text[lang], err);
	str_free(&order);
	free(folder);
	arena_free(arena);
	return outcome;
}
