/* SPDX-License-Identifier: BSD-2-Clause */
/* The hosts of a play with the wire and the captures between them, and what they tell at the end. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/io.h"
#include "harness/evidence/store.h"
#include "harness/evidence/store_owner.h"
#include "harness/play/stage.h"

/* How long the closing marker of a capture may be on its way. */
#define CAPTURE_FINISH_NS (2 * NS_PER_SECOND)

void stage_describe_machine(struct player *player, enum level given, const char *reason)
{
	struct evidence *evidence = player->evidence;
	struct utsname machine;

	evidence->kernel = "";
	if (uname(&machine) == 0)
		evidence->kernel = arena_printf(evidence->arena, "%s %s %s", machine.sysname, machine.release,
			machine.machine);
	evidence->level = given < player->options->most ? given : player->options->most;
	evidence->level_reason = arena_strdup(evidence->arena, reason);
}

static void packet_seen(void *context, int host, bool sent, int64_t time_ns, const uint8_t *bytes, size_t length,
	int step)
{
	struct player *player = context;

	live_take(&player->live, player->current, host, sent, time_ns, bytes, length, step);
	/* The wire may carry more in one go than a capture's ring holds. */
	if (++player->undrained >= CAPTURE_RING_PACKETS / 4)
		stage_drain(player);
}

/* Without a wire each packet of the one capture was sent by one host and has arrived at the other. */
static void packet_captured(void *context, int64_t time_ns, const uint8_t *bytes, size_t length)
{
	struct player *player = context;
	struct packet packet;
	int host;

	if (packet_decode(&packet, bytes, length, length) < 0)
		return;
	for (host = 0; host < HOST_COUNT; host++)
		live_take(&player->live, player->current, host, store_was_sent(player->evidence, host, &packet), time_ns, bytes,
			length, -1);
}

static void capture_readable(uv_poll_t *poll, int status, int events)
{
	(void)status;
	(void)events;
	stage_drain(poll->data);
}

static void listen_to_capture(struct player *player)
{
	struct capture *capture = player->captures[HOST_CLIENT];

	if (!capture || uv_poll_init(&player->loop, &player->capture_poll, capture_fd(capture)) < 0)
		return;
	capture_listen(capture, packet_captured, player);
	player->capture_poll.data = player;
	player->capture_watched = true;
	uv_poll_start(&player->capture_poll, UV_READABLE, capture_readable);
}

void stage_drain(struct player *player)
{
	int host;

	player->undrained = 0;
	for (host = 0; host < HOST_COUNT; host++)
		if (player->captures[host])
			capture_drain(player->captures[host]);
}

/* The level and the addresses that came about. Where there is no IPv6, half of the plays cannot be. */
static void describe_hosts(struct player *player)
{
	struct evidence *evidence = player->evidence;
	int host;

	evidence->level = player->sandbox.level;
	if (player->sandbox.level == player->options->most && player->sandbox.level != LEVEL_WIRE)
		evidence->level_reason = "no higher level was asked for";
	if (player->sandbox.level_reason[0])
		evidence->level_reason = arena_strdup(evidence->arena, player->sandbox.level_reason);
	if (player->sandbox.level < player->page->level)
		player->unplayable = arena_printf(evidence->arena, "the page needs level %s, and this is level %s",
			level_name(player->page->level), level_name(player->sandbox.level));
	for (host = 0; host < HOST_COUNT; host++) {
		const struct sandbox_host *hosts = player->sandbox.hosts;
		bool ipv4 = case_mode_family(player->options->mode) == MODE_IPV4;
		const char *address = ipv4 ? hosts[host].address4 : hosts[host].address6;
		const char *other = ipv4 ? hosts[host].address6 : hosts[host].address4;

		if (!address)
			player->unplayable = "this machine has no IPv6";
		evidence->host_address[host] = arena_strdup(evidence->arena, address ? address : "");
		evidence->other_address[host] = other ? arena_strdup(evidence->arena, other) : NULL;
	}
	env_init(&player->env, evidence->arena, player->options->mode, evidence->host_address);
}

/* Actors take a while to start: they do while the captures are armed. */
static void start_needed_actors(struct player *player)
{
	size_t i;

	for (i = 0; i < player->page->step_count && !player->unplayable; i++)
		if (player->page->steps[i].kind == STEP_CALL)
			actors_start(player, player->page->steps[i].host);
}

static void open_captures(struct player *player)
{
	struct evidence *evidence = player->evidence;
	struct err err;
	int host;

	for (host = 0; host < HOST_COUNT; host++) {
		/* Without a wire both hosts share a device, and one capture stands for both. */
		if (host != HOST_CLIENT && player->sandbox.level != LEVEL_WIRE) {
			evidence->captures[host].reason = evidence->captures[HOST_CLIENT].reason;
			continue;
		}
		err_init(&err);
		player->captures[host] = capture_open(&player->sandbox, (enum case_host)host, player->begin_ns, &err);
		if (!player->captures[host])
			evidence->captures[host].reason = arena_strdup(evidence->arena, err.text);
	}
}

/* What the page will ask of the wire it must know before the first packet. */
static void prepare_wire(struct player *player, const struct step *step)
{
	if (step->kind == STEP_WIRE || step->kind == STEP_PEER)
		wire_listen(player->wire, &player->env);
	if (step->kind == STEP_PEER)
		wire_play(player->wire);
}

int stage_open(struct player *player)
{
	struct err err;
	size_t i;

	err_init(&err);
	if (sandbox_open(&player->sandbox, player->evidence->level, &err) < 0) {
		player_end(player, "%s", err.text);
		player->evidence->host_address[HOST_CLIENT] = player->evidence->host_address[HOST_SERVER] = "";
		return -1;
	}
	player->sandbox_open = true;
	describe_hosts(player);
	/* The run has seen it work: what is short now must not turn into what the page shows elsewhere, on the machine's own network. */
	if (player->sandbox.level < player->options->least) {
		player_end(player, "level '%s' could not be had for this play: %s", level_name(player->options->least),
			player->evidence->level_reason);
		return -1;
	}
	live_open(&player->live, player->page, player->evidence);
	if (player->sandbox.level == LEVEL_WIRE) {
		player->wire = wire_open(&player->sandbox, &player->loop, player->begin_ns, packet_seen, player, &err);
		if (!player->wire) {
			player_end(player, "%s", err.text);
			return -1;
		}
	}
	for (i = 0; player->wire && i < player->page->step_count; i++)
		prepare_wire(player, &player->page->steps[i]);
	start_needed_actors(player);
	open_captures(player);
	if (player->sandbox.level != LEVEL_WIRE)
		listen_to_capture(player);
	sandbox_record_settings(&player->sandbox, player->evidence);
	return player->over ? -1 : 0;
}

/* ---- the end ------------------------------------------------------------------------------------------ */

static void finish_capture(struct player *player, int host, const char *folder)
{
	struct evidence *evidence = player->evidence;
	struct capture_record *record = &evidence->captures[host];
	struct err err;
	char *path;

	if (!player->captures[host])
		return;
	err_init(&err);
	record->file = arena_printf(evidence->arena, "%s.pcap", case_host_name((enum case_host)host));
	path = io_join(folder, record->file);
	if (capture_finish(player->captures[host], path, clock_now_ns() + CAPTURE_FINISH_NS, record, &err) < 0) {
		/* A disk that is full, for one: no verdict can be had without it. */
		player_end(player, "%s", err.text);
		record->present = false;
		record->reason = arena_strdup(evidence->arena, err.text);
	} else {
		record->present = true;
		record->digest = store_digest_file(evidence->arena, path, &err);
		if (record->digest == NULL)
			player_end(player, "%s", err.text);
	}
	free(path);
}

void stage_finish(struct player *player, const char *folder)
{
	struct evidence *evidence = player->evidence;
	int host;

	if (player->lateness)
		lateness_record_into(player->lateness, evidence);
	for (host = 0; host < HOST_COUNT; host++)
		finish_capture(player, host, folder);
	if (player->captures[HOST_CLIENT] && !player->captures[HOST_SERVER] && player->sandbox.level != LEVEL_WIRE)
		evidence->captures[HOST_SERVER] = evidence->captures[HOST_CLIENT];
	live_close(&player->live);
}

static void record_process(struct player *player, struct proc *proc)
{
	struct evidence *evidence = player->evidence;

	if (proc)
		proc_record(proc, evidence->arena, &evidence->processes[evidence->process_count++]);
}

void stage_record(struct player *player)
{
	struct evidence *evidence = player->evidence;
	const struct case_page *page = player->page;
	size_t i;
	int host;

	if (player->wire)
		wire_record_into(player->wire, evidence);
	step_record_wire(player);
	evidence->processes = arena_array(evidence->arena, HOST_COUNT + page->step_count, sizeof *evidence->processes);
	for (host = 0; host < HOST_COUNT; host++)
		record_process(player, player->actors[host].proc);
	for (i = 0; i < page->step_count; i++)
		record_process(player, player->servers[i].proc);
	if (!player->over)
		return;
	evidence->harness_error = arena_strdup(evidence->arena, player->over);
	if (player->over_step >= 0)
		evidence->harness_error_line = page->steps[player->over_step].where.line;
}
