/* SPDX-License-Identifier: BSD-2-Clause */
/* English alone, until there are catalogues. */
#include "config.h"

#include "harness/base/lang.h"

const char *lang_text(const char *text)
{
	return text;
}

const char *lang_plural(const char *one, const char *many, unsigned long number)
{
	return number == 1 ? one : many;
}
