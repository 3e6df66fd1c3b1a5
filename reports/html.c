/* SPDX-License-Identifier: BSD-2-Clause */
/* The HTML report: collects results, then writes a page a case, the index, and the style beside them. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/formats.h"
#include "reports/html.h"
#include "reports/html_book.h"
#include "reports/html_glossary.h"
#include "reports/html_languages.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/text.h"

void html_free(struct html *html)
{
	size_t i;

	for (i = 0; i < LANG_COUNT; i++)
		if (html->spools[i])
			fclose(html->spools[i]);
	arena_free(html->arena);
}

struct html *html_new(const struct report_run *run, const char *folder, struct err *err)
{
	struct arena *arena = arena_new();
	struct html *html = arena_alloc(arena, sizeof(*html));
	size_t i;

	html->arena = arena;
	html->folder = folder ? arena_strdup(arena, folder) : NULL;
	html->run_folder = run->folder ? arena_strdup(arena, run->folder) : NULL;
	html->quiz = run->quiz;
	html->single = !folder;
	html->language_count = run->language_count > 0 ? run->language_count : LANG_COUNT;
	for (i = 0; i < html->language_count; i++)
		html->languages[i] = run->language_count > 0 ? run->languages[i] : (enum lang)i;
	if (html->single) {
		/* The first that was asked for, else the reader's own. */
		html->languages[0] = run->language_count > 0 ? run->languages[0] : lang_used();
		html->language_count = 1;
	}
	for (i = 0; i < html->language_count; i++) {
		html->spools[html->languages[i]] = html_spool_open(folder, err);
		if (!html->spools[html->languages[i]]) {
			html_free(html);
			return NULL;
		}
	}
	return html;
}

static void *html_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	(void)out;
	if (!folder) {
		err_set(err, "the html report is a folder, and none is named");
		return NULL;
	}
	/* Found out before anything is played that the folder cannot be written; it is filled at the end. */
	if (io_make_directories(folder, err) < 0)
		return NULL;
	if (access(folder, W_OK) < 0) {
		err_set_errno(err, errno, "cannot write into %s", folder);
		return NULL;
	}
	return html_new(run, folder, err);
}

const char *html_tree(const struct html *html, enum lang lang)
{
	if (lang == html->languages[0])
		return "";
	return lang == LANG_EN ? "en/" : arena_printf(html->arena, "%s/", lang_suffix(lang));
}

const char *html_home(const struct html *html)
{
	return lang_used() == html->languages[0] ? "" : "../";
}

const char *html_case_path(const struct html *html, const struct html_case *html_case)
{
	return arena_printf(html->arena, "cases/%s.html", html_case->id);
}

int html_load_parts(const struct html *html, struct html_case *html_case, struct arena *arena, struct err *err)
{
	size_t i;

	for (i = 0; i < html_case->count; i++)
		if (html_spool_get(html->spools[lang_used()], &html_case->modes[i].kept[lang_used()], arena,
		    &html_case->modes[i].parts, err) < 0)
			return -1;
	return 0;
}

void html_drop_parts(struct html_case *html_case)
{
	size_t i;

	for (i = 0; i < html_case->count; i++)
		html_case->modes[i].parts = HTML_NO_PARTS;
}

struct html_case *html_find_case(const struct html *html, const char *id)
{
	size_t i;

	/* The modes of a case follow one another, so the last is the likeliest. */
	for (i = html->count; i > 0; i--) {
		if (strcmp(html->cases[i - 1]->id, id) == 0)
			return html->cases[i - 1];
	}
	return NULL;
}

static struct html_case *html_make_case(struct html *html, const struct result *result)
{
	struct html_case *html_case = arena_alloc(html->arena, sizeof(*html_case));
	struct str root;
	const char *c;

	str_init(&root);
	str_add(&root, "../");
	for (c = result->case_id; *c; c++) {
		if (*c == '/')
			str_add(&root, "../");
	}
	html_case->root = arena_strdup(html->arena, str_text(&root));
	str_free(&root);
	html_case->id = arena_strdup(html->arena, result->case_id);
	html_case->title = text_clean_line(html->arena, text_or_empty(result->title));
	if (!html_case->title[0])
		html_case->title = html_case->id;
	html_case->quiz = html->quiz;
	html_case->chapter = text_id_chapter(html->arena, html_case->id);
	html->cases = arena_grow(html->arena, html->cases, html->count, &html->capacity, sizeof(*html->cases));
	html->cases[html->count++] = html_case;
	return html_case;
}

/* One play, whose evidence is there just now. */
struct html_play {
	const struct html_case *html_case;
	struct html_mode *mode;
	const struct evidence *evidence;
};

/* What evidence shows, in the language in use. */
static int html_keep_parts(struct html *html, void *context, struct err *err)
{
	const struct html_play *play = context;
	struct html_parts parts = HTML_NO_PARTS;

	if (html_record_make(html, play->html_case, play->mode->result, play->evidence, &parts, err) < 0)
		return -1;
	return html_spool_put(html->spools[lang_used()], &parts, &play->mode->kept[lang_used()], err);
}

/* The text that was played. Modes of one page share it, which also tells soonest that they do. */
static const char *html_keep_page(struct html *html, const struct html_case *html_case, const struct evidence *evidence)
{
	const char *first = html_case->modes[0].page;

	if (!evidence->page)
		return NULL;
	if (first && strlen(first) == evidence->page_length && memcmp(first, evidence->page, evidence->page_length) == 0)
		return first;
	return arena_strndup(html->arena, evidence->page, evidence->page_length);
}

int html_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct html *html = report;
	struct html_case *html_case;
	struct html_mode *mode;
	struct html_play play;

	if (!text_id_is_safe(result->case_id))
		return err_set(err, "the id of a case cannot be a file's name");
	report_count(&html->counts, result);
	html_case = html_find_case(html, result->case_id);
	if (!html_case)
		html_case = html_make_case(html, result);
	html_case->modes = arena_grow(html->arena, html_case->modes, html_case->count, &html_case->capacity,
		sizeof(*html_case->modes));
	mode = &html_case->modes[html_case->count++];
	memset(mode, 0, sizeof(*mode));
	mode->result = html_keep_result(html->arena, result);
	mode->parts = HTML_NO_PARTS;
	if (html_case->count == 1)
		html_case->uses = html_uses_make(html->arena, result, evidence);
	if (!evidence)
		return 0;
	mode->level = level_name(evidence->level);
	mode->page = html_keep_page(html, html_case, evidence);
	play = (struct html_play){html_case, mode, evidence};
	return html_in_languages(html, html_keep_parts, &play, err);
}

/* Writes what was made, into the tree of the language in use, and frees it; a NULL text was an error already. */
static int html_write_made(const struct html *html, const char *path, char *text, struct err *err)
{
	int status = text ? html_write_file(html, arena_printf(html->arena, "%s%s", html_tree(html, lang_used()), path), text,
		strlen(text), err) : -1;

	free(text);
	return status;
}

static int html_write_case(const struct html *html, struct html_case *html_case, const struct report_run *run,
	struct err *err)
{
	struct arena *arena = arena_new();
	int status = html_load_parts(html, html_case, arena, err);

	if (status == 0)
		status = html_write_made(html, html_case_path(html, html_case), html_page_make(html, html_case, run, err), err);
	html_drop_parts(html_case);
	arena_free(arena);
	return status;
}

/* All pages of the language in use; `context` is the run. */
static int html_write_tree(struct html *html, void *context, struct err *err)
{
	const struct report_run *run = context;
	size_t i;

	html_own_cases(html);
	html_translate_titles(html);
	for (i = 0; i < html->chapter_count; i++) {
		const struct html_chapter *chapter = &html->chapters[i];

		if (chapter->path[0] && html_write_made(html, arena_printf(html->arena, "chapters/%s.html", chapter->path),
		    html_chapter_make(html, chapter, run, err), err) < 0)
			return -1;
	}
	for (i = 0; i < html->count; i++)
		if (html_write_case(html, html->cases[i], run, err) < 0)
			return -1;
	if (run->requirement_count > 0 &&
	    html_write_made(html, "requirements.html", html_requirements_make(html, run, err), err) < 0)
		return -1;
	if (html_told_has(run, "claim") && html_write_made(html, "tutorials.html", html_tutorials_make(html, run, err), err) < 0)
		return -1;
	if (html_told_has(run, "method") && html_write_made(html, "methods.html", html_methods_make(html, run, err), err) < 0)
		return -1;
	if (html_write_made(html, "glossary.html", html_glossary_make(html, run, err), err) < 0)
		return -1;
	return html_write_made(html, "index.html", html_index_make(html, run, err), err);
}

static int html_write_pages(struct html *html, const struct report_run *run, struct err *err)
{
	struct report_run same = *run;

	if (html_write_file(html, "style.css", html_style, strlen(html_style), err) < 0 ||
	    html_write_file(html, "script.js", html_script, strlen(html_script), err) < 0)
		return -1;
	return html_in_languages(html, html_write_tree, &same, err);
}

static int html_end(void *report, const struct report_run *run, struct err *err)
{
	struct html *html = report;
	int status;

	html_book_arrange(html, run->book);
	html_translate(html, run->book);
	status = html_write_pages(html, run, err);
	html_free(html);
	return status;
}

const struct report_format html_format = {
	.name = "html",
	.extension = NULL,
	.for_people = true,
	.describe = N_("a folder of pages: each case as a lesson with what happened beside it"),
	.begin = html_begin,
	.add = html_add,
	.end = html_end,
};
