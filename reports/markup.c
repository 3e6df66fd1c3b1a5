/* SPDX-License-Identifier: BSD-2-Clause */
/* XML and HTML into memory: clean text, escaped by libxml2 where it has anything to escape, and one check for failure. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/entities.h>
#include <libxml/tree.h>

#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "reports/markup.h"
#include "reports/text.h"

#define MARKUP_SHORT 256 /* bytes; most of what printf makes is shorter */

/* What a text asks for. Nearly all texts, of which a report has millions, ask for nothing. */
#define MARKUP_ESCAPES 1u  /* it has what means something to XML */
#define MARKUP_CLEANING 2u /* it has other characters than printable ASCII and newlines */

static unsigned markup_look(const char *text, size_t length)
{
	unsigned needs = 0;
	size_t i;

	for (i = 0; i < length; i++) {
		if ((text[i] < 0x20 || text[i] >= 0x7f) && text[i] != '\n')
			needs |= MARKUP_CLEANING;
		else if (text[i] == '&' || text[i] == '<' || text[i] == '>' || text[i] == '"')
			needs |= MARKUP_ESCAPES;
	}
	return needs;
}

void markup_open(struct markup *markup)
{
	memset(markup, 0, sizeof(*markup));
	str_init(&markup->text);
	str_init(&markup->open);
}

char *markup_close(struct markup *markup, struct err *err)
{
	char *text = markup->text.text;

	if (markup->open.length > 0)
		err_set(err, "an element of a page is not ended");
	else if (markup->failed)
		err_set(err, "a page could not be made: memory ran out, or its elements do not fit");
	else if (!text)
		text = memory_new(1);
	if (markup->open.length > 0 || markup->failed) {
		free(text);
		text = NULL;
	}
	str_free(&markup->open);
	memset(markup, 0, sizeof(*markup));
	return text;
}

/* A begin tag takes attributes until anything else comes. */
static void markup_end_tag(struct markup *markup)
{
	if (markup->in_tag)
		str_add_bytes(&markup->text, ">", 1);
	markup->in_tag = false;
}

void markup_begin(struct markup *markup, const char *name)
{
	size_t length = strlen(name);

	markup_end_tag(markup);
	str_add_bytes(&markup->text, "<", 1);
	str_add_bytes(&markup->text, name, length);
	str_add_bytes(&markup->open, name, length + 1);
	markup->in_tag = true;
}

/* The name of the innermost element that is open; it is no longer. */
static const char *markup_take_name(struct markup *markup)
{
	size_t at = markup->open.length;

	if (at == 0) {
		markup->failed = true;
		return "";
	}
	for (at--; at > 0 && markup->open.text[at - 1]; at--)
		;
	markup->open.length = at;
	return markup->open.text + at;
}

void markup_end(struct markup *markup)
{
	const char *name = markup_take_name(markup);

	markup_end_tag(markup);
	str_add_bytes(&markup->text, "</", 2);
	str_add(&markup->text, name);
	str_add_bytes(&markup->text, ">", 1);
}

void markup_void(struct markup *markup)
{
	markup->failed = markup->failed || !markup->in_tag;
	markup_take_name(markup);
	markup->in_tag = false;
	str_add_bytes(&markup->text, "/>", 2);
}

/* What the library has made of a text. */
static void markup_add_escaped(struct markup *markup, const xmlChar *escaped)
{
	if (escaped)
		str_add(&markup->text, (const char *)escaped);
	else
		markup->failed = true;
}

/* Text between tags; and in attributes what is not ASCII, of which the library would make numbers there. */
static void markup_escape(struct markup *markup, const char *text)
{
	xmlChar *escaped = xmlEncodeSpecialChars(NULL, BAD_CAST text);

	markup_add_escaped(markup, escaped);
	xmlFree(escaped);
}

/* ASCII in an attribute, where a newline is a number. */
static void markup_escape_value(struct markup *markup, const char *value)
{
	xmlBufferPtr buffer = xmlBufferCreate();

	if (buffer)
		xmlAttrSerializeTxtContent(buffer, NULL, NULL, BAD_CAST value);
	markup_add_escaped(markup, buffer ? xmlBufferContent(buffer) : NULL);
	if (buffer)
		xmlBufferFree(buffer);
}

static void markup_clean(struct markup *markup, const char *data, size_t length, unsigned needs)
{
	struct str clean;

	/* What cleaning writes for a character asks for no escape. */
	if (!(needs & MARKUP_ESCAPES)) {
		text_add_clean(&markup->text, data, length);
		return;
	}
	str_init(&clean);
	text_add_clean(&clean, data, length);
	markup_escape(markup, str_text(&clean));
	str_free(&clean);
}

void markup_attribute(struct markup *markup, const char *name, const char *value)
{
	size_t length = value ? strlen(value) : 0;
	unsigned needs = value ? markup_look(value, length) : 0;

	if (!value)
		return;
	markup->failed = markup->failed || !markup->in_tag;
	str_add_bytes(&markup->text, " ", 1);
	str_add(&markup->text, name);
	str_add_bytes(&markup->text, "=\"", 2);
	if (needs & MARKUP_CLEANING)
		markup_clean(markup, value, length, needs);
	else if (needs & MARKUP_ESCAPES || memchr(value, '\n', length))
		markup_escape_value(markup, value);
	else
		str_add_bytes(&markup->text, value, length);
	str_add_bytes(&markup->text, "\"", 1);
}

/* What printf makes: in the room that is given, else malloc'ed, in `*made`. */
static const char *markup_format(struct markup *markup, char room[MARKUP_SHORT], char **made, const char *format,
	va_list arguments) __attribute__((format(printf, 4, 0)));

static const char *markup_format(struct markup *markup, char room[MARKUP_SHORT], char **made, const char *format,
	va_list arguments)
{
	va_list again;
	int length;

	*made = NULL;
	va_copy(again, arguments);
	length = vsnprintf(room, MARKUP_SHORT, format, arguments);
	if (length >= MARKUP_SHORT && vasprintf(made, format, again) < 0)
		length = -1;
	va_end(again);
	markup->failed = markup->failed || length < 0;
	return length < 0 ? "" : length < MARKUP_SHORT ? room : *made;
}

void markup_attributef(struct markup *markup, const char *name, const char *format, ...)
{
	char room[MARKUP_SHORT], *made;
	va_list arguments;

	va_start(arguments, format);
	markup_attribute(markup, name, markup_format(markup, room, &made, format, arguments));
	va_end(arguments);
	free(made);
}

void markup_bytes(struct markup *markup, const void *data, size_t length)
{
	if (length == 0)
		return;
	markup_end_tag(markup);
	markup_clean(markup, data, length, markup_look(data, length));
}

void markup_text(struct markup *markup, const char *text)
{
	size_t length = text ? strlen(text) : 0;
	unsigned needs = text ? markup_look(text, length) : 0;

	if (!text)
		return;
	markup_end_tag(markup);
	if (needs & MARKUP_CLEANING)
		markup_clean(markup, text, length, needs);
	else if (needs & MARKUP_ESCAPES)
		markup_escape(markup, text);
	else
		str_add_bytes(&markup->text, text, length);
}

void markup_textf(struct markup *markup, const char *format, ...)
{
	char room[MARKUP_SHORT], *made;
	va_list arguments;

	va_start(arguments, format);
	markup_text(markup, markup_format(markup, room, &made, format, arguments));
	va_end(arguments);
	free(made);
}

void markup_line(struct markup *markup)
{
	markup_raw(markup, "\n");
}

void markup_open_class(struct markup *markup, const char *name, const char *class_name)
{
	markup_begin(markup, name);
	markup_attribute(markup, "class", class_name);
}

void markup_element(struct markup *markup, const char *name, const char *class_name, const char *text)
{
	markup_open_class(markup, name, class_name);
	markup_text(markup, text);
	markup_end(markup);
}

void markup_raw(struct markup *markup, const char *fragment)
{
	markup_end_tag(markup);
	str_add(&markup->text, fragment);
}
