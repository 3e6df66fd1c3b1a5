/* SPDX-License-Identifier: BSD-2-Clause */
/* Which host sent a packet, also where one capture of lo stands for both. */
#ifndef SOCKSPEC_STORE_OWNER_H
#define SOCKSPEC_STORE_OWNER_H

#include <stdbool.h>

struct evidence;
struct packet;

/* True where `host` sent it, false where it arrived there. docs/evidence.md says how that is decided. */
bool store_was_sent(const struct evidence *evidence, int host, const struct packet *packet);

#endif
