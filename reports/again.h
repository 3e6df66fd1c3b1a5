/* SPDX-License-Identifier: BSD-2-Clause */
/* The command that plays one case again as it was played, with the same programs in the places of servers and actors. */
#ifndef SOCKSPEC_AGAIN_H
#define SOCKSPEC_AGAIN_H

struct str;

/*
 * Adds what `front` is ("sockspec run"), the case, quoted for a shell, and those options of the run's command line (its words
 * quoted alike, as reports print it) that put a program in another's place: --server and --actor. `command` NULL: none.
 */
void again_add(struct str *str, const char *front, const char *case_id, const char *command);

#endif
