/* SPDX-License-Identifier: BSD-2-Clause */
/* The one way to wait: the loop runs until a condition holds or an absolute deadline has passed. */
#include "config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/play/stage.h"

/* From here on a wait is long: the run loop may let another play work meanwhile. */
#define WAIT_LONG_NS (15 * NS_PER_MS)

int64_t player_now(const struct player *player)
{
	return clock_now_ns() - player->begin_ns;
}

void player_end(struct player *player, const char *format, ...)
{
	va_list arguments;

	if (player->over)
		return;
	va_start(arguments, format);
	if (vasprintf(&player->over, format, arguments) < 0)
		player->over = NULL;
	va_end(arguments);
	if (!player->over)
		abort();
	player->over_step = player->current;
}

bool player_settle(struct player *player)
{
	if (player->wire)
		return wire_settle(player->wire);
	stage_drain(player);
	return true;
}

void player_tell(const struct player *player, char status)
{
	if (player->options->status_fd < 0)
		return;
	while (write(player->options->status_fd, &status, 1) < 0 && errno == EINTR)
		;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static enum wait_outcome wait_loop(struct player *player, wait_met_fn *met, void *context, int64_t deadline_ns,
	bool *told)
{
	int64_t long_ns = clock_now_ns() + WAIT_LONG_NS, now_ns, wake_ns;

	for (;;) {
		player->recheck_ns = INT64_MAX;
		actors_check(player);
		if (player->over)
			return WAIT_OVER;
		if (met && met(player, context))
			return player->over ? WAIT_OVER : WAIT_MET;
		now_ns = clock_now_ns();
		if (now_ns >= deadline_ns)
			return WAIT_DEADLINE;
		if (now_ns >= player->deadline_ns) {
			player_end(player, "the play took longer than %lld s",
				(long long)((player->deadline_ns - player->begin_ns) / NS_PER_SECOND));
			return WAIT_OVER;
		}
		if (!*told && now_ns >= long_ns) {
			player_tell(player, 'w');
			*told = true;
		}
		wake_ns = earlier(earlier(deadline_ns, player->deadline_ns), player->recheck_ns);
		alarm_set(player->alarm, *told ? wake_ns : earlier(wake_ns, long_ns));
		uv_run(&player->loop, UV_RUN_ONCE);
	}
}

enum wait_outcome player_wait(struct player *player, wait_met_fn *met, void *context, int64_t deadline_ns)
{
	bool told = false;
	enum wait_outcome outcome = wait_loop(player, met, context, deadline_ns, &told);

	if (told)
		player_tell(player, 'b');
	return outcome;
}

enum wait_outcome player_wait_until(struct player *player, int64_t due_ns)
{
	enum wait_outcome outcome = player_wait(player, NULL, NULL, due_ns);

	if (outcome == WAIT_DEADLINE)
		lateness_note(player->lateness, due_ns, clock_now_ns());
	return outcome;
}
