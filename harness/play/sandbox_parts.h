/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of the Linux sandbox have of each other; no one else includes this. */
#ifndef SOCKSPEC_SANDBOX_PARTS_H
#define SOCKSPEC_SANDBOX_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/play/sandbox.h"

struct err;

/* ---- sandbox_identity.c: who we are in a user namespace ---- */

/*
 * Puts the calling process into a user namespace of its own in which everyone keeps their number. For root, all of
 * the users that it knows; else the one who calls. 0, or -1 with err and still where it was.
 */
int sandbox_unshare_user(struct err *err);

/* ---- sandbox_privileges.c ---- */

/* Whether the calling thread has a capability (CAP_*) in its user namespace. */
bool sandbox_has_capability(int capability);

/* ---- sandbox_probe.c ---- */

/* Says in `err` that there is no namespace of a kind ("user", "net", "pid"), and why: errno. -1. */
int sandbox_no_namespace(const char *kind, int number, struct err *err);

/* What would let this process make namespaces, judged from the system's switches and what was said. */
void sandbox_explain_namespaces(const char *reason, char *remedy, size_t room);
void sandbox_explain_tun(char *remedy, size_t room);

/* A switch of the system below /proc/sys as a number, -1 where there is none. */
long long sandbox_read_switch(const char *path);

/* ---- sandbox_device.c ---- */

/* A TUN device of that name in the namespace of the calling thread. A non-blocking descriptor, or -1 with err. */
int sandbox_open_tun(const char *name, struct err *err);

/* Closes the wire's end, -1 is fine. The device goes with its namespace. */
void sandbox_close_tun(int fd);

/* Switches segmentation and checksum offloads of a device off, as far as it lets itself be told. */
void sandbox_stop_offloads(const char *device);

/* The MTU of a device of the calling thread's namespace, `fallback` where it cannot be told. */
int sandbox_read_mtu(const char *device, int fallback);

/* ---- sandbox_settings.c ---- */

/*
 * Applies the table of settings in the namespace of the calling thread; `device` is the one that the host
 * has. Names that this kernel lacks, or refuses, are added to *missing (malloc'ed, grows). 0, or -1 with err where all
 * settings are read-only, as in many containers: plays on settings that others chose would blame the stack for them.
 */
int sandbox_apply_settings(const char *device, char **missing, struct err *err);

/* The path of a sysctl, "net.ipv4.tcp_sack" -> "/proc/sys/net/ipv4/tcp_sack". 0, or -1 with err on a name that is none. */
int sandbox_sysctl_path(const char *name, char *path, size_t room, struct err *err);

#endif
