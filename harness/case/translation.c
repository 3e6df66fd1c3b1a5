/* SPDX-License-Identifier: BSD-2-Clause */
/* A translated page beside its original: scripts and citations are the same, and what they are not is told with both sides. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/page.h"
#include "harness/case/translation.h"

#define TRANSLATION_SHOWN_MOST 100 /* bytes of a line that a message quotes */

struct translation {
	struct case_page *page, *original;
	struct page_script *scripts, *original_scripts;
	struct diagnostics *list;
};

static struct case_page *translation_read(struct arena *arena, const char *path, const char *text, size_t length,
	struct page_script **scripts, struct diagnostics *list, int *status)
{
	struct case_page *page = arena_alloc(arena, sizeof(*page));

	page->arena = arena;
	page->path = path;
	page->id = path;
	page->text = arena_strndup(arena, text, length);
	page->length = length;
	*status = page_read_prose(page, scripts, list);
	return page;
}

/* The line around an offset, as far as a message quotes it. "the end" where nothing is left of the script. */
static const char *translation_line(const struct case_page *page, const struct page_script *script, size_t at)
{
	size_t begin = at, end = at;

	if (at >= script->end)
		return "the end of the script";
	while (begin > script->begin && page->text[begin - 1] != '\n')
		begin--;
	while (end < script->end && page->text[end] != '\n')
		end++;
	if (end - begin > TRANSLATION_SHOWN_MOST) {
		end = begin + TRANSLATION_SHOWN_MOST;
		while (end > begin && ((unsigned char)page->text[end] & 0xc0) == 0x80)
			end--;
		return arena_printf(page->arena, "'%.*s...'", (int)(end - begin), page->text + begin);
	}
	return arena_printf(page->arena, "'%.*s'", (int)(end - begin), page->text + begin);
}

static void translation_compare_script(const struct translation *both, size_t fence)
{
	const struct page_script *script = &both->scripts[fence], *original = &both->original_scripts[fence];
	const char *text = both->page->text + script->begin, *other = both->original->text + original->begin;
	size_t length = script->end - script->begin, other_length = original->end - original->begin, same = 0;
	struct where place;

	while (same < length && same < other_length && text[same] == other[same])
		same++;
	if (same == length && same == other_length)
		return;
	/* A character of several bytes is pointed at as a whole. */
	while (same > 0 && ((same < length && ((unsigned char)text[same] & 0xc0) == 0x80) ||
		(same < other_length && ((unsigned char)other[same] & 0xc0) == 0x80)))
		same--;
	place = page_where(both->original, original->begin + same, original->begin + same + 1);
	diagnostics_add(both->list, DIAGNOSTIC_ERROR,
		page_where(both->page, script->begin + same, script->begin + same + 1),
		"a script must be the original's; expected %s, as in %s:%d:%d, found %s",
		translation_line(both->original, original, original->begin + same), both->original->path, place.line,
		place.column, translation_line(both->page, script, script->begin + same));
}

static void translation_compare_scripts(const struct translation *both)
{
	size_t count = both->page->fence_count, wanted = both->original->fence_count;
	struct where where = { 1, 1, 1, 1 };

	for (size_t i = 0; i < count && i < wanted; i++)
		translation_compare_script(both, i);
	if (count > wanted)
		diagnostics_add(both->list, DIAGNOSTIC_ERROR, both->page->fences[wanted].where,
			"one script too many: %s has %zu", both->original->path, wanted);
	if (count < wanted && both->page->length > 0)
		where = page_where(both->page, both->page->length - 1, both->page->length);
	if (count < wanted)
		diagnostics_add(both->list, DIAGNOSTIC_ERROR, where,
			"the page ends before script %zu of the original, which begins in %s:%d", count + 1,
			both->original->path, both->original_scripts[count].line);
}

static bool translation_cites_same(const struct citation *one, const struct citation *other)
{
	return strcmp(one->scheme, other->scheme) == 0 && strcmp(one->id, other->id) == 0 && one->status == other->status;
}

/* How often a page cites what `wanted` does. */
static size_t translation_count(const struct case_page *page, size_t end, const struct citation *wanted)
{
	size_t count = 0;

	for (size_t i = 0; i < end; i++)
		count += translation_cites_same(&page->citations[i], wanted);
	return count;
}

static const char *translation_status(const struct citation *citation)
{
	if (strcmp(citation->scheme, "claim") != 0)
		return "";
	switch (citation->status) {
	case CLAIM_CONFIRMED:
		return " \"confirmed\"";
	case CLAIM_REFUTED:
		return " \"refuted\"";
	case CLAIM_DEPENDS:
		return " \"depends\"";
	}
	return "";
}

/* Words change their order from language to language, so citations may too. */
static void translation_compare_citations(const struct translation *both)
{
	const struct case_page *page = both->page, *original = both->original;

	for (size_t i = 0; i < page->citation_count; i++) {
		const struct citation *citation = &page->citations[i];

		if (translation_count(page, i + 1, citation) > translation_count(original, original->citation_count, citation))
			diagnostics_add(both->list, DIAGNOSTIC_ERROR, citation->where,
				"'%s:%s'%s is cited more often than in the original %s", citation->scheme, citation->id,
				translation_status(citation), original->path);
	}
	for (size_t i = 0; i < original->citation_count; i++) {
		const struct citation *citation = &original->citations[i];

		if (translation_count(original, i + 1, citation) > translation_count(page, page->citation_count, citation))
			diagnostics_add(both->list, DIAGNOSTIC_ERROR, page->title_where,
				"expected a citation of '%s:%s'%s somewhere in the page, as in %s:%d:%d", citation->scheme,
				citation->id, translation_status(citation), original->path, citation->where.line,
				citation->where.column);
	}
}

void translation_check(const char *path, const char *text, size_t length, const char *original_path,
	const char *original, size_t original_length, struct diagnostics *list)
{
	struct arena *arena = arena_new();
	struct translation both = { .list = list };
	struct diagnostics aside;
	int status, original_status;

	diagnostics_init(&aside);
	both.original = translation_read(arena, original_path, original, original_length, &both.original_scripts, &aside,
		&original_status);
	diagnostics_free(&aside);
	both.page = translation_read(arena, path, text, length, &both.scripts, list, &status);
	if (status >= 0 && original_status >= 0) {
		/* A script that could not be read has been told already. */
		if (status == 0 && original_status == 0)
			translation_compare_scripts(&both);
		translation_compare_citations(&both);
	}
	diagnostics_sort(list);
	arena_free(arena);
}
