/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where the links of a text lead: those with a registry's scheme to what they cite, those to other pages to their
 * reports; schemes that could run something lead nowhere.
 */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html_anchor.h"
#include "reports/html_book.h"
#include "reports/html_citation.h"
#include "reports/markup.h"
#include "reports/text.h"

static const struct result *anchor_result(const struct html_anchors *place)
{
	return place->html_case->modes[0].result;
}

/* The place of what a link's address cites among the result's citations, -1 for other links. */
static int anchor_find_citation(const struct html_anchors *place, const char *url)
{
	const struct result *result;
	size_t i;

	if (!place->html_case)
		return -1;
	result = anchor_result(place);
	for (i = 0; i < result->citation_count; i++) {
		const struct cited *cited = &result->citations[i];
		size_t length = strlen(cited->scheme);

		if (length > 0 && strncmp(url, cited->scheme, length) == 0 && url[length] == ':' &&
		    strcmp(url + length + 1, cited->id) == 0)
			return (int)i;
	}
	return -1;
}

/* "../send/partial.md" seen from "tcp/recv/peek" -> "tcp/send/partial"; NULL where it leads out. */
static const char *anchor_resolve(struct arena *arena, const char *from, const char *url)
{
	size_t length = strlen(url);
	enum lang lang;
	char *path;
	size_t used;

	if (length < 4 || length > 400 || strcmp(url + length - 3, ".md") != 0)
		return NULL;
	path = arena_alloc(arena, strlen(from) + length + 2);
	used = strlen(text_id_chapter(arena, from));
	memcpy(path, from, used);
	length -= 3;
	while (length > 0) {
		size_t part = 0;

		while (part < length && url[part] != '/')
			part++;
		if (part == 2 && strncmp(url, "..", 2) == 0) {
			if (used == 0)
				return NULL;
			while (used > 0 && path[used - 1] != '/')
				used--;
			if (used > 0)
				used--;
		} else if (!(part == 1 && url[0] == '.')) {
			if (used > 0)
				path[used++] = '/';
			memcpy(path + used, url, part);
			used += part;
		}
		url += part;
		length -= part;
		if (length > 0) {
			url++;
			length--;
		}
	}
	path[used] = '\0';
	/* A translation links to translations; which of them is shown is the report's choice. */
	for (lang = LANG_EN + 1; lang < LANG_COUNT; lang++) {
		size_t end = strlen(lang_suffix(lang));

		if (used > end + 1 && path[used - end - 1] == '.' && strcmp(path + used - end, lang_suffix(lang)) == 0)
			path[used - end - 1] = '\0';
	}
	return text_id_is_safe(path) ? path : NULL;
}

/* The address of what the path of a page or an introduction is in this report, in an arena; NULL where it is not in it. */
static const char *anchor_find_address(const struct html_anchors *place, const char *path)
{
	struct arena *arena = place->html->arena;
	const char *last = strrchr(path, '/');
	const struct html_case *other = html_find_case(place->html, path);
	const struct html_chapter *chapter;
	const char *address = NULL;

	/* A page by itself has no others beside it. */
	if (place->html->single)
		return NULL;
	if (other) {
		struct str url;

		str_init(&url);
		str_addf(&url, "%scases/", place->root);
		html_add_url(&url, other->id);
		str_add(&url, ".html");
		address = arena_strdup(arena, str_text(&url));
		str_free(&url);
	} else if (strcmp(path, "README") == 0) {
		address = arena_printf(arena, "%sindex.html", place->root);
	} else if (last && strcmp(last, "/README") == 0) {
		chapter = html_find_chapter(place->html, text_id_chapter(arena, path));
		if (chapter)
			address = arena_printf(arena, "%s%s", place->root, html_chapter_url(place->html, chapter));
	}
	return address;
}

void html_anchor_begin(struct markup *markup, const struct html_anchors *place, const char *url)
{
	int citation = anchor_find_citation(place, url);
	const char *path, *address;

	if (citation >= 0) {
		const struct cited *cited = &anchor_result(place)->citations[citation];

		html_citation_begin(markup, cited, citation);
		return;
	}
	path = anchor_resolve(place->html->arena, place->from, url);
	address = path ? anchor_find_address(place, path) : NULL;
	if (address) {
		markup_begin(markup, "a");
		markup_attribute(markup, "href", address);
	} else if (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0 ||
		   strncmp(url, "mailto:", 7) == 0) {
		markup_begin(markup, "a");
		markup_attribute(markup, "href", url);
		markup_attribute(markup, "rel", "noreferrer");
	} else {
		markup_begin(markup, "span");
	}
}

void html_anchor_end(struct markup *markup, const struct html_anchors *place, const char *url)
{
	int citation = anchor_find_citation(place, url);

	markup_end(markup);
	if (citation >= 0)
		html_citation_write_level(markup, &anchor_result(place)->citations[citation]);
}
