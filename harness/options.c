/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line: which sub-command, which options; what is wrong with them. */
#include "config.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/options_parts.h"

int options_mistake(const struct options *options, const char *format, ...)
{
	va_list words;

	fprintf(stderr, "%s: ", options->program);
	va_start(words, format);
	vfprintf(stderr, lang_text(format), words);
	va_end(words);
	fprintf(stderr, _("\nTry '%s --help'.\n"), options->program);
	return EXIT_USAGE;
}

static int options_find_command(struct options *options, const char *name)
{
	const char *names[COMMAND_COUNT + 1] = {NULL};
	const char *near;
	int i, count = 0;

	for (i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(options_commands[i].name, name) == 0) {
			options->command = (enum command)i;
			return -1;
		}
		if (options_commands[i].help != NULL)
			names[count++] = options_commands[i].name;
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

	*options = (struct options){.command = COMMAND_COUNT, .attempts = 3, .color = -1, .level = LEVEL_WIRE, .need = LEVEL_HOST,
		.modes = {true, true, true, true, true, true}};
	options->program = strrchr(program, '/') ? strrchr(program, '/') + 1 : program;
	options->cases = getenv("SOCKSPEC_CASES");
	if (options->cases == NULL || *options->cases == '\0')
		options->cases = stat("cases", &status) == 0 && S_ISDIR(status.st_mode) ? "cases" : PKGDATADIR "/cases";
}

/* The options of this command, for getopt_long. */
static void options_list(enum command command, struct option longs[OPTIONS_MOST], char shorts[2 * OPTIONS_MOST + 2])
{
	const struct option_row *row;

	*shorts++ = ':';
	for (row = options_rows; row->name != NULL; row++) {
		if (!(row->commands & (1u << command)))
			continue;
		*longs++ = (struct option){row->name, row->argument ? required_argument : no_argument, NULL, row->letter};
		if (row->letter < 256) {
			*shorts++ = (char)row->letter;
			if (row->argument != NULL)
				*shorts++ = ':';
		}
	}
	*longs = (struct option){NULL, 0, NULL, 0};
	*shorts = '\0';
}

int options_parse(struct options *options, int argc, char **argv)
{
	struct option longs[OPTIONS_MOST];
	char shorts[2 * OPTIONS_MOST + 2];
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
	options_list(options->command, longs, shorts);
	argv++, argc--;
	optind = 1;
	while ((letter = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (letter == ':')
			return options_mistake(options, "option '%s' needs a value", argv[optind - 1]);
		/* Within "-vx" getopt_long is not behind the word yet; it gives the letter. */
		if (letter == '?' && optopt > 0 && optopt < 256 && strchr(shorts, optopt) == NULL)
			return options_mistake(options, "there is no option '%s' here", (char[]){'-', (char)optopt, '\0'});
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
