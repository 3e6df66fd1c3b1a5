/* SPDX-License-Identifier: BSD-2-Clause */
/* Page files -> cases, with every mistake of every page told on standard error. */
#ifndef SOCKSPEC_PAGES_H
#define SOCKSPEC_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/case/case.h"
#include "harness/select.h"

#define PAGES_BYTES_MOST (1024 * 1024)

struct err;

struct pages {
	struct case_page **items; /* as many as were selected; NULL where a file could not be read */
	size_t count;
	size_t broken;            /* how many have errors or could not be read */
};

/* 0; -1 where a page is broken: it has been told, and pages->broken counts. */
int pages_load(struct pages *pages, const struct selection *selection);

/* One page. NULL where the file cannot be read or the page is broken, which has been told. */
struct case_page *pages_load_one(const char *path, const char *id);

/*
 * A translation beside its original. 0, or -1 where either cannot be read or they are not the same page: it has been told.
 */
int pages_check_translation(const char *path);

void pages_free(struct pages *pages);

#endif
