/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether the modes of a case went different ways. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "harness/match/segment.h"
#include "harness/match/wire_match.h"
#include "reports/happenings.h"
#include "reports/html.h"
#include "reports/html_differ.h"

static size_t differ_digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* The length of an address at the text's begin, with the port behind it; 0 where there is none. */
static size_t differ_address(const char *text)
{
	size_t length = 0;

	if (text[0] == '[') {
		length = 1 + strspn(text + 1, "0123456789abcdefABCDEF:.%");
		if (text[length] != ']')
			return 0;
		length++; /* of "[16]", too: what the kernel says of an address's length */
	} else {
		length = strspn(text, "0123456789.");
		if (length < 7 || !memchr(text, '.', length))
			return 0;
	}
	if (text[length] == ':' && differ_digits(text + length + 1) > 0)
		length += 1 + differ_digits(text + length + 1);
	return length;
}

/* The family, and numbers behind words that are followed by another each time; 0 for all else. */
static size_t differ_word(const char *text)
{
	static const char *const words[] = {"win ", "mss ", "TS val ", "ecr "};
	size_t i;

	if (strncmp(text, "AF_INET", 7) == 0)
		return text[7] == '6' ? 8 : 7;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t length = strlen(words[i]);

		if (strncmp(text, words[i], length) == 0 && differ_digits(text + length) > 0)
			return length + differ_digits(text + length);
	}
	return 0;
}

/* The text with what always differs left out. */
static void differ_add(struct str *str, const char *text)
{
	char before = ' ';

	while (*text) {
		bool begins = !isalnum((unsigned char)before) && before != '.';
		size_t skip = begins ? differ_address(text) : 0;

		if (skip == 0 && begins)
			skip = differ_word(text);
		if (skip > 0) {
			str_add(str, "@");
			before = '@';
			text += skip;
			continue;
		}
		before = *text;
		str_add_bytes(str, text++, 1);
	}
}

bool html_differ_observed(const char *a, const char *b)
{
	struct str first, second;
	bool differ;

	if (html_same(a, b))
		return false;
	if (!a || !b)
		return true;
	str_init(&first);
	str_init(&second);
	differ_add(&first, a);
	differ_add(&second, b);
	differ = strcmp(str_text(&first), str_text(&second)) != 0;
	str_free(&first);
	str_free(&second);
	return differ;
}

bool html_differ_verdicts(const struct html_case *html_case)
{
	const struct result *first = html_case->modes[0].result;
	size_t i, j;

	for (i = 1; i < html_case->count; i++) {
		const struct result *other = html_case->modes[i].result;

		if (!html_mode_fits(html_case, i) || other->step_count != first->step_count)
			return true;
		for (j = 0; j < first->step_count; j++) {
			if (first->steps[j].verdict != other->steps[j].verdict ||
			    first->steps[j].reached != other->steps[j].reached)
				return true;
		}
	}
	return false;
}

bool html_differ_modes(const struct html_case *html_case)
{
	const struct result *first = html_case->modes[0].result;
	size_t i, j;

	if (html_differ_verdicts(html_case))
		return true;
	for (i = 1; i < html_case->count; i++) {
		const struct result *other = html_case->modes[i].result;

		if (other->verdict != first->verdict || other->finding_count != first->finding_count)
			return true;
		for (j = 0; j < first->step_count; j++) {
			if (html_differ_observed(first->steps[j].observed, other->steps[j].observed))
				return true;
		}
	}
	return false;
}

const char *html_differ_shape(struct arena *arena, const struct evidence *evidence, const struct result *result)
{
	struct arena *inner = arena_new();
	struct happenings list;
	struct str shape, line;
	const char *text;
	size_t i;
	int host;

	/* A pure acknowledgement comes or stays out as the machine's time has it, so it tells nothing. */
	happenings_make(inner, evidence, result, &list);
	str_init(&shape);
	str_init(&line);
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		for (i = 0; i < list.count; i++) {
			const struct happening *happening = &list.items[i];
			const struct packet_record *record = happening->sent ? happening->sent : happening->received;
			size_t length;

			if (happening->call || !segment_must_be_listed(&record->packet) ||
			    (record->sent ? record->host : !record->host) != host)
				continue;
			str_clear(&line);
			segment_print(&line, &record->packet, happening->flow);
			/* Flags, numbers and length; what follows is options and payload. */
			length = strcspn(str_text(&line), "<\"");
			differ_add(&shape, arena_strndup(inner, str_text(&line), length));
			if (happening->wire)
				wire_match_print(&shape, evidence, happening->wire);
			str_add(&shape, happening->received ? "\n" : " lost\n");
		}
	}
	text = arena_strdup(arena, str_text(&shape));
	str_free(&line);
	str_free(&shape);
	arena_free(inner);
	return text;
}

bool html_differ_ladders(const struct html_case *html_case)
{
	size_t i;

	for (i = 1; i < html_case->count; i++) {
		if (!html_same(html_case->modes[0].parts.shape, html_case->modes[i].parts.shape))
			return true;
	}
	return false;
}
