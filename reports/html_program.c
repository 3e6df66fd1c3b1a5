/* SPDX-License-Identifier: BSD-2-Clause */
/* The page as programs, and the commands that play it. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/again.h"
#include "reports/html.h"
#include "reports/html_kinds.h"
#include "reports/html_pieces.h"
#include "reports/html_program.h"
#include "reports/markup.h"
#include "reports/text.h"

#define TEXT_PROGRAMS _("The same as a program")
#define TEXT_INTRODUCTION _("What the page scripts, as you would write it yourself: it makes the calls, and says where a result is not the expected one.")
#define TEXT_IN_C _("In C")
#define TEXT_IN_PYTHON _("In Python")
#define TEXT_KIND_IN_C _("In C, %s")
#define TEXT_KIND_IN_PYTHON _("In Python, %s")
#define TEXT_STREAM_SOCKET _("with a stream socket")
#define TEXT_DATAGRAM_SOCKET _("with a datagram socket")
#define TEXT_SERVER _("Start the server that it talks to in another terminal first.")
#define TEXT_NO_PROGRAM _("There is no program of this page: %s.")
#define TEXT_ALONE _("Play it yourself")
#define TEXT_PLAY _("This page alone, with a report in the folder report:")
#define TEXT_LADDER _("Its ladder in the terminal:")
#define TEXT_CAPTURES _("A capture with every field, once downloaded:")

#define PROGRAM_PORT (size_t)7000 /* of the first server that a reader starts */

/* The last part of an id, as a file's name. */
static const char *program_name(const struct html_case *html_case)
{
	const char *slash = strrchr(html_case->id, '/');

	return slash ? slash + 1 : html_case->id;
}

static void program_write_command(struct markup *markup, const char *command)
{
	markup_open_class(markup, "pre", "command");
	markup_element(markup, "code", NULL, command);
	markup_end(markup);
	markup_line(markup);
}

static void program_write_code(struct markup *markup, const char *title, const char *code, const char *first,
	const char *second)
{
	if (!code)
		return;
	markup_open_class(markup, "details", "program");
	markup_element(markup, "summary", NULL, title);
	markup_line(markup);
	program_write_command(markup, first);
	if (second)
		program_write_command(markup, second);
	markup_begin(markup, "pre");
	markup_attribute(markup, "tabindex", "0");
	markup_element(markup, "code", NULL, code);
	markup_end(markup);
	markup_end(markup);
	markup_line(markup);
}

/* The servers that the page launches: commands that start them, and in `arguments` what the program is called with. */
static void program_write_servers(struct markup *markup, struct arena *arena, const struct result *result,
	struct str *arguments)
{
	static const char word[] = "launch ";
	size_t i, count = 0;

	for (i = 0; i < result->step_count; i++) {
		const char *source = text_or_empty(result->steps[i].source);
		const char *kind = source + sizeof(word) - 1;

		if (strncmp(source, word, sizeof(word) - 1) != 0 || strncmp(kind, "packets", 7) == 0)
			continue;
		if (count == 0) {
			markup_element(markup, "p", NULL, TEXT_SERVER);
			markup_line(markup);
		}
		program_write_command(markup, arena_printf(arena, "sockspec serve %s --port %zu",
			arena_strndup(arena, kind, strcspn(kind, " \t")), PROGRAM_PORT + count));
		str_addf(arguments, " 127.0.0.1 %zu", PROGRAM_PORT + count);
		count++;
	}
}

static void program_begin_section(struct markup *markup, const char *id, const char *title)
{
	html_section_begin(markup, "section", id, id, title);
	markup_line(markup);
}

/* The programs of a case, or of one kind of it. */
static void program_write_both(struct markup *markup, struct arena *arena, const struct html_case *html_case, const char *kind,
	const char *in_c, const char *in_python)
{
	const struct result *result = html_case->modes[0].result;
	const char *name = program_name(html_case);
	const char *option = kind ? arena_printf(arena, " --mode %s", kind) : "";
	struct str arguments;

	if (kind)
		name = arena_printf(arena, "%s-%s", name, kind);
	str_init(&arguments);
	program_write_servers(markup, arena, result, &arguments);
	program_write_code(markup, in_c, result->program_c,
		arena_printf(arena, "sockspec export --c%s %s > %s.c", option, html_case->id, name),
		arena_printf(arena, "cc -o %s %s.c -pthread && ./%s%s", name, name, name, str_text(&arguments)));
	program_write_code(markup, in_python, result->program_python,
		arena_printf(arena, "sockspec export --python%s %s > %s.py", option, html_case->id, name),
		arena_printf(arena, "python3 %s.py%s", name, str_text(&arguments)));
	str_free(&arguments);
}

static void program_write_kinds(struct markup *markup, struct arena *arena, const struct html_case kinds[HTML_KINDS])
{
	size_t kind;

	for (kind = 0; kind < HTML_KINDS; kind++) {
		const char *words = kind == 0 ? TEXT_STREAM_SOCKET : TEXT_DATAGRAM_SOCKET;

		program_write_both(markup, arena, &kinds[kind], html_kinds_word(kind), arena_printf(arena, TEXT_KIND_IN_C, words),
			arena_printf(arena, TEXT_KIND_IN_PYTHON, words));
	}
}

void html_programs_write(struct markup *markup, const struct html_case *html_case)
{
	const struct result *result = html_case->modes[0].result, *other = result;
	struct html_case kinds[HTML_KINDS];
	bool both = html_kinds_split(html_case, kinds);
	struct arena *arena;

	if (both)
		other = kinds[1].modes[0].result;
	if (!result->program_c && !result->program_python && !result->program_reason)
		return;
	program_begin_section(markup, "programs", TEXT_PROGRAMS);
	if (!result->program_c && !result->program_python && !other->program_c && !other->program_python) {
		markup_open_class(markup, "p", "muted");
		markup_textf(markup, TEXT_NO_PROGRAM, lang_text(result->program_reason));
		markup_end(markup);
		markup_end(markup);
		markup_line(markup);
		return;
	}
	arena = arena_new();
	markup_element(markup, "p", NULL, TEXT_INTRODUCTION);
	markup_line(markup);
	if (both)
		program_write_kinds(markup, arena, kinds);
	else
		program_write_both(markup, arena, html_case, NULL, TEXT_IN_C, TEXT_IN_PYTHON);
	arena_free(arena);
	markup_end(markup);
	markup_line(markup);
}

/* Spelt for a shell, and with the programs that were in the place of others in this run. */
static void program_write_again(struct markup *markup, const char *front, const char *case_id, const char *command,
	const char *behind)
{
	struct str str;

	str_init(&str);
	again_add(&str, front, case_id, command);
	str_add(&str, behind);
	program_write_command(markup, str_text(&str));
	str_free(&str);
}

void html_commands_write(struct markup *markup, const struct html_case *html_case, const char *command)
{
	program_begin_section(markup, "alone", TEXT_ALONE);
	markup_element(markup, "p", NULL, TEXT_PLAY);
	program_write_again(markup, "sockspec run", html_case->id, command, " --report report");
	markup_element(markup, "p", NULL, TEXT_LADDER);
	program_write_again(markup, "sockspec show --ladder", html_case->id, command, "");
	markup_element(markup, "p", NULL, TEXT_CAPTURES);
	program_write_command(markup, "tshark -n -r client.pcap -V");
	markup_end(markup);
	markup_line(markup);
}
