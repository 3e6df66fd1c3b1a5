/* SPDX-License-Identifier: BSD-2-Clause */
/* judge and report: from a stored run to verdicts and reports again. Each returns an exit status. */
#ifndef SOCKSPEC_REPLAY_H
#define SOCKSPEC_REPLAY_H

struct options;

/* Say on standard error what is wrong with the words or with the run. */
int replay_judge(const struct options *options);
int replay_report(const struct options *options);

/* show --ladder --from RUN: of the plays that the words mean, in the ladder's format. */
int replay_ladder(const struct options *options);

#endif
