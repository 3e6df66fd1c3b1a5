/* SPDX-License-Identifier: BSD-2-Clause */
/* Starts players, counts who works and who waits, and hears how they end. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/commands.h"
#include "harness/players.h"

#define PLAYERS_ARGUMENTS_MOST (32 + 2 * OPTIONS_SERVERS_MOST)
#define PLAYERS_WORDS_MOST 8192
#define PLAYERS_AT_ONCE 64        /* in all, unless -j says otherwise */
#define PLAYERS_BUSY_PER_CORE 4 /* a play waits for the kernel half of its time */
#define PLAYERS_DEADLINE_MS 60000 /* of one play; the player keeps it itself */
#define PLAYERS_GRACE_MS 10000    /* after it, and after TERM, it is killed */

struct players {
	uv_loop_t *loop;
	const struct options *options;
	enum level level;
	player_done_fn *done;
	void *context;
	char *player_program, *actor_program, *server_program;
	int at_once, busy_most;
	int running, busy;
	int stops;
	struct player *first;
};

struct player {
	struct players *players;
	struct player *next;
	void *job_context;
	uv_process_t process;
	uv_pipe_t input, words_pipe, status_pipe;
	uv_timer_t deadline;
	int open_handles;
	bool started, ended, waiting, killed_late;
	int64_t exit_status;
	int signal;
	struct str words;
	char words_room[4096], status_room[64];
};

struct players *players_new(uv_loop_t *loop, const struct options *options, enum level level,
	player_done_fn *done, void *context, struct err *err)
{
	struct players *players = calloc(1, sizeof *players);
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (players == NULL) {
		err_set(err, "out of memory");
		return NULL;
	}
	*players = (struct players){.loop = loop, .options = options, .level = level, .done = done,
		.context = context};
	players->player_program = commands_find_program("sockspec-player", PKGLIBEXECDIR);
	players->server_program = commands_find_program("sockspec-server", BINDIR);
	players->actor_program = commands_find_program("sockspec-actor", PKGLIBEXECDIR);
	/* On the machine's own loopback all plays would see each other's packets and ports. */
	players->at_once = options->jobs > 0 ? options->jobs : level == LEVEL_HOST ? 1 : PLAYERS_AT_ONCE;
	players->busy_most = (int)(cores > 0 ? cores : 1) * PLAYERS_BUSY_PER_CORE;
	return players;
}

bool players_have_room(const struct players *players)
{
	return players->stops == 0 && players->running < players->at_once && players->busy < players->busy_most;
}

int players_running(const struct players *players)
{
	return players->running;
}

static void player_set_waiting(struct player *player, bool waiting)
{
	if (player->waiting != waiting)
		player->players->busy += waiting ? -1 : 1;
	player->waiting = waiting;
}

static void player_unlink(struct player *player)
{
	struct player **link = &player->players->first;

	while (*link != player)
		link = &(*link)->next;
	*link = player->next;
}

/* All handles are closed and the process has ended: now, and only now, it is done. */
static void player_closed(uv_handle_t *handle)
{
	struct player *player = handle->data;
	struct players *players = player->players;
	struct player_end end;

	if (--player->open_handles > 0)
		return;
	player_set_waiting(player, false);
	players->busy--;
	players->running--;
	player_unlink(player);
	end = (struct player_end){(int)player->exit_status, player->signal, player->killed_late,
		str_text(&player->words)};
	if (player->started)
		players->done(players->context, player->job_context, &end);
	str_free(&player->words);
	free(player);
}

static void player_close_all(struct player *player)
{
	uv_handle_t *handles[] = {(uv_handle_t *)&player->process, (uv_handle_t *)&player->input,
		(uv_handle_t *)&player->words_pipe, (uv_handle_t *)&player->status_pipe, (uv_handle_t *)&player->deadline};
	size_t i;

	for (i = 0; i < sizeof handles / sizeof *handles; i++)
		if (!uv_is_closing(handles[i]))
			uv_close(handles[i], player_closed);
}

/* What it said may still be in the pipe when it has ended: both ends are waited for. */
static void player_close_if_over(struct player *player)
{
	if (player->ended && !uv_is_active((uv_handle_t *)&player->words_pipe))
		player_close_all(player);
}

static void player_exited(uv_process_t *process, int64_t exit_status, int signal_number)
{
	struct player *player = process->data;

	player->ended = true;
	player->exit_status = exit_status;
	player->signal = signal_number;
	player_close_if_over(player);
}

static void player_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct player *player = handle->data;

	(void)suggested;
	if (handle == (uv_handle_t *)&player->status_pipe)
		*buffer = uv_buf_init(player->status_room, sizeof player->status_room);
	else
		*buffer = uv_buf_init(player->words_room, sizeof player->words_room);
}

static void player_said(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct player *player = stream->data;

	if (count < 0) {
		uv_read_stop(stream);
		player_close_if_over(player);
	} else if (player->words.length < PLAYERS_WORDS_MOST) {
		str_add_bytes(&player->words, buffer->base, (size_t)count);
	}
}

static void player_status(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct player *player = stream->data;

	if (count < 0)
		uv_read_stop(stream);
	else if (count > 0)
		player_set_waiting(player, buffer->base[count - 1] == 'w');
	/* Room may have come about: the run loop looks again when it is told of nothing in particular. */
	player->players->done(player->players->context, NULL, NULL);
}

static void player_late(uv_timer_t *timer)
{
	struct player *player = timer->data;

	player->killed_late = true;
	if (!player->ended)
		uv_process_kill(&player->process, SIGKILL);
	uv_read_stop((uv_stream_t *)&player->words_pipe);
	player_close_if_over(player);
}

static int players_arguments(const struct players *players, const struct player_job *job, char **argv,
	struct str *texts)
{
	const struct options *options = players->options;
	const char *fixed[] = {players->player_program, job->path, "--id", job->id, "--mode", job->mode, "--folder",
		job->folder, "--level", level_name(players->level), "--least", level_name(players->level), "--self", players->actor_program,
		"--server-program", players->server_program, "--status-fd", "3", "--attempt"};
	int count = 0, i;
	size_t k;

	for (k = 0; k < sizeof fixed / sizeof *fixed; k++)
		argv[count++] = (char *)fixed[k];
	str_addf(&texts[0], "%d", job->attempt);
	argv[count++] = texts[0].text;
	str_addf(&texts[1], "%d", PLAYERS_DEADLINE_MS);
	argv[count++] = (char *)"--deadline-ms";
	argv[count++] = texts[1].text;
	if (options->timeout_ms > 0) {
		str_addf(&texts[2 + OPTIONS_SERVERS_MOST], "%d", options->timeout_ms);
		argv[count++] = (char *)"--step-deadline-ms";
		argv[count++] = texts[2 + OPTIONS_SERVERS_MOST].text;
	}
	if (options->actor != NULL) {
		argv[count++] = (char *)"--actor";
		argv[count++] = (char *)options->actor;
	}
	for (i = 0; i < options->server_count; i++) {
		str_addf(&texts[2 + i], "%s=%s", options->servers[i].kind, options->servers[i].command);
		argv[count++] = (char *)"--server";
		argv[count++] = texts[2 + i].text;
	}
	argv[count] = NULL;
	return count;
}

static void player_init(struct player *player, struct players *players, void *job_context)
{
	*player = (struct player){.players = players, .job_context = job_context, .open_handles = 5};
	uv_pipe_init(players->loop, &player->input, 0);
	uv_pipe_init(players->loop, &player->words_pipe, 0);
	uv_pipe_init(players->loop, &player->status_pipe, 0);
	uv_timer_init(players->loop, &player->deadline);
	player->process.data = player->input.data = player->words_pipe.data = player->status_pipe.data =
		player->deadline.data = player;
	str_init(&player->words);
}

int players_start(struct players *players, const struct player_job *job, void *job_context, struct err *err)
{
	struct player *player = calloc(1, sizeof *player);
	struct str texts[3 + OPTIONS_SERVERS_MOST] = {{0}};
	char *argv[PLAYERS_ARGUMENTS_MOST];
	uv_stdio_container_t stdio[4];
	uv_process_options_t spawn = {0};
	int status, i;

	if (player == NULL)
		return err_set(err, "out of memory");
	player_init(player, players, job_context);
	players_arguments(players, job, argv, texts);
	stdio[0].flags = UV_CREATE_PIPE | UV_READABLE_PIPE;
	stdio[0].data.stream = (uv_stream_t *)&player->input;
	stdio[1].flags = UV_IGNORE;
	stdio[2].flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE;
	stdio[2].data.stream = (uv_stream_t *)&player->words_pipe;
	stdio[3].flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE;
	stdio[3].data.stream = (uv_stream_t *)&player->status_pipe;
	spawn.file = players->player_program;
	spawn.args = argv;
	spawn.stdio = stdio;
	spawn.stdio_count = 4;
	spawn.exit_cb = player_exited;
	/* A session of its own, so that a terminal's Ctrl-C reaches us alone and we end it in order. */
	spawn.flags = UV_PROCESS_DETACHED;
	status = uv_spawn(players->loop, &player->process, &spawn);
	for (i = 0; i < 3 + OPTIONS_SERVERS_MOST; i++)
		str_free(&texts[i]);
	player->process.data = player;
	player->next = players->first;
	players->first = player;
	players->running++;
	players->busy++;
	if (status != 0) {
		player->ended = true;
		player_close_all(player);
		return err_set(err, "cannot start a player: %s: %s", players->player_program, uv_strerror(status));
	}
	player->started = true;
	uv_read_start((uv_stream_t *)&player->words_pipe, player_room, player_said);
	uv_read_start((uv_stream_t *)&player->status_pipe, player_room, player_status);
	uv_timer_start(&player->deadline, player_late, PLAYERS_DEADLINE_MS + PLAYERS_GRACE_MS, 0);
	return 0;
}

void players_stop(struct players *players)
{
	struct player *player;

	players->stops++;
	for (player = players->first; player != NULL; player = player->next) {
		if (!player->ended)
			uv_process_kill(&player->process, players->stops == 1 ? SIGTERM : SIGKILL);
		uv_timer_start(&player->deadline, player_late, PLAYERS_GRACE_MS, 0);
	}
}

void players_free(struct players *players)
{
	if (players == NULL)
		return;
	free(players->player_program);
	free(players->actor_program);
	free(players->server_program);
	free(players);
}
