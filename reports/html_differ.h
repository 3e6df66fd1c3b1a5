/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether the modes of a case went different ways, so that a page shows both beside each other, or one for all. What
 * always differs says nothing: families, addresses and the ports behind them, windows, segment sizes, and time stamps.
 */
#ifndef SOCKSPEC_HTML_DIFFER_H
#define SOCKSPEC_HTML_DIFFER_H

#include <stdbool.h>

struct arena;
struct evidence;
struct html_case;
struct result;

/* Two observed values; NULL where there is none. */
bool html_differ_observed(const char *a, const char *b);

/* Verdicts, findings or observed values of the lines of the page. False where there is one mode. */
bool html_differ_modes(const struct html_case *html_case);

/* The verdicts of the lines alone. */
bool html_differ_verdicts(const struct html_case *html_case);

/*
 * What was said in a play, as a text to be compared with another's: the packets of each host that carry something, in
 * order, and what the wire did with them. In the arena.
 */
const char *html_differ_shape(struct arena *arena, const struct evidence *evidence, const struct result *result);

/* True where the ladders of all modes show one conversation. */
bool html_differ_ladders(const struct html_case *html_case);

#endif
