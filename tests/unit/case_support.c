/* SPDX-License-Identifier: BSD-2-Clause */
/* Parsing of pages for tests. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/case_support.h"

struct parsed parsed_page(const char *text)
{
	struct parsed parsed = { .text = strdup(text) };
	size_t size;
	FILE *out = open_memstream(&parsed.messages, &size);

	ck_assert_ptr_nonnull(out);
	diagnostics_init(&parsed.list);
	parsed.page = case_parse("page.md", "page", text, strlen(text), &parsed.list);
	ck_assert_ptr_nonnull(parsed.page);
	diagnostics_print(&parsed.list, "page.md", text, out);
	fclose(out);
	return parsed;
}

struct parsed parsed_script(const char *script)
{
	struct parsed parsed;
	char *text;

	ck_assert_int_gt(asprintf(&text, "# A page\n\n```sockspec\n%s```\n", script), 0);
	parsed = parsed_page(text);
	free(text);
	return parsed;
}

struct parsed parsed_good(const char *script)
{
	struct parsed parsed = parsed_script(script);

	ck_assert_msg(parsed.list.count == 0, "%s", parsed.messages);
	return parsed;
}

void parsed_free(struct parsed *parsed)
{
	case_free(parsed->page);
	diagnostics_free(&parsed->list);
	free(parsed->text);
	free(parsed->messages);
}
