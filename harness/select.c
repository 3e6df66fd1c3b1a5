/* SPDX-License-Identifier: BSD-2-Clause */
/* Which pages are meant: a case is found by its place, never listed. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/select.h"

#define SELECT_DEPTH_MOST 16
#define SELECT_CASES_MOST 100000

static bool select_is_page(const char *name, bool translations)
{
	size_t length = strlen(name);
	enum lang lang;

	if (translations)
		return lang_find_suffix(name, &lang) != NULL;
	/* A chapter's introduction and a translation (name.zh.md) are no cases. */
	return length > 3 && strcmp(name + length - 3, ".md") == 0 && strcmp(name, "README.md") != 0 &&
		memchr(name, '.', length - 3) == NULL;
}

/* The part of a path below the last folder called "cases", without ".md". */
static char *select_id_of(const char *cases, const char *path)
{
	size_t length = strlen(cases);
	const char *start = path, *found;
	char *id;

	while (length > 0 && cases[length - 1] == '/')
		length--;
	if (strncmp(path, cases, length) == 0 && path[length] == '/') {
		start = path + length + 1;
	} else {
		for (found = strstr(path, "cases/"); found != NULL; found = strstr(found + 1, "cases/"))
			if (found == path || found[-1] == '/')
				start = found + 6;
		if (start == path && strrchr(path, '/') != NULL)
			start = strrchr(path, '/') + 1;
	}
	while (*start == '/')
		start++;
	/* An id becomes a path below the run's folder: it must not climb out of it. */
	if (strncmp(start, "../", 3) == 0 || strstr(start, "/../") != NULL)
		start = strrchr(start, '/') + 1;
	id = strdup(start);
	length = id ? strlen(id) : 0;
	if (length > 3 && strcmp(id + length - 3, ".md") == 0)
		id[length - 3] = '\0';
	return id;
}

static int select_add(struct selection *selection, char *path, char *id, struct err *err)
{
	struct selected *items;

	if (path == NULL || id == NULL || selection->count >= SELECT_CASES_MOST)
		return free(path), free(id), err_set(err, "too many cases");
	if (selection->count == selection->capacity) {
		size_t capacity = selection->capacity ? selection->capacity * 2 : 64;

		items = realloc(selection->items, capacity * sizeof *items);
		if (items == NULL)
			return free(path), free(id), err_set_errno(err, errno, "list of cases");
		selection->items = items;
		selection->capacity = capacity;
	}
	selection->items[selection->count++] = (struct selected){path, id};
	return 0;
}

static int select_walk(struct selection *selection, const char *cases, const char *folder, int depth,
	struct err *err)
{
	struct dirent *entry;
	struct stat status;
	char *path;
	DIR *dir;
	int outcome = 0;

	if (depth > SELECT_DEPTH_MOST)
		return 0;
	dir = opendir(folder);
	if (dir == NULL && folder == cases)
		return err_set_errno(err, errno,
			"cannot read the folder %s, where the cases should be (--cases or SOCKSPEC_CASES names another)", folder);
	if (dir == NULL)
		return err_set_errno(err, errno, "cannot read the folder %s", folder);
	while (outcome == 0 && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		path = io_join(folder, entry->d_name);
		if (path == NULL || lstat(path, &status) != 0)
			free(path);
		else if (S_ISDIR(status.st_mode)) {
			outcome = select_walk(selection, cases, path, depth + 1, err);
			free(path);
		} else if (S_ISREG(status.st_mode) && select_is_page(entry->d_name, selection->translations))
			outcome = select_add(selection, path, select_id_of(cases, path), err);
		else
			free(path);
	}
	closedir(dir);
	return outcome;
}

static int select_compare(const void *a, const void *b)
{
	return strcmp(((const struct selected *)a)->id, ((const struct selected *)b)->id);
}

static void select_sort(struct selection *selection)
{
	size_t i, kept = 0;

	if (selection->count > 1)
		qsort(selection->items, selection->count, sizeof *selection->items, select_compare);
	for (i = 0; i < selection->count; i++) {
		if (kept > 0 && strcmp(selection->items[kept - 1].id, selection->items[i].id) == 0) {
			free(selection->items[i].id);
			free(selection->items[i].path);
		} else {
			selection->items[kept++] = selection->items[i];
		}
	}
	selection->count = kept;
}

/* Whether an id is what the word says: itself, a folder above it, or a pattern. */
static bool select_word_fits(const char *word, const char *id)
{
	size_t length = strlen(word);

	while (length > 0 && word[length - 1] == '/')
		length--;
	if (strncmp(word, id, length) == 0 && (id[length] == '\0' || id[length] == '/'))
		return true;
	return strpbrk(word, "*?[") != NULL && fnmatch(word, id, 0) == 0;
}

static int select_nothing(const struct selection *all, const char *cases, const char *word, struct err *err)
{
	const char **ids = calloc(all->count + 1, sizeof *ids);
	const char *near;
	size_t i;

	for (i = 0; ids != NULL && i < all->count; i++)
		ids[i] = all->items[i].id;
	near = ids ? str_nearest(word, ids) : NULL;
	if (near != NULL)
		err_set(err, "no case is called '%s' in %s; did you mean '%s'?", word, cases, near);
	else
		err_set(err, "no case is called '%s' in %s; 'sockspec list' shows them", word, cases);
	free(ids);
	return -2;
}

/* A file that is named: itself, or the translations beside it. */
static int select_file(struct selection *selection, const char *cases, const char *word, struct err *err)
{
	enum lang lang = LANG_EN;
	const char *suffix = lang_find_suffix(word, &lang);
	size_t length = strlen(word);
	struct stat status;
	struct str path;
	int i, outcome = 0;

	if (!selection->translations && suffix != NULL)
		return err_set(err, "%s is a translation; its case is %.*s.md", word, (int)(suffix - word), word), -2;
	if (!selection->translations || suffix != NULL)
		return select_add(selection, strdup(word), select_id_of(cases, word), err);
	if (length < 3 || strcmp(word + length - 3, ".md") != 0)
		return 0;
	str_init(&path);
	for (i = LANG_EN + 1; i < LANG_COUNT && outcome == 0; i++) {
		str_clear(&path);
		str_addf(&path, "%.*s.%s.md", (int)length - 3, word, lang_suffix((enum lang)i));
		if (stat(str_text(&path), &status) == 0)
			outcome = select_add(selection, strdup(str_text(&path)), select_id_of(cases, str_text(&path)), err);
	}
	str_free(&path);
	return outcome;
}

/* A translation is meant with its page. */
static bool select_fits(const struct selection *selection, const char *word, const char *id)
{
	const char *dot = selection->translations ? strrchr(id, '.') : NULL;
	char *plain;
	bool fits;

	if (dot == NULL)
		return select_word_fits(word, id);
	plain = strndup(id, (size_t)(dot - id));
	fits = plain != NULL && select_word_fits(word, plain);
	free(plain);
	return fits;
}

static int select_word(struct selection *selection, struct selection *all, const char *cases, const char *word,
	struct err *err)
{
	struct stat status;
	size_t i, before = selection->count;

	if (stat(word, &status) == 0 && S_ISREG(status.st_mode))
		return select_file(selection, cases, word, err);
	if (stat(word, &status) == 0 && S_ISDIR(status.st_mode)) {
		if (select_walk(selection, cases, word, 0, err) != 0)
			return -1;
		if (selection->count == before && !selection->translations)
			return err_set(err, "there is no case in the folder %s", word), -2;
		return 0;
	}
	if (all->count == 0 && select_walk(all, cases, cases, 0, err) != 0)
		return -1;
	for (i = 0; i < all->count; i++)
		if (select_fits(selection, word, all->items[i].id) &&
		    select_add(selection, strdup(all->items[i].path), strdup(all->items[i].id), err) != 0)
			return -1;
	return selection->count > before || selection->translations ? 0 : select_nothing(all, cases, word, err);
}

static int select_pages(struct selection *selection, const char *cases, char *const *words, int count, bool translations,
	struct err *err)
{
	struct selection all = {.translations = translations};
	int i, outcome = 0;

	*selection = (struct selection){.translations = translations};
	if (count == 0) {
		outcome = select_walk(selection, cases, cases, 0, err);
		if (outcome == 0 && selection->count == 0 && !translations)
			outcome = (err_set(err, "there is no case in the folder %s", cases), -2);
	}
	for (i = 0; i < count && outcome == 0; i++)
		outcome = select_word(selection, &all, cases, words[i], err);
	select_free(&all);
	if (outcome != 0)
		select_free(selection);
	else
		select_sort(selection);
	return outcome;
}

int select_cases(struct selection *selection, const char *cases, char *const *words, int count, struct err *err)
{
	return select_pages(selection, cases, words, count, false, err);
}

int select_translations(struct selection *selection, const char *cases, char *const *words, int count, struct err *err)
{
	return select_pages(selection, cases, words, count, true, err);
}

void select_free(struct selection *selection)
{
	size_t i;

	for (i = 0; i < selection->count; i++) {
		free(selection->items[i].id);
		free(selection->items[i].path);
	}
	free(selection->items);
	*selection = (struct selection){0};
}
