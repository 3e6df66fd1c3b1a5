/* SPDX-License-Identifier: BSD-2-Clause */
/* What surrounded a play: its captures, and what servers and actors printed. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/evidence/evidence.h"
#include "reports/ended.h"
#include "reports/html.h"
#include "reports/html_record.h"
#include "reports/markup.h"
#include "reports/sentence.h"
#include "reports/text.h"

#define TEXT_CAPTURES _("Captures:")
#define TEXT_NO_CAPTURE_CLIENT _("no capture of the client: %s")
#define TEXT_NO_CAPTURE_SERVER _("no capture of the server: %s")
#define TEXT_INCOMPLETE _("(incomplete)")
#define TEXT_CLIENT _("client")
#define TEXT_SERVER _("server")
#define TEXT_RUNNING _("%s: ran until the play ended it")
#define TEXT_SIGNAL _("%s: died of signal %d")
#define TEXT_EXIT _("%s: ended by itself with status %d")
#define TEXT_PRINTED _("It printed %zu bytes:")
#define TEXT_SILENT _("It printed nothing.")
#define TEXT_CUT _("It printed more than what is kept.")

#define MACHINE_PROCESSES_MOST 50

static void machine_write_end(struct markup *markup, const struct process_record *process)
{
	struct arena *arena = arena_new();
	const char *name = sentence_say(arena, SENTENCE_FIELD, text_or_empty(process->name));

	if (process->exit_signal > 0 && !process->ended_by_us)
		markup_textf(markup, TEXT_SIGNAL, name, process->exit_signal);
	else if (process->ended_by_us || process->exit_status < 0)
		markup_textf(markup, TEXT_RUNNING, name);
	else
		markup_textf(markup, TEXT_EXIT, name, process->exit_status);
	arena_free(arena);
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
		markup_text(markup, host == 0 ? " " : _(", "));
		machine_write_capture(markup, html, html_case, result, &evidence->captures[host], host == 0);
	}
	link = html_link_evidence(html, html_case, result, "evidence.json");
	if (link) {
		markup_text(markup, _(", "));
		machine_write_link(markup, link, "evidence.json");
	}
	markup_end(markup);
	markup_line(markup);
}
