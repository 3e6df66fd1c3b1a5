/* SPDX-License-Identifier: BSD-2-Clause */
/* What the tests of the sandbox have in common: they need a level that this machine may not give. */
#ifndef SOCKSPEC_SANDBOX_SUPPORT_H
#define SOCKSPEC_SANDBOX_SUPPORT_H

#include <check.h>
#include <stdint.h>

#include "harness/play/sandbox.h"

/* Runs the suite, or says in TAP why this machine cannot. An exit status. */
int support_run(Suite *suite, enum level needed);

/* Enters the namespaces and makes the hosts at that level; the test's process is the player from now on. */
void support_open(struct sandbox *sandbox, enum level level);

/* A socket on a host, of family 4 or 6. */
int support_socket(struct sandbox *sandbox, enum case_host host, int family, int type);

/* Binds to, or connects to, a host's address and a port. The call's result. */
int support_bind(struct sandbox *sandbox, int fd, enum case_host host, int family, int port);
int support_connect(struct sandbox *sandbox, int fd, enum case_host host, int family, int port);

/* Its own or its peer's address as text, "192.0.2.1", and the port. */
int support_local(int fd, char address[64]);
int support_peer(int fd, char address[64]);

/* The bytes of a TCP or UDP checksum over a whole IP packet are right. */
bool support_checksum_is_right(const uint8_t *packet, size_t length);

#endif
