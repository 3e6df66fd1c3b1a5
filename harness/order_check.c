/* SPDX-License-Identifier: BSD-2-Clause */
/* The reading order beside the folders: what is missing in either. */
#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "harness/base/arena.h"
#include "harness/order.h"
#include "harness/select.h"

static const struct order_chapter *order_find(const struct order *order, const char *path)
{
	size_t i;

	for (i = 0; i < order->count; i++)
		if (strcmp(order->chapters[i].path, path) == 0)
			return &order->chapters[i];
	return NULL;
}

static bool order_is_file(struct arena *arena, const char *cases, const char *path, const char *name)
{
	struct stat status;

	return stat(arena_printf(arena, "%s/%s/%s", cases, path, name), &status) == 0 && S_ISREG(status.st_mode);
}

/* Folders that were asked about already, so that each is told of once. */
struct order_seen {
	const char **paths;
	size_t count, capacity;
};

static bool order_seen_before(struct order_seen *seen, struct arena *arena, const char *path)
{
	size_t i;

	for (i = seen->count; i > 0; i--)
		if (strcmp(seen->paths[i - 1], path) == 0)
			return true;
	seen->paths = arena_grow(arena, seen->paths, seen->count, &seen->capacity, sizeof *seen->paths);
	seen->paths[seen->count++] = path;
	return false;
}

/* The folders of a page, from its own upwards. */
static size_t order_check_page(const struct order *order, const char *cases, const char *id, struct order_seen *seen,
	struct arena *arena, FILE *out)
{
	char *path = arena_strdup(arena, id), *slash;
	bool own = true;
	size_t mistakes = 0;

	while ((slash = strrchr(path, '/')) != NULL) {
		*slash = '\0';
		if (order_seen_before(seen, arena, arena_strdup(arena, path)))
			break;
		if ((own || order_is_file(arena, cases, path, "README.md")) && order_find(order, path) == NULL) {
			fprintf(out, "%s/" ORDER_FILE ": the chapter '%s' is not named\n", cases, path);
			mistakes++;
		}
		own = false;
	}
	return mistakes;
}

static bool order_has_pages(const struct selection *pages, const char *path)
{
	size_t length = strlen(path), i;

	for (i = 0; i < pages->count; i++)
		if (strncmp(pages->items[i].id, path, length) == 0 && pages->items[i].id[length] == '/' &&
		    strchr(pages->items[i].id + length + 1, '/') == NULL)
			return true;
	return false;
}

static bool order_has_page(const struct selection *pages, const char *id)
{
	size_t i;

	for (i = 0; i < pages->count; i++)
		if (strcmp(pages->items[i].id, id) == 0)
			return true;
	return false;
}

size_t order_check(const struct order *order, const char *cases, const struct selection *pages, FILE *out)
{
	struct arena *arena = arena_new();
	struct order_seen seen = {0};
	size_t mistakes = 0, i, j;

	for (i = 0; i < pages->count; i++)
		mistakes += order_check_page(order, cases, pages->items[i].id, &seen, arena, out);
	for (i = 0; i < order->count; i++) {
		const struct order_chapter *chapter = &order->chapters[i];

		if (!order_has_pages(pages, chapter->path) && !order_is_file(arena, cases, chapter->path, "README.md")) {
			fprintf(out, "%s/" ORDER_FILE ":%d: '%s' is no chapter: it has neither pages nor an introduction\n", cases,
				chapter->line, chapter->path);
			mistakes++;
		}
		for (j = 0; j < chapter->page_count; j++) {
			if (order_has_page(pages, arena_printf(arena, "%s/%s", chapter->path, chapter->pages[j])))
				continue;
			fprintf(out, "%s/" ORDER_FILE ": the chapter '%s' has no page '%s'\n", cases, chapter->path,
				chapter->pages[j]);
			mistakes++;
		}
	}
	arena_free(arena);
	return mistakes;
}
