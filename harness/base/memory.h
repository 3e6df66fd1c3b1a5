/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory from the heap for the helpers of this layer. Where there is none left, the program ends. */
#ifndef SOCKSPEC_MEMORY_H
#define SOCKSPEC_MEMORY_H

#include <stddef.h>

void *memory_new(size_t size);               /* zeroed; free() it */
void *memory_resize(void *old, size_t size); /* as realloc */
_Noreturn void memory_end(void);             /* says so and aborts */

#endif
