/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A made-up run that has everything in it that a report has to cope with: every verdict, two modes, a known
 * deviation and a pass that was not foreseen, and text that is HTML, XML, control characters or no text at all.
 */
#ifndef SOCKSPEC_REPORTS_FIXTURE_H
#define SOCKSPEC_REPORTS_FIXTURE_H

#include <stddef.h>
#include <stdint.h>

#include "reports/report.h"

struct arena;

struct fixture_item {
	struct result *result;
	struct evidence *evidence; /* NULL: none was kept */
};

struct fixture {
	struct arena *arena;
	struct report_run run;
	struct fixture_item items[16];
	size_t count;
};

void fixture_begin(struct fixture *fixture); /* a run without results; an arena */
void fixture_make(struct fixture *fixture);
void fixture_free(struct fixture *fixture);

/* ---- reports_kinds.c: a run of one page with both kinds of socket, freed by fixture_free as well ---- */

void fixture_make_kinds(struct fixture *fixture);

/* ---- reports_packets.c: packets for it ---- */

struct fixture_segment {
	int64_t time_ns;
	int from;                 /* host */
	unsigned flags;
	uint32_t seq, ack;        /* as on the wire */
	unsigned window;
	const char *options;      /* their bytes, a multiple of four */
	size_t option_length;
	const char *payload;
	size_t payload_length;
	bool lost;                /* seen by its sender only */
};

/* Adds what both hosts' captures have of a segment between ports 40000 and 7000. */
void fixture_add_segment(struct evidence *evidence, int family, const struct fixture_segment *segment);

/* Adds one packet to one host's capture. */
void fixture_add_packet(struct evidence *evidence, int host, bool sent, int64_t time_ns, const uint8_t *bytes,
	size_t length);

/* ---- reports_evidence.c: what happened in it ---- */

void fixture_add_handshake(struct evidence *evidence, int family);
void fixture_add_wire(struct evidence *evidence, int family);
void fixture_add_calls(struct evidence *evidence);
void fixture_add_surroundings(struct evidence *evidence);

/* ---- reports_text_test.c ---- */

struct TCase;

void reports_text_tests(struct TCase *tcase);

/* ---- markup_test.c ---- */

void markup_tests(struct TCase *tcase);

/* ---- html_settings_test.c ---- */

void html_settings_tests(struct TCase *tcase);

/* ---- reports_page_test.c ---- */

void reports_page_tests(struct TCase *tcase);

#endif
