/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes a pair of veth devices by rtnetlink. */
#include "config.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/play/sandbox_netlink.h"
#include "harness/play/sandbox_parts.h"
#include "tests/bench/bench_veth.h"

#define VETH_NAME "veth0"
#define VETH_PREFIX 24

/* One request makes both ends, the second of them in the other host's namespace. */
static int veth_create(struct mnl_socket *socket, int peer_netns_fd)
{
	char buffer[1024] = { 0 }, answer[8192];
	struct nlmsghdr *header = mnl_nlmsg_put_header(buffer);
	struct nlattr *info, *data, *peer;
	ssize_t got;

	header->nlmsg_type = RTM_NEWLINK;
	header->nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK;
	header->nlmsg_seq = 1;
	mnl_nlmsg_put_extra_header(header, sizeof(struct ifinfomsg));
	mnl_attr_put_strz(header, IFLA_IFNAME, VETH_NAME);
	info = mnl_attr_nest_start(header, IFLA_LINKINFO);
	mnl_attr_put_strz(header, IFLA_INFO_KIND, "veth");
	data = mnl_attr_nest_start(header, IFLA_INFO_DATA);
	peer = mnl_attr_nest_start(header, VETH_INFO_PEER);
	mnl_nlmsg_put_extra_header(header, sizeof(struct ifinfomsg));
	mnl_attr_put_strz(header, IFLA_IFNAME, VETH_NAME);
	mnl_attr_put_u32(header, IFLA_NET_NS_FD, (uint32_t)peer_netns_fd);
	mnl_attr_nest_end(header, peer);
	mnl_attr_nest_end(header, data);
	mnl_attr_nest_end(header, info);
	if (mnl_socket_sendto(socket, header, header->nlmsg_len) < 0)
		return -1;
	got = mnl_socket_recvfrom(socket, answer, sizeof answer);
	return got < 0 ? -1 : mnl_cb_run(answer, (size_t)got, 1, mnl_socket_get_portid(socket), NULL, NULL);
}

static int veth_raise(const char *address, struct err *err)
{
	struct netlink *netlink = netlink_open(err);
	int result = -1;

	if (!netlink)
		return -1;
	sandbox_stop_offloads(VETH_NAME);
	if (netlink_raise_link(netlink, VETH_NAME, 0, 0, err) == 0 &&
		netlink_add_address(netlink, VETH_NAME, address, VETH_PREFIX, err) == 0)
		result = 0;
	netlink_close(netlink);
	return result;
}

int bench_veth_make(struct sandbox *sandbox, const char *const addresses[HOST_COUNT], struct err *err)
{
	int host, result = 0, number = 0;
	struct mnl_socket *socket;

	if (sandbox_visit(sandbox, HOST_CLIENT, err) < 0)
		return -1;
	socket = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	if (!socket || mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0 ||
		veth_create(socket, sandbox->hosts[HOST_SERVER].netns_fd) < 0)
		number = errno;
	if (socket)
		mnl_socket_close(socket);
	if (number != 0)
		result = err_set_errno(err, number, "cannot make a pair of veth devices");
	for (host = 0; result == 0 && host < HOST_COUNT; host++) {
		if (sandbox_visit(sandbox, (enum case_host)host, err) < 0 || veth_raise(addresses[host], err) < 0)
			result = -1;
	}
	return sandbox_leave(sandbox, err) < 0 ? -1 : result;
}
