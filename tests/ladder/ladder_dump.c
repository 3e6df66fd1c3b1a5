/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The ladders of stored plays, a line for each thing in it, for tests that compare it with what others say:
 *
 *	ladder_dump FOLDER...
 *
 * P FOLDER CASE MODE                                     begins a play
 * L NUMBER HOST NAME ADDRESS CONNECTION OF_PACKETS       a line
 * A FROM TO LEFT ARRIVED SENT RECEIVED MARKS LINE BAND LABEL
 * B FIRST COUNT FROM TO BYTES LABEL                      a band
 * C AT ENTER EXIT LANE LINE TEXT                         a call
 * S AT TIME NAME SAMPLED                                 a state; SAMPLED 2: the kernel told it, and it does not follow
 *
 * SENT and RECEIVED are HOST.NUMBER of a capture, "-" where there is none.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/case/parse.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/judge/judge.h"
#include "reports/ladder/ladder.h"
#include "reports/text.h"

static void dump_text(const char *text)
{
	struct str clean;

	str_init(&clean);
	text_add_line(&clean, text);
	printf("\t%s\n", str_text(&clean));
	str_free(&clean);
}

static void dump_packet(const struct packet_record *record)
{
	if (record)
		printf("\t%d.%d", record->host, record->number);
	else
		printf("\t-");
}

static void dump_arrows(const struct ladder *ladder)
{
	size_t i;

	for (i = 0; i < ladder->arrow_count; i++) {
		const struct ladder_arrow *arrow = &ladder->arrows[i];

		printf("A\t%d\t%d\t%" PRId64 "\t%" PRId64, arrow->from, arrow->to, arrow->left_ns, arrow->arrived_ns);
		dump_packet(arrow->sent);
		dump_packet(arrow->received);
		printf("\t%x\t%d\t%d", arrow->marks, arrow->line, arrow->band);
		dump_text(arrow->label);
	}
	for (i = 0; i < ladder->band_count; i++) {
		const struct ladder_band *band = &ladder->bands[i];

		printf("B\t%zu\t%zu\t%d\t%d\t%" PRId64, band->first, band->count, band->from, band->to, band->bytes);
		dump_text(band->label);
	}
}

/* What only a step has seen has that step's time, which no packet and no call has. */
static bool dump_is_alone(const struct evidence *evidence, int64_t time_ns)
{
	size_t i;

	for (i = 0; i < evidence->step_count; i++) {
		if (evidence->steps[i].sample && evidence->steps[i].end_ns == time_ns)
			return true;
	}
	return false;
}

static void dump_ladder(const struct evidence *evidence, const struct ladder *ladder)
{
	size_t i;

	for (i = 0; i < ladder->line_count; i++) {
		const struct ladder_line *line = &ladder->lines[i];

		printf("L\t%zu\t%d\t%s\t%s\t%d\t%d\n", i, line->host, line->name, line->address, line->connection,
			line->of_packets);
	}
	dump_arrows(ladder);
	for (i = 0; i < ladder->call_count; i++) {
		const struct ladder_call *call = &ladder->calls[i];

		printf("C\t%d\t%" PRId64 "\t%" PRId64 "\t%d\t%d", call->at, call->enter_ns, call->exit_ns, call->lane,
			call->line);
		dump_text(call->text);
	}
	for (i = 0; i < ladder->state_count; i++) {
		const struct ladder_state *state = &ladder->states[i];

		printf("S\t%d\t%" PRId64 "\t%s\t%d\n", state->at, state->time_ns, state->name,
			state->sampled ? 1 + dump_is_alone(evidence, state->time_ns) : 0);
	}
}

static int dump_play(const char *folder)
{
	struct evidence *evidence;
	struct diagnostics list;
	struct case_page *page;
	struct arena *arena;
	struct result *result;
	struct err err;

	err_init(&err);
	evidence = store_read(folder, &err);
	if (evidence == NULL) {
		fprintf(stderr, "%s: %s\n", folder, err.text);
		return -1;
	}
	diagnostics_init(&list);
	page = case_parse(evidence->case_id, evidence->case_id, evidence->page, evidence->page_length, &list);
	if (list.errors > 0) {
		fprintf(stderr, "%s: the stored page is broken\n", folder);
		evidence_free(evidence);
		return -1;
	}
	result = judge_case(page, evidence, NULL);
	arena = arena_new();
	printf("P\t%s\t%s\t%s\n", folder, evidence->case_id, evidence->mode);
	dump_ladder(evidence, ladder_make(arena, evidence, result));
	arena_free(arena);
	result_free(result);
	case_free(page);
	diagnostics_free(&list);
	evidence_free(evidence);
	return 0;
}

int main(int argc, char **argv)
{
	int broken = 0, i;

	for (i = 1; i < argc; i++)
		broken += dump_play(argv[i]) != 0;
	return broken == 0 && fflush(stdout) == 0 ? 0 : 1;
}
