/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line of sockspec-server. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "servers/options.h"

enum { OPTION_BACKLOG = 256, OPTION_CHUNK, OPTION_HELP, OPTION_HOST, OPTION_LIST, OPTION_PAUSE, OPTION_PORT,
	OPTION_READY, OPTION_VERSION };

static const struct option options_long[] = {
	{ "backlog", required_argument, NULL, OPTION_BACKLOG },
	{ "chunk", required_argument, NULL, OPTION_CHUNK },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "host", required_argument, NULL, OPTION_HOST },
	{ "list", no_argument, NULL, OPTION_LIST },
	{ "pause-ms", required_argument, NULL, OPTION_PAUSE },
	{ "port", required_argument, NULL, OPTION_PORT },
	{ "ready-fd", required_argument, NULL, OPTION_READY },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ NULL, 0, NULL, 0 },
};

static void options_print_kinds(const char *indent)
{
	const struct kind *kind = NULL;

	while ((kind = kind_next(kind)) != NULL)
		printf("%s%-13s  %s\n", indent, kind->name, kind->describe);
}

static void options_print_help(void)
{
	puts("Usage: sockspec-server [OPTION...] KIND\n"
		"Serves one of the small services that sockspec plays its cases against, until SIGTERM or SIGINT.\n"
		"\n"
		"      --port=N         the port; 0, the default, is any that is free\n"
		"      --host=ADDRESS   a numeric address; default is all, IPv4 and IPv6\n"
		"      --ready-fd=N     when ready, write \"ready PORT\" to descriptor N and close it\n"
		"      --backlog=N      how many callers may wait to be accepted (default 128)\n"
		"      --chunk=BYTES    tcp-slow: the most that one read takes (default 1024)\n"
		"      --pause-ms=N     tcp-slow: milliseconds between two reads (default 10)\n"
		"      --list           list the kinds and exit\n"
		"      --help           print this and exit\n"
		"      --version        print the version and exit\n"
		"\n"
		"Kinds:");
	options_print_kinds("  ");
	printf("\nReport bugs to <%s>.\nHome page: <%s>\n", PACKAGE_BUGREPORT, PACKAGE_URL);
}

static enum options_action options_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

static enum options_action options_complain(const char *format, ...)
{
	va_list list;

	fputs("sockspec-server: ", stderr);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputs("\nTry 'sockspec-server --help'.\n", stderr);
	return OPTIONS_WRONG;
}

/* False, having complained, where it is not a whole decimal number from `least` to `most`. */
static bool options_number(const char *name, const char *text, long least, long most, long *number)
{
	char *end;

	errno = 0;
	*number = strtol(text, &end, 10);
	if (errno == 0 && end != text && *end == '\0' && *number >= least && *number <= most)
		return true;
	fprintf(stderr, "sockspec-server: --%s=%s: expected a number from %ld to %ld\n", name, text, least, most);
	return false;
}

static enum options_action options_take(struct options *options, int option)
{
	struct settings *settings = &options->settings;
	long number = 0;
	bool fine = true;

	switch (option) {
	case OPTION_BACKLOG:
		fine = options_number("backlog", optarg, 0, INT_MAX, &number);
		settings->backlog = (int)number;
		break;
	case OPTION_CHUNK:
		fine = options_number("chunk", optarg, 1, CONN_OUTPUT_MOST, &number);
		settings->chunk = (size_t)number;
		break;
	case OPTION_PAUSE:
		fine = options_number("pause-ms", optarg, 0, 3600000, &number);
		settings->pause_ms = (int)number;
		break;
	case OPTION_PORT:
		fine = options_number("port", optarg, 0, 65535, &number);
		settings->port = (int)number;
		break;
	case OPTION_READY:
		fine = options_number("ready-fd", optarg, 0, INT_MAX, &number);
		options->ready_fd = (int)number;
		break;
	case OPTION_HOST:
		settings->host = optarg;
		break;
	case OPTION_HELP:
		options_print_help();
		return OPTIONS_DONE;
	case OPTION_LIST:
		options_print_kinds("");
		return OPTIONS_DONE;
	case OPTION_VERSION:
		printf("sockspec-server (%s) %s\n", PACKAGE_NAME, PACKAGE_VERSION);
		return OPTIONS_DONE;
	default: /* getopt_long has said what is wrong */
		fputs("Try 'sockspec-server --help'.\n", stderr);
		return OPTIONS_WRONG;
	}
	return fine ? OPTIONS_SERVE : OPTIONS_WRONG;
}

enum options_action options_parse(struct options *options, int argc, char **argv)
{
	enum options_action action;
	int option;

	*options = (struct options){ .ready_fd = -1, .settings = { .backlog = 128, .pause_ms = 10, .chunk = 1024 } };
	while ((option = getopt_long(argc, argv, "", options_long, NULL)) != -1) {
		action = options_take(options, option);
		if (action != OPTIONS_SERVE)
			return action;
	}
	if (optind == argc)
		return options_complain("no kind of server is named; --list lists them");
	if (optind + 1 < argc)
		return options_complain("'%s' is one argument too many", argv[optind + 1]);
	options->kind = kind_find(argv[optind]);
	if (options->kind == NULL)
		return options_complain("there is no server '%s'; --list lists those that are", argv[optind]);
	return OPTIONS_SERVE;
}
