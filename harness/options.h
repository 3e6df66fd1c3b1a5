/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command line, as a value. One table (options_table.c) says which option each sub-command takes; --help and
 * the man page are checked against it.
 */
#ifndef SOCKSPEC_OPTIONS_H
#define SOCKSPEC_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/base/lang.h"
#include "harness/case/case.h"
#include "harness/evidence/evidence.h"
#include "harness/export/export.h"
#include "harness/play/play.h"

enum exit_status {
	EXIT_AS_EXPECTED = 0,
	EXIT_UNEXPECTED = 1,
	EXIT_USAGE = 2,
	EXIT_HARNESS = 3,
	EXIT_NOTHING = 4,
	EXIT_INTERRUPTED = 5
};

enum command {
	COMMAND_RUN,
	COMMAND_LIST,
	COMMAND_SHOW,
	COMMAND_CHECK,
	COMMAND_DOCTOR,
	COMMAND_REQUIREMENTS,
	COMMAND_JUDGE,
	COMMAND_REPORT,
	COMMAND_COMPARE,
	COMMAND_EXPORT,
	COMMAND_SERVE,
	COMMAND_ACTOR,
	COMMAND_PLAY, /* not for people: what `run` starts */
	COMMAND_COUNT
};

#define OPTIONS_FORMATS_MOST 16
#define OPTIONS_SERVERS_MOST 64

struct format_option { /* --format NAME[=FILE] */
	const char *name;
	const char *file; /* NULL: standard output */
};

/* Strings are of argv, of the environment or static. */
struct options {
	enum command command;
	const char *program;         /* argv[0]'s last part, for messages */
	char **arguments;            /* what is no option */
	int argument_count;
	const char *cases;           /* the folder of the cases */
	const char *report;          /* --report DIR; NULL */
	struct format_option formats[OPTIONS_FORMATS_MOST];
	int format_count;
	struct play_server servers[OPTIONS_SERVERS_MOST];
	int server_count;
	const char *actor;           /* --actor COMMAND; NULL */
	const char *expect;          /* --expect FILE; NULL: the shipped one; "none" */
	int jobs;                    /* -j N; 0: as many as is good */
	bool modes[MODE_COUNT];      /* --mode */
	enum level level;   /* --level: no higher than this */
	enum level need;    /* --need: no lower than this, or nothing is played */
	int attempts;                /* --attempts N */
	int timeout_ms;              /* --timeout: how long a step waits for what does not come; 0: 5 s */
	bool quiet, verbose;
	bool quiz;                   /* --quiz */
	enum lang languages[LANG_COUNT]; /* --languages, of the HTML report */
	size_t language_count;       /* 0: all */
	const char *single;          /* report --single CASE; NULL */
	const char *output;          /* -o FILE; NULL: standard output */
	bool uncovered;              /* requirements: only those that no case cites */
	int color;                   /* -1 auto, 0 never, 1 always */
	bool ladder;                 /* show: draw what happens, too */
	const char *from;            /* show --ladder --from RUN: out of a stored run, requirements --from RUN: how claims fared in it; NULL */
	const char *port, *host;     /* serve */
	enum export_language language; /* export: --c, --python */
	bool has_language;
};

/*
 * Returns -1 where the program should go on, else the exit status it should end with (help and version
 * were printed, or a mistake was explained on standard error).
 */
int options_parse(struct options *options, int argc, char **argv);

/* "run"; static. */
const char *options_command_name(enum command command);

#endif
