/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether evidence is this page's, and what its captures can show. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/judge/context.h"

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
