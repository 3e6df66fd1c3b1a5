/* SPDX-License-Identifier: BSD-2-Clause */
/* The player's end of the actor protocol: requests out, lines in, each to the call it belongs to. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <jansson.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/play/actor_answer.h"
#include "harness/play/actor_link.h"
#include "harness/play/actor_request.h"

/* A line holds at most a few buffers in hexadecimal; an actor that sends more speaks nonsense. */
#define LINE_MOST (64 << 20)
#define PROTOCOL_VERSION 1

struct pending {
	struct pending *next;
	int64_t id;
	int64_t asked_ns;    /* since the play's begin */
	struct call_record *record;
};

struct actor_link {
	uv_pipe_t to, from;
	int handles;         /* not yet closed by the loop */
	bool closed, ready;
	bool hung_up;        /* `to` is closed, and nothing is heard any more */
	int host;
	int64_t begin_ns;
	struct arena *arena;
	actor_event_fn *event;
	void *context;
	int64_t last_id;
	struct pending *pending;
	char *line;          /* what has come of the lines not yet taken */
	size_t length, room;
};

/* ---- the way out ---------------------------------------------------------------------------------- */

static void link_free(struct actor_link *link)
{
	struct pending *pending;

	while ((pending = link->pending)) {
		link->pending = pending->next;
		free(pending);
	}
	free(link->line);
	free(link);
}

static void handle_closed(uv_handle_t *handle)
{
	struct actor_link *link = handle->data;

	if (--link->handles == 0)
		link_free(link);
}

void actor_link_hang_up(struct actor_link *link)
{
	if (!link || link->hung_up)
		return;
	link->hung_up = true;
	link->ready = false;
	uv_close((uv_handle_t *)&link->to, handle_closed);
}

void actor_link_close(struct actor_link *link)
{
	if (!link || link->closed)
		return;
	actor_link_hang_up(link);
	link->closed = true;
	uv_close((uv_handle_t *)&link->from, handle_closed);
}

/* Says once what is wrong with the actor; nothing more is heard of it. */
static void link_break(struct actor_link *link, const char *text)
{
	if (link->hung_up)
		return;
	uv_read_stop((uv_stream_t *)&link->from);
	link->ready = false;
	link->event(link->context, ACTOR_BROKEN, NULL, text);
}

/* ---- lines in ------------------------------------------------------------------------------------- */

/* The pending call with this number, taken out of the list where `take`. */
static struct pending *find_pending(struct actor_link *link, int64_t id, bool take)
{
	struct pending **place, *found;

	for (place = &link->pending; (found = *place); place = &found->next) {
		if (found->id != id)
			continue;
		if (take)
			*place = found->next;
		return found;
	}
	return NULL;
}

static int take_ready(struct actor_link *link, json_t *version, struct err *err)
{
	if (json_integer_value(version) != PROTOCOL_VERSION)
		return err_set(err, "it speaks another version of the actor protocol than %d", PROTOCOL_VERSION);
	if (link->ready)
		return err_set(err, "it said twice that it is ready");
	link->ready = true;
	link->event(link->context, ACTOR_READY, NULL, NULL);
	return 0;
}

static int take_answer(struct actor_link *link, json_t *answer, struct err *err)
{
	struct answer_context context = { .arena = link->arena, .begin_ns = link->begin_ns };
	json_t *version = json_object_get(answer, "ready"), *id = json_object_get(answer, "id");
	struct pending *pending;
	struct call_record *record;
	bool returned;

	if (version)
		return take_ready(link, version, err);
	if (!json_is_integer(id))
		return err_set(err, "it answered without an id");
	returned = json_object_get(answer, "returned") || json_object_get(answer, "failure");
	pending = find_pending(link, json_integer_value(id), returned);
	if (!pending)
		return err_set(err, "it answered a call that is not running (id %lld)",
			(long long)json_integer_value(id));
	record = pending->record;
	context.asked_ns = pending->asked_ns;
	context.now_ns = clock_now_ns() - link->begin_ns;
	if (returned) {
		free(pending);
		if (actor_answer_returned(&context, answer, record, err) < 0)
			return -1;
		link->event(link->context, ACTOR_RETURNED, record, NULL);
		return 0;
	}
	if (actor_answer_entered(&context, answer, record, err) < 0)
		return -1;
	link->event(link->context, ACTOR_ENTERED, record, NULL);
	return 0;
}

static int take_line(struct actor_link *link, const char *line, size_t length, struct err *err)
{
	json_error_t where;
	json_t *answer = json_loadb(line, length, JSON_REJECT_DUPLICATES, &where);
	int status;

	if (!answer)
		return err_set(err, "it wrote what is not JSON (%s)", where.text);
	status = json_is_object(answer) ? take_answer(link, answer, err)
		: err_set(err, "it wrote JSON that is not an object");
	json_decref(answer);
	return status;
}

/* Takes every whole line; what is left of the last one stays. */
static void take_lines(struct actor_link *link, size_t from)
{
	size_t begin = 0;
	struct err err;
	char *end;

	while ((end = memchr(link->line + from, '\n', link->length - from))) {
		err_init(&err);
		if (take_line(link, link->line + begin, (size_t)(end - link->line) - begin, &err) < 0) {
			link_break(link, err.text);
			return;
		}
		if (link->hung_up)
			return;
		begin = from = (size_t)(end - link->line) + 1;
	}
	link->length -= begin;
	memmove(link->line, link->line + begin, link->length);
}

static void give_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct actor_link *link = handle->data;
	char *line;

	(void)suggested;
	buffer->base = NULL;
	buffer->len = 0; /* libuv then calls lines_came with UV_ENOBUFS */
	if (link->room - link->length < 4096) {
		size_t room = link->room ? link->room * 2 : 65536;

		if (room > LINE_MOST)
			return;
		line = realloc(link->line, room);
		if (!line)
			return;
		link->line = line;
		link->room = room;
	}
	buffer->base = link->line + link->length;
	buffer->len = link->room - link->length;
}

static void lines_came(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct actor_link *link = stream->data;
	size_t from = link->length;

	(void)buffer;
	if (link->hung_up) {
		if (count < 0)
			uv_read_stop(stream);
		link->length = 0;
	} else if (count == UV_ENOBUFS) {
		link_break(link, "it wrote a line that is too long");
	} else if (count < 0) {
		link_break(link, "it ended its output");
	} else if (count > 0) {
		link->length += (size_t)count;
		take_lines(link, from);
	}
}

/* ---- requests out --------------------------------------------------------------------------------- */

struct call_record *actor_link_call(struct actor_link *link, const char *name, struct value **arguments,
	size_t count, bool asleep_wanted, struct err *err)
{
	struct pending *pending;
	struct call_record *record;

	if (!link->ready) {
		err_set(err, "the actor is not ready for calls");
		return NULL;
	}
	pending = memory_new(sizeof *pending);
	record = arena_alloc(link->arena, sizeof *record);
	record->name = arena_strdup(link->arena, name);
	record->host = link->host;
	record->arguments = arena_array(link->arena, count, sizeof *record->arguments);
	if (count > 0)
		memcpy(record->arguments, arguments, count * sizeof *arguments);
	record->argument_count = count;
	pending->id = ++link->last_id;
	pending->asked_ns = clock_now_ns() - link->begin_ns;
	/* As long as the actor has not told more precisely. */
	record->enter_ns = pending->asked_ns;
	record->exit_ns = -1;
	pending->record = record;
	if (actor_request_send((uv_stream_t *)&link->to, pending->id, name, arguments, count, asleep_wanted) < 0) {
		free(pending);
		err_set(err, "cannot ask the actor for a call");
		return NULL;
	}
	pending->next = link->pending;
	link->pending = pending;
	return record;
}

struct actor_link *actor_link_open(uv_loop_t *loop, int to_actor, int from_actor, int host, int64_t begin_ns,
	struct arena *arena, actor_event_fn *event, void *context, struct err *err)
{
	struct actor_link *link = memory_new(sizeof *link);

	link->host = host;
	link->begin_ns = begin_ns;
	link->arena = arena;
	link->event = event;
	link->context = context;
	link->handles = 2;
	link->to.data = link->from.data = link;
	uv_pipe_init(loop, &link->to, 0);
	uv_pipe_init(loop, &link->from, 0);
	if (uv_pipe_open(&link->to, to_actor) < 0) {
		close(to_actor);
		close(from_actor);
	} else if (uv_pipe_open(&link->from, from_actor) < 0) {
		close(from_actor);
	} else if (uv_read_start((uv_stream_t *)&link->from, give_room, lines_came) == 0) {
		return link;
	}
	err_set(err, "cannot watch the descriptors of an actor");
	actor_link_close(link);
	return NULL;
}
