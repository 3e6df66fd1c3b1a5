/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The hosts of one play: network namespaces with a TUN device each (level wire), one namespace with
 * both addresses on its lo (loopback), or nothing of our own (host). sandbox_linux.c, or sandbox_none.c.
 */
#ifndef SOCKSPEC_SANDBOX_H
#define SOCKSPEC_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/case/case.h"
#include "harness/evidence/evidence.h"

struct err;

struct sandbox_host {
	int netns_fd;            /* -1 at level host */
	int tun_fd;              /* the wire's end; -1 below level wire */
	const char *device;      /* "tun0", "lo" */
	int mtu;
	const char *address4, *address6;
};

struct sandbox {
	enum evidence_level level;
	char level_reason[256];  /* what the next level wanted; "" at wire */
	struct sandbox_host hosts[HOST_COUNT];
	int home_netns_fd;       /* the namespace to come back to */
};

/*
 * What happens before the player proper: user and PID namespace, so that it needs no root and nothing
 * outlives it. Forks where there is a PID namespace; the parent then only waits, passes signals on and
 * ends as its child does, so this returns once, in the process that is to play.
 */
int sandbox_enter(enum evidence_level most, enum evidence_level *given, char *reason, size_t room,
	struct err *err);

/* Makes the hosts at the highest level up to `most` that works here. 0 or -1. */
int sandbox_open(struct sandbox *sandbox, enum evidence_level most, struct err *err);
void sandbox_close(struct sandbox *sandbox);

/* The calling process is on that host from now on (sockets, /proc/sys/net) until sandbox_leave. 0 or -1. */
int sandbox_visit(struct sandbox *sandbox, enum case_host host, struct err *err);
int sandbox_leave(struct sandbox *sandbox, struct err *err);

/* Sets one sysctl on a host ("net.ipv4.tcp_abort_on_overflow"), giving what it was. 0 or -1. */
int sandbox_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, const char *value,
	char *before, size_t room, struct err *err);
int sandbox_read_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, char *value,
	size_t room, struct err *err);

/* For `sockspec doctor`: tries every level and prints what it gives and what is missing for the next. */
struct sandbox_probe {
	enum evidence_level level;
	bool works;
	char reason[256]; /* why not */
	char remedy[256]; /* what would make it work */
};
int sandbox_probe_levels(struct sandbox_probe probes[3]);

#endif
