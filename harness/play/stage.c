/* SPDX-License-Identifier: BSD-2-Clause */
/* The stage of a play: the loop, the hosts, the wire and the captures. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/play/stage.h"

static const int ending_signals[] = { SIGTERM, SIGINT, SIGHUP };

static void mask_endings(int how)
{
	sigset_t set;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof ending_signals / sizeof *ending_signals; i++)
		sigaddset(&set, ending_signals[i]);
	sigprocmask(how, &set, NULL);
}

void stage_hold_signals(void)
{
	mask_endings(SIG_BLOCK);
}

/* ---- what ends a play from outside --------------------------------------------------------------- */

static void signalled(uv_signal_t *handle, int number)
{
	player_end(handle->data, "interrupted (%s)", number == SIGINT ? "SIGINT" : number == SIGHUP ? "SIGHUP" : "SIGTERM");
}

static void parent_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	static char ignored[64];

	(void)handle;
	(void)suggested;
	*buffer = uv_buf_init(ignored, sizeof ignored);
}

static void parent_said(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	(void)buffer;
	if (count >= 0)
		return;
	uv_read_stop(stream);
	player_end(stream->data, "interrupted (the run is gone)");
}

/*
 * Where the standard input is a pipe or a socket, its other end is the run loop's: when that ends, so does the
 * play. A terminal or /dev/null says nothing of the kind.
 */
static void watch_parent(struct player *player)
{
	struct stat status;

	if (fstat(STDIN_FILENO, &status) < 0 || !(S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)))
		return;
	uv_pipe_init(&player->loop, &player->parent, 0);
	player->parent.data = player;
	player->parent_watched = true;
	if (uv_pipe_open(&player->parent, STDIN_FILENO) == 0)
		uv_read_start((uv_stream_t *)&player->parent, parent_room, parent_said);
}

static void ticked(void *context)
{
	stage_drain(context);
}

static void describe(struct player *player)
{
	struct evidence *evidence = player->evidence;
	const struct case_page *page = player->page;
	size_t i;

	evidence->case_id = arena_strdup(evidence->arena, page->id);
	evidence->mode = case_mode_name(player->options->mode);
	evidence->page = arena_strndup(evidence->arena, page->text, page->length);
	evidence->page_length = page->length;
	evidence->attempt = player->options->attempt;
	evidence->version = PACKAGE_VERSION;
	evidence->begin_wall_ns = player->begin_ns + clock_wall_offset_ns();
	evidence->step_count = page->step_count;
	evidence->steps = arena_array(evidence->arena, page->step_count, sizeof *evidence->steps);
	for (i = 0; i < page->step_count; i++) {
		struct step_record *record = &evidence->steps[i];

		record->line = page->steps[i].where.line;
		record->begin_ns = record->end_ns = record->due_ns = -1;
	}
}

int stage_prepare(struct player *player, enum level given, const char *reason, struct err *err)
{
	size_t i;
	int status = uv_loop_init(&player->loop);

	if (status < 0)
		return err_set(err, "cannot make an event loop: %s", uv_strerror(status));
	player->loop_open = true;
	sigaction(SIGPIPE, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
	for (i = 0; i < sizeof ending_signals / sizeof *ending_signals; i++) {
		uv_signal_init(&player->loop, &player->signals[i]);
		player->signals[i].data = player;
		uv_signal_start(&player->signals[i], signalled, ending_signals[i]);
	}
	mask_endings(SIG_UNBLOCK);
	watch_parent(player);
	describe(player);
	stage_describe_machine(player, given, reason);
	player->alarm = alarm_open(&player->loop, NULL, NULL, err);
	return player->alarm ? 0 : -1;
}

/* Only now, when all is set up: what held the loop up before could not make anything late. */
int stage_begin(struct player *player)
{
	struct err err;

	err_init(&err);
	player->lateness = lateness_open(&player->loop, player->begin_ns, ticked, player, &err);
	if (!player->lateness)
		player_end(player, "%s", err.text);
	return player->over ? -1 : 0;
}

/* ---- the way out -------------------------------------------------------------------------------------- */

void stage_close(struct player *player)
{
	size_t i;
	int host;

	if (!player->loop_open)
		return;
	actors_close(player);
	servers_close(player);
	wire_close(player->wire);
	if (player->capture_watched)
		uv_close((uv_handle_t *)&player->capture_poll, NULL);
	for (host = 0; host < HOST_COUNT; host++) {
		capture_close(player->captures[host]);
		diag_close(player->diags[host]);
	}
	lateness_close(player->lateness);
	alarm_close(player->alarm);
	if (player->parent_watched)
		uv_close((uv_handle_t *)&player->parent, NULL);
	for (i = 0; i < sizeof ending_signals / sizeof *ending_signals; i++)
		if (player->signals[i].data)
			uv_close((uv_handle_t *)&player->signals[i], NULL);
	uv_run(&player->loop, UV_RUN_DEFAULT);
	uv_loop_close(&player->loop);
	if (player->sandbox_open)
		sandbox_close(&player->sandbox);
	live_close(&player->live);
}
