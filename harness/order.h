/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The reading order of a collection: its file ORDER, one chapter a line by its folder, its first pages indented below
 * it, `part TITLE` (and `part.zh TITLE`) before the first chapter of a part, comments from # to the end of the line. Also kept with a run, where it is hostile input: it names no file that
 * does not lie below its folder.
 */
#ifndef SOCKSPEC_ORDER_H
#define SOCKSPEC_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "harness/base/lang.h"

struct arena;
struct err;
struct selection;

#define ORDER_FILE "ORDER"
#define ORDER_BYTES_MOST (1024 * 1024)
#define ORDER_CHAPTERS_MOST 10000

struct order_chapter {
	const char *path;       /* "tcp/recv" */
	const char **pages;     /* "peek-leaves-data-queued": what is read first, in this order */
	size_t page_count, page_capacity;
	const char *part[LANG_COUNT]; /* title of the part that begins with this chapter; all NULL: it goes on */
	int line;
};

struct order {
	struct order_chapter *chapters;
	size_t count, capacity;
};

/* 0, or -1 with err at the first mistake. Strings live in `arena`; `file` is what messages call it. */
int order_parse(struct order *order, const char *file, const char *text, struct arena *arena, struct err *err);

/* The order of the collection in this folder: 0, 1 where it has none, or -1 with err. */
int order_read(struct order *order, const char *cases, struct arena *arena, struct err *err);

/*
 * What of a collection and its order does not fit: a chapter that is not named, one that is not there, a page that is
 * not in its chapter. Each is told on `out`; returns how many. A chapter is a folder with pages, or one above those
 * with an introduction. `pages` are all pages of the collection.
 */
size_t order_check(const struct order *order, const char *cases, const struct selection *pages, FILE *out);

#endif
