/* SPDX-License-Identifier: BSD-2-Clause */
/* Errors, arenas, text, time and the payload pattern. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/payload.h"
#include "harness/base/str.h"
#include "tests/unit/unit.h"

START_TEST(the_first_error_is_kept)
{
	struct err err;

	err_init(&err);
	ck_assert(!err.set);
	ck_assert_int_eq(err_set_at(&err, "a.md", 3, 7, "cannot %s", "this"), -1);
	ck_assert_int_eq(err_set(&err, "later"), -1);
	ck_assert_int_eq(err_set_errno(&err, ENOENT, "later"), -1);
	ck_assert_str_eq(err.text, "cannot this");
	ck_assert_str_eq(err.file, "a.md");
	ck_assert_int_eq(err.line, 3);
	ck_assert_int_eq(err.column, 7);
	err_prefix(&err, "step %d", 4);
	ck_assert_str_eq(err.text, "step 4: cannot this");

	err_init(&err);
	err_set_errno(&err, ENOENT, "cannot open '%s'", "x");
	ck_assert_str_eq(err.text, "cannot open 'x': No such file or directory");
	ck_assert_int_eq(err_set(NULL, "nobody wants to know"), -1);
	ck_assert_int_eq(err_prefix(NULL, "nobody"), -1);
}
END_TEST

START_TEST(an_error_text_is_one_harmless_line)
{
	char large[4096];
	struct err err;
	size_t i;

	err_init(&err);
	err_set(&err, "a\nb\t\033[31mc\x7f");
	ck_assert_str_eq(err.text, "a b ?[31mc?");

	/* Cut within a sequence of two bytes, whichever way the cut falls. */
	for (i = 0; i < 2; i++) {
		memset(large, 'a', sizeof large);
		for (size_t j = i; j + 1 < sizeof large; j += 2)
			memcpy(large + j, "\xc3\xa4", 2);
		large[sizeof large - 1] = '\0';
		err_init(&err);
		err_set(&err, "%s", large);
		ck_assert_uint_lt(strlen(err.text), sizeof err.text);
		ck_assert(str_is_plain_utf8(err.text, strlen(err.text)));
		err_prefix(&err, "%s", large);
		ck_assert(str_is_plain_utf8(err.text, strlen(err.text)));
	}
}
END_TEST

static bool
all_are(const unsigned char *bytes, size_t length, int byte)
{
	size_t i;

	for (i = 0; i < length; i++) {
		if (bytes[i] != byte)
			return false;
	}
	return true;
}

START_TEST(an_arena_gives_zeroed_aligned_memory)
{
	struct arena *arena = arena_new();
	size_t sizes[] = { 0, 1, 7, 16, 100, 4000, 5000, 1 << 20, 3, 3 << 20, 17 }, i;
	unsigned char *pieces[sizeof sizes / sizeof sizes[0]];

	for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		pieces[i] = arena_alloc(arena, sizes[i]);
		ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		ck_assert(all_are(pieces[i], sizes[i], 0));
		memset(pieces[i], (int)i + 1, sizes[i]);
	}
	for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		ck_assert(all_are(pieces[i], sizes[i], (int)i + 1));
	ck_assert_uint_ge(arena_size(arena), 4 << 20);
	ck_assert_str_eq(arena_printf(arena, "%s-%d", "a", 5), "a-5");
	ck_assert_str_eq(arena_strndup(arena, "abcdef", 3), "abc");
	ck_assert_str_eq(arena_strdup(arena, ""), "");
	arena_free(arena);
	arena_free(NULL);
}
END_TEST

START_TEST(an_array_grows_and_keeps_its_items)
{
	struct arena *arena = arena_new();
	size_t capacity = 0, count;
	int *items = NULL;

	for (count = 0; count < 1000; count++) {
		items = arena_grow(arena, items, count, &capacity, sizeof *items);
		items[count] = (int)count;
	}
	for (count = 0; count < 1000; count++)
		ck_assert_int_eq(items[count], (int)count);
	arena_free(arena);
}
END_TEST

START_TEST(a_product_that_overflows_ends_the_program)
{
	arena_array(arena_new(), SIZE_MAX / 2, 4);
}
END_TEST

START_TEST(text_grows)
{
	struct str str;
	int i;

	str_init(&str);
	ck_assert_str_eq(str_text(&str), "");
	str_addf(&str, "%s", "");
	ck_assert_str_eq(str_text(&str), "");
	for (i = 0; i < 1000; i++)
		str_addf(&str, "%d,", i % 10);
	ck_assert_uint_eq(str.length, 2000);
	ck_assert_uint_eq(strlen(str.text), 2000);
	str_clear(&str);
	ck_assert_str_eq(str_text(&str), "");
	str_add_bytes(&str, "a\0b", 3);
	ck_assert_uint_eq(str.length, 3);
	str_free(&str);
	ck_assert_ptr_null(str.text);
}
END_TEST

START_TEST(bytes_are_quoted_as_in_c)
{
	struct str str;

	str_init(&str);
	str_add_quoted(&str, "a\n\t\r\"\\\0\x7f\xff", 9, 0);
	ck_assert_str_eq(str_text(&str), "\"a\\n\\t\\r\\\"\\\\\\x00\\x7f\\xff\"");
	str_clear(&str);
	str_add_quoted(&str, "hello", 5, 5);
	str_add_quoted(&str, "hello", 5, 4);
	str_add_quoted(&str, "", 0, 0);
	ck_assert_str_eq(str_text(&str), "\"hello\"\"hell\"...\"\"");
	str_free(&str);
}
END_TEST

START_TEST(utf8_is_told_from_other_bytes)
{
	static const struct {
		const char *bytes;
		size_t length;
		bool plain;
	} rows[] = {
		{ "", 0, true }, { "hello\n\tworld", 12, true }, { "a\0b", 3, false }, { "a\rb", 3, false },
		{ "\x7f", 1, false }, { "\xc3\xa4", 2, true }, { "\xc3", 1, false }, { "\xa4", 1, false },
		{ "\xc0\x80", 2, false }, { "\xc1\xbf", 2, false }, { "\xe0\x9f\xbf", 3, false },
		{ "\xe2\x82\xac", 3, true }, { "\xed\xa0\x80", 3, false }, { "\xf0\x9f\x98\x80", 4, true },
		{ "\xf0\x8f\xbf\xbf", 4, false }, { "\xf4\x90\x80\x80", 4, false }, { "\xf5", 1, false },
		{ "\xc2\x85", 2, false }, { "\xc2\xa0", 2, true }, { "\xe2\x82", 2, false },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		ck_assert_msg(str_is_plain_utf8(rows[i].bytes, rows[i].length) == rows[i].plain, "row %zu", i);
}
END_TEST

START_TEST(numbers_are_read_whole_or_not_at_all)
{
	static const char *const bad[] = { "", "-", " 1", "+1", "1 ", "1x", "0x", "0xg", "08", "x", "1.5",
		"9223372036854775808", "-9223372036854775809", "--1", NULL };
	long long number;
	size_t i;

	ck_assert(str_to_int("12", &number) && number == 12);
	ck_assert(str_to_int("-12", &number) && number == -12);
	ck_assert(str_to_int("0x1f", &number) && number == 31);
	ck_assert(str_to_int("017", &number) && number == 15);
	ck_assert(str_to_int("0", &number) && number == 0);
	ck_assert(str_to_int("9223372036854775807", &number) && number == INT64_MAX);
	ck_assert(str_to_int("-9223372036854775808", &number) && number == INT64_MIN);
	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!str_to_int(bad[i], &number), "'%s'", bad[i]);
}
END_TEST

START_TEST(the_nearest_name_is_near)
{
	static const char *const names[] = { "MSG_PEEK", "MSG_TRUNC", "MSG_WAITALL", "recv", "recvmsg",
		"send", "a", NULL };
	static const char *const none[] = { NULL };
	char large[300];

	ck_assert_str_eq(str_nearest("MSG_PEAK", names), "MSG_PEEK");
	ck_assert_str_eq(str_nearest("msg_peek", names), "MSG_PEEK");
	ck_assert_str_eq(str_nearest("MSG_TRUNK", names), "MSG_TRUNC");
	ck_assert_str_eq(str_nearest("MSG_TURNC", names), "MSG_TRUNC");
	ck_assert_str_eq(str_nearest("rcev", names), "recv");
	ck_assert_str_eq(str_nearest("sned", names), "send");
	ck_assert_ptr_null(str_nearest("entirely", names));
	ck_assert_ptr_null(str_nearest("b", names));
	ck_assert_ptr_null(str_nearest("", names));
	ck_assert_ptr_null(str_nearest("a", none));
	memset(large, 'a', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	ck_assert_ptr_null(str_nearest(large, names));
}
END_TEST

START_TEST(durations_are_written_as_people_do)
{
	static const struct {
		int64_t ns;
		const char *text;
	} rows[] = {
		{ 0, "0s" }, { 1, "1ns" }, { 999, "999ns" }, { 1000, "1us" }, { 15000, "15us" },
		{ 1500, "1.5us" }, { 200 * NS_PER_MS, "200ms" }, { 1234 * NS_PER_MS, "1.234s" },
		{ 3600 * NS_PER_SECOND, "3600s" }, { 10 * NS_PER_SECOND, "10s" }, { -200 * NS_PER_MS, "-200ms" },
		{ INT64_MIN, "-9223372036.854s" }, { INT64_MAX, "9223372036.854s" },
	};
	char text[32];
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		ck_assert_str_eq(clock_format(rows[i].ns, text), rows[i].text);
}
END_TEST

START_TEST(deadlines_round_up_and_are_bounded)
{
	int64_t now = clock_now_ns(), offset = clock_wall_offset_ns();

	ck_assert_int_ge(clock_now_ns(), now);
	ck_assert_int_eq(clock_left_ms(now), 0);
	ck_assert_int_eq(clock_left_ms(0), 0);
	ck_assert_int_eq(clock_left_ms(INT64_MAX), 3600 * 1000);
	ck_assert_int_ge(clock_left_ms(clock_now_ns() + 100 * NS_PER_SECOND), 99000);
	ck_assert_int_le(clock_left_ms(clock_now_ns() + 100 * NS_PER_SECOND), 100000);
	/* The two clocks, read one after the other, are as far apart as was said. */
	ck_assert_int_lt(llabs(clock_wall_ns() - clock_now_ns() - offset), NS_PER_SECOND);
}
END_TEST

START_TEST(the_pattern_tells_its_place)
{
	uint8_t bytes[64], other[64];
	int64_t offset, found;
	size_t length, i;

	payload_fill(bytes, 24, 0);
	ck_assert_mem_eq(bytes, "0000000 0000001 0000002 ", 24);
	payload_fill(bytes, 8, 8 * 0xabcdef);
	ck_assert_mem_eq(bytes, "0abcdef ", 8);
	for (offset = 0; offset < 40; offset++) {
		for (length = 0; length < sizeof bytes; length++) {
			payload_fill(bytes, length, offset);
			ck_assert_uint_eq(payload_mismatch(bytes, length, offset), length);
			ck_assert_int_eq(payload_find(bytes, length, &found), length >= 15);
			if (length >= 15)
				ck_assert_int_eq(found, offset);
			/* One byte changed is found at its place. */
			for (i = 0; i < length; i += 5) {
				memcpy(other, bytes, sizeof bytes);
				other[i] ^= 1;
				ck_assert_uint_eq(payload_mismatch(other, length, offset), i);
				ck_assert(!payload_find(other, length, &found));
			}
		}
	}
}
END_TEST

START_TEST(the_pattern_repeats_at_its_end)
{
	uint8_t bytes[40];
	int64_t found;

	payload_fill(bytes, sizeof bytes, PAYLOAD_PATTERN_MOST - 20);
	ck_assert_mem_eq(bytes, "ffd ffffffe fffffff 0000000 0000001 0000", 40);
	ck_assert(payload_find(bytes, sizeof bytes, &found));
	ck_assert_int_eq(found, PAYLOAD_PATTERN_MOST - 20);
	payload_fill(bytes, sizeof bytes, INT64_MAX - 3); /* nonsense, but no overflow */
	ck_assert(!payload_find((const uint8_t *)"no pattern in these bytes", 25, &found));
	ck_assert(!payload_find((const uint8_t *)"ABCDEF0 ABCDEF1 ", 16, &found));
}
END_TEST

int
main(void)
{
	const char *forks = getenv("CK_FORK");
	Suite *suite = suite_create("base");
	TCase *tests = tcase_create("base");

	tcase_add_test(tests, the_first_error_is_kept);
	tcase_add_test(tests, an_error_text_is_one_harmless_line);
	tcase_add_test(tests, an_arena_gives_zeroed_aligned_memory);
	tcase_add_test(tests, an_array_grows_and_keeps_its_items);
	/* Without a process of its own (as under valgrind) it would end the whole suite. */
	if (forks == NULL || strcmp(forks, "no") != 0)
		tcase_add_test_raise_signal(tests, a_product_that_overflows_ends_the_program, SIGABRT);
	tcase_add_test(tests, text_grows);
	tcase_add_test(tests, bytes_are_quoted_as_in_c);
	tcase_add_test(tests, utf8_is_told_from_other_bytes);
	tcase_add_test(tests, numbers_are_read_whole_or_not_at_all);
	tcase_add_test(tests, the_nearest_name_is_near);
	tcase_add_test(tests, durations_are_written_as_people_do);
	tcase_add_test(tests, deadlines_round_up_and_are_bounded);
	tcase_add_test(tests, the_pattern_tells_its_place);
	tcase_add_test(tests, the_pattern_repeats_at_its_end);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
