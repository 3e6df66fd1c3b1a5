/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as run.json: refused with words, or taken with no path that leads out of the run's folder. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/rundir.h"
#include "tests/fuzz/json_edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Counted from the folder itself, whose depth is 0. */
static void check_path(const char *path)
{
	int depth = 0;

	if (path[0] == '/')
		abort();
	for (; *path != '\0'; path += strcspn(path, "/"), path += *path == '/') {
		size_t length = strcspn(path, "/");

		if (length == 2 && strncmp(path, "..", 2) == 0)
			depth--;
		else if (length > 0 && !(length == 1 && path[0] == '.'))
			depth++;
		if (depth < 0)
			abort();
	}
}

static void take(const char *text, size_t length)
{
	struct arena *arena = arena_new();
	struct run_record record;
	struct err err;

	err_init(&err);
	if ((rundir_parse_record("run.json", text, length, &record, arena, &err) != 0) != err.set)
		abort();
	for (size_t i = 0; !err.set && i < record.entry_count; i++) {
		check_path(record.entries[i].folder);
		if (strlen(record.entries[i].case_id) > length || record.entries[i].attempt < 0)
			abort();
	}
	arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_input input;
	char *text;

	take((const char *)data, size);
	json_input_read(&input, data, size);
	text = input.root ? json_dumps(input.root, JSON_ENCODE_ANY) : NULL;
	json_decref(input.root);
	if (text != NULL)
		take(text, strlen(text));
	free(text);
	return 0;
}
