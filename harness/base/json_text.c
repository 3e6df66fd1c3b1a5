/* SPDX-License-Identifier: BSD-2-Clause */
/* Text and bytes as JSON. */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "harness/base/json_text.h"
#include "harness/base/str.h"

json_t *json_text_make(const char *text)
{
	json_t *json = json_string(text);
	struct str quoted;

	if (json != NULL)
		return json;
	str_init(&quoted);
	str_add_quoted(&quoted, text, strlen(text), 0);
	json = json_string(str_text(&quoted));
	str_free(&quoted);
	return json;
}

json_t *json_hex_make(const void *data, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = data;
	struct str hex;
	json_t *json;

	str_init(&hex);
	for (size_t i = 0; bytes != NULL && i < length; i++) {
		char two[2] = { digits[bytes[i] >> 4], digits[bytes[i] & 0xf] };

		str_add_bytes(&hex, two, sizeof two);
	}
	json = json_pack("{s:s}", "hex", str_text(&hex));
	str_free(&hex);
	return json;
}
