/* SPDX-License-Identifier: BSD-2-Clause */
/* One stored play, read and judged beside what else is being done. */
#include "config.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/memory.h"
#include "harness/case/parse.h"
#include "harness/evidence/store.h"
#include "harness/judge/judge.h"
#include "harness/programs.h"
#include "harness/replay_play.h"
#include "harness/rundir.h"

struct replay_play {
	const char *folder;
	const struct run_entry *entry;
	const struct baseline *baseline;
	enum lang lang;
	struct evidence *evidence;
	struct diagnostics list; /* of the page that is stored with it */
	struct case_page *page;
	struct result *result;   /* NULL where err says why */
	struct err err;
	pthread_t thread;
	bool running;
};

static void play_judge(struct replay_play *play)
{
	const struct run_entry *entry = play->entry;
	struct evidence *evidence = play->evidence;

	play->page = case_parse(entry->path, entry->case_id, evidence->page, evidence->page_length, &play->list);
	if (play->list.errors > 0) {
		err_set(&play->err, "the page that is stored with %s is broken", entry->folder);
		return;
	}
	if (strcmp(entry->mode, evidence->mode) != 0 || entry->attempt != evidence->attempt ||
		(entry->digest != NULL && strcmp(entry->digest, evidence->digest) != 0))
		evidence->changed = STORE_FILE;
	play->result = judge_case(play->page, evidence, play->baseline);
	play->result->mode = arena_strdup(play->result->arena, entry->mode);
	play->result->attempt = entry->attempt;
	play->result->attempts = entry->attempts;
	play->result->path = arena_strdup(play->result->arena, entry->path);
	play->result->folder = arena_strdup(play->result->arena, entry->folder);
	programs_fill(play->result, case_of_mode_name(play->page, entry->mode));
}

static void *play_read(void *at)
{
	struct replay_play *play = at;
	enum lang before = lang_used();
	char *place = io_join(play->folder, play->entry->folder);

	lang_use(play->lang);
	play->evidence = store_read(place, &play->err);
	if (play->evidence != NULL)
		play_judge(play);
	free(place);
	lang_use(before);
	return NULL;
}

struct replay_play *replay_play_begin(const char *folder, const struct run_entry *entry, const struct baseline *baseline)
{
	struct replay_play *play = memory_new(sizeof *play);
	sigset_t all, before;

	play->folder = folder;
	play->entry = entry;
	play->baseline = baseline;
	play->lang = lang_used();
	diagnostics_init(&play->list);
	err_init(&play->err);
	/* Signals are for the thread that reports. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	play->running = pthread_create(&play->thread, NULL, play_read, play) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	/* Without a thread to be had it is done here and now. */
	if (!play->running)
		play_read(play);
	return play;
}

static void play_wait(struct replay_play *play)
{
	if (play->running)
		pthread_join(play->thread, NULL);
	play->running = false;
}

int replay_play_take(struct replay_play *play, const struct evidence **evidence, const struct result **result, struct err *err)
{
	play_wait(play);
	if (play->result == NULL) {
		if (play->list.errors > 0)
			diagnostics_print(&play->list, play->entry->path, play->evidence->page, stderr);
		*err = play->err;
		return -1;
	}
	*evidence = play->evidence;
	*result = play->result;
	return 0;
}

void replay_play_free(struct replay_play *play)
{
	if (play == NULL)
		return;
	play_wait(play);
	result_free(play->result);
	diagnostics_free(&play->list);
	case_free(play->page);
	evidence_free(play->evidence);
	free(play);
}
