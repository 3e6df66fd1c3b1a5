/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of servers, made from kinds.def. */
#include "config.h"

#include <string.h>

#include "servers/server.h"

static const struct kind kinds[] = {
#define KIND(function, name, protocol, describe) { name, protocol, describe, &function },
#include "servers/kinds.def"
#undef KIND
};

const struct kind *kind_next(const struct kind *kind)
{
	if (kind == NULL)
		return kinds;
	return ++kind < kinds + sizeof kinds / sizeof kinds[0] ? kind : NULL;
}

const struct kind *kind_find(const char *name)
{
	const struct kind *kind = NULL;

	while ((kind = kind_next(kind)) != NULL) {
		if (strcmp(kind->name, name) == 0)
			return kind;
	}
	return NULL;
}
