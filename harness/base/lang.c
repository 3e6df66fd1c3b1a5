/* SPDX-License-Identifier: BSD-2-Clause */
/* English alone, until there are catalogues. */
#include "config.h"

#include "harness/base/lang.h"

static enum lang used;

const char *lang_tag(enum lang lang)
{
	return lang == LANG_ZH ? "zh-Hans" : "en";
}

const char *lang_suffix(enum lang lang)
{
	return lang == LANG_ZH ? "zh" : "";
}

const char *lang_name(enum lang lang)
{
	return lang == LANG_ZH ? "\u7b80\u4f53\u4e2d\u6587" : "English";
}

void lang_use(enum lang lang)
{
	used = lang;
}

enum lang lang_used(void)
{
	return used;
}

const char *lang_text(const char *text)
{
	return text;
}

const char *lang_plural(const char *one, const char *many, unsigned long number)
{
	return number == 1 ? one : many;
}
