/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a table of known deviations: refused with words and a line, or rows that are found by what they name. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/judge/baseline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds)
{
	if (!holds)
		abort();
}

/* Each row of this case in this mode, once, in the order of the table. */
static void check(const struct baseline *baseline, const char *case_id, const char *mode)
{
	const struct deviation *last = NULL, *row;

	while ((row = baseline_next(baseline, case_id, mode, last)) != NULL) {
		expect(last == NULL || row > last);
		expect(strcmp(row->case_id, case_id) == 0 && (row->mode == NULL || strcmp(row->mode, mode) == 0));
		expect(row->line >= 1 && row->observed[0] != '\0' && row->reason[0] != '\0' && row->since != NULL);
		last = row;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct baseline *baseline;
	struct err err;

	err_init(&err);
	baseline = baseline_parse("known", (const char *)data, size, &err);
	expect((baseline == NULL) == err.set);
	if (baseline != NULL) {
		check(baseline, "tcp/recv/peek", "ipv4");
		check(baseline, "tcp/recv/peek", "ipv6");
		check(baseline, "kinds/one", "datagram-ipv6");
	}
	baseline_free(baseline);
	return 0;
}
