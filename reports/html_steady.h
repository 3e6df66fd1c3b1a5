/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the headers of one packet have in common with those of another before it, so that a page tells it once: addresses, ports, and
 * all fields that a sender leaves as they are from packet to packet.
 */
#ifndef SOCKSPEC_HTML_STEADY_H
#define SOCKSPEC_HTML_STEADY_H

#include <stddef.h>

struct packet_record;

#define STEADY_MOST 16 /* connections there and back, of which the last are remembered */

/* Packets whose fields were all told. Not owned; they outlive the table that tells them. */
struct steady {
	const struct packet_record *told[STEADY_MOST];
	size_t count; /* of all that ever were remembered */
};

/*
 * A packet that was told with the same steady fields; else NULL, and this one is remembered: it must be told wholly. So must one
 * that anything is wrong or special with; it is not remembered.
 */
const struct packet_record *steady_find(struct steady *steady, const struct packet_record *record);

#endif
