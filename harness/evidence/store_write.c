/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence -> evidence.json. The packets themselves are in the captures beside it. */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/evidence/store_tables.h"

static json_t *
store_record(const struct field *fields, const void *record)
{
	json_t *object = json_object();

	record_write(object, fields, record);
	return object;
}

/* Adds an array of `count` records of `size` bytes each. */
static void
store_add_records(json_t *root, const char *name, const struct field *fields, const void *records,
	size_t count, size_t size)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < count; i++)
		json_array_append_new(array, store_record(fields, (const char *)records + i * size));
	json_object_set_new(root, name, array);
}

static void
store_add_steps(json_t *root, const struct evidence *evidence)
{
	json_t *array = json_array(), *object;
	size_t i;

	for (i = 0; i < evidence->step_count; i++) {
		object = store_record(store_step_fields, &evidence->steps[i]);
		if (evidence->steps[i].call != NULL)
			json_object_set_new(object, "call",
				store_record(store_call_fields, evidence->steps[i].call));
		json_array_append_new(array, object);
	}
	json_object_set_new(root, "steps", array);
}

static void
store_add_captures(json_t *root, const struct evidence *evidence)
{
	json_t *object = json_object();
	int host;

	for (host = 0; host < EVIDENCE_HOSTS; host++)
		json_object_set_new(object, store_host_names[host],
			store_record(store_capture_fields, &evidence->captures[host]));
	json_object_set_new(root, "captures", object);
}

static json_t *
store_to_json(const struct evidence *evidence)
{
	json_t *root = json_object();

	json_object_set_new(root, "format", json_integer(EVIDENCE_FORMAT));
	record_write(root, store_evidence_fields, evidence);
	store_add_records(root, "settings", store_setting_fields, evidence->settings,
		evidence->setting_count, sizeof evidence->settings[0]);
	store_add_captures(root, evidence);
	store_add_steps(root, evidence);
	store_add_records(root, "wire", store_wire_fields, evidence->wire, evidence->wire_count,
		sizeof evidence->wire[0]);
	store_add_records(root, "stalls", store_stall_fields, evidence->stalls,
		evidence->stall_count, sizeof evidence->stalls[0]);
	store_add_records(root, "processes", store_process_fields, evidence->processes,
		evidence->process_count, sizeof evidence->processes[0]);
	return root;
}

int
store_write(const struct evidence *evidence, const char *folder, struct err *err)
{
	json_t *root = store_to_json(evidence);
	char *text = json_dumps(root, JSON_INDENT(1));
	char *path;
	size_t length;
	int status;

	json_decref(root);
	if (text == NULL)
		return err_set(err, "the evidence of '%s' cannot be written as JSON",
			evidence->case_id != NULL ? evidence->case_id : folder);
	length = strlen(text);
	text[length++] = '\n'; /* in the place of the NUL */
	path = io_join(folder, STORE_FILE);
	status = io_write_file(path, text, length, err);
	free(path);
	free(text);
	return status;
}
