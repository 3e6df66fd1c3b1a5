/* SPDX-License-Identifier: BSD-2-Clause */
/* The methods of a socket object, each against the call below it; and what this page and that of the tutorials share. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html_book.h"
#include "reports/html_filter.h"
#include "reports/html_matrix.h"
#include "reports/html_told.h"
#include "reports/html_translation.h"
#include "reports/markup.h"

#define TEXT_TITLE N_("Methods of a socket")
#define TEXT_LEAD N_("The operations that the common high-level API has on a socket object, the call that each of them makes, and what it adds to that call.")
#define TEXT_NOTE N_("The pages show the call. Where a method makes none, they show what it stands for.")
#define TEXT_NO_CALL N_("no call")
#define TEXT_FOUND N_("%1 of %2 methods")

bool html_told_has(const struct report_run *run, const char *scheme)
{
	size_t i;

	for (i = 0; i < run->requirement_count; i++)
		if (strcmp(run->requirements[i].scheme, scheme) == 0)
			return true;
	return false;
}

void html_told_find(struct matrix *matrix, const struct html *html, const struct report_run *run, const char *scheme,
	struct markup *markup)
{
	size_t i = 0, end;

	while (i < run->requirement_count && strcmp(run->requirements[i].scheme, scheme) != 0)
		i++;
	for (end = i; end < run->requirement_count && strcmp(run->requirements[end].scheme, scheme) == 0; end++)
		;
	*matrix = (struct matrix){.markup = markup, .html = html, .rows = run->requirements + i, .count = end - i};
	matrix_find_citing(matrix);
}

void html_told_write_words(struct markup *markup, const char *element, const char *class_name,
	const struct report_requirement *row, bool instead)
{
	const char *text = instead ? row->words[lang_used()].instead : row->words[lang_used()].summary;

	if (text && text[0])
		markup_element(markup, element, class_name, text);
	else
		html_english_write(markup, element, class_name, instead ? row->instead : row->summary);
}

void html_told_begin(struct markup *markup, const struct html *html, const struct report_run *run, const char *path,
	const char *title, const char *lead)
{
	html_frame_begin(markup, html, title, path, "requirements told");
	markup_begin(markup, "header");
	html_site_write(markup, "", run, path);
	markup_end(markup);
	markup_line(markup);
	markup_begin(markup, "main");
	markup_attribute(markup, "id", "content");
	markup_line(markup);
	markup_element(markup, "h1", NULL, title);
	markup_element(markup, "p", "lead", lead);
	markup_line(markup);
}

void html_told_begin_table(struct markup *markup, const char *const *columns, size_t count)
{
	size_t i;

	markup_open_class(markup, "table", "matrix");
	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < count; i++) {
		markup_begin(markup, "th");
		markup_attribute(markup, "scope", "col");
		markup_text(markup, _(columns[i]));
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_begin(markup, "tbody");
	markup_line(markup);
}

void html_told_write_link(struct markup *markup, const char *page, const char *text)
{
	markup_begin(markup, "a");
	markup_attribute(markup, "href", page);
	markup_text(markup, text);
	markup_end(markup);
}

bool html_told_begin_row_link(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct cited *cited)
{
	const char *page = strcmp(cited->scheme, "claim") == 0 ? "tutorials.html"
		: strcmp(cited->scheme, "method") == 0 ? "methods.html" : NULL;
	struct str url;

	if (!page || html->single)
		return false;
	str_init(&url);
	str_addf(&url, "%s%s#%s:", html_case->root, page, cited->scheme);
	html_add_url(&url, cited->entry ? cited->entry : cited->id);
	markup_begin(markup, "a");
	markup_attribute(markup, "href", str_text(&url));
	str_free(&url);
	return true;
}

/* "getsockopt:SO_TYPE" as a reader knows it: "getsockopt(SO_TYPE)". */
static void methods_write_call(struct markup *markup, const char *call)
{
	const char *option = strchr(call, ':');

	if (strcmp(call, "none") == 0) {
		markup_element(markup, "span", "muted", _(TEXT_NO_CALL));
		return;
	}
	markup_begin(markup, "code");
	if (option)
		markup_textf(markup, "%.*s(%s)", (int)(option - call), call, option + 1);
	else
		markup_text(markup, call);
	markup_end(markup);
}

static void methods_write_row(const struct matrix *matrix, size_t index)
{
	const struct report_requirement *row = &matrix->rows[index];
	struct markup *markup = matrix->markup;

	markup_begin(markup, "tr");
	markup_attributef(markup, "class", "row is-%s", matrix_words[matrix->states[index]].id);
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_attributef(markup, "id", "%s:%s", row->scheme, row->id);
	markup_element(markup, "code", NULL, row->id);
	markup_end(markup);
	markup_begin(markup, "td");
	methods_write_call(markup, row->section);
	markup_end(markup);
	html_told_write_words(markup, "td", NULL, row, false);
	markup_begin(markup, "td");
	if (matrix->citing[index].count > 0)
		matrix_write_cases(matrix, index);
	else
		markup_text(markup, _("not covered"));
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

char *html_methods_make(const struct html *html, const struct report_run *run, struct err *err)
{
	static const char *const columns[] = {N_("Method"), N_("Call"), N_("What it adds"), N_("Shown by")};
	struct markup markup;
	struct matrix matrix;
	size_t i;

	markup_open(&markup);
	html_told_find(&matrix, html, run, "method", &markup);
	html_told_begin(&markup, html, run, "methods.html", _(TEXT_TITLE), _(TEXT_LEAD));
	markup_element(&markup, "p", "muted", _(TEXT_NOTE));
	markup_line(&markup);
	html_search_write(&markup, _(TEXT_FOUND));
	html_told_begin_table(&markup, columns, sizeof(columns) / sizeof(columns[0]));
	for (i = 0; i < matrix.count; i++)
		methods_write_row(&matrix, i);
	markup_end(&markup);
	markup_end(&markup);
	markup_end(&markup);
	markup_line(&markup);
	html_frame_end(&markup, run);
	return markup_close(&markup, err);
}
