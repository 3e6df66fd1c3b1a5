/* SPDX-License-Identifier: BSD-2-Clause */
/* Text for reports: whatever bytes came, in a form that every format may hold. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "reports/text.h"

/* How many bytes from here on are printable ASCII: nearly all of most texts, so they are added at once. */
static size_t text_plain(const unsigned char *data, size_t length)
{
	size_t i;

	for (i = 0; i < length && data[i] >= 0x20 && data[i] < 0x7f; i++)
		;
	return i;
}

/* Characters that XML or HTML forbid, and those that make text read otherwise than it is. */
static bool text_is_odd(uint32_t code)
{
	if (code < 0x20)
		return code != '\n' && code != '\t';
	if (code >= 0x7f && code <= 0x9f)
		return true;
	if (code >= 0xfdd0 && code <= 0xfdef)
		return true;
	if ((code & 0xfffe) == 0xfffe)
		return true;
	if (code == 0x2028 || code == 0x2029)
		return true;
	return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

static void text_add_bytes(struct str *str, const char *data, size_t length, bool one_line)
{
	const unsigned char *at = (const unsigned char *)data, *from = at;
	const unsigned char *end = at + length;

	while (at < end) {
		uint32_t code = 0;
		size_t size;

		at += text_plain(at, (size_t)(end - at));
		size = at < end ? str_decode_utf8(at, (size_t)(end - at), &code) : 0;
		if (size > 0 && !text_is_odd(code) && !(one_line && code < 0x20)) {
			at += size;
			continue;
		}
		/* All up to here is as it is to be. */
		str_add_bytes(str, from, (size_t)(at - from));
		from = at;
		if (at == end)
			break;
		if (size == 0) {
			str_addf(str, "\\x%02x", *at);
			size = 1;
		} else if (one_line && code == '\n') {
			str_add(str, "\\n");
		} else if (one_line && code == '\t') {
			str_add(str, "\\t");
		} else if (code < 0x80) {
			str_addf(str, "\\x%02x", (unsigned)code);
		} else {
			str_addf(str, "\\u%04x", (unsigned)code);
		}
		from = at += size;
	}
	str_add_bytes(str, from, (size_t)(at - from));
}

void text_add_clean(struct str *str, const char *data, size_t length)
{
	text_add_bytes(str, data, length, false);
}

void text_add_line(struct str *str, const char *text)
{
	if (text)
		text_add_bytes(str, text, strlen(text), true);
}

static const char *text_copy(struct arena *arena, const char *text, bool one_line)
{
	struct str str;
	const char *copy;

	if (!text)
		return NULL;
	str_init(&str);
	text_add_bytes(&str, text, strlen(text), one_line);
	copy = arena_strdup(arena, str_text(&str));
	str_free(&str);
	return copy;
}

const char *text_clean(struct arena *arena, const char *text)
{
	return text_copy(arena, text, false);
}

const char *text_clean_line(struct arena *arena, const char *text)
{
	return text_copy(arena, text, true);
}

size_t text_width(const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text;
	const unsigned char *end = at + length;
	size_t width = 0;

	while (at < end) {
		uint32_t code = 0;
		size_t size = *at < 0x80 ? 1 : str_decode_utf8(at, (size_t)(end - at), &code);

		width += size && str_is_wide(code) ? 2 : 1;
		at += size ? size : 1;
	}
	return width;
}

const char *text_page_line(const char *page, int line, size_t *length)
{
	if (!page || line < 1)
		return NULL;
	while (--line > 0) {
		page = strchr(page, '\n');
		if (!page)
			return NULL;
		page++;
	}
	*length = strcspn(page, "\n");
	if (*length && page[*length - 1] == '\r')
		--*length;
	return page;
}

void text_add_seconds(struct str *str, int64_t duration_ns, int digits)
{
	static const int64_t unit_ns[] = {NS_PER_SECOND, 100000000, 10000000, NS_PER_MS, 100000, 10000, NS_PER_US};
	int64_t units, whole;

	if (digits < 0 || digits > 6)
		digits = 3;
	if (duration_ns < 0) {
		str_add(str, "-");
		duration_ns = duration_ns == INT64_MIN ? INT64_MAX : -duration_ns;
	}
	units = duration_ns / unit_ns[digits];
	if (duration_ns % unit_ns[digits] >= unit_ns[digits] / 2)
		units++;
	whole = NS_PER_SECOND / unit_ns[digits];
	str_add_int(str, units / whole);
	if (digits == 0)
		return;
	str_add(str, ".");
	for (; whole > 10 && units % whole < whole / 10; whole /= 10)
		str_add(str, "0");
	str_add_int(str, units % whole);
}

void text_add_time(struct str *str, int64_t wall_ns)
{
	time_t seconds = (time_t)(wall_ns / NS_PER_SECOND);
	struct tm tm;
	char text[64];

	if (!gmtime_r(&seconds, &tm) || strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm) == 0)
		str_add(str, "1970-01-01T00:00:00");
	else
		str_add(str, text);
}

int64_t text_run_started(const struct report_run *run)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long seconds;

	if (epoch && str_to_int(epoch, &seconds) && seconds >= 0 && seconds < INT64_MAX / NS_PER_SECOND)
		return seconds * NS_PER_SECOND;
	return run->started_wall_ns;
}

int text_flush(FILE *out, struct err *err)
{
	int before = errno; /* of the write that failed, where the stream was in error already */
	int number;

	errno = 0;
	if (fflush(out) == 0 && !ferror(out))
		return 0;
	number = errno ? errno : before;
	return err_set_errno(err, number ? number : EIO, "cannot write the report");
}

const char *text_or_empty(const char *text)
{
	return text ? text : "";
}
