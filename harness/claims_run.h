/* SPDX-License-Identifier: BSD-2-Clause */
/* What a stored run says of the claims: from its record, results.json (docs/results.schema.json). */
#ifndef SOCKSPEC_CLAIMS_RUN_H
#define SOCKSPEC_CLAIMS_RUN_H

struct claims_run;
struct err;

/* NULL with err where the folder has no such record, or it is none. Else the caller's, for claims_run_free. */
struct claims_run *claims_run_read(const char *folder, struct err *err);
void claims_run_free(struct claims_run *claims); /* NULL is fine */

/* For people, in the language in use, with the reason where there is one: "holds here"; clean. NULL: the run knows no such claim. */
const char *claims_run_say(const struct claims_run *claims, const char *id);

#endif
