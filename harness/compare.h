/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compare: two stored runs, and which plays came to something else. Both are judged anew by this program, each play by
 * the page that is stored with it, and without known deviations: so what differs is the stack, or the page.
 */
#ifndef SOCKSPEC_COMPARE_H
#define SOCKSPEC_COMPARE_H

struct options;

/* Prints what differs. Returns an exit status: EXIT_AS_EXPECTED where nothing does, EXIT_UNEXPECTED where something does. */
int compare_command(const struct options *options);

#endif
