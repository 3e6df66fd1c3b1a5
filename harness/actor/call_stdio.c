/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fdopen, fgets, fputs, fflush, fclose: a stream of stdio over a descriptor. A stream is told by its descriptor's number, so
 * that a descriptor has one at a time. What fails is -1 with its errno; fgets gives how many bytes the line has, 0 at the end.
 */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "harness/actor/actor_args.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/base/value.h"

#define CALL_STREAMS_MOST 64

struct call_stream {
	FILE *file; /* NULL: the place is free */
	int fd;
	int users;  /* calls that are made with it just now */
	bool closing; /* none may begin any more */
};

static struct call_stream call_streams[CALL_STREAMS_MOST];
static pthread_mutex_t call_streams_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t call_streams_returned = PTHREAD_COND_INITIALIZER;

static int call_add_stream(struct call *call, FILE *file, int fd)
{
	struct call_stream *place = NULL;
	bool again = false;

	pthread_mutex_lock(&call_streams_lock);
	for (size_t i = 0; i < CALL_STREAMS_MOST; i++) {
		again |= call_streams[i].file != NULL && call_streams[i].fd == fd;
		if (call_streams[i].file == NULL)
			place = &call_streams[i];
	}
	if (place != NULL && !again)
		*place = (struct call_stream){.file = file, .fd = fd};
	pthread_mutex_unlock(&call_streams_lock);
	if (again)
		return err_set(&call->failure, "%d has a stream already; a second one needs a duplicate", fd);
	return place != NULL ? 0 : err_set(&call->failure, "more than %d streams", CALL_STREAMS_MOST);
}

/* The stream of a descriptor; it stays until it is given back. `closing`: the last call with it. NULL with failure. */
static struct call_stream *call_borrow_stream(struct call *call, size_t place, bool closing)
{
	struct call_stream *found = NULL;
	int fd;

	if (args_int(call, place, &fd) < 0)
		return NULL;
	pthread_mutex_lock(&call_streams_lock);
	for (size_t i = 0; i < CALL_STREAMS_MOST; i++)
		if (call_streams[i].file != NULL && !call_streams[i].closing && call_streams[i].fd == fd)
			found = &call_streams[i];
	if (found == NULL)
		err_set(&call->failure, "argument %zu: %d is no stream", place + 1, fd);
	else
		found->users++, found->closing = closing, call->socket = fd;
	pthread_mutex_unlock(&call_streams_lock);
	return found;
}

static void call_return_stream(struct call_stream *stream, bool closed)
{
	pthread_mutex_lock(&call_streams_lock);
	stream->users--;
	if (closed)
		stream->file = NULL;
	pthread_cond_broadcast(&call_streams_returned);
	pthread_mutex_unlock(&call_streams_lock);
}

/* As fclose waits for whoever reads or writes the stream; its memory is not to go while they do. */
static void call_wait_for_others(const struct call_stream *stream)
{
	pthread_mutex_lock(&call_streams_lock);
	while (stream->users > 1)
		pthread_cond_wait(&call_streams_returned, &call_streams_lock);
	pthread_mutex_unlock(&call_streams_lock);
}

int call_fdopen(struct call *call)
{
	const char *mode;
	FILE *file;
	int fd;

	if (args_descriptor(call, 0, &fd) < 0 || args_text(call, 1, &mode) < 0)
		return -1;
	if (mode == NULL)
		return err_set(&call->failure, "argument 2: a null pointer would end the actor");
	call_enter(call);
	file = fdopen(fd, mode);
	call_leave(call, file == NULL ? -1 : fd);
	return file == NULL ? 0 : call_add_stream(call, file, fd);
}

int call_fgets(struct call *call)
{
	struct call_stream *stream;
	struct buffer *buffer;
	struct value *line;
	const char *told;
	size_t length;
	int size;

	if (args_count(call, 1, buffer_fitting(call->arguments[0]), &size) < 0)
		return -1;
	/* Without room for the zero behind the line C says nothing of what happens. */
	if (size < 1)
		return err_set(&call->failure, "argument 2: there is no line of %d bytes", size);
	buffer = buffer_with_room(call, call->arguments[0], (size_t)size);
	if (buffer == NULL)
		return -1;
	if (buffer->room < (size_t)size)
		return err_set(&call->failure, "argument 2: more bytes than the buffer has");
	stream = call_borrow_stream(call, 2, false);
	if (stream == NULL)
		return -1;
	call_enter(call);
	told = fgets((char *)buffer->data, size, stream->file);
	/* An error of before is remembered by the stream, without its errno. */
	call_leave(call, told == NULL && errno != 0 && ferror(stream->file) ? -1 : 0);
	call_return_stream(stream, false);
	length = told == NULL ? 0 : strnlen(told, (size_t)size - 1);
	if (call->result == 0)
		call->result = (int64_t)length;
	/* The zero is in its place behind the line; a buffer that was left alone has none. */
	line = buffer_take(call, buffer, told == NULL ? 0 : length + 1);
	if (line->kind == VALUE_BYTES && line->length > length)
		line->length = length;
	call->arguments[0] = line;
	return 0;
}

int call_fputs(struct call *call)
{
	struct call_stream *stream;
	const char *text;

	if (args_text(call, 0, &text) < 0)
		return -1;
	if (text == NULL)
		return err_set(&call->failure, "argument 1: a null pointer would end the actor");
	stream = call_borrow_stream(call, 1, false);
	if (stream == NULL)
		return -1;
	call_enter(call);
	call_leave(call, fputs(text, stream->file) < 0 ? -1 : 0);
	call_return_stream(stream, false);
	return 0;
}

int call_fflush(struct call *call)
{
	struct call_stream *stream = call_borrow_stream(call, 0, false);

	if (stream == NULL)
		return -1;
	call_enter(call);
	call_leave(call, fflush(stream->file) == 0 ? 0 : -1);
	call_return_stream(stream, false);
	return 0;
}

int call_fclose(struct call *call)
{
	struct call_stream *stream = call_borrow_stream(call, 0, true);

	if (stream == NULL)
		return -1;
	/* Another thread may have got the number again before anyone could ask. */
	call->socket_is_gone = true;
	call_enter(call);
	call_wait_for_others(stream);
	errno = 0;
	call_leave(call, fclose(stream->file) == 0 ? 0 : -1);
	call_return_stream(stream, true);
	return 0;
}
