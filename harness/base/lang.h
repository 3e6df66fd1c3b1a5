/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Words for people, in their language. English is what the sources say; a catalogue of po/ says it in another. Only what
 * people read is translated: no name of the language, no key, no format that programs read.
 */
#ifndef SOCKSPEC_LANG_H
#define SOCKSPEC_LANG_H

#define _(text) lang_text(text)
#define N_(text) (text) /* only marked, where no function can be called: shown through _() */

/* The text in the language in use; itself where the catalogue has none. Lives as long as the program. */
const char *lang_text(const char *text) __attribute__((format_arg(1)));

/* One or many, as the language counts. */
const char *lang_plural(const char *one, const char *many, unsigned long number)
	__attribute__((format_arg(1), format_arg(2)));

#endif
