/* SPDX-License-Identifier: BSD-2-Clause */
/* The glossary: each word once, each with a sentence and a link; found by its names, and in pages. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "reports/glossary.h"
#include "tests/unit/unit.h"

START_TEST(entries_are_whole_and_there_once)
{
	size_t i, j, k, l;

	ck_assert_uint_gt(glossary_count, 80);
	for (i = 0; i < glossary_count; i++) {
		const struct glossary_entry *entry = &glossary_table[i];
		const char *text = entry->text[LANG_EN];

		ck_assert_msg(strncmp(entry->link, "https://", 8) == 0, "%s: %s", entry->id, entry->link);
		ck_assert_msg(strlen(text) > 15 && text[strlen(text) - 1] == '.', "%s has no sentence: %s", entry->id, text);
		ck_assert_msg(strlen(text) < 250, "%s: that is more than a sentence or two", entry->id);
		ck_assert_str_eq(entry->names[0], entry->term[LANG_EN]);
		ck_assert_msg(strlen(entry->source) > 3, "%s has no source", entry->id);
		ck_assert_msg(i == 0 || entry[-1].kind <= entry->kind, "%s stands among another kind", entry->id);
		for (j = 0; j < i; j++) {
			ck_assert_str_ne(entry->id, glossary_table[j].id);
			for (k = 0; entry->names[k]; k++)
				for (l = 0; glossary_table[j].names[l]; l++)
					ck_assert_str_ne(entry->names[k], glossary_table[j].names[l]);
		}
	}
}
END_TEST

START_TEST(words_are_found_by_every_name)
{
	ck_assert_str_eq(glossary_find("SYN")->id, "syn");
	ck_assert_str_eq(glossary_find("TIME_WAIT")->id, "time-wait");
	ck_assert_str_eq(glossary_find("TIME-WAIT")->id, "time-wait");
	ck_assert_str_eq(glossary_find("time-wait")->id, "time-wait");
	ck_assert_str_eq(glossary_find("EWOULDBLOCK")->id, "eagain");
	ck_assert_ptr_null(glossary_find("Syn"));
	ck_assert_ptr_null(glossary_find(""));
}
END_TEST

/* What the issue names, and what the pages' scripts can expect. */
START_TEST(what_pages_use_is_there)
{
	static const char *const words[] = {"SYN", "FIN", "RST", "PSH", "URG", "ACK", "ECE", "CWR", "window", "MSS", "RTO", "CLOSED",
		"LISTEN", "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK",
		"TIME_WAIT", "backlog", "EAGAIN", "EPIPE", "ECONNREFUSED", "EINPROGRESS", "ECONNRESET", "ENOTCONN", "EINVAL",
		"ETIMEDOUT", "EMSGSIZE", "EHOSTUNREACH", "EISCONN", "ENETUNREACH", "EOPNOTSUPP", "EADDRINUSE", "ENOPROTOOPT",
		"ECONNABORTED", "EADDRNOTAVAIL", "EPROTO", "EDESTADDRREQ", "EPROTONOSUPPORT", "EBADF", "EALREADY", "EINTR",
		"datagram", "segment", "half-close"};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		ck_assert_msg(glossary_find(words[i]) != NULL, "%s is not there", words[i]);
}
END_TEST

static char seen[1000];

static void note(const struct glossary_entry *entry, void *context)
{
	ck_assert_ptr_eq(context, seen);
	snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s ", entry->id);
}

static const struct {
	const char *page, *found;
} scans[] = {
	{"Segments and a segment, not segmented.", "segment segment "},
	{"A zero\nwindow", "zero-window window "},
	{"half-close, not close-half", "half-close "},
	{"Two SYNs, no SYNACK and no syn.", "syn "},
	{"`TIME_WAIT` and TIME-WAIT", "time-wait time-wait "},
	{"> S. in prose is a quotation", ""},
	{"```sockspec\n> S. 0:0(0) ack 1\nrecv(s) = -1 EAGAIN # a segment\n```\nA segment.", "syn ack eagain segment "},
	{"```\n> udp (5)\n< - 1:1(0)\n```\n", ""},
	{"a window\n```", "window "},
	{"", ""},
};

START_TEST(pages_are_searched)
{
	memset(seen, 0, sizeof seen);
	glossary_scan(scans[_i].page, note, seen);
	ck_assert_str_eq(seen, scans[_i].found);
}
END_TEST

START_TEST(every_entry_is_translated)
{
	struct glossary_entry alone = {.term = {"word"}, .text = {"A word."}};
	size_t i;

	lang_use(LANG_ZH);
	for (i = 0; i < glossary_count; i++) {
		ck_assert_msg(glossary_table[i].text[LANG_ZH] != NULL, "%s has no row in glossary.zh.tsv", glossary_table[i].id);
		ck_assert_ptr_eq(glossary_text(&glossary_table[i]), glossary_table[i].text[LANG_ZH]);
	}
	ck_assert_str_eq(glossary_term(&alone), "word");
	ck_assert_str_eq(glossary_text(&alone), "A word.");
	lang_use(LANG_EN);
	ck_assert_str_eq(glossary_term(glossary_find("datagram")), "datagram");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("glossary");
	TCase *tcase = tcase_create("glossary");

	tcase_add_test(tcase, entries_are_whole_and_there_once);
	tcase_add_test(tcase, words_are_found_by_every_name);
	tcase_add_test(tcase, what_pages_use_is_there);
	tcase_add_loop_test(tcase, pages_are_searched, 0, (int)(sizeof scans / sizeof *scans));
	tcase_add_test(tcase, every_entry_is_translated);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
