/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as evidence.json: refused with words, or taken. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "harness/base/err.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evidence *evidence;
	struct err err;

	err_init(&err);
	evidence = store_parse("evidence.json", (const char *)data, size, &err);
	if ((evidence == NULL) != err.set)
		abort();
	evidence_free(evidence);
	return 0;
}
