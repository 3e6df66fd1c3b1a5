/* SPDX-License-Identifier: BSD-2-Clause */
/* One line on what actors wrote where nobody would have looked for it. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/verdict.h"
#include "reports/actor_words.h"
#include "reports/text.h"

#define TEXT_WROTE(count) lang_plural("the actor wrote on standard error in %d result, first in %s\n", \
	"the actor wrote on standard error in %d results, first in %s\n", (unsigned long)(count))

#define ACTOR_WORDS_BYTES_MOST 300

/* Names that pages give are one word. */
static bool actor_words_is_actor(const struct process_record *process)
{
	return strcmp(process->name, "client actor") == 0 || strcmp(process->name, "server actor") == 0;
}

static void actor_words_keep(struct str *str, const struct result *result, const struct process_record *process)
{
	const char *newline = memchr(process->output, '\n', process->output_length);
	size_t length = newline ? (size_t)(newline - process->output) : process->output_length;

	text_add_line(str, text_or_empty(result->case_id));
	str_add(str, " ");
	text_add_line(str, text_or_empty(result->mode));
	str_add(str, ": ");
	text_add_clean(str, process->output, length < ACTOR_WORDS_BYTES_MOST ? length : ACTOR_WORDS_BYTES_MOST);
}

void actor_words_look(struct actor_words *words, const struct result *result, const struct evidence *evidence)
{
	size_t i;

	for (i = 0; evidence != NULL && i < evidence->process_count; i++) {
		const struct process_record *process = &evidence->processes[i];

		if (!actor_words_is_actor(process) || process->output_length == 0)
			continue;
		if (words->results++ == 0)
			actor_words_keep(&words->first, result, process);
		return;
	}
}

void actor_words_add(const struct actor_words *words, struct str *str)
{
	if (words->results > 0)
		str_addf(str, TEXT_WROTE(words->results), words->results, str_text(&words->first));
}

void actor_words_free(struct actor_words *words)
{
	str_free(&words->first);
}
