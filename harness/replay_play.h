/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A stored play, read and judged by the page that was played, in a thread of its own: while one play is being
 * reported the next is read. Reading, parsing and judging share nothing with what is reported.
 */
#ifndef SOCKSPEC_REPLAY_PLAY_H
#define SOCKSPEC_REPLAY_PLAY_H

struct baseline;
struct err;
struct evidence;
struct replay_play;
struct result;
struct run_entry;

/* Begins to read what the entry of a run's folder stands for. All three must stay until replay_play_take; `baseline` may be NULL. */
struct replay_play *replay_play_begin(const char *folder, const struct run_entry *entry, const struct baseline *baseline);

/*
 * Waits for it. 0 with evidence and result, which belong to the play; else -1 with err, and what is wrong with a page has been
 * printed to standard error.
 */
int replay_play_take(struct replay_play *play, const struct evidence **evidence, const struct result **result, struct err *err);

/* NULL does nothing. Waits for it, too, where nobody took it. */
void replay_play_free(struct replay_play *play);

#endif
