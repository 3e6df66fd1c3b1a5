/* SPDX-License-Identifier: BSD-2-Clause */
/* export: a page as a program of its own. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/commands.h"
#include "harness/export/export.h"
#include "harness/options.h"
#include "harness/pages.h"
#include "harness/select.h"

/* To standard output, or to the file of --output. */
static int export_write(const struct options *options, const struct str *program)
{
	FILE *out = options->output != NULL ? fopen(options->output, "w") : stdout;
	bool written;

	if (out == NULL) {
		fprintf(stderr, _("sockspec: cannot write %s: %s\n"), options->output, strerror(errno));
		return EXIT_USAGE;
	}
	written = fwrite(program->text, 1, program->length, out) == program->length && fflush(out) == 0;
	if (options->output != NULL && fclose(out) != 0)
		written = false;
	if (written)
		return EXIT_AS_EXPECTED;
	fprintf(stderr, _("sockspec: cannot write %s: %s\n"), options->output != NULL ? options->output : _("to standard output"), strerror(errno));
	return EXIT_HARNESS;
}

static int export_page(const struct options *options, const struct case_page *page)
{
	struct arena *arena = arena_new();
	struct str program;
	const char *reason;
	int status;

	str_init(&program);
	reason = export_program(&program, page, options->language, arena);
	if (reason == NULL) {
		status = export_write(options, &program);
	} else {
		fprintf(stderr, _("sockspec: %s cannot be exported: %s\n"), page->id, lang_text(reason));
		status = EXIT_NOTHING;
	}
	str_free(&program);
	arena_free(arena);
	return status;
}

/* Of a page that is played with both kinds of socket, the case of the kind that was chosen; NULL, said, where none was. */
static const struct case_page *export_choose(const struct options *options, const struct case_page *page)
{
	const struct case_page *chosen = NULL;
	int i;

	for (i = 0; i < MODE_COUNT; i++) {
		const struct case_page *view = case_of_mode(page, (enum case_mode)i);

		if (!options->modes[i] || !page->modes[i] || view == chosen)
			continue;
		if (chosen != NULL) {
			fprintf(stderr, _("sockspec: %s is played with both kinds of socket, and a program is of one; expected --mode stream or --mode datagram\n"),
				page->id);
			return NULL;
		}
		chosen = view;
	}
	if (chosen == NULL)
		fprintf(stderr, _("sockspec: %s is not played in that mode\n"), page->id);
	return chosen;
}

int commands_export(const struct options *options)
{
	const struct case_page *page;
	struct selection selection;
	struct pages pages;
	struct err err;
	int status;

	err_init(&err);
	if (!options->has_language || options->argument_count != 1) {
		fputs(_("sockspec: export: expected --c or --python, and one case\n"), stderr);
		return EXIT_USAGE;
	}
	status = select_cases(&selection, options->cases, options->arguments, options->argument_count, &err);
	if (status != 0) {
		fprintf(stderr, "sockspec: %s\n", err.text);
		return status == -2 ? EXIT_NOTHING : EXIT_USAGE;
	}
	if (pages_load(&pages, &selection) != 0) {
		status = EXIT_USAGE;
	} else if (pages.count != 1) {
		fprintf(stderr, _("sockspec: export: %zu cases are meant by '%s', expected one\n"), pages.count, options->arguments[0]);
		status = EXIT_USAGE;
	} else {
		page = export_choose(options, pages.items[0]);
		status = page == NULL ? EXIT_USAGE : export_page(options, page);
	}
	pages_free(&pages);
	select_free(&selection);
	return status;
}
