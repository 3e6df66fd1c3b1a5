/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files options*.c share, and nobody else includes: the tables of options and commands, and the steps of
 * options_parse. Everything in the tables is static. Steps return as options_parse does: -1 to go on, else the exit status.
 */
#ifndef SOCKSPEC_OPTIONS_PARTS_H
#define SOCKSPEC_OPTIONS_PARTS_H

#include <stddef.h>

#include "harness/options.h"

/* Sets of commands: bits, one for each of enum command. */
#define IN(command) (1u << COMMAND_##command)
#define PLAYS IN(RUN)
#define SELECTS (IN(RUN) | IN(LIST) | IN(SHOW) | IN(EXPORT))
#define REPORTS (IN(RUN) | IN(JUDGE) | IN(REPORT))

/* What getopt_long gives for an option that has no letter of its own. */
enum option_letter {
	OPTION_ACTOR = 256,
	OPTION_ATTEMPTS,
	OPTION_C,
	OPTION_CASES,
	OPTION_COLOR,
	OPTION_EXPECT,
	OPTION_FROM,
	OPTION_HOST,
	OPTION_LADDER,
	OPTION_LANGUAGES,
	OPTION_LEVEL,
	OPTION_MODE,
	OPTION_NEED,
	OPTION_PORT,
	OPTION_PYTHON,
	OPTION_QUIZ,
	OPTION_REPORT,
	OPTION_SERVER,
	OPTION_SINGLE,
	OPTION_TIMEOUT,
	OPTION_UNCOVERED,
	OPTION_VERSION
};

struct option_row {
	const char *name, *argument; /* argument: as --help shows it; NULL: it takes none */
	int letter;                  /* below 256: its letter, else of enum option_letter */
	unsigned commands;           /* those that take it: IN(...) */
	const char *help;            /* English: _() when it is printed */
};

struct command_row {
	const char *name, *arguments;
	const char *help; /* English; NULL: the command is not for people */
};

#define OPTIONS_MOST 64 /* rows of options_rows, the last one, without a name, among them */

extern const struct option_row options_rows[]; /* in the order of --help; ends in a row without a name */
extern const struct command_row options_commands[COMMAND_COUNT];

/* Prints the help of a command, or of the program (-1), to standard output. */
void options_print_help(int command);

/* Takes one option. `letter` is of options_rows; `value` is of argv, may be cut into parts there, and is kept; NULL where the option has none. */
int options_take(struct options *options, int letter, char *value);

/* Prints a sentence about a mistake to standard error, translated, and where to find help. Returns EXIT_USAGE. */
int __attribute__((format(printf, 2, 3))) options_mistake(const struct options *options, const char *format, ...);

#endif
