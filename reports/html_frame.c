/* SPDX-License-Identifier: BSD-2-Clause */
/* The HTML report: what every page has around it, and how verdicts look: by shape and word, then by colour. */
#include "config.h"

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html.h"
#include "reports/html_single.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_SKIP _("Skip to the content")
#define TEXT_LANGUAGE _("Language")
#define TEXT_MADE_BY _("Made by sockspec %s")
#define TEXT_KNOWN _("known deviation")
#define TEXT_UNEXPECTED _("unexpected")
#define TEXT_ATTEMPT _("attempt %d")

/* Nothing is loaded but the style and the script that lie beside the report, from a disk or a web server. */
#define HTML_POLICY "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"

const char *html_verdict_class(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return "v-pass";
	case VERDICT_FAIL:
		return "v-fail";
	case VERDICT_WARN:
		return "v-warn";
	case VERDICT_SKIP:
		return "v-skip";
	case VERDICT_INCONC:
		return "v-inconc";
	case VERDICT_ERROR:
		return "v-error";
	}
	return "v-error";
}

const char *html_verdict_mark(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return "\u2713"; /* check mark */
	case VERDICT_FAIL:
		return "\u2717"; /* ballot X */
	case VERDICT_WARN:
		return "\u25b2"; /* triangle */
	case VERDICT_SKIP:
		return "\u25cb"; /* circle */
	case VERDICT_INCONC:
		return "?";
	case VERDICT_ERROR:
		return "\u25a0"; /* square */
	}
	return "?";
}

void html_verdict(struct markup *markup, enum verdict verdict, const char *word)
{
	markup_begin(markup, "span");
	markup_attributef(markup, "class", "verdict %s", html_verdict_class(verdict));
	markup_begin(markup, "span");
	markup_attribute(markup, "class", "mark");
	markup_attribute(markup, "aria-hidden", "true");
	markup_text(markup, html_verdict_mark(verdict));
	markup_end(markup);
	markup_text(markup, " ");
	markup_text(markup, word);
	markup_end(markup);
}

void html_badge(struct markup *markup, const struct result *result)
{
	html_verdict(markup, result->verdict, text_verdict_word(result->verdict));
	if (result->expectation == KNOWN_DEVIATION) {
		markup_text(markup, " ");
		markup_element(markup, "span", "note", TEXT_KNOWN);
	} else if (result->expectation == UNEXPECTED && result->verdict == VERDICT_PASS) {
		markup_text(markup, " ");
		markup_element(markup, "span", "note", TEXT_UNEXPECTED);
	}
	if (result->attempts > 1) {
		markup_text(markup, " ");
		markup_open_class(markup, "span", "note");
		markup_textf(markup, TEXT_ATTEMPT, result->attempt);
		markup_end(markup);
	}
}

void html_counts_write(struct markup *markup, const struct report_counts *counts)
{
	bool first = true;
	int i;

	markup_open_class(markup, "span", "tally");
	for (i = 0; i < VERDICT_COUNT; i++) {
		char number[32];

		if (counts->by_verdict[i] == 0)
			continue;
		if (!first)
			markup_text(markup, " ");
		first = false;
		snprintf(number, sizeof(number), "%d", counts->by_verdict[i]);
		html_verdict(markup, (enum verdict)i, number);
		markup_element(markup, "span", "unseen", text_verdict_word((enum verdict)i));
	}
	markup_end(markup);
}

static void html_frame_meta(struct markup *markup, const char *name, const char *value, const char *content)
{
	markup_begin(markup, "meta");
	markup_attribute(markup, name, value);
	markup_attribute(markup, "content", content);
	markup_void(markup);
	markup_line(markup);
}

/* The style and the script that lie in the report's folder. */
static void html_frame_parts(struct markup *markup, const struct html *html, const char *root)
{
	markup_begin(markup, "link");
	markup_attribute(markup, "rel", "stylesheet");
	markup_attributef(markup, "href", "%s%sstyle.css", root, html_home(html));
	markup_void(markup);
	markup_line(markup);
	markup_begin(markup, "script");
	markup_attribute(markup, "defer", "defer");
	markup_attributef(markup, "src", "%s%sscript.js", root, html_home(html));
	markup_end(markup);
	markup_line(markup);
}

/* From a page to the same page in another language. */
static void html_frame_add_url(struct str *url, const struct html *html, const char *root, const char *path, enum lang lang)
{
	str_addf(url, "%s%s%s", root, html_home(html), html_tree(html, lang));
	html_add_url(url, path);
}

static void html_frame_write_alternates(struct markup *markup, const struct html *html, const char *root, const char *path)
{
	size_t i;

	for (i = 0; i < html->language_count && html->language_count > 1; i++) {
		struct str url;

		str_init(&url);
		html_frame_add_url(&url, html, root, path, html->languages[i]);
		markup_begin(markup, "link");
		markup_attribute(markup, "rel", "alternate");
		markup_attribute(markup, "hreflang", lang_tag(html->languages[i]));
		markup_attribute(markup, "href", str_text(&url));
		markup_void(markup);
		markup_line(markup);
		str_free(&url);
	}
}

static void html_frame_write_languages(struct markup *markup, const struct html *html, const char *root, const char *path)
{
	size_t i;

	if (html->language_count < 2)
		return;
	markup_begin(markup, "nav");
	markup_attribute(markup, "class", "languages");
	markup_attribute(markup, "aria-label", TEXT_LANGUAGE);
	for (i = 0; i < html->language_count; i++) {
		enum lang lang = html->languages[i];
		struct str url;

		if (i > 0)
			markup_text(markup, " ");
		str_init(&url);
		html_frame_add_url(&url, html, root, path, lang);
		markup_begin(markup, "a");
		markup_attribute(markup, "lang", lang_tag(lang));
		markup_attribute(markup, "hreflang", lang_tag(lang));
		if (lang == lang_used())
			markup_attribute(markup, "aria-current", "true");
		markup_attribute(markup, "href", str_text(&url));
		markup_text(markup, lang_name(lang));
		markup_end(markup);
		str_free(&url);
	}
	markup_end(markup);
	markup_line(markup);
}

void html_frame_begin(struct markup *markup, const struct html *html, const char *title, const char *path,
	const char *body_class)
{
	struct str up;
	const char *root, *c;

	str_init(&up);
	for (c = path; *c; c++)
		if (*c == '/')
			str_add(&up, "../");
	root = str_text(&up);
	markup_raw(markup, "<!DOCTYPE html>\n");
	markup_begin(markup, "html");
	markup_attribute(markup, "lang", lang_tag(lang_used()));
	markup_line(markup);
	markup_begin(markup, "head");
	markup_line(markup);
	markup_begin(markup, "meta");
	markup_attribute(markup, "charset", "utf-8");
	markup_void(markup);
	markup_line(markup);
	if (!html->single)
		html_frame_meta(markup, "http-equiv", "Content-Security-Policy", HTML_POLICY);
	html_frame_meta(markup, "name", "viewport", "width=device-width, initial-scale=1");
	html_frame_meta(markup, "name", "color-scheme", "light dark");
	html_frame_meta(markup, "name", "referrer", "no-referrer");
	markup_element(markup, "title", NULL, title);
	markup_line(markup);
	if (html->single)
		html_single_write_head(markup);
	else
		html_frame_parts(markup, html, root);
	html_frame_write_alternates(markup, html, root, path);
	markup_end(markup);
	markup_line(markup);
	markup_open_class(markup, "body", body_class);
	markup_line(markup);
	markup_begin(markup, "a");
	markup_attribute(markup, "class", "skip");
	markup_attribute(markup, "href", "#content");
	markup_text(markup, TEXT_SKIP);
	markup_end(markup);
	markup_line(markup);
	html_frame_write_languages(markup, html, root, path);
	str_free(&up);
}

void html_frame_end(struct markup *markup, const struct report_run *run)
{
	struct str time;

	str_init(&time);
	text_add_time(&time, text_run_started(run));
	markup_begin(markup, "footer");
	markup_begin(markup, "p");
	markup_textf(markup, TEXT_MADE_BY, text_or_empty(run->version));
	markup_text(markup, " \u00b7 ");
	markup_text(markup, text_or_empty(run->kernel));
	markup_text(markup, " \u00b7 ");
	markup_begin(markup, "time");
	markup_attributef(markup, "datetime", "%sZ", str_text(&time));
	markup_textf(markup, "%.10s %.8s UTC", str_text(&time), str_text(&time) + 11);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
	markup_end(markup);
	markup_line(markup);
	markup_end(markup);
	markup_line(markup);
	str_free(&time);
}
