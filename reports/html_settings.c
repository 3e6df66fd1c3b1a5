/* SPDX-License-Identifier: BSD-2-Clause */
/* The settings in force: what the page speaks of as a table, and what else there is as sysctl prints it. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_pieces.h"
#include "reports/html_settings.h"
#include "reports/html_settings_parts.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_TITLE _("Settings")
#define TEXT_MATTER _("Settings that this page speaks of, as they were when it began")
#define TEXT_SETTINGS _("All settings in force (%zu)")
#define TEXT_REST _("The other settings in force (%zu)")
#define TEXT_DIFFER _("Where modes are named, the setting was so in these only.")
#define TEXT_HOSTS _("Both hosts have them, but where one is named.")
#define TEXT_HOST _("Host")
#define TEXT_NAME _("Setting")
#define TEXT_VALUE _("Value")
#define TEXT_CLIENT _("client")
#define TEXT_SERVER _("server")
#define TEXT_BOTH _("both")

static const char *settings_host(const struct settings_row *row)
{
	return row->hosts == SETTINGS_BOTH ? TEXT_BOTH : row->hosts == SETTINGS_CLIENT ? TEXT_CLIENT : TEXT_SERVER;
}

/* Of which host a value is (NULL: that is not to be said), and of which modes where it is not of all. */
static void settings_write_whose(struct markup *markup, const struct settings *settings, const struct settings_row *row, const char *host)
{
	const char *before = host ? ", " : "";
	size_t mode;

	if (!host && row->modes == settings->known)
		return;
	markup_text(markup, " ");
	markup_open_class(markup, "span", "muted");
	markup_text(markup, host);
	for (mode = 0; row->modes != settings->known && mode < settings->html_case->count && mode < SETTINGS_MODES_MOST; mode++) {
		if (!(row->modes & UINT32_C(1) << mode))
			continue;
		markup_text(markup, before);
		markup_text(markup, text_mode_name(settings->html_case->modes[mode].result->mode));
		before = ", ";
	}
	markup_end(markup);
}

static void settings_write_row(struct markup *markup, const struct settings *settings, const struct settings_row *row)
{
	markup_begin(markup, "tr");
	markup_element(markup, "td", NULL, settings_host(row));
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_text(markup, row->name);
	markup_end(markup);
	markup_begin(markup, "td");
	markup_text(markup, row->value);
	settings_write_whose(markup, settings, row, NULL);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void settings_write_table(struct markup *markup, const struct settings *settings)
{
	const char *const heads[] = {TEXT_HOST, TEXT_NAME, TEXT_VALUE};
	size_t i;

	markup_open_class(markup, "div", "scroll");
	markup_open_class(markup, "table", "settings");
	markup_element(markup, "caption", NULL, TEXT_MATTER);
	html_head_write(markup, heads, sizeof(heads) / sizeof(heads[0]));
	markup_begin(markup, "tbody");
	markup_line(markup);
	for (i = 0; i < settings->count; i++)
		if (settings->rows[i].matters)
			settings_write_row(markup, settings, &settings->rows[i]);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

/* A line each, of both hosts where none is named: every lesson has them, and a table of them was a fifteenth of a report. */
static void settings_write_lines(struct markup *markup, const struct settings *settings)
{
	size_t i;

	markup_begin(markup, "pre");
	markup_attribute(markup, "tabindex", "0");
	for (i = 0; i < settings->count; i++) {
		const struct settings_row *row = &settings->rows[i];

		if (row->matters)
			continue;
		markup_text(markup, row->name);
		markup_text(markup, " = ");
		markup_text(markup, row->value);
		settings_write_whose(markup, settings, row, row->hosts == SETTINGS_BOTH ? NULL : settings_host(row));
		markup_text(markup, "\n");
	}
	markup_end(markup);
	markup_line(markup);
}

static void settings_write(struct markup *markup, const struct settings *settings)
{
	bool differ = false;
	size_t i;

	for (i = 0; i < settings->count; i++)
		differ = differ || settings->rows[i].modes != settings->known;
	html_section_begin(markup, "section", "machine", "settings", TEXT_TITLE);
	markup_line(markup);
	if (differ)
		markup_element(markup, "p", "muted", TEXT_DIFFER);
	if (settings->matter > 0)
		settings_write_table(markup, settings);
	if (settings->matter < settings->count) {
		markup_open_class(markup, "details", "more");
		markup_begin(markup, "summary");
		markup_textf(markup, settings->matter > 0 ? TEXT_REST : TEXT_SETTINGS, settings->count - settings->matter);
		markup_end(markup);
		markup_element(markup, "p", "muted", TEXT_HOSTS);
		settings_write_lines(markup, settings);
		markup_end(markup);
		markup_line(markup);
	}
	markup_end(markup);
	markup_line(markup);
}

void html_settings_write(struct markup *markup, const struct html_case *html_case)
{
	struct settings settings = {.arena = arena_new(), .html_case = html_case};

	html_settings_join(&settings);
	if (settings.count > 0)
		settings_write(markup, &settings);
	arena_free(settings.arena);
}
