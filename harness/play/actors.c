/* SPDX-License-Identifier: BSD-2-Clause */
/* The actors of a play: started on their hosts, asked when ready, and what their answers do to the play. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/str.h"
#include "harness/play/player.h"

/* How long after the end of its output we wait to learn what an actor died of. */
#define ACTOR_END_NS (200 * NS_PER_MS)

/* To start takes an actor so long at most, whatever patience was asked for with the steps: it is no evidence of anything. */
#define ACTOR_READY_NS (5 * NS_PER_SECOND)

static const char *const actor_names[HOST_COUNT] = { "client actor", "server actor" };

static void call_progressed(struct player *player, const struct call_record *call, enum call_progress progress)
{
	const struct case_page *page = player->page;
	size_t i;

	for (i = 0; i < page->step_count; i++) {
		if (player->evidence->steps[i].call != call)
			continue;
		player->calls[i] = progress;
		env_absorb(&player->env, &page->steps[i], &player->evidence->steps[i]);
		return;
	}
}

static void actor_heard(void *context, enum actor_event event, struct call_record *call, const char *text)
{
	struct player_actor *actor = context;

	switch (event) {
	case ACTOR_READY:
		actor->ready = true;
		return;
	case ACTOR_ENTERED:
		call_progressed(actor->player, call, CALL_ENTERED);
		return;
	case ACTOR_RETURNED:
		call_progressed(actor->player, call, CALL_RETURNED);
		return;
	case ACTOR_BROKEN:
		actor->broken = strdup(text);
		actor->broken_ns = clock_now_ns();
		return;
	}
}

/* In the child: nothing but system calls. */
static int give_up_privileges(void *context)
{
	return sandbox_drop_privileges(*(const sandbox_capabilities *)context);
}

/* What the page asks for with `capable`; nothing where the machine is not ours to give. */
static sandbox_capabilities wanted_capabilities(const struct player *player, enum case_host host)
{
	sandbox_capabilities wanted = 0;
	enum case_capability capability;
	size_t i;

	for (i = 0; i < player->page->step_count; i++) {
		const struct step *step = &player->page->steps[i];

		if (step->kind == STEP_CAPABLE && step->host == host && case_capability_find(step->name, &capability))
			wanted |= 1U << capability;
	}
	return player->sandbox.level == LEVEL_HOST ? 0 : wanted;
}

static struct proc *start_process(struct player *player, enum case_host host, int in_fd, int out_fd)
{
	const struct play_options *options = player->options;
	const char *const argv[] = { options->self_program, "actor", NULL };
	sandbox_capabilities kept = wanted_capabilities(player, host);
	struct proc_options proc = { .name = actor_names[host], .in_fd = in_fd, .out_fd = out_fd, .keep_fd = -1,
		.prepare = give_up_privileges, .prepare_context = &kept };
	struct str command;
	struct proc *started = NULL;
	struct err err;

	err_init(&err);
	str_init(&command);
	if (options->actor_command) {
		str_add(&command, options->actor_command);
	} else {
		str_addf(&command, "%s actor", options->self_program);
		proc.argv = argv;
	}
	proc.command = str_text(&command);
	proc.cpu_seconds = (player->deadline_ns - player->begin_ns) / NS_PER_SECOND + 1;
	if (sandbox_visit(&player->sandbox, host, &err) == 0) {
		started = proc_start(&player->loop, &proc, &err);
		if (sandbox_leave(&player->sandbox, &err) < 0)
			player_end(player, "%s", err.text);
	}
	if (!started)
		player_end(player, "%s", err.text);
	str_free(&command);
	return started;
}

static void start_link(struct player *player, struct player_actor *actor)
{
	int to[2], from[2];
	struct err err;

	err_init(&err);
	if (pipe2(to, O_CLOEXEC) < 0) {
		player_end(player, "cannot make a pipe for the %s", actor_names[actor->host]);
		return;
	}
	if (pipe2(from, O_CLOEXEC) < 0) {
		close(to[0]);
		close(to[1]);
		player_end(player, "cannot make a pipe for the %s", actor_names[actor->host]);
		return;
	}
	actor->proc = start_process(player, actor->host, to[0], from[1]);
	close(to[0]);
	close(from[1]);
	if (!actor->proc) {
		close(to[1]);
		close(from[0]);
		return;
	}
	actor->link = actor_link_open(&player->loop, to[1], from[0], (int)actor->host, player->begin_ns,
		player->evidence->arena, actor_heard, actor, &err);
	if (!actor->link)
		player_end(player, "%s", err.text);
}

void actors_start(struct player *player, enum case_host host)
{
	struct player_actor *actor = &player->actors[host];

	if (!actor->proc && !player->over)
		start_link(player, actor);
}

/* Says why the play ends: what the actor did, and what it wrote last. */
static void report_broken(struct player *player, const struct player_actor *actor)
{
	char end[64];
	size_t length;
	const char *output = proc_output(actor->proc, &length);
	struct str words;

	str_init(&words);
	str_addf(&words, "the %s ", actor_names[actor->host]);
	if (proc_is_running(actor->proc))
		str_addf(&words, "broke the actor protocol: %s", actor->broken);
	else
		str_add(&words, proc_describe_end(actor->proc, end, sizeof end));
	if (length > 0) {
		str_add(&words, "; it wrote ");
		str_add_quoted(&words, output, length, 200);
	}
	player_end(player, "%s", str_text(&words));
	str_free(&words);
}

void actors_check(struct player *player)
{
	int host;

	for (host = 0; host < HOST_COUNT; host++) {
		const struct player_actor *actor = &player->actors[host];

		if (!actor->broken)
			continue;
		/* The end of its output often comes before the news of its end. */
		if (!proc_is_running(actor->proc) || clock_now_ns() > actor->broken_ns + ACTOR_END_NS)
			report_broken(player, actor);
		else if (player->recheck_ns > actor->broken_ns + ACTOR_END_NS)
			player->recheck_ns = actor->broken_ns + ACTOR_END_NS + 1;
	}
}

static bool actor_is_ready(struct player *player, void *context)
{
	(void)player;
	return ((const struct player_actor *)context)->ready;
}

struct actor_link *actors_need(struct player *player, enum case_host host)
{
	struct player_actor *actor = &player->actors[host];

	actors_start(player, host);
	switch (player_wait(player, actor_is_ready, actor, clock_now_ns() + (player->step_deadline_ns > ACTOR_READY_NS ?
		player->step_deadline_ns : ACTOR_READY_NS))) {
	case WAIT_MET:
		return actor->link;
	case WAIT_DEADLINE:
		player_end(player, "the %s (%s) did not say that it is ready", actor_names[host],
			player->options->actor_command ? player->options->actor_command : player->options->self_program);
		return NULL;
	case WAIT_OVER:
		return NULL;
	}
	return NULL;
}

void actors_hang_up(struct player *player)
{
	int host;

	for (host = 0; host < HOST_COUNT; host++)
		actor_link_hang_up(player->actors[host].link);
}

void actors_close(struct player *player)
{
	int host;

	for (host = 0; host < HOST_COUNT; host++) {
		actor_link_close(player->actors[host].link);
		player->actors[host].link = NULL;
		proc_close(player->actors[host].proc);
		player->actors[host].proc = NULL;
		free(player->actors[host].broken);
		player->actors[host].broken = NULL;
	}
}
