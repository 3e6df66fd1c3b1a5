/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls and their results in words. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/case/calls.h"
#include "harness/judge/words.h"
#include "harness/match/eval.h"
#include "harness/names/names.h"

void words_add_result(struct str *str, int64_t result, const char *error)
{
	str_addf(str, "%" PRId64, result);
	if (result == -1 && error != NULL)
		str_addf(str, " %s", error);
}

void words_add_expected_results(struct str *str, const struct step *step)
{
	for (size_t i = 0; i < step->result_count; i++) {
		const struct result_pattern *result = &step->results[i];

		if (i > 0)
			str_add(str, " or ");
		if (result->value != NULL)
			eval_print_node(str, result->value);
		if (result->error != NULL)
			str_addf(str, " %s", result->error);
	}
}

void words_add_errno(struct str *str, const char *error)
{
	const char *explained = error == NULL ? NULL : names_explain_errno(error);

	str_add(str, error == NULL ? "no errno" : error);
	if (explained != NULL)
		str_addf(str, " (%s)", explained);
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

bool words_reads(const char *call)
{
	static const char *const names[] = { "recv", "recvfrom", "recvmsg", "read", "readv", "fgets", NULL };

	return is_one_of(call, names);
}

bool words_counts_bytes(const char *call)
{
	static const char *const names[] = { "send", "sendto", "sendmsg", "sendfile", "write", "writev", NULL };

	return words_reads(call) || is_one_of(call, names);
}

/* Descriptors as the names that the script has for them: 3 is `s`. */
static void add_descriptor(struct str *str, const struct env *env, enum case_host host,
	const struct value *value)
{
	for (size_t i = env->count; i > 0; i--) {
		const struct binding *binding = &env->bindings[i - 1];

		if (binding->is_socket && binding->host == host && value->kind == VALUE_INT &&
			binding->value->kind == VALUE_INT && binding->value->number == value->number) {
			str_add(str, binding->name);
			return;
		}
	}
	value_print(str, value, 64);
}

static void add_extras(struct str *str, const struct env *env, const struct step *step,
	const struct call_record *call)
{
	const struct value *sets = call->extra_count > 0 ? call->extras[0] : NULL;
	bool first = true;

	if (sets == NULL || sets->kind != VALUE_STRUCT)
		return;
	for (size_t i = 0; i < sets->count; i++) {
		const struct value *set = sets->fields[i].value;

		if (set->kind != VALUE_ARRAY || set->count == 0)
			continue;
		str_addf(str, "%s%s [", first ? " (" : ", ", sets->fields[i].name);
		first = false;
		for (size_t k = 0; k < set->count; k++) {
			if (k > 0)
				str_add(str, ", ");
			add_descriptor(str, env, step->host, set->items[k]);
		}
		str_add(str, "]");
	}
	if (!first)
		str_add(str, ")");
}

static void add_argument(struct str *str, const struct env *env, const struct step *step, size_t place,
	const struct call_spec *spec, const struct call_record *call)
{
	const struct node *written = step->arguments[place];
	bool came_out = call->exit_ns >= 0 && call->result != -1 && spec != NULL &&
		place < CALL_ARGUMENTS_MOST && calls_argument_is_out(spec->arguments[place]) &&
		place < call->argument_count && written->kind != NODE_NULL;
	const struct value *value;

	if (!came_out) {
		eval_print_node(str, written);
		return;
	}
	value = call->arguments[place];
	/* A long pattern is better read as what it is. */
	if (written->kind == NODE_CALL && eval_fits(env, written, value, NULL))
		eval_print_node(str, written);
	else
		eval_print_like(str, written, value);
}

void words_add_call(struct str *str, const struct env *env, const struct step *step,
	const struct call_record *call)
{
	const struct call_spec *spec = calls_find(step->name);

	str_addf(str, "%s%s(", step->host == HOST_SERVER ? "server: " : "", step->name);
	for (size_t i = 0; i < step->argument_count; i++) {
		if (i > 0)
			str_add(str, ", ");
		add_argument(str, env, step, i, spec, call);
	}
	str_add(str, ")");
	if (call->exit_ns < 0) {
		str_add(str, " has not returned");
		return;
	}
	str_add(str, " = ");
	words_add_result(str, call->result, call->error);
	if (call->result == -1 && call->error != NULL && names_explain_errno(call->error) != NULL)
		str_addf(str, " (%s)", names_explain_errno(call->error));
	add_extras(str, env, step, call);
	for (size_t i = 0; i < call->signal_count; i++)
		str_addf(str, " --- %s ---", call->signals[i]);
}
