/* SPDX-License-Identifier: BSD-2-Clause */
/* The text of evidence.json -> evidence without packets: a pure function, so that it can be fuzzed. */
#ifndef SOCKSPEC_STORE_PARSE_H
#define SOCKSPEC_STORE_PARSE_H

#include <stddef.h>

struct err;
struct evidence;

/* `path` stands in messages. NULL with err. */
struct evidence *store_parse(const char *path, const char *text, size_t length, struct err *err);

#endif
