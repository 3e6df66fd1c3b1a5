/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of options: which sub-command takes each, and the help; and the table of sub-commands. */
#include "config.h"

#include "harness/base/lang.h"
#include "harness/options_parts.h"

const struct option_row options_rows[] = {
	{"jobs", "N", 'j', PLAYS, N_("play at most N cases at once (default: as many as is good)")},
	{"report", "DIR", OPTION_REPORT, IN(RUN), N_("keep evidence, captures and every report in DIR")},
	{"quiz", NULL, OPTION_QUIZ, IN(RUN) | IN(REPORT), N_("fold what was observed in the HTML report until it is asked for")},
	{"languages", "LIST", OPTION_LANGUAGES, IN(RUN) | IN(REPORT), N_("make the HTML report in these languages only (default: en,zh)")},
	{"single", "CASE", OPTION_SINGLE, IN(REPORT), N_("write this lesson (a chapter's, or all) as one file by itself, to standard output or -o FILE")},
	{"python", NULL, OPTION_PYTHON, IN(EXPORT), N_("the program in Python")},
	{"output", "FILE", 'o', IN(REPORT) | IN(EXPORT), N_("where --single and export write to")},
	{"format", "NAME[=FILE]", 'f', REPORTS | IN(REQUIREMENTS), N_("report in this format, to standard output or FILE; repeatable")},
	{"server", "KIND=COMMAND", OPTION_SERVER, PLAYS, N_("put a program of yours in a server's place; {port} and {host} are replaced")},
	{"actor", "COMMAND", OPTION_ACTOR, PLAYS, N_("let COMMAND make the calls of both hosts (docs/actor-protocol.md)")},
	{"expect", "FILE", OPTION_EXPECT, REPORTS, N_("known deviations; 'none' for none (default: the system's)")},
	{"mode", "MODE", OPTION_MODE, PLAYS | IN(SHOW) | IN(EXPORT), N_("play with one address family (ipv4, ipv6), or with one kind of socket (stream, datagram), only")},
	{"level", "wire|loopback|host", OPTION_LEVEL, PLAYS, N_("use no more of the machine than this")},
	{"need", "wire|loopback|host", OPTION_NEED, PLAYS | IN(DOCTOR), N_("end with status 3, and play nothing, where less than this level is given")},
	{"attempts", "N", OPTION_ATTEMPTS, PLAYS, N_("play a disturbed case at most N times (default: 3)")},
	{"timeout", "MS", OPTION_TIMEOUT, PLAYS, N_("give up on what does not come after MS milliseconds (default: 5000)")},
	{"cases", "DIR", OPTION_CASES, SELECTS | IN(CHECK) | IN(REQUIREMENTS), N_("the folder of the cases (default: $SOCKSPEC_CASES, ./cases, the installed ones)")},
	{"uncovered", NULL, OPTION_UNCOVERED, IN(REQUIREMENTS), N_("only what could be covered and is not")},
	{"c", NULL, OPTION_C, IN(EXPORT), N_("the program in C")},
	{"ladder", NULL, OPTION_LADDER, IN(SHOW), N_("play the cases, and draw below each page what happened")},
	{"from", "RUN", OPTION_FROM, IN(SHOW) | IN(REQUIREMENTS), N_("from a stored run: the ladder that --ladder draws; how claims fared")},
	{"port", "N", OPTION_PORT, IN(SERVE), N_("listen on port N (default: any free one)")},
	{"host", "ADDRESS", OPTION_HOST, IN(SERVE), N_("listen on this address only")},
	{"color", "auto|always|never", OPTION_COLOR, REPORTS, N_("colours on the terminal")},
	{"quiet", NULL, 'q', REPORTS | IN(CHECK) | IN(COMPARE), N_("say only what is unexpected")},
	{"verbose", NULL, 'v', REPORTS | IN(LIST) | IN(REQUIREMENTS) | IN(COMPARE), N_("say more")},
	{"help", NULL, 'h', ~0u, N_("print this help")},
	{"version", NULL, OPTION_VERSION, ~0u, N_("print the version")},
	{NULL, NULL, 0, 0, NULL},
};

_Static_assert(sizeof options_rows / sizeof *options_rows <= OPTIONS_MOST, "make OPTIONS_MOST larger");

const struct command_row options_commands[COMMAND_COUNT] = {
	[COMMAND_RUN] = {"run", "[CASE...]", N_("play cases, judge them, report")},
	[COMMAND_LIST] = {"list", "[CASE...]", N_("list cases with their titles")},
	[COMMAND_SHOW] = {"show", "CASE...", N_("print the pages of cases")},
	[COMMAND_CHECK] = {"check", "FILE...", N_("find mistakes in pages without playing them")},
	[COMMAND_DOCTOR] = {"doctor", "", N_("say what this machine gives, and what is missing")},
	[COMMAND_REQUIREMENTS] = {"requirements", "[DOCUMENT|ID...]", N_("say which requirements the cases cover, and which not")},
	[COMMAND_JUDGE] = {"judge", "RUN", N_("judge a stored run again")},
	[COMMAND_REPORT] = {"report", "RUN", N_("report a stored run again")},
	[COMMAND_COMPARE] = {"compare", "RUN RUN", N_("say what came to something else in the second stored run")},
	[COMMAND_EXPORT] = {"export", "CASE", N_("print a case as a program in C or Python")},
	[COMMAND_SERVE] = {"serve", "KIND", N_("run a reference server by itself")},
	[COMMAND_ACTOR] = {"actor", "", N_("make calls for a player (JSON lines on standard input and output)")},
	[COMMAND_PLAY] = {"play", NULL, NULL},
};

const char *options_command_name(enum command command)
{
	return options_commands[command].name;
}
