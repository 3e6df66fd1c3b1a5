/* SPDX-License-Identifier: BSD-2-Clause */
/* English alone, until there are catalogues. */
#include "config.h"

#include <string.h>

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

const char *lang_find_suffix(const char *path, enum lang *lang)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *end = strrchr(name, '.'), *dot;
	int i;

	if (end == NULL || end == name || strcmp(end, ".md") != 0)
		return NULL;
	dot = memchr(name, '.', (size_t)(end - name));
	if (dot == NULL)
		return NULL;
	*lang = LANG_COUNT;
	for (i = LANG_EN + 1; i < LANG_COUNT; i++)
		if (strlen(lang_suffix((enum lang)i)) == (size_t)(end - dot - 1) &&
		    strncmp(lang_suffix((enum lang)i), dot + 1, (size_t)(end - dot - 1)) == 0)
			*lang = (enum lang)i;
	return dot;
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
