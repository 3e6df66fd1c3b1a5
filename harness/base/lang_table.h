/* SPDX-License-Identifier: BSD-2-Clause */
/* The catalogues, which po/catalogue.awk makes of po/LANGUAGE.po. Inside harness/base only. */
#ifndef SOCKSPEC_LANG_TABLE_H
#define SOCKSPEC_LANG_TABLE_H

#include <stddef.h>

struct lang_entry {
	const char *text;       /* as the sources say it; of what is counted, the singular */
	const char *translated;
};

extern const struct lang_entry lang_zh_CN[];
extern const size_t lang_zh_CN_count;

#endif
