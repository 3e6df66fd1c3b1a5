/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records to JSON objects and back by tables that name their members, so that what is written and what is
 * read cannot drift apart. What is read is hostile: kinds, ranges and counts are checked.
 */
#ifndef SOCKSPEC_RECORD_FIELDS_H
#define SOCKSPEC_RECORD_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/names/names.h"

struct arena;
struct err;
struct json_t;

enum field_kind {
	FIELD_TEXT,    /* const char *: left out where NULL */
	FIELD_BLOB,    /* const char * and a size_t: any bytes; {"hex": ...} where they are not UTF-8 */
	FIELD_BYTES,   /* const uint8_t *: as many as the size_t says, as {"hex": ...}; left out where NULL */
	FIELD_INT,     /* int */
	FIELD_INT64,
	FIELD_SIZE,    /* size_t */
	FIELD_BOOL,
	FIELD_ENUM,    /* an int-sized enum or int, by its name in `names` */
	FIELD_CONSTANT, /* int, by its name in `group` of names.h: left out where 0 */
	FIELD_VALUE,   /* struct value *: left out where NULL */
	FIELD_VALUES,  /* struct value ** and a size_t: left out where there are none */
	FIELD_TEXTS    /* const char ** and a size_t: left out where there are none */
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t offset, count_offset; /* count_offset: BLOB, BYTES, VALUES, TEXTS */
	bool required;               /* TEXT and VALUE that must be there */
	bool seldom;                 /* BOOL that is left out where it is false */
	int64_t least, most;         /* INT, INT64, SIZE */
	const char *const *names;    /* ENUM: ends in NULL */
	enum names_group group;      /* CONSTANT */
};

/* Adds the record's members to an object, in the table's order. A table ends in a row without a name. */
void record_write(struct json_t *object, const struct field *fields, const void *record);

/* Fills in the members that the table names; others in the object are left alone. 0 or -1 with err. */
int record_read(struct arena *arena, struct json_t *object, const struct field *fields,
	void *record, struct err *err);

/* Text that must not lose a byte: a string, or {"hex": ...}. A new reference. */
struct json_t *record_blob(const void *data, size_t length);

#endif
