/* SPDX-License-Identifier: BSD-2-Clause */
/* Text and bytes as JSON that is always valid: jansson takes UTF-8 only. Each gives a new reference, the caller's; NULL out of memory. */
#ifndef SOCKSPEC_JSON_TEXT_H
#define SOCKSPEC_JSON_TEXT_H

#include <stddef.h>

struct json_t;

/* A string; what is not UTF-8 is escaped as in C, so that the rest is not lost. For names and reasons. */
struct json_t *json_text_make(const char *text);

/* {"hex": "00ff"}. `data` may be NULL where there is none. */
struct json_t *json_hex_make(const void *data, size_t length);

#endif
