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

static bool citation_read_status(struct citation *citation, struct diagnostics *list)
{
	citation->status = CLAIM_CONFIRMED;
	if (strcmp(citation->scheme, "claim") != 0 || citation->title == NULL)
		return true;
	if (strcmp(citation->title, "confirmed") == 0)
		return true;
	if (strcmp(citation->title, "refuted") == 0) {
		citation->status = CLAIM_REFUTED;
		return true;
	}
	if (strcmp(citation->title, "depends") == 0) {
		citation->status = CLAIM_DEPENDS;
		return true;
	}
	diagnostics_add(list, DIAGNOSTIC_ERROR, citation->where,
		"a claim cannot be '%s'; expected the title \"confirmed\", \"refuted\" or \"depends\", or none",
		citation->title);
	return false;
}

bool citation_read(struct arena *arena, const char *url, struct citation *citation,
	struct diagnostics *list)
{
	size_t length = citation_scheme_length(url);
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
	if (registry_find(citation->scheme, citation->id) == NULL) {
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
	return citation_read_status(citation, list);
}
