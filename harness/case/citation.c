/* SPDX-License-Identifier: BSD-2-Clause */
/* From a link's destination to what it cites in the registry. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/case/citation.h"
#include "harness/case/registry.h"

#define SCHEMES_MOST 64

/* Links that lead somewhere and cite nothing. */
static const char *const citation_foreign[] = { "http", "https", "ftp", "mailto", "tel", "file", "data", "urn",
	"doi", "irc", "ircs", "news", "git", "ssh", "xmpp", NULL };

/* The length of the scheme in front of the colon, 0 where there is none. */
static size_t citation_scheme_length(const char *url)
{
	size_t length = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	if (length < 2 || url[length] != ':' || strchr("0123456789+.-", url[0]) != NULL)
		return 0;
	return length;
}

bool citation_is_scheme(const char *url)
{
	size_t length = url == NULL ? 0 : citation_scheme_length(url);

	if (length == 0)
		return false;
	for (size_t i = 0; citation_foreign[i] != NULL; i++)
		if (strlen(citation_foreign[i]) == length && strncasecmp(citation_foreign[i], url, length) == 0)
			return false;
	return true;
}

static const char *citation_nearest_scheme(const char *scheme)
{
	const char *names[SCHEMES_MOST + 1];
	size_t count = 0;

	/* The registry is in document order, so that equal schemes mostly stand together. */
	for (size_t i = 0; i < registry_count() && count < SCHEMES_MOST; i++) {
		const char *name = registry_at(i)->scheme;

		if (count == 0 || strcmp(names[count - 1], name) != 0)
			names[count++] = name;
	}
	names[count] = NULL;
	return str_nearest(scheme, names);
}

/* How a claim fares stands on the page and in the registry, where reports decide by it: the two have to agree. */
static bool citation_read_status(struct citation *citation, const struct registry_entry *entry,
	struct diagnostics *list)
{
	static const char *const words[] = { [CLAIM_CONFIRMED] = "confirmed", [CLAIM_REFUTED] = "refuted",
		[CLAIM_DEPENDS] = "depends" };
	size_t i = CLAIM_CONFIRMED;

	citation->status = CLAIM_CONFIRMED;
	if (entry->fares == NULL)
		return true;
	while (citation->title != NULL && i < sizeof(words) / sizeof(words[0]) && strcmp(citation->title, words[i]) != 0)
		i++;
	if (i == sizeof(words) / sizeof(words[0])) {
		diagnostics_add(list, DIAGNOSTIC_ERROR, citation->where,
			"a claim cannot be '%s'; expected the title \"confirmed\", \"refuted\" or \"depends\", or none",
			citation->title);
		return false;
	}
	citation->status = (enum claim_status)i;
	if (strcmp(entry->fares, words[i]) != 0) {
		diagnostics_add(list, DIAGNOSTIC_ERROR, citation->where,
			"the page says '%s' of the claim '%s', the registry says '%s': (claim:%s \"%s\")", words[i], entry->id,
			entry->fares, citation->id, entry->fares);
		return false;
	}
	return true;
}

bool citation_read(struct arena *arena, const char *url, struct citation *citation,
	struct diagnostics *list)
{
	size_t length = citation_scheme_length(url);
	const struct registry_entry *entry;
	const char *nearest;

	citation->scheme = arena_strndup(arena, url, length);
	citation->id = arena_strdup(arena, url + length + 1);
	if (!registry_has_scheme(citation->scheme)) {
		nearest = citation_nearest_scheme(citation->scheme);
		if (nearest != NULL)
			diagnostics_add(list, DIAGNOSTIC_ERROR, citation->where,
				"nothing can be cited from '%s'; did you mean '%s'?", citation->scheme, nearest);
		else
			diagnostics_add(list, DIAGNOSTIC_ERROR, citation->where,
				"nothing can be cited from '%s'; the registry has no such scheme",
				citation->scheme);
		return false;
	}
	entry = registry_find(citation->scheme, citation->id);
	if (entry == NULL) {
		nearest = registry_nearest(citation->scheme, citation->id);
		if (nearest != NULL)
			diagnostics_add(list, DIAGNOSTIC_ERROR, citation->where,
				"the registry has no '%s:%s'; did you mean '%s:%s'?", citation->scheme,
				citation->id, citation->scheme, nearest);
		else
			diagnostics_add(list, DIAGNOSTIC_ERROR, citation->where,
				"the registry has no '%s:%s'", citation->scheme, citation->id);
		return false;
	}
	return citation_read_status(citation, entry, list);
}
