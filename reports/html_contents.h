/* SPDX-License-Identifier: BSD-2-Clause */
/* The contents of the book on its index: chapters with their counts, the filters, and every page with its verdicts. */
#ifndef SOCKSPEC_HTML_CONTENTS_H
#define SOCKSPEC_HTML_CONTENTS_H

struct html;
struct markup;
struct report_counts;

void html_contents_write(struct markup *markup, const struct html *html);

/* A bar of the counts. The numbers stand beside it, so it is hidden from those who cannot see it. */
void html_bar_write(struct markup *markup, const struct report_counts *counts);

#endif
