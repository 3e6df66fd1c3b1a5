/* SPDX-License-Identifier: BSD-2-Clause */
/* Claims in the order of the registry, each with its verdict and the cases of the run that cite it. */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "harness/base/arena.h"
#include "reports/json_claims.h"
#include "reports/text.h"
#include "reports/told.h"

struct json_claim {
	const struct report_requirement *row;
	struct told_sum sum;
	const char *reason;     /* of the result that weighs most; clean */
	const char **cases;
	size_t count, capacity;
};

struct json_claims {
	struct arena *arena;
	struct json_claim *items;
	size_t count;
};

struct json_claims *json_claims_new(const struct report_run *run)
{
	struct arena *arena = arena_new();
	struct json_claims *claims = arena_alloc(arena, sizeof(*claims));
	size_t i;

	claims->arena = arena;
	claims->items = arena_array(arena, run->requirement_count + 1, sizeof(*claims->items));
	for (i = 0; i < run->requirement_count; i++)
		if (strcmp(run->requirements[i].scheme, "claim") == 0)
			claims->items[claims->count++] = (struct json_claim){.row = &run->requirements[i], .reason = ""};
	return claims;
}

void json_claims_add(struct json_claims *claims, const struct result *result)
{
	size_t i;

	for (i = 0; i < claims->count; i++) {
		struct json_claim *claim = &claims->items[i];

		if (!told_cites(result, claim->row))
			continue;
		if (told_sum_add(&claim->sum, result))
			claim->reason = text_clean(claims->arena, text_or_empty(result->reason));
		/* The modes of a case follow one another. */
		if (claim->count > 0 && strcmp(claim->cases[claim->count - 1], text_or_empty(result->case_id)) == 0)
			continue;
		claim->cases = arena_grow(claims->arena, claim->cases, claim->count, &claim->capacity, sizeof(*claim->cases));
		claim->cases[claim->count++] = text_clean(claims->arena, text_or_empty(result->case_id));
	}
}

json_t *json_claims_make(const struct json_claims *claims)
{
	json_t *array = json_array();
	size_t i, j;

	for (i = 0; i < claims->count; i++) {
		const struct json_claim *claim = &claims->items[i];
		enum told_verdict verdict = told_decide(&claim->sum, claim->row);
		bool told = verdict == TOLD_OTHERWISE || verdict == TOLD_UNDECIDED;
		json_t *cases = json_array();
		json_t *object;

		for (j = 0; j < claim->count; j++)
			json_array_append_new(cases, json_string(claim->cases[j]));
		object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "id", text_clean(claims->arena, claim->row->id),
			"subject", text_or_empty(claim->row->subject), "claim", text_clean(claims->arena, claim->row->summary),
			"fares", claim->row->level, "verdict", told_verdict_key(verdict), "reason", told ? claim->reason : "",
			"instead", text_clean(claims->arena, text_or_empty(claim->row->instead)), "cases", cases);
		if (!object || json_array_append_new(array, object) < 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

void json_claims_free(struct json_claims *claims)
{
	if (claims)
		arena_free(claims->arena);
}
