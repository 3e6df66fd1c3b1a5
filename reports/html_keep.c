/* SPDX-License-Identifier: BSD-2-Clause */
/* The HTML report: copies of results, relative addresses, files. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/html.h"
#include "reports/html_single.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

/* A capture larger than this is not copied into a report. */
#define HTML_COPY_MOST (64u << 20)

static const char *html_keep_text(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

static void html_keep_finding(struct arena *arena, struct finding *finding)
{
	struct difference *differences;
	size_t i;

	finding->text = html_keep_text(arena, finding->text);
	finding->expected = html_keep_text(arena, finding->expected);
	finding->observed = html_keep_text(arena, finding->observed);
	finding->hint = html_keep_text(arena, finding->hint);
	finding->known_reason = html_keep_text(arena, finding->known_reason);
	differences = arena_array(arena, finding->difference_count, sizeof(*differences));
	for (i = 0; i < finding->difference_count; i++) {
		differences[i].field = html_keep_text(arena, finding->differences[i].field);
		differences[i].expected = html_keep_text(arena, finding->differences[i].expected);
		differences[i].observed = html_keep_text(arena, finding->differences[i].observed);
	}
	finding->differences = differences;
}

static void html_keep_citation(struct arena *arena, struct cited *cited)
{
	cited->scheme = arena_strdup(arena, text_or_empty(cited->scheme));
	cited->id = arena_strdup(arena, text_or_empty(cited->id));
	cited->document = arena_strdup(arena, text_or_empty(cited->document));
	cited->section = arena_strdup(arena, text_or_empty(cited->section));
	cited->level = arena_strdup(arena, text_or_empty(cited->level));
	cited->summary = arena_strdup(arena, text_or_empty(cited->summary));
	cited->link = arena_strdup(arena, text_or_empty(cited->link));
	cited->status = arena_strdup(arena, text_or_empty(cited->status));
	cited->entry = arena_strdup(arena, cited->entry ? cited->entry : cited->id);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		cited->words[lang] = cited->words[lang] ? arena_strdup(arena, cited->words[lang]) : NULL;
}

struct result *html_keep_result(struct arena *arena, const struct result *result)
{
	struct result *copy = arena_memdup(arena, result, sizeof(*result));
	size_t i;

	copy->arena = NULL;
	copy->case_id = html_keep_text(arena, result->case_id);
	copy->mode = html_keep_text(arena, text_or_empty(result->mode));
	copy->title = html_keep_text(arena, result->title);
	copy->path = html_keep_text(arena, result->path);
	copy->reason = html_keep_text(arena, text_or_empty(result->reason));
	copy->folder = html_keep_text(arena, result->folder);
	copy->program_c = html_keep_text(arena, result->program_c);
	copy->program_python = html_keep_text(arena, result->program_python);
	copy->program_reason = html_keep_text(arena, result->program_reason);
	copy->findings = arena_array(arena, result->finding_count, sizeof(*copy->findings));
	for (i = 0; i < result->finding_count; i++) {
		copy->findings[i] = result->findings[i];
		html_keep_finding(arena, &copy->findings[i]);
	}
	copy->steps = arena_array(arena, result->step_count, sizeof(*copy->steps));
	for (i = 0; i < result->step_count; i++) {
		copy->steps[i] = result->steps[i];
		copy->steps[i].source = html_keep_text(arena, result->steps[i].source);
		copy->steps[i].observed = html_keep_text(arena, result->steps[i].observed);
	}
	copy->citations = arena_array(arena, result->citation_count, sizeof(*copy->citations));
	for (i = 0; i < result->citation_count; i++) {
		copy->citations[i] = result->citations[i];
		html_keep_citation(arena, &copy->citations[i]);
	}
	return copy;
}

void html_add_url(struct str *str, const char *path)
{
	for (; *path; path++) {
		if (isalnum((unsigned char)*path) || strchr("-._~/", *path))
			str_add_bytes(str, path, 1);
		else
			str_addf(str, "%%%02X", (unsigned char)*path);
	}
}

const char *html_chapter_anchor(struct arena *arena, const char *chapter)
{
	char *anchor = arena_printf(arena, "chapter-%s", chapter);
	char *c;

	for (c = anchor; *c; c++) {
		if (!isalnum((unsigned char)*c))
			*c = '-';
	}
	return anchor;
}

int html_write_file(const struct html *html, const char *path, const char *text, size_t length, struct err *err)
{
	char *whole = io_join(html->folder, path);
	char *slash = strrchr(whole, '/');
	int status = 0;

	if (slash) {
		*slash = '\0';
		status = io_make_directories(whole, err);
		*slash = '/';
	}
	if (status == 0)
		status = io_write_file(whole, text, length, err);
	free(whole);
	return status;
}

/* The run's folder below the report's, "" where they are one. NULL where it lies elsewhere. */
static char *html_inner_path(const struct html *html)
{
	char *report = realpath(html->folder, NULL);
	char *run = realpath(html->run_folder, NULL);
	size_t length = report ? strlen(report) : 0;
	char *inner = NULL;

	if (report && run && strncmp(report, run, length) == 0) {
		if (run[length] == '\0')
			inner = strdup("");
		else if (run[length] == '/')
			inner = strdup(run + length + 1);
	}
	free(report);
	free(run);
	return inner;
}

static const char *html_copy_evidence(const struct html *html, const struct html_case *html_case,
	const struct result *result, const char *name, const char *source)
{
	const char *path = arena_printf(html->arena, "captures/%s/%s/%s", html_case->id, result->mode, name);
	struct err err;
	char *data = NULL;
	size_t length = 0;

	/* A report without a capture is better than none: what cannot be copied has no link. */
	err_init(&err);
	if (io_read_file(source, HTML_COPY_MOST, &data, &length, &err) < 0)
		return NULL;
	if (html_write_file(html, path, data, length, &err) < 0)
		path = NULL;
	free(data);
	return path;
}

const char *html_link_evidence(const struct html *html, const struct html_case *html_case,
	const struct result *result, const char *name)
{
	const char *path = NULL, *link = NULL;
	char *source, *folder, *inner;
	struct str url;

	if (!html->run_folder || !result->folder || !text_id_is_safe(result->folder) || !text_id_is_safe(name) ||
	    !text_id_is_safe(result->mode))
		return NULL;
	folder = io_join(html->run_folder, result->folder);
	source = io_join(folder, name);
	if (html->single) {
		link = html_single_link(html, source);
		free(folder);
		free(source);
		return link;
	}
	inner = html_inner_path(html);
	if (access(source, R_OK) == 0) {
		if (inner)
			path = arena_printf(html->arena, "%s%s%s/%s", inner, inner[0] ? "/" : "", result->folder, name);
		else
			path = html_copy_evidence(html, html_case, result, name, source);
	}
	if (path) {
		str_init(&url);
		str_addf(&url, "%s%s", html_case->root, html_home(html));
		html_add_url(&url, path);
		link = arena_strdup(html->arena, str_text(&url));
		str_free(&url);
	}
	free(inner);
	free(folder);
	free(source);
	return link;
}

void html_link_case(struct markup *markup, const struct html_case *html_case, const char *root)
{
	struct str url;

	str_init(&url);
	str_addf(&url, "%scases/", root);
	html_add_url(&url, html_case->id);
	str_add(&url, ".html");
	markup_begin(markup, "a");
	markup_attribute(markup, "href", str_text(&url));
	if (html_title_is_foreign(html_case))
		markup_attribute(markup, "lang", lang_tag(LANG_EN));
	markup_text(markup, html_case->title);
	markup_end(markup);
	str_free(&url);
}
