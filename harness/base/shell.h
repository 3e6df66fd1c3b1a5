/* SPDX-License-Identifier: BSD-2-Clause */
/* Words of a command line in the quotes of a shell (POSIX sh), so that the line that is printed can be pasted into one. */
#ifndef SOCKSPEC_SHELL_H
#define SOCKSPEC_SHELL_H

#include <stddef.h>

struct str;

/*
 * Adds one word: as it is where a shell leaves that so, else in single quotes, behind KIND= where it begins so. Where it has
 * characters that no report prints as they are (control characters, those that turn the direction of text, bytes that are no UTF-8)
 * printf is asked for them, all in one line; line feeds at the end of such a word are lost in that, as of all that a shell substitutes.
 */
void shell_add_word(struct str *str, const char *word);

/*
 * The length of the first word of a line that was put together so, its quotes among it: to the next blank that is not quoted. Takes
 * words in double quotes with backslashes too, and ends where the line does.
 */
size_t shell_word_length(const char *line);

#endif
