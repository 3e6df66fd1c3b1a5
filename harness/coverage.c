/* SPDX-License-Identifier: BSD-2-Clause */
/* The registry and the pages, joined, in the order of documents and sections. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/coverage.h"

const char *coverage_state_name(enum coverage_state state)
{
	switch (state) {
	case COVERAGE_COVERED:
		return "covered";
	case COVERAGE_UNCOVERED:
		return "uncovered";
	case COVERAGE_UNSHOWABLE:
		return "cannot be shown";
	}
	return "";
}

const char *coverage_title(const char *document)
{
	if (strcmp(document, "behaviour") == 0)
		return N_("Behaviours");
	if (strcmp(document, "method") == 0)
		return N_("Methods");
	return strcmp(document, "claim") == 0 ? N_("Claims") : document;
}

const char *coverage_level(const struct registry_entry *entry)
{
	if (entry->fares != NULL)
		return entry->fares;
	if (entry->level_text[0] == '\0')
		return entry->link != NULL ? "prose" : "-";
	return entry->level_text;
}

const char *coverage_why(const struct registry_entry *entry)
{
	return entry->how[0] ? entry->how : "not from outside";
}

static int coverage_compare_entries(const void *wanted, const void *row)
{
	const struct registry_entry *entry = ((const struct coverage_row *)row)->entry;

	return ((const struct registry_entry *)wanted > entry) - ((const struct registry_entry *)wanted < entry);
}

/* While rows still stand as the registry has them, one behind the other. NULL where there is none. */
static struct coverage_row *coverage_find(struct coverage *coverage, const struct registry_entry *entry)
{
	if (entry == NULL || coverage->count == 0)
		return NULL;
	return bsearch(entry, coverage->rows, coverage->count, sizeof *coverage->rows, coverage_compare_entries);
}

static void coverage_add_page(struct coverage *coverage, const struct case_page *page)
{
	const char *id = arena_strdup(coverage->arena, page->id);
	struct coverage_row *row;
	size_t i;

	for (i = 0; i < page->citation_count; i++) {
		row = coverage_find(coverage, registry_find(page->citations[i].scheme, page->citations[i].id));
		if (row == NULL || (row->case_count > 0 && row->cases[row->case_count - 1] == id))
			continue;
		row->cases = arena_grow(coverage->arena, row->cases, row->case_count, &row->case_capacity, sizeof *row->cases);
		row->cases[row->case_count++] = id;
	}
}

static const char *coverage_section(const struct registry_entry *entry)
{
	const struct registry_entry *behaviour;

	if (strcmp(entry->scheme, "claim") != 0)
		return entry->section;
	behaviour = registry_find("behaviour", entry->section);
	return behaviour ? behaviour->section : entry->section;
}

static void coverage_add_rows(struct coverage *coverage, const bool *wanted)
{
	const struct registry_entry *entry;
	size_t i, j;

	for (i = 0; (entry = registry_at(i)) != NULL; i++) {
		struct coverage_row *row = &coverage->rows[coverage->count];

		if (!wanted[i])
			continue;
		*row = (struct coverage_row){.entry = entry, .section = coverage_section(entry), .place = (int)coverage->count};
		for (j = 0; j < coverage->count; j++) {
			if (strcmp(coverage->rows[j].section, row->section) == 0
				&& strcmp(coverage->rows[j].entry->document, entry->document) == 0) {
				row->place = coverage->rows[j].place;
				break;
			}
		}
		coverage->count++;
	}
}

/* Compares the numbers that sections begin with; what begins with none comes first. */
static int coverage_compare_numbers(const char *a, const char *b)
{
	for (;;) {
		bool number = *a >= '0' && *a <= '9';
		char *a_end, *b_end;
		unsigned long left, right;

		if (!number || !(*b >= '0' && *b <= '9'))
			return (int)number - (*b >= '0' && *b <= '9');
		left = strtoul(a, &a_end, 10);
		right = strtoul(b, &b_end, 10);
		if (left != right)
			return left < right ? -1 : 1;
		a = a_end + (*a_end == '.');
		b = b_end + (*b_end == '.');
	}
}

/* By section; rows of one document stand together already. The order of the registry decides where sections are alike. */
static int coverage_compare(const void *left, const void *right)
{
	const struct coverage_row *a = left, *b = right;
	int order = coverage_compare_numbers(a->section, b->section);

	if (order == 0)
		order = (a->place > b->place) - (a->place < b->place);
	return order ? order : (a->entry > b->entry) - (a->entry < b->entry);
}

static void coverage_close_document(struct coverage *coverage, struct coverage_document *document)
{
	size_t i;

	qsort(coverage->rows + document->first, document->count, sizeof *coverage->rows, coverage_compare);
	for (i = document->first; i < document->first + document->count; i++) {
		struct coverage_row *row = &coverage->rows[i];

		if (row->case_count > 0)
			row->state = COVERAGE_COVERED;
		else if (strcmp(row->entry->observable, "no") == 0)
			row->state = COVERAGE_UNSHOWABLE;
		else
			row->state = COVERAGE_UNCOVERED;
		document->states[row->state]++;
		coverage->states[row->state]++;
	}
}

static void coverage_count_core(struct coverage *coverage)
{
	size_t i;

	for (i = 0; i < coverage->count; i++)
		if (coverage->rows[i].entry->core)
			coverage->core[coverage->rows[i].state]++;
}

static void coverage_close(struct coverage *coverage)
{
	struct coverage_document *document = NULL;
	size_t i;

	for (i = 0; i < coverage->count; i++) {
		const char *name = coverage->rows[i].entry->document;

		if (document == NULL || strcmp(document->name, name) != 0) {
			if (document != NULL)
				coverage_close_document(coverage, document);
			coverage->documents = arena_grow(coverage->arena, coverage->documents, coverage->document_count,
				&coverage->document_capacity, sizeof *coverage->documents);
			document = &coverage->documents[coverage->document_count++];
			*document = (struct coverage_document){.name = name, .title = coverage_title(name), .first = i};
		}
		document->count++;
	}
	if (document != NULL)
		coverage_close_document(coverage, document);
}

struct coverage *coverage_make(struct case_page *const *pages, size_t page_count, char *const *words, int word_count,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct coverage *coverage = arena_alloc(arena, sizeof *coverage);
	bool *wanted = arena_array(arena, registry_count() + 1, sizeof *wanted);
	size_t i;

	memset(wanted, word_count == 0, registry_count() * sizeof *wanted);
	for (i = 0; i < (size_t)word_count; i++) {
		if (coverage_select(wanted, words[i], err) != 0) {
			arena_free(arena);
			return NULL;
		}
	}
	coverage->arena = arena;
	coverage->rows = arena_array(arena, registry_count() + 1, sizeof *coverage->rows);
	coverage_add_rows(coverage, wanted);
	for (i = 0; i < page_count; i++)
		if (pages[i] != NULL)
			coverage_add_page(coverage, pages[i]);
	coverage_close(coverage);
	coverage_count_core(coverage);
	return coverage;
}

void coverage_free(struct coverage *coverage)
{
	if (coverage != NULL)
		arena_free(coverage->arena);
}
