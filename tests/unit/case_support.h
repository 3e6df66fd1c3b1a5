/* SPDX-License-Identifier: BSD-2-Clause */
/* For the tests of the language: a page around a script, parsed, and its mistakes as text. */
#ifndef SOCKSPEC_CASE_SUPPORT_H
#define SOCKSPEC_CASE_SUPPORT_H

#include "harness/case/parse.h"

struct parsed {
	struct case_page *page;
	struct diagnostics list;
	char *text;     /* of the page */
	char *messages; /* as they would be printed, for the page "page.md" */
};

/* Parses a whole page. */
struct parsed parsed_page(const char *text);

/* Parses a script within a page; its first line is line SCRIPT_LINE. */
#define SCRIPT_LINE 4
struct parsed parsed_script(const char *script);

/* The same; the test fails where there is a mistake in it. */
struct parsed parsed_good(const char *script);

void parsed_free(struct parsed *parsed);

/* The script that most others begin with: a launched server and a socket. */
#define SCRIPT_BEGIN "launch tcp-echo as echo\nsocket(..., SOCK_STREAM, 0) = s\n"

#endif
