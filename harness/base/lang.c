/* SPDX-License-Identifier: BSD-2-Clause */
/* Languages, and which is in use. A catalogue is indexed when it is first used. */
#include "config.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "harness/base/lang.h"
#include "harness/base/lang_table.h"

#define LANG_SLOTS 16384 /* of an index; a catalogue has at most half as many entries */

static const struct {
	const char *tag, *suffix, *name;
} lang_rows[LANG_COUNT] = {
	[LANG_EN] = {"en", "", "English"},
	[LANG_ZH] = {"zh-Hans", "zh", "\u7b80\u4f53\u4e2d\u6587"},
};

static _Thread_local enum lang lang_in_use;
static enum lang lang_of_errors = LANG_COUNT; /* LANG_COUNT: the one in use */
static const struct lang_entry *lang_index[LANG_COUNT][LANG_SLOTS];

const char *lang_tag(enum lang lang)
{
	return lang_rows[lang].tag;
}

const char *lang_suffix(enum lang lang)
{
	return lang_rows[lang].suffix;
}

const char *lang_name(enum lang lang)
{
	return lang_rows[lang].name;
}

bool lang_find(const char *name, size_t length, enum lang *lang)
{
	int i;

	for (i = 0; i < LANG_COUNT; i++) {
		const char *known = i == LANG_EN ? "en" : lang_rows[i].suffix;

		*lang = (enum lang)i;
		if (strlen(known) == length && strncmp(known, name, length) == 0)
			return true;
	}
	return false;
}

const char *lang_find_suffix(const char *path, enum lang *lang)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *end = strrchr(name, '.'), *dot;

	if (end == NULL || end == name || strcmp(end, ".md") != 0)
		return NULL;
	dot = memchr(name, '.', (size_t)(end - name));
	if (dot == NULL)
		return NULL;
	/* Originals are in English. */
	if (!lang_find(dot + 1, (size_t)(end - dot - 1), lang) || *lang == LANG_EN)
		*lang = LANG_COUNT;
	return dot;
}

/* FNV-1a. */
static size_t lang_hash(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 32) % LANG_SLOTS;
}

/* The slot of a text, or the free one where it would stand. */
static const struct lang_entry **lang_slot(enum lang lang, const char *text)
{
	size_t slot = lang_hash(text);

	while (lang_index[lang][slot] != NULL && strcmp(lang_index[lang][slot]->text, text) != 0)
		slot = (slot + 1) % LANG_SLOTS;
	return &lang_index[lang][slot];
}

static void lang_make_index(void)
{
	size_t i;

	for (i = 0; i < lang_zh_CN_count && i < LANG_SLOTS / 2; i++)
		*lang_slot(LANG_ZH, lang_zh_CN[i].text) = &lang_zh_CN[i];
}

void lang_use(enum lang lang)
{
	static pthread_once_t indexed = PTHREAD_ONCE_INIT;

	lang_in_use = lang;
	if (lang != LANG_EN)
		pthread_once(&indexed, lang_make_index);
}

void lang_use_everywhere(enum lang lang)
{
	lang_use(lang);
	lang_of_errors = lang;
}

enum lang lang_used(void)
{
	return lang_in_use;
}

/* Whether a locale's name, "zh_CN.UTF-8", is of a language that there is. Traditional Chinese is another one. */
static bool lang_is_of_locale(const char *name, size_t length, enum lang *lang)
{
	static const struct {
		const char *name;
		enum lang lang;
	} locales[] = {
		{"zh", LANG_ZH}, {"zh_CN", LANG_ZH}, {"zh_SG", LANG_ZH}, {"zh_Hans", LANG_ZH}, {"zh_Hans_CN", LANG_ZH},
		{"zh-Hans", LANG_ZH}, {"zh-CN", LANG_ZH}, {"en", LANG_EN},
	};
	size_t i;

	for (i = 0; i < length && name[i] != '.' && name[i] != '@'; i++)
		;
	length = i;
	/* Any English. */
	if (length > 3 && strncasecmp(name, "en_", 3) == 0)
		length = 2;
	for (i = 0; i < sizeof locales / sizeof *locales; i++) {
		*lang = locales[i].lang;
		if (strlen(locales[i].name) == length && strncasecmp(locales[i].name, name, length) == 0)
			return true;
	}
	*lang = LANG_EN;
	return false;
}

enum lang lang_wanted(const char *language, const char *locale)
{
	enum lang lang = LANG_EN;
	size_t length;

	if (locale != NULL && (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0))
		return LANG_EN;
	while (language != NULL && *language != '\0') {
		length = strcspn(language, ":");
		if (lang_is_of_locale(language, length, &lang))
			return lang;
		language += length + (language[length] == ':');
	}
	if (locale != NULL)
		lang_is_of_locale(locale, strlen(locale), &lang);
	return lang;
}

void lang_use_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *locale = NULL;
	size_t i;

	for (i = 0; i < 3 && (locale == NULL || *locale == '\0'); i++)
		locale = getenv(names[i]);
	lang_use_everywhere(lang_wanted(getenv("LANGUAGE"), locale));
}

static const char *lang_text_in(enum lang lang, const char *text)
{
	const struct lang_entry *entry;

	if (lang == LANG_EN || text == NULL)
		return text;
	entry = *lang_slot(lang, text);
	return entry != NULL ? entry->translated : text;
}

const char *lang_text(const char *text)
{
	return lang_text_in(lang_in_use, text);
}

const char *lang_text_of_error(const char *text)
{
	return lang_text_in(lang_of_errors == LANG_COUNT ? lang_in_use : lang_of_errors, text);
}

const char *lang_plural(const char *one, const char *many, unsigned long number)
{
	const char *text = lang_text(one);

	/* Chinese has one form for every number. */
	return text != one ? text : number == 1 ? one : many;
}
