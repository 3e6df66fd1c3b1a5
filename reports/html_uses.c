/* SPDX-License-Identifier: BSD-2-Clause */
/* What a page uses, by which the index finds it: the calls that it made, and what it cites. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/html.h"
#include "reports/text.h"

static int uses_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names without white space, so that a space can stand between them. */
static bool uses_is_word(const char *word)
{
	return word[0] && !word[strcspn(word, " \t\r\n\f\v")];
}

const char *html_uses_make(struct arena *arena, const struct result *result, const struct evidence *evidence)
{
	const char **words = NULL, *copy, *last = "";
	size_t count = 0, capacity = 0, i;
	struct arena *aside = arena_new();
	struct str all;

	for (i = 0; evidence && i < evidence->step_count; i++) {
		if (!evidence->steps[i].call || !evidence->steps[i].call->name)
			continue;
		words = arena_grow(aside, words, count, &capacity, sizeof(*words));
		words[count++] = evidence->steps[i].call->name;
	}
	for (i = 0; i < result->citation_count; i++) {
		const struct cited *cited = &result->citations[i];

		words = arena_grow(aside, words, count, &capacity, sizeof(*words));
		words[count++] = arena_printf(aside, "%s:%s", cited->scheme, cited->entry ? cited->entry : cited->id);
	}
	if (count > 1)
		qsort(words, count, sizeof(*words), uses_compare);
	str_init(&all);
	for (i = 0; i < count; i++) {
		if (strcmp(words[i], last) == 0 || !uses_is_word(words[i]))
			continue;
		str_addf(&all, "%s%s", all.length > 0 ? " " : "", words[i]);
		last = words[i];
	}
	copy = text_clean_line(arena, str_text(&all));
	str_free(&all);
	arena_free(aside);
	return copy;
}
