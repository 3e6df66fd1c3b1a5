/* SPDX-License-Identifier: BSD-2-Clause */
/* `launch KIND as NAME`: a reference server or the user's in its place, started and ready. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/play/player.h"
#include "harness/play/server_command.h"

/* A server of the user's cannot say that it is ready: so often it is looked whether it has its port. */
#define SERVED_PAUSE_NS (2 * NS_PER_MS)

/* An interpreter and its modules take their time to begin, whatever --timeout says of the steps. */
#define READY_LEAST_NS (3 * NS_PER_SECOND)

static const char *server_address(const struct player *player)
{
	return player->evidence->host_address[HOST_SERVER];
}

/* In the child: nothing but system calls. */
static int give_up_privileges(void *context)
{
	(void)context;
	return sandbox_drop_privileges(0);
}

/* The set-up broke: which server, how, and what it wrote last. */
static void server_failed(struct player *player, const struct player_server *server, const char *how)
{
	size_t length;
	const char *output = proc_output(server->proc, &length);
	struct str words;

	str_init(&words);
	str_addf(&words, "the server %s (%s) %s", server->step->name, server->command, how);
	if (length > 0) {
		str_add(&words, "; it wrote ");
		str_add_quoted(&words, output, length, 200);
	}
	player_end(player, "%s", str_text(&words));
	str_free(&words);
}

static bool has_ended(struct player *player, struct player_server *server)
{
	char end[64];
	struct str how;

	if (proc_is_running(server->proc))
		return false;
	str_init(&how);
	str_addf(&how, "%s before it was ready", proc_describe_end(server->proc, end, sizeof end));
	server_failed(player, server, str_text(&how));
	str_free(&how);
	return true;
}

/* ---- a reference server says "ready PORT" ------------------------------------------------------------ */

static void take_ready_line(struct player_server *server)
{
	char *end = memchr(server->line, '\n', server->length);
	long long port;

	if (!end) {
		server->deaf = server->length == sizeof server->line;
		return;
	}
	*end = '\0';
	if (strncmp(server->line, "ready ", 6) == 0 && str_to_int(server->line + 6, &port) && port > 0 && port < 65536)
		server->port = (int)port;
	else
		server->deaf = true;
}

static void ready_came(uv_poll_t *poll, int status, int events)
{
	struct player_server *server = poll->data;
	ssize_t got = read(server->ready_fd, server->line + server->length, sizeof server->line - server->length);

	(void)status;
	(void)events;
	if (got > 0) {
		server->length += (size_t)got;
		take_ready_line(server);
	} else if (got == 0) {
		server->deaf = server->port == 0;
	}
	if (server->port > 0 || server->deaf || (got < 0 && errno != EAGAIN && errno != EINTR))
		uv_poll_stop(poll);
}

static bool has_said_ready(struct player *player, void *context)
{
	struct player_server *server = context;

	if (server->port > 0)
		return true;
	if (has_ended(player, server))
		return true;
	if (server->deaf && server->length > 0)
		server_failed(player, server, "said something else than that it is ready");
	return false;
}

/* ---- a server of the user's is ready when it has its port --------------------------------------------- */

static bool has_its_port(struct player *player, void *context)
{
	struct player_server *server = context;
	struct err err;
	bool served;

	err_init(&err);
	player_settle(player);
	if (diag_port_is_served(player->diags[HOST_SERVER], server->is_udp, server->wanted_port, &served, &err) < 0) {
		player_end(player, "%s", err.text);
		return true;
	}
	if (served) {
		server->port = server->wanted_port;
		return true;
	}
	if (has_ended(player, server))
		return true;
	player->recheck_ns = clock_now_ns() + SERVED_PAUSE_NS;
	return false;
}

/* ---- starting ----------------------------------------------------------------------------------------- */

static int start_process(struct player *player, struct player_server *server, struct proc_options *options,
	struct err *err)
{
	options->name = server->step->alias;
	options->command = server->command;
	options->prepare = give_up_privileges;
	options->cpu_seconds = (player->deadline_ns - player->begin_ns) / NS_PER_SECOND + 1;
	if (sandbox_visit(&player->sandbox, HOST_SERVER, err) < 0)
		return -1;
	server->proc = proc_start(&player->loop, options, err);
	if (sandbox_leave(&player->sandbox, err) < 0 || !server->proc)
		return -1;
	return 0;
}

static int start_reference(struct player *player, struct player_server *server, struct err *err)
{
	const char *program = player->options->server_program;
	const char *const argv[] = { program, server->step->name, "--host", server_address(player), "--port", "0",
		"--ready-fd", "3", NULL };
	struct proc_options options = { .argv = argv, .in_fd = -1, .out_fd = -1 };
	int fds[2], status;

	_Static_assert(PROC_KEPT_FD == 3, "the server is told this number");
	server->command = arena_printf(player->evidence->arena, "%s %s --host %s --port 0 --ready-fd %d", program,
		server->step->name, server_address(player), PROC_KEPT_FD);
	if (pipe2(fds, O_CLOEXEC) < 0)
		return err_set_errno(err, errno, "cannot make a pipe for the server %s", server->step->name);
	options.keep_fd = fds[1];
	status = start_process(player, server, &options, err);
	close(fds[1]);
	/* uv_poll_init makes the end that we read non-blocking. */
	if (status == 0 && uv_poll_init(&player->loop, &server->ready_poll, fds[0]) < 0)
		status = err_set(err, "cannot watch the server %s", server->step->name);
	if (status < 0) {
		close(fds[0]);
		return -1;
	}
	server->ready_fd = fds[0];
	server->polling = true;
	server->ready_poll.data = server;
	uv_poll_start(&server->ready_poll, UV_READABLE, ready_came);
	return 0;
}

static int start_command(struct player *player, struct player_server *server, const char *command, struct err *err)
{
	struct proc_options options = { .in_fd = -1, .out_fd = -1, .keep_fd = -1 };

	server->is_udp = server_kind_is_udp(server->step->name);
	if (!player->diags[HOST_SERVER]) {
		player->diags[HOST_SERVER] = diag_open(&player->sandbox, HOST_SERVER, err);
		if (!player->diags[HOST_SERVER])
			return -1;
	}
	if (server_find_port(&player->sandbox, server_address(player), &server->wanted_port, err) < 0)
		return -1;
	server->command = server_expand_command(player->evidence->arena, command, server_address(player),
		server->wanted_port, err);
	if (!server->command)
		return err_prefix(err, "--server %s", server->step->name);
	return start_process(player, server, &options, err);
}

/* What the user put in the place of a kind of server; NULL where nothing. */
static const char *find_command(const struct player *player, const char *kind)
{
	size_t i;

	for (i = 0; i < player->options->server_count; i++)
		if (strcmp(player->options->servers[i].kind, kind) == 0)
			return player->options->servers[i].command;
	return NULL;
}

void step_play_launch(struct player *player, const struct step *step, struct step_record *record)
{
	struct player_server *server = &player->servers[step->index];
	const char *command = find_command(player, step->name);
	int64_t patience_ns = player->step_deadline_ns > READY_LEAST_NS ? player->step_deadline_ns : READY_LEAST_NS;
	int status;
	struct err err;

	err_init(&err);
	server->step = step;
	status = command ? start_command(player, server, command, &err) : start_reference(player, server, &err);
	if (status < 0) {
		player_end(player, "%s", err.text);
		return;
	}
	record->timed_out = player_wait(player, command ? has_its_port : has_said_ready, server,
		clock_now_ns() + patience_ns) == WAIT_DEADLINE;
	if (record->timed_out)
		server_failed(player, server, command ? arena_printf(player->evidence->arena,
			"did not become ready: nobody on its host has port %d", server->wanted_port) : "did not become ready");
	if (player->over || server->port == 0)
		return;
	record->address = value_address(player->evidence->arena, player->env.mode == MODE_IPV4 ? "AF_INET" : "AF_INET6",
		server_address(player), server->port);
	env_absorb(&player->env, step, record);
}

static void poll_closed(uv_handle_t *handle)
{
	struct player_server *server = handle->data;

	close(server->ready_fd);
	server->ready_fd = -1;
}

void servers_close(struct player *player)
{
	size_t i;

	for (i = 0; i < player->page->step_count; i++) {
		struct player_server *server = &player->servers[i];

		proc_close(server->proc);
		server->proc = NULL;
		if (server->polling)
			uv_close((uv_handle_t *)&server->ready_poll, poll_closed);
		server->polling = false;
	}
}
