/* SPDX-License-Identifier: BSD-2-Clause */
/* What verdicts, modes and ids are called in reports, and what a result means for the run. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "reports/text.h"

const char *text_gap(void)
{
	return lang_used() == LANG_ZH ? "" : " ";
}

const char *text_cited(const struct cited *cited)
{
	return cited->words[lang_used()] ? cited->words[lang_used()] : cited->summary;
}

const char *text_level(const char *level)
{
	static const char *const words[] = {N_("confirmed"), N_("refuted"), N_("depends")};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(level, words[i]) == 0)
			return _(words[i]);
	return level;
}

const char *text_verdict_word(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return _("pass");
	case VERDICT_FAIL:
		return _("fail");
	case VERDICT_WARN:
		return _("warn");
	case VERDICT_SKIP:
		return _("skip");
	case VERDICT_INCONC:
		return _("inconclusive");
	case VERDICT_ERROR:
		return _("error");
	}
	return "?";
}

const char *text_verdict_key(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return "pass";
	case VERDICT_FAIL:
		return "fail";
	case VERDICT_WARN:
		return "warn";
	case VERDICT_SKIP:
		return "skip";
	case VERDICT_INCONC:
		return "inconclusive";
	case VERDICT_ERROR:
		return "error";
	}
	return "?";
}

const char *text_mode_name(const char *mode)
{
	if (!mode)
		return "";
	if (strcmp(mode, "ipv4") == 0)
		return "IPv4";
	if (strcmp(mode, "ipv6") == 0)
		return "IPv6";
	if (strcmp(mode, "stream-ipv4") == 0)
		return _("stream IPv4");
	if (strcmp(mode, "stream-ipv6") == 0)
		return _("stream IPv6");
	if (strcmp(mode, "datagram-ipv4") == 0)
		return _("datagram IPv4");
	if (strcmp(mode, "datagram-ipv6") == 0)
		return _("datagram IPv6");
	return mode;
}

/* Ids come from stored runs too: what stands in one must not lead a file out of its folder. */
bool text_id_is_safe(const char *case_id)
{
	const char *part = case_id;

	if (!part || strlen(part) > 512)
		return false;
	for (;;) {
		size_t length = strcspn(part, "/");
		size_t i;

		if (length == 0 || length > 200 || part[0] == '.')
			return false;
		for (i = 0; i < length; i++) {
			if ((unsigned char)part[i] < 0x20 || part[i] == 0x7f || part[i] == '\\')
				return false;
		}
		if (part[length] == '\0')
			return true;
		part += length + 1;
	}
}

const char *text_id_chapter(struct arena *arena, const char *case_id)
{
	const char *slash = strrchr(case_id, '/');

	return slash ? arena_strndup(arena, case_id, (size_t)(slash - case_id)) : "";
}

bool text_differences_tell(const struct finding *finding)
{
	const struct difference *only = finding->differences;

	if (finding->difference_count != 1)
		return finding->difference_count > 1;
	return only->field && (strcmp(text_or_empty(only->expected), text_or_empty(finding->expected)) != 0 ||
		strcmp(text_or_empty(only->observed), text_or_empty(finding->observed)) != 0);
}

enum outcome text_outcome(const struct result *result)
{
	bool known = result->expectation == KNOWN_DEVIATION;

	switch (result->verdict) {
	case VERDICT_PASS:
		return result->expectation == UNEXPECTED ? OUTCOME_BAD : OUTCOME_GOOD;
	case VERDICT_WARN:
		if (result->expectation == AS_EXPECTED)
			return OUTCOME_GOOD;
		return known ? OUTCOME_KNOWN : OUTCOME_BAD;
	case VERDICT_FAIL:
		return known ? OUTCOME_KNOWN : OUTCOME_BAD;
	case VERDICT_SKIP:
		return result->expectation == UNEXPECTED ? OUTCOME_BAD : OUTCOME_SKIPPED;
	case VERDICT_INCONC:
	case VERDICT_ERROR:
		return OUTCOME_BROKEN;
	}
	return OUTCOME_BROKEN;
}

const char *text_reason(struct arena *arena, const struct result *result)
{
	size_t i;

	if (result->verdict == VERDICT_PASS && result->expectation == UNEXPECTED && !text_or_empty(result->reason)[0])
		return "it passes, where the baseline knows a deviation";
	if (result->expectation == KNOWN_DEVIATION) {
		for (i = 0; i < result->finding_count; i++) {
			if (result->findings[i].known && result->findings[i].known_reason)
				return text_clean_line(arena, result->findings[i].known_reason);
		}
	}
	return text_clean_line(arena, text_or_empty(result->reason));
}
