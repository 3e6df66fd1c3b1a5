/* SPDX-License-Identifier: BSD-2-Clause */
/* The sub-commands that play nothing. Each returns an exit status. */
#ifndef SOCKSPEC_COMMANDS_H
#define SOCKSPEC_COMMANDS_H

struct options;

int commands_list(const struct options *options);
int commands_show(const struct options *options);
int commands_check(const struct options *options);
int commands_doctor(const struct options *options);
int commands_requirements(const struct options *options);

int commands_export(const struct options *options);

/* Becomes sockspec-server; returns only where that cannot be. */
int commands_serve(const struct options *options);

/* What was printed is out: EXIT_AS_EXPECTED; EXIT_HARNESS, having said so, where it could not be written. */
int commands_flush(void);

/* The program beside this one, else the one installed in `folder`. malloc'ed, the caller's; NULL: out of memory. */
char *commands_find_program(const char *name, const char *folder);

#endif
