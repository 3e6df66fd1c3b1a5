/* SPDX-License-Identifier: BSD-2-Clause */
/* JSON: the run's record, one object (docs/results.schema.json). Results are kept until the counts are known. */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "harness/evidence/evidence.h"
#include "reports/formats.h"
#include "reports/json_claims.h"
#include "reports/text.h"

#define JSON_RECORD_FORMAT 1

struct json_report {
	FILE *out;
	json_t *results;
	struct json_claims *claims;
	struct report_counts counts;
	bool failed; /* out of memory somewhere below */
};

static void *json_begin(FILE *out, const char *folder, const struct report_run *run, struct err *err)
{
	struct json_report *json = calloc(1, sizeof(*json));

	(void)folder;
	if (json) {
		json->results = json_array();
		json->claims = json_claims_new(run);
	}
	if (!json || !json->results || !json->claims) {
		if (json)
			json_claims_free(json->claims);
		free(json);
		err_set(err, "out of memory");
		return NULL;
	}
	json->out = out;
	return json;
}

/* Puts a value into an object and takes it over. */
static void json_put(struct json_report *json, json_t *object, const char *name, json_t *value)
{
	if (!value || json_object_set_new(object, name, value) < 0)
		json->failed = true;
}

static void json_put_text(struct json_report *json, json_t *object, const char *name, const char *text)
{
	struct str clean;

	if (!text) {
		json_put(json, object, name, json_null());
		return;
	}
	str_init(&clean);
	text_add_clean(&clean, text, strlen(text));
	json_put(json, object, name, json_string(str_text(&clean)));
	str_free(&clean);
}

static void json_put_number(struct json_report *json, json_t *object, const char *name, int64_t number)
{
	json_put(json, object, name, json_integer(number));
}

static void json_append(struct json_report *json, json_t *array, json_t *value)
{
	if (!value || json_array_append_new(array, value) < 0)
		json->failed = true;
}

static const char *json_expectation(enum expectation expectation)
{
	switch (expectation) {
	case AS_EXPECTED:
		return "expected";
	case KNOWN_DEVIATION:
		return "known-deviation";
	case UNEXPECTED:
		return "unexpected";
	}
	return "unexpected";
}

static const char *json_host(int host)
{
	return host == 0 ? "client" : host == 1 ? "server" : "wire";
}

static json_t *json_finding(struct json_report *json, const struct finding *finding)
{
	json_t *object = json_object();
	json_t *differences = json_array();
	size_t i;

	json_put_text(json, object, "verdict", verdict_name(finding->verdict));
	json_put_number(json, object, "step", finding->step);
	json_put_number(json, object, "line", finding->line);
	json_put_number(json, object, "column", finding->column);
	json_put_number(json, object, "end_column", finding->end_column);
	json_put_text(json, object, "text", text_or_empty(finding->text));
	json_put_text(json, object, "expected", finding->expected);
	json_put_text(json, object, "observed", finding->observed);
	for (i = 0; i < finding->difference_count; i++) {
		json_t *difference = json_object();

		json_put_text(json, difference, "field", finding->differences[i].field);
		json_put_text(json, difference, "expected", finding->differences[i].expected);
		json_put_text(json, difference, "observed", finding->differences[i].observed);
		json_append(json, differences, difference);
	}
	json_put(json, object, "differences", differences);
	if (finding->packet > 0 && finding->host >= 0) {
		json_put_text(json, object, "host", json_host(finding->host));
		json_put_number(json, object, "packet", finding->packet);
	}
	json_put_text(json, object, "hint", finding->hint);
	json_put_text(json, object, "known_deviation", finding->known ? text_or_empty(finding->known_reason) : NULL);
	return object;
}

static json_t *json_step(struct json_report *json, const struct step_verdict *step)
{
	json_t *object = json_object();

	json_put_number(json, object, "line", step->line);
	json_put_number(json, object, "end_line", step->end_line);
	json_put_text(json, object, "source", text_or_empty(step->source));
	json_put_text(json, object, "host", json_host(step->host));
	json_put(json, object, "reached", json_boolean(step->reached));
	json_put(json, object, "expects", json_boolean(step->expects));
	json_put_text(json, object, "verdict", verdict_name(step->verdict));
	json_put_text(json, object, "observed", step->observed);
	json_put_number(json, object, "begin_ns", step->begin_ns);
	json_put_number(json, object, "end_ns", step->end_ns);
	if (step->packet > 0) {
		json_put_text(json, object, "packet_host", json_host(step->packet_host));
		json_put_number(json, object, "packet", step->packet);
	}
	return object;
}

static json_t *json_citation(struct json_report *json, const struct cited *cited)
{
	json_t *object = json_object();

	json_put_text(json, object, "scheme", text_or_empty(cited->scheme));
	json_put_text(json, object, "id", text_or_empty(cited->id));
	json_put_number(json, object, "line", cited->line);
	json_put_text(json, object, "document", text_or_empty(cited->document));
	json_put_text(json, object, "section", text_or_empty(cited->section));
	json_put_text(json, object, "level", text_or_empty(cited->level));
	json_put_text(json, object, "summary", text_or_empty(cited->summary));
	json_put_text(json, object, "link", text_or_empty(cited->link));
	json_put_text(json, object, "status", text_or_empty(cited->status));
	return object;
}

static int json_add(void *report, const struct result *result, const struct evidence *evidence, struct err *err)
{
	struct json_report *json = report;
	json_t *object = json_object();
	json_t *findings = json_array(), *steps = json_array(), *citations = json_array();
	size_t i;

	(void)evidence;
	report_count(&json->counts, result);
	json_claims_add(json->claims, result);
	for (i = 0; i < result->finding_count; i++)
		json_append(json, findings, json_finding(json, &result->findings[i]));
	for (i = 0; i < result->step_count; i++)
		json_append(json, steps, json_step(json, &result->steps[i]));
	for (i = 0; i < result->citation_count; i++)
		json_append(json, citations, json_citation(json, &result->citations[i]));
	json_put_text(json, object, "case", text_or_empty(result->case_id));
	json_put_text(json, object, "mode", text_or_empty(result->mode));
	json_put_text(json, object, "title", text_or_empty(result->title));
	json_put_text(json, object, "path", text_or_empty(result->path));
	json_put_text(json, object, "verdict", verdict_name(result->verdict));
	json_put_text(json, object, "expectation", json_expectation(result->expectation));
	json_put_text(json, object, "reason", text_or_empty(result->reason));
	json_put_number(json, object, "attempt", result->attempt);
	json_put_number(json, object, "attempts", result->attempts);
	json_put_number(json, object, "duration_ns", result->duration_ns);
	json_put_text(json, object, "evidence", result->folder);
	json_put(json, object, "findings", findings);
	json_put(json, object, "steps", steps);
	json_put(json, object, "citations", citations);
	json_append(json, json->results, object);
	return json->failed ? err_set(err, "out of memory") : 0;
}

static json_t *json_counts(struct json_report *json)
{
	json_t *object = json_object();
	int i;

	for (i = 0; i < VERDICT_COUNT; i++)
		json_put_number(json, object, verdict_name((enum verdict)i), json->counts.by_verdict[i]);
	json_put_number(json, object, "known_deviations", json->counts.known_deviations);
	json_put_number(json, object, "unexpected", json->counts.unexpected);
	json_put_number(json, object, "total", json->counts.total);
	return object;
}

static int json_end(void *report, const struct report_run *run, struct err *err)
{
	struct json_report *json = report;
	json_t *record = json_object();
	FILE *out = json->out;
	int status = -1;
	struct str time;

	str_init(&time);
	text_add_time(&time, text_run_started(run));
	str_add(&time, "Z");
	json_put_number(json, record, "format", JSON_RECORD_FORMAT);
	json_put_text(json, record, "sockspec", text_or_empty(run->version));
	json_put_text(json, record, "command", text_or_empty(run->command));
	json_put_text(json, record, "kernel", text_or_empty(run->kernel));
	json_put_text(json, record, "level", text_or_empty(run->level));
	json_put_text(json, record, "level_reason", text_or_empty(run->level_reason));
	json_put_text(json, record, "baseline", text_or_empty(run->baseline));
	json_put_text(json, record, "started", str_text(&time));
	json_put_number(json, record, "duration_ns", run->duration_ns);
	json_put_number(json, record, "planned", run->planned);
	json_put(json, record, "interrupted", json_boolean(run->interrupted));
	json_put(json, record, "counts", json_counts(json));
	json_put(json, record, "results", json->results);
	json_put(json, record, "claims", json_claims_make(json->claims));
	str_free(&time);
	if (json->failed) {
		err_set(err, "out of memory");
	} else {
		/* Where it cannot write it stops, and the stream knows why. */
		if (json_dumpf(record, out, JSON_INDENT(1)) == 0)
			fputc('\n', out);
		status = text_flush(out, err);
	}
	json_decref(record);
	json_claims_free(json->claims);
	free(json);
	return status;
}

const struct report_format json_format = {
	.name = "json",
	.extension = "json",
	.describe = N_("the run's record as JSON, with every step and finding"),
	.begin = json_begin,
	.add = json_add,
	.end = json_end,
};
