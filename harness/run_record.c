/* SPDX-License-Identifier: BSD-2-Clause */
/* run.json: what a run was, so that it can be judged and reported again. */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/rundir.h"

#define RUN_RECORD_BYTES_MOST (64 * 1024 * 1024)
#define RUN_RECORD_ENTRIES_MOST 200000
#define RUN_RECORD_ATTEMPTS_MOST 1000000

int rundir_write_record(const char *folder, const struct run_record *record, struct err *err)
{
	json_t *root = json_object(), *cases = json_array();
	char *text = NULL, *path = io_join(folder, "run.json");
	size_t i;
	int outcome;

	json_object_set_new(root, "format", json_integer(RUNDIR_FORMAT));
	json_object_set_new(root, "tool", json_string("sockspec"));
	json_object_set_new(root, "version", json_string(record->version));
	json_object_set_new(root, "command", json_string(record->command));
	json_object_set_new(root, "kernel", json_string(record->kernel));
	json_object_set_new(root, "level", json_string(record->level));
	json_object_set_new(root, "level_reason", json_string(record->level_reason));
	json_object_set_new(root, "started_wall_ns", json_integer(record->started_wall_ns));
	json_object_set_new(root, "duration_ns", json_integer(record->duration_ns));
	json_object_set_new(root, "interrupted", json_boolean(record->interrupted));
	if (record->baseline_text != NULL) {
		json_object_set_new(root, "baseline_path", json_string(record->baseline_path));
		json_object_set_new(root, "baseline", json_string(record->baseline_text));
	}
	for (i = 0; i < record->entry_count; i++) {
		const struct run_entry *entry = &record->entries[i];

		json_array_append_new(cases, json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:s*}", "id", entry->case_id, "mode",
			entry->mode, "page", entry->path, "folder", entry->folder, "attempt", entry->attempt, "attempts",
			entry->attempts, "sha256", entry->digest));
	}
	json_object_set_new(root, "cases", cases);
	text = json_dumps(root, JSON_INDENT(1));
	outcome = text && path ? io_write_file(path, text, strlen(text), err)
		: err_set(err, "run.json: a text in it is not UTF-8");
	json_decref(root);
	free(text);
	free(path);
	return outcome;
}

static const char *run_record_text(struct arena *arena, json_t *object, const char *name, struct err *err)
{
	json_t *member = json_object_get(object, name);

	if (json_is_string(member) && strlen(json_string_value(member)) == json_string_length(member))
		return arena_strdup(arena, json_string_value(member));
	if (!err->set)
		err_set(err, "'%s' is missing or no text", name);
	return "";
}

static int64_t run_record_number(json_t *object, const char *name, struct err *err)
{
	json_t *member = json_object_get(object, name);

	if (json_is_integer(member))
		return json_integer_value(member);
	if (!err->set)
		err_set(err, "'%s' is missing or no number", name);
	return 0;
}

static int run_record_attempts(json_t *object, const char *name, struct err *err)
{
	int64_t number = run_record_number(object, name, err);

	if (number < 0 || number > RUN_RECORD_ATTEMPTS_MOST) {
		if (!err->set)
			err_set(err, "'%s' is no number of attempts", name);
		return 0;
	}
	return (int)number;
}

/* A relative path that stays below: no part of it is "..", and it does not begin at the root. */
static bool run_record_path_is_safe(const char *path)
{
	const char *part = path;

	if (*path == '/' || *path == '\0')
		return false;
	for (; part != NULL; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
		if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
			return false;
	return true;
}

static void run_record_read(json_t *root, struct run_record *record, struct arena *arena, struct err *err)
{
	json_t *cases = json_object_get(root, "cases"), *item;
	size_t i;

	record->version = run_record_text(arena, root, "version", err);
	record->command = run_record_text(arena, root, "command", err);
	record->kernel = run_record_text(arena, root, "kernel", err);
	record->level = run_record_text(arena, root, "level", err);
	record->level_reason = run_record_text(arena, root, "level_reason", err);
	record->started_wall_ns = run_record_number(root, "started_wall_ns", err);
	record->duration_ns = run_record_number(root, "duration_ns", err);
	record->interrupted = json_is_true(json_object_get(root, "interrupted"));
	if (json_object_get(root, "baseline") != NULL) {
		record->baseline_text = run_record_text(arena, root, "baseline", err);
		record->baseline_path = run_record_text(arena, root, "baseline_path", err);
	}
	if (!json_is_array(cases) || json_array_size(cases) > RUN_RECORD_ENTRIES_MOST) {
		err_set(err, "'cases' is missing, no list, or too long");
		return;
	}
	record->entries = arena_array(arena, json_array_size(cases) + 1, sizeof *record->entries);
	json_array_foreach(cases, i, item) {
		struct run_entry *entry = &record->entries[record->entry_count];

		entry->case_id = run_record_text(arena, item, "id", err);
		entry->mode = run_record_text(arena, item, "mode", err);
		entry->path = run_record_text(arena, item, "page", err);
		entry->folder = run_record_text(arena, item, "folder", err);
		entry->attempt = run_record_attempts(item, "attempt", err);
		entry->attempts = run_record_attempts(item, "attempts", err);
		if (json_object_get(item, "sha256") != NULL)
			entry->digest = run_record_text(arena, item, "sha256", err);
		if (err->set)
			return;
		if (!run_record_path_is_safe(entry->folder)) {
			err_set(err, "the folder '%s' of case %zu leads outside the run", entry->folder, i + 1);
			return;
		}
		record->entry_count++;
	}
}

int rundir_parse_record(const char *path, const char *text, size_t length, struct run_record *record, struct arena *arena,
	struct err *err)
{
	json_error_t mistake;
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &mistake);

	*record = (struct run_record){0};
	if (root == NULL)
		return err_set_at(err, path, mistake.line, mistake.column, "broken run record: %s", mistake.text);
	if (run_record_number(root, "format", err) != RUNDIR_FORMAT) {
		if (!err->set)
			err_set(err, "%s has another format than this sockspec reads", path);
	} else {
		run_record_read(root, record, arena, err);
		if (err->set)
			err_prefix(err, "%s", path);
	}
	json_decref(root);
	return err->set ? -1 : 0;
}

int rundir_read_record(const char *folder, struct run_record *record, struct arena *arena, struct err *err)
{
	char *path = io_join(folder, "run.json"), *text = NULL;
	size_t length;
	int outcome;

	*record = (struct run_record){0};
	if (path == NULL || io_read_file(path, RUN_RECORD_BYTES_MOST, &text, &length, err) != 0) {
		free(path);
		return err_prefix(err, "%s holds no run of sockspec", folder);
	}
	outcome = rundir_parse_record(path, text, length, record, arena, err);
	free(text);
	free(path);
	return outcome;
}
