/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence: written, read back the same, and refused in words where it is broken or foreign. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/evidence/store_parse.h"
#include "tests/unit/unit.h"

static char scratch[] = "/tmp/sockspec-store-XXXXXX";
static struct err err;

static void
set_up(void)
{
	memcpy(scratch + sizeof scratch - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	err_init(&err);
}

static void
tear_down(void)
{
	io_remove_tree(scratch, NULL);
}

static struct call_record *
make_call(struct arena *arena)
{
	struct call_record *call = arena_alloc(arena, sizeof *call);

	call->name = "recv";
	call->host = 1;
	call->enter_ns = 1000;
	call->exit_ns = -1;
	call->asleep = true;
	call->result = -1;
	call->error = "EAGAIN";
	call->argument_count = 2;
	call->arguments = arena_array(arena, 2, sizeof *call->arguments);
	call->arguments[0] = value_int(arena, 5);
	call->arguments[1] = value_bytes(arena, "a\0b", 3);
	call->extra_count = 1;
	call->extras = arena_array(arena, 1, sizeof *call->extras);
	call->extras[0] = value_struct(arena);
	value_struct_add(arena, call->extras[0], "in", value_array(arena, 0));
	call->signal_count = 1;
	call->signals = arena_array(arena, 1, sizeof *call->signals);
	call->signals[0] = "SIGPIPE";
	call->overrun = 2;
	call->local = value_address(arena, "AF_INET", "192.0.2.1", 40000);
	call->socket_type = SOCK_DGRAM;
	call->result_peer = value_address(arena, "AF_INET6", "2001:db8::2", 7);
	return call;
}

/* One of everything, with bytes that JSON does not take as they are. */
static struct evidence *
make_evidence(void)
{
	struct evidence *evidence = evidence_new();
	struct arena *arena = evidence->arena;

	evidence->case_id = "tcp/recv/peek";
	evidence->mode = "ipv4";
	evidence->page = "# <T>\n\xff\xfe";
	evidence->page_length = 8;
	evidence->attempt = 2;
	evidence->level = LEVEL_WIRE;
	evidence->level_reason = "";
	evidence->version = "0.1.0";
	evidence->begin_wall_ns = INT64_C(1700000000000000000);
	evidence->end_ns = 123456789;
	evidence->host_address[0] = "192.0.2.1";
	evidence->host_address[1] = "192.0.2.2";
	evidence->kernel = "Linux";
	evidence->worst_late_ns = 77;
	evidence->step_count = 3;
	evidence->steps = arena_array(arena, 3, sizeof *evidence->steps);
	evidence->steps[0] = (struct step_record){ .line = 7, .fate = STEP_PLAYED, .begin_ns = 1,
		.end_ns = 2, .due_ns = -1, .address = value_address(arena, "AF_INET", "192.0.2.2", 7000) };
	evidence->steps[1] = (struct step_record){ .line = 8, .fate = STEP_PLAYED, .begin_ns = 2,
		.end_ns = 9, .due_ns = 4, .unsettled = true, .timed_out = true, .call = make_call(arena) };
	evidence->steps[2] = (struct step_record){ .line = 9, .fate = STEP_NOT_REACHED,
		.reason = "'s' \"<b>\" is not bound", .begin_ns = -1, .end_ns = -1, .due_ns = -1,
		.sample = value_struct(arena) };
	value_struct_add(arena, evidence->steps[2].sample, "state(s)", value_symbol(arena, "LISTEN"));
	evidence->captures[0] = (struct capture_record){ .reason = "no permission" };
	evidence->captures[1] = (struct capture_record){ .reason = "no permission either",
		.received = 5, .dropped = 1 };
	evidence->wire_count = 3;
	evidence->wire = arena_array(arena, 3, sizeof *evidence->wire);
	evidence->wire[0] = (struct wire_record){ .read_ns = 5, .written_ns = -1, .from = 1,
		.length = 60, .fate = WIRE_DROPPED, .action = "drop 1", .step = 2 };
	evidence->wire[1] = (struct wire_record){ .read_ns = 6, .written_ns = 7, .from = 1, .length = 5,
		.fate = WIRE_INJECTED, .action = "sent by the page", .step = 1, .bytes = (const uint8_t *)"E\0\1ab" };
	evidence->wire[2] = (struct wire_record){ .read_ns = 8, .written_ns = -1, .from = 0, .length = 40,
		.fate = WIRE_PLAYED, .step = -1 };
	evidence->stall_count = 2;
	evidence->stalls = arena_array(arena, 2, sizeof *evidence->stalls);
	evidence->stalls[0] = (struct stall_record){ .at_ns = 100, .late_ns = 50 };
	evidence->stalls[1] = (struct stall_record){ .at_ns = 300, .late_ns = 10 };
	evidence->setting_count = 1;
	evidence->settings = arena_array(arena, 1, sizeof *evidence->settings);
	evidence->settings[0] = (struct setting_record){ 1, "net.core.somaxconn", "4096" };
	evidence->process_count = 1;
	evidence->processes = arena_array(arena, 1, sizeof *evidence->processes);
	evidence->processes[0] = (struct process_record){ .name = "echo", .command = "sockspec serve",
		.exit_status = -1, .ended_by_us = true, .output = "a\0b\033", .output_length = 4 };
	return evidence;
}

static char *
read_text(size_t *length)
{
	char *path = io_join(scratch, "evidence.json"), *text;

	ck_assert_int_eq(io_read_file(path, 1 << 20, &text, length, &err), 0);
	free(path);
	return text;
}

START_TEST(evidence_comes_back)
{
	struct evidence *evidence = make_evidence(), *again;
	struct call_record *call;
	char *first, *second;
	size_t first_length, second_length;

	ck_assert_int_eq(store_write(evidence, scratch, &err), 0);
	first = read_text(&first_length);
	again = store_read(scratch, &err);
	ck_assert_msg(again != NULL, "%s", err.text);
	ck_assert_str_eq(again->case_id, "tcp/recv/peek");
	ck_assert_uint_eq(again->page_length, 8);
	ck_assert_mem_eq(again->page, "# <T>\n\xff\xfe", 9);
	ck_assert_int_eq(again->level, LEVEL_WIRE);
	ck_assert_ptr_null(again->harness_error);
	ck_assert_str_eq(again->host_address[1], "192.0.2.2");
	ck_assert_uint_eq(again->step_count, 3);
	ck_assert_int_eq(again->steps[0].address->port, 7000);
	ck_assert_str_eq(again->steps[2].reason, "'s' \"<b>\" is not bound");
	ck_assert_int_eq(again->steps[2].fate, STEP_NOT_REACHED);
	ck_assert_str_eq(value_field(again->steps[2].sample, "state(s)")->text, "LISTEN");
	call = again->steps[1].call;
	ck_assert(again->steps[1].timed_out);
	ck_assert(again->steps[1].unsettled);
	ck_assert(!again->steps[0].unsettled);
	ck_assert_int_eq(call->host, 1);
	ck_assert_int_eq(call->exit_ns, -1);
	ck_assert_str_eq(call->error, "EAGAIN");
	ck_assert_mem_eq(call->arguments[1]->bytes, "a\0b", 3);
	ck_assert_str_eq(call->signals[0], "SIGPIPE");
	ck_assert_int_eq(call->overrun, 2);
	ck_assert_int_eq(call->socket_type, SOCK_DGRAM);
	ck_assert_ptr_null(call->peer);
	ck_assert_str_eq(call->result_peer->text, "2001:db8::2");
	ck_assert_uint_eq(again->processes[0].output_length, 4);
	ck_assert_mem_eq(again->processes[0].output, "a\0b\033", 5);
	ck_assert_int_eq(again->wire[0].fate, WIRE_DROPPED);
	ck_assert_ptr_null(again->wire[0].bytes);
	ck_assert_int_eq(again->wire[1].fate, WIRE_INJECTED);
	ck_assert_mem_eq(again->wire[1].bytes, "E\0\1ab", 5);
	ck_assert_int_eq(again->wire[2].fate, WIRE_PLAYED);
	ck_assert_str_eq(again->settings[0].value, "4096");
	ck_assert_int_eq(again->captures[1].dropped, 1);
	ck_assert_uint_eq(again->packet_count, 0);

	/* Whatever this test did not look at is the same too. */
	ck_assert_int_eq(store_write(again, scratch, &err), 0);
	second = read_text(&second_length);
	ck_assert_uint_eq(first_length, second_length);
	ck_assert_mem_eq(first, second, first_length);
	free(first);
	free(second);
	evidence_free(evidence);
	evidence_free(again);
	evidence_free(NULL);
}
END_TEST

/* Byte by byte, for others read it too. The sample is checked against the published schema. */
START_TEST(what_is_written_is_as_it_always_was)
{
	const char *source = getenv("srcdir");
	struct evidence *evidence = make_evidence();
	char *path = io_join(source != NULL ? source : ".", "tests/fuzz/corpus/evidence/everything");
	char *text, *sample;
	size_t length, sample_length;

	ck_assert_int_eq(store_write(evidence, scratch, &err), 0);
	text = read_text(&length);
	ck_assert_msg(io_read_file(path, 1 << 20, &sample, &sample_length, &err) == 0, "%s", err.text);
	ck_assert_str_eq(text, sample);
	evidence_free(evidence);
	free(path);
	free(text);
	free(sample);
}
END_TEST

START_TEST(evidence_of_a_broken_set_up_comes_back)
{
	struct evidence *evidence = evidence_new(), *again;

	evidence->case_id = "a";
	evidence->mode = "ipv6";
	evidence->attempt = 1;
	evidence->harness_error = "no namespaces";
	evidence->harness_error_line = 3;
	ck_assert_int_eq(store_write(evidence, scratch, &err), 0);
	again = store_read(scratch, &err);
	ck_assert_msg(again != NULL, "%s", err.text);
	ck_assert_str_eq(again->harness_error, "no namespaces");
	ck_assert_str_eq(again->level_reason, "");
	ck_assert_uint_eq(again->step_count, 0);
	ck_assert_int_eq(store_write(evidence, "/nonexistent", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "cannot write '/nonexistent/evidence.json'"));
	evidence_free(evidence);
	evidence_free(again);
}
END_TEST

/* One packet as a capture has it. */
static struct packet_record
captured(int host, bool sent, int64_t time_ns, const char *bytes)
{
	size_t length = strlen(bytes);

	return (struct packet_record){ .host = host, .sent = sent, .time_ns = time_ns, .injected_by = 77,
		.packet = { .bytes = (const uint8_t *)bytes, .length = length, .wire_length = length } };
}

START_TEST(injected_packets_are_known_by_their_bytes)
{
	struct evidence *evidence = evidence_new();
	struct packet_record packets[] = {
		captured(0, false, 1000000, "abc"),  /* long before */
		captured(1, false, 5000000, "abc"),  /* the other host's */
		captured(0, true, 5000000, "abc"),   /* sent, not received */
		captured(0, false, 5000100, "abd"),
		captured(0, false, 5000200, "abc"),  /* the first */
		captured(0, false, 5000300, "abc"),  /* the second */
		captured(0, false, 5000400, "abc"),  /* nobody's */
	};
	struct wire_record wire[] = {
		{ .fate = WIRE_ANSWERED, .from = 1, .read_ns = 5000000, .written_ns = 5000001, .length = 3, .step = 1 },
		{ .fate = WIRE_INJECTED, .from = 1, .read_ns = 5000100, .written_ns = 5000101, .length = 3, .step = 4,
			.bytes = (const uint8_t *)"abc" },
		{ .fate = WIRE_INJECTED, .from = 1, .read_ns = 5000150, .written_ns = 5000160, .length = 3, .step = 5,
			.bytes = (const uint8_t *)"abc" },
		/* Never written, and nothing came. */
		{ .fate = WIRE_INJECTED, .from = 1, .read_ns = 6000000, .written_ns = -1, .length = 3, .step = 6,
			.bytes = (const uint8_t *)"abc" },
	};

	evidence->packets = packets;
	evidence->packet_count = sizeof packets / sizeof packets[0];
	evidence->wire = wire;
	evidence->wire_count = 4;
	evidence_find_injected(evidence);
	for (size_t i = 0; i < evidence->packet_count; i++)
		ck_assert_int_eq(packets[i].injected_by, i == 4 ? 4 : i == 5 ? 5 : -1);
	/* What came more than a second later is another one. */
	packets[4].time_ns = packets[5].time_ns = packets[6].time_ns = 2005000300;
	evidence_find_injected(evidence);
	for (size_t i = 0; i < evidence->packet_count; i++)
		ck_assert_int_eq(packets[i].injected_by, -1);
	evidence_free(evidence);
}
END_TEST

START_TEST(lateness_is_that_of_overlapping_stalls)
{
	struct evidence *evidence = make_evidence();

	ck_assert_int_eq(evidence_lateness_ns(evidence, 0, 49), 0);
	ck_assert_int_eq(evidence_lateness_ns(evidence, 0, 50), 50);
	ck_assert_int_eq(evidence_lateness_ns(evidence, 99, 99), 50);
	ck_assert_int_eq(evidence_lateness_ns(evidence, 101, 299), 10);
	ck_assert_int_eq(evidence_lateness_ns(evidence, 101, -1), 10);
	ck_assert_int_eq(evidence_lateness_ns(evidence, 301, 400), 0);
	ck_assert_int_eq(evidence_lateness_ns(evidence, 0, 1000), 50);
	ck_assert_int_eq(evidence_stalled_ns(evidence, 0, 1000), 60);
	ck_assert_int_eq(evidence_stalled_ns(evidence, 0, 100), 50);
	ck_assert_int_eq(evidence_stalled_ns(evidence, 301, -1), 0);
	/* What two of them say is counted once. */
	evidence->stalls[1] = (struct stall_record){ .at_ns = 120, .late_ns = 60 };
	ck_assert_int_eq(evidence_stalled_ns(evidence, 0, -1), 70);
	evidence->stalls[1] = (struct stall_record){ .at_ns = 120, .late_ns = 100 };
	ck_assert_int_eq(evidence_stalled_ns(evidence, 0, -1), 100);
	evidence_free(evidence);
}
END_TEST

/* A text with one thing changed in it; the caller's. */
static char *
changed(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	struct str str;

	ck_assert_msg(at != NULL, "'%s' is not in the evidence", from);
	str_init(&str);
	str_add_bytes(&str, text, (size_t)(at - text));
	str_add(&str, to);
	str_add(&str, at + strlen(from));
	return str.text;
}

START_TEST(what_is_wrong_is_said_in_words)
{
	static const struct {
		const char *from, *to, *words;
	} rows[] = {
		{ "\"format\": 1", "\"format\": 2", "this sockspec reads format 1" },
		{ "\"format\": 1", "\"forma\": 1", "not evidence of sockspec" },
		{ "\"case\"", "\"casse\"", "\"case\" is missing" },
		{ "\"mode\": \"ipv4\"", "\"mode\": \"ipv5\"", "\"mode\" is neither" },
		{ "\"mode\": \"ipv4\"", "\"mode\": 4", "\"mode\" is not a string" },
		{ "\"attempt\": 2", "\"attempt\": 0", "\"attempt\" is not a whole number from 1" },
		{ "\"attempt\": 2", "\"attempt\": 4294967296", "\"attempt\" is not" },
		{ "\"attempt\": 2", "\"attempt\": 2.5", "\"attempt\" is not" },
		{ "\"attempt\": 2", "\"attempt\": null", "\"attempt\" is not" },
		{ "\"level\": \"wire\"", "\"level\": \"wires\"", "\"level\" is not one of the words" },
		{ "\"level\": \"wire\"", "\"level\": []", "\"level\" is not one of the words" },
		{ "192.0.2.2\"", "192.0.2.2.2\"", "\"server_address\" is no address" },
		{ "tcp/recv/peek", "tcp/recv\\u0000/peek", "\"case\" has a NUL" },
		{ "\"steps\": [", "\"steps\": 3, \"x\": [", "\"steps\" is not an array" },
		{ "\"line\": 8", "\"line\": -8", "\"steps\" [1]: \"line\"" },
		{ "\"timed_out\": true", "\"timed_out\": 1", "\"timed_out\" is neither true nor false" },
		{ "\"host\": \"server\"", "\"host\": \"wire\"", "\"host\" is not one of the words" },
		{ "\"call\": {", "\"call\": [], \"x\": {", "\"steps\" [1]: \"call\": not an object" },
		{ "\"signals\": [", "\"signals\": \"S\", \"x\": [", "\"signals\" is not an array" },
		{ "\"signals\": [", "\"signals\": [1,", "\"signals\" is not a string" },
		{ "\"local\": {", "\"local\": 5, \"x\": {", "\"call\": \"local\" is not an address" },
		{ "\"local\": {", "\"local\": {}, \"x\": {", "\"local\": an object that is none of the forms" },
		{ "\"sample\": {", "\"sample\": 5, \"x\": {", "\"steps\" [2]: \"sample\" is not a structure" },
		{ "\"SOCK_DGRAM\"", "17", "\"type\" is not a name" },
		{ "\"present\": false", "\"present\": true", "\"file\" is missing" },
		{ "\"present\": false", "\"present\": true, \"file\": \"../x\"", "same folder" },
		{ "\"present\": false", "\"present\": true, \"file\": \"a/b\"", "same folder" },
		{ "\"captures\": {", "\"captures\": 1, \"x\": {", "\"captures\" is not an object" },
		{ "\"step\": 2", "\"step\": 3", "beyond the last step" },
		{ "\"step\": 1", "\"step\": -1", "\"wire\" [1]: \"step\" does not say which line injected it" },
		{ "4500016162", "45000161", "\"bytes\" are 4 bytes, not as many as its record says (5)" },
		{ "4500016162", "450001616g", "not a hex digit" },
		{ "{\n    \"hex\": \"4500016162\"\n   }", "\"E\"", "\"bytes\" is not {\"hex\": ...}" },
		{ "\"bytes\"", "\"byte\"", "\"bytes\" is missing: it was injected" },
		{ "\"fate\": \"injected\"", "\"fate\": \"passed\"", "stands where nothing was injected" },
		{ "\"end_ns\": 123456789", "\"end_ns\": 9223372036854775807", "\"end_ns\" is not" },
		{ "\"hex\"", "\"hax\"", "neither a string nor" },
		{ "\"format\": 1", "\"format\": 1, \"format\": 1", "duplicate" },
		{ "\"format\": 1", "\"format\" 1", "not JSON" },
	};
	struct evidence *evidence = make_evidence();
	char *text, *other;
	size_t length, i;

	ck_assert_int_eq(store_write(evidence, scratch, &err), 0);
	evidence_free(evidence);
	text = read_text(&length);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		other = changed(text, rows[i].from, rows[i].to);
		err_init(&err);
		evidence = store_parse("x/evidence.json", other, strlen(other), &err);
		ck_assert_msg(evidence == NULL, "%s was taken", rows[i].to);
		ck_assert_msg(strstr(err.text, rows[i].words) != NULL, "%s: %s", rows[i].to, err.text);
		ck_assert_msg(strstr(err.text, "x/evidence.json") != NULL ||
			strcmp(err.file, "x/evidence.json") == 0, "%s", err.text);
		free(other);
	}
	/* What a later version adds does not hurt. */
	other = changed(text, "\"format\": 1", "\"format\": 1, \"later\": [1]");
	evidence = store_parse("x", other, strlen(other), NULL);
	ck_assert_ptr_nonnull(evidence);
	evidence_free(evidence);
	free(other);
	free(text);
}
END_TEST

START_TEST(evidence_cut_anywhere_is_refused)
{
	struct evidence *evidence = make_evidence();
	size_t length, cut;
	char *text, *copy;

	ck_assert_int_eq(store_write(evidence, scratch, &err), 0);
	evidence_free(evidence);
	text = read_text(&length);
	while (length > 0 && text[length - 1] != '}')
		length--;
	for (cut = 0; cut < length; cut++) {
		copy = malloc(cut + 1);
		memcpy(copy, text, cut);
		err_init(&err);
		ck_assert_ptr_null(store_parse("x", copy, cut, &err));
		ck_assert(err.set && err.line > 0);
		free(copy);
	}
	free(text);
}
END_TEST

START_TEST(folders_without_evidence_are_refused)
{
	char *path = io_join(scratch, "evidence.json");

	ck_assert_ptr_null(store_read(scratch, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "cannot open"));
	err_init(&err);
	ck_assert_ptr_null(store_read("/nonexistent", &err));
	ck_assert_ptr_nonnull(strstr(err.text, "/nonexistent/evidence.json"));
	/* A great hole in the place of the file. */
	ck_assert_int_eq(io_write_file(path, "", 0, NULL), 0);
	ck_assert_int_eq(truncate(path, (off_t)65 << 20), 0);
	err_init(&err);
	ck_assert_ptr_null(store_read(scratch, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "too large"));
	free(path);
}
END_TEST

START_TEST(levels_have_names)
{
	ck_assert_str_eq(level_name(LEVEL_HOST), "host");
	ck_assert_str_eq(level_name(LEVEL_LOOPBACK), "loopback");
	ck_assert_str_eq(level_name(LEVEL_WIRE), "wire");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("store");
	TCase *tests = tcase_create("store");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, evidence_comes_back);
	tcase_add_test(tests, what_is_written_is_as_it_always_was);
	tcase_add_test(tests, evidence_of_a_broken_set_up_comes_back);
	tcase_add_test(tests, injected_packets_are_known_by_their_bytes);
	tcase_add_test(tests, lateness_is_that_of_overlapping_stalls);
	tcase_add_test(tests, what_is_wrong_is_said_in_words);
	tcase_add_test(tests, evidence_cut_anywhere_is_refused);
	tcase_add_test(tests, folders_without_evidence_are_refused);
	tcase_add_test(tests, levels_have_names);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
