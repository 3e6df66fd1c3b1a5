/* SPDX-License-Identifier: BSD-2-Clause */
/* sockspec-player and `sockspec play`: the arguments that the run loop gives its players. Not for people, though they may. */
#include "config.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/case/parse.h"
#include "harness/play/play.h"
#include "harness/play/play_main.h"

#define PLAY_BROKEN 3
#define PAGE_BYTES_MOST (16 << 20)

struct play_arguments {
	const char *page, *id, *folder;
	bool has_mode;
	struct play_options options;
	struct play_server *servers;
};

enum { OPTION_ID = 256, OPTION_MODE, OPTION_FOLDER, OPTION_ATTEMPT, OPTION_LEVEL, OPTION_LEAST, OPTION_SERVER, OPTION_ACTOR,
	OPTION_SELF, OPTION_SERVER_PROGRAM, OPTION_DEADLINE, OPTION_STEP_DEADLINE, OPTION_STATUS_FD };

static const struct option long_options[] = {
	{ "id", required_argument, NULL, OPTION_ID },
	{ "mode", required_argument, NULL, OPTION_MODE },
	{ "folder", required_argument, NULL, OPTION_FOLDER },
	{ "attempt", required_argument, NULL, OPTION_ATTEMPT },
	{ "level", required_argument, NULL, OPTION_LEVEL },
	{ "least", required_argument, NULL, OPTION_LEAST },
	{ "server", required_argument, NULL, OPTION_SERVER },
	{ "actor", required_argument, NULL, OPTION_ACTOR },
	{ "self", required_argument, NULL, OPTION_SELF },
	{ "server-program", required_argument, NULL, OPTION_SERVER_PROGRAM },
	{ "deadline-ms", required_argument, NULL, OPTION_DEADLINE },
	{ "step-deadline-ms", required_argument, NULL, OPTION_STEP_DEADLINE },
	{ "status-fd", required_argument, NULL, OPTION_STATUS_FD },
	{ NULL, 0, NULL, 0 },
};

static int take_number(const char *text, long long least, long long *number, struct err *err)
{
	if (!str_to_int(text, number) || *number < least || *number > INT_MAX)
		return err_set(err, "not a number that fits: %s", text);
	return 0;
}

static int take_server(struct play_arguments *arguments, char *text, struct err *err)
{
	char *equals = strchr(text, '=');
	struct play_server *server;

	if (!equals)
		return err_set(err, "--server wants KIND=COMMAND, not %s", text);
	*equals = '\0';
	server = &arguments->servers[arguments->options.server_count++];
	server->kind = text;
	server->command = equals + 1;
	return 0;
}

static int take_option(struct play_arguments *arguments, int option, struct err *err)
{
	struct play_options *options = &arguments->options;
	long long number;

	switch (option) {
	case OPTION_ID:
		arguments->id = optarg;
		return 0;
	case OPTION_MODE:
		arguments->has_mode = case_mode_find(optarg, &options->mode);
		return arguments->has_mode ? 0 : err_set(err, "unknown mode: %s", optarg);
	case OPTION_FOLDER:
		arguments->folder = optarg;
		return 0;
	case OPTION_ATTEMPT:
		if (take_number(optarg, 1, &number, err) < 0)
			return -1;
		options->attempt = (int)number;
		return 0;
	case OPTION_LEVEL:
		return level_find(optarg, &options->most) ? 0 : err_set(err, "unknown level: %s", optarg);
	case OPTION_LEAST:
		return level_find(optarg, &options->least) ? 0 : err_set(err, "unknown level: %s", optarg);
	case OPTION_SERVER:
		return take_server(arguments, optarg, err);
	case OPTION_ACTOR:
		options->actor_command = optarg;
		return 0;
	case OPTION_SELF:
		options->self_program = optarg;
		return 0;
	case OPTION_SERVER_PROGRAM:
		options->server_program = optarg;
		return 0;
	case OPTION_DEADLINE:
		if (take_number(optarg, 1, &number, err) < 0)
			return -1;
		options->deadline_ns = number * NS_PER_MS;
		return 0;
	case OPTION_STEP_DEADLINE:
		if (take_number(optarg, 1, &number, err) < 0)
			return -1;
		options->step_deadline_ns = number * NS_PER_MS;
		return 0;
	case OPTION_STATUS_FD:
		if (take_number(optarg, 0, &number, err) < 0)
			return -1;
		options->status_fd = (int)number;
		return 0;
	}
	return err_set(err, "unknown or incomplete option");
}

static int take_arguments(struct play_arguments *arguments, int argc, char **argv, struct err *err)
{
	int option;

	opterr = 0;
	optind = 0; /* whoever read the command line before may have used getopt too */
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1)
		if (take_option(arguments, option, err) < 0)
			return -1;
	if (optind != argc - 1)
		return err_set(err, "wants one page");
	arguments->page = argv[optind];
	if (!arguments->id || !arguments->folder || !arguments->has_mode)
		return err_set(err, "wants --id, --mode and --folder");
	if (!arguments->options.self_program || !arguments->options.server_program)
		return err_set(err, "wants --self and --server-program");
	return 0;
}

static int play_page(const struct play_arguments *arguments, struct err *err)
{
	struct diagnostics diagnostics;
	struct case_page *page;
	char *text;
	size_t length;
	int status;

	if (io_read_file(arguments->page, PAGE_BYTES_MOST, &text, &length, err) < 0)
		return -1;
	diagnostics_init(&diagnostics);
	page = case_parse(arguments->page, arguments->id, text, length, &diagnostics);
	if (!page || diagnostics.errors > 0) {
		diagnostics_print(&diagnostics, arguments->page, text, stderr);
		status = err_set(err, "%s: this page cannot be played", arguments->page);
	} else if (!page->modes[arguments->options.mode]) {
		status = err_set(err, "%s is not played with %s", arguments->page, case_mode_name(arguments->options.mode));
	} else {
		status = play_case(case_of_mode(page, arguments->options.mode), &arguments->options, arguments->folder, err);
	}
	case_free(page);
	diagnostics_free(&diagnostics);
	free(text);
	return status;
}

int play_main(int argc, char **argv)
{
	struct play_arguments arguments = { .options = { .attempt = 1, .most = LEVEL_WIRE, .least = LEVEL_HOST, .status_fd = -1 } };
	int status = -1;
	struct err err;

	err_init(&err);
	arguments.servers = calloc((size_t)argc, sizeof *arguments.servers);
	if (!arguments.servers)
		err_set(&err, "no memory for the arguments");
	else if (take_arguments(&arguments, argc, argv, &err) == 0) {
		arguments.options.servers = arguments.servers;
		status = play_page(&arguments, &err);
	}
	free(arguments.servers);
	if (status == 0)
		return 0;
	fprintf(stderr, "sockspec play: %s\n", err.text);
	return PLAY_BROKEN;
}
