/* SPDX-License-Identifier: BSD-2-Clause */
/* Asking about a fake play: its steps, and its verdict. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/judge/judge.h"
#include "tests/unit/fake_play.h"

const struct step *fake_step(const struct fake *fake, const char *contains)
{
	const char *at = strstr(fake->text, contains);
	int line = 1;

	ck_assert_msg(at != NULL, "no line has \"%s\"", contains);
	for (const char *before = fake->text; before < at; before++)
		line += *before == '\n';
	for (size_t i = 0; i < fake->page->step_count; i++)
		if (fake->page->steps[i].where.line == line)
			return &fake->page->steps[i];
	ck_abort_msg("no step has \"%s\"", contains);
}

void fake_delay(struct fake *fake, const struct step_record *first, int64_t late_ns)
{
	struct evidence *evidence = fake->evidence;

	for (size_t i = (size_t)(first - evidence->steps); i < evidence->step_count; i++) {
		struct step_record *record = &evidence->steps[i];

		record->begin_ns += late_ns;
		record->end_ns += late_ns;
		if (record->call == NULL)
			continue;
		record->call->enter_ns += late_ns;
		if (record->call->exit_ns >= 0)
			record->call->exit_ns += late_ns;
	}
	evidence->end_ns += late_ns;
}

struct step_record *fake_record(const struct fake *fake, const char *contains)
{
	return &fake->evidence->steps[fake_step(fake, contains)->index];
}

struct result *fake_judge(struct fake *fake)
{
	return judge_case(fake->page, fake->evidence, NULL);
}

struct result *fake_judge_baseline(struct fake *fake, const char *table)
{
	struct err err;
	struct baseline *baseline;
	struct result *result;

	err_init(&err);
	baseline = baseline_parse("table", table, strlen(table), &err);
	ck_assert_msg(baseline != NULL, "%s", err.text);
	result = judge_case(fake->page, fake->evidence, baseline);
	baseline_free(baseline);
	return result;
}

struct result *fake_judge_text(struct fake *fake, const char *text)
{
	struct diagnostics list;
	struct case_page *page;
	struct result *result;

	diagnostics_init(&list);
	page = case_parse("page.md", "page", text, strlen(text), &list);
	if (list.errors > 0)
		diagnostics_print(&list, "page.md", text, stderr);
	ck_assert_msg(list.errors == 0, "the changed page is broken");
	diagnostics_free(&list);
	fake->evidence->page = text;
	fake->evidence->page_length = strlen(text);
	result = judge_case(page, fake->evidence, NULL);
	fake->evidence->page = fake->text;
	fake->evidence->page_length = strlen(fake->text);
	case_free(page);
	return result;
}

const struct finding *fake_finding(const struct result *result, int line)
{
	for (size_t i = 0; i < result->finding_count; i++)
		if (result->findings[i].line == line)
			return &result->findings[i];
	return NULL;
}

char *fake_replace(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	struct str str;

	ck_assert_msg(at != NULL, "there is no \"%s\" to change", from);
	str_init(&str);
	str_add_bytes(&str, text, (size_t)(at - text));
	str_add(&str, to);
	str_add(&str, at + strlen(from));
	return str.text;
}
