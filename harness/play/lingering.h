/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a play's connections leave behind on the machine. Above level host a play takes its network with it. At level
 * host the end that closed first stays in TIME_WAIT for a minute, and until then nobody can bind its port: the next
 * page, which has the same ports, would find them taken.
 *
 * So such ends are taken away when the play is over and its evidence complete: whoever connects from the other end's
 * address and port is answered with an acknowledgement that does not fit, answers that with a reset, and the reset
 * ends TIME_WAIT (RFC 1337, section 2). It needs no privileges. A system that is told not to listen to such resets
 * (net.ipv4.tcp_rfc1337) keeps them, and pages are SKIP as long as they are there.
 */
#ifndef SOCKSPEC_LINGERING_H
#define SOCKSPEC_LINGERING_H

#include <stddef.h>

struct diag;
struct evidence;

/*
 * Ends what is in TIME_WAIT of connections that the calls of this play had on both sides on loopback, and of no
 * others. How many are gone now. Errors are none: what stays is no worse than before.
 */
size_t lingering_end(const struct evidence *evidence, struct diag *diag);

#endif
