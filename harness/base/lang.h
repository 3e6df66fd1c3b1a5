/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Words for people, in their language. English is what the sources say; a catalogue of po/, in gettext's format and kept with its
 * tools, says it in another, and is compiled in. Only what people read is translated: no name of the language, no key, no format
 * that programs read, and nothing that is stored. Not through libintl: there a process chooses its language by its environment alone,
 * which the programs that are started here would inherit, and a report is made in every language by one process, at the same time.
 */
#ifndef SOCKSPEC_LANG_H
#define SOCKSPEC_LANG_H

#include <stdbool.h>
#include <stddef.h>

enum lang { LANG_EN, LANG_ZH, LANG_COUNT };

const char *lang_tag(enum lang lang);    /* as HTML and RFC 5646 write it: "en", "zh-Hans" */
const char *lang_suffix(enum lang lang); /* of a page's translation, "zh" in peek.zh.md; "" for English */
const char *lang_name(enum lang lang);   /* in itself: "English" */

/* By the suffix of its translations, or "en". False where there is no such language. */
bool lang_find(const char *name, size_t length, enum lang *lang);

/*
 * A path's last part with two dots, "peek.zh.md", names a translation: where its suffix begins (".zh.md") and its language, LANG_COUNT
 * where there is none of that name. NULL where the path names no translation.
 */
const char *lang_find_suffix(const char *path, enum lang *lang);

/* From here on, in this thread; English at first. A report that is made in each language has a thread for each. */
void lang_use(enum lang lang);
enum lang lang_used(void);

/* The same, and from here on the language of errors in every thread. Before there are threads. */
void lang_use_everywhere(enum lang lang);

/*
 * What LANGUAGE, a list as gettext reads it, and the locale, of LC_ALL, LC_MESSAGES or LANG, ask for; either may be NULL or "". The
 * locales C and POSIX want English.
 */
enum lang lang_wanted(const char *language, const char *locale);
void lang_use_environment(void); /* everywhere */

#define _(text) lang_text(text)
#define N_(text) (text) /* only marked, where no function can be called: shown through _() */

/* The text in the language in use; itself where the catalogue has none. Lives as long as the program. NULL is fine. */
const char *lang_text(const char *text) __attribute__((format_arg(1)));

/*
 * The same for errors, which are for whoever runs the program, and not for the readers of the report in whose language it is busy:
 * in the language of lang_use_everywhere, or, before that was called, in the one in use.
 */
const char *lang_text_of_error(const char *text) __attribute__((format_arg(1)));

/* One or many, as the language counts. */
const char *lang_plural(const char *one, const char *many, unsigned long number)
	__attribute__((format_arg(1), format_arg(2)));

#endif
