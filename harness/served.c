/* SPDX-License-Identifier: BSD-2-Clause */
/* A page that launches no server of the user's says nothing of it, and is left out. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/case/parse.h"
#include "harness/served.h"

static bool served_launches(const struct case_page *page, const char *kind)
{
	size_t i;

	for (i = 0; i < page->step_count; i++)
		if (page->steps[i].kind == STEP_LAUNCH && strcmp(page->steps[i].name, kind) == 0)
			return true;
	return false;
}

static bool served_is_meant(const struct options *options, const struct case_page *page)
{
	int i;

	for (i = 0; i < options->server_count; i++)
		if (served_launches(page, options->servers[i].kind))
			return true;
	return false;
}

size_t served_keep(const struct options *options, struct selection *selection, struct pages *pages)
{
	size_t i, kept = 0, all = pages->count;

	if (options->server_count == 0)
		return pages->count;
	for (i = 0; i < all; i++) {
		struct case_page *page = pages->items[i];
		struct selected item = selection->items[i];

		if (served_is_meant(options, page)) {
			pages->items[kept] = page;
			selection->items[kept++] = item;
			continue;
		}
		case_free(page);
		free(item.path);
		free(item.id);
	}
	pages->count = selection->count = kept;
	if (kept == 0)
		fprintf(stderr, _("sockspec: none of the selected pages launches what --server replaces: nothing was played\n"));
	else if (kept < all)
		fprintf(stderr, lang_plural("sockspec: %zu of %zu selected pages launches what --server replaces; the others are left out\n",
			"sockspec: %zu of %zu selected pages launch what --server replaces; the others are left out\n", kept), kept, all);
	return kept;
}
