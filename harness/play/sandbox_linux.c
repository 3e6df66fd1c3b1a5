/* SPDX-License-Identifier: BSD-2-Clause */
/* The hosts of one play on Linux: network namespaces, their devices, and going from one to the other. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/play/sandbox_netlink.h"
#include "harness/play/sandbox_parts.h"

#define TUN_NAME "tun0"
#define LO_NAME "lo"
#define MTU 1500
/* As many packets as the wire may be behind a sender; more would cost memory in each play. */
#define QUEUE_LENGTH 1000
/* What is not of the hosts' own network, and is sent by way of the other host, which hands nothing on (RFC 5737). */
#define FAR_NETWORK "203.0.113.0"
#define FAR_PREFIX 24

/* The names that scripts, lessons and captures show (RFC 5737, RFC 3849). */
static const char *const addresses4[HOST_COUNT] = { "192.0.2.1", "192.0.2.2" };
static const char *const addresses6[HOST_COUNT] = { "2001:db8::1", "2001:db8::2" };

static int open_namespace(struct err *err)
{
	int fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);

	return fd < 0 ? err_set_errno(err, errno, "cannot open /proc/thread-self/ns/net") : fd;
}

static bool have_ipv6(void)
{
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}

static void sandbox_init(struct sandbox *sandbox)
{
	int host;

	memset(sandbox, 0, sizeof *sandbox);
	sandbox->home_netns_fd = -1;
	for (host = 0; host < HOST_COUNT; host++)
		sandbox->hosts[host] = (struct sandbox_host){ .netns_fd = -1, .tun_fd = -1 };
}

/* Makes a namespace around the calling thread, with its lo up. */
static int make_namespace(struct sandbox_host *host, struct err *err)
{
	if (unshare(CLONE_NEWNET) < 0)
		return sandbox_no_namespace("net", errno, err);
	host->netns_fd = open_namespace(err);
	return host->netns_fd < 0 ? -1 : 0;
}

static int make_wire_host(struct sandbox *sandbox, int number, struct err *err)
{
	struct sandbox_host *host = &sandbox->hosts[number];
	struct netlink *netlink;
	int result = -1;

	host->device = TUN_NAME;
	host->mtu = MTU;
	host->address4 = addresses4[number];
	host->address6 = have_ipv6() ? addresses6[number] : NULL;
	if (make_namespace(host, err) < 0)
		return -1;
	host->tun_fd = sandbox_open_tun(TUN_NAME, err);
	if (host->tun_fd < 0)
		return -1;
	netlink = netlink_open(err);
	if (!netlink)
		return -1;
	/* The settings come before the device is up, because some of what they silence is sent at that moment. */
	if (sandbox_apply_settings(TUN_NAME, &sandbox->settings_missing, err) < 0) {
		netlink_close(netlink);
		return -1;
	}
	/* A machine whose default is fq would drop what is more than 100 packets of one flow, hence pfifo_fast. */
	if (netlink_raise_link(netlink, LO_NAME, 0, 0, err) == 0 &&
		netlink_set_queueing(netlink, TUN_NAME, "pfifo_fast", err) == 0 &&
		netlink_raise_link(netlink, TUN_NAME, MTU, QUEUE_LENGTH, err) == 0 &&
		netlink_add_address(netlink, TUN_NAME, host->address4, 24, err) == 0 &&
		netlink_route_via(netlink, TUN_NAME, FAR_NETWORK, FAR_PREFIX, addresses4[HOST_COUNT - 1 - number], err) == 0 &&
		(!host->address6 || netlink_add_address(netlink, TUN_NAME, host->address6, 64, err) == 0))
		result = 0;
	netlink_close(netlink);
	return result;
}

static int make_wire(struct sandbox *sandbox, struct err *err)
{
	int number;

	for (number = 0; number < HOST_COUNT; number++) {
		if (make_wire_host(sandbox, number, err) < 0)
			return -1;
	}
	return 0;
}

/* On one lo, a socket that connects to one of the hosts is the other. */
static int route_across(struct netlink *netlink, const char *const addresses[HOST_COUNT], int prefix, struct err *err)
{
	int number;

	for (number = 0; number < HOST_COUNT; number++) {
		if (netlink_add_address(netlink, LO_NAME, addresses[number], prefix, err) < 0)
			return -1;
	}
	for (number = 0; number < HOST_COUNT; number++) {
		if (netlink_route_local(netlink, LO_NAME, addresses[number], addresses[1 - number], err) < 0)
			return -1;
	}
	return 0;
}

static int make_loopback(struct sandbox *sandbox, struct err *err)
{
	struct sandbox_host *client = &sandbox->hosts[HOST_CLIENT], *server = &sandbox->hosts[HOST_SERVER];
	bool ipv6 = have_ipv6();
	struct netlink *netlink;
	int result = -1;

	*client = (struct sandbox_host){ .netns_fd = -1, .tun_fd = -1, .device = LO_NAME, .mtu = MTU,
		.address4 = addresses4[HOST_CLIENT], .address6 = ipv6 ? addresses6[HOST_CLIENT] : NULL };
	*server = *client;
	server->address4 = addresses4[HOST_SERVER];
	server->address6 = ipv6 ? addresses6[HOST_SERVER] : NULL;
	if (make_namespace(client, err) < 0)
		return -1;
	server->netns_fd = fcntl(client->netns_fd, F_DUPFD_CLOEXEC, 0);
	if (server->netns_fd < 0)
		return err_set_errno(err, errno, "cannot open the network namespace");
	netlink = netlink_open(err);
	if (!netlink)
		return -1;
	if (sandbox_apply_settings(LO_NAME, &sandbox->settings_missing, err) < 0) {
		netlink_close(netlink);
		return -1;
	}
	sandbox_stop_offloads(LO_NAME);
	if (netlink_raise_link(netlink, LO_NAME, MTU, 0, err) == 0 &&
		route_across(netlink, addresses4, 32, err) == 0 &&
		(!ipv6 || route_across(netlink, addresses6, 128, err) == 0))
		result = 0;
	netlink_close(netlink);
	return result;
}

static void make_host(struct sandbox *sandbox)
{
	const struct sockaddr_in6 loopback = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0), number;
	bool ipv6 = fd >= 0 && bind(fd, (const struct sockaddr *)&loopback, sizeof loopback) == 0;

	if (fd >= 0)
		close(fd);
	for (number = 0; number < HOST_COUNT; number++) {
		sandbox->hosts[number] = (struct sandbox_host){ .netns_fd = -1, .tun_fd = -1, .device = LO_NAME,
			.mtu = sandbox_read_mtu(LO_NAME, 65536), .address4 = "127.0.0.1",
			.address6 = ipv6 ? "::1" : NULL };
	}
}

struct making {
	struct sandbox *sandbox;
	int (*make)(struct sandbox *sandbox, struct err *err);
	struct err *err;
	int result;
};

static void *run_making(void *context)
{
	struct making *making = context;

	making->result = making->make(making->sandbox, making->err);
	return NULL;
}

/*
 * Namespaces are made around a thread that then ends, so that where it fails half-way the caller is still where it
 * was: there is no way back to the machine's network from a user namespace.
 */
static int make_in_thread(struct sandbox *sandbox, int (*make)(struct sandbox *, struct err *), struct err *err)
{
	struct making making = { sandbox, make, err, -1 };
	pthread_t thread;
	int number = pthread_create(&thread, NULL, run_making, &making);

	if (number != 0)
		return err_set_errno(err, number, "cannot make a thread");
	pthread_join(thread, NULL);
	return making.result;
}

/* One level. Leaves nothing open where it fails. */
static int try_level(struct sandbox *sandbox, enum level level, struct err *err)
{
	int result = 0;

	switch (level) {
	case LEVEL_WIRE:
		result = make_in_thread(sandbox, make_wire, err);
		break;
	case LEVEL_LOOPBACK:
		result = make_in_thread(sandbox, make_loopback, err);
		break;
	case LEVEL_HOST:
		make_host(sandbox);
		break;
	}
	if (result < 0) {
		sandbox_close(sandbox);
		return -1;
	}
	sandbox->level = level;
	if (level == LEVEL_HOST)
		return 0;
	sandbox->home_netns_fd = fcntl(sandbox->hosts[HOST_CLIENT].netns_fd, F_DUPFD_CLOEXEC, 0);
	if (sandbox->home_netns_fd < 0)
		return err_set_errno(err, errno, "cannot open the network namespace");
	return sandbox_leave(sandbox, err);
}

int sandbox_open(struct sandbox *sandbox, enum level most, struct err *err)
{
	char reason[sizeof sandbox->level_reason] = "";
	struct err why;
	int level;

	for (level = (int)most; level > LEVEL_HOST; level--) {
		sandbox_init(sandbox);
		err_init(&why);
		if (try_level(sandbox, (enum level)level, &why) == 0) {
			snprintf(sandbox->level_reason, sizeof sandbox->level_reason, "%s", reason);
			return 0;
		}
		snprintf(reason, sizeof reason, "%.*s", (int)sizeof reason - 1, why.text);
	}
	sandbox_init(sandbox);
	snprintf(sandbox->level_reason, sizeof sandbox->level_reason, "%s", reason);
	return try_level(sandbox, LEVEL_HOST, err);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void sandbox_close(struct sandbox *sandbox)
{
	int number;

	for (number = 0; number < HOST_COUNT; number++) {
		sandbox_close_tun(sandbox->hosts[number].tun_fd);
		sandbox->hosts[number].tun_fd = -1;
		close_fd(&sandbox->hosts[number].netns_fd);
	}
	close_fd(&sandbox->home_netns_fd);
	free(sandbox->settings_missing);
	sandbox->settings_missing = NULL;
}

static int go_to(int netns_fd, const char *where, struct err *err)
{
	if (netns_fd >= 0 && setns(netns_fd, CLONE_NEWNET) < 0)
		return err_set_errno(err, errno, "cannot go to the %s's network", where);
	return 0;
}

int sandbox_visit(struct sandbox *sandbox, enum case_host host, struct err *err)
{
	return go_to(sandbox->hosts[host].netns_fd, host == HOST_CLIENT ? "client" : "server", err);
}

int sandbox_leave(struct sandbox *sandbox, struct err *err)
{
	return go_to(sandbox->home_netns_fd, "player", err);
}

int sandbox_count_lost(struct sandbox *sandbox, enum case_host host, int64_t *lost, struct err *err)
{
	struct netlink *netlink;
	int result = -1;

	*lost = 0;
	if (sandbox->level != LEVEL_WIRE)
		return 0;
	if (sandbox_visit(sandbox, host, err) < 0)
		return -1;
	netlink = netlink_open(err);
	if (netlink)
		result = netlink_read_drops(netlink, sandbox->hosts[host].device, lost, err);
	netlink_close(netlink);
	if (sandbox_leave(sandbox, err) < 0)
		result = -1;
	return result;
}
