/* SPDX-License-Identifier: BSD-2-Clause */
/* The other end of the actor protocol, for tests. */
#include "config.h"

#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/actor/actor.h"
#include "tests/unit/actor_client.h"

#define CLIENT_WAIT_MS 5000

struct client {
	pid_t pid;
	int to, from;
	int last_id;
	char *bytes;
	size_t length, capacity;
};

int client_serve_if_asked(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "serve") == 0)
		return actor_serve(STDIN_FILENO, STDOUT_FILENO);
	return -1;
}

static void client_become(char *const command[], const char *preload, const char *wrong, int in, int out)
{
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	/* What the test's own surroundings have open is nothing to the actor. */
	for (int fd = 3; fd < 256; fd++)
		close(fd);
	if (preload != NULL) {
		setenv("LD_PRELOAD", preload, 1);
		setenv("SOCKSPEC_SHIM", wrong, 1);
		/* A sanitizer's own library wants to come first; that it does not is what we want here. */
		setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
	}
	execvp(command[0], command);
	_exit(127);
}

static struct client *client_start_with(char *const command[], const char *preload, const char *wrong)
{
	struct client *client = calloc(1, sizeof *client);
	int to[2], from[2];
	json_t *ready;

	ck_assert_ptr_nonnull(client);
	ck_assert_int_eq(pipe2(to, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(from, O_CLOEXEC), 0);
	client->pid = fork();
	ck_assert_int_ge(client->pid, 0);
	if (client->pid == 0)
		client_become(command, preload, wrong, to[0], from[1]);
	close(to[0]);
	close(from[1]);
	client->to = to[1];
	client->from = from[0];
	ready = client_next(client);
	ck_assert_msg(ready != NULL && json_integer_value(json_object_get(ready, "ready")) == 1,
		"the actor does not say that it is ready");
	json_decref(ready);
	return client;
}

struct client *client_start_command(char *const command[])
{
	return client_start_with(command, NULL, NULL);
}

struct client *client_start(const char *wrong)
{
	char self[4096], serve[] = "serve", path[4096];
	char *command[] = {self, serve, NULL};
	const char *folder = getenv("builddir");
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

	ck_assert_int_gt(length, 0);
	self[length] = '\0';
	if (wrong == NULL)
		return client_start_with(command, NULL, NULL);
	snprintf(path, sizeof path, "%s/tests/wrong/shims.so", folder != NULL ? folder : ".");
	ck_assert_msg(access(path, R_OK) == 0, "there is no %s", path);
	return client_start_with(command, path, wrong);
}

int client_end(struct client *client)
{
	int status;

	close(client->to);
	ck_assert_int_eq(waitpid(client->pid, &status, 0), client->pid);
	close(client->from);
	free(client->bytes);
	free(client);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void client_send(struct client *client, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t count = write(client->to, bytes, length);

		ck_assert_msg(count > 0, "the actor does not read");
		bytes += count;
		length -= (size_t)count;
	}
}

static bool client_read_more(struct client *client)
{
	struct pollfd entry = {.fd = client->from, .events = POLLIN};
	ssize_t count;

	if (client->capacity - client->length < 65536) {
		client->capacity = client->capacity * 2 + 65536;
		client->bytes = realloc(client->bytes, client->capacity);
		ck_assert_ptr_nonnull(client->bytes);
	}
	ck_assert_msg(poll(&entry, 1, CLIENT_WAIT_MS) == 1, "the actor does not answer");
	count = read(client->from, client->bytes + client->length, client->capacity - client->length);
	ck_assert_int_ge(count, 0);
	client->length += (size_t)count;
	return count > 0;
}

json_t *client_next(struct client *client)
{
	char *newline;
	json_error_t error;
	json_t *json;

	while (client->length == 0
		|| (newline = memchr(client->bytes, '\n', client->length)) == NULL)
		if (!client_read_more(client))
			return NULL;
	json = json_loadb(client->bytes, (size_t)(newline - client->bytes), 0, &error);
	ck_assert_msg(json != NULL, "an answer is not JSON: %s", error.text);
	client->length -= (size_t)(newline + 1 - client->bytes);
	memmove(client->bytes, newline + 1, client->length);
	return json;
}

static int client_post_list(struct client *client, bool asleep, const char *call, const char *format,
	va_list arguments)
{
	json_error_t error;
	json_t *list = json_vpack_ex(&error, 0, format, arguments), *request;
	char *text;

	ck_assert_msg(list != NULL, "%s: %s", format, error.text);
	request = json_pack("{si ss so}", "id", ++client->last_id, "call", call, "args", list);
	if (asleep)
		json_object_set_new(request, "asleep", json_true());
	text = json_dumps(request, JSON_COMPACT);
	client_send(client, text, strlen(text));
	client_send(client, "\n", 1);
	free(text);
	json_decref(request);
	return client->last_id;
}

static json_t *client_call_list(struct client *client, const char *call, const char *format, va_list arguments)
{
	int id = client_post_list(client, false, call, format, arguments);
	json_t *answer = client_next(client);

	ck_assert_msg(answer != NULL, "the actor ended in %s", call);
	ck_assert_int_eq(json_integer_value(json_object_get(answer, "id")), id);
	return answer;
}

int client_post(struct client *client, bool asleep, const char *call, const char *format, ...)
{
	va_list arguments;
	int id;

	va_start(arguments, format);
	id = client_post_list(client, asleep, call, format, arguments);
	va_end(arguments);
	return id;
}

json_t *client_call(struct client *client, const char *call, const char *format, ...)
{
	va_list arguments;
	json_t *answer;

	va_start(arguments, format);
	answer = client_call_list(client, call, format, arguments);
	va_end(arguments);
	return answer;
}

long long client_number(struct client *client, const char *call, const char *format, ...)
{
	va_list arguments;
	json_t *answer;
	long long result;

	va_start(arguments, format);
	answer = client_call_list(client, call, format, arguments);
	va_end(arguments);
	result = client_result(answer);
	json_decref(answer);
	return result;
}

long long client_result(const json_t *answer)
{
	const json_t *result = json_object_get(answer, "result");

	ck_assert_msg(json_is_integer(result), "no result: %s",
		json_string_value(json_object_get(answer, "failure")));
	return json_integer_value(result);
}

const char *client_errno(const json_t *answer)
{
	const char *name = json_string_value(json_object_get(answer, "errno"));

	return name != NULL ? name : "";
}

bool client_came_out(const json_t *answer, size_t place, const char *expected)
{
	json_t *json = json_loads(expected, JSON_DECODE_ANY, NULL);
	json_t *found = json_array_get(json_object_get(answer, "args"), place);
	bool equal = json_equal(json, found) == 1;
	char *text = found != NULL ? json_dumps(found, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

	ck_assert_msg(json != NULL, "not JSON: %s", expected);
	if (!equal)
		fprintf(stderr, "argument %zu came out as %s\n", place + 1, text != NULL ? text : "nothing");
	free(text);
	json_decref(json);
	return equal;
}

static int client_bind(struct client *client, const char *family, const char *type, json_t **address)
{
	const char *numeric = strcmp(family, "AF_INET") == 0 ? "127.0.0.1" : "::1";
	int fd = (int)client_number(client, "socket", "[ssi]", family, type, 0);
	json_t *answer;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(client_number(client, "bind", "[i{sssssi}{sb}]", fd, "family", family, "address",
		numeric, "port", 0, "any", 1), 0);
	answer = client_call(client, "getsockname", "[i{sb}{sb}]", fd, "any", 1, "any", 1);
	ck_assert_int_eq(client_result(answer), 0);
	*address = json_incref(json_array_get(json_object_get(answer, "args"), 1));
	json_decref(answer);
	return fd;
}

int client_listen(struct client *client, const char *family, json_t **address)
{
	int fd = client_bind(client, family, "SOCK_STREAM", address);

	ck_assert_int_eq(client_number(client, "listen", "[ii]", fd, 5), 0);
	return fd;
}

int client_bind_datagram(struct client *client, const char *family, json_t **address)
{
	return client_bind(client, family, "SOCK_DGRAM", address);
}

void client_connect_pair(struct client *client, int *near, int *far)
{
	json_t *address;
	int listener = client_listen(client, "AF_INET", &address);

	*near = (int)client_number(client, "socket", "[ssi]", "AF_INET", "SOCK_STREAM", 0);
	ck_assert_int_eq(client_number(client, "connect", "[io{sb}]", *near, address, "any", 1), 0);
	*far = (int)client_number(client, "accept", "[inn]", listener);
	ck_assert_int_ge(*far, 0);
	ck_assert_int_eq(client_number(client, "close", "[i]", listener), 0);
}
