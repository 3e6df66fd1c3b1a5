/* SPDX-License-Identifier: BSD-2-Clause */
/* One option of the command line, taken into the value of them all, or refused with words. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/options_parts.h"
#include "reports/report.h"

static int options_number(const char *text, int least, int most, int *number)
{
	long long value;

	if (!str_to_int(text, &value) || value < least || value > most)
		return -1;
	*number = (int)value;
	return 0;
}

/* NULL: no format has that name. */
static const struct report_format *options_find_format(const char *name, size_t length)
{
	const struct report_format *format = NULL;

	while ((format = report_next(format)) != NULL)
		if (strlen(format->name) == length && strncmp(format->name, name, length) == 0)
			return format;
	return NULL;
}

/* "html=DIR" is what --format takes: a folder of that name would be made in the current one, and surprise. */
static int options_take_report(struct options *options, const char *text)
{
	const char *equals = strchr(text, '=');

	if (*text == '\0')
		return options_mistake(options, "--report%s names no folder", text);
	if (equals != NULL && options_find_format(text, (size_t)(equals - text)) != NULL)
		return options_mistake(options, "--report %s: found the format '%.*s', expected a folder alone, as in --report %s. "
			"It gets every format; --format NAME=FILE writes one. A folder of that name is './%s'", text,
			(int)(equals - text), text, equals[1] ? equals + 1 : "DIR", text);
	options->report = text;
	return -1;
}

static int options_take_format(struct options *options, const char *text)
{
	const char *equals = strchr(text, '=');
	size_t length = equals ? (size_t)(equals - text) : strlen(text);
	const struct report_format *format = options_find_format(text, length);

	if (format == NULL)
		return options_mistake(options, "there is no format '%.*s'; --help lists them", (int)length, text);
	if (options->format_count == OPTIONS_FORMATS_MOST)
		return options_mistake(options, "too many formats at '%s'", text);
	if (options->command == COMMAND_REQUIREMENTS && strcmp(format->name, "terminal") != 0 &&
	    strcmp(format->name, "json") != 0)
		return options_mistake(options, "requirements has no format '%s', only terminal and json", format->name);
	if (equals != NULL && equals[1] == '\0')
		return options_mistake(options, "--format %s names no file", text);
	if (format->extension == NULL)
		return options_mistake(options, "format '%s' is a folder: use --report DIR", format->name);
	options->formats[options->format_count++] = (struct format_option){format->name, equals ? equals + 1 : NULL};
	return -1;
}

/* "zh,en": the first one lies at the top of the report. */
static int options_take_languages(struct options *options, const char *text)
{
	const char *name = text;
	enum lang lang;
	size_t length, i;

	options->language_count = 0;
	for (;;) {
		length = strcspn(name, ",");
		if (!lang_find(name, length, &lang))
			return options_mistake(options, "--languages %s: expected en or zh, or both with a comma between", text);
		for (i = 0; i < options->language_count; i++)
			if (options->languages[i] == lang)
				return options_mistake(options, "--languages %s names a language twice", text);
		options->languages[options->language_count++] = lang;
		if (name[length] == '\0')
			return -1;
		name += length + 1;
	}
}

static int options_take_server(struct options *options, char *text)
{
	static const char *const kinds[] = {
#define KIND(function, name, protocol, what) name,
#include "servers/kinds.def"
#undef KIND
		NULL};
	char *equals = strchr(text, '=');
	const char *near;
	size_t i;

	if (equals == NULL || equals[1] == '\0')
		return options_mistake(options, "--server %s: expected KIND=COMMAND", text);
	if (options->server_count == OPTIONS_SERVERS_MOST)
		return options_mistake(options, "too many servers at '%s'", text);
	*equals = '\0';
	for (i = 0; kinds[i] != NULL && strcmp(kinds[i], text) != 0; i++)
		;
	if (kinds[i] == NULL) {
		near = str_nearest(text, kinds);
		fprintf(stderr, "%s: ", options->program);
		if (near != NULL)
			fprintf(stderr, _("there is no kind of server '%s'; did you mean '%s'?"), text, near);
		else
			fprintf(stderr, _("there is no kind of server '%s'"), text);
		fputc('\n', stderr);
		return EXIT_USAGE;
	}
	*equals = '='; /* the reports say the command line as it was given */
	options->servers[options->server_count++] = (struct play_server){kinds[i], equals + 1};
	return -1;
}

/* A mode, or a part of one, as a family or a kind is: --mode ipv4 means stream-ipv4 too. */
static int options_take_mode(struct options *options, const char *value)
{
	size_t length = strlen(value);
	bool found = false;
	int i;

	for (i = 0; i < MODE_COUNT; i++) {
		const char *name = case_mode_name((enum case_mode)i), *at = strstr(name, value);

		options->modes[i] = length > 0 && at != NULL && (at == name || at[-1] == '-') && (at[length] == '\0' || at[length] == '-');
		found = found || options->modes[i];
	}
	return found ? -1 : options_mistake(options, "--mode %s: expected ipv4, ipv6, stream, datagram or both, as in stream-ipv4", value);
}

int options_take(struct options *options, int letter, char *value)
{
	switch (letter) {
	case 'j':
		return options_number(value, 1, 4096, &options->jobs) == 0
			? -1 : options_mistake(options, "-j %s: expected a number from 1 to 4096", value);
	case 'f':
		return options_take_format(options, value);
	case 'q':
		options->quiet = true;
		return -1;
	case 'v':
		options->verbose = true;
		return -1;
	case OPTION_REPORT:
		return options_take_report(options, value);
	case OPTION_SERVER:
		return options_take_server(options, value);
	case OPTION_LANGUAGES:
		return options_take_languages(options, value);
	case OPTION_ACTOR:
		options->actor = value;
		return *value ? -1 : options_mistake(options, "--actor%s names no command", value);
	case OPTION_EXPECT:
		options->expect = value;
		return -1;
	case OPTION_CASES:
		options->cases = value;
		return -1;
	case OPTION_C:
	case OPTION_PYTHON:
		options->language = letter == OPTION_C ? EXPORT_C : EXPORT_PYTHON;
		options->has_language = true;
		return -1;
	case OPTION_PORT:
		options->port = value;
		return -1;
	case OPTION_LADDER:
		options->ladder = true;
		return -1;
	case OPTION_FROM:
		options->from = value;
		return *value ? -1 : options_mistake(options, "--from%s names no folder", value);
	case OPTION_HOST:
		options->host = value;
		return -1;
	case OPTION_ATTEMPTS:
		return options_number(value, 1, 100, &options->attempts) == 0
			? -1 : options_mistake(options, "--attempts %s: expected a number from 1 to 100", value);
	case OPTION_TIMEOUT:
		return options_number(value, 1, 600000, &options->timeout_ms) == 0
			? -1 : options_mistake(options, "--timeout %s: expected milliseconds from 1 to 600000", value);
	case OPTION_MODE:
		return options_take_mode(options, value);
	case OPTION_LEVEL:
		return level_find(value, &options->level)
			? -1 : options_mistake(options, "--level %s: expected wire, loopback or host", value);
	case OPTION_NEED:
		return level_find(value, &options->need)
			? -1 : options_mistake(options, "--need %s: expected wire, loopback or host", value);
	case OPTION_COLOR:
		options->color = strcmp(value, "always") == 0 ? 1 : strcmp(value, "never") == 0 ? 0 : -1;
		if (options->color == -1 && strcmp(value, "auto") != 0)
			return options_mistake(options, "--color %s: expected auto, always or never", value);
		return -1;
	case OPTION_QUIZ:
		options->quiz = true;
		return -1;
	case OPTION_SINGLE:
		options->single = value;
		return *value ? -1 : options_mistake(options, "--single names no case");
	case 'o':
		options->output = value;
		return *value ? -1 : options_mistake(options, "--output names no file");
	case OPTION_UNCOVERED:
		options->uncovered = true;
		return -1;
	case OPTION_VERSION:
		printf("sockspec (%s) %s\n", PACKAGE, VERSION);
		puts(_("BSD-2-Clause; the lessons are CC-BY-4.0. There is no warranty."));
		return EXIT_AS_EXPECTED;
	case 'h':
		options_print_help((int)options->command);
		return EXIT_AS_EXPECTED;
	}
	return options_mistake(options, "there is no such option");
}
