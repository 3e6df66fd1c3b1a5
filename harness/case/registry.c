/* SPDX-License-Identifier: BSD-2-Clause */
/* Finding what a page cites. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/case/registry_table.h"

/* No id is longer; what is longer is not looked up. */
#define REGISTRY_ID_MOST 256

bool registry_has_scheme(const char *scheme)
{
	size_t i;

	for (i = 0; registry_schemes[i] != NULL; i++) {
		if (strcmp(registry_schemes[i], scheme) == 0)
			return true;
	}
	return false;
}

static const struct registry_entry *registry_find_id(const char *scheme, const char *id)
{
	size_t i;

	for (i = 0; i < registry_table_count; i++) {
		if (strcmp(registry_table[i].id, id) == 0 && strcmp(registry_table[i].scheme, scheme) == 0)
			return &registry_table[i];
	}
	return NULL;
}

static const struct registry_entry *registry_find_alias(const char *scheme, const char *id)
{
	size_t i;

	for (i = 0; i < registry_alias_count; i++) {
		if (strcmp(registry_aliases[i].alias, id) == 0 && strcmp(registry_aliases[i].scheme, scheme) == 0)
			return registry_find_id(scheme, registry_aliases[i].id);
	}
	return NULL;
}

/* recv#EAGAIN, as it would stand in a link to a POSIX page, for recv-EAGAIN. */
static const struct registry_entry *registry_find_fragment(const char *scheme, const char *id)
{
	const char *mark = strchr(id, '#');
	size_t length = strlen(id);
	char plain[REGISTRY_ID_MOST];

	if (mark == NULL || length >= sizeof plain)
		return NULL;
	memcpy(plain, id, length + 1);
	plain[mark - id] = '-';
	return registry_find_id(scheme, plain);
}

const struct registry_entry *registry_find(const char *scheme, const char *id)
{
	const struct registry_entry *entry = registry_find_id(scheme, id);

	if (entry == NULL)
		entry = registry_find_alias(scheme, id);
	if (entry == NULL)
		entry = registry_find_fragment(scheme, id);
	return entry;
}

const struct registry_words *registry_translate(const struct registry_entry *entry, enum lang lang)
{
	size_t i;

	if (lang != LANG_ZH)
		return NULL;
	for (i = 0; i < registry_translation_zh_count; i++) {
		const struct registry_translation *translation = &registry_translations_zh[i];

		if (strcmp(translation->id, entry->id) == 0 && strcmp(translation->scheme, entry->scheme) == 0)
			return &translation->words;
	}
	return NULL;
}

size_t registry_count(void)
{
	return registry_table_count;
}

const struct registry_entry *registry_at(size_t index)
{
	return index < registry_table_count ? &registry_table[index] : NULL;
}

const char *registry_nearest(const char *scheme, const char *id)
{
	const char **names = calloc(registry_table_count + registry_alias_count + 1, sizeof *names);
	const char *nearest;
	size_t i, n = 0;

	if (names == NULL || strlen(id) >= REGISTRY_ID_MOST) {
		free(names);
		return NULL;
	}
	for (i = 0; i < registry_table_count; i++) {
		if (strcmp(registry_table[i].scheme, scheme) == 0)
			names[n++] = registry_table[i].id;
	}
	for (i = 0; i < registry_alias_count; i++) {
		if (strcmp(registry_aliases[i].scheme, scheme) == 0)
			names[n++] = registry_aliases[i].alias;
	}
	nearest = str_nearest(id, names);
	free(names);
	return nearest;
}
