/* SPDX-License-Identifier: BSD-2-Clause */
/* The two cases of a page that is played with both kinds of socket. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/case/check.h"
#include "harness/case/node.h"
#include "harness/case/views.h"
#include "harness/names/names.h"

/* The modes of a kind, by family. */
static const enum case_mode view_modes[KIND_COUNT][2] = {
	[KIND_STREAM] = { MODE_STREAM_IPV4, MODE_STREAM_IPV6 },
	[KIND_DATAGRAM] = { MODE_DATAGRAM_IPV4, MODE_DATAGRAM_IPV6 },
};

static struct node *view_node(struct arena *arena, struct node *node, enum case_kind kind);

/* A list of nodes, copied where one of them is another in this view. */
static struct node **view_nodes(struct arena *arena, struct node **items, size_t count, enum case_kind kind)
{
	struct node **copies = NULL;

	for (size_t i = 0; i < count; i++) {
		struct node *node = view_node(arena, items[i], kind);

		if (node == items[i])
			continue;
		if (copies == NULL) {
			copies = arena_array(arena, count, sizeof(struct node *));
			memcpy(copies, items, count * sizeof(struct node *));
		}
		copies[i] = node;
	}
	return copies == NULL ? items : copies;
}

/* The node itself, or a copy in which SOCK_KIND is what it stands for. */
static struct node *view_node(struct arena *arena, struct node *node, enum case_kind kind)
{
	struct node *copy, *left, *right, **items;

	if (node == NULL)
		return NULL;
	left = view_node(arena, node->left, kind);
	right = view_node(arena, node->right, kind);
	items = view_nodes(arena, node->items, node->count, kind);
	if (node->kind == NODE_CONST && strcmp(node->text, NODE_SOCKET_KIND) == 0) {
		copy = arena_alloc(arena, sizeof(*copy));
		*copy = *node;
		copy->text = kind == KIND_STREAM ? "SOCK_STREAM" : "SOCK_DGRAM";
		names_find(copy->text, &copy->number);
		return copy;
	}
	if (left == node->left && right == node->right && items == node->items)
		return node;
	copy = arena_alloc(arena, sizeof(*copy));
	*copy = *node;
	copy->left = left;
	copy->right = right;
	copy->items = items;
	return copy;
}

static void view_take_step(struct case_page *view, const struct step *step, enum case_kind kind)
{
	struct step *copy = &view->steps[view->step_count];
	struct result_pattern *results = arena_array(view->arena, step->result_count + 1, sizeof(*results));

	*copy = *step;
	copy->index = (int)view->step_count++;
	copy->arguments = view_nodes(view->arena, step->arguments, step->argument_count, kind);
	copy->extras = view_nodes(view->arena, step->extras, step->extra_count, kind);
	copy->expression = view_node(view->arena, step->expression, kind);
	if (step->result_count > 0)
		memcpy(results, step->results, step->result_count * sizeof(*results));
	for (size_t i = 0; i < step->result_count; i++)
		results[i].value = view_node(view->arena, results[i].value, kind);
	copy->results = results;
}

static struct case_page *view_make(const struct case_page *page, enum case_kind kind)
{
	struct case_page *view = arena_alloc(page->arena, sizeof(*view));

	*view = *page;
	memset(view->views, 0, sizeof(view->views));
	view->fences = arena_array(page->arena, page->fence_count + 1, sizeof(*view->fences));
	view->steps = arena_array(page->arena, page->step_count + 1, sizeof(*view->steps));
	view->step_count = 0;
	for (size_t i = 0; i < page->fence_count; i++) {
		const struct fence *fence = &page->fences[i];

		view->fences[i] = *fence;
		view->fences[i].first_step = (int)view->step_count;
		for (int j = 0; j < fence->step_count; j++) {
			const struct step *step = &page->steps[fence->first_step + j];

			if (step->only == KIND_BOTH || step->only == kind)
				view_take_step(view, step, kind);
		}
		view->fences[i].step_count = (int)view->step_count - view->fences[i].first_step;
	}
	for (int i = 0; i < 2; i++)
		view->modes[view_modes[kind][i]] = page->modes[i];
	return view;
}

/* Where the mistake stands in a line of one kind, nobody asks which of them has it. */
static bool view_line_is_of_one(const struct case_page *view, struct where where)
{
	for (size_t i = 0; i < view->step_count; i++)
		if (view->steps[i].where.line <= where.line && where.line <= view->steps[i].where.end_line)
			return view->steps[i].only != KIND_BOTH;
	return false;
}

static bool view_has(const struct diagnostics *list, const struct diagnostic *wanted)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind == wanted->kind && list->items[i].where.line == wanted->where.line &&
			list->items[i].where.column == wanted->where.column &&
			strcmp(list->items[i].text, wanted->text) == 0)
			return true;
	return false;
}

/* What the checks of one view found goes into the page's list; what the other's found too is said once. */
static void view_report(const struct case_page *view, enum case_kind kind, const struct diagnostics *found,
	const struct diagnostics *other, struct where kinds, struct diagnostics *list)
{
	for (size_t i = 0; i < found->count;) {
		const struct diagnostic *item = &found->items[i];
		bool both = view_has(other, item), said = both && kind == KIND_DATAGRAM;

		do {
			if (!said)
				diagnostics_add(list, found->items[i].kind, found->items[i].where, "%s", found->items[i].text);
			i++;
		} while (i < found->count && found->items[i].kind == DIAGNOSTIC_NOTE);
		if (!both && !view_line_is_of_one(view, item->where))
			diagnostics_add(list, DIAGNOSTIC_NOTE, kinds, kind == KIND_STREAM ?
				N_("this is so where the page is played with a stream socket") :
				N_("this is so where the page is played with a datagram socket"));
	}
}

void views_make(struct case_page *page, struct where kinds, struct diagnostics *list, bool lenient)
{
	struct diagnostics found[KIND_COUNT];

	for (int i = KIND_STREAM; i < KIND_COUNT; i++) {
		diagnostics_init(&found[i]);
		page->views[i] = view_make(page, (enum case_kind)i);
		check_page(page->views[i], &found[i], lenient);
	}
	for (int i = KIND_STREAM; i < KIND_COUNT; i++)
		view_report(page->views[i], (enum case_kind)i, &found[i],
			&found[i == KIND_STREAM ? KIND_DATAGRAM : KIND_STREAM], kinds, list);
	for (int i = KIND_STREAM; i < KIND_COUNT; i++) {
		diagnostics_free(&found[i]);
		for (int j = 0; j < 2; j++)
			page->modes[view_modes[i][j]] = page->modes[j];
	}
	page->modes[MODE_IPV4] = page->modes[MODE_IPV6] = false;
}
