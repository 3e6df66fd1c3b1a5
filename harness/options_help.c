/* SPDX-License-Identifier: BSD-2-Clause */
/* What --help prints: made from the tables, so that it names what there is. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/options_parts.h"
#include "reports/report.h"

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

void options_print_help(int command)
{
	size_t i;

	if (command < 0) {
		puts(_("Usage: sockspec COMMAND [OPTION...] [ARGUMENT...]\n"
		       "Plays socket scenarios on a private wire and judges what was seen.\n\nCommands:"));
		for (i = 0; i < COMMAND_COUNT; i++)
			if (options_commands[i].help != NULL)
				printf("  %-13s%-18s%s\n", options_commands[i].name, options_commands[i].arguments, _(options_commands[i].help));
		puts(_("\nOptions:"));
	} else {
		printf(_("Usage: sockspec %s [OPTION...] %s\nTo %s.\n\nOptions:\n"), options_commands[command].name,
			options_commands[command].arguments ? options_commands[command].arguments : "",
			_(options_commands[command].help ? options_commands[command].help : N_("play one case once (what run starts)")));
	}
	for (i = 0; options_rows[i].name != NULL; i++)
		if (command < 0 || (options_rows[i].commands & (1u << command)))
			options_print_option(&options_rows[i]);
	if (command < 0 || ((1u << command) & (REPORTS | IN(REQUIREMENTS))))
		options_print_formats(command);
	puts(_("\nExit status: 0 all as expected, 1 unexpected verdicts, 2 usage or a broken page,\n"
	       "3 harness error, 4 nothing selected, 5 interrupted.\n"));
	printf(_("Report bugs to: %s\nHome page: %s\n"), PACKAGE_BUGREPORT, PACKAGE_URL);
}
