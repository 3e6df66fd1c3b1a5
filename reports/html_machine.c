/* SPDX-License-Identifier: BSD-2-Clause */
/* What surrounded a play: its captures, the settings in force, and what servers and actors printed. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/evidence/evidence.h"
#include "reports/ended.h"
#include "reports/html.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_CAPTURES _("Captures:")
#define TEXT_NO_CAPTURE_CLIENT _("no capture of the client: %s")
#define TEXT_NO_CAPTURE_SERVER _("no capture of the server: %s")
#define TEXT_INCOMPLETE _("(incomplete)")
#define TEXT_MATTER _("Settings that this page speaks of, as they were when it began")
#define TEXT_SETTINGS _("All settings in force (%zu)")
#define TEXT_REST _("The other settings in force (%zu)")
#define TEXT_HOST _("Host")
#define TEXT_NAME _("Setting")
#define TEXT_VALUE _("Value")
#define TEXT_CLIENT _("client")
#define TEXT_SERVER _("server")
#define TEXT_BOTH _("both")
#define TEXT_RUNNING _("%s: ran until the play ended it")
#define TEXT_SIGNAL _("%s: died of signal %d")
#define TEXT_EXIT _("%s: ended by itself with status %d")
#define TEXT_PRINTED _("It printed %zu bytes:")
#define TEXT_SILENT _("It printed nothing.")
#define TEXT_CUT _("It printed more than what is kept.")

#define MACHINE_SETTINGS_MOST 500
#define MACHINE_PROCESSES_MOST 50

/* Letters, digits and underscores go on with a name. */
static bool machine_is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* True where the page sets the setting, or where its words name it, wholly or by its last part. */
static bool machine_matters(const struct evidence *evidence, const struct setting_record *setting)
{
	const char *dot = strrchr(setting->name, '.');
	const char *name = dot ? dot + 1 : setting->name;
	const char *at = evidence->page;
	size_t length = strlen(name);

	while (at && length > 0 && (at = strstr(at, name)) != NULL) {
		if ((at == evidence->page || !machine_is_name(at[-1])) && !machine_is_name(at[length]))
			return strchr(name, '_') != NULL || (at > evidence->page && at[-1] == '.');
		at += length;
	}
	return false;
}

/* The same setting of the other host, where it has the same value: one row says both. NULL. */
static const struct setting_record *machine_find_twin(const struct evidence *evidence, size_t index)
{
	const struct setting_record *setting = &evidence->settings[index];
	size_t i;

	for (i = 0; i < evidence->setting_count; i++) {
		if (i != index && evidence->settings[i].host != setting->host &&
		    strcmp(evidence->settings[i].name, setting->name) == 0 &&
		    strcmp(evidence->settings[i].value, setting->value) == 0)
			return &evidence->settings[i];
	}
	return NULL;
}

static void machine_write_setting(struct markup *markup, const struct evidence *evidence, size_t index)
{
	const struct setting_record *setting = &evidence->settings[index];
	const struct setting_record *twin = machine_find_twin(evidence, index);

	if (twin && twin < setting)
		return;
	markup_begin(markup, "tr");
	markup_element(markup, "td", NULL, twin ? TEXT_BOTH : setting->host == 0 ? TEXT_CLIENT : TEXT_SERVER);
	markup_begin(markup, "th");
	markup_attribute(markup, "scope", "row");
	markup_attribute(markup, "class", "name");
	markup_text(markup, setting->name);
	markup_end(markup);
	markup_element(markup, "td", "value", setting->value);
	markup_end(markup);
	markup_line(markup);
}

static void machine_write_table(struct markup *markup, const struct evidence *evidence, const char *caption, bool matter)
{
	const char *const heads[] = {TEXT_HOST, TEXT_NAME, TEXT_VALUE};
	size_t i;

	markup_open_class(markup, "div", "scroll");
	markup_open_class(markup, "table", "settings");
	if (caption)
		markup_element(markup, "caption", NULL, caption);
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
		if (machine_matters(evidence, &evidence->settings[i]) == matter)
			machine_write_setting(markup, evidence, i);
	}
	markup_end(markup);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

static void machine_write_settings(struct markup *markup, const struct evidence *evidence)
{
	size_t i, matter = 0;

	for (i = 0; i < evidence->setting_count && i < MACHINE_SETTINGS_MOST; i++)
		matter += machine_matters(evidence, &evidence->settings[i]);
	if (matter > 0)
		machine_write_table(markup, evidence, TEXT_MATTER, true);
	if (matter == evidence->setting_count)
		return;
	markup_open_class(markup, "details", "more");
	markup_begin(markup, "summary");
	markup_textf(markup, matter > 0 ? TEXT_REST : TEXT_SETTINGS, evidence->setting_count - matter);
	markup_end(markup);
	machine_write_table(markup, evidence, NULL, false);
	markup_end(markup);
	markup_line(markup);
}

static void machine_write_end(struct markup *markup, const struct process_record *process)
{
	const char *name = text_or_empty(process->name);

	if (process->exit_signal > 0 && !process->ended_by_us)
		markup_textf(markup, TEXT_SIGNAL, name, process->exit_signal);
	else if (process->ended_by_us || process->exit_status < 0)
		markup_textf(markup, TEXT_RUNNING, name);
	else
		markup_textf(markup, TEXT_EXIT, name, process->exit_status);
}

static void machine_write_process(struct markup *markup, const struct process_record *process)
{
	markup_open_class(markup, "details", "more");
	/* Why it ended stands in what it wrote. */
	markup_attribute(markup, "open", ended_by_itself(process) && process->output_length > 0 ? "open" : NULL);
	markup_begin(markup, "summary");
	machine_write_end(markup, process);
	markup_end(markup);
	markup_begin(markup, "p");
	markup_element(markup, "code", NULL, process->command);
	markup_end(markup);
	if (process->output && process->output_length > 0) {
		markup_open_class(markup, "p", "muted");
		markup_textf(markup, TEXT_PRINTED, process->output_length);
		markup_end(markup);
		markup_begin(markup, "pre");
		markup_attribute(markup, "tabindex", "0");
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

	machine_write_settings(markup, evidence);
	for (i = 0; i < evidence->process_count && i < MACHINE_PROCESSES_MOST; i++)
		machine_write_process(markup, &evidence->processes[i]);
}

static void machine_write_link(struct markup *markup, const char *link, const char *name)
{
	markup_begin(markup, "a");
	markup_attribute(markup, "href", link);
	markup_attribute(markup, "download", name);
	markup_text(markup, name);
	markup_end(markup);
}

static void machine_write_capture(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct result *result, const struct capture_record *capture, bool client)
{
	const char *link;

	if (!capture->present) {
		if (client)
			markup_textf(markup, TEXT_NO_CAPTURE_CLIENT, text_or_empty(capture->reason));
		else
			markup_textf(markup, TEXT_NO_CAPTURE_SERVER, text_or_empty(capture->reason));
		return;
	}
	link = capture->file ? html_link_evidence(html, html_case, result, capture->file) : NULL;
	if (link)
		machine_write_link(markup, link, capture->file);
	else
		markup_text(markup, capture->file ? capture->file : client ? TEXT_CLIENT : TEXT_SERVER);
	if (!capture->complete) {
		markup_text(markup, " ");
		markup_text(markup, TEXT_INCOMPLETE);
	}
}

void html_captures_write(struct markup *markup, const struct html *html, const struct html_case *html_case,
	const struct result *result, const struct evidence *evidence)
{
	const char *link;
	int host;

	markup_open_class(markup, "p", "captures");
	markup_text(markup, TEXT_CAPTURES);
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		markup_text(markup, host == 0 ? " " : ", ");
		machine_write_capture(markup, html, html_case, result, &evidence->captures[host], host == 0);
	}
	link = html_link_evidence(html, html_case, result, "evidence.json");
	if (link) {
		markup_text(markup, ", ");
		machine_write_link(markup, link, "evidence.json");
	}
	markup_end(markup);
	markup_line(markup);
}
