/* SPDX-License-Identifier: BSD-2-Clause */
/* Where answers go: whole lines, one at a time, by raw system calls. */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/actor/actor_output.h"

void output_init(struct output *output, int fd)
{
	output->fd = fd;
	output->broken = false;
	pthread_mutex_init(&output->lock, NULL);
}

char *output_line(const json_t *object, size_t *length)
{
	char *text = json_dumps(object, JSON_COMPACT);
	char *line;

	if (text == NULL) {
		/* Only text that is not UTF-8 gets here, and value_to_json makes none. */
		*length = 0;
		return NULL;
	}
	*length = strlen(text) + 1;
	line = realloc(text, *length + 1);
	if (line == NULL)
		abort();
	line[*length - 1] = '\n';
	line[*length] = '\0';
	return line;
}

void output_lock(struct output *output)
{
	pthread_mutex_lock(&output->lock);
}

void output_unlock(struct output *output)
{
	pthread_mutex_unlock(&output->lock);
}

void output_write_locked(struct output *output, const char *line, size_t length)
{
	struct pollfd entry = {.fd = output->fd, .events = POLLOUT};

	while (length > 0 && !output->broken) {
		long written = syscall(SYS_write, output->fd, line, length);

		if (written >= 0) {
			line += written;
			length -= (size_t)written;
		} else if (errno == EAGAIN) {
			syscall(SYS_ppoll, &entry, 1, NULL, NULL, 0);
		} else if (errno != EINTR) {
			output->broken = true;
		}
	}
}

void output_failure(struct output *output, bool has_id, int64_t id, const char *text)
{
	json_t *answer = json_object();
	size_t length;
	char *line;

	json_object_set_new(answer, "id", has_id ? json_integer(id) : json_null());
	json_object_set_new(answer, "failure", json_string(text));
	line = output_line(answer, &length);
	json_decref(answer);
	output_lock(output);
	output_write_locked(output, line, length);
	output_unlock(output);
	free(line);
}

bool output_is_broken(struct output *output)
{
	bool broken;

	output_lock(output);
	broken = output->broken;
	output_unlock(output);
	return broken;
}
