/* SPDX-License-Identifier: BSD-2-Clause */
/* The way in: which sub-command, and its exit status. */
#include "config.h"

#include <signal.h>
#include <unistd.h>

#include "harness/actor/actor.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/commands.h"
#include "harness/compare.h"
#include "harness/options.h"
#include "harness/play/play_main.h"
#include "harness/replay.h"
#include "harness/run.h"

/*
 * A run has players and folders to clear away: a reader that goes (| head), or a file that may not grow (ulimit -f), is
 * an error of writing to it, and no reason to die at once. The others end as programs in a pipe do; what serve and
 * actor start with is their own.
 */
static void main_outlive_writing(const struct options *options)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};

	if (options->command != COMMAND_RUN && options->command != COMMAND_JUDGE && options->command != COMMAND_REPORT &&
	    (options->command != COMMAND_SHOW || !options->ladder))
		return;
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
}

int main(int argc, char **argv)
{
	struct options options;
	int status;

	if (io_hold_standard() != 0)
		return EXIT_HARNESS;
	lang_use_environment();
	status = options_parse(&options, argc, argv);

	if (status >= 0)
		return status == EXIT_AS_EXPECTED ? commands_flush() : status;
	/* What they say is evidence, and is kept in English. */
	if (options.command == COMMAND_ACTOR || options.command == COMMAND_PLAY)
		lang_use_everywhere(LANG_EN);
	main_outlive_writing(&options);
	switch (options.command) {
	case COMMAND_RUN:
		return run_command(&options, argc, argv);
	case COMMAND_LIST:
		return commands_list(&options);
	case COMMAND_SHOW:
		if (options.ladder && options.from)
			return replay_ladder(&options);
		return options.ladder ? run_ladder(&options, argc, argv) : commands_show(&options);
	case COMMAND_CHECK:
		return commands_check(&options);
	case COMMAND_DOCTOR:
		return commands_doctor(&options);
	case COMMAND_REQUIREMENTS:
		return commands_requirements(&options);
	case COMMAND_JUDGE:
		return replay_judge(&options);
	case COMMAND_REPORT:
		return replay_report(&options);
	case COMMAND_COMPARE:
		return compare_command(&options);
	case COMMAND_EXPORT:
		return commands_export(&options);
	case COMMAND_SERVE:
		return commands_serve(&options);
	case COMMAND_ACTOR:
		return actor_serve(STDIN_FILENO, STDOUT_FILENO);
	case COMMAND_PLAY:
		return play_main(options.argument_count, options.arguments);
	case COMMAND_COUNT:
		break;
	}
	return EXIT_USAGE;
}
