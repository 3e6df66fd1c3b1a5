/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of what happened in one mode: its rows, and the parts that several of them have. */
#ifndef SOCKSPEC_HTML_HAPPENED_H
#define SOCKSPEC_HTML_HAPPENED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/happenings.h"
#include "reports/html.h"

/* Of packets that nothing is to be said of so many open to their fields in one table: a page is for reading. */
#define HAPPENED_OPENED_MOST 24

/* A table that is being written. All that it points to is its caller's. */
struct happened {
	struct markup *markup;
	const struct result *result;
	const struct evidence *evidence;
	const struct happenings *list;
	size_t mode;             /* from 1 */
	struct html_terms terms;
	size_t plain;            /* packets so far that nothing is to be said of */
};

/* ---- html_happened.c ---- */

void happened_write_time(const struct happened *table, const char *element, int64_t time_ns); /* since the first happening */

/* Leads to a line of the script, by the number that its step has there. */
void happened_write_step(const struct happened *table, int line);

/* ---- html_happened_packet.c ---- */

bool happened_is_injected(const struct happening *happening);

/* It left, and the other host did not see it. */
bool happened_is_lost(const struct happened *table, const struct happening *happening);
void happened_write_lost(const struct happened *table);

void happened_write_packet(struct happened *table, const struct happening *happening); /* a row */

/* True where nothing is to be said of a packet but what its line says, and whether it came: no step met it, nothing was found, it is
   whole. */
bool happened_is_plain(const struct happened *table, const struct happening *happening);

/* A packet as a script would write it. */
void happened_write_line(const struct happened *table, const struct happening *happening);

/* A packet's number in a host's capture, which other places of the page lead to; nothing where the host has not seen it. */
void happened_write_number(const struct happened *table, const struct happening *happening, int host);

/* From which of its hosts a packet came, as an element with words: the table's cell, or an image. */
void happened_write_arrow(const struct happened *table, const char *element, const struct happening *happening);

/* ---- html_happened_run.c ---- */

/* Writes the run of alike packets that begins here as one row that opens, and gives how many; 0 where there is none. */
size_t happened_write_run(struct happened *table, size_t first);

#endif
