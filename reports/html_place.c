/* SPDX-License-Identifier: BSD-2-Clause */
/* Where a step of the page stands in a ladder. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "reports/html_place.h"

/* The value of id="..." between two places of one tag. */
static const char *place_read_id(struct arena *arena, const char *from, const char *to)
{
	static const char name[] = " id=\"";
	const char *at = from;

	for (; at + sizeof(name) - 1 < to; at++) {
		if (memcmp(at, name, sizeof(name) - 1) == 0) {
			at += sizeof(name) - 1;
			return arena_strndup(arena, at, strcspn(at, "\""));
		}
	}
	return NULL;
}

const char *html_place_find(struct arena *arena, const char *fragment, int line)
{
	char wanted[48];
	const char *at = fragment;

	snprintf(wanted, sizeof(wanted), " data-line=\"%d\"", line);
	while ((at = strstr(at, wanted)) != NULL) {
		const char *from = at, *to = at + strcspn(at, ">");
		const char *id;

		while (from > fragment && *from != '<' && *from != '>')
			from--;
		/* In a text, what looks like an attribute is none: there a '>' comes first. */
		id = *from == '<' ? place_read_id(arena, from, to) : NULL;
		if (id)
			return id;
		at = to;
	}
	return NULL;
}

/* True where an element of the fragment has this id. */
static bool place_has_id(const char *fragment, const char *id)
{
	char wanted[96];

	snprintf(wanted, sizeof(wanted), " id=\"%s\"", id);
	return strstr(fragment, wanted) != NULL;
}

/* The client's number of the packet in whose row this id stands; 0 where the client has not seen it. */
static int place_find_client(const char *record, size_t mode, const char *id)
{
	char wanted[96], client[64];
	const char *at, *row;

	snprintf(wanted, sizeof(wanted), " id=\"%s\"", id);
	snprintf(client, sizeof(client), " id=\"mode-%zu-client-", mode);
	at = strstr(record, wanted);
	for (row = at; row && row > record && strncmp(row, "<tr", 3) != 0 && strncmp(row, "<li", 3) != 0; row--)
		;
	/* The client's cell comes before the server's. */
	row = row ? strstr(row, client) : NULL;
	return row && row < at ? (int)strtol(row + strlen(client), NULL, 10) : 0;
}

const char *html_place_find_packet(struct arena *arena, const char *ladder, const char *record, size_t mode,
	const char *host, int number)
{
	const char *id = arena_printf(arena, "ladder-%zu-%s-%d", mode, host, number);

	if (place_has_id(ladder, id))
		return id;
	number = place_find_client(record, mode, arena_printf(arena, "mode-%zu-%s-%d", mode, host, number));
	id = arena_printf(arena, "ladder-%zu-client-%d", mode, number);
	return number > 0 && place_has_id(ladder, id) ? id : NULL;
}
