/* SPDX-License-Identifier: BSD-2-Clause */
/* Where requests come from: lines out of a descriptor, by raw system calls. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "harness/actor/actor_input.h"
#include "harness/base/clock.h"

#define INPUT_CHUNK 65536

void input_init(struct input *input, int fd)
{
	*input = (struct input){.fd = fd};
}

void input_free(struct input *input)
{
	free(input->bytes);
	input->bytes = NULL;
}

static bool input_find_line(struct input *input, const char **line, size_t *length)
{
	char *newline = input->length > input->looked
		? memchr(input->bytes + input->looked, '\n', input->length - input->looked) : NULL;

	if (newline == NULL) {
		input->looked = input->length;
		return false;
	}
	*line = input->bytes + input->start;
	*length = (size_t)(newline - *line);
	input->start = input->looked = (size_t)(newline - input->bytes) + 1;
	return true;
}

static void input_make_room(struct input *input)
{
	if (input->start > 0) {
		memmove(input->bytes, input->bytes + input->start, input->length - input->start);
		input->length -= input->start;
		input->looked -= input->start;
		input->start = 0;
	}
	if (input->capacity - input->length >= INPUT_CHUNK)
		return;
	input->capacity = input->capacity * 2 + INPUT_CHUNK;
	input->bytes = realloc(input->bytes, input->capacity);
	if (input->bytes == NULL)
		abort();
}

static bool input_wait(struct input *input, int64_t wait_ns)
{
	struct pollfd entry = {.fd = input->fd, .events = POLLIN};
	struct timespec time = {.tv_sec = wait_ns / NS_PER_SECOND, .tv_nsec = wait_ns % NS_PER_SECOND};

	return syscall(SYS_ppoll, &entry, 1, wait_ns < 0 ? NULL : &time, NULL, 0) > 0;
}

enum input_event input_read(struct input *input, int64_t wait_ns, const char **line, size_t *length)
{
	for (;;) {
		long count;

		if (input_find_line(input, line, length))
			return INPUT_LINE;
		if (input->ended) {
			*line = input->bytes + input->start;
			*length = input->length - input->start;
			input->start = input->looked = input->length;
			return *length > 0 ? INPUT_LINE : INPUT_END;
		}
		if (input->length - input->start > INPUT_LINE_MOST)
			return INPUT_TOO_LONG;
		if (!input_wait(input, wait_ns)) {
			if (wait_ns >= 0)
				return INPUT_NOTHING;
			continue;
		}
		input_make_room(input);
		count = syscall(SYS_read, input->fd, input->bytes + input->length,
			input->capacity - input->length);
		if (count > 0)
			input->length += (size_t)count;
		else if (count == 0 || (errno != EINTR && errno != EAGAIN))
			input->ended = true;
	}
}
