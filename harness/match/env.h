/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a script's names stand for while its steps are walked through: values by name, and which
 * socket is which. The player fills one while it plays; the judge and the packet matcher make the same one
 * again from the evidence. Pure.
 */
#ifndef SOCKSPEC_ENV_H
#define SOCKSPEC_ENV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/base/filter.h"
#include "harness/case/case.h"
#include "harness/evidence/evidence.h"

struct binding {
	const char *name;
	struct value *value;  /* INT for sockets and numbers, ADDRESS for servers */
	enum case_host host;  /* whose descriptor it is */
	bool is_socket;
	int socket_type;      /* SOCK_STREAM or SOCK_DGRAM, 0 unknown */
	struct value *local, *peer; /* of a socket, the last that was told; NULL */
	const char *stream_of; /* of a stream of stdio: the name of its socket; NULL */
	bool is_peer;         /* made of packets: `peer` is its address, `local` NULL; `host` is the server */
	uint32_t isn;         /* of a peer: its sequence numbers count from here */
	const char *target;   /* of a peer: the name of the socket that its packets go to; NULL */
	int step;             /* index of the step that bound it, -1 */
	int64_t born_ns;      /* a socket that socket() made: when; else -1 */
};

struct env {
	struct arena *arena;
	enum case_mode mode; /* the family: MODE_IPV4 or MODE_IPV6 */
	const char *host_address[HOST_COUNT];
	struct binding *bindings;
	size_t count, capacity;
};

void env_init(struct env *env, struct arena *arena, enum case_mode mode,
	const char *const host_address[HOST_COUNT]);

struct binding *env_find(const struct env *env, const char *name); /* the latest; NULL */
struct binding *env_bind(struct env *env, const char *name, struct value *value);

/* What the name stood for when a step was played: the latest that no later step bound. NULL. */
struct binding *env_find_at(const struct env *env, const char *name, int step);

/* The words `client`, `server`, `any` as a numeric address of the mode; NULL for others. */
const char *env_host_address(const struct env *env, const char *host);

/* The addresses that a filter's `client` and `server` stand for; those of the design in the other family. */
struct filter_hosts env_filter_hosts(const struct env *env);

/*
 * Takes over what a step's record tells: a launched server's address, a call's result and out-arguments that
 * bind names, the addresses of sockets. Later records of a socket update its addresses.
 */
void env_absorb(struct env *env, const struct step *step, const struct step_record *record);

#endif
