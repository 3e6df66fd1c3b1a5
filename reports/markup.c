/* SPDX-License-Identifier: BSD-2-Clause */
/* XML and HTML into memory: libxml2's writer with clean text and one check for failure. */
#include "config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/entities.h>

#include "harness/base/err.h"
#include "reports/markup.h"
#include "reports/text.h"

static void markup_check(struct markup *markup, int written)
{
	if (written < 0)
		markup->failed = true;
}

int markup_open(struct markup *markup, struct err *err)
{
	memset(markup, 0, sizeof(*markup));
	markup->buffer = xmlBufferCreate();
	/* Pages grow to megabytes by small pieces. */
	if (markup->buffer)
		xmlBufferSetAllocationScheme(markup->buffer, XML_BUFFER_ALLOC_DOUBLEIT);
	if (markup->buffer)
		markup->writer = xmlNewTextWriterMemory(markup->buffer, 0);
	if (markup->writer)
		return 0;
	if (markup->buffer)
		xmlBufferFree(markup->buffer);
	markup->buffer = NULL;
	return err_set(err, "out of memory");
}

char *markup_close(struct markup *markup, struct err *err)
{
	char *text = NULL;

	if (!markup->writer) {
		err_set(err, "out of memory");
		return NULL;
	}
	markup_check(markup, xmlTextWriterFlush(markup->writer));
	xmlFreeTextWriter(markup->writer);
	if (!markup->failed) {
		text = strdup((const char *)xmlBufferContent(markup->buffer));
		if (!text)
			err_set(err, "out of memory");
	} else {
		err_set(err, "the XML writer failed");
	}
	xmlBufferFree(markup->buffer);
	memset(markup, 0, sizeof(*markup));
	return text;
}

void markup_begin(struct markup *markup, const char *name)
{
	markup_check(markup, xmlTextWriterStartElement(markup->writer, BAD_CAST name));
}

/* Printable ASCII and newlines are as clean as they come: nearly all texts, of which a report has a million. */
static bool markup_is_plain(const char *text)
{
	for (; (*text >= 0x20 && *text < 0x7f) || *text == '\n'; text++)
		;
	return *text == '\0';
}

/*
 * An attribute in UTF-8. The writer itself makes a number of each character beyond ASCII where its document has no encoding, which it
 * has from a declaration alone; so the library escapes, and the writer takes it as it is.
 */
static void markup_write_words(struct markup *markup, const char *name, const char *value)
{
	xmlChar *escaped = xmlEncodeSpecialChars(NULL, BAD_CAST value);

	markup_check(markup, escaped ? xmlTextWriterStartAttribute(markup->writer, BAD_CAST name) : -1);
	if (escaped)
		markup_check(markup, xmlTextWriterWriteRaw(markup->writer, escaped));
	if (escaped)
		markup_check(markup, xmlTextWriterEndAttribute(markup->writer));
	xmlFree(escaped);
}

void markup_attribute(struct markup *markup, const char *name, const char *value)
{
	struct str clean;

	if (!value)
		return;
	if (markup_is_plain(value)) {
		markup_check(markup, xmlTextWriterWriteAttribute(markup->writer, BAD_CAST name, BAD_CAST value));
		return;
	}
	str_init(&clean);
	text_add_clean(&clean, value, strlen(value));
	markup_write_words(markup, name, str_text(&clean));
	str_free(&clean);
}

/* What printf makes, malloc'ed. */
static char *markup_format(struct markup *markup, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

static char *markup_format(struct markup *markup, const char *format, va_list arguments)
{
	char *text;

	if (vasprintf(&text, format, arguments) >= 0)
		return text;
	markup->failed = true;
	return NULL;
}

void markup_attributef(struct markup *markup, const char *name, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = markup_format(markup, format, arguments);
	va_end(arguments);
	markup_attribute(markup, name, text);
	free(text);
}

void markup_end(struct markup *markup)
{
	markup_check(markup, xmlTextWriterFullEndElement(markup->writer));
}

void markup_void(struct markup *markup)
{
	markup_check(markup, xmlTextWriterEndElement(markup->writer));
}

void markup_bytes(struct markup *markup, const void *data, size_t length)
{
	struct str clean;

	if (length == 0)
		return;
	str_init(&clean);
	text_add_clean(&clean, data, length);
	markup_check(markup, xmlTextWriterWriteString(markup->writer, BAD_CAST str_text(&clean)));
	str_free(&clean);
}

void markup_text(struct markup *markup, const char *text)
{
	if (text && markup_is_plain(text))
		markup_check(markup, xmlTextWriterWriteString(markup->writer, BAD_CAST text));
	else if (text)
		markup_bytes(markup, text, strlen(text));
}

void markup_textf(struct markup *markup, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = markup_format(markup, format, arguments);
	va_end(arguments);
	markup_text(markup, text);
	free(text);
}

void markup_line(struct markup *markup)
{
	markup_check(markup, xmlTextWriterWriteString(markup->writer, BAD_CAST "\n"));
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
	markup_check(markup, xmlTextWriterWriteRaw(markup->writer, BAD_CAST fragment));
}
