/* SPDX-License-Identifier: BSD-2-Clause */
/* Who tried a server of his own wants to play the failing page with it, not with the reference. */
#include "config.h"

#include <string.h>

#include "harness/base/shell.h"
#include "harness/base/str.h"
#include "reports/again.h"
#include "reports/text.h"

/* How many words the option at the word takes, itself included: 2, or 1 where its value is in it; 0: it is another. */
static int again_takes(const char *word, size_t length)
{
	static const char *const names[] = {"--server", "--actor"};
	size_t name, i;

	if (length > 0 && (*word == '\'' || *word == '"')) { /* '--server=tcp-echo=./a {port}' */
		word++;
		length--;
	}
	for (name = 0; name < length && word[name] != '='; name++)
		;
	/* An option's name may be cut; where it were another's too, the run would have been refused. */
	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (name > strlen("--") && strncmp(word, names[i], name) == 0)
			return name == length ? 2 : 1;
	return 0;
}

void again_add(struct str *str, const char *front, const char *case_id, const char *command)
{
	int take = 0;

	str_addf(str, "%s ", front);
	shell_add_word(str, text_or_empty(case_id));
	while (command && *command) {
		size_t length = shell_word_length(command);

		if (take == 0)
			take = again_takes(command, length);
		if (take > 0 && length > 0) {
			str_addf(str, " %.*s", (int)length, command);
			take--;
		}
		command += length;
		while (*command == ' ')
			command++;
	}
}
