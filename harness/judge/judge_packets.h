/* SPDX-License-Identifier: BSD-2-Clause */
/* For judge_packets.c: findings on packets, their fields in words, and what disturbed them. Texts live in the arena. */
#ifndef SOCKSPEC_JUDGE_PACKETS_H
#define SOCKSPEC_JUDGE_PACKETS_H

#include "harness/judge/context.h"
#include "harness/match/align.h"
#include "harness/match/segment.h"
#include "harness/match/view.h"

/* A view that is being judged. */
struct view_judge {
	struct judge *judge;
	const struct view *view;
	const struct align_result *result;
	bool whole;           /* the capture shows all: what is missing did not come */
	bool *told;           /* by pair: a missing line's finding speaks of this packet */
	size_t unlisted;      /* packets that no line lists, so far */
};

/* judge_packet_findings.c: the step of a line of the view. */
const struct step *packet_line_step(const struct view_judge *view, int line);

/* A packet as a line of the script: with the fields of `like`, or all where it is NULL. */
const char *packet_text(const struct view_judge *view, const struct step *step, const struct packet_pattern *like,
	int packet);

/*
 * One finding each: a packet that differs from its line, the line of result->pairs[at] without a packet, and a packet
 * without a line. packet_say_rest counts those of which there were too many to say each.
 */
void packet_say_differs(struct view_judge *view, const struct align_pair *pair);
void packet_say_missing(struct view_judge *view, size_t at);
void packet_say_unlisted(struct view_judge *view, const struct align_pair *pair);
void packet_say_rest(struct view_judge *view);

/* judge_packet_fields.c: where in the line the field stands. */
const struct where *packet_field_where(const struct packet_pattern *pattern, const char *field);

/* "its window is 502 instead of 503, ..." */
const char *packet_differences_text(struct judge *judge, const struct segment_differences *differences);

/*
 * judge_disturbed.c: whether a segment in this view was sent again while the harness was held up, or by a probe that
 * a slow program drew: then what differs is INCONC.
 */
bool judge_view_is_disturbed(const struct judge *judge, const struct align_view *view);

#endif
