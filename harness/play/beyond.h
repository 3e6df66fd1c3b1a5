/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What would leave the machine. At level host there is no network of our own around a play, so a call that is given
 * somebody else's address (a page's example of a foreign host, a group of multicast) would have packets sent to
 * whatever network the machine is on. Such a call is not made. Pure, so that it is tested without a network.
 */
#ifndef SOCKSPEC_BEYOND_H
#define SOCKSPEC_BEYOND_H

#include <stddef.h>

struct value;

/*
 * The first address in the values of a request that packets would be sent to, or that would be joined, and that is
 * not of the machine's own loopback; NULL where there is none. The wildcard is loopback to whoever connects to it.
 */
const struct value *beyond_find(const char *call, struct value *const *values, size_t count);

#endif
