/* SPDX-License-Identifier: BSD-2-Clause */
/* The tables that harness/case/registry.awk makes from registry/; only registry.c looks at them. */
#ifndef SOCKSPEC_REGISTRY_TABLE_H
#define SOCKSPEC_REGISTRY_TABLE_H

#include <stddef.h>

#include "harness/case/registry.h"

struct registry_alias {
	const char *scheme, *alias, *id;
};

struct registry_translation {
	const char *scheme, *id;
	struct registry_words words;
};

extern const struct registry_entry registry_table[];
extern const size_t registry_table_count;
extern const struct registry_alias registry_aliases[];
extern const size_t registry_alias_count;
extern const struct registry_translation registry_translations_zh[];
extern const size_t registry_translation_zh_count;
extern const char *const registry_schemes[]; /* ends in NULL */

#endif
