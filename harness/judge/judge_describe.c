/* SPDX-License-Identifier: BSD-2-Clause */
/* What is known of the steps before any is judged: how they are written, and whether they expect anything. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/judge/context.h"

/* The statement as written, over several lines or not, with single blanks. */
static const char *step_source(struct judge *judge, const struct step *step)
{
	const struct case_page *page = judge->page;
	const char *at = page->text, *end = page->text + page->length;
	struct str str;
	bool blank = false, comment = false, quoted = false;

	for (int line = 1; at < end && line < step->where.line; at++)
		line += *at == '\n';
	str_init(&str);
	at += step->where.column - 1;
	for (int line = step->where.line, column = step->where.column; at < end &&
		(line < step->where.end_line || (line == step->where.end_line &&
		column <= step->where.end_column)); at++, column++) {
		if (*at == '"' && !comment && (str.length == 0 || str.text[str.length - 1] != '\\'))
			quoted = !quoted;
		if (*at == '#' && !quoted)
			comment = true;
		if (*at == '\n') {
			line++;
			column = 0;
			comment = quoted = false;
		}
		if (!quoted && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')) {
			blank = true;
			continue;
		}
		if (comment)
			continue;
		if (blank && str.length > 0)
			str_add(&str, " ");
		blank = false;
		str_add_bytes(&str, at, 1);
	}
	return judge_take(judge, &str);
}

static bool step_expects(const struct step *step)
{
	switch (step->kind) {
	case STEP_CALL:
		if (step->within_ns > 0 || step->extra_count > 0)
			return true;
		for (size_t i = 0; i < step->result_count; i++)
			if (step->results[i].error != NULL || (step->results[i].value != NULL &&
				step->results[i].value->kind != NODE_ANY))
				return true;
		return false;
	case STEP_SIGNAL:
	case STEP_BLOCKED:
	case STEP_ASSERT:
	case STEP_PACKET:
	case STEP_EXPECT:
	case STEP_SILENCE:
		return true;
	case STEP_LAUNCH:
	case STEP_PEER:
	case STEP_WAIT:
	case STEP_ANY_PACKETS:
	case STEP_SYSCTL:
	case STEP_CAPABLE:
	case STEP_WIRE:
		return false;
	}
	return false;
}

void judge_describe_steps(struct judge *judge)
{
	const struct case_page *page = judge->page;
	struct result *result = judge->result;

	result->steps = arena_array(judge->arena, page->step_count + 1, sizeof(*result->steps));
	result->step_count = page->step_count;
	for (size_t i = 0; i < page->step_count; i++) {
		const struct step *step = &page->steps[i];

		result->steps[i] = (struct step_verdict){ .line = step->where.line,
			.end_line = step->where.end_line, .fence = step->fence,
			.source = step_source(judge, step), .expects = step_expects(step),
			.begin_ns = -1, .end_ns = -1,
			.host = step->kind == STEP_EXPECT || step->kind == STEP_WIRE ? -1 : (int)step->host };
	}
}
