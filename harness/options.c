/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line: sub-commands, options, help. */
#include "config.h"

#include <ctype.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/options.h"
#include "reports/report.h"

#define IN(command) (1u << COMMAND_##command)
#define PLAYS IN(RUN)
#define SELECTS (IN(RUN) | IN(LIST) | IN(SHOW) | IN(EXPORT))
#define REPORTS (IN(RUN) | IN(JUDGE) | IN(REPORT))

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
	const char *name, *argument;
	int letter;
	unsigned commands;
	const char *help;
};

static const struct option_row option_rows[] = {
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
	{"quiet", NULL, 'q', REPORTS | IN(CHECK), N_("say only what is unexpected")},
	{"verbose", NULL, 'v', REPORTS | IN(LIST) | IN(REQUIREMENTS), N_("say more")},
	{"help", NULL, 'h', ~0u, N_("print this help")},
	{"version", NULL, OPTION_VERSION, ~0u, N_("print the version")},
};

static const struct {
	const char *name, *arguments, *help;
} command_rows[COMMAND_COUNT] = {
	[COMMAND_RUN] = {"run", "[CASE...]", N_("play cases, judge them, report")},
	[COMMAND_LIST] = {"list", "[CASE...]", N_("list cases with their titles")},
	[COMMAND_SHOW] = {"show", "CASE...", N_("print the pages of cases")},
	[COMMAND_CHECK] = {"check", "FILE...", N_("find mistakes in pages without playing them")},
	[COMMAND_DOCTOR] = {"doctor", "", N_("say what this machine gives, and what is missing")},
	[COMMAND_REQUIREMENTS] = {"requirements", "[DOCUMENT|ID...]", N_("say which requirements the cases cover, and which not")},
	[COMMAND_JUDGE] = {"judge", "RUN", N_("judge a stored run again")},
	[COMMAND_REPORT] = {"report", "RUN", N_("report a stored run again")},
	[COMMAND_EXPORT] = {"export", "CASE", N_("print a case as a program in C or Python")},
	[COMMAND_SERVE] = {"serve", "KIND", N_("run a reference server by itself")},
	[COMMAND_ACTOR] = {"actor", "", N_("make calls for a player (JSON lines on standard input and output)")},
	[COMMAND_PLAY] = {"play", NULL, NULL},
};

const char *options_command_name(enum command command)
{
	return command_rows[command].name;
}

static void options_print_option(const struct option_row *row)
{
	char left[64];

	snprintf(left, sizeof left, "  %c%c%s --%s%s%s", row->letter < 256 ? '-' : ' ',
		row->letter < 256 ? row->letter : ' ', row->letter < 256 ? "," : " ", row->name,
		row->argument ? "=" : "", row->argument ? row->argument : "");
	if (strlen(left) > 34)
		printf("%s\n%36s%s\n", left, "", _(row->help));
	else
		printf("%-36s%s\n", left, _(row->help));
}

static void options_print_formats(int command)
{
	const struct report_format *format = NULL;

	puts(_("\nFormats:"));
	if (command == COMMAND_REQUIREMENTS) {
		puts(_("  terminal   a table for people, the default\n  json       for programs (requirements.schema.json)"));
		return;
	}
	while ((format = report_next(format)) != NULL)
		printf("  %-10s %s\n", format->name, _(format->describe));
}

static void options_print_help(int command)
{
	size_t i;

	if (command < 0) {
		puts(_("Usage: sockspec COMMAND [OPTION...] [ARGUMENT...]\n"
		       "Plays socket scenarios on a private wire and judges what was seen.\n\nCommands:"));
		for (i = 0; i < COMMAND_COUNT; i++)
			if (command_rows[i].help != NULL)
				printf("  %-13s%-18s%s\n", command_rows[i].name, command_rows[i].arguments, _(command_rows[i].help));
		puts(_("\nOptions:"));
	} else {
		printf(_("Usage: sockspec %s [OPTION...] %s\nTo %s.\n\nOptions:\n"), command_rows[command].name,
			command_rows[command].arguments ? command_rows[command].arguments : "",
			_(command_rows[command].help ? command_rows[command].help : N_("play one case once (what run starts)")));
	}
	for (i = 0; i < sizeof option_rows / sizeof *option_rows; i++)
		if (command < 0 || (option_rows[i].commands & (1u << command)))
			options_print_option(&option_rows[i]);
	if (command < 0 || ((1u << command) & (REPORTS | IN(REQUIREMENTS))))
		options_print_formats(command);
	puts(_("\nExit status: 0 all as expected, 1 unexpected verdicts, 2 usage or a broken page,\n"
	       "3 harness error, 4 nothing selected, 5 interrupted.\n"));
	printf(_("Report bugs to: %s\nHome page: %s\n"), PACKAGE_BUGREPORT, PACKAGE_URL);
}

static int __attribute__((format(printf, 2, 3))) options_mistake(const struct options *options, const char *format, ...)
{
	va_list words;

	fprintf(stderr, "%s: ", options->program);
	va_start(words, format);
	vfprintf(stderr, lang_text(format), words);
	va_end(words);
	fprintf(stderr, _("\nTry '%s --help'.\n"), options->program);
	return EXIT_USAGE;
}

static int options_number(const char *text, int least, int most, int *number)
{
	long long value;

	if (!str_to_int(text, &value) || value < least || value > most)
		return -1;
	*number = (int)value;
	return 0;
}

static int options_take_format(struct options *options, const char *text)
{
	const struct report_format *format = NULL;
	const char *equals = strchr(text, '=');
	size_t length = equals ? (size_t)(equals - text) : strlen(text);

	while ((format = report_next(format)) != NULL)
		if (strlen(format->name) == length && strncmp(format->name, text, length) == 0)
			break;
	if (format == NULL)
		return options_mistake(options, "there is no format '%.*s'; --help lists them", (int)length, text);
	if (options->format_count == OPTIONS_FORMATS_MOST)
		return options_mistake(options, "too many formats at '%s'", text);
	if (options->command == COMMAND_REQUIREMENTS && strcmp(format->name, "terminal") != 0 &&
	    strcmp(format->name, "json") != 0)
		return options_mistake(options, "requirements has no format '%s', only terminal and json", format->name);
	if (equals != NULL && equals[1] == '\0')
		return options_mistake(options, "--format %s names no file", text);
	if (format->extension == NULL)
		return options_mistake(options, "format '%s' is a folder: use --report DIR", format->name);
	options->formats[options->format_count++] = (struct format_option){format->name, equals ? equals + 1 : NULL};
	return -1;
}

/* "zh,en": the first one lies at the top of the report. */
static int options_take_languages(struct options *options, const char *text)
{
	const char *name = text;
	enum lang lang;
	size_t length, i;

	options->language_count = 0;
	for (;;) {
		length = strcspn(name, ",");
		if (!lang_find(name, length, &lang))
			return options_mistake(options, "--languages %s: expected en or zh, or both with a comma between", text);
		for (i = 0; i < options->language_count; i++)
			if (options->languages[i] == lang)
				return options_mistake(options, "--languages %s names a language twice", text);
		options->languages[options->language_count++] = lang;
		if (name[length] == '\0')
			return -1;
		name += length + 1;
	}
}

static int options_take_server(struct options *options, char *text)
{
	static const char *const kinds[] = {
#define KIND(function, name, protocol, what) name,
#include "servers/kinds.def"
#undef KIND
		NULL};
	char *equals = strchr(text, '=');
	const char *near;
	size_t i;

	if (equals == NULL || equals[1] == '\0')
		return options_mistake(options, "--server %s: expected KIND=COMMAND", text);
	if (options->server_count == OPTIONS_SERVERS_MOST)
		return options_mistake(options, "too many servers at '%s'", text);
	*equals = '\0';
	for (i = 0; kinds[i] != NULL && strcmp(kinds[i], text) != 0; i++)
		;
	if (kinds[i] == NULL) {
		near = str_nearest(text, kinds);
		fprintf(stderr, "%s: ", options->program);
		if (near != NULL)
			fprintf(stderr, _("there is no kind of server '%s'; did you mean '%s'?"), text, near);
		else
			fprintf(stderr, _("there is no kind of server '%s'"), text);
		fputc('\n', stderr);
		return EXIT_USAGE;
	}
	options->servers[options->server_count++] = (struct play_server){kinds[i], equals + 1};
	return -1;
}

/* A mode, or a part of one, as a family or a kind is: --mode ipv4 means stream-ipv4 too. */
static int options_take_mode(struct options *options, const char *value)
{
	size_t length = strlen(value);
	bool found = false;
	int i;

	for (i = 0; i < MODE_COUNT; i++) {
		const char *name = case_mode_name((enum case_mode)i), *at = strstr(name, value);

		options->modes[i] = length > 0 && at != NULL && (at == name || at[-1] == '-') && (at[length] == '\0' || at[length] == '-');
		found = found || options->modes[i];
	}
	return found ? -1 : options_mistake(options, "--mode %s: expected ipv4, ipv6, stream, datagram or both, as in stream-ipv4", value);
}

static int options_take(struct options *options, int letter, char *value)
{
	switch (letter) {
	case 'j':
		return options_number(value, 1, 4096, &options->jobs) == 0
			? -1 : options_mistake(options, "-j %s: expected a number from 1 to 4096", value);
	case 'f':
		return options_take_format(options, value);
	case 'q':
		options->quiet = true;
		return -1;
	case 'v':
		options->verbose = true;
		return -1;
	case OPTION_REPORT:
		options->report = value;
		return *value ? -1 : options_mistake(options, "--report%s names no folder", value);
	case OPTION_SERVER:
		return options_take_server(options, value);
	case OPTION_LANGUAGES:
		return options_take_languages(options, value);
	case OPTION_ACTOR:
		options->actor = value;
		return -1;
	case OPTION_EXPECT:
		options->expect = value;
		return -1;
	case OPTION_CASES:
		options->cases = value;
		return -1;
	case OPTION_C:
	case OPTION_PYTHON:
		options->language = letter == OPTION_C ? EXPORT_C : EXPORT_PYTHON;
		options->has_language = true;
		return -1;
	case OPTION_PORT:
		options->port = value;
		return -1;
	case OPTION_LADDER:
		options->ladder = true;
		return -1;
	case OPTION_FROM:
		options->from = value;
		return *value ? -1 : options_mistake(options, "--from%s names no folder", value);
	case OPTION_HOST:
		options->host = value;
		return -1;
	case OPTION_ATTEMPTS:
		return options_number(value, 1, 100, &options->attempts) == 0
			? -1 : options_mistake(options, "--attempts %s: expected a number from 1 to 100", value);
	case OPTION_TIMEOUT:
		return options_number(value, 1, 600000, &options->timeout_ms) == 0
			? -1 : options_mistake(options, "--timeout %s: expected milliseconds from 1 to 600000", value);
	case OPTION_MODE:
		return options_take_mode(options, value);
	case OPTION_LEVEL:
		return level_find(value, &options->level)
			? -1 : options_mistake(options, "--level %s: expected wire, loopback or host", value);
	case OPTION_COLOR:
		options->color = strcmp(value, "always") == 0 ? 1 : strcmp(value, "never") == 0 ? 0 : -1;
		if (options->color == -1 && strcmp(value, "auto") != 0)
			return options_mistake(options, "--color %s: expected auto, always or never", value);
		return -1;
	case OPTION_QUIZ:
		options->quiz = true;
		return -1;
	case OPTION_SINGLE:
		options->single = value;
		return *value ? -1 : options_mistake(options, "--single names no case");
	case 'o':
		options->output = value;
		return *value ? -1 : options_mistake(options, "--output names no file");
	case OPTION_UNCOVERED:
		options->uncovered = true;
		return -1;
	case OPTION_VERSION:
		printf("sockspec (%s) %s\n", PACKAGE, VERSION);
		puts(_("BSD-2-Clause; the lessons are CC-BY-4.0. There is no warranty."));
		return EXIT_AS_EXPECTED;
	case 'h':
		options_print_help((int)options->command);
		return EXIT_AS_EXPECTED;
	}
	return options_mistake(options, "there is no such option");
}

static int options_find_command(struct options *options, const char *name)
{
	const char *names[COMMAND_COUNT + 1] = {NULL};
	const char *near;
	int i, count = 0;

	for (i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(command_rows[i].name, name) == 0) {
			options->command = (enum command)i;
			return -1;
		}
		if (command_rows[i].help != NULL)
			names[count++] = command_rows[i].name;
	}
	fprintf(stderr, "%s: ", options->program);
	near = str_nearest(name, names);
	if (near != NULL)
		fprintf(stderr, _("there is no command '%s'; did you mean '%s'?"), name, near);
	else
		fprintf(stderr, _("there is no command '%s'"), name);
	fprintf(stderr, _("\nTry '%s --help'.\n"), options->program);
	return EXIT_USAGE;
}

static void options_defaults(struct options *options, const char *program)
{
	struct stat status;

	*options = (struct options){.command = COMMAND_COUNT, .attempts = 3, .color = -1, .level = LEVEL_WIRE,
		.modes = {true, true, true, true, true, true}};
	options->program = strrchr(program, '/') ? strrchr(program, '/') + 1 : program;
	options->cases = getenv("SOCKSPEC_CASES");
	if (options->cases == NULL || *options->cases == '\0')
		options->cases = stat("cases", &status) == 0 && S_ISDIR(status.st_mode) ? "cases" : PKGDATADIR "/cases";
}

int options_parse(struct options *options, int argc, char **argv)
{
	struct option longs[sizeof option_rows / sizeof *option_rows + 1] = {{0}};
	char shorts[64] = ":";
	size_t i, count = 0, used = 1;
	int letter, status;

	options_defaults(options, argc > 0 ? argv[0] : "sockspec");
	if (argc < 2) {
		fputs(_("sockspec: expected a command\nTry 'sockspec --help'.\n"), stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
		options_print_help(-1);
		return EXIT_AS_EXPECTED;
	}
	if (strcmp(argv[1], "--version") == 0)
		return options_take(options, OPTION_VERSION, NULL);
	status = options_find_command(options, argv[1]);
	if (status >= 0 || options->command == COMMAND_PLAY) {
		options->arguments = argv + 1;
		options->argument_count = argc - 1;
		return status;
	}
	for (i = 0; i < sizeof option_rows / sizeof *option_rows; i++) {
		if (!(option_rows[i].commands & (1u << options->command)))
			continue;
		longs[count++] = (struct option){option_rows[i].name,
			option_rows[i].argument ? required_argument : no_argument, NULL, option_rows[i].letter};
		if (option_rows[i].letter < 256) {
			shorts[used++] = (char)option_rows[i].letter;
			if (option_rows[i].argument)
				shorts[used++] = ':';
		}
	}
	argv++, argc--;
	optind = 1;
	while ((letter = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (letter == ':')
			return options_mistake(options, "option '%s' needs a value", argv[optind - 1]);
		if (letter == '?')
			return options_mistake(options, "there is no option '%s' here", argv[optind - 1]);
		status = options_take(options, letter, optarg);
		if (status >= 0)
			return status;
	}
	options->arguments = argv + optind;
	options->argument_count = argc - optind;
	return -1;
}
