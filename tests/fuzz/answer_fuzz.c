/* SPDX-License-Identifier: BSD-2-Clause */
/* Any JSON as what an actor says of a call: refused with words, or a record whose times lie between question and answer. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/value.h"
#include "harness/play/actor_answer.h"
#include "tests/fuzz/json_edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds)
{
	if (!holds)
		abort();
}

static void check(const struct call_record *record, const struct answer_context *context)
{
	const struct value *const addresses[] = { record->local, record->peer, record->result_local, record->result_peer };

	expect(record->enter_ns >= context->asked_ns && record->enter_ns <= context->now_ns);
	expect(record->exit_ns >= record->enter_ns && record->exit_ns <= context->now_ns);
	expect(record->result != -1 || record->error != NULL);
	expect(record->overrun >= 0);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		expect(addresses[i] == NULL || addresses[i]->kind == VALUE_ADDRESS);
	for (size_t i = 0; i < record->argument_count; i++)
		expect(record->arguments[i] != NULL);
	for (size_t i = 0; i < record->signal_count; i++)
		expect(record->signals[i] != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct answer_context context = { .arena = arena, .begin_ns = 1000, .asked_ns = 100, .now_ns = 200 };
	struct call_record record = { .name = "recv", .argument_count = 4, .enter_ns = -1, .exit_ns = -1 };
	struct json_input input;
	struct err err;

	json_input_read(&input, data, size);
	if (input.root != NULL) {
		record.arguments = arena_array(arena, record.argument_count, sizeof(struct value *));
		for (size_t i = 0; i < record.argument_count; i++)
			record.arguments[i] = value_any(arena);
		err_init(&err);
		expect((actor_answer_entered(&context, input.root, &record, &err) != 0) == err.set);
		err_init(&err);
		expect((actor_answer_returned(&context, input.root, &record, &err) != 0) == err.set);
		if (!err.set && record.failure == NULL)
			check(&record, &context);
	}
	json_decref(input.root);
	arena_free(arena);
	return 0;
}
