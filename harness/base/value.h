/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A value that crossed a system call, in or out: what the actor protocol carries, what
 * evidence keeps, what names in a script are bound to. Plain data, made in an arena.
 *
 * As JSON (docs/actor-protocol.md):
 *	ANY      {"any": true}                     the callee may put in what it likes
 *	NULL     null                              a null pointer
 *	INT      12                                a number, also a descriptor
 *	SYMBOL   "MSG_PEEK|MSG_DONTWAIT"           names; meaningful on any system
 *	BYTES    {"bytes": "text"}                 valid UTF-8 without odd control characters
 *	         {"hex": "00ff"}                   any others
 *	         {"pattern": 4096, "offset": 0}    a run of the payload pattern (base/payload.h)
 *	ROOM     {"room": 1024}                    in a request: a buffer to be filled
 *	ADDRESS  {"family": "AF_INET", "address": "192.0.2.1", "port": 7000}
 *	ARRAY    [ ... ]
 *	STRUCT   {"struct": {"field": value, ...}} order kept
 */
#ifndef SOCKSPEC_VALUE_H
#define SOCKSPEC_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct str;
struct json_t;

enum value_kind {
	VALUE_ANY,
	VALUE_NULL,
	VALUE_INT,
	VALUE_SYMBOL,
	VALUE_BYTES,
	VALUE_ROOM,
	VALUE_ADDRESS,
	VALUE_ARRAY,
	VALUE_STRUCT
};

struct value_field {
	const char *name;
	struct value *value;
};

struct value {
	enum value_kind kind;
	int64_t number;           /* INT; ROOM: its size */
	const char *text;         /* SYMBOL: the names; ADDRESS: the numeric address */
	const char *family;       /* ADDRESS: "AF_INET" or "AF_INET6"; "AF_UNSPEC" with empty text */
	int port;                 /* ADDRESS: 0 to 65535, host order */
	const uint8_t *bytes;     /* BYTES */
	size_t length;            /* BYTES: how many */
	struct value **items;     /* ARRAY */
	struct value_field *fields; /* STRUCT */
	size_t count;             /* ARRAY, STRUCT: how many */
};

struct value *value_any(struct arena *arena);
struct value *value_null(struct arena *arena);
struct value *value_int(struct arena *arena, int64_t number);
struct value *value_symbol(struct arena *arena, const char *names);
struct value *value_bytes(struct arena *arena, const void *data, size_t length); /* copies */
struct value *value_room(struct arena *arena, int64_t size);
struct value *value_address(struct arena *arena, const char *family, const char *text, int port);
struct value *value_array(struct arena *arena, size_t count); /* of VALUE_ANY, to be replaced */
struct value *value_struct(struct arena *arena);
void value_struct_add(struct arena *arena, struct value *structure, const char *name,
	struct value *value);

/* The field's value, NULL if there is none of that name. */
struct value *value_field(const struct value *structure, const char *name);

/* Adds the value as a reader of strace expects it. Long bytes are cut at `most` (0: never). */
void value_print(struct str *str, const struct value *value, size_t most);

/* To JSON: a new reference. From JSON: NULL and err on anything but the forms above. */
struct json_t *value_to_json(const struct value *value);
struct value *value_from_json(struct arena *arena, struct json_t *json, struct err *err);

#endif
