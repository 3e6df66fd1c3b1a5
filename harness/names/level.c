/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of the levels. */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "harness/names/level.h"

static const char *const names[] = {"host", "loopback", "wire"};

const char *level_name(enum level level)
{
	return (size_t)level < sizeof(names) / sizeof(*names) ? names[level] : "?";
}

bool level_find(const char *name, enum level *level)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], name) == 0) {
			*level = (enum level)i;
			return true;
		}
	}
	return false;
}
