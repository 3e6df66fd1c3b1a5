/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From the words of a command line to pages: ids ("tcp/recv/peek-leaves-data-queued"), folders of ids
 * ("tcp/recv"), patterns ("*peek*"), files and folders ("cases/tcp/recv/x.md"). No words: every case.
 */
#ifndef SOCKSPEC_SELECT_H
#define SOCKSPEC_SELECT_H

#include <stdbool.h>
#include <stddef.h>

struct err;

struct selected {
	char *path; /* as messages name it */
	char *id;
};

struct selection {
	struct selected *items; /* by id, each once */
	size_t count, capacity;
	bool translations; /* of pages (peek.zh.md, README.zh.md); their ids are those of the pages, and the language's suffix */
};

/* 0; -1 with err where the folder cannot be read; -2 with err where a word selects nothing. */
int select_cases(struct selection *selection, const char *cases, char *const *words, int count,
	struct err *err);

/*
 * The translations that the same words mean: those beside the cases and introductions that they select, and files that are named.
 * None is no mistake. 0; -1 with err where a folder cannot be read.
 */
int select_translations(struct selection *selection, const char *cases, char *const *words, int count,
	struct err *err);

void select_free(struct selection *selection);

#endif
