/* SPDX-License-Identifier: BSD-2-Clause */
/* How the files that make packets of lines share the work; nobody else includes this. */
#ifndef SOCKSPEC_INJECT_PARTS_H
#define SOCKSPEC_INJECT_PARTS_H

#include "harness/match/inject.h"

/* One line on its way to being bytes. */
struct injection {
	struct arena *arena;
	const struct inject_context *context;
	const struct packet_pattern *pattern;
	const struct inject_ends *ends;
	struct err *err;
};

/* For inject_number: a number must stand there. */
#define INJECT_NEEDED INT64_MIN

/*
 * The number that stands there, or `unsaid` where nothing or `...` does. -1 with err where it cannot be worked out or
 * does not fit into 0 to `most`.
 */
int inject_number(const struct injection *injection, const struct node *node, const char *what, int64_t unsaid,
	int64_t most, int64_t *number);

/* A number of a sequence space, which goes round at 2^32. */
int inject_sequence(const struct injection *injection, const struct node *node, const char *what, uint32_t base,
	uint32_t *number);

/* Each fills in what its part of the line says. 0, or -1 with err. */
int inject_fill_tcp(const struct injection *injection, struct packet *packet);
int inject_fill_udp(const struct injection *injection, struct packet *packet);
int inject_fill_icmp(const struct injection *injection, struct packet *packet);
int inject_fill_options(const struct injection *injection, struct packet *packet);

/* The bytes of the line, IP header and all. */
int inject_encode(const struct injection *injection, uint8_t **bytes, size_t *length);

#endif
