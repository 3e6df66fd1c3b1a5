/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is made once a language is made in all of them at the same time, each in a thread of its own, since nothing that is
 * made for one is read by another: own memory, own fragments, own pages. A report is the same as if they came one after the other.
 */
#ifndef SOCKSPEC_HTML_LANGUAGES_H
#define SOCKSPEC_HTML_LANGUAGES_H

struct err;
struct html;

/*
 * Calls `work` for each of the report's languages, with that language in use, and with a copy of the report whose arena lives until
 * `work` has returned. Everything behind the other pointers is shared, and is not to be changed. 0 when all returned 0; else
 * -1 with the err of the first language that failed.
 */
int html_in_languages(const struct html *html, int (*work)(struct html *html, void *context, struct err *err), void *context,
	struct err *err);

/* Gives the copy cases of its own in its arena, whose titles and fragments may be those of its language. */
void html_own_cases(struct html *html);

#endif
