/* SPDX-License-Identifier: BSD-2-Clause */
/* The walk through a page's steps, and the changes of what is neither a value nor a packet. */
#include "config.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/clock.h"
#include "tests/mutants/mutant.h"

static size_t offset_of(const struct case_page *page, int line, int column)
{
	size_t at = 0;

	for (int i = 1; i < line; i++)
		at = (size_t)(strchr(page->text + at, '\n') - page->text) + 1;
	return at + (size_t)column - 1;
}

static char *copy(const char *text, size_t length)
{
	char *made = strndup(text, length);

	if (made == NULL)
		abort();
	return made;
}

char *mutant_source(const struct mutants *mutants, const struct where *where)
{
	size_t begin = offset_of(mutants->page, where->line, where->column);

	return copy(mutants->page->text + begin,
		offset_of(mutants->page, where->end_line, where->end_column) + 1 - begin);
}

struct where mutant_span(const struct where *from, const struct where *to)
{
	return (struct where){ from->line, from->column, to->end_line, to->end_column };
}

struct mutant *mutant_add(struct mutants *mutants, const struct step *step, const struct where *where, const char *what,
	const char *format, ...)
{
	struct mutant *mutant;
	va_list arguments;

	if (mutants->count == mutants->capacity) {
		mutants->capacity = mutants->capacity == 0 ? 64 : mutants->capacity * 2;
		mutants->items = realloc(mutants->items, mutants->capacity * sizeof(*mutants->items));
		if (mutants->items == NULL)
			abort();
	}
	mutant = &mutants->items[mutants->count++];
	*mutant = (struct mutant){ .step = step, .where = *where, .what = what, .drops = -1 };
	mutant->begin = offset_of(mutants->page, where->line, where->column);
	mutant->end = offset_of(mutants->page, where->end_line, where->end_column) + 1;
	mutant->from = copy(mutants->page->text + mutant->begin, mutant->end - mutant->begin);
	va_start(arguments, format);
	if (vasprintf(&mutant->to, format, arguments) < 0)
		abort();
	va_end(arguments);
	return mutant;
}

char *mutant_text(const struct mutants *mutants, const struct mutant *mutant, size_t *length)
{
	const struct case_page *page = mutants->page;
	size_t added = strlen(mutant->to);
	char *text = malloc(page->length + added + 1);

	if (text == NULL)
		abort();
	memcpy(text, page->text, mutant->begin);
	memcpy(text + mutant->begin, mutant->to, added);
	memcpy(text + mutant->begin + added, page->text + mutant->end, page->length - mutant->end);
	*length = page->length + added - (mutant->end - mutant->begin);
	text[*length] = '\0';
	return text;
}

void mutants_free(struct mutants *mutants)
{
	for (size_t i = 0; i < mutants->count; i++) {
		free(mutants->items[i].from);
		free(mutants->items[i].to);
	}
	free(mutants->items);
	*mutants = (struct mutants){0};
}

/* ---- calls ---- */

static bool lists_error(const struct step *step, const char *name)
{
	for (size_t i = 0; i < step->result_count; i++)
		if (step->results[i].error != NULL && strcmp(step->results[i].error, name) == 0)
			return true;
	return false;
}

static const char *other_error(const struct step *step)
{
	static const char *const names[] = { "EPIPE", "ECONNRESET", "EINVAL" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!lists_error(step, names[i]))
			return names[i];
	return "EIO";
}

/* Where several results will do, a change of one of them proves nothing: all of them go. */
static void mutant_results(struct mutants *mutants, const struct step *step)
{
	const struct result_pattern *first = &step->results[0];
	struct where all = mutant_span(&first->where, &step->results[step->result_count - 1].where);

	if (step->result_count == 0)
		return;
	if (step->result_count > 1) {
		mutant_add(mutants, step, &all, "all results", "-1 %s", other_error(step));
		return;
	}
	if (first->error != NULL) {
		mutant_add(mutants, step, &first->error_where, "the errno", "%s", other_error(step));
		mutant_add(mutants, step, &all, "the failure", "0");
		return;
	}
	if (first->value->kind == NODE_NAME) {
		mutant_add(mutants, step, &all, "the result", "(%s + 1)", first->value->text)->may_bind = true;
		mutant_add(mutants, step, &all, "the success", "-1 EPIPE")->may_bind = true;
		return;
	}
	if (first->value->kind == NODE_ANY)
		return;
	mutant_number(mutants, step, first->value, "the result");
	mutant_add(mutants, step, &all, "the success", "-1 EPIPE");
}

/* The first socket that the call looks at, for a set in which there is none. */
static const struct node *any_socket(const struct step *step)
{
	for (size_t i = 1; i < step->argument_count; i++)
		if (step->arguments[i]->kind == NODE_ARRAY && step->arguments[i]->count > 0)
			return step->arguments[i]->items[0];
	return NULL;
}

static void mutant_sets(struct mutants *mutants, const struct step *step)
{
	for (size_t i = 0; step->extra_count > 0 && i < step->extras[0]->count; i++) {
		const struct node *set = step->extras[0]->items[i], *other = any_socket(step);
		char *source;

		if (set->kind != NODE_ARRAY)
			continue;
		if (set->count > 0) {
			mutant_add(mutants, step, &set->where, "the set", "[]");
		} else if (other != NULL) {
			source = mutant_source(mutants, &other->where);
			mutant_add(mutants, step, &set->where, "the set", "[%s]", source);
			free(source);
		}
	}
}

static void mutant_within(struct mutants *mutants, const struct step *step)
{
	char *source = mutant_source(mutants, &step->where), *word = strstr(source, " within ");
	struct where where = step->where;
	size_t length;

	if (step->within_ns > 0 && word != NULL && strchr(source, '\n') == NULL) {
		length = strlen(" within ");
		where.column += (int)((size_t)(word - source) + length);
		where.end_column = where.column + (int)strcspn(word + length, " \t&") - 1;
		mutant_add(mutants, step, &where, "the time", "1ns");
	}
	free(source);
}

static void mutant_call(struct mutants *mutants, const struct step *step)
{
	mutant_results(mutants, step);
	for (size_t i = 0; i < step->argument_count; i++)
		mutant_argument(mutants, step, i);
	mutant_sets(mutants, step);
	mutant_within(mutants, step);
}

/* ---- the other steps ---- */

/* Without its line, the signal is one that the call above raised unlisted. */
static void mutant_signal(struct mutants *mutants, const struct step *step)
{
	const struct step *call = step;
	struct mutant *mutant;

	while (call->index > 0 && call->kind == STEP_SIGNAL)
		call--;
	mutant_add(mutants, step, &step->name_where, "the signal",
		strcmp(step->name, "SIGURG") == 0 ? "SIGPIPE" : "SIGURG");
	mutant = mutant_add(mutants, call, &step->where, "the signal", "%s", "");
	mutant->drops = step->index;
}

static void mutant_count(struct mutants *mutants, const struct step *step)
{
	const struct where *where = &step->count_where;

	if (step->count_from == step->count_to)
		mutant_add(mutants, step, where, "the count", "%" PRId64, step->count_from + 1);
	else if (step->count_to == INT64_MAX)
		mutant_add(mutants, step, where, "the count", "1000000..");
	else
		mutant_add(mutants, step, where, "the count", "%" PRId64 "..%" PRId64, step->count_to + 1,
			step->count_to + 3);
}

static void mutant_assert(struct mutants *mutants, const struct step *step)
{
	char *source;
	struct where where = step->where;

	/* An expression's place may leave out brackets around it: all behind the word is meant. */
	where.column += (int)strlen("assert");
	source = mutant_source(mutants, &where);
	mutant_add(mutants, step, &where, "the assertion", " !(%s)", source);
	free(source);
}

/* The first absolute time of a page only gives its moment a number. */
static bool mutant_is_first(const struct mutants *mutants, const struct step *step)
{
	for (int i = 0; i < step->index; i++)
		if (mutants->page->steps[i].time.kind == TIME_ABSOLUTE)
			return false;
	return step->time.kind == TIME_ABSOLUTE;
}

/* A time in front of a packet line; in front of others it says when to play, not what to expect. */
static void mutant_time(struct mutants *mutants, const struct step *step)
{
	struct where where = step->where;
	char *source;
	const char *sign = step->time.kind == TIME_RELATIVE ? "+" : "";
	int64_t from = step->time.from_ns, to = step->time.to_ns;

	if (step->time.kind == TIME_NONE || mutant_is_first(mutants, step))
		return;
	source = mutant_source(mutants, &where);
	where.end_line = where.line;
	where.end_column = where.column + (int)strcspn(source, " \t") - 1;
	free(source);
	if (from == to && from > 0)
		mutant_add(mutants, step, &where, "the time", "%s%" PRId64 "us", sign, 3 * from / NS_PER_US);
	else if (from == to)
		mutant_add(mutants, step, &where, "the time", "%s2", sign);
	else
		mutant_add(mutants, step, &where, "the time", "%s%" PRId64 "us~%s%" PRId64 "us", sign,
			2 * to / NS_PER_US, sign, 3 * to / NS_PER_US);
}

void mutants_make(struct mutants *mutants, const struct case_page *page)
{
	*mutants = (struct mutants){ .page = page };
	for (size_t i = 0; i < page->step_count; i++) {
		const struct step *step = &page->steps[i];

		switch (step->kind) {
		case STEP_CALL:
			mutant_call(mutants, step);
			break;
		case STEP_SIGNAL:
			mutant_signal(mutants, step);
			break;
		case STEP_ASSERT:
			mutant_assert(mutants, step);
			break;
		case STEP_PACKET:
			mutant_time(mutants, step);
			mutant_packet(mutants, step);
			break;
		case STEP_EXPECT:
			mutant_count(mutants, step);
			break;
		case STEP_SILENCE:
		case STEP_BLOCKED: /* what would come later than the play looked cannot be told from it */
		case STEP_LAUNCH:
		case STEP_PEER:
		case STEP_WAIT:
		case STEP_ANY_PACKETS:
		case STEP_SYSCTL:
		case STEP_CAPABLE:
		case STEP_WIRE:
			break;
		}
	}
}
