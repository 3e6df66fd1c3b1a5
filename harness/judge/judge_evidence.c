/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether evidence is this page's, and what its captures can show. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/judge/context.h"
#include "harness/names/names.h"

/* The page as it was played must be the page that is judged: the lines would not fit otherwise. */
bool judge_evidence_belongs(struct judge *judge)
{
	const struct case_page *page = judge->page;
	const struct evidence *evidence = judge->evidence;
	enum case_mode mode;

	if (evidence->case_id == NULL || strcmp(evidence->case_id, page->id) != 0) {
		judge_add(judge, VERDICT_ERROR, NULL, NULL, "the evidence is of the case %s, not of %s",
			evidence->case_id == NULL ? "?" : evidence->case_id, page->id);
		return false;
	}
	if (evidence->mode == NULL || !case_mode_find(evidence->mode, &mode) || !page->modes[mode]) {
		judge_add(judge, VERDICT_ERROR, NULL, NULL, "the evidence is of the mode %s, in which the page is not played",
			evidence->mode == NULL ? "?" : evidence->mode);
		return false;
	}
	if (evidence->changed != NULL) {
		judge_add(judge, VERDICT_ERROR, NULL, NULL, "%s is not as the play left it: it was changed since, or is of another play",
			evidence->changed);
		return false;
	}
	if (evidence->page != NULL && page->text != NULL &&
		(evidence->page_length != page->length ||
		memcmp(evidence->page, page->text, page->length) != 0)) {
		judge_add(judge, VERDICT_ERROR, NULL, NULL, "the page was changed since the evidence was taken");
		return false;
	}
	if (evidence->step_count != page->step_count) {
		judge_add(judge, VERDICT_ERROR, NULL, NULL, "the evidence has %zu steps, the page %zu",
			evidence->step_count, page->step_count);
		return false;
	}
	for (size_t i = 0; i < page->step_count; i++)
		if (evidence->steps[i].line != page->steps[i].where.line) {
			judge_add(judge, VERDICT_ERROR, &page->steps[i], NULL,
				"the evidence of this step is of line %d", evidence->steps[i].line);
			return false;
		}
	return true;
}

const struct capture_record *judge_capture(const struct judge *judge, int host)
{
	const struct evidence *evidence = judge->evidence;

	/* Below level wire one capture may stand for both hosts. */
	if (evidence->level != LEVEL_WIRE && !evidence->captures[host].present)
		return &evidence->captures[!host];
	return &evidence->captures[host];
}

bool judge_capture_is_whole(const struct capture_record *capture)
{
	return capture->armed && capture->complete && capture->dropped == 0;
}

void judge_say_capture(struct judge *judge, const struct step *step, int host)
{
	const struct capture_record *capture = judge_capture(judge, host);
	const char *name = case_host_name((enum case_host)host);

	if (!capture->present)
		judge_add(judge, VERDICT_SKIP, step, NULL, "the packets of the %s could not be seen: %s", name,
			capture->reason == NULL ? "there was no capture" : capture->reason);
	else if (capture->dropped != 0)
		judge_add(judge, VERDICT_INCONC, step, NULL, "the capture of the %s lost %" PRId64
			" packet%s, so what it shows is not all", name, capture->dropped,
			capture->dropped == 1 ? "" : "s");
	else
		judge_add(judge, VERDICT_INCONC, step, NULL, "the capture of the %s %s, so what it shows may not be all",
			name, !capture->armed ? "was not seen to begin" : "was not seen to end");
}

/* Whether the page itself bound the same port before: then that it is taken is what the page is about. */
static bool was_bound_before(const struct judge *judge, const struct step *step, int port)
{
	for (int i = 0; i < step->index; i++) {
		const struct step *other = &judge->page->steps[i];
		const struct call_record *call = judge->evidence->steps[i].call;

		if (other->kind == STEP_CALL && call != NULL && call->local != NULL &&
			call->local->kind == VALUE_ADDRESS && call->local->port == port)
			return true;
	}
	return false;
}

static bool port_is_taken(const struct judge *judge, const struct step *step, const struct call_record *call)
{
	const struct value *address = call->argument_count > 1 ? call->arguments[1] : NULL;

	if (judge->evidence->level != LEVEL_HOST || strcmp(step->name, "bind") != 0 ||
		call->result != -1 || call->error == NULL || strcmp(call->error, "EADDRINUSE") != 0)
		return false;
	return address != NULL && address->kind == VALUE_ADDRESS && address->port != 0 &&
		!was_bound_before(judge, step, address->port);
}

/* An option that the kernel is too old for. */
static const char *option_is_missing(const struct judge *judge, const struct step *step,
	const struct call_record *call)
{
	const char *kernel = judge->evidence->kernel;
	int major, minor;

	if ((strcmp(step->name, "setsockopt") != 0 && strcmp(step->name, "getsockopt") != 0) || call->result != -1 ||
		call->error == NULL || strcmp(call->error, "ENOPROTOOPT") != 0 || step->argument_count < 3 ||
		step->arguments[2]->kind != NODE_CONST ||
		!names_is_missing(step->arguments[2]->text, kernel, &major, &minor))
		return NULL;
	return arena_printf(judge->arena, "Linux has %s since %d.%d, and this is %s", step->arguments[2]->text, major, minor,
		kernel);
}

const char *judge_why_impossible(const struct judge *judge, const struct step *step, const struct call_record *call)
{
	if (port_is_taken(judge, step, call))
		return "the port is taken on this machine, whose ports the level host shares; the levels above have their own";
	return option_is_missing(judge, step, call);
}

void judge_skip_from(struct judge *judge, const struct step *step, const char *why)
{
	struct result *result = judge->result;
	size_t kept = 0;

	for (size_t i = 0; i < result->finding_count; i++)
		if (result->findings[i].step < step->index)
			result->findings[kept++] = result->findings[i];
	result->finding_count = kept;
	for (size_t i = (size_t)step->index; i < result->step_count; i++)
		result->steps[i].verdict = VERDICT_SKIP;
	judge_add(judge, VERDICT_SKIP, step, NULL, "%s", why);
}
