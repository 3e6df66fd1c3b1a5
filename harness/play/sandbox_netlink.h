/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The few things that are told to a host's network over rtnetlink. Each function acts on the namespace in which
 * the handle was opened, and gives 0, or -1 with err.
 */
#ifndef SOCKSPEC_SANDBOX_NETLINK_H
#define SOCKSPEC_SANDBOX_NETLINK_H

#include <stdint.h>

struct err;
struct netlink;

struct netlink *netlink_open(struct err *err); /* NULL with err */
void netlink_close(struct netlink *netlink);   /* NULL is fine */

/* Brings a device up; mtu and queue length are left as they are where 0. */
int netlink_raise_link(struct netlink *netlink, const char *device, int mtu, int queue_length, struct err *err);

/*
 * Gives a device that is up a numeric address, without looking for duplicates. It can be used when this returns: the
 * kernel puts IPv6 addresses to use some time after it has said yes, and this waits for it.
 */
int netlink_add_address(struct netlink *netlink, const char *device, const char *address, int prefix,
	struct err *err);

/* Sockets of this host that connect to its own `address` get `source` as theirs. */
int netlink_route_local(struct netlink *netlink, const char *device, const char *address, const char *source,
	struct err *err);

/* IPv4 packets for a network that is not this one go to `gateway`, a host that is on the device's own. */
int netlink_route_via(struct netlink *netlink, const char *device, const char *network, int prefix,
	const char *gateway, struct err *err);

/* How a device queues what is sent: a qdisc by its name. */
int netlink_set_queueing(struct netlink *netlink, const char *device, const char *kind, struct err *err);

/* Packets that were sent into a device and dropped there. */
int netlink_read_drops(struct netlink *netlink, const char *device, int64_t *drops, struct err *err);

#endif
