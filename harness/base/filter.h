/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libpcap's filter language over raw IP packets (DLT_RAW), as a pure function of its text.
 *
 * The words `client` and `server` stand for the hosts' addresses of the packet's family. libpcap does not
 * follow `tcp[...]` and `udp[...]` into IPv6; where a filter uses them, an IPv6 segment is shown to it
 * behind an IPv4 header, so that one filter serves both families. Words that libpcap would look up as
 * names of hosts or services are refused: nothing is asked of a network or of a file.
 */
#ifndef SOCKSPEC_FILTER_H
#define SOCKSPEC_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct filter;

struct filter_hosts {
	const char *client4, *server4; /* numeric addresses */
	const char *client6, *server6;
};

/* NULL with err (libpcap's own words) where the text does not compile. */
struct filter *filter_new(const char *text, const struct filter_hosts *hosts, struct err *err);
void filter_free(struct filter *filter);

/* `packet` begins with its IPv4 or IPv6 header. */
bool filter_matches(const struct filter *filter, const uint8_t *packet, size_t length);

#endif
