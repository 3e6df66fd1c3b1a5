/* SPDX-License-Identifier: BSD-2-Clause */
/* The places of a packet that `wire: corrupt ... at PLACE` can name. Where they are is found in harness/play/wire_bytes.c. */
#ifndef SOCKSPEC_PLACES_H
#define SOCKSPEC_PLACES_H

#include <stdbool.h>
#include <stdint.h>

enum place_of { PLACE_PAYLOAD, PLACE_IP, PLACE_TCP, PLACE_TRANSPORT /* of TCP and UDP alike */ };

struct place_spec {
	const char *name;
	enum place_of of;
	bool indexed;         /* name[N] */
	int offset4, offset6; /* IP: in either header; else both in the transport's; -1: there is none */
	int offset_udp;       /* TRANSPORT: in UDP's */
	int width;            /* bytes */
	int64_t most;         /* value */
};

const struct place_spec *places_find(const char *name); /* NULL where there is none */
const char *places_list(void); /* "seq, ack, ..." for a message */

#endif
