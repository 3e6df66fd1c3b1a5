/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that grows, and the escaping of bytes as strace and C show them. */
#ifndef SOCKSPEC_STR_H
#define SOCKSPEC_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	char *text; /* NUL-terminated once anything was added; NULL before */
	size_t length;
	size_t capacity;
};

/* Memory is the str's until str_free, which leaves it as str_init does. Out of memory ends the program (memory.h). */
void str_init(struct str *str);
void str_free(struct str *str);
void str_clear(struct str *str); /* empties it and keeps the memory */

void str_add(struct str *str, const char *text);
void str_add_bytes(struct str *str, const void *data, size_t length);
void str_addf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_add_int(struct str *str, long long number); /* as "%lld", for what is printed very often */

/* The text, "" where nothing was added. Belongs to the str. */
const char *str_text(const struct str *str);

/*
 * Adds the bytes as a C string literal with its quotes: \n, \t, \r, \", \\, printable ASCII as
 * it is, anything else as \xNN. Past `most` bytes it stops and adds "..." (0: no limit).
 */
void str_add_quoted(struct str *str, const void *data, size_t length, size_t most);

/*
 * The length of the UTF-8 character that `length` bytes (one or more) begin with, 0 where there is none; its number in *code. Overlong
 * forms, surrogates and what is beyond U+10FFFF are none (RFC 3629).
 */
size_t str_decode_utf8(const unsigned char *bytes, size_t length, uint32_t *code);

/* True where the bytes are valid UTF-8 without control characters other than \n and \t. */
bool str_is_plain_utf8(const void *data, size_t length);

/* Parses a whole decimal, 0x or 0 (octal) number. False on anything else or out of range. */
bool str_to_int(const char *text, long long *number);

/* The candidate most like `text` (for "did you mean"), NULL if none is near. `names` ends in NULL. */
const char *str_nearest(const char *text, const char *const *names);

/* True for characters that take two columns of a terminal, as East Asian ones do. */
bool str_is_wide(uint32_t code);

#endif
