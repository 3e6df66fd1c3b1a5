/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a page can cite: the requirements, behaviours and claims of registry/ (tab-separated tables that
 * are compiled in, so that an installed sockspec has them). docs/registry.md says how to add a row.
 */
#ifndef SOCKSPEC_REGISTRY_H
#define SOCKSPEC_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

enum requirement_level { REQUIREMENT_MUST, REQUIREMENT_SHOULD, REQUIREMENT_MAY, REQUIREMENT_OTHER };

struct registry_entry {
	const char *scheme;   /* "rfc9293", "posix", "behaviour", "claim" */
	const char *id;       /* "MUST-14", "recv-peek", "tcp-peek-does-not-consume" */
	const char *document; /* "RFC 9293", "POSIX.1-2024", "behaviour", "claim" */
	const char *section;  /* "3.7.1", "recv()"; behaviour: the call; claim: the behaviour that settles it */
	const char *level_text; /* "MUST", "shall fail", "" */
	enum requirement_level level;
	const char *summary;  /* our own sentence */
	const char *link;     /* the public text; NULL where there is none */
	/* What is not known is "". */
	const char *observable; /* "api", "wire", "inject", "timing", "no" */
	const char *how;      /* how to exercise it; behaviour: what is expected on Linux */
	const char *known;    /* where Linux is known to differ */
	const char *fares;    /* claim: "confirmed", "refuted", "depends"; else NULL */
};

bool registry_has_scheme(const char *scheme);

/*
 * NULL: unknown. Other spellings are found too, those of registry/aliases.tsv (posix:recv#MSG_PEEK,
 * claim:peek-twice) and CALL#WORD for CALL-WORD: all of them give the one entry, with its own id.
 */
const struct registry_entry *registry_find(const char *scheme, const char *id);

size_t registry_count(void);
const struct registry_entry *registry_at(size_t index); /* in document order; NULL past the end */
const char *registry_nearest(const char *scheme, const char *id); /* an id, NULL */

#endif
