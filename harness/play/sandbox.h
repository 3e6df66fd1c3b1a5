/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The hosts of one play: network namespaces with a TUN device each (level wire), one namespace with
 * both addresses on its lo (loopback), or nothing of our own (host). sandbox_linux.c, or sandbox_none.c.
 */
#ifndef SOCKSPEC_SANDBOX_H
#define SOCKSPEC_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "harness/case/case.h"
#include "harness/evidence/evidence.h"

struct err;

struct sandbox_host {
	int netns_fd;            /* -1 at level host */
	int tun_fd;              /* the wire's end; -1 below level wire */
	const char *device;      /* "tun0", "lo" */
	int mtu;
	const char *address4;
	const char *address6;    /* NULL where the kernel has no IPv6 */
};

struct sandbox {
	enum level level;
	char level_reason[256];  /* what the next level wanted; "" at wire */
	struct sandbox_host hosts[HOST_COUNT];
	int home_netns_fd;       /* the namespace to come back to: the client's; -1 at level host */
	char *settings_missing;  /* names of settings that this kernel does not have or refused; NULL: none */
};

/*
 * What happens before the player proper: user and PID namespace, so that it needs no root and nothing
 * outlives it. Forks where there is a PID namespace; the parent then only waits, passes signals on and
 * ends as its child does, so this returns once, in the process that is to play. Called first of all, before
 * there are threads or an event loop. Where the machine refuses, *given is LEVEL_HOST, `reason` says why,
 * and the process becomes the reaper of its descendants.
 *
 * The player is then process 1 of its namespace: getpid() is 1 in every play; a signal that it has
 * no handler for does nothing, SIGKILL from outside apart; and processes whose parents have ended become its children, so
 * it has to wait for whatever child ends, known or not (proc.c does). /proc still is the machine's: its own
 * entries are found under /proc/self and /proc/thread-self, not under the numbers that it knows.
 */
int sandbox_enter(enum level most, enum level *given, char *reason, size_t room,
	struct err *err);

/*
 * Makes the hosts at the highest level up to `most` that works here. 0 or -1. The calling thread is on the client
 * from now on (a user namespace's root may not come back to the machine's network).
 */
int sandbox_open(struct sandbox *sandbox, enum level most, struct err *err);
void sandbox_close(struct sandbox *sandbox);

/* The calling thread is on that host from now on (sockets, /proc/sys/net) until sandbox_leave. 0 or -1. */
int sandbox_visit(struct sandbox *sandbox, enum case_host host, struct err *err);
int sandbox_leave(struct sandbox *sandbox, struct err *err);

/* A set of what `capable` asks for: bits 1 << CAPABILITY_NET_RAW and so on. */
typedef unsigned sandbox_capabilities;

/*
 * Gives up in a child, between fork and exec, what the player may and an ordinary process may not (ports below
 * 1024, raw sockets, SO_RCVBUFFORCE, namespaces), for good. Root keeps its way with files, because a program
 * under test may lie in another user's folder. What is in `kept`, the program goes on having behind exec, as far as
 * we have it. System calls only. 0, or -1 with errno.
 */
int sandbox_drop_privileges(sandbox_capabilities kept);

/* Whether a process, of the number that we know it by, has a capability. */
bool sandbox_process_has(pid_t pid, enum case_capability capability);

/*
 * Sets one sysctl on a host ("net.ipv4.tcp_abort_on_overflow"), giving what it was (`before` may be NULL). 0 or -1.
 * Refused at level host, whose settings are the machine's, and for names that do not begin with "net.".
 */
int sandbox_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, const char *value,
	char *before, size_t room, struct err *err);
int sandbox_read_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, char *value,
	size_t room, struct err *err);

/* The settings in force on every host, into evidence->settings. Below level wire they stand for both. */
void sandbox_record_settings(struct sandbox *sandbox, struct evidence *evidence);

/* How many packets that the host has sent were lost at its device before the wire could read them. 0 or -1. */
int sandbox_count_lost(struct sandbox *sandbox, enum case_host host, int64_t *lost, struct err *err);

/* For `sockspec doctor`: tries every level and prints what it gives and what is missing for the next. */
struct sandbox_probe {
	enum level level;
	bool works;
	char reason[256]; /* why not */
	char remedy[256]; /* what would make it work */
};
/* By level: host, loopback, wire. Each is tried in a process of its own. 0 or -1 (no process could be made). */
int sandbox_probe_levels(struct sandbox_probe probes[3]);

#endif
