/* SPDX-License-Identifier: BSD-2-Clause */
/* From a word of the command line to entries of the registry. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/coverage.h"

#define SCHEME_MOST 32
#define COVERAGE_CORE "core"

static bool coverage_is_document(const struct registry_entry *entry, const char *word)
{
	return strcasecmp(entry->document, word) == 0 || strcasecmp(entry->scheme, word) == 0
		|| strcasecmp(coverage_title(entry->document), word) == 0;
}

/* "connect", of what is about this call, also with an option: "setsockopt:SO_LINGER"; "connect()" of POSIX. */
static bool coverage_is_call(const struct registry_entry *entry, const char *word)
{
	size_t length = strlen(word);

	if (length == 0 || word[0] < 'a' || word[0] > 'z' || strncmp(entry->section, word, length) != 0)
		return false;
	return entry->section[length] == '\0' || entry->section[length] == ':' || entry->section[length] == '(';
}

/* The scheme in front of the colon. False where the registry has none of this name. */
static bool coverage_read_scheme(const char *word, char scheme[SCHEME_MOST])
{
	size_t length = strcspn(word, ":");

	if (word[length] != ':' || length >= SCHEME_MOST)
		return false;
	memcpy(scheme, word, length);
	scheme[length] = '\0';
	return registry_has_scheme(scheme);
}

static int coverage_complain(const char *word, struct err *err)
{
	const char **names = calloc(3 * registry_count() + 1, sizeof *names);
	const struct registry_entry *entry;
	const char *near;
	size_t i, n = 0;

	if (names == NULL)
		return err_set(err, "out of memory");
	for (i = 0; (entry = registry_at(i)) != NULL; i++) {
		names[n++] = entry->id;
		if (i > 0 && strcmp(entry->document, registry_at(i - 1)->document) == 0)
			continue;
		names[n++] = entry->document;
		names[n++] = entry->scheme;
	}
	near = str_nearest(word, names);
	free(names);
	if (near == NULL)
		return err_set(err, "the registry has no document and no id '%s'", word);
	return err_set(err, "the registry has no document and no id '%s'; did you mean '%s'?", word, near);
}

static int coverage_complain_of_id(const char *scheme, const char *id, struct err *err)
{
	const char *near = registry_nearest(scheme, id);

	if (near == NULL)
		return err_set(err, "the registry has no '%s:%s'", scheme, id);
	return err_set(err, "the registry has no '%s:%s'; did you mean '%s:%s'?", scheme, id, scheme, near);
}

/* Marks one entry. */
static void coverage_want(bool *wanted, const struct registry_entry *entry)
{
	size_t i;

	for (i = 0; i < registry_count(); i++)
		if (registry_at(i) == entry)
			wanted[i] = true;
}

int coverage_select(bool *wanted, const char *word, struct err *err)
{
	char scheme[SCHEME_MOST];
	const struct registry_entry *entry;
	bool any = false;
	size_t i;

	if (coverage_read_scheme(word, scheme)) {
		const char *id = strchr(word, ':') + 1;

		entry = registry_find(scheme, id);
		if (entry == NULL)
			return coverage_complain_of_id(scheme, id, err);
		coverage_want(wanted, entry);
		return 0;
	}
	for (i = 0; (entry = registry_at(i)) != NULL; i++) {
		if (coverage_is_document(entry, word) || (entry->core && strcasecmp(word, COVERAGE_CORE) == 0)
			|| coverage_is_call(entry, word))
			any = wanted[i] = true;
		/* Other spellings too: one look a scheme. */
		if (i > 0 && strcmp(entry->scheme, registry_at(i - 1)->scheme) == 0)
			continue;
		entry = registry_find(entry->scheme, word);
		if (entry != NULL) {
			coverage_want(wanted, entry);
			any = true;
		}
	}
	return any ? 0 : coverage_complain(word, err);
}
