/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads pages and tells what is wrong with them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/case/parse.h"
#include "harness/pages.h"

struct case_page *pages_load_one(const char *path, const char *id)
{
	struct diagnostics list;
	struct case_page *page;
	struct err err;
	char *text;
	size_t length;

	err_init(&err);
	if (io_read_file(path, PAGES_BYTES_MOST, &text, &length, &err) != 0) {
		fprintf(stderr, "sockspec: %s\n", err.text);
		return NULL;
	}
	diagnostics_init(&list);
	page = case_parse(path, id, text, length, &list);
	diagnostics_print(&list, path, text, stderr);
	if (list.errors > 0) {
		case_free(page);
		page = NULL;
	}
	diagnostics_free(&list);
	free(text);
	return page;
}

int pages_load(struct pages *pages, const struct selection *selection)
{
	size_t i;

	*pages = (struct pages){.items = calloc(selection->count + 1, sizeof *pages->items), .count = selection->count};
	if (pages->items == NULL) {
		pages->count = 0;
		pages->broken = 1;
		return -1;
	}
	for (i = 0; i < selection->count; i++) {
		pages->items[i] = pages_load_one(selection->items[i].path, selection->items[i].id);
		if (pages->items[i] == NULL)
			pages->broken++;
	}
	return pages->broken ? -1 : 0;
}

void pages_free(struct pages *pages)
{
	size_t i;

	for (i = 0; i < pages->count; i++)
		case_free(pages->items[i]);
	free(pages->items);
	*pages = (struct pages){0};
}
