/* SPDX-License-Identifier: BSD-2-Clause */
/* The claims of a run's record. It may have been written by anybody, so nothing of it is printed as it is. */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/claims_run.h"
#include "reports/text.h"
#include "reports/told.h"

#define CLAIMS_RECORD_MOST (256 * 1024 * 1024)

struct claims_run {
	struct arena *arena;
	json_t *record;
	json_t *claims; /* of the record */
};

static json_t *claims_run_parse(const char *path, struct err *err)
{
	json_error_t error;
	json_t *record;
	size_t length;
	char *text;

	if (io_read_file(path, CLAIMS_RECORD_MOST, &text, &length, err) != 0)
		return NULL;
	record = json_loadb(text, length, 0, &error);
	free(text);
	if (record == NULL)
		err_set(err, "%s:%d: %s", path, error.line, error.text);
	return record;
}

struct claims_run *claims_run_read(const char *folder, struct err *err)
{
	char *path = io_join(folder, "results.json");
	struct claims_run *claims;
	struct arena *arena;
	json_t *record;

	if (path == NULL) {
		err_set(err, "out of memory");
		return NULL;
	}
	record = claims_run_parse(path, err);
	if (record != NULL && !json_is_array(json_object_get(record, "claims"))) {
		err_set(err, "%s says nothing of claims: 'sockspec report %s' writes it again", path, folder);
		json_decref(record);
		record = NULL;
	}
	free(path);
	if (record == NULL)
		return NULL;
	arena = arena_new();
	claims = arena_alloc(arena, sizeof *claims);
	*claims = (struct claims_run){arena, record, json_object_get(record, "claims")};
	return claims;
}

void claims_run_free(struct claims_run *claims)
{
	if (claims == NULL)
		return;
	json_decref(claims->record);
	arena_free(claims->arena);
}

static const json_t *claims_run_find(const struct claims_run *claims, const char *id)
{
	size_t i;

	for (i = 0; i < json_array_size(claims->claims); i++) {
		const json_t *claim = json_array_get(claims->claims, i);
		const char *one = json_string_value(json_object_get(claim, "id"));

		if (one != NULL && strcmp(one, id) == 0)
			return claim;
	}
	return NULL;
}

const char *claims_run_say(const struct claims_run *claims, const char *id)
{
	const json_t *claim = claims_run_find(claims, id);
	const char *key = claim ? json_string_value(json_object_get(claim, "verdict")) : NULL;
	const char *reason = claim ? json_string_value(json_object_get(claim, "reason")) : NULL;
	int i;

	for (i = 0; key != NULL && i < TOLD_COUNT; i++) {
		if (strcmp(key, told_verdict_key((enum told_verdict)i)) != 0)
			continue;
		if (reason == NULL || reason[0] == '\0')
			return _(told_verdict_words[i]);
		return arena_printf(claims->arena, "%s%s%s", _(told_verdict_words[i]), _(": "),
			text_clean_line(claims->arena, reason));
	}
	return NULL;
}
