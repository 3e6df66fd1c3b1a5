/* SPDX-License-Identifier: BSD-2-Clause */
/* The page of the glossary, and links to it from everywhere else. */
#ifndef SOCKSPEC_HTML_GLOSSARY_H
#define SOCKSPEC_HTML_GLOSSARY_H

#include <stdbool.h>

#include "reports/html.h"

/* malloc'ed, the caller's; NULL with err. */
char *html_glossary_make(const struct html *html, const struct report_run *run, struct err *err);

/*
 * `text` as a link to the entry of `word` ("SYN", "TIME_WAIT", "EAGAIN"), whose sentence is the link's title; `root`
 * leads from the page to the report's folder. Where the glossary has no such word it is text alone, and false.
 */
bool html_glossary_link(struct markup *markup, const char *root, const char *word, const char *text);

#endif
