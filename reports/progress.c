/* SPDX-License-Identifier: BSD-2-Clause */
/* The live line of a terminal: one line, cut at the terminal's width, drawn over and erased. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/progress.h"
#include "reports/text.h"

#define TEXT_PLAYING _(" | playing %zu: ")

#define PROGRESS_ERASE "\r\033[K"
#define PROGRESS_COLUMNS 80
#define PROGRESS_NAMES_MOST 64

void progress_begin(struct progress *progress, FILE *out, int planned)
{
	memset(progress, 0, sizeof(*progress));
	progress->out = out;
	progress->planned = planned;
}

void progress_reset(struct progress *progress)
{
	size_t i;

	for (i = 0; i < progress->count; i++)
		free(progress->playing[i]);
	free(progress->playing);
	memset(progress, 0, sizeof(*progress));
}

static char *progress_name(const char *case_id, const char *mode)
{
	struct str name;

	str_init(&name);
	text_add_line(&name, case_id);
	str_add(&name, " ");
	text_add_line(&name, mode);
	return name.text; /* a str's memory is malloc'ed; it now belongs to the caller */
}

void progress_add(struct progress *progress, const char *case_id, const char *mode)
{
	if (progress->count == progress->capacity) {
		size_t capacity = progress->capacity ? progress->capacity * 2 : 16;
		char **grown = reallocarray(progress->playing, capacity, sizeof(*grown));

		/* Progress is a courtesy: without memory a name is left out. */
		if (!grown)
			return;
		progress->playing = grown;
		progress->capacity = capacity;
	}
	progress->playing[progress->count++] = progress_name(case_id, mode);
}

void progress_remove(struct progress *progress, const char *case_id, const char *mode)
{
	char *name = progress_name(case_id, mode);
	size_t i;

	for (i = 0; i < progress->count; i++) {
		if (strcmp(progress->playing[i], name) == 0) {
			free(progress->playing[i]);
			memmove(progress->playing + i, progress->playing + i + 1,
				(progress->count - i - 1) * sizeof(*progress->playing));
			progress->count--;
			break;
		}
	}
	free(name);
}

size_t progress_columns(const struct progress *progress)
{
	struct winsize size;

	if (ioctl(fileno(progress->out), TIOCGWINSZ, &size) == 0 && size.ws_col > 10)
		return size.ws_col;
	return PROGRESS_COLUMNS;
}

void progress_draw(struct progress *progress, const struct report_counts *counts)
{
	/* The last column stays free: some terminals wrap as soon as it is written. */
	size_t columns = progress_columns(progress) - 1;
	struct str line;
	size_t i;
	int verdict;

	str_init(&line);
	str_addf(&line, "[%d/%d]", counts->total, progress->planned);
	for (verdict = 0; verdict < VERDICT_COUNT; verdict++) {
		if (counts->by_verdict[verdict] > 0)
			str_addf(&line, " %d %s", counts->by_verdict[verdict], text_verdict_word((enum verdict)verdict));
	}
	if (progress->count > 0)
		str_addf(&line, TEXT_PLAYING, progress->count);
	for (i = 0; i < progress->count && i < PROGRESS_NAMES_MOST; i++) {
		if (i > 0)
			str_add(&line, ", ");
		str_add(&line, progress->playing[i]);
	}
	fputs(PROGRESS_ERASE, progress->out);
	if (text_width(str_text(&line), line.length) > columns) {
		size_t length = line.length;

		while (length > 0 && (text_width(line.text, length) > columns - 3 || (line.text[length] & 0xc0) == 0x80))
			length--;
		fwrite(line.text, 1, length, progress->out);
		fputs("...", progress->out);
	} else {
		fputs(str_text(&line), progress->out);
	}
	fflush(progress->out);
	progress->drawn = true;
	str_free(&line);
}

void progress_erase(struct progress *progress)
{
	if (!progress->drawn)
		return;
	fputs(PROGRESS_ERASE, progress->out);
	progress->drawn = false;
}
