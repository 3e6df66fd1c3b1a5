/* SPDX-License-Identifier: BSD-2-Clause */
/* From Markdown to a title, fences and citations, with libcmark. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include <cmark.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/case/citation.h"
#include "harness/case/page.h"
#include "harness/case/page_text.h"

/* What is known while the document is walked through. */
struct page_walk {
	struct case_page *page;
	struct diagnostics *list;
	size_t *lines; /* where each line begins; one more for the end */
	size_t line_count;
	struct page_script *scripts;
	size_t fence_capacity, script_capacity, citation_capacity;
	size_t cursor; /* links are searched for from here on */
	bool has_title;
	bool fences_full, citations_full;
	bool left_out; /* a script that cannot be read */
};

static void page_index_lines(struct page_walk *walk)
{
	const char *text = walk->page->text, *end = text + walk->page->length, *newline;
	size_t capacity = 0;

	for (;;) {
		walk->lines = arena_grow(walk->page->arena, walk->lines, walk->line_count, &capacity,
			sizeof(*walk->lines));
		walk->lines[walk->line_count++] = (size_t)(text - walk->page->text);
		if (text == end)
			return;
		newline = memchr(text, '\n', (size_t)(end - text));
		text = newline == NULL ? end : newline + 1;
	}
}

/* The offset at which a line begins; the end of the text for lines that are not there. */
static size_t page_line_begin(const struct page_walk *walk, int line)
{
	if (line < 1)
		return 0;
	if ((size_t)line > walk->line_count)
		return walk->page->length;
	return walk->lines[line - 1];
}

static struct where page_place(const struct page_walk *walk, size_t begin, size_t end)
{
	size_t low = 0, high = walk->line_count;
	struct where where;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (walk->lines[middle] <= begin)
			low = middle;
		else
			high = middle;
	}
	where.line = (int)low + 1;
	where.column = (int)(begin - walk->lines[low]) + 1;
	where.end_line = where.line;
	where.end_column = end > begin ? where.column + (int)(end - begin) - 1 : where.column;
	return where;
}

/* The whole of one line, without white space around it. */
static struct where page_line_where(const struct page_walk *walk, int line)
{
	size_t begin = page_line_begin(walk, line), end = page_line_begin(walk, line + 1);

	while (begin < end && strchr(" \t>", walk->page->text[begin]) != NULL)
		begin++;
	while (end > begin && strchr(" \t\r\n", walk->page->text[end - 1]) != NULL)
		end--;
	return page_place(walk, begin, end);
}

static void page_add_text(struct str *words, cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;
	cmark_node_type type;
	cmark_node *part;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event != CMARK_EVENT_ENTER)
			continue;
		part = cmark_iter_get_node(iter);
		type = cmark_node_get_type(part);
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			str_add(words, cmark_node_get_literal(part));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			str_add(words, " ");
	}
	cmark_iter_free(iter);
}

static void page_take_title(struct page_walk *walk, cmark_node *node)
{
	struct str words;

	if (walk->has_title)
		return;
	walk->has_title = true;
	walk->page->title_where = page_line_where(walk, cmark_node_get_start_line(node));
	str_init(&words);
	page_add_text(&words, node);
	walk->page->title = arena_strdup(walk->page->arena, str_text(&words));
	if (words.length == 0)
		diagnostics_add(walk->list, DIAGNOSTIC_ERROR,
			walk->page->title_where,
			"the first heading is the case's title, and it is empty");
	str_free(&words);
}

/* Whether the info string's first word is `sockspec`. Says so where it is nearly that. */
static bool page_is_script(struct page_walk *walk, cmark_node *node)
{
	const char *info = cmark_node_get_fence_info(node);
	size_t length = info == NULL ? 0 : strcspn(info, " \t\n");

	if (length != strlen("sockspec") || strncasecmp(info, "sockspec", length) != 0)
		return false;
	if (strncmp(info, "sockspec", length) != 0)
		diagnostics_add(walk->list, DIAGNOSTIC_ERROR,
			page_line_where(walk, cmark_node_get_start_line(node)),
			"a fence marked '%.*s' is no script; did you mean 'sockspec'?", (int)length, info);
	else
		return true;
	walk->left_out = true;
	return false;
}

/* Whether `line` is there and is a fence's closing mark. */
static bool page_closes_fence(const struct page_walk *walk, int line)
{
	size_t begin = page_line_begin(walk, line);
	const char *text = walk->page->text + begin;
	size_t blanks = strspn(text, " ");

	return strncmp(text + blanks, "```", 3) == 0 || strncmp(text + blanks, "~~~", 3) == 0;
}

static void page_take_fence(struct page_walk *walk, cmark_node *node)
{
	struct case_page *page = walk->page;
	int line = cmark_node_get_start_line(node), count = 0;
	struct where mark = page_line_where(walk, line);
	struct page_script script;
	struct fence *fence;
	bool left_out = walk->left_out;

	if (!page_is_script(walk, node))
		return;
	walk->left_out = true;
	if (cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT || mark.column != 1) {
		diagnostics_add(walk->list, DIAGNOSTIC_ERROR, mark,
			"a script's fence must begin in column 1, outside of lists and quotes");
		return;
	}
	for (const char *at = cmark_node_get_literal(node); (at = strchr(at, '\n')) != NULL; at++)
		count++;
	if (!page_closes_fence(walk, line + 1 + count)) {
		diagnostics_add(walk->list, DIAGNOSTIC_ERROR, mark,
			"this fence is never closed; expected a line ``` behind the script");
		return;
	}
	if (page->fence_count == PAGE_FENCES_MOST) {
		if (!walk->fences_full)
			diagnostics_add(walk->list, DIAGNOSTIC_ERROR, mark,
				"more than %d fences in one page", PAGE_FENCES_MOST);
		walk->fences_full = true;
		return;
	}
	walk->left_out = left_out;
	script.line = line + 1;
	script.begin = page_line_begin(walk, line + 1);
	script.end = page_line_begin(walk, line + 1 + count);
	walk->scripts = arena_grow(page->arena, walk->scripts, page->fence_count, &walk->script_capacity,
		sizeof(*walk->scripts));
	walk->scripts[page->fence_count] = script;
	page->fences = arena_grow(page->arena, page->fences, page->fence_count, &walk->fence_capacity,
		sizeof(*page->fences));
	fence = &page->fences[page->fence_count++];
	memset(fence, 0, sizeof(*fence));
	/* An empty fence is as long as its opening mark, so that there is something to point at. */
	fence->where = mark;
	if (script.end > script.begin) {
		fence->where = page_place(walk, script.begin, script.begin + 1);
		fence->where.end_line = line + count;
		fence->where.end_column =
			page_place(walk, script.end - 1, script.end).column;
	}
}

/* The lines of the block that an inline stands in, as offsets. */
static void page_block_range(const struct page_walk *walk, cmark_node *node, size_t *begin, size_t *end)
{
	while (cmark_node_get_type(node) >= CMARK_NODE_FIRST_INLINE)
		node = cmark_node_parent(node);
	*begin = page_line_begin(walk, cmark_node_get_start_line(node));
	*end = page_line_begin(walk, cmark_node_get_end_line(node) + 1);
	if (*end < *begin)
		*end = *begin;
}

/* Moves the cursor past a code span, so that a link quoted in it is not taken for the real one. */
static void page_pass_code(struct page_walk *walk, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node), *found;
	size_t begin, end, length = strlen(literal);

	page_block_range(walk, node, &begin, &end);
	if (walk->cursor < begin)
		walk->cursor = begin;
	if (end > walk->cursor + 4096)
		end = walk->cursor + 4096;
	if (end <= walk->cursor || length == 0)
		return;
	found = memmem(walk->page->text + walk->cursor, end - walk->cursor, literal, length);
	if (found != NULL)
		walk->cursor = (size_t)(found - walk->page->text) + length;
}

/*
 * Where a link's destination stands. libcmark tells the lines of blocks but not, over several lines, the
 * columns of what is in them, so the destination is searched for, from the last one on.
 */
static struct where page_link_where(struct page_walk *walk, cmark_node *node, const char *url)
{
	size_t begin, end, length = strlen(url);
	const char *found;

	page_block_range(walk, node, &begin, &end);
	if (walk->cursor < begin)
		walk->cursor = begin;
	if (walk->cursor < end) {
		found = memmem(walk->page->text + walk->cursor, end - walk->cursor, url, length);
		if (found != NULL) {
			begin = (size_t)(found - walk->page->text);
			walk->cursor = begin + length;
			return page_place(walk, begin, begin + length);
		}
	}
	/* A link by reference: its destination stands elsewhere. */
	return page_line_where(walk, cmark_node_get_start_line(node));
}

static void page_take_link(struct page_walk *walk, cmark_node *node)
{
	struct case_page *page = walk->page;
	const char *url = cmark_node_get_url(node), *title = cmark_node_get_title(node);
	struct citation citation = { .fence = (int)page->fence_count };
	struct str words;

	if (!citation_is_scheme(url) || walk->citations_full)
		return;
	citation.where = page_link_where(walk, node, url);
	if (page->citation_count == PAGE_CITATIONS_MOST) {
		diagnostics_add(walk->list, DIAGNOSTIC_ERROR, citation.where,
			"more than %d citations in one page", PAGE_CITATIONS_MOST);
		walk->citations_full = true;
		return;
	}
	str_init(&words);
	page_add_text(&words, node);
	citation.text = arena_strdup(page->arena, str_text(&words));
	str_free(&words);
	if (title != NULL && title[0] != '\0')
		citation.title = arena_strdup(page->arena, title);
	if (!citation_read(page->arena, url, &citation, walk->list))
		return;
	page->citations = arena_grow(page->arena, page->citations, page->citation_count,
		&walk->citation_capacity, sizeof(*page->citations));
	page->citations[page->citation_count++] = citation;
}

static void page_walk_document(struct page_walk *walk, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	cmark_node_type type;
	cmark_node *node;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event != CMARK_EVENT_ENTER)
			continue;
		node = cmark_iter_get_node(iter);
		type = cmark_node_get_type(node);
		if (type == CMARK_NODE_HEADING)
			page_take_title(walk, node);
		else if (type == CMARK_NODE_CODE_BLOCK)
			page_take_fence(walk, node);
		else if (type == CMARK_NODE_CODE)
			page_pass_code(walk, node);
		else if (type == CMARK_NODE_LINK)
			page_take_link(walk, node);
	}
	cmark_iter_free(iter);
}

static int page_read_document(struct case_page *page, struct page_script **scripts, struct diagnostics *list, bool has_script)
{
	struct page_walk walk = { .page = page, .list = list };
	cmark_node *document;
	size_t errors = list->errors;

	page->title = "";
	*scripts = NULL;
	if (page_text_check(page, list) != 0)
		return -1;
	page_index_lines(&walk);
	page->title_where = page_line_where(&walk, 1);
	document = cmark_parse_document(page->text, page->length, CMARK_OPT_DEFAULT);
	page_walk_document(&walk, document);
	cmark_node_free(document);
	if (!walk.has_title)
		diagnostics_add(list, DIAGNOSTIC_ERROR, page->title_where,
			"the page has no heading; its first one is the case's title");
	if (has_script && page->fence_count == 0 && list->errors == errors)
		diagnostics_add(list, DIAGNOSTIC_ERROR, page_line_where(&walk, 1),
			"the page has no script; expected at least one fence ```sockspec");
	*scripts = walk.scripts;
	return walk.left_out;
}

int page_read(struct case_page *page, struct page_script **scripts, struct diagnostics *list)
{
	return page_read_document(page, scripts, list, true);
}

int page_read_prose(struct case_page *page, struct page_script **scripts, struct diagnostics *list)
{
	return page_read_document(page, scripts, list, false);
}
