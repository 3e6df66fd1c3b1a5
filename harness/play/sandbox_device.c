/* SPDX-License-Identifier: BSD-2-Clause */
/* The devices of a host: its TUN, whose other end is the wire's, and its lo. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/if_tun.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/play/sandbox_parts.h"

static void request_init(struct ifreq *request, const char *device)
{
	memset(request, 0, sizeof *request);
	strncpy(request->ifr_name, device, IFNAMSIZ - 1);
}

int sandbox_open_tun(const char *name, struct err *err)
{
	struct ifreq request;
	int number, fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return err_set_errno(err, errno, "/dev/net/tun");
	request_init(&request, name);
	/* No offloads are asked for, so the stack gives us packets as they go over a cable: cut to size, checksums in. */
	request.ifr_flags = IFF_TUN | IFF_NO_PI;
	if (ioctl(fd, TUNSETIFF, &request) < 0) {
		number = errno;
		close(fd);
		return err_set_errno(err, number, "cannot make a TUN device");
	}
	return fd;
}

/*
 * To remove a device takes the kernel some ten milliseconds, with a lock that all plays need for their devices. A
 * device that stays until its namespace is cleaned up is removed by a worker, together with others.
 */
void sandbox_close_tun(int fd)
{
	if (fd < 0)
		return;
	ioctl(fd, TUNSETPERSIST, 1);
	close(fd);
}

void sandbox_stop_offloads(const char *device)
{
	static const __u32 commands[] = { ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO, ETHTOOL_STXCSUM, ETHTOOL_SRXCSUM };
	struct ethtool_value value;
	struct ifreq request;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	size_t i;

	if (fd < 0)
		return;
	for (i = 0; i < sizeof commands / sizeof *commands; i++) {
		request_init(&request, device);
		value = (struct ethtool_value){ .cmd = commands[i], .data = 0 };
		request.ifr_data = (char *)&value;
		ioctl(fd, SIOCETHTOOL, &request); /* what it cannot do without stays on */
	}
	close(fd);
}

int sandbox_read_mtu(const char *device, int fallback)
{
	struct ifreq request;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return fallback;
	request_init(&request, device);
	if (ioctl(fd, SIOCGIFMTU, &request) == 0)
		fallback = request.ifr_mtu;
	close(fd);
	return fallback;
}
