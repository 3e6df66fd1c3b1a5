/* SPDX-License-Identifier: BSD-2-Clause */
/* The calls of a ladder: in which lane each stands, and its text. */
#include "config.h"

#include <stdlib.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/judge/verdict.h"
#include "reports/ladder/ladder_parts.h"
#include "reports/text.h"

#define CALLS_BYTES_MOST 16 /* shown of a buffer */
#define CALLS_VALUE_MOST 48 /* of a structure or list, when it is written */

/* The lowest lane in which nothing of this host stands at that time. */
static void calls_find_lanes(struct ladder_maker *maker)
{
	struct ladder *ladder = maker->ladder;
	int64_t *free_ns = arena_array(maker->arena, EVIDENCE_HOSTS * (ladder->call_count + 1), sizeof(*free_ns));
	size_t i;

	for (i = 0; i < ladder->call_count; i++) {
		struct ladder_call *call = &ladder->calls[i];
		int64_t *lanes = &free_ns[(size_t)call->record->host * (ladder->call_count + 1)];

		for (call->lane = 0; lanes[call->lane] > call->enter_ns; call->lane++)
			;
		lanes[call->lane] = call->exit_ns >= 0 ? call->exit_ns : INT64_MAX;
	}
}

/* A value; of a long list or structure the beginning. */
static void calls_add_value(struct str *str, const struct value *value)
{
	size_t before = str->length, cut;
	char close;

	value_print(str, value, CALLS_BYTES_MOST);
	if (str->length - before <= CALLS_VALUE_MOST)
		return;
	close = str->text[str->length - 1];
	for (cut = before + CALLS_VALUE_MOST - 8; cut > before && str->text[cut] != ' '; cut--)
		;
	if ((close != '}' && close != ']') || cut == before)
		return;
	str->text[str->length = cut + 1] = '\0';
	str_addf(str, "...%c", close);
}

static const char *calls_text(const struct ladder_maker *maker, const struct call_record *call)
{
	const char *copy;
	struct str text;
	size_t i;

	str_init(&text);
	str_addf(&text, "%s(", text_or_empty(call->name));
	for (i = 0; i < call->argument_count; i++) {
		if (i > 0)
			str_add(&text, ", ");
		if (call->arguments[i])
			calls_add_value(&text, call->arguments[i]);
	}
	str_add(&text, ")");
	if (call->exit_ns >= 0 && !call->failure)
		str_addf(&text, " = %lld", (long long)call->result);
	if (call->exit_ns >= 0 && call->error)
		str_addf(&text, " %s", call->error);
	for (i = 0; i < call->signal_count; i++)
		str_addf(&text, " --- %s ---", call->signals[i]);
	copy = arena_strdup(maker->arena, str_text(&text));
	str_free(&text);
	return copy;
}

static int calls_compare(const void *a, const void *b)
{
	const struct ladder_call *left = a, *right = b;

	if (left->enter_ns != right->enter_ns)
		return left->enter_ns < right->enter_ns ? -1 : 1;
	return left->line < right->line ? -1 : left->line > right->line;
}

static bool calls_is_bad(const struct ladder_maker *maker, size_t step)
{
	size_t i;

	for (i = 0; i < maker->result->finding_count; i++) {
		if (maker->result->findings[i].step == (int)step)
			return true;
	}
	return false;
}

void ladder_calls_make(struct ladder_maker *maker)
{
	const struct evidence *evidence = maker->evidence;
	struct ladder *ladder = maker->ladder;
	size_t i;

	ladder->calls = arena_array(maker->arena, evidence->step_count + 1, sizeof(*ladder->calls));
	for (i = 0; i < evidence->step_count; i++) {
		const struct call_record *record = evidence->steps[i].call;

		if (!record || record->enter_ns < 0 || record->host < 0 || record->host >= EVIDENCE_HOSTS)
			continue;
		ladder->calls[ladder->call_count++] = (struct ladder_call){.record = record,
			.enter_ns = record->enter_ns, .exit_ns = record->exit_ns, .line = evidence->steps[i].line,
			.text = calls_text(maker, record), .bad = calls_is_bad(maker, i)};
	}
	if (ladder->call_count > 0)
		qsort(ladder->calls, ladder->call_count, sizeof(*ladder->calls), calls_compare);
	ladder_sockets_find(maker);
	calls_find_lanes(maker);
}
