/* SPDX-License-Identifier: BSD-2-Clause */
/* The settings in force, of all modes of a page: what is kept of each, and their rows, each once. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/html.h"
#include "reports/html_settings.h"
#include "reports/html_settings_parts.h"
#include "reports/text.h"

#define SETTINGS_MOST 500

/* In what is kept: characters that no clean text has. */
#define SETTINGS_NAME_END '\x1f'
#define SETTINGS_END '\x1e'

static void settings_add(struct str *str, const char *text, char end)
{
	text_add_clean(str, text_or_empty(text), strlen(text_or_empty(text)));
	str_add_bytes(str, &end, 1);
}

const char *html_settings_keep(struct arena *arena, const struct evidence *evidence)
{
	const char *text;
	struct str str;
	size_t i;

	str_init(&str);
	for (i = 0; i < evidence->setting_count && i < SETTINGS_MOST; i++) {
		str_add_bytes(&str, evidence->settings[i].host == 0 ? "c" : "s", 1);
		settings_add(&str, evidence->settings[i].name, SETTINGS_NAME_END);
		settings_add(&str, evidence->settings[i].value, SETTINGS_END);
	}
	text = arena_strdup(arena, str_text(&str));
	str_free(&str);
	return text;
}

/* Letters, digits and underscores go on with a name. */
static bool settings_is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* True where the page sets the setting, or where its words name it, wholly or by its last part. */
static bool settings_matters(const char *page, const char *setting)
{
	const char *dot = strrchr(setting, '.');
	const char *name = dot ? dot + 1 : setting;
	const char *at = page;
	size_t length = strlen(name);

	while (at && length > 0 && (at = strstr(at, name)) != NULL) {
		if ((at == page || !settings_is_name(at[-1])) && !settings_is_name(at[length]))
			return strchr(name, '_') != NULL || (at > page && at[-1] == '.');
		at += length;
	}
	return false;
}

static bool settings_any_matters(const struct html_case *html_case, const char *name)
{
	size_t i;

	for (i = 0; i < html_case->count; i++) {
		if (i > 0 && html_same(html_case->modes[i].page, html_case->modes[i - 1].page))
			continue;
		if (settings_matters(html_case->modes[i].page, name))
			return true;
	}
	return false;
}

/* The row of these hosts with the same name and value; `*hint` is where it is looked for first, and then the place behind it. NULL. */
static struct settings_row *settings_find(struct settings_row *rows, size_t count, const struct settings_row *row, unsigned hosts,
	size_t *hint)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct settings_row *other = &rows[(*hint + i) % count];

		if (other->hosts != hosts || strcmp(other->name, row->name) != 0 || strcmp(other->value, row->value) != 0)
			continue;
		*hint = (size_t)(other - rows) + 1;
		return other;
	}
	return NULL;
}

/* The rows of one mode, of which one stands for both hosts where they have the same. */
static struct settings_row *settings_read(struct arena *arena, const char *kept, uint32_t mode, size_t *count)
{
	struct settings_row *rows = arena_array(arena, SETTINGS_MOST, sizeof(*rows));
	char *at = arena_strdup(arena, kept), *end;
	size_t hint = 0;

	for (*count = 0; *count < SETTINGS_MOST && (end = strchr(at, SETTINGS_END)) != NULL; at = end + 1) {
		struct settings_row row = {.name = at + 1, .hosts = *at == 'c' ? SETTINGS_CLIENT : SETTINGS_SERVER, .modes = mode}, *twin;
		char *name_end = strchr(at, SETTINGS_NAME_END);

		if (!name_end || name_end > end)
			break;
		*name_end = *end = '\0';
		row.value = name_end + 1;
		twin = settings_find(rows, *count, &row, SETTINGS_BOTH & ~row.hosts, &hint);
		if (twin)
			twin->hosts = SETTINGS_BOTH;
		else
			rows[(*count)++] = row;
	}
	return rows;
}

/* Behind all of that name, else at the end. */
static void settings_insert(struct settings *settings, const struct settings_row *row)
{
	size_t at = settings->count;

	while (at > 0 && strcmp(settings->rows[at - 1].name, row->name) != 0)
		at--;
	if (at == 0)
		at = settings->count;
	settings->rows = arena_grow(settings->arena, settings->rows, settings->count, &settings->capacity, sizeof(*settings->rows));
	memmove(&settings->rows[at + 1], &settings->rows[at], (settings->count - at) * sizeof(*settings->rows));
	settings->rows[at] = *row;
	settings->count++;
}

static void settings_join(struct settings *settings, const struct settings_row *rows, size_t count)
{
	size_t i, hint = 0;

	for (i = 0; i < count; i++) {
		struct settings_row *same = settings_find(settings->rows, settings->count, &rows[i], rows[i].hosts,
			&hint);

		if (same)
			same->modes |= rows[i].modes;
		else
			settings_insert(settings, &rows[i]);
	}
}

/* A mode in which all is as in the first one adds nothing. */
static bool settings_repeat(struct settings *settings, size_t first, size_t mode)
{
	const struct html_mode *modes = settings->html_case->modes;
	size_t i;

	if (first >= mode || strcmp(modes[first].parts.settings, modes[mode].parts.settings) != 0)
		return false;
	for (i = 0; i < settings->count; i++)
		if (settings->rows[i].modes & UINT32_C(1) << first)
			settings->rows[i].modes |= UINT32_C(1) << mode;
	return true;
}

void html_settings_join(struct settings *settings)
{
	const struct html_case *html_case = settings->html_case;
	size_t mode, i, count, first = SETTINGS_MODES_MOST;

	for (mode = 0; mode < html_case->count && mode < SETTINGS_MODES_MOST; mode++) {
		const char *kept = html_case->modes[mode].parts.settings;
		const struct settings_row *rows;

		if (!kept[0])
			continue;
		settings->known |= UINT32_C(1) << mode;
		if (settings_repeat(settings, first, mode))
			continue;
		if (first == SETTINGS_MODES_MOST)
			first = mode;
		rows = settings_read(settings->arena, kept, UINT32_C(1) << mode, &count);
		settings_join(settings, rows, count);
	}
	for (i = 0; i < settings->count; i++) {
		settings->rows[i].matters = settings_any_matters(html_case, settings->rows[i].name);
		settings->matter += settings->rows[i].matters;
	}
}
