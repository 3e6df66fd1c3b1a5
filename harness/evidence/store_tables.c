/* SPDX-License-Identifier: BSD-2-Clause */
/* The members of evidence.json, one row each. docs/evidence.md explains them; a new one is a row here. */
#include "config.h"

#include <limits.h>

#include "harness/evidence/evidence.h"
#include "harness/evidence/store_tables.h"

/* Sums and differences of times within this range do not overflow: 31 years. */
#define TIME_MOST INT64_C(1000000000000000000)

#define TEXT(record, member, key) \
	{ .name = key, .kind = FIELD_TEXT, .offset = offsetof(struct record, member) }
#define MUST_TEXT(record, member, key) \
	{ .name = key, .kind = FIELD_TEXT, .offset = offsetof(struct record, member), .required = true }
#define BLOB(record, member, length, key) \
	{ .name = key, .kind = FIELD_BLOB, .offset = offsetof(struct record, member), \
		.count_offset = offsetof(struct record, length) }
#define BYTES(record, member, length, key) \
	{ .name = key, .kind = FIELD_BYTES, .offset = offsetof(struct record, member), \
		.count_offset = offsetof(struct record, length) }
#define NUMBER(record, member, key, from, to) \
	{ .name = key, .kind = FIELD_INT, .offset = offsetof(struct record, member), .least = from, \
		.most = to }
#define WIDE(record, member, key, from, to) \
	{ .name = key, .kind = FIELD_INT64, .offset = offsetof(struct record, member), .least = from, \
		.most = to }
#define TIME(record, member, key) WIDE(record, member, key, -1, TIME_MOST)
#define SIZE(record, member, key) \
	{ .name = key, .kind = FIELD_SIZE, .offset = offsetof(struct record, member), .least = 0, \
		.most = INT64_MAX }
#define FLAG(record, member, key) \
	{ .name = key, .kind = FIELD_BOOL, .offset = offsetof(struct record, member) }
#define SELDOM(record, member, key) \
	{ .name = key, .kind = FIELD_BOOL, .offset = offsetof(struct record, member), .seldom = true }
#define WORD(record, member, key, words) \
	{ .name = key, .kind = FIELD_ENUM, .offset = offsetof(struct record, member), .names = words }
#define CONSTANT(record, member, key, which) \
	{ .name = key, .kind = FIELD_CONSTANT, .offset = offsetof(struct record, member), .group = which }
#define VALUE(record, member, key) \
	{ .name = key, .kind = FIELD_VALUE, .offset = offsetof(struct record, member) }
#define VALUES(record, member, count, key) \
	{ .name = key, .kind = FIELD_VALUES, .offset = offsetof(struct record, member), \
		.count_offset = offsetof(struct record, count) }
#define TEXTS(record, member, count, key) \
	{ .name = key, .kind = FIELD_TEXTS, .offset = offsetof(struct record, member), \
		.count_offset = offsetof(struct record, count) }
#define END { .name = NULL }

const char *const store_host_names[] = { "client", "server", NULL };
static const char *const level_names[] = { "host", "loopback", "wire", NULL };
static const char *const step_fates[] = { "not-reached", "played", "unplayable", NULL };
static const char *const wire_fates[] = { "passed", "dropped", "delayed", "duplicated", "reordered", "changed",
	"answered", "injected", "played", NULL };

const struct field store_evidence_fields[] = {
	MUST_TEXT(evidence, case_id, "case"),
	MUST_TEXT(evidence, mode, "mode"),
	NUMBER(evidence, attempt, "attempt", 1, INT_MAX),
	WORD(evidence, level, "level", level_names),
	TEXT(evidence, level_reason, "level_reason"),
	TEXT(evidence, version, "version"),
	TEXT(evidence, kernel, "kernel"),
	WIDE(evidence, begin_wall_ns, "begin_wall_ns", 0, INT64_MAX),
	TIME(evidence, end_ns, "end_ns"),
	TEXT(evidence, harness_error, "harness_error"),
	NUMBER(evidence, harness_error_line, "harness_error_line", 0, INT_MAX),
	TEXT(evidence, host_address[0], "client_address"),
	TEXT(evidence, host_address[1], "server_address"),
	TEXT(evidence, other_address[0], "client_other_address"),
	TEXT(evidence, other_address[1], "server_other_address"),
	WIDE(evidence, worst_late_ns, "worst_late_ns", 0, TIME_MOST),
	BLOB(evidence, page, page_length, "page"),
	END
};

const struct field store_step_fields[] = {
	NUMBER(step_record, line, "line", 0, INT_MAX),
	WORD(step_record, fate, "fate", step_fates),
	TEXT(step_record, reason, "reason"),
	TIME(step_record, begin_ns, "begin_ns"),
	TIME(step_record, end_ns, "end_ns"),
	TIME(step_record, due_ns, "due_ns"),
	SELDOM(step_record, unsettled, "unsettled"),
	FLAG(step_record, timed_out, "timed_out"),
	VALUE(step_record, sample, "sample"),
	VALUE(step_record, address, "address"),
	END
};

const struct field store_call_fields[] = {
	MUST_TEXT(call_record, name, "name"),
	WORD(call_record, host, "host", store_host_names),
	TIME(call_record, enter_ns, "enter_ns"),
	TIME(call_record, exit_ns, "exit_ns"),
	FLAG(call_record, asleep, "asleep"),
	WIDE(call_record, result, "result", INT64_MIN, INT64_MAX),
	TEXT(call_record, error, "error"),
	VALUES(call_record, arguments, argument_count, "arguments"),
	VALUES(call_record, extras, extra_count, "extras"),
	TEXTS(call_record, signals, signal_count, "signals"),
	WIDE(call_record, overrun, "overrun", 0, INT64_MAX),
	VALUE(call_record, local, "local"),
	VALUE(call_record, peer, "peer"),
	CONSTANT(call_record, socket_type, "type", NAMES_TYPE),
	VALUE(call_record, result_local, "result_local"),
	VALUE(call_record, result_peer, "result_peer"),
	TEXT(call_record, failure, "failure"),
	END
};

const struct field store_capture_fields[] = {
	FLAG(capture_record, present, "present"),
	TEXT(capture_record, reason, "reason"),
	TEXT(capture_record, file, "file"),
	FLAG(capture_record, armed, "armed"),
	FLAG(capture_record, complete, "complete"),
	WIDE(capture_record, received, "received", -1, INT64_MAX),
	WIDE(capture_record, dropped, "dropped", -1, INT64_MAX),
	TEXT(capture_record, digest, "sha256"),
	END
};

const struct field store_wire_fields[] = {
	TIME(wire_record, read_ns, "read_ns"),
	TIME(wire_record, written_ns, "written_ns"),
	WORD(wire_record, from, "from", store_host_names),
	SIZE(wire_record, length, "length"),
	WORD(wire_record, fate, "fate", wire_fates),
	TEXT(wire_record, action, "action"),
	NUMBER(wire_record, step, "step", -1, INT_MAX),
	BYTES(wire_record, bytes, length, "bytes"),
	END
};

const struct field store_stall_fields[] = {
	TIME(stall_record, at_ns, "at_ns"),
	WIDE(stall_record, late_ns, "late_ns", 0, TIME_MOST),
	END
};

const struct field store_setting_fields[] = {
	WORD(setting_record, host, "host", store_host_names),
	MUST_TEXT(setting_record, name, "name"),
	MUST_TEXT(setting_record, value, "value"),
	END
};

const struct field store_process_fields[] = {
	MUST_TEXT(process_record, name, "name"),
	TEXT(process_record, command, "command"),
	NUMBER(process_record, exit_status, "exit_status", INT_MIN, INT_MAX),
	NUMBER(process_record, exit_signal, "exit_signal", 0, INT_MAX),
	FLAG(process_record, ended_by_us, "ended_by_us"),
	BLOB(process_record, output, output_length, "output"),
	FLAG(process_record, output_cut, "output_cut"),
	END
};
