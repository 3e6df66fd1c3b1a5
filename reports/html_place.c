/* SPDX-License-Identifier: BSD-2-Clause */
/* Where a step of the page stands in a ladder. */
#include "config.h"

#include <stdio.h>
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
