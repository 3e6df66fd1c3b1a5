/* SPDX-License-Identifier: BSD-2-Clause */
/* Values: making and showing them, and their JSON, good and bad. */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/payload.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "tests/unit/unit.h"

static struct arena *arena;
static struct err err;

static void
set_up(void)
{
	arena = arena_new();
	err_init(&err);
}

static void
tear_down(void)
{
	arena_free(arena);
}

static struct value *
parse(const char *text)
{
	json_t *json = json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	struct value *value;

	ck_assert_msg(json != NULL, "the test's own JSON is broken: %s", text);
	value = value_from_json(arena, json, &err);
	json_decref(json);
	return value;
}

/* The JSON comes back as it was, and shows as a reader of strace expects. */
static void
check_form(const char *text, enum value_kind kind, const char *shown)
{
	struct value *value = parse(text);
	struct str str;
	json_t *json;
	char *again;

	ck_assert_msg(value != NULL, "%s: %s", text, err.text);
	ck_assert_int_eq(value->kind, kind);
	json = value_to_json(value);
	again = json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
	ck_assert_str_eq(again, text);
	str_init(&str);
	value_print(&str, value, 0);
	ck_assert_str_eq(str_text(&str), shown);
	str_free(&str);
	json_decref(json);
	free(again);
}

START_TEST(every_form_comes_back)
{
	check_form("{\"any\":true}", VALUE_ANY, "...");
	check_form("null", VALUE_NULL, "NULL");
	check_form("12", VALUE_INT, "12");
	check_form("-9223372036854775808", VALUE_INT, "-9223372036854775808");
	check_form("\"MSG_PEEK|MSG_DONTWAIT\"", VALUE_SYMBOL, "MSG_PEEK|MSG_DONTWAIT");
	check_form("{\"bytes\":\"hello\\n\"}", VALUE_BYTES, "\"hello\\n\"");
	check_form("{\"bytes\":\"\"}", VALUE_BYTES, "\"\"");
	check_form("{\"hex\":\"00ff\"}", VALUE_BYTES, "\"\\x00\\xff\"");
	check_form("{\"pattern\":4096,\"offset\":0}", VALUE_BYTES, "pattern(4096)");
	check_form("{\"pattern\":15,\"offset\":3}", VALUE_BYTES, "pattern(15, 3)");
	check_form("{\"room\":1024}", VALUE_ROOM, "...");
	check_form("{\"family\":\"AF_INET\",\"address\":\"192.0.2.1\",\"port\":7000}", VALUE_ADDRESS,
		"192.0.2.1:7000");
	check_form("{\"family\":\"AF_INET6\",\"address\":\"2001:db8::1\",\"port\":65535}", VALUE_ADDRESS,
		"[2001:db8::1]:65535");
	check_form("{\"family\":\"AF_INET6\",\"address\":\"fe80::1%tun0\",\"port\":0}", VALUE_ADDRESS,
		"[fe80::1%tun0]:0");
	check_form("{\"family\":\"AF_UNSPEC\",\"address\":\"\",\"port\":0}", VALUE_ADDRESS, "unspec");
	check_form("[]", VALUE_ARRAY, "[]");
	check_form("[1,[\"A\",null]]", VALUE_ARRAY, "[1, [A, NULL]]");
	check_form("{\"struct\":{}}", VALUE_STRUCT, "{}");
	check_form("{\"struct\":{\"zz\":1,\"a\":{\"struct\":{\"b\":null}},\"state(s)\":\"LISTEN\"}}",
		VALUE_STRUCT, "{zz=1, a={b=NULL}, state(s)=LISTEN}");
}
END_TEST

START_TEST(anything_else_is_refused)
{
	static const struct {
		const char *json, *words;
	} rows[] = {
		{ "true", "true or false" },
		{ "1.5", "not whole" },
		{ "{}", "none of the forms" },
		{ "{\"any\":false}", "none of the forms" },
		{ "{\"any\":true,\"room\":1}", "none of the forms" },
		{ "{\"bytes\":1}", "none of the forms" },
		{ "{\"room\":-1}", "none of the forms" },
		{ "{\"room\":\"1\"}", "none of the forms" },
		{ "{\"hex\":\"0\"}", "pairs of hex digits" },
		{ "{\"hex\":\"0g\"}", "not a hex digit" },
		{ "{\"hex\":[]}", "pairs of hex digits" },
		{ "{\"pattern\":-1}", "not a length" },
		{ "{\"pattern\":16777217}", "not a length" },
		{ "{\"pattern\":\"1\"}", "not a length" },
		{ "{\"pattern\":1,\"offset\":-1}", "not a place" },
		{ "{\"pattern\":1,\"offset\":2147483648}", "not a place" },
		{ "{\"pattern\":1,\"offset\":null}", "not a place" },
		{ "{\"pattern\":1,\"offset\":1,\"x\":1}", "none of the forms" },
		{ "{\"struct\":[]}", "not an object" },
		{ "{\"struct\":{\"a\":true}}", "true or false" },
		{ "{\"family\":\"AF_INET\",\"address\":\"192.0.2\",\"port\":1}", "no IPv4 address" },
		{ "{\"family\":\"AF_INET\",\"address\":\"::1\",\"port\":1}", "no IPv4 address" },
		{ "{\"family\":\"AF_INET6\",\"address\":\"192.0.2.1\",\"port\":1}", "no IPv6 address" },
		{ "{\"family\":\"AF_INET6\",\"address\":\"::1\",\"port\":65536}", "from 0 to 65535" },
		{ "{\"family\":\"AF_INET6\",\"address\":\"::1\",\"port\":-1}", "from 0 to 65535" },
		{ "{\"family\":\"AF_INET6\",\"address\":\"::1\",\"port\":\"1\"}", "from 0 to 65535" },
		{ "{\"family\":\"AF_INET6\",\"address\":3,\"port\":1}", "as strings" },
		{ "{\"family\":\"AF_UNIX\",\"address\":\"x\",\"port\":1}", "is not AF_INET" },
		{ "{\"family\":\"AF_UNSPEC\",\"address\":\"x\",\"port\":1}", "not empty" },
		{ "\"a\\u0000b\"", "control characters" },
		{ "\"a\\u001bb\"", "control characters" },
		{ "[1,[2,{\"x\":3}]]", "none of the forms" },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		err_init(&err);
		ck_assert_msg(parse(rows[i].json) == NULL, "%s was taken", rows[i].json);
		ck_assert_msg(strstr(err.text, rows[i].words) != NULL, "%s: %s", rows[i].json, err.text);
	}
	ck_assert_ptr_null(value_from_json(arena, NULL, &err));
}
END_TEST

START_TEST(depth_and_size_are_bounded)
{
	json_t *json = json_null(), *outer;
	int i;

	for (i = 0; i < 100; i++) {
		outer = json_array();
		json_array_append_new(outer, json);
		json = outer;
	}
	ck_assert_ptr_null(value_from_json(arena, json, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "deep"));
	json_decref(json);

	json = json_array();
	for (i = 0; i < 65537; i++)
		json_array_append_new(json, json_null());
	err_init(&err);
	ck_assert_ptr_null(value_from_json(arena, json, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "65536"));
	json_decref(json);

	/* Few bytes that ask for a great many. */
	json = json_array();
	for (i = 0; i < 100; i++)
		json_array_append_new(json, json_pack("{s:i}", "pattern", 16 << 20));
	err_init(&err);
	ck_assert_ptr_null(value_from_json(arena, json, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "256 MiB"));
	json_decref(json);
}
END_TEST

START_TEST(structures_keep_order_and_find_fields)
{
	struct value *structure = value_struct(arena);
	char name[16];
	int i;

	for (i = 0; i < 100; i++) {
		snprintf(name, sizeof name, "f%d", 99 - i);
		value_struct_add(arena, structure, name, value_int(arena, i));
	}
	ck_assert_uint_eq(structure->count, 100);
	ck_assert_str_eq(structure->fields[0].name, "f99");
	ck_assert_int_eq(value_field(structure, "f1")->number, 98);
	ck_assert_ptr_null(value_field(structure, "f100"));
	ck_assert_ptr_null(value_field(value_null(arena), "f1"));
}
END_TEST

START_TEST(long_bytes_are_cut_when_shown)
{
	struct value *array = value_array(arena, 2);
	uint8_t pattern[100];
	struct str str;

	payload_fill(pattern, sizeof pattern, 5);
	array->items[0] = value_bytes(arena, "hello world", 11);
	array->items[1] = value_bytes(arena, pattern, sizeof pattern);
	str_init(&str);
	value_print(&str, array, 5);
	ck_assert_str_eq(str_text(&str), "[\"hello\"..., pattern(100, 5)]");
	str_free(&str);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("value");
	TCase *tests = tcase_create("value");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, every_form_comes_back);
	tcase_add_test(tests, anything_else_is_refused);
	tcase_add_test(tests, depth_and_size_are_bounded);
	tcase_add_test(tests, structures_keep_order_and_find_fields);
	tcase_add_test(tests, long_bytes_are_cut_when_shown);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
