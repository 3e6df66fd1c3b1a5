/* SPDX-License-Identifier: BSD-2-Clause */
/* list, show, check, doctor, serve. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/commands.h"
#include "harness/options.h"
#include "harness/order.h"
#include "harness/pages.h"
#include "harness/play/sandbox.h"
#include "harness/run.h"
#include "harness/select.h"

static int commands_select(const struct options *options, struct selection *selection)
{
	struct err err;
	int outcome;

	err_init(&err);
	outcome = select_cases(selection, options->cases, options->arguments, options->argument_count, &err);
	if (outcome != 0)
		fprintf(stderr, "sockspec: %s\n", err.text);
	return outcome == 0 ? -1 : outcome == -2 ? EXIT_NOTHING : EXIT_USAGE;
}

int commands_flush(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return EXIT_AS_EXPECTED;
	fprintf(stderr, _("sockspec: cannot write to standard output: %s\n"), strerror(errno));
	return EXIT_HARNESS;
}

int commands_list(const struct options *options)
{
	struct selection selection;
	struct pages pages;
	size_t i;
	int status = commands_select(options, &selection);

	if (status >= 0)
		return status;
	status = pages_load(&pages, &selection) == 0 ? EXIT_AS_EXPECTED : EXIT_USAGE;
	for (i = 0; i < pages.count; i++) {
		if (pages.items[i] == NULL)
			continue;
		printf("%s\n", pages.items[i]->id);
		if (options->verbose)
			printf("    %s\n", pages.items[i]->title);
	}
	pages_free(&pages);
	select_free(&selection);
	i = (size_t)commands_flush();
	return status ? status : (int)i;
}

/* The page in the language in use, where it was translated, else as it was written. The text is the caller's. */
static int commands_read_page(const char *path, char **text, size_t *length, struct err *err)
{
	size_t stem = strlen(path);
	struct str translation;
	int outcome;

	str_init(&translation);
	if (lang_used() != LANG_EN && stem > 3 && strcmp(path + stem - 3, ".md") == 0)
		str_addf(&translation, "%.*s.%s.md", (int)stem - 3, path, lang_suffix(lang_used()));
	if (translation.length > 0 && access(str_text(&translation), F_OK) == 0)
		path = str_text(&translation);
	outcome = io_read_file(path, PAGES_BYTES_MOST, text, length, err);
	str_free(&translation);
	return outcome;
}

int commands_show(const struct options *options)
{
	struct selection selection;
	struct err err;
	char *text;
	size_t i, length;
	int status;

	if (options->from != NULL) {
		fputs(_("sockspec: show: --from is where --ladder draws from\n"), stderr);
		return EXIT_USAGE;
	}
	if (options->argument_count == 0) {
		fputs(_("sockspec: show: which case? 'sockspec list' shows them\n"), stderr);
		return EXIT_USAGE;
	}
	status = commands_select(options, &selection);
	if (status >= 0)
		return status;
	status = EXIT_AS_EXPECTED;
	for (i = 0; i < selection.count && status == EXIT_AS_EXPECTED; i++) {
		err_init(&err);
		if (commands_read_page(selection.items[i].path, &text, &length, &err) != 0) {
			fprintf(stderr, "sockspec: %s\n", err.text);
			status = EXIT_USAGE;
			break;
		}
		fwrite(text, 1, length, stdout);
		free(text);
		status = commands_flush();
	}
	select_free(&selection);
	return status;
}

/* Words that are translations alone select no case, and that is no mistake here. */
static int commands_select_checked(const struct options *options, struct selection *selection,
	struct selection *translations)
{
	char **words = calloc((size_t)options->argument_count + 1, sizeof *words);
	struct err err;
	int i, count = 0, outcome = -1;
	enum lang lang;

	err_init(&err);
	*selection = *translations = (struct selection){0};
	for (i = 0; words != NULL && i < options->argument_count; i++)
		if (lang_find_suffix(options->arguments[i], &lang) == NULL || access(options->arguments[i], F_OK) != 0)
			words[count++] = options->arguments[i];
	if (words != NULL)
		outcome = select_translations(translations, options->cases, options->arguments, options->argument_count, &err);
	if (outcome == 0 && (count > 0 || options->argument_count == 0))
		outcome = select_cases(selection, options->cases, words, count, &err);
	free(words);
	if (outcome == 0)
		return -1;
	fprintf(stderr, "sockspec: %s\n", err.set ? err.text : _("out of memory"));
	select_free(translations);
	return outcome == -2 ? EXIT_NOTHING : EXIT_USAGE;
}

/* Whether all of the collection is to be checked: nothing is named, or its folder. */
static bool commands_check_all(const struct options *options)
{
	struct stat cases, named;
	int i;

	if (stat(options->cases, &cases) != 0)
		return false;
	for (i = 0; i < options->argument_count; i++)
		if (stat(options->arguments[i], &named) == 0 && named.st_dev == cases.st_dev && named.st_ino == cases.st_ino)
			return true;
	return options->argument_count == 0;
}

/* The reading order of the collection, where it has one. True where it is right. */
static bool commands_check_order(const struct options *options)
{
	struct arena *arena = arena_new();
	struct selection all = {0};
	struct order order;
	struct err err;
	size_t mistakes = 0;
	int found;

	err_init(&err);
	found = order_read(&order, options->cases, arena, &err);
	if (found == 0 && select_cases(&all, options->cases, NULL, 0, &err) == 0)
		mistakes = order_check(&order, options->cases, &all, stderr);
	if (err.set)
		run_fail(&err, EXIT_USAGE);
	select_free(&all);
	arena_free(arena);
	return mistakes == 0 && !err.set;
}

int commands_check(const struct options *options)
{
	struct selection selection, translations;
	struct pages pages;
	size_t i, broken = 0;
	int status = commands_select_checked(options, &selection, &translations);

	if (status >= 0)
		return status;
	status = pages_load(&pages, &selection) == 0 ? EXIT_AS_EXPECTED : EXIT_USAGE;
	for (i = 0; i < translations.count; i++)
		broken += pages_check_translation(translations.items[i].path) != 0;
	if (commands_check_all(options) && !commands_check_order(options))
		status = EXIT_USAGE;
	if (!options->quiet && (pages.count > 0 || translations.count == 0))
		fprintf(stderr, lang_plural("%zu page read, %zu broken\n", "%zu pages read, %zu broken\n", pages.count),
			pages.count, pages.broken);
	if (!options->quiet && translations.count > 0)
		fprintf(stderr, lang_plural("%zu translation read, %zu broken\n", "%zu translations read, %zu broken\n",
			translations.count), translations.count, broken);
	pages_free(&pages);
	select_free(&selection);
	select_free(&translations);
	return broken > 0 ? EXIT_USAGE : status;
}

/* False where it cannot be run. */
static bool commands_print_program(const char *words, const char *name, const char *folder)
{
	char *program = commands_find_program(name, folder);
	bool runs = program != NULL && access(program, X_OK) == 0;

	printf("%s %s%s\n", words, program ? program : name, runs ? "" : _(" (cannot be run)"));
	free(program);
	return runs;
}

int commands_doctor(const struct options *options)
{
	struct sandbox_probe probes[3];
	enum level best = LEVEL_HOST;
	bool whole;
	int i;

	sandbox_probe_levels(probes);
	for (i = 0; i < 3; i++)
		if (probes[i].works && probes[i].level > best)
			best = probes[i].level;
	printf(_("This machine gives the level '%s'.\n\n"), level_name(best));
	for (i = 2; i >= 0; i--) {
		printf("  %-9s %s\n", level_name(probes[i].level), probes[i].works ? _("works") : _("does not work"));
		if (probes[i].reason[0])
			printf("            %s\n", _(probes[i].reason));
		if (probes[i].remedy[0])
			printf(_("            remedy: %s\n"), _(probes[i].remedy));
	}
	putchar('\n');
	whole = commands_print_program(_("Player:"), "sockspec-player", PKGLIBEXECDIR);
	whole = commands_print_program(_("Actor:"), "sockspec-actor", PKGLIBEXECDIR) && whole;
	whole = commands_print_program(_("Reference servers:"), "sockspec-server", BINDIR) && whole;
	printf(_("Cases: %s%s\n"), options->cases, access(options->cases, R_OK | X_OK) == 0 ? "" : _(" (cannot be read)"));
	i = commands_flush();
	return i == EXIT_AS_EXPECTED && (best < options->need || !whole) ? EXIT_HARNESS : i;
}

char *commands_find_program(const char *name, const char *folder)
{
	char self[4096], *slash, *path;
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

	if (length > 0) {
		self[length] = '\0';
		slash = strrchr(self, '/');
		if (slash != NULL) {
			*slash = '\0';
			path = io_join(self, name);
			if (path != NULL && access(path, X_OK) == 0)
				return path;
			free(path);
		}
	}
	return io_join(folder, name);
}

int commands_serve(const struct options *options)
{
	char *program = commands_find_program("sockspec-server", BINDIR);
	char *argv[8];
	int count = 0;

	if (options->argument_count != 1) {
		fputs(_("sockspec: serve: expected one kind of server; 'sockspec-server --list' shows them\n"), stderr);
		free(program);
		return EXIT_USAGE;
	}
	argv[count++] = (char *)"sockspec-server";
	if (options->port != NULL) {
		argv[count++] = (char *)"--port";
		argv[count++] = (char *)options->port;
	}
	if (options->host != NULL) {
		argv[count++] = (char *)"--host";
		argv[count++] = (char *)options->host;
	}
	argv[count++] = options->arguments[0];
	argv[count] = NULL;
	if (program != NULL)
		execv(program, argv);
	fprintf(stderr, _("sockspec: cannot run %s: %s\n"), program ? program : "sockspec-server", strerror(errno));
	free(program);
	return EXIT_HARNESS;
}
