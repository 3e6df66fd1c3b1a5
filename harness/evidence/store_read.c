/* SPDX-License-Identifier: BSD-2-Clause */
/* evidence.json and its captures -> evidence. Whatever is wrong in them becomes an error in words. */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/value.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/evidence/store_files.h"
#include "harness/evidence/store_parse.h"
#include "harness/evidence/store_tables.h"

/* Reads an array of records into the arena. 0 or -1. */
static int
store_read_records(struct arena *arena, json_t *root, const char *name, const struct field *fields,
	size_t size, void **records, size_t *count, struct err *err)
{
	json_t *array = json_object_get(root, name);
	size_t length = json_array_size(array), i;
	char *items;

	if (!json_is_array(array))
		return err_set(err, "\"%s\" is not an array", name);
	if (length > STORE_RECORDS_MOST)
		return err_set(err, "\"%s\" has more than %zu items", name, STORE_RECORDS_MOST);
	items = arena_array(arena, length, size);
	for (i = 0; i < length; i++) {
		if (record_read(arena, json_array_get(array, i), fields, items + i * size, err) != 0)
			return err_prefix(err, "\"%s\" [%zu]", name, i);
	}
	*records = items;
	*count = length;
	return 0;
}

/* An address must be one; a sample is a structure. */
static int
store_check_kind(const struct value *value, enum value_kind kind, const char *name, struct err *err)
{
	if (value == NULL || value->kind == kind)
		return 0;
	return err_set(err, "\"%s\" is not %s", name,
		kind == VALUE_ADDRESS ? "an address" : "a structure");
}

static int
store_read_call(struct arena *arena, json_t *json, struct step_record *step, struct err *err)
{
	struct call_record *call;
	size_t i;

	if (json == NULL)
		return 0;
	call = step->call = arena_alloc(arena, sizeof *call);
	if (record_read(arena, json, store_call_fields, call, err) != 0 ||
		store_check_kind(call->local, VALUE_ADDRESS, "local", err) != 0 ||
		store_check_kind(call->peer, VALUE_ADDRESS, "peer", err) != 0 ||
		store_check_kind(call->result_local, VALUE_ADDRESS, "result_local", err) != 0 ||
		store_check_kind(call->result_peer, VALUE_ADDRESS, "result_peer", err) != 0)
		return err_prefix(err, "\"call\"");
	for (i = 0; i < call->extra_count; i++) {
		if (store_check_kind(call->extras[i], VALUE_STRUCT, "extras", err) != 0)
			return err_prefix(err, "\"call\"");
	}
	return 0;
}

static int
store_read_steps(struct evidence *evidence, json_t *root, struct err *err)
{
	struct step_record *step;
	void *records;
	json_t *json;
	size_t i;

	if (store_read_records(evidence->arena, root, "steps", store_step_fields,
		sizeof evidence->steps[0], &records, &evidence->step_count, err) != 0)
		return -1;
	evidence->steps = records;
	for (i = 0; i < evidence->step_count; i++) {
		step = &evidence->steps[i];
		json = json_array_get(json_object_get(root, "steps"), i);
		if (store_check_kind(step->sample, VALUE_STRUCT, "sample", err) != 0 ||
			store_check_kind(step->address, VALUE_ADDRESS, "address", err) != 0 ||
			store_read_call(evidence->arena, json_object_get(json, "call"), step, err) != 0)
			return err_prefix(err, "\"steps\" [%zu]", i);
	}
	return 0;
}

/* The file must lie beside the evidence: a name that leads elsewhere is an attack or a mistake. */
static int
store_check_file(const struct capture_record *capture, struct err *err)
{
	if (capture->present && capture->file == NULL)
		return err_set(err, "\"file\" is missing");
	if (capture->file != NULL && (capture->file[0] == '\0' || capture->file[0] == '.' ||
		strchr(capture->file, '/') != NULL))
		return err_set(err, "\"file\" is not the name of a file in the same folder");
	return 0;
}

static int
store_read_captures(struct evidence *evidence, json_t *root, struct err *err)
{
	json_t *captures = json_object_get(root, "captures");
	int host;

	if (!json_is_object(captures))
		return err_set(err, "\"captures\" is not an object");
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		if (record_read(evidence->arena, json_object_get(captures, store_host_names[host]),
			store_capture_fields, &evidence->captures[host], err) != 0 ||
			store_check_file(&evidence->captures[host], err) != 0)
			return err_prefix(err, "\"captures\": \"%s\"", store_host_names[host]);
	}
	return 0;
}

/* A family, with the kind of socket in front where the page has kinds. */
static bool
store_is_mode(const char *mode)
{
	static const char *const modes[] = { "ipv4", "ipv6", "stream-ipv4", "stream-ipv6", "datagram-ipv4", "datagram-ipv6" };

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (strcmp(modes[i], mode) == 0)
			return true;
	return false;
}

static int
store_check_evidence(struct evidence *evidence, struct err *err)
{
	struct packet_address address;
	int host;

	if (!store_is_mode(evidence->mode))
		return err_set(err, "\"mode\" is neither \"ipv4\" nor \"ipv6\", with or without a kind of socket in front");
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		if (evidence->host_address[host] != NULL &&
			!packet_address_parse(&address, evidence->host_address[host], 0))
			return err_set(err, "\"%s_address\" is no address", store_host_names[host]);
		if (evidence->other_address[host] != NULL &&
			!packet_address_parse(&address, evidence->other_address[host], 0))
			return err_set(err, "\"%s_other_address\" is no address", store_host_names[host]);
	}
	if (evidence->level_reason == NULL)
		evidence->level_reason = "";
	return 0;
}

/* What a line made is known by its line and its bytes; nothing else has bytes. */
static int
store_check_wire(const struct evidence *evidence, const struct wire_record *record, struct err *err)
{
	bool injected = record->fate == WIRE_INJECTED;

	if (record->step >= (int)evidence->step_count)
		return err_set(err, "\"step\" is beyond the last step");
	if (injected && record->step < 0)
		return err_set(err, "\"step\" does not say which line injected it");
	if (injected != (record->bytes != NULL))
		return err_set(err, injected ? "\"bytes\" is missing: it was injected" :
			"\"bytes\" stands where nothing was injected");
	return 0;
}

static int
store_read_root(struct evidence *evidence, json_t *root, struct err *err)
{
	struct arena *arena = evidence->arena;
	json_t *format = json_object_get(root, "format");
	void *settings, *wire, *stalls, *processes;
	size_t i;

	if (!json_is_object(root) || !json_is_integer(format))
		return err_set(err, "this is not evidence of sockspec: \"format\" is missing");
	if (json_integer_value(format) != EVIDENCE_FORMAT)
		return err_set(err, "format %lld of evidence; this sockspec reads format %d",
			(long long)json_integer_value(format), EVIDENCE_FORMAT);
	if (record_read(arena, root, store_evidence_fields, evidence, err) != 0 ||
		store_check_evidence(evidence, err) != 0 ||
		store_read_steps(evidence, root, err) != 0 ||
		store_read_captures(evidence, root, err) != 0 ||
		store_read_records(arena, root, "settings", store_setting_fields,
			sizeof evidence->settings[0], &settings, &evidence->setting_count, err) != 0 ||
		store_read_records(arena, root, "wire", store_wire_fields, sizeof evidence->wire[0],
			&wire, &evidence->wire_count, err) != 0 ||
		store_read_records(arena, root, "stalls", store_stall_fields,
			sizeof evidence->stalls[0], &stalls, &evidence->stall_count, err) != 0 ||
		store_read_records(arena, root, "processes", store_process_fields,
			sizeof evidence->processes[0], &processes, &evidence->process_count, err) != 0)
		return -1;
	evidence->settings = settings;
	evidence->wire = wire;
	for (i = 0; i < evidence->wire_count; i++) {
		if (store_check_wire(evidence, &evidence->wire[i], err) != 0)
			return err_prefix(err, "\"wire\" [%zu]", i);
	}
	evidence->stalls = stalls;
	evidence->processes = processes;
	return 0;
}

struct evidence *
store_parse(const char *path, const char *text, size_t length, struct err *err)
{
	struct evidence *evidence;
	json_error_t where;
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &where);

	if (root == NULL) {
		err_set_at(err, path, where.line, where.column, "not JSON: %s", where.text);
		return NULL;
	}
	evidence = evidence_new();
	if (store_read_root(evidence, root, err) != 0) {
		err_prefix(err, "'%s'", path);
		evidence_free(evidence);
		evidence = NULL;
	}
	json_decref(root);
	return evidence;
}

static int
store_read_capture_files(struct evidence *evidence, const char *folder, struct err *err)
{
	char *path;
	int host, status = 0;

	for (host = 0; host < EVIDENCE_HOSTS && status == 0; host++) {
		if (!evidence->captures[host].present)
			continue;
		path = io_join(folder, evidence->captures[host].file);
		status = store_check_capture(evidence, host, path, err);
		if (status == 0)
			status = store_read_capture(evidence, host, path, err);
		free(path);
	}
	return status;
}

struct evidence *
store_read(const char *folder, struct err *err)
{
	struct evidence *evidence = NULL;
	char *path = io_join(folder, STORE_FILE);
	char *text;
	size_t length;

	if (io_read_file(path, STORE_JSON_MOST, &text, &length, err) == 0) {
		evidence = store_parse(path, text, length, err);
		if (evidence != NULL)
			evidence->digest = store_digest_bytes(evidence->arena, text, length);
		free(text);
	}
	if (evidence != NULL && store_read_capture_files(evidence, folder, err) != 0) {
		evidence_free(evidence);
		evidence = NULL;
	}
	if (evidence != NULL)
		evidence_find_injected(evidence);
	free(path);
	return evidence;
}
