/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes with options: set, told when asked for, and without effect, as in sandboxes that take every option so that
 * programs start; and values that getsockopt tells in another form than the kernel.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/ioctl.h>

#include "tests/wrong/shim.h"

#define OPTION_ROOM 64

/* What was set last, by descriptor. */
static struct option_kept {
	bool set;
	socklen_t length;
	char value[OPTION_ROOM];
} option_kept[1024];

static bool option_is(int fd, int level, int name)
{
	/* The option of IPv6 that stands for one of IPv4. */
	static const int twins[][2] = {{IP_TTL, IPV6_UNICAST_HOPS}, {IP_TOS, IPV6_TCLASS}, {IP_RECVTOS, IPV6_RECVTCLASS},
		{IP_RECVERR, IPV6_RECVERR}, {IP_MTU_DISCOVER, IPV6_MTU_DISCOVER}};

	if (fd < 0 || fd >= 1024)
		return false;
	if (level == shim_picked->level && name == shim_picked->option)
		return true;
	for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++)
		if (shim_picked->level == IPPROTO_IP && level == IPPROTO_IPV6 && shim_picked->option == twins[i][0]
			&& name == twins[i][1])
			return true;
	return false;
}

static int option_set_nothing(int fd, int level, int name, const void *value, socklen_t length)
{
	if (!option_is(fd, level, name) || length > OPTION_ROOM || value == NULL || !shim_is_inet(fd))
		return shim_next.setsockopt(fd, level, name, value, length);
	memcpy(option_kept[fd].value, value, length);
	option_kept[fd].length = length;
	option_kept[fd].set = true;
	return 0;
}

static int option_get_kept(int fd, int level, int name, void *value, socklen_t *length)
{
	if (!option_is(fd, level, name) || !option_kept[fd].set || length == NULL)
		return shim_next.getsockopt(fd, level, name, value, length);
	if (*length > option_kept[fd].length)
		*length = option_kept[fd].length;
	memcpy(value, option_kept[fd].value, *length);
	return 0;
}

/* A number is another socket's when it is given out again. */
static int option_socket(int family, int type, int protocol)
{
	int fd = shim_next.socket(family, type, protocol);

	if (fd >= 0 && fd < 1024)
		option_kept[fd].set = false;
	return fd;
}

#define OPTION_IGNORED(of_level, of_option) .calls.setsockopt = option_set_nothing, .calls.getsockopt = option_get_kept, \
	.calls.socket = option_socket, .level = (of_level), .option = (of_option)

/* The row's option is told as `to`, an int. */
static int option_get_constant(int fd, int level, int name, void *value, socklen_t *length)
{
	int result = shim_next.getsockopt(fd, level, name, value, length);

	if (result == 0 && level == shim_picked->level && name == shim_picked->option && *length == sizeof(int))
		memcpy(value, &shim_picked->to, sizeof(int));
	return result;
}

#define OPTION_TOLD_AS(of_level, of_option, as) .calls.getsockopt = option_get_constant, .level = (of_level), \
	.option = (of_option), .to = (as)

/* Half of what the kernel has: the number that was set. */
static int option_get_half(int fd, int level, int name, void *value, socklen_t *length)
{
	int result = shim_next.getsockopt(fd, level, name, value, length), number;

	if (result == 0 && level == shim_picked->level && name == shim_picked->option && *length == sizeof number) {
		memcpy(&number, value, sizeof number);
		number /= 2;
		memcpy(value, &number, sizeof number);
	}
	return result;
}

/* SO_ERROR is told and stays. */
static int option_error_stays(int fd, int level, int name, void *value, socklen_t *length)
{
	static int kept[1024];
	int result = shim_next.getsockopt(fd, level, name, value, length);

	if (result < 0 || level != SOL_SOCKET || name != SO_ERROR || fd >= 1024 || *length != sizeof(int))
		return result;
	if (*(int *)value != 0)
		kept[fd] = *(int *)value;
	memcpy(value, &kept[fd], sizeof(int));
	return result;
}

/* The type as socket was given it: with the flags that are not part of it. */
static int option_type_with_flags(int fd, int level, int name, void *value, socklen_t *length)
{
	int result = shim_next.getsockopt(fd, level, name, value, length), type;

	if (result < 0 || level != SOL_SOCKET || name != SO_TYPE || *length != sizeof type)
		return result;
	memcpy(&type, value, sizeof type);
	if (shim_next.fcntl(fd, F_GETFL) & O_NONBLOCK)
		type |= SOCK_NONBLOCK;
	if (shim_next.fcntl(fd, F_GETFD) & FD_CLOEXEC)
		type |= SOCK_CLOEXEC;
	memcpy(value, &type, sizeof type);
	return result;
}

static int option_length_kept(int fd, int level, int name, void *value, socklen_t *length)
{
	socklen_t given = *length;
	int result = shim_next.getsockopt(fd, level, name, value, length);

	if (shim_is_inet(fd))
		*length = given;
	return result;
}

/* Room that is too small is an error, as in Winsock. */
static int option_must_fit(int fd, int level, int name, void *value, socklen_t *length)
{
	char whole[OPTION_ROOM];
	socklen_t size = sizeof whole;

	if (shim_is_inet(fd) && shim_next.getsockopt(fd, level, name, whole, &size) == 0 && size == 4 && *length < size) {
		errno = EFAULT;
		return -1;
	}
	return shim_next.getsockopt(fd, level, name, value, length);
}

/* An option that is on or off is told as it was set, by stacks that keep the number. */
static int option_not_normalised(int fd, int level, int name, const void *value, socklen_t length)
{
	int result = shim_next.setsockopt(fd, level, name, value, length);

	if (result == 0 && option_is(fd, level, name) && length == sizeof(int)) {
		memcpy(option_kept[fd].value, value, length);
		option_kept[fd].length = length;
		option_kept[fd].set = true;
	}
	return result;
}

static int option_nonblock_ignored(int fd, int command, ...)
{
	__builtin_va_list list;
	long argument;

	__builtin_va_start(list, command);
	argument = __builtin_va_arg(list, long);
	__builtin_va_end(list);
	if (command == F_SETFL && shim_is_inet(fd))
		argument &= ~(long)O_NONBLOCK;
	return shim_next.fcntl(fd, command, argument);
}

/* `bits` are flags of the type that are ignored. */
static int option_socket_without(int family, int type, int protocol)
{
	return shim_next.socket(family, type & ~shim_picked->bits, protocol);
}

/* The ioctl `option` tells `to`, or with `bits` so many more. */
static int option_ioctl_told(int fd, unsigned long request, ...)
{
	__builtin_va_list list;
	void *argument;
	int result;

	__builtin_va_start(list, request);
	argument = __builtin_va_arg(list, void *);
	__builtin_va_end(list);
	result = shim_next.ioctl(fd, request, argument);
	if (result == 0 && request == (unsigned long)shim_picked->option)
		*(int *)argument = shim_picked->bits != 0 && *(int *)argument > 0 ? *(int *)argument + shim_picked->bits
			: shim_picked->to;
	return result;
}

#define OPTION_SIOCOUTQ 0x5411

const struct shim shim_option_rows[] = {
	{"nodelay_ignored", "TCP_NODELAY has no effect", OPTION_IGNORED(IPPROTO_TCP, TCP_NODELAY)},
	{"cork_ignored", "TCP_CORK has no effect", OPTION_IGNORED(IPPROTO_TCP, TCP_CORK)},
	{"keepalive_ignored", "SO_KEEPALIVE has no effect", OPTION_IGNORED(SOL_SOCKET, SO_KEEPALIVE)},
	{"keepidle_ignored", "TCP_KEEPIDLE has no effect", OPTION_IGNORED(IPPROTO_TCP, TCP_KEEPIDLE)},
	{"user_timeout_ignored", "TCP_USER_TIMEOUT has no effect", OPTION_IGNORED(IPPROTO_TCP, TCP_USER_TIMEOUT)},
	{"maxseg_ignored", "TCP_MAXSEG has no effect", OPTION_IGNORED(IPPROTO_TCP, TCP_MAXSEG)},
	{"syncnt_ignored", "TCP_SYNCNT has no effect", OPTION_IGNORED(IPPROTO_TCP, TCP_SYNCNT)},
	{"linger_ignored", "SO_LINGER has no effect", OPTION_IGNORED(SOL_SOCKET, SO_LINGER)},
	{"rcvtimeo_ignored", "SO_RCVTIMEO has no effect", OPTION_IGNORED(SOL_SOCKET, SO_RCVTIMEO)},
	{"sndtimeo_ignored", "SO_SNDTIMEO has no effect", OPTION_IGNORED(SOL_SOCKET, SO_SNDTIMEO)},
	{"rcvlowat_ignored", "SO_RCVLOWAT has no effect", OPTION_IGNORED(SOL_SOCKET, SO_RCVLOWAT)},
	{"rcvbuf_ignored", "SO_RCVBUF has no effect", OPTION_IGNORED(SOL_SOCKET, SO_RCVBUF)},
	{"sndbuf_ignored", "SO_SNDBUF has no effect", OPTION_IGNORED(SOL_SOCKET, SO_SNDBUF)},
	{"reuseaddr_ignored", "SO_REUSEADDR has no effect", OPTION_IGNORED(SOL_SOCKET, SO_REUSEADDR)},
	{"v6only_ignored", "IPV6_V6ONLY has no effect", OPTION_IGNORED(IPPROTO_IPV6, IPV6_V6ONLY)},
	{"ttl_ignored", "IP_TTL and IPV6_UNICAST_HOPS have no effect", OPTION_IGNORED(IPPROTO_IP, IP_TTL)},
	{"tos_ignored", "IP_TOS and IPV6_TCLASS have no effect", OPTION_IGNORED(IPPROTO_IP, IP_TOS)},
	{"recverr_ignored", "IP_RECVERR and IPV6_RECVERR have no effect", OPTION_IGNORED(IPPROTO_IP, IP_RECVERR)},
	{"mtu_discover_ignored", "IP_MTU_DISCOVER has no effect", OPTION_IGNORED(IPPROTO_IP, IP_MTU_DISCOVER)},
	{"so_error_forgotten", "SO_ERROR is always 0", OPTION_TOLD_AS(SOL_SOCKET, SO_ERROR, 0)},
	{"so_error_stays", "SO_ERROR tells its error again and again", .calls.getsockopt = option_error_stays},
	{"acceptconn_never", "SO_ACCEPTCONN is always 0", OPTION_TOLD_AS(SOL_SOCKET, SO_ACCEPTCONN, 0)},
	{"protocol_unknown", "SO_PROTOCOL tells the 0 that socket was given", OPTION_TOLD_AS(SOL_SOCKET, SO_PROTOCOL, 0)},
	{"type_with_flags", "SO_TYPE has SOCK_NONBLOCK and SOCK_CLOEXEC in it", .calls.getsockopt = option_type_with_flags},
	{"rcvbuf_not_doubled", "SO_RCVBUF tells what was asked for, as in BSD", .calls.getsockopt = option_get_half,
		.level = SOL_SOCKET, .option = SO_RCVBUF},
	{"sndbuf_not_doubled", "SO_SNDBUF tells what was asked for, as in BSD", .calls.getsockopt = option_get_half,
		.level = SOL_SOCKET, .option = SO_SNDBUF},
	{"option_length_kept", "getsockopt tells the length that it was given", .calls.getsockopt = option_length_kept},
	{"option_must_fit", "getsockopt says EFAULT where the answer does not fit, as in Winsock",
		.calls.getsockopt = option_must_fit},
	{"option_not_normalised", "SO_KEEPALIVE is told with the number that it was set to",
		.calls.setsockopt = option_not_normalised, .calls.getsockopt = option_get_kept, .level = SOL_SOCKET,
		.option = SO_KEEPALIVE},
	{"nonblock_ignored", "fcntl does not set O_NONBLOCK", .calls.fcntl = option_nonblock_ignored},
	{"socket_nonblock_ignored", "socket forgets SOCK_NONBLOCK", .calls.socket = option_socket_without,
		.bits = SOCK_NONBLOCK},
	{"socket_cloexec_ignored", "socket forgets SOCK_CLOEXEC", .calls.socket = option_socket_without,
		.bits = SOCK_CLOEXEC},
	{"fionread_says_yes", "FIONREAD says 1 for any number of bytes", .calls.ioctl = option_ioctl_told,
		.option = FIONREAD, .to = 1},
	{"fionread_counts_headers", "FIONREAD counts the sender's address too, as in BSD", .calls.ioctl = option_ioctl_told,
		.option = FIONREAD, .bits = 16},
	{"outq_always_empty", "SIOCOUTQ says 0", .calls.ioctl = option_ioctl_told, .option = OPTION_SIOCOUTQ, .to = 0},
	{.name = NULL},
};
