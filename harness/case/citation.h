/* SPDX-License-Identifier: BSD-2-Clause */
/* Links that cite the registry. Inside harness/case only. */
#ifndef SOCKSPEC_CITATION_H
#define SOCKSPEC_CITATION_H

#include <stdbool.h>

#include "harness/case/case.h"
#include "harness/case/parse.h"

struct arena;

/* Whether a link's destination looks like SCHEME:ID and is none of the web's own schemes. */
bool citation_is_scheme(const char *url);

/*
 * Takes scheme, id and the claim's status out of a link whose where, text and title are filled in. False,
 * with the mistake reported, where the registry knows no such thing.
 */
bool citation_read(struct arena *arena, const char *url, struct citation *citation,
	struct diagnostics *list);

#endif
