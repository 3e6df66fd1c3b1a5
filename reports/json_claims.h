/* SPDX-License-Identifier: BSD-2-Clause */
/* What a run says of the claims that are taught, for its record in JSON. */
#ifndef SOCKSPEC_JSON_CLAIMS_H
#define SOCKSPEC_JSON_CLAIMS_H

struct json_claims;
struct json_t;
struct report_run;
struct result;

/* The run's requirements have to live as long. NULL: out of memory. */
struct json_claims *json_claims_new(const struct report_run *run);
void json_claims_add(struct json_claims *claims, const struct result *result);
struct json_t *json_claims_make(const struct json_claims *claims); /* an array, the caller's; NULL: out of memory */
void json_claims_free(struct json_claims *claims);

#endif
