/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory from the heap. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/base/memory.h"

void
memory_end(void)
{
	fputs("sockspec: out of memory\n", stderr);
	abort();
}

void *
memory_new(size_t size)
{
	void *memory = calloc(1, size);

	if (memory == NULL)
		memory_end();
	return memory;
}

void *
memory_resize(void *old, size_t size)
{
	void *memory = realloc(old, size);

	if (memory == NULL)
		memory_end();
	return memory;
}
