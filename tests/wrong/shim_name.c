/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of names: what bind chooses, and what getsockname and getpeername tell. Stacks behind a translation of
 * addresses make them, and libraries that keep names themselves instead of asking.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "tests/wrong/shim.h"

/* The port stands in the same place in both families. */
static struct sockaddr_in *name_of(struct sockaddr *address)
{
	return (struct sockaddr_in *)(void *)address;
}

static int name_lie(int result, struct sockaddr *address, const socklen_t *length)
{
	if (result == 0 && *length >= sizeof(struct sockaddr_in))
		name_of(address)->sin_port = htons(9);
	return result;
}

static int name_lies(int fd, struct sockaddr *address, socklen_t *length)
{
	return name_lie(shim_next.getsockname(fd, address, length), address, length);
}

static int name_peer_lies(int fd, struct sockaddr *address, socklen_t *length)
{
	return name_lie(shim_next.getpeername(fd, address, length), address, length);
}

static int name_unbound_fails(int fd, struct sockaddr *address, socklen_t *length)
{
	int result = shim_next.getsockname(fd, address, length);

	if (result != 0 || *length < sizeof(struct sockaddr_in) || name_of(address)->sin_port != 0)
		return result;
	errno = EINVAL;
	return -1;
}

static int name_stays_wildcard(int fd, struct sockaddr *address, socklen_t *length)
{
	int result = shim_next.getsockname(fd, address, length);

	if (result == 0 && address->sa_family == AF_INET)
		name_of(address)->sin_addr.s_addr = htonl(INADDR_ANY);
	else if (result == 0 && address->sa_family == AF_INET6 && *length >= sizeof(struct sockaddr_in6))
		((struct sockaddr_in6 *)(void *)address)->sin6_addr = in6addr_any;
	return result;
}

/* The length that came in goes out again. */
static int name_length_kept(int fd, struct sockaddr *address, socklen_t *length)
{
	socklen_t given = *length;
	int result = shim_next.getsockname(fd, address, length);

	*length = given;
	return result;
}

/* A name that does not fit is an error, not cut. */
static int name_must_fit(int fd, struct sockaddr *address, socklen_t *length)
{
	socklen_t given = *length;
	int result = shim_next.getsockname(fd, address, length);

	if (result != 0 || *length <= given)
		return result;
	errno = EINVAL;
	return -1;
}

static int name_peer_of_nobody(int fd, struct sockaddr *address, socklen_t *length)
{
	int result = shim_next.getpeername(fd, address, length);

	if (result == 0 || errno != ENOTCONN)
		return result;
	if (*length > sizeof(struct sockaddr_in))
		*length = sizeof(struct sockaddr_in);
	memset(address, 0, *length);
	return 0;
}

static int name_peer_is_own(int fd, struct sockaddr *address, socklen_t *length)
{
	int result = shim_next.getpeername(fd, address, length);

	return result == 0 ? shim_next.getsockname(fd, address, length) : result;
}

/* Port 0 means the same port each time. */
static int name_bind_port(int fd, const struct sockaddr *address, socklen_t length)
{
	struct sockaddr_storage other;

	if (address == NULL || length < sizeof(struct sockaddr_in) || length > sizeof other
		|| ((const struct sockaddr_in *)(const void *)address)->sin_port != 0)
		return shim_next.bind(fd, address, length);
	memcpy(&other, address, length);
	name_of((struct sockaddr *)&other)->sin_port = htons(1024);
	return shim_next.bind(fd, (struct sockaddr *)&other, length);
}

/* Whatever address is asked for, the socket listens on all. */
static int name_bind_all(int fd, const struct sockaddr *address, socklen_t length)
{
	struct sockaddr_storage other;

	if (address == NULL || length < sizeof(struct sockaddr_in) || length > sizeof other)
		return shim_next.bind(fd, address, length);
	memcpy(&other, address, length);
	if (other.ss_family == AF_INET)
		name_of((struct sockaddr *)&other)->sin_addr.s_addr = htonl(INADDR_ANY);
	else if (other.ss_family == AF_INET6 && length >= sizeof(struct sockaddr_in6))
		((struct sockaddr_in6 *)&other)->sin6_addr = in6addr_any;
	return shim_next.bind(fd, (struct sockaddr *)&other, length);
}

const struct shim shim_name_rows[] = {
	{"names_lie", "getsockname and getpeername tell a port of their own", .calls.getsockname = name_lies,
		.calls.getpeername = name_peer_lies},
	{"name_of_unbound_fails", "getsockname of a socket without a name says EINVAL, as in Winsock",
		.calls.getsockname = name_unbound_fails},
	{"name_stays_wildcard", "getsockname tells the wildcard address when the address is known",
		.calls.getsockname = name_stays_wildcard},
	{"name_length_kept", "getsockname tells the length that it was given", .calls.getsockname = name_length_kept},
	{"name_must_fit", "getsockname says EINVAL where the name does not fit", .calls.getsockname = name_must_fit},
	{"peer_of_nobody", "getpeername succeeds without a connection", .calls.getpeername = name_peer_of_nobody},
	{"peer_is_own_name", "getpeername tells the own name", .calls.getpeername = name_peer_is_own},
	{"bind_chooses_the_same_port", "bind to port 0 gives the same port each time", .calls.bind = name_bind_port},
	{"bind_takes_all_addresses", "bind to one address takes all of them", .calls.bind = name_bind_all},
	{.name = NULL},
};
