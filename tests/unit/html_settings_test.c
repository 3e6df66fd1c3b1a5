/* SPDX-License-Identifier: BSD-2-Clause */
/* Settings of several modes in one table: each once, and with its modes where they differ. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/evidence/evidence.h"
#include "reports/html.h"
#include "reports/html_settings.h"
#include "reports/markup.h"
#include "tests/unit/reports_fixture.h"

#define MODES 3

/* Of three modes: rows end where there is no name. */
static char *settings_made(struct setting_record settings[MODES][6], const char *page)
{
	static const char *const names[MODES] = {"ipv4", "ipv6", "other"};
	struct arena *arena = arena_new();
	struct result results[MODES] = {0};
	struct html_mode modes[MODES] = {0};
	struct html_case html_case = {.modes = modes, .count = MODES};
	struct markup markup;
	struct err err;
	char *text;
	size_t i;

	err_init(&err);
	for (i = 0; i < MODES; i++) {
		struct evidence evidence = {.settings = settings[i]};

		while (evidence.setting_count < 6 && settings[i][evidence.setting_count].name)
			evidence.setting_count++;
		results[i].mode = names[i];
		modes[i] = (struct html_mode){.result = &results[i], .parts = HTML_NO_PARTS, .page = page};
		modes[i].parts.settings = html_settings_keep(arena, &evidence);
	}
	markup_open(&markup);
	html_settings_write(&markup, &html_case);
	text = markup_close(&markup, &err);
	ck_assert_ptr_nonnull(text);
	arena_free(arena);
	return text;
}

static size_t settings_count(const char *text, const char *word)
{
	size_t count = 0;

	while ((text = strstr(text, word)) != NULL) {
		count++;
		text++;
	}
	return count;
}

#define SETTINGS_ALIKE {{0, "net.a", "1"}, {0, "net.tcp_b", "2 3"}, {1, "net.a", "1"}, {1, "net.tcp_b", "4"}}

START_TEST(test_settings_alike)
{
	struct setting_record settings[MODES][6] = {SETTINGS_ALIKE, SETTINGS_ALIKE, SETTINGS_ALIKE};
	char *text = settings_made(settings, "# A page\n\nIt speaks of `tcp_b`.\n");

	/* Both hosts' is one row, what differs between them two; the page speaks of one name. */
	ck_assert_uint_eq(settings_count(text, "<tr><td>"), 2);
	ck_assert_ptr_nonnull(strstr(text, "<pre tabindex=\"0\">net.a = 1\n</pre>"));
	ck_assert_ptr_nonnull(strstr(text, "<tr><td>client</td><th scope=\"row\">net.tcp_b</th><td>2 3</td></tr>"));
	ck_assert_ptr_nonnull(strstr(text, "<tr><td>server</td><th scope=\"row\">net.tcp_b</th><td>4</td></tr>"));
	ck_assert_uint_eq(settings_count(text, "<table"), 1);
	ck_assert_ptr_nonnull(strstr(text, "The other settings in force (1)"));
	ck_assert(strstr(text, "net.tcp_b") < strstr(text, "<details"));
	ck_assert(strstr(text, "net.a") > strstr(text, "<details"));
	ck_assert_ptr_null(strstr(text, "IPv4"));
	free(text);
}
END_TEST

START_TEST(test_settings_differ)
{
	struct setting_record settings[MODES][6] = {
		SETTINGS_ALIKE,
		{{0, "net.a", "1"}, {0, "net.tcp_b", "2 3"}, {1, "net.a", "7"}, {1, "net.tcp_b", "4"}, {1, "net.new", "<tab\t>"}},
		SETTINGS_ALIKE,
	};
	char *text = settings_made(settings, "# A page\n");
	const char *at;

	ck_assert_uint_eq(settings_count(text, " = "), 6);
	ck_assert_uint_eq(settings_count(text, "<table"), 0);
	ck_assert_ptr_nonnull(strstr(text, "All settings in force (6)"));
	/* What is of one name stands together. */
	at = strstr(text, "net.a = 1 <span class=\"muted\">IPv4, other</span>\n");
	ck_assert_ptr_nonnull(at);
	at = strchr(at, '\n') + 1;
	ck_assert(at == strstr(text, "net.a = 1 <span class=\"muted\">client, IPv6</span>\n"));
	at = strchr(at, '\n') + 1;
	ck_assert(at == strstr(text, "net.a = 7 <span class=\"muted\">server, IPv6</span>\n"));
	ck_assert_ptr_nonnull(strstr(text, "net.tcp_b = 2 3 <span class=\"muted\">client</span>\n"));
	ck_assert_ptr_nonnull(strstr(text, "&lt;tab\t&gt; <span class=\"muted\">server, IPv6</span>\n"));
	free(text);
}
END_TEST

/* A mode of which nothing is known does not make the others differ; of none there is no section. */
START_TEST(test_settings_unknown)
{
	struct setting_record settings[MODES][6] = {{{0, NULL, NULL}}, SETTINGS_ALIKE, {{0, NULL, NULL}}};
	char *text = settings_made(settings, NULL);

	ck_assert_uint_eq(settings_count(text, " = "), 3);
	ck_assert_ptr_null(strstr(text, "IPv6"));
	free(text);
	memset(settings, 0, sizeof(settings));
	text = settings_made(settings, NULL);
	ck_assert_str_eq(text, "");
	free(text);
}
END_TEST

void html_settings_tests(TCase *tcase)
{
	tcase_add_test(tcase, test_settings_alike);
	tcase_add_test(tcase, test_settings_differ);
	tcase_add_test(tcase, test_settings_unknown);
}
