/* SPDX-License-Identifier: BSD-2-Clause */
/* Options that not every kernel has on which this program runs. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness/names/names.h"

static const struct {
	const char *name;
	int major, minor; /* of the first Linux that has it */
} names_since[] = {
	{ "TCP_DELACK_MAX_US", 6, 15 },
	{ "TCP_RTO_MAX_MS", 6, 15 },
	{ "TCP_RTO_MIN_US", 6, 15 },
};

bool names_is_missing(const char *name, const char *kernel, int *major, int *minor)
{
	int own_major, own_minor;

	if (kernel == NULL || sscanf(kernel, "Linux %9d.%9d", &own_major, &own_minor) != 2)
		return false;
	for (size_t i = 0; i < sizeof(names_since) / sizeof(names_since[0]); i++)
		if (strcmp(names_since[i].name, name) == 0) {
			*major = names_since[i].major;
			*minor = names_since[i].minor;
			return own_major < *major || (own_major == *major && own_minor < *minor);
		}
	return false;
}
