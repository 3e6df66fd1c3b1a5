/* SPDX-License-Identifier: BSD-2-Clause */
/* The registry as reports take it: they know nothing of it, so a run brings it along. */
#ifndef SOCKSPEC_REQUIREMENTS_H
#define SOCKSPEC_REQUIREMENTS_H

struct arena;
struct report_run;

/* Puts every entry of the registry into run->requirements; what it takes lives in the arena. */
void requirements_fill(struct report_run *run, struct arena *arena);

#endif
