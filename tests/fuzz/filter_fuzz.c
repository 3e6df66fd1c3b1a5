/* SPDX-License-Identifier: BSD-2-Clause */
/* A line of filter and, behind it, a packet that it is asked about. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct filter_hosts hosts = { "192.0.2.1", "192.0.2.2", "2001:db8::1",
		"2001:db8::2" };
	const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
	struct filter *filter;
	struct err err;
	char *text;

	if (end == NULL)
		return 0;
	text = strndup((const char *)data, (size_t)(end - data));
	if (text == NULL)
		abort();
	err_init(&err);
	filter = filter_new(text, &hosts, &err);
	if ((filter == NULL) != err.set)
		abort();
	if (filter != NULL)
		filter_matches(filter, end + 1, size - (size_t)(end + 1 - data));
	filter_free(filter);
	free(text);
	return 0;
}
