/* SPDX-License-Identifier: BSD-2-Clause */
/* The settings of all modes of a page, joined: between html_settings_join.c, which joins, and html_settings.c, which writes. */
#ifndef SOCKSPEC_HTML_SETTINGS_PARTS_H
#define SOCKSPEC_HTML_SETTINGS_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct html_case;

#define SETTINGS_MODES_MOST 32
#define SETTINGS_CLIENT 1u
#define SETTINGS_SERVER 2u
#define SETTINGS_BOTH 3u

struct settings_row {
	const char *name, *value;
	unsigned hosts;
	uint32_t modes;  /* 1 << mode */
	bool matters;
};

struct settings {
	struct arena *arena;
	const struct html_case *html_case;
	struct settings_row *rows;
	size_t count, capacity;
	size_t matter;   /* so many of them matter */
	uint32_t known;  /* the modes of which anything is known */
};

/* Fills all but `arena` and `html_case`, whose parts are loaded; rows are in the arena. */
void html_settings_join(struct settings *settings);

#endif
