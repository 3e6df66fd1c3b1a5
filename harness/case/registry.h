/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a page can cite: the requirements, behaviours, claims and methods of registry/ (tab-separated tables that
 * are compiled in, so that an installed sockspec has them). docs/registry.md says how to add a row.
 */
#ifndef SOCKSPEC_REGISTRY_H
#define SOCKSPEC_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/base/lang.h"

enum requirement_level { REQUIREMENT_MUST, REQUIREMENT_SHOULD, REQUIREMENT_MAY, REQUIREMENT_OTHER };

struct registry_entry {
	const char *scheme;   /* "rfc9293", "posix", "behaviour", "claim", "method" */
	const char *id;       /* "MUST-14", "recv-peek", "tcp-peek-does-not-consume" */
	const char *document; /* "RFC 9293", "POSIX.1-2024", "behaviour", "claim", "method" */
	const char *section;  /* "3.7.1", "recv()"; behaviour, method: the call; claim: the behaviour that settles it */
	const char *level_text; /* "MUST", "shall fail", "" */
	enum requirement_level level;
	const char *summary;  /* our own sentence */
	const char *link;     /* the public text; NULL where there is none */
	/* What is not known is "". */
	const char *observable; /* "api", "wire", "inject", "timing", "no" */
	const char *how;      /* how to exercise it; behaviour: what is expected on Linux; where "no": why */
	const char *known;    /* where Linux is known to differ */
	/* Claims only; else NULL. */
	const char *fares;    /* "confirmed", "refuted", "depends" */
	const char *subject;  /* "socket", "listen", ...: what stands together */
	const char *instead;  /* what happens where it does not hold, or what it depends on; "" of a confirmed one */
	bool core;            /* a behaviour that at least three others check or claim */
};

/* An entry in another language; instead is "" where it has none. */
struct registry_words {
	const char *summary, *instead;
};

bool registry_has_scheme(const char *scheme);

/*
 * NULL: unknown. Other spellings are found too, those of registry/aliases.tsv (posix:recv#MSG_PEEK,
 * claim:peek-twice) and CALL#WORD for CALL-WORD: all of them give the one entry, with its own id.
 */
const struct registry_entry *registry_find(const char *scheme, const char *id);

/* NULL where it is not translated. */
const struct registry_words *registry_translate(const struct registry_entry *entry, enum lang lang);

size_t registry_count(void);
const struct registry_entry *registry_at(size_t index); /* in document order; NULL past the end */
const char *registry_nearest(const char *scheme, const char *id); /* an id, NULL */

#endif
