/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads pages and tells what is wrong with them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/case/parse.h"
#include "harness/case/translation.h"
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

static int pages_compare(const char *path, const char *original_path, struct err *err)
{
	struct diagnostics list;
	char *text = NULL, *original = NULL;
	size_t length, original_length;
	int outcome = -1;

	if (io_read_file(path, PAGES_BYTES_MOST, &text, &length, err) == 0 &&
	    io_read_file(original_path, PAGES_BYTES_MOST, &original, &original_length, err) == 0) {
		diagnostics_init(&list);
		translation_check(path, text, length, original_path, original, original_length, &list);
		diagnostics_print(&list, path, text, stderr);
		outcome = list.errors > 0 ? -1 : 0;
		diagnostics_free(&list);
	}
	free(text);
	free(original);
	return outcome;
}

int pages_check_translation(const char *path)
{
	enum lang lang = LANG_COUNT;
	const char *suffix = lang_find_suffix(path, &lang), *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	struct str original;
	struct err err;
	int outcome = -1;

	err_init(&err);
	str_init(&original);
	str_addf(&original, "%.*s.md", (int)(suffix - path), path);
	if (lang == LANG_COUNT)
		err_set_at(&err, path, 1, 1, "there is no language '%.*s'; a translation into Chinese is called %.*s.zh.md",
			(int)strlen(suffix) - 4, suffix + 1, (int)(suffix - name), name);
	else if (access(str_text(&original), F_OK) != 0)
		err_set_at(&err, path, 1, 1, "there is no original of this translation; expected %s beside it",
			strrchr(str_text(&original), '/') ? strrchr(str_text(&original), '/') + 1 : str_text(&original));
	else
		outcome = pages_compare(path, str_text(&original), &err);
	if (err.set && err.file[0] != '\0')
		fprintf(stderr, _("%s:%d:%d: error: %s\n"), err.file, err.line, err.column, err.text);
	else if (err.set)
		fprintf(stderr, "sockspec: %s\n", err.text);
	str_free(&original);
	return outcome;
}

void pages_free(struct pages *pages)
{
	size_t i;

	for (i = 0; i < pages->count; i++)
		case_free(pages->items[i]);
	free(pages->items);
	*pages = (struct pages){0};
}
