/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tables behind names.h, for names.c and for its tests only. A row stands in each group in which its
 * name has a meaning.
 */
#ifndef SOCKSPEC_NAMES_TABLE_H
#define SOCKSPEC_NAMES_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/names/names.h"

struct names_row {
	const char *name;
	int64_t number;
	enum names_group group;
	bool alias; /* never shown for its number: another name for it is usual, or it is a value, not a bit */
};

#define ROW(group, name) { #name, name, NAMES_##group, false }
#define ALIAS(group, name) { #name, name, NAMES_##group, true }
#define STATE(name, number) { #name, number, NAMES_STATE, false }

extern const struct names_row names_socket[], names_inet[], names_system[];
extern const size_t names_socket_count, names_inet_count, names_system_count;

#endif
