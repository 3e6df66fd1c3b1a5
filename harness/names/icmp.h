/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The words of packet lines for ICMP errors, and the numbers that they stand for in both families: one table row
 * each (icmp.c). Types and codes as numbered by IANA (RFC 792, RFC 1122, RFC 4443).
 */
#ifndef SOCKSPEC_ICMP_H
#define SOCKSPEC_ICMP_H

#include <stdbool.h>

struct icmp_name {
	const char *type;   /* "unreachable" */
	const char *code;   /* "port"; NULL where the type has but one meaning */
	int type4, code4;   /* ICMP */
	int type6, code6;   /* ICMPv6; -1 where IPv6 has no such message */
	bool has_mtu;       /* mtu N may stand behind it */
	bool has_pointer;   /* pointer N may */
};

/* The row of these words; `code` NULL where none was said. NULL where there is none. Static. */
const struct icmp_name *icmp_find(const char *type, const char *code);

/* The row of a message's numbers, `ipv6`: ICMPv6's; NULL where it has no words. Static. */
const struct icmp_name *icmp_of(bool ipv6, int type, int code);

/* All rows in turn: the first behind NULL; NULL at the end. */
const struct icmp_name *icmp_next(const struct icmp_name *name);

#endif
