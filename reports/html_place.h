/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where a step of the page stands in a mode's ladder: read from the drawing itself, whose elements carry the line that
 * they belong to (data-line) and an id, so that no link leads to what is not drawn.
 */
#ifndef SOCKSPEC_HTML_PLACE_H
#define SOCKSPEC_HTML_PLACE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* The id of the first element of this line in a fragment, in the arena; NULL where none has both. */
const char *html_place_find(struct arena *arena, const char *fragment, int line);

/*
 * The id in a mode's ladder (`mode` from 1) of a packet, by its number in a host's capture. A packet that both hosts saw
 * is drawn under the client's number, which its row in the table of packets (`record`) tells. NULL where it is not drawn.
 */
const char *html_place_find_packet(struct arena *arena, const char *ladder, const char *record, size_t mode,
	const char *host, int number);

#endif
