/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The lesson of a case that was played with both kinds of socket, in two columns: what both do stands once over both, what one
 * does stands in its column, and a call whose results differ stands in both with a mark between.
 */
#ifndef SOCKSPEC_HTML_KINDS_H
#define SOCKSPEC_HTML_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/html.h"

#define HTML_KINDS 2

/*
 * The modes of each kind as a case of its own: copies that share everything with the case and live as long as it. False
 * where the case was not played with both.
 */
bool html_kinds_split(const struct html_case *html_case, struct html_case kinds[HTML_KINDS]);

const char *html_kinds_title(size_t kind); /* in the language in use: "Stream", "Datagram" */
const char *html_kinds_word(size_t kind);  /* of the language of pages: "stream", "datagram" */

/* One fence, as html_script_write; false, with nothing written, where the case is not of both kinds. */
bool html_kinds_write(struct markup *markup, const struct html_case *html_case, const char *text, int line);

#endif
