/* SPDX-License-Identifier: BSD-2-Clause */
/* What a page cites, and which of its fences only speak of what SHOULD be. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/registry.h"
#include "harness/judge/context.h"

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static const char *status_text(const struct citation *citation)
{
	if (strcmp(citation->scheme, "claim") != 0)
		return "";
	switch (citation->status) {
	case CLAIM_CONFIRMED:
		return "confirmed";
	case CLAIM_REFUTED:
		return "refuted";
	case CLAIM_DEPENDS:
		return "depends";
	}
	return "";
}

static void cite_one(struct judge *judge, struct cited *cited, const struct citation *citation,
	const struct registry_entry *entry)
{
	*cited = (struct cited){ .scheme = arena_strdup(judge->arena, citation->scheme),
		.id = arena_strdup(judge->arena, citation->id), .document = "",
		.section = "", .level = "", .summary = "", .link = "", .status = status_text(citation),
		.line = citation->where.line };
	if (entry == NULL)
		return;
	cited->document = or_empty(entry->document);
	cited->section = or_empty(entry->section);
	cited->level = or_empty(entry->level_text);
	cited->summary = or_empty(entry->summary);
	cited->link = or_empty(entry->link);
	cited->entry = entry->id;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const struct registry_words *words = registry_translate(entry, (enum lang)lang);

		cited->words[lang] = words == NULL ? NULL : words->summary;
	}
}

void judge_cite(struct judge *judge)
{
	const struct case_page *page = judge->page;
	struct result *result = judge->result;
	bool *other = arena_array(judge->arena, page->fence_count + 1, sizeof(*other));

	judge->fence_is_should = arena_array(judge->arena, page->fence_count + 1, sizeof(bool));
	result->citations = arena_array(judge->arena, page->citation_count + 1,
		sizeof(*result->citations));
	result->citation_count = page->citation_count;
	for (size_t i = 0; i < page->citation_count; i++) {
		const struct citation *citation = &page->citations[i];
		const struct registry_entry *entry = registry_find(citation->scheme, citation->id);

		cite_one(judge, &result->citations[i], citation, entry);
		if (citation->fence < 0 || (size_t)citation->fence >= page->fence_count)
			continue;
		/* A method asks for nothing, so it makes no MUST of a SHOULD. */
		if (strcmp(citation->scheme, "method") == 0)
			continue;
		if (entry != NULL && entry->level == REQUIREMENT_SHOULD)
			judge->fence_is_should[citation->fence] = true;
		else
			other[citation->fence] = true;
	}
	for (size_t i = 0; i < page->fence_count; i++)
		if (other[i])
			judge->fence_is_should[i] = false;
}
