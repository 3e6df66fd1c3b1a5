/* SPDX-License-Identifier: BSD-2-Clause */
/* Looking up constants in the tables, either way round. */
#include "config.h"

#include <fcntl.h>
#include <inttypes.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/names/names.h"
#include "harness/names/names_table.h"

#define NAMES_TABLES 3

struct names_table {
	const struct names_row *rows;
	size_t count;
};

static struct names_table
names_table(int which)
{
	struct names_table table = { names_socket, names_socket_count };

	if (which == 1) {
		table.rows = names_inet;
		table.count = names_inet_count;
	} else if (which == 2) {
		table.rows = names_system;
		table.count = names_system_count;
	}
	return table;
}

static int
names_compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct names_row *)row)->name);
}

/* The row of a name in a group, in any where group is NAMES_GROUP_COUNT; NULL. */
static const struct names_row *
names_row(enum names_group group, const char *name)
{
	const struct names_row *row, *end;
	struct names_table table;
	int i;

	for (i = 0; i < NAMES_TABLES; i++) {
		table = names_table(i);
		end = table.rows + table.count;
		row = bsearch(name, table.rows, table.count, sizeof *row, names_compare);
		if (row == NULL)
			continue;
		/* A name that is in several groups has as many rows, side by side. */
		while (row > table.rows && strcmp(row[-1].name, name) == 0)
			row--;
		for (; row < end && strcmp(row->name, name) == 0; row++) {
			if (group == NAMES_GROUP_COUNT || row->group == group)
				return row;
		}
	}
	return NULL;
}

bool
names_find(const char *name, int64_t *number)
{
	return names_find_in(NAMES_GROUP_COUNT, name, number);
}

bool
names_find_in(enum names_group group, const char *name, int64_t *number)
{
	const struct names_row *row = names_row(group, name);

	if (row == NULL)
		return false;
	*number = row->number;
	return true;
}

const char *
names_of(enum names_group group, int64_t number)
{
	struct names_table table;
	size_t j;
	int i;

	for (i = 0; i < NAMES_TABLES; i++) {
		table = names_table(i);
		for (j = 0; j < table.count; j++) {
			if (table.rows[j].group == group && table.rows[j].number == number &&
				!table.rows[j].alias)
				return table.rows[j].name;
		}
	}
	return NULL;
}

/* The bits of a group that hold one number together and are no flags. */
static int64_t
names_field(enum names_group group)
{
	if (group == NAMES_TYPE)
		return 0xf; /* the kernel's SOCK_TYPE_MASK */
	if (group == NAMES_OPEN)
		return O_ACCMODE;
	return 0;
}

/* Among what is left the name that covers the most bits, and of these the lowest. */
static const struct names_row *
names_best_flag(enum names_group group, int64_t left)
{
	const struct names_row *best = NULL, *row;
	struct names_table table;
	int i, bits, most = 0;
	size_t j;

	for (i = 0; i < NAMES_TABLES; i++) {
		table = names_table(i);
		for (j = 0; j < table.count; j++) {
			row = &table.rows[j];
			if (row->group != group || row->alias || row->number == 0 ||
				(row->number & left) != row->number ||
				(row->number & names_field(group)) != 0)
				continue;
			bits = __builtin_popcountll((unsigned long long)row->number);
			if (bits > most || (bits == most && row->number < best->number)) {
				most = bits;
				best = row;
			}
		}
	}
	return best;
}

void
names_add_flags(struct str *str, enum names_group group, int64_t bits)
{
	int64_t field = bits & names_field(group), left = bits & ~names_field(group);
	const struct names_row *row;
	const char *name, *bar = "";

	if (field != 0) {
		name = names_of(group, field);
		if (name != NULL) {
			str_add(str, name);
			bar = "|";
		} else {
			left |= field;
		}
	}
	while (left != 0 && (row = names_best_flag(group, left)) != NULL) {
		str_addf(str, "%s%s", bar, row->name);
		left &= ~row->number;
		bar = "|";
	}
	if (left != 0)
		str_addf(str, "%s0x%" PRIx64, bar, (uint64_t)left);
	else if (*bar == '\0')
		str_add(str, "0");
}

bool
names_parse_flags(const char *text, int64_t *bits)
{
	int64_t sum = 0, number;
	char part[64];
	size_t length;
	long long value;

	for (;;) {
		text += strspn(text, " ");
		length = strcspn(text, "| ");
		if (length == 0 || length >= sizeof part)
			return false;
		memcpy(part, text, length);
		part[length] = '\0';
		if (names_find(part, &number))
			sum |= number;
		else if (str_to_int(part, &value))
			sum |= value;
		else
			return false;
		text += length;
		text += strspn(text, " ");
		if (*text == '\0')
			break;
		if (*text++ != '|')
			return false;
	}
	*bits = sum;
	return true;
}

const char *
names_nearest(const char *name)
{
	size_t count = names_socket_count + names_inet_count + names_system_count + 1, used = 0, j;
	const char **names = calloc(count, sizeof *names);
	const char *nearest;
	struct names_table table;
	int i;

	if (names == NULL)
		return NULL;
	for (i = 0; i < NAMES_TABLES; i++) {
		table = names_table(i);
		for (j = 0; j < table.count; j++)
			names[used++] = table.rows[j].name;
	}
	nearest = str_nearest(name, names);
	free(names);
	return nearest;
}

const char *
names_explain_errno(const char *name)
{
	int64_t number;

	if (!names_find_in(NAMES_ERRNO, name, &number))
		return NULL;
	return number < 0 ? gai_strerror((int)number) : strerror((int)number);
}
