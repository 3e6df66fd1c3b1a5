/* SPDX-License-Identifier: BSD-2-Clause */
/* The words of packet lines for ICMP errors, one row each. */
#include "config.h"

#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>
#include <stddef.h>
#include <string.h>

#include "harness/names/icmp.h"

static const struct icmp_name icmp_names[] = {
	{ "unreachable", "net", ICMP_UNREACH, ICMP_UNREACH_NET, ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_NOROUTE, false, false },
	{ "unreachable", "host", ICMP_UNREACH, ICMP_UNREACH_HOST, ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_ADDR, false, false },
	/* In IPv6 a protocol that is not there is a problem of a header's field (RFC 4443, 3.4). */
	{ "unreachable", "protocol", ICMP_UNREACH, ICMP_UNREACH_PROTOCOL, ICMP6_PARAM_PROB, ICMP6_PARAMPROB_NEXTHEADER,
		false, false },
	{ "unreachable", "port", ICMP_UNREACH, ICMP_UNREACH_PORT, ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_NOPORT, false, false },
	{ "unreachable", "fragmentation", ICMP_UNREACH, ICMP_UNREACH_NEEDFRAG, ICMP6_PACKET_TOO_BIG, 0, true, false },
	{ "unreachable", "route", ICMP_UNREACH, ICMP_UNREACH_SRCFAIL, -1, -1, false, false },
	{ "unreachable", "admin", ICMP_UNREACH, ICMP_UNREACH_FILTER_PROHIB, ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_ADMIN,
		false, false },
	{ "exceeded", "ttl", ICMP_TIMXCEED, ICMP_TIMXCEED_INTRANS, ICMP6_TIME_EXCEEDED, ICMP6_TIME_EXCEED_TRANSIT,
		false, false },
	{ "exceeded", "reassembly", ICMP_TIMXCEED, ICMP_TIMXCEED_REASS, ICMP6_TIME_EXCEEDED, ICMP6_TIME_EXCEED_REASSEMBLY,
		false, false },
	{ "problem", NULL, ICMP_PARAMPROB, 0, ICMP6_PARAM_PROB, ICMP6_PARAMPROB_HEADER, false, true },
	{ "quench", NULL, ICMP_SOURCEQUENCH, 0, -1, -1, false, false },
};

#define ICMP_NAMES (sizeof(icmp_names) / sizeof(icmp_names[0]))

const struct icmp_name *icmp_find(const char *type, const char *code)
{
	for (size_t i = 0; i < ICMP_NAMES; i++) {
		const struct icmp_name *name = &icmp_names[i];

		if (strcmp(name->type, type) != 0 || (name->code == NULL) != (code == NULL))
			continue;
		if (code == NULL || strcmp(name->code, code) == 0)
			return name;
	}
	return NULL;
}

const struct icmp_name *icmp_of(bool ipv6, int type, int code)
{
	for (size_t i = 0; i < ICMP_NAMES; i++) {
		const struct icmp_name *name = &icmp_names[i];

		if (ipv6 ? name->type6 == type && name->code6 == code : name->type4 == type && name->code4 == code)
			return type < 0 ? NULL : name;
	}
	return NULL;
}

const struct icmp_name *icmp_next(const struct icmp_name *name)
{
	if (name == NULL)
		return &icmp_names[0];
	return ++name < icmp_names + ICMP_NAMES ? name : NULL;
}
