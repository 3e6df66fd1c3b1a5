/* SPDX-License-Identifier: BSD-2-Clause */
/* Markup: what libxml2 reads out of it is what was put in, made clean, whatever that was. */
#include "config.h"

#include <check.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "reports/markup.h"
#include "reports/text.h"
#include "tests/unit/reports_fixture.h"

static void markup_start(struct markup *markup)
{
	struct err err;

	err_init(&err);
	markup_open(markup);
}

/* The text as an element's, through both ways there are, and as an attribute's. */
static char *markup_hold(const char *text)
{
	struct markup markup;
	struct err err;
	char *made;

	markup_start(&markup);
	markup_begin(&markup, "page");
	markup_attribute(&markup, "value", text);
	markup_text(&markup, text);
	markup_element(&markup, "p", "of", NULL);
	markup_bytes(&markup, text, strlen(text));
	markup_end(&markup);
	err_init(&err);
	made = markup_close(&markup, &err);
	ck_assert_ptr_nonnull(made);
	return made;
}

/* Of a text with white space that is not a space, readers of XML make spaces in an attribute; those of HTML do not. */
static void check_read_back(const char *text)
{
	char *made = markup_hold(text);
	xmlDocPtr document = xmlReadMemory(made, (int)strlen(made), "test", NULL, XML_PARSE_NOERROR | XML_PARSE_NONET);
	struct arena *arena = arena_new();
	const char *clean = text_clean(arena, text), *both = arena_printf(arena, "%s%s", clean, clean);
	xmlChar *content, *value;

	ck_assert_msg(document != NULL, "not XML: %s", made);
	content = xmlNodeGetContent(xmlDocGetRootElement(document));
	ck_assert_str_eq((const char *)content, both);
	value = xmlGetProp(xmlDocGetRootElement(document), BAD_CAST "value");
	if (strpbrk(clean, "\t\n") == NULL)
		ck_assert_str_eq((const char *)value, clean);
	xmlFree(content);
	xmlFree(value);
	xmlFreeDoc(document);
	arena_free(arena);
	free(made);
}

/* Each byte alone, at the end of plain text, and before what has to be escaped. */
START_TEST(test_markup_bytes)
{
	char text[16];
	int byte;

	for (byte = 1; byte < 256; byte++) {
		snprintf(text, sizeof(text), "%c", byte);
		check_read_back(text);
		snprintf(text, sizeof(text), "plain%c", byte);
		check_read_back(text);
		snprintf(text, sizeof(text), "%c<a&b>\"'", byte);
		check_read_back(text);
	}
}
END_TEST

START_TEST(test_markup_texts)
{
	check_read_back("");
	check_read_back("one\ntwo");
	check_read_back("\u4e2d\u6587 \u2192 <script>alert(\"1\")</script> &amp;");
	check_read_back("\xff\xc3\x28\xed\xa0\x80 \xf4\x90\x80\x80]]>");
	check_read_back("<!--<![CDATA[<?x?>&#10;&lt;");
}
END_TEST

/* Longer than the room that printf gets first. */
START_TEST(test_markup_formats)
{
	char wide[300], *made;
	struct markup markup;
	struct err err;

	memset(wide, 'w', sizeof(wide) - 1);
	wide[sizeof(wide) - 1] = '\0';
	markup_start(&markup);
	markup_begin(&markup, "a");
	markup_attributef(&markup, "b", "<%s>%d", wide, 7);
	markup_textf(&markup, "%d&%s", 7, wide);
	markup_begin(&markup, "br");
	markup_void(&markup);
	markup_end(&markup);
	err_init(&err);
	made = markup_close(&markup, &err);
	ck_assert_ptr_nonnull(made);
	ck_assert_uint_eq(strlen(made), strlen("<a b=\"&lt;&gt;7\">7&amp;<br/></a>") + 2 * strlen(wide));
	ck_assert_ptr_nonnull(strstr(made, "&gt;7\">7&amp;www"));
	ck_assert_ptr_nonnull(strstr(made, "www<br/></a>"));
	free(made);
}
END_TEST

/* What would be no markup is refused at the end: an element that nothing ends, an end, an attribute or a void without its element. */
START_TEST(test_markup_mistakes)
{
	struct markup markup;
	struct err err;

	markup_start(&markup);
	markup_begin(&markup, "a");
	markup_begin(&markup, "b");
	if (_i == 0)
		markup_text(&markup, "text");
	markup_end(&markup);
	if (_i > 0)
		markup_end(&markup);
	if (_i == 1)
		markup_end(&markup);
	if (_i == 2)
		markup_attribute(&markup, "href", "here");
	if (_i == 3) {
		markup_begin(&markup, "br");
		markup_text(&markup, "");
		markup_void(&markup);
	}
	err_init(&err);
	ck_assert_ptr_null(markup_close(&markup, &err));
	ck_assert(err.set);
}
END_TEST

START_TEST(test_markup_nothing)
{
	struct markup markup;
	struct err err;
	char *made;

	markup_start(&markup);
	err_init(&err);
	made = markup_close(&markup, &err);
	ck_assert_str_eq(made, "");
	free(made);
}
END_TEST

void markup_tests(TCase *tcase)
{
	tcase_add_test(tcase, test_markup_bytes);
	tcase_add_test(tcase, test_markup_texts);
	tcase_add_test(tcase, test_markup_formats);
	tcase_add_loop_test(tcase, test_markup_mistakes, 0, 4);
	tcase_add_test(tcase, test_markup_nothing);
}
