/* SPDX-License-Identifier: BSD-2-Clause */
/* One lesson, or several, as one file. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/digest.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/formats.h"
#include "reports/html.h"
#include "reports/html_book.h"
#include "reports/html_join.h"
#include "reports/html_single.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/text.h"

struct single {
	FILE *out;
	struct html *html;
};

static void single_add_digest(struct str *str, const char *text)
{
	uint8_t digest[DIGEST_BYTES];

	digest_sha256(text, strlen(text), digest);
	str_add(str, "'sha256-");
	digest_add_base64(str, digest, sizeof(digest));
	str_add(str, "'");
}

/* The content is ours, compiled in, and HTML takes it as it is: no escaping would be undone in these elements. */
static void single_write_part(struct markup *markup, const char *element, const char *text)
{
	markup_begin(markup, element);
	markup_raw(markup, text);
	markup_end(markup);
	markup_line(markup);
}

void html_single_write_head(struct markup *markup)
{
	struct str policy;

	str_init(&policy);
	str_add(&policy, "default-src 'none'; style-src ");
	single_add_digest(&policy, html_style);
	str_add(&policy, "; script-src ");
	single_add_digest(&policy, html_script);
	str_add(&policy, "; base-uri 'none'; form-action 'none'");
	markup_begin(markup, "meta");
	markup_attribute(markup, "http-equiv", "Content-Security-Policy");
	markup_attribute(markup, "content", str_text(&policy));
	markup_void(markup);
	markup_line(markup);
	str_free(&policy);
	single_write_part(markup, "style", html_style);
	/* At the end of the head there is no body yet: a script that stands in a page is not deferred by itself. */
	markup_begin(markup, "script");
	markup_attribute(markup, "type", "module");
	markup_raw(markup, html_script);
	markup_end(markup);
	markup_line(markup);
}

const char *html_single_link(const struct html *html, const char *path)
{
	const char *link = NULL;
	char *data = NULL;
	size_t length = 0;
	struct str text;
	struct err err;

	err_init(&err);
	if (io_read_file(path, HTML_SINGLE_CAPTURE_MOST, &data, &length, &err) < 0)
		return NULL;
	str_init(&text);
	str_add(&text, "data:application/octet-stream;base64,");
	digest_add_base64(&text, data, length);
	link = arena_strdup(html->arena, str_text(&text));
	str_free(&text);
	free(data);
	return link;
}

static void *single_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	struct single *single = calloc(1, sizeof(*single));

	(void)folder;
	if (!single) {
		err_set(err, "out of memory");
		return NULL;
	}
	single->out = out;
	single->html = html_new(run, NULL, err);
	if (!single->html) {
		free(single);
		return NULL;
	}
	/* One language, so that nothing leads out of the file. */
	single->html->languages[0] = run->language_count > 0 ? run->languages[0] : lang_used();
	single->html->language_count = 1;
	return single;
}

static int single_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct single *single = report;

	return html_add(single->html, result, evidence, err);
}

static char *single_make_page(struct html *html, const struct report_run *run, struct err *err)
{
	struct arena *arena = arena_new();
	enum lang before = lang_used();
	char *text = NULL;

	lang_use(html->languages[0]);
	html_book_arrange(html, run->book);
	html_translate(html, run->book);
	html_translate_titles(html);
	if (html->count > 1)
		text = html_join_make(html, run, err);
	else if (html_load_parts(html, html->cases[0], arena, err) == 0)
		text = html_page_make(html, html->cases[0], run, err);
	lang_use(before);
	html_drop_parts(html->cases[0]);
	arena_free(arena);
	return text;
}

static int single_end(void *report, const struct report_run *run, struct err *err)
{
	struct single *single = report;
	int status = 0;

	if (single->html->count > 0) {
		char *text = single_make_page(single->html, run, err);

		if (text)
			fputs(text, single->out);
		status = text ? text_flush(single->out, err) : -1;
		free(text);
	}
	html_free(single->html);
	free(single);
	return status;
}

const struct report_format html_single_format = {
	.name = "single",
	.extension = "html",
	.for_people = true,
	.describe = N_("one lesson as one file"),
	.begin = single_begin,
	.add = single_add,
	.end = single_end,
};
