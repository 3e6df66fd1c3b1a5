/* SPDX-License-Identifier: BSD-2-Clause */
/* Sentences of results in another language: what is known again by its form, and what stays as it is. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/sentence.h"
#include "tests/unit/unit.h"

struct row {
	enum sentence_kind kind;
	const char *text, *said; /* NULL: stays */
};

static void check_rows(const struct row *rows, size_t count)
{
	size_t i;

	lang_use(LANG_ZH);
	for (i = 0; i < count; i++) {
		struct arena *arena = arena_new();
		const char *said = sentence_translate(arena, rows[i].kind, rows[i].text);

		ck_assert_pstr_eq(said, rows[i].said);
		ck_assert_pstr_eq(sentence_say(arena, rows[i].kind, rows[i].text), said ? said : rows[i].text);
		arena_free(arena);
	}
	lang_use(LANG_EN);
}

START_TEST(test_forms)
{
	static const struct row rows[] = {
		{SENTENCE_WHOLE, "dropped", "丢弃"},
		{SENTENCE_WHOLE, "dropped, longer than 1300 bytes, and answered with ICMP", "丢弃：长于 1300 字节，并以 ICMP 答复"},
		{SENTENCE_WHOLE, "the wire: delayed by 5ms, duplicated (line 7)", "线路：延迟了 5ms，复制成两份（第 7 行）"},
		{SENTENCE_WHOLE, "the wire: delayed by 50ms (line 7)", "线路：延迟了 50ms（第 7 行）"},
		{SENTENCE_WHOLE, "cut to 20 of 33 bytes", "截断：只留下 33 字节中的 20 字节"},
		{SENTENCE_SIDE, "done to 1 packet", "已对 1 个数据包执行"},
		{SENTENCE_SIDE, "done to 3 packets", "已对 3 个数据包执行"},
		{SENTENCE_FIELD, "bytes", "字节"},
		{SENTENCE_WHOLE, "recv returned 5 bytes where 4 were expected: \"hello\" instead of \"hell\"",
			"recv 返回 5 字节，而期望 4：得到的是 \"hello\" 而不是 \"hell\""},
		{SENTENCE_WHOLE, "the server sent a bare acknowledgement, but its flags are . instead of P., its window is 0 instead of 5",
			"服务器发送了一个纯确认，但标志位是 . 而不是 P.，窗口是 0 而不是 5"},
		{SENTENCE_WHOLE, "the client sent 5 bytes of data 3ms after this line began, and was to send nothing for 50ms",
			"客户端在这一行开始之后 3ms 发送了一段 5 字节的数据，而它本应在 50ms 之内什么也不发送"},
		{SENTENCE_WHOLE, "this cannot be shown here: net.core.x is the machine's own at level host",
			"在这里无法演示：在 host 级别，net.core.x 属于整台机器"},
		{SENTENCE_WHOLE, "Linux drops the data of the answer to a SYN (since 2.6)", "Linux 会丢弃对 SYN 的回答里的数据（自 2.6 起）"},
	};

	check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

/* A form of one kind is none of another: what stands in a page's own strings is not to be taken for a sentence. */
START_TEST(test_stays)
{
	static const struct row rows[] = {
		{SENTENCE_WHOLE, NULL, NULL},
		{SENTENCE_WHOLE, "", NULL},
		{SENTENCE_WHOLE, "a sentence of an older version", NULL},
		{SENTENCE_WHOLE, "dropped ", NULL},
		{SENTENCE_WHOLE, "client", NULL},
		{SENTENCE_SIDE, "dropped", NULL},
		{SENTENCE_SIDE, "send(s, \"5 instead of 6\", 14, 0) = 14", NULL},
		{SENTENCE_SIDE, "done to many many packets", NULL},
		{SENTENCE_FIELD, "seq", NULL},
	};

	check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}
END_TEST

START_TEST(test_english)
{
	struct arena *arena = arena_new();

	ck_assert_ptr_null(sentence_translate(arena, SENTENCE_WHOLE, "dropped"));
	ck_assert_str_eq(sentence_say(arena, SENTENCE_WHOLE, "dropped"), "dropped");
	ck_assert_ptr_null(sentence_say(arena, SENTENCE_WHOLE, NULL));
	arena_free(arena);
}
END_TEST

/* Text from a network that looks like a form again and again: it ends, soon, and per cent signs are text. */
START_TEST(test_hostile)
{
	static const char part[] = " instead of ", *const signs = "x gave %s%n%9$s instead of %d";
	struct arena *arena = arena_new();
	char text[4 * 1024];
	size_t length = (size_t)snprintf(text, sizeof(text), "the client sent x, but ");

	while (length + sizeof(part) < sizeof(text) - 1000) {
		memcpy(text + length, part, sizeof(part));
		length += sizeof(part) - 1;
	}
	lang_use(LANG_ZH);
	ck_assert_ptr_nonnull(sentence_say(arena, SENTENCE_WHOLE, text));
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	ck_assert_ptr_eq(sentence_say(arena, SENTENCE_WHOLE, text), text);
	ck_assert_str_eq(sentence_say(arena, SENTENCE_WHOLE, signs), "x 给出的是 %s%n%9$s 而不是 %d");
	lang_use(LANG_EN);
	arena_free(arena);
}
END_TEST

/* A form that is not in the catalogue would say nothing. */
START_TEST(test_every_form)
{
	const struct sentence_form *const tables[] = {sentence_fixed, sentence_forms, sentence_known};
	const struct sentence_form *form;
	size_t i;

	lang_use(LANG_ZH);
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (form = tables[i]; form->text; form++)
			ck_assert_msg(lang_text(form->text) != form->text, "\"%s\" is not translated", form->text);
	lang_use(LANG_EN);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sentence");
	TCase *tcase = tcase_create("sentence");

	tcase_add_test(tcase, test_forms);
	tcase_add_test(tcase, test_stays);
	tcase_add_test(tcase, test_english);
	tcase_add_test(tcase, test_hostile);
	tcase_add_test(tcase, test_every_form);
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
