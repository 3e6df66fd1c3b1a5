/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Evidence made from a page as if everything on it had come true: what the judge is tested with, and
 * changed by hand where something shall not have come true. Nothing is played.
 */
#ifndef SOCKSPEC_FAKE_PLAY_H
#define SOCKSPEC_FAKE_PLAY_H

#include "harness/case/parse.h"
#include "harness/evidence/evidence.h"
#include "harness/judge/baseline.h"
#include "harness/judge/verdict.h"
#include "harness/match/env.h"
#include "harness/names/tcp.h"

struct fake {
	char *text;
	struct case_page *page;
	struct evidence *evidence;
	struct env env;
	size_t packet_capacity;
	int64_t now_ns;
	bool zero_known;            /* an absolute time stood on the page: they count */
	int64_t zero_ns;            /* from here */
	int last_descriptor;
	const char *talking;        /* the client's socket that sent last, for lines without a socket */
	struct value *sent_to;      /* where sendto went */
	size_t emitted, listed[HOST_COUNT];
	bool has_peer;              /* made of packets: what it sends is injected, and the server sees nothing */
};

/* A page of one fence, whose first script line is line 4, or a whole page. Fails the test on a syntax error. */
struct fake *fake_script(const char *script, enum case_mode mode);
struct fake *fake_page(const char *text, enum case_mode mode);
void fake_free(struct fake *fake);

#define FAKE_FIRST_LINE 4

/* The step whose statement contains the text. Fails the test where there is none. */
const struct step *fake_step(const struct fake *fake, const char *contains);
struct step_record *fake_record(const struct fake *fake, const char *contains);

struct fake_packet {
	int from;                   /* host */
	enum transport transport;
	int client_port, server_port;
	unsigned flags;
	uint32_t seq, ack;          /* relative */
	int window;
	const uint8_t *options;
	size_t option_length;
	const void *payload;
	size_t length;
	int icmp_type, icmp_code;   /* ICMP: an error about a datagram between the ports */
	bool injected;              /* by a line: `step` */
	int step;
};

#define FAKE_CLIENT_ISN 4294967000u /* so that the numbers go round */
#define FAKE_SERVER_ISN 5000u
#define FAKE_PEER_PORT 9100

/* Lets a packet pass at a time, seen by both hosts, or by the client alone where there is a peer made of packets; keeps evidence->packets in order. */
void fake_pass(struct fake *fake, const struct fake_packet *packet, int64_t time_ns);
void fake_remove_packet(struct fake *fake, size_t index); /* of both hosts: the pair at [index] */

/* The step and all behind it come so much later; the play ends so much later. */
void fake_delay(struct fake *fake, const struct step_record *first, int64_t late_ns);

/* The verdict; of another text of the page, as if that had been played. Free with result_free. */
struct result *fake_judge(struct fake *fake);
struct result *fake_judge_baseline(struct fake *fake, const char *table);
struct result *fake_judge_text(struct fake *fake, const char *text);

/* The finding at a line of the script, NULL where there is none. */
const struct finding *fake_finding(const struct result *result, int line);

/* A copy with the first `from` replaced by `to`; free() it. Fails the test where there is no `from`. */
char *fake_replace(const char *text, const char *from, const char *to);

#endif
