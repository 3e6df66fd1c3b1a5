/* SPDX-License-Identifier: BSD-2-Clause */
/* Opens, feeds and closes the reports of a run. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/outputs.h"
#include "reports/formats.h"

/* What programs read is English. Gives the language to go back to. */
static enum lang outputs_speak(const struct report_format *format)
{
	enum lang before = lang_used();

	if (!format->for_people)
		lang_use(LANG_EN);
	return before;
}

static int outputs_open(struct outputs *outputs, const struct report_format *format, const char *path,
	const char *folder, const struct report_run *run, struct err *err)
{
	struct output *output;
	enum lang before;

	if (outputs->count == OUTPUTS_MOST)
		return err_set(err, "too many reports");
	output = &outputs->items[outputs->count];
	*output = (struct output){.format = format};
	if (format->extension != NULL) {
		output->file = path ? fopen(path, "we") : stdout;
		if (output->file == NULL)
			return err_set_errno(err, errno, "cannot write %s", path);
		output->path = path ? strdup(path) : NULL;
	}
	before = outputs_speak(format);
	output->report = format->begin(output->file, folder, run, err);
	lang_use(before);
	if (output->report == NULL) {
		if (output->file != NULL && output->file != stdout)
			fclose(output->file);
		free(output->path);
		return -1;
	}
	outputs->count++;
	return 0;
}

static int outputs_open_folder(struct outputs *outputs, const char *folder, const struct report_run *run,
	struct err *err)
{
	const struct report_format *format = NULL;
	struct str path;
	int outcome = 0;

	str_init(&path);
	while (outcome == 0 && (format = report_next(format)) != NULL) {
		str_clear(&path);
		str_addf(&path, "%s/results.%s", folder, format->extension ? format->extension : "");
		if (!format->on_request)
			outcome = outputs_open(outputs, format, str_text(&path), folder, run, err);
	}
	str_free(&path);
	return outcome;
}

int outputs_begin(struct outputs *outputs, const struct options *options, const char *folder,
	const struct report_run *run, struct err *err)
{
	bool stdout_taken = false;
	int i;

	*outputs = (struct outputs){0};
	if (options->single != NULL)
		return outputs_open(outputs, &html_single_format, options->output, NULL, run, err);
	for (i = 0; i < options->format_count; i++) {
		if (options->formats[i].file == NULL && stdout_taken)
			return err_set(err, "two formats cannot both go to standard output; give one a file: --format %s=FILE",
				options->formats[i].name);
		stdout_taken = stdout_taken || options->formats[i].file == NULL;
	}
	for (i = 0; i < options->format_count; i++)
		if (outputs_open(outputs, report_find(options->formats[i].name), options->formats[i].file, folder, run, err))
			return -1;
	if (!stdout_taken && outputs_open(outputs, report_find("terminal"), NULL, folder, run, err) != 0)
		return -1;
	return folder != NULL && options->report != NULL ? outputs_open_folder(outputs, folder, run, err) : 0;
}

void outputs_playing(struct outputs *outputs, const char *case_id, const char *mode)
{
	int i;

	for (i = 0; i < outputs->count; i++)
		if (outputs->items[i].format->playing != NULL)
			outputs->items[i].format->playing(outputs->items[i].report, case_id, mode);
}

void outputs_played(struct outputs *outputs, const char *case_id, const char *mode)
{
	int i;

	for (i = 0; i < outputs->count; i++)
		if (outputs->items[i].format->played != NULL)
			outputs->items[i].format->played(outputs->items[i].report, case_id, mode);
}

int outputs_add(struct outputs *outputs, const struct result *result, const struct evidence *evidence,
	struct err *err)
{
	enum lang before;
	int i, outcome = 0;

	for (i = 0; i < outputs->count && outcome == 0; i++) {
		before = outputs_speak(outputs->items[i].format);
		outcome = outputs->items[i].format->add(outputs->items[i].report, result, evidence, err);
		lang_use(before);
	}
	return outcome;
}

int outputs_end(struct outputs *outputs, const struct report_run *run, struct err *err)
{
	struct err later;
	enum lang before;
	int i, outcome = 0;

	for (i = 0; i < outputs->count; i++) {
		struct output *output = &outputs->items[i];

		err_init(&later);
		before = outputs_speak(output->format);
		if (output->format->end(output->report, run, &later) != 0 && outcome == 0) {
			*err = later;
			outcome = -1;
		}
		lang_use(before);
		errno = 0;
		if (output->file == stdout ? fflush(stdout) != 0 : output->file != NULL && fclose(output->file) != 0)
			if (outcome == 0)
				outcome = err_set_errno(err, errno, "cannot write %s", output->path ? output->path : "to standard output");
		free(output->path);
	}
	outputs->count = 0;
	return outcome;
}
