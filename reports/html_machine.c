/* SPDX-License-Identifier: BSD-2-Clause */
/* What surrounded a play: its captures, the settings in force, and what servers and actors printed. */
#include "config.h"

#include "harness/evidence/evidence.h"
#include "reports/html.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CAPTURES "Captures: "
#define TEXT_NO_CAPTURE "no capture of the %s: %s"
#define TEXT_INCOMPLETE " (incomplete)"
#define TEXT_SETTINGS "Settings in force (%zu)"
#define TEXT_HOST "Host"
#define TEXT_NAME "Setting"
#define TEXT_VALUE "Value"
#define TEXT_RUNNING "ran until the play ended it"
#define TEXT_SIGNAL "died of signal %d"
#define TEXT_EXIT "ended by itself with status %d"
#define TEXT_SILENT "It printed nothing."
#define TEXT_CUT "It printed more than what is kept."

#define MACHINE_SETTINGS_MOST 500
#define MACHINE_PROCESSES_MOST 50

static void machine_write_settings(struct markup *markup, const struct evidence *evidence)
{
	static const char *const heads[] = {TEXT_HOST, TEXT_NAME, TEXT_VALUE};
	size_t i;

	if (evidence->setting_count == 0)
		return;
	markup_open_class(markup, "details", "more");
	markup_begin(markup, "summary");
	markup_textf(markup, TEXT_SETTINGS, evidence->setting_count);
	markup_end(markup);
	markup_open_class(markup, "div", "scroll");
	markup_open_class(markup, "table", "settings");
	markup_begin(markup, "thead");
	markup_begin(markup, "tr");
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		markup_begin(markup, "th");
		markup_attribute(markup, "scope", "col");
		markup_text(markup, heads[i]);
		markup_end(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_begin(markup, "tbody");
	for (i = 0; i < evidence->setting_count && i < MACHINE_SETTINGS_MOST; i++) {
		const struct setting_record *setting = &evidence->settings[i];

		markup_begin(markup, "tr");
		markup_element(markup, "td", NULL, setting->host == 0 ? "client" : "server");
		markup_element(markup, "td", "name", setting->name);
		markup_element(markup, "td", "value", setting->value);
		markup_end(markup);
		markup_line(markup);
	}
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void machine_write_end(struct markup *markup, const struct process_record *process)
{
	if (process->exit_signal > 0 && !process->ended_by_us)
		markup_textf(markup, TEXT_SIGNAL, process->exit_signal);
	else if (process->ended_by_us || process->exit_status < 0)
		markup_text(markup, TEXT_RUNNING);
	else
		markup_textf(markup, TEXT_EXIT, process->exit_status);
}

static void machine_write_process(struct markup *markup, const struct process_record *process)
{
	markup_open_class(markup, "details", "more");
	markup_begin(markup, "summary");
	markup_text(markup, text_or_empty(process->name));
	markup_text(markup, ": ");
	machine_write_end(markup, process);
	if (process->output_length > 0)
		markup_textf(markup, ", printed %zu bytes", process->output_length);
	markup_end(markup);
	markup_begin(markup, "p");
	markup_element(markup, "code", NULL, process->command);
	markup_end(markup);
	if (process->output && process->output_length > 0) {
		markup_begin(markup, "pre");
		markup_bytes(markup, process->output, process->output_length);
		markup_end(markup);
	} else {
		markup_element(markup, "p", "muted", TEXT_SILENT);
	}
	if (process->output_cut)
		markup_element(markup, "p", "muted", TEXT_CUT);
	markup_end(markup);
	markup_line(markup);
}

void html_machine_write(struct markup *markup, const struct evidence *evidence)
{
	size_t i;

	for (i = 0; i < evidence->process_count && i < MACHINE_PROCESSES_MOST; i++)
		machine_write_process(markup, &evidence->processes[i]);
	machine_write_settings(markup, evidence);
}

static void machine_write_link(struct markup *markup, const char *link, const char *name)
{
	markup_begin(markup, "a");
	markup_attribute(markup, "href", link);
	markup_text(markup, name);
	markup_end(markup);
}

void html_captures_write(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct result *result, const struct evidence *evidence)
{
	const char *separator = "";
	const char *link;
	int host;

	markup_open_class(markup, "p", "captures");
	markup_text(markup, TEXT_CAPTURES);
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		const struct capture_record *capture = &evidence->captures[host];

		markup_text(markup, separator);
		separator = ", ";
		if (!capture->present) {
			markup_textf(markup, TEXT_NO_CAPTURE, host == 0 ? "client" : "server",
				text_or_empty(capture->reason));
			continue;
		}
		link = capture->file ? html_link_evidence(html, html_case, result, capture->file) : NULL;
		if (link)
			machine_write_link(markup, link, capture->file);
		else
			markup_text(markup, capture->file ? capture->file : host == 0 ? "client" : "server");
		if (!capture->complete)
			markup_text(markup, TEXT_INCOMPLETE);
	}
	link = html_link_evidence(html, html_case, result, "evidence.json");
	if (link) {
		markup_text(markup, separator);
		machine_write_link(markup, link, "evidence.json");
	}
	markup_end(markup);
	markup_line(markup);
}
