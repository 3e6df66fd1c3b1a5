/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Markers: packets of ours that a capture sees and no socket ever does. What a capture holds between two of
 * them is all that passed.
 */
#ifndef SOCKSPEC_CAPTURE_MARKER_H
#define SOCKSPEC_CAPTURE_MARKER_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/play/sandbox.h"

struct err;

struct marker {
	uint64_t nonce;    /* whose: captures of several plays may share the machine's lo */
	uint32_t number;   /* the last that was sent, from 1 */
};

void marker_init(struct marker *marker);

/* Sends the next one: into the TUN from the wire's end, or onto lo through the capture itself. 0 or -1. */
int marker_send(struct marker *marker, const struct sandbox_host *host, pcap_t *pcap, struct err *err);

/*
 * Whether a captured packet (from its IP header on; on lo from its Ethernet header on, `ethernet`) is a marker of
 * anyone's; *number is that of ours, 0 for another's.
 */
bool marker_recognise(const struct marker *marker, const uint8_t *bytes, size_t length, bool ethernet,
	uint32_t *number);

#endif
