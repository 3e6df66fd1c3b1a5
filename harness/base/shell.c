/* SPDX-License-Identifier: BSD-2-Clause */
/* Quoting for a shell. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "harness/base/shell.h"
#include "harness/base/str.h"

/* How many of its first bytes a shell leaves as they are in any place; others may well be harmless too. */
static size_t shell_plain(const char *word)
{
	size_t length;

	for (length = 0; word[length] > ' ' && word[length] < 0x7f && !strchr("'\"\\$`*?[]{}()<>|&;#~!", word[length]); length++)
		;
	return length;
}

/* Not seen, or changing how the rest is seen: all that reports write otherwise (text_is_odd of reports/text.c), and their neighbours. */
static bool shell_is_odd(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x2000 && code < 0x2010) ||
		(code >= 0x2028 && code < 0x2030) || (code >= 0x2060 && code < 0x2070) || (code >= 0xfdd0 && code < 0xfdf0) ||
		code == 0xfeff || (code & 0xfffe) == 0xfffe;
}

static bool shell_is_printed(const char *word)
{
	const unsigned char *at = (const unsigned char *)word, *end = at + strlen(word);
	uint32_t code;
	size_t size;

	for (; at < end; at += size) {
		size = str_decode_utf8(at, (size_t)(end - at), &code);
		if (size == 0 || shell_is_odd(code))
			return false;
	}
	return true;
}

/* "$(printf %b 'a\0012b')": what either kind of quotes or printf would take for itself stands there by its number too. */
static void shell_add_printf(struct str *str, const char *word)
{
	const unsigned char *at;

	str_add(str, "\"$(printf %b '");
	for (at = (const unsigned char *)word; *at; at++)
		if (*at < ' ' || *at >= 0x7f || strchr("'\"\\$`!", *at))
			str_addf(str, "\\0%03o", *at);
		else
			str_add_bytes(str, at, 1);
	str_add(str, "')\"");
}

void shell_add_word(struct str *str, const char *word)
{
	size_t plain = shell_plain(word);
	const char *at;

	if (plain > 0 && word[plain] == '\0') {
		str_add(str, word);
		return;
	}
	/* KIND='...', as people write it. */
	while (plain > 0 && word[plain - 1] != '=')
		plain--;
	str_add_bytes(str, word, plain);
	at = word + plain;
	if (!shell_is_printed(at)) {
		shell_add_printf(str, at);
		return;
	}
	str_add(str, "'");
	for (; *at; at++)
		if (*at == '\'')
			str_add(str, "'\\''");
		else
			str_add_bytes(str, at, 1);
	str_add(str, "'");
}

size_t shell_word_length(const char *line)
{
	char quote = '\0';
	size_t length;

	for (length = 0; line[length] && (quote || line[length] != ' '); length++) {
		if (line[length] == '\\' && quote != '\'' && line[length + 1])
			length++;
		else if (quote ? line[length] == quote : line[length] == '\'' || line[length] == '"')
			quote = quote ? '\0' : line[length];
	}
	return length;
}
