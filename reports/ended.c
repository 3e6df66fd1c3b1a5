/* SPDX-License-Identifier: BSD-2-Clause */
/* A program's end and last words, as plain text below what was found. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/names/names.h"
#include "reports/ended.h"
#include "reports/text.h"

#define TEXT_SIGNAL _("the program '%s' died of signal %d (%s) before the page was over")
#define TEXT_EXIT _("the program '%s' ended by itself, with exit status %d, before the page was over")
#define TEXT_EXIT_LATE _("the program '%s' ended with exit status %d when the page was over")
#define TEXT_RUNNING _("the program '%s' ran to the end")
#define TEXT_WROTE _("; what it wrote last:")

#define ENDED_LINES_MOST 8     /* a traceback's end is what tells */
#define ENDED_BYTES_MOST 2000

bool ended_by_itself(const struct process_record *process)
{
	return !process->ended_by_us && (process->exit_signal > 0 || process->exit_status >= 0);
}

static void ended_add_how(struct str *str, const struct process_record *process)
{
	struct str name;

	str_init(&name);
	text_add_line(&name, process->name);
	if (process->ended_by_us && process->exit_status > 0 && process->exit_status < 128) {
		/* Told to end, most die of that, which a shell tells as 128 and more: this one may have been about to end anyway. */
		str_addf(str, TEXT_EXIT_LATE, str_text(&name), process->exit_status);
	} else if (!ended_by_itself(process)) {
		str_addf(str, TEXT_RUNNING, str_text(&name));
	} else if (process->exit_signal > 0) {
		const char *signal = names_of(NAMES_SIGNAL, process->exit_signal);

		str_addf(str, TEXT_SIGNAL, str_text(&name), process->exit_signal, signal ? signal : "?");
	} else {
		str_addf(str, TEXT_EXIT, str_text(&name), process->exit_status);
	}
	str_free(&name);
}

/* Where its last lines begin. */
static const char *ended_last_lines(const char *output, size_t *length)
{
	const char *end = output + *length, *at;
	int lines = 0;

	while (end > output && end[-1] == '\n')
		end--;
	for (at = end; at > output && end - at < ENDED_BYTES_MOST; at--)
		if (at[-1] == '\n' && ++lines == ENDED_LINES_MOST)
			break;
	*length = (size_t)(end - at);
	return at;
}

static void ended_add_output(struct str *str, const struct process_record *process, const char *indent)
{
	size_t length = process->output_length;
	const char *at = ended_last_lines(process->output, &length), *end = at + length;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t line = newline ? (size_t)(newline - at) : (size_t)(end - at);

		str_addf(str, "%s  | ", indent);
		text_add_clean(str, at, line);
		str_add(str, "\n");
		at += line + 1;
	}
}

void ended_add(struct str *str, const struct evidence *evidence, const char *indent)
{
	size_t i;

	for (i = 0; evidence && i < evidence->process_count; i++) {
		const struct process_record *process = &evidence->processes[i];
		bool wrote = process->output && process->output_length > 0;

		if (!ended_by_itself(process) && !wrote)
			continue;
		str_add(str, indent);
		ended_add_how(str, process);
		if (wrote)
			str_add(str, TEXT_WROTE);
		str_add(str, "\n");
		if (wrote)
			ended_add_output(str, process, indent);
	}
}
