/* SPDX-License-Identifier: BSD-2-Clause */
/* Who tried a server of his own wants to play the failing page with it, not with the reference. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "harness/base/str.h"
#include "reports/again.h"
#include "reports/text.h"

/* The length of the word at `at`: to the next blank that is not between quotes. */
static size_t again_word(const char *at)
{
	bool quoted = false;
	size_t length;

	for (length = 0; at[length] && (quoted || at[length] != ' '); length++) {
		if (quoted && at[length] == '\\' && at[length + 1])
			length++;
		else if (at[length] == '"')
			quoted = !quoted;
	}
	return length;
}

/* How many words the option at the word takes, itself included: 2, or 1 where its value is in it; 0: it is another. */
static int again_takes(const char *word, size_t length)
{
	static const char *const names[] = {"--server", "--actor"};
	size_t i;

	if (*word == '"') { /* "--server=tcp-echo=./a {port}" */
		word++;
		length--;
	}
	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		size_t name = strlen(names[i]);

		if (length < name || strncmp(word, names[i], name) != 0)
			continue;
		if (length == name)
			return 2;
		if (word[name] == '=')
			return 1;
	}
	return 0;
}

void again_add(struct str *str, const char *front, const char *case_id, const char *command)
{
	int take = 0;

	str_addf(str, "%s %s", front, text_or_empty(case_id));
	while (command && *command) {
		size_t length = again_word(command);

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
