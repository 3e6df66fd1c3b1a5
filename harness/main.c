/* SPDX-License-Identifier: BSD-2-Clause */
/* The way in: which sub-command, and its exit status. */
#include "config.h"

#include <unistd.h>

#include "harness/actor/actor.h"
#include "harness/base/lang.h"
#include "harness/commands.h"
#include "harness/options.h"
#include "harness/play/play_main.h"
#include "harness/replay.h"
#include "harness/run.h"

int main(int argc, char **argv)
{
	struct options options;
	int status;

	lang_use_environment();
	status = options_parse(&options, argc, argv);

	if (status >= 0)
		return status;
	/* What they say is evidence, and is kept in English. */
	if (options.command == COMMAND_ACTOR || options.command == COMMAND_PLAY)
		lang_use(LANG_EN);
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
