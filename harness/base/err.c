/* SPDX-License-Identifier: BSD-2-Clause */
/* What went wrong, kept as a value until main shows it. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/lang.h"

void
err_init(struct err *err)
{
	memset(err, 0, sizeof *err);
}

/*
 * Texts quote hostile input, so nothing in them may steer a terminal or break a line, and a text
 * that was cut must not end within a UTF-8 sequence.
 */
static void
err_clean(char *text, size_t size)
{
	size_t length = strlen(text);

	if (length == size - 1) {
		while (length > 0 && ((unsigned char)text[length - 1] & 0xc0) == 0x80)
			length--;
		if (length > 0 && ((unsigned char)text[length - 1] & 0x80))
			length--;
		text[length] = '\0';
	}
	for (; *text; text++) {
		if (*text == '\n' || *text == '\t')
			*text = ' ';
		else if ((unsigned char)*text < 0x20 || *text == 0x7f)
			*text = '?';
	}
}

/* False where the err is not wanted or was filled already by the place that knew more. */
static bool
err_claim(struct err *err)
{
	if (err == NULL || err->set)
		return false;
	err_init(err);
	err->set = true;
	return true;
}

__attribute__((format(printf, 2, 0)))
static void
err_fill(struct err *err, const char *format, va_list arguments)
{
	vsnprintf(err->text, sizeof err->text, lang_text_of_error(format), arguments);
	err_clean(err->text, sizeof err->text);
}

int
err_set(struct err *err, const char *format, ...)
{
	va_list arguments;

	if (!err_claim(err))
		return -1;
	va_start(arguments, format);
	err_fill(err, format, arguments);
	va_end(arguments);
	return -1;
}

int
err_set_errno(struct err *err, int number, const char *format, ...)
{
	va_list arguments;
	size_t length;

	if (!err_claim(err))
		return -1;
	va_start(arguments, format);
	err_fill(err, format, arguments);
	va_end(arguments);
	length = strlen(err->text);
	snprintf(err->text + length, sizeof err->text - length, ": %s", strerror(number));
	err_clean(err->text, sizeof err->text);
	return -1;
}

int
err_set_at(struct err *err, const char *file, int line, int column, const char *format, ...)
{
	va_list arguments;

	if (!err_claim(err))
		return -1;
	snprintf(err->file, sizeof err->file, "%s", file ? file : "");
	err->line = line;
	err->column = column;
	va_start(arguments, format);
	err_fill(err, format, arguments);
	va_end(arguments);
	return -1;
}

int
err_prefix(struct err *err, const char *format, ...)
{
	char after[sizeof err->text];
	va_list arguments;
	size_t length;

	if (err == NULL)
		return -1;
	memcpy(after, err->text, sizeof after);
	va_start(arguments, format);
	err_fill(err, format, arguments);
	va_end(arguments);
	length = strlen(err->text);
	snprintf(err->text + length, sizeof err->text - length, ": %s", after);
	err_clean(err->text, sizeof err->text);
	err->set = true;
	return -1;
}
