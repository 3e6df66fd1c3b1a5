/* SPDX-License-Identifier: BSD-2-Clause */
/* rtnetlink requests for a host's devices, addresses and routes. */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/play/sandbox_netlink.h"

#define USABLE_NS (5 * NS_PER_SECOND)

struct netlink {
	struct mnl_socket *socket;
	struct mnl_socket *routes; /* hears of every IPv6 route */
	unsigned sequence;
	char buffer[16384]; /* the request, then the answer */
};

struct netlink *netlink_open(struct err *err)
{
	struct netlink *netlink = memory_new(sizeof *netlink);

	netlink->socket = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	netlink->routes = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (!netlink->socket || mnl_socket_bind(netlink->socket, 0, MNL_SOCKET_AUTOPID) < 0 || !netlink->routes ||
		mnl_socket_bind(netlink->routes, RTMGRP_IPV6_ROUTE, MNL_SOCKET_AUTOPID) < 0) {
		err_set_errno(err, errno, "cannot open rtnetlink");
		netlink_close(netlink);
		return NULL;
	}
	return netlink;
}

void netlink_close(struct netlink *netlink)
{
	if (!netlink)
		return;
	if (netlink->socket)
		mnl_socket_close(netlink->socket);
	if (netlink->routes)
		mnl_socket_close(netlink->routes);
	free(netlink);
}

/* Begins a request with its `room` bytes of fixed header, zeroed, in *extra. */
static struct nlmsghdr *netlink_begin(struct netlink *netlink, int type, int flags, size_t room, void **extra)
{
	struct nlmsghdr *header;

	memset(netlink->buffer, 0, NLMSG_HDRLEN + room);
	header = mnl_nlmsg_put_header(netlink->buffer);
	header->nlmsg_type = (uint16_t)type;
	header->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags);
	header->nlmsg_seq = ++netlink->sequence;
	*extra = mnl_nlmsg_put_extra_header(header, room);
	return header;
}

/* Sends the request and hears the answer; data messages go to `callback`. 0, or -1 with errno. */
static int netlink_exchange(struct netlink *netlink, struct nlmsghdr *header, mnl_cb_t callback, void *context)
{
	unsigned port = mnl_socket_get_portid(netlink->socket);
	int status = MNL_CB_OK;

	if (mnl_socket_sendto(netlink->socket, header, header->nlmsg_len) < 0)
		return -1;
	while (status == MNL_CB_OK) {
		ssize_t got = mnl_socket_recvfrom(netlink->socket, netlink->buffer, sizeof netlink->buffer);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		status = mnl_cb_run(netlink->buffer, (size_t)got, netlink->sequence, port, callback, context);
	}
	return status < 0 ? -1 : 0;
}

static int device_index(const char *device, struct err *err)
{
	unsigned index = if_nametoindex(device);

	return index ? (int)index : err_set_errno(err, errno, "no device %s", device);
}

/* Numeric text to bytes; its family, or -1 with err. */
static int address_bytes(const char *text, uint8_t bytes[16], struct err *err)
{
	int family = strchr(text, ':') ? AF_INET6 : AF_INET;

	if (inet_pton(family, text, bytes) == 1)
		return family;
	return err_set(err, "%s is no address", text);
}

static uint16_t address_length(int family)
{
	return family == AF_INET6 ? 16 : 4;
}

int netlink_raise_link(struct netlink *netlink, const char *device, int mtu, int queue_length, struct err *err)
{
	struct nlmsghdr *header;
	struct ifinfomsg *link;
	void *extra;
	int index = device_index(device, err);

	if (index < 0)
		return -1;
	header = netlink_begin(netlink, RTM_NEWLINK, NLM_F_ACK, sizeof *link, &extra);
	link = extra;
	link->ifi_index = index;
	link->ifi_flags = IFF_UP;
	link->ifi_change = IFF_UP;
	if (mtu > 0)
		mnl_attr_put_u32(header, IFLA_MTU, (uint32_t)mtu);
	if (queue_length > 0)
		mnl_attr_put_u32(header, IFLA_TXQLEN, (uint32_t)queue_length);
	if (netlink_exchange(netlink, header, NULL, NULL) < 0)
		return err_set_errno(err, errno, "cannot bring %s up", device);
	return 0;
}

/* Stops at the message that says: to these 16 bytes, locally. */
static int take_local_route(const struct nlmsghdr *header, void *context)
{
	const struct nlattr *attribute;
	const struct rtmsg *route;

	if (header->nlmsg_type != RTM_NEWROUTE || mnl_nlmsg_get_payload_len(header) < sizeof *route)
		return MNL_CB_OK;
	route = mnl_nlmsg_get_payload(header);
	if (route->rtm_family != AF_INET6 || route->rtm_type != RTN_LOCAL)
		return MNL_CB_OK;
	mnl_attr_for_each(attribute, header, sizeof *route) {
		if (mnl_attr_get_type(attribute) == RTA_DST && mnl_attr_get_payload_len(attribute) == 16 &&
			memcmp(mnl_attr_get_payload(attribute), context, 16) == 0)
			return MNL_CB_STOP;
	}
	return MNL_CB_OK;
}

/* An IPv6 address can be used once there is a local route to it, which a worker of the kernel adds. 0 or -1. */
static int await_local_route(struct netlink *netlink, uint8_t address[16], struct err *err)
{
	struct pollfd watch = { .fd = mnl_socket_get_fd(netlink->routes), .events = POLLIN };
	int64_t deadline_ns = clock_now_ns() + USABLE_NS;
	int left;

	while ((left = clock_left_ms(deadline_ns)) > 0) {
		ssize_t got = mnl_socket_recvfrom(netlink->routes, netlink->buffer, sizeof netlink->buffer);

		if (got < 0) {
			if (errno != EAGAIN && errno != EINTR)
				return err_set_errno(err, errno, "rtnetlink");
			if (poll(&watch, 1, left) < 0 && errno != EINTR)
				return err_set_errno(err, errno, "rtnetlink");
			continue;
		}
		if (mnl_cb_run(netlink->buffer, (size_t)got, 0, 0, take_local_route, address) == MNL_CB_STOP)
			return 0;
	}
	return err_set(err, "the kernel does not put an IPv6 address to use");
}

int netlink_add_address(struct netlink *netlink, const char *device, const char *address, int prefix,
	struct err *err)
{
	struct nlmsghdr *header;
	struct ifaddrmsg *message;
	uint8_t bytes[16];
	void *extra;
	int index = device_index(device, err), family = address_bytes(address, bytes, err);

	if (index < 0 || family < 0)
		return -1;
	header = netlink_begin(netlink, RTM_NEWADDR, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, sizeof *message, &extra);
	message = extra;
	message->ifa_family = (uint8_t)family;
	message->ifa_prefixlen = (uint8_t)prefix;
	message->ifa_flags = family == AF_INET6 ? IFA_F_NODAD : 0;
	message->ifa_scope = RT_SCOPE_UNIVERSE;
	message->ifa_index = (uint32_t)index;
	mnl_attr_put(header, IFA_LOCAL, address_length(family), bytes);
	mnl_attr_put(header, IFA_ADDRESS, address_length(family), bytes);
	if (netlink_exchange(netlink, header, NULL, NULL) < 0)
		return err_set_errno(err, errno, "cannot give %s the address %s", device, address);
	return family == AF_INET6 ? await_local_route(netlink, bytes, err) : 0;
}

/* One request about the route in table local to one address of ours. 0, or -1 with errno. */
static int netlink_local_route(struct netlink *netlink, int type, int flags, int index, int family,
	const uint8_t *address, const uint8_t *source)
{
	struct nlmsghdr *header;
	struct rtmsg *route;
	void *extra;

	header = netlink_begin(netlink, type, NLM_F_ACK | flags, sizeof *route, &extra);
	route = extra;
	route->rtm_family = (uint8_t)family;
	route->rtm_dst_len = (uint8_t)(address_length(family) * 8);
	route->rtm_table = RT_TABLE_LOCAL;
	route->rtm_protocol = RTPROT_KERNEL;
	route->rtm_scope = family == AF_INET ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
	route->rtm_type = RTN_LOCAL;
	mnl_attr_put(header, RTA_DST, address_length(family), address);
	mnl_attr_put_u32(header, RTA_OIF, (uint32_t)index);
	if (source)
		mnl_attr_put(header, RTA_PREFSRC, address_length(family), source);
	if (family == AF_INET6 && type == RTM_NEWROUTE)
		mnl_attr_put_u32(header, RTA_PRIORITY, 1);
	return netlink_exchange(netlink, header, NULL, NULL);
}

int netlink_route_local(struct netlink *netlink, const char *device, const char *address, const char *source,
	struct err *err)
{
	uint8_t to[16], from[16];
	int index = device_index(device, err), family = address_bytes(address, to, err);
	int flags = NLM_F_CREATE | NLM_F_REPLACE;

	if (index < 0 || family < 0 || address_bytes(source, from, err) != family)
		return -1;
	/* IPv6 does not replace the route that came with the address, because it has another metric. */
	if (family == AF_INET6) {
		flags = NLM_F_CREATE;
		if (netlink_local_route(netlink, RTM_DELROUTE, 0, index, family, to, NULL) < 0)
			return err_set_errno(err, errno, "cannot remove the route to %s", address);
	}
	if (netlink_local_route(netlink, RTM_NEWROUTE, flags, index, family, to, from) < 0)
		return err_set_errno(err, errno, "cannot route %s from %s", address, source);
	return 0;
}

int netlink_route_via(struct netlink *netlink, const char *device, const char *network, int prefix,
	const char *gateway, struct err *err)
{
	uint8_t to[16], via[16];
	int index = device_index(device, err), family = address_bytes(network, to, err);
	struct nlmsghdr *header;
	struct rtmsg *route;
	void *extra;

	if (index < 0 || family < 0 || address_bytes(gateway, via, err) != family)
		return -1;
	header = netlink_begin(netlink, RTM_NEWROUTE, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, sizeof *route, &extra);
	route = extra;
	route->rtm_family = (uint8_t)family;
	route->rtm_dst_len = (uint8_t)prefix;
	route->rtm_table = RT_TABLE_MAIN;
	route->rtm_protocol = RTPROT_STATIC;
	route->rtm_scope = RT_SCOPE_UNIVERSE;
	route->rtm_type = RTN_UNICAST;
	mnl_attr_put(header, RTA_DST, address_length(family), to);
	mnl_attr_put(header, RTA_GATEWAY, address_length(family), via);
	mnl_attr_put_u32(header, RTA_OIF, (uint32_t)index);
	if (netlink_exchange(netlink, header, NULL, NULL) < 0)
		return err_set_errno(err, errno, "cannot route %s by way of %s", network, gateway);
	return 0;
}

int netlink_set_queueing(struct netlink *netlink, const char *device, const char *kind, struct err *err)
{
	struct nlmsghdr *header;
	struct tcmsg *message;
	void *extra;
	int index = device_index(device, err);

	if (index < 0)
		return -1;
	header = netlink_begin(netlink, RTM_NEWQDISC, NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE, sizeof *message,
		&extra);
	message = extra;
	message->tcm_family = AF_UNSPEC;
	message->tcm_ifindex = index;
	message->tcm_parent = TC_H_ROOT;
	mnl_attr_put_strz(header, TCA_KIND, kind);
	if (netlink_exchange(netlink, header, NULL, NULL) < 0)
		return err_set_errno(err, errno, "cannot give %s the queueing discipline %s", device, kind);
	return 0;
}

static int take_drops(const struct nlmsghdr *header, void *context)
{
	const struct nlattr *attribute;
	struct rtnl_link_stats64 stats;
	int64_t *drops = context;

	if (mnl_nlmsg_get_payload_len(header) < sizeof(struct ifinfomsg))
		return MNL_CB_OK;
	mnl_attr_for_each(attribute, header, sizeof(struct ifinfomsg)) {
		size_t length = mnl_attr_get_payload_len(attribute);

		if (mnl_attr_get_type(attribute) != IFLA_STATS64)
			continue;
		/* Newer kernels have more behind what we know, older ones less. */
		memset(&stats, 0, sizeof stats);
		memcpy(&stats, mnl_attr_get_payload(attribute), length < sizeof stats ? length : sizeof stats);
		*drops = (int64_t)stats.tx_dropped;
	}
	return MNL_CB_STOP;
}

int netlink_read_drops(struct netlink *netlink, const char *device, int64_t *drops, struct err *err)
{
	struct nlmsghdr *header;
	struct ifinfomsg *link;
	void *extra;
	int index = device_index(device, err);

	if (index < 0)
		return -1;
	header = netlink_begin(netlink, RTM_GETLINK, 0, sizeof *link, &extra);
	link = extra;
	link->ifi_index = index;
	*drops = 0;
	if (netlink_exchange(netlink, header, take_drops, drops) < 0)
		return err_set_errno(err, errno, "cannot read the counters of %s", device);
	return 0;
}
