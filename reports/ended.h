/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the programs of a play say for themselves where it did not go as its page says: that one ended before its time, and what
 * it wrote last. So a server that a student put in a reference server's place explains its own end.
 */
#ifndef SOCKSPEC_ENDED_H
#define SOCKSPEC_ENDED_H

#include <stdbool.h>

struct evidence;
struct process_record;
struct str;

/* Whether it ended though nobody told it to. */
bool ended_by_itself(const struct process_record *process);

/* As plain text; every line begins with `indent`. Nothing where no program ended by itself or wrote anything, or `evidence` is NULL. */
void ended_add(struct str *str, const struct evidence *evidence, const char *indent);

#endif
