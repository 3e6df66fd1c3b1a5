/* SPDX-License-Identifier: BSD-2-Clause */
/* select: what is ready stands behind the result, as sets of descriptors. */
#include "config.h"

#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/judge/context.h"
#include "harness/match/eval.h"

static bool set_has(const struct value *set, int64_t descriptor)
{
	int64_t number;

	if (set == NULL || set->kind != VALUE_ARRAY)
		return false;
	for (size_t i = 0; i < set->count; i++)
		if (eval_value_number(set->items[i], &number) && number == descriptor)
			return true;
	return false;
}

static size_t set_size(const struct value *set)
{
	return set == NULL || set->kind != VALUE_ARRAY ? 0 : set->count;
}

/* Sets are equal whatever their order. A set that is not written is an empty one. */
static bool set_fits(struct judge *judge, const struct node *written, const struct value *set)
{
	if (written == NULL)
		return set_size(set) == 0;
	if (written->kind == NODE_ANY)
		return true;
	if (written->kind != NODE_ARRAY || written->count != set_size(set))
		return false;
	for (size_t i = 0; i < written->count; i++) {
		struct err err;
		int64_t number;

		err_init(&err);
		if (eval_number(&judge->env, written->items[i], NULL, &number, &err) < 0 ||
			!set_has(set, number))
			return false;
	}
	return true;
}

static void print_set(struct judge *judge, const struct step *step, struct str *str,
	const struct value *set)
{
	str_add(str, "[");
	for (size_t i = 0; i < set_size(set); i++) {
		const char *name = NULL;

		for (size_t k = 0; k < judge->env.count && name == NULL; k++) {
			const struct binding *binding = &judge->env.bindings[k];
			int64_t own;

			if (binding->is_socket && binding->host == step->host &&
				eval_value_number(binding->value, &own) && set_has(set, own) &&
				set->items[i]->kind == VALUE_INT && set->items[i]->number == own)
				name = binding->name;
		}
		if (i > 0)
			str_add(str, ", ");
		if (name != NULL)
			str_add(str, name);
		else
			value_print(str, set->items[i], 32);
	}
	str_add(str, "]");
}

void judge_extras(struct judge *judge, const struct step *step, const struct call_record *call)
{
	static const char *const names[] = { "in", "out", "except" };
	const struct value *told = call->extra_count > 0 ? call->extras[0] : NULL;
	const struct node *written = step->extra_count > 0 ? step->extras[0] : NULL;

	if (written == NULL)
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct node *expected = case_field(written, names[i]);
		const struct value *set = told != NULL && told->kind == VALUE_STRUCT ?
			value_field(told, names[i]) : NULL;
		struct finding *finding;
		struct str left, right;

		if (set_fits(judge, expected, set))
			continue;
		str_init(&left);
		str_init(&right);
		if (expected != NULL)
			eval_print_node(&left, expected);
		else
			str_add(&left, "[]");
		print_set(judge, step, &right, set);
		finding = judge_add(judge, VERDICT_FAIL, step,
			expected == NULL ? &written->where : &expected->where,
			"%s found %s ready as \"%s\" instead of %s", step->name, str_text(&right), names[i],
			str_text(&left));
		judge_say_sides(judge, finding, str_text(&left), str_text(&right));
		judge_add_difference(judge, finding, names[i], str_text(&left), str_text(&right));
		str_free(&left);
		str_free(&right);
	}
}
