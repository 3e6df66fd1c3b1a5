/* SPDX-License-Identifier: BSD-2-Clause */
/* One request to an actor: a call and its arguments as a line of JSON. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <jansson.h>

#include "harness/base/memory.h"
#include "harness/base/value.h"
#include "harness/play/actor_request.h"

struct request {
	uv_write_t write;
	uv_buf_t buffer;
};

static void request_written(uv_write_t *write, int status)
{
	struct request *request = write->data;

	(void)status; /* an actor that does not read has ended, and its output tells so */
	free(request->buffer.base);
	free(request);
}

static char *request_text(int64_t id, const char *name, struct value **arguments, size_t count, bool asleep)
{
	json_t *json = json_object(), *args = json_array();
	char *text;
	size_t i;

	json_object_set_new(json, "id", json_integer(id));
	json_object_set_new(json, "call", json_string(name));
	for (i = 0; i < count; i++)
		json_array_append_new(args, value_to_json(arguments[i]));
	json_object_set_new(json, "args", args);
	if (asleep)
		json_object_set_new(json, "asleep", json_true());
	text = json_dumps(json, JSON_COMPACT);
	json_decref(json);
	return text;
}

int actor_request_send(uv_stream_t *to, int64_t id, const char *name, struct value **arguments, size_t count,
	bool asleep)
{
	char *text = request_text(id, name, arguments, count, asleep);
	struct request *request;

	if (!text)
		return -1;
	request = memory_new(sizeof *request);
	/* The line's NUL becomes its newline. */
	request->buffer = uv_buf_init(text, (unsigned)strlen(text) + 1);
	text[request->buffer.len - 1] = '\n';
	request->write.data = request;
	if (uv_write(&request->write, to, &request->buffer, 1, request_written) < 0) {
		free(text);
		free(request);
		return -1;
	}
	return 0;
}
