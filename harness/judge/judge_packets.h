/* SPDX-License-Identifier: BSD-2-Clause */
/* Differing fields of packets, and what disturbed them, for judge_packets.c. */
#ifndef SOCKSPEC_JUDGE_PACKETS_H
#define SOCKSPEC_JUDGE_PACKETS_H

#include "harness/judge/context.h"
#include "harness/match/align.h"
#include "harness/match/segment.h"

/* Where in the line the field stands. */
const struct where *packet_field_where(const struct packet_pattern *pattern, const char *field);

/* "its window is 502 instead of 503, ..." */
const char *packet_differences_text(struct judge *judge, const struct segment_differences *differences);

/*
 * Whether a segment in this view was sent again while the harness was held up, so that the harness may be
 * the reason: then what differs is INCONC.
 */
bool judge_view_is_disturbed(const struct judge *judge, const struct align_view *view);

#endif
