/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether a page in another language (peek.zh.md, README.zh.md) says the same as its original: it has a title, the scripts in its
 * fences are the original's, byte for byte and in the same order, and it cites what the original cites. Knows text only.
 */
#ifndef SOCKSPEC_TRANSLATION_H
#define SOCKSPEC_TRANSLATION_H

#include <stddef.h>

#include "harness/case/parse.h"

/* `path` and `original_path` stand in messages. What is wrong with the original itself is not told here. */
void translation_check(const char *path, const char *text, size_t length, const char *original_path,
	const char *original, size_t original_length, struct diagnostics *list);

#endif
