/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any evidence, with any packets: what is taken is judged by the page that stands in it, and reported in every format. What
 * comes out is what its readers take: JSON and XML that parse, known deviations that are read again, and nothing on a
 * terminal but text.
 */
#include "config.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/case/parse.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/evidence/store_parse.h"
#include "harness/judge/baseline.h"
#include "harness/judge/judge.h"
#include "reports/formats.h"
#include "tests/fuzz/json_edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds)
{
	if (!holds)
		abort();
}

/* The same packets are what both hosts saw. */
static void add_packets(struct evidence *evidence, const uint8_t *bytes, size_t length)
{
	int fd = memfd_create("capture", MFD_CLOEXEC);
	struct err err;
	char path[64];

	expect(fd >= 0 && io_write_all(fd, bytes, length) == 0);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	for (int host = 0; host < EVIDENCE_HOSTS; host++) {
		err_init(&err);
		if (evidence->captures[host].present)
			store_read_capture(evidence, host, path, &err);
	}
	close(fd);
	evidence_find_injected(evidence);
}

/* A format's text; malloc'ed. NULL where it refuses the result, as HTML does that of a case whose name is no file's. */
static char *report(const struct report_format *format, const struct result *result, const struct evidence *evidence,
	size_t *length)
{
	static const enum lang english[] = { LANG_EN };
	struct report_run run = { .version = "1", .command = "sockspec run", .kernel = "Linux", .level = "wire",
		.level_reason = "", .planned = 1, .baseline = "", .languages = english, .language_count = 1 };
	char *text = NULL;
	FILE *out = open_memstream(&text, length);
	struct err err;
	void *begun;
	bool refused;

	expect(out != NULL);
	err_init(&err);
	begun = format->begin(out, NULL, &run, &err);
	expect(begun != NULL);
	refused = format->add(begun, result, evidence, &err) != 0;
	expect(refused == err.set);
	err_init(&err);
	format->end(begun, &run, &err);
	expect(fclose(out) == 0);
	if (!refused)
		return text;
	free(text);
	return NULL;
}

static void check_text(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		expect((unsigned char)text[i] >= ' ' || text[i] == '\n' || text[i] == '\t');
	for (size_t i = 0; i + 1 < length; i++) /* C1, which some terminals obey as they do escapes */
		expect((unsigned char)text[i] != 0xc2 || (unsigned char)text[i + 1] >= 0xa0);
}

static void check_json(const char *text, size_t length)
{
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);

	expect(json_is_object(root));
	json_decref(root);
}

static void check_xml(const char *text, size_t length)
{
	xmlDoc *document = xmlReadMemory(text, (int)length, "report", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR |
		XML_PARSE_NOWARNING | XML_PARSE_HUGE);

	expect(document != NULL);
	xmlFreeDoc(document);
}

static void check_nothing(const char *text, size_t length)
{
	expect(text != NULL && length > 0);
}

static void report_all(const struct result *result, const struct evidence *evidence)
{
	static const struct {
		const struct report_format *format;
		void (*check)(const char *text, size_t length);
	} rows[] = { { &terminal_format, check_text }, { &ladder_format, check_text }, { &tap_format, check_text },
		{ &junit_format, check_xml }, { &json_format, check_json }, { &html_single_format, check_nothing } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t length = 0;
		char *text = report(rows[i].format, result, evidence, &length);

		expect(text != NULL || rows[i].check == check_nothing);
		if (text != NULL)
			rows[i].check(text, length);
		free(text);
	}
}

/* It was observed, at a line, and a column of the table holds it. */
static bool can_be_known(const struct finding *finding)
{
	const char *at = finding->observed;

	if ((finding->verdict != VERDICT_FAIL && finding->verdict != VERDICT_WARN) || finding->line <= 0 || at == NULL || *at == '\0')
		return false;
	while (*at >= ' ' && *at <= '~')
		at++;
	return *at == '\0';
}

/* What a run writes of its deviations is read again, and with it the same findings are known. */
static void judge_again(const struct case_page *page, const struct result *result, const struct evidence *evidence)
{
	size_t length = 0;
	char *text = report(&baseline_format, result, evidence, &length);
	struct baseline *baseline;
	struct result *again;
	struct err err;

	err_init(&err);
	expect(text != NULL);
	baseline = baseline_parse("known.tsv", text, length, &err);
	expect(baseline != NULL);
	again = judge_case(page, evidence, baseline);
	expect(again->verdict == result->verdict);
	for (size_t i = 0; i < again->finding_count; i++)
		expect(again->findings[i].known || !can_be_known(&again->findings[i]));
	result_free(again);
	baseline_free(baseline);
	free(text);
}

static void judge(const struct evidence *evidence)
{
	struct diagnostics list;
	struct case_page *page;
	struct result *result;

	diagnostics_init(&list);
	page = case_parse("page.md", evidence->case_id, evidence->page, evidence->page_length, &list);
	if (list.errors == 0) {
		result = judge_case(page, evidence, NULL);
		expect(result != NULL && result->verdict < VERDICT_COUNT);
		report_all(result, evidence);
		judge_again(page, result, evidence);
		result_free(result);
	}
	diagnostics_free(&list);
	case_free(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_input input;
	struct evidence *evidence;
	struct err err;
	char *text;

	json_input_read(&input, data, size);
	text = input.root ? json_dumps(input.root, JSON_ENCODE_ANY) : NULL;
	json_decref(input.root);
	if (text == NULL)
		return 0;
	err_init(&err);
	evidence = store_parse("evidence.json", text, strlen(text), &err);
	expect((evidence == NULL) == err.set);
	if (evidence != NULL) {
		add_packets(evidence, input.rest, input.rest_length);
		judge(evidence);
	}
	evidence_free(evidence);
	free(text);
	return 0;
}
