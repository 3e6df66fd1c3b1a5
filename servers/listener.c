/* SPDX-License-Identifier: BSD-2-Clause */
/* Opening the sockets that a server waits on. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "servers/listener.h"

/* A port that is free in one family may be taken in the other; then another one is tried, so often. */
#define PORT_TRIES 64

static int listener_fail(char *reason, size_t room, const char *format, ...) __attribute__((format(printf, 3, 4)));

static int listener_fail(char *reason, size_t room, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	vsnprintf(reason, room, format, list);
	va_end(list);
	return -1;
}

static int listener_set(int fd, int level, int option)
{
	const int on = 1;

	return setsockopt(fd, level, option, &on, sizeof on);
}

/* The answer to a datagram leaves from the address that it was sent to, so that is asked for with each. */
static int listener_prepare(int fd, int family, bool udp)
{
	if (family == AF_INET6 && listener_set(fd, IPPROTO_IPV6, IPV6_V6ONLY) != 0)
		return -1;
	if (!udp)
		return listener_set(fd, SOL_SOCKET, SO_REUSEADDR);
	if (family == AF_INET6)
		return listener_set(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO);
	return listener_set(fd, IPPROTO_IP, IP_PKTINFO);
}

/* -1 with errno. */
static int listener_open(const struct sockaddr *address, socklen_t length, bool udp, int backlog)
{
	int fd, saved;

	fd = socket(address->sa_family, (udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (listener_prepare(fd, address->sa_family, udp) == 0 && bind(fd, address, length) == 0
		&& (udp || listen(fd, backlog) == 0))
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

static void listener_set_port(struct sockaddr_storage *address, int port)
{
	if (address->ss_family == AF_INET6)
		((struct sockaddr_in6 *)address)->sin6_port = htons((uint16_t)port);
	else
		((struct sockaddr_in *)address)->sin_port = htons((uint16_t)port);
}

static int listener_port(int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof address;

	if (getsockname(fd, (struct sockaddr *)&address, &length) != 0)
		return -1;
	if (address.ss_family == AF_INET6)
		return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
	return ntohs(((struct sockaddr_in *)&address)->sin_port);
}

static void listeners_describe(struct listeners *listeners, const char *host)
{
	size_t length = strlen(listeners->addresses);

	snprintf(listeners->addresses + length, sizeof listeners->addresses - length,
		strchr(host, ':') != NULL ? "%s[%s]:%d" : "%s%s:%d", length > 0 ? " and " : "", host, listeners->port);
}

/* Opens one more socket, on the port of those that are open. 0, or -1 with errno. */
static int listeners_add(struct listeners *listeners, const char *host, struct sockaddr_storage *address,
	socklen_t length, bool udp, const struct settings *settings)
{
	int fd;

	listener_set_port(address, listeners->port);
	fd = listener_open((struct sockaddr *)address, length, udp, settings->backlog);
	if (fd < 0)
		return -1;
	listeners->fds[listeners->count++] = fd;
	listeners->port = listener_port(fd);
	listeners_describe(listeners, host);
	return 0;
}

static int listeners_open_host(struct listeners *listeners, const struct settings *settings, bool udp, char *reason,
	size_t room)
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST, .ai_family = AF_UNSPEC,
		.ai_socktype = udp ? SOCK_DGRAM : SOCK_STREAM };
	struct sockaddr_storage address = { 0 };
	struct addrinfo *found = NULL;
	socklen_t length;

	if (getaddrinfo(settings->host, NULL, &hints, &found) != 0 || found->ai_addrlen > sizeof address) {
		if (found != NULL)
			freeaddrinfo(found);
		return listener_fail(reason, room, "'%s' is not a numeric IPv4 or IPv6 address", settings->host);
	}
	memcpy(&address, found->ai_addr, found->ai_addrlen);
	length = found->ai_addrlen;
	freeaddrinfo(found);
	listeners->port = settings->port;
	if (listeners_add(listeners, settings->host, &address, length, udp, settings) != 0)
		return listener_fail(reason, room, "cannot listen on %s port %d: %s", settings->host, settings->port,
			strerror(errno));
	return 0;
}

/* Both wildcard addresses; one of them where the machine has only that family. 0, or -1 with errno. */
static int listeners_try_any(struct listeners *listeners, const struct settings *settings, bool udp)
{
	struct sockaddr_storage address6 = { .ss_family = AF_INET6 }, address4 = { .ss_family = AF_INET };
	int failed6 = 0;

	listeners->port = settings->port;
	if (listeners_add(listeners, "::", &address6, sizeof(struct sockaddr_in6), udp, settings) != 0) {
		if (errno != EAFNOSUPPORT && errno != EADDRNOTAVAIL)
			return -1;
		failed6 = errno;
	}
	if (listeners_add(listeners, "0.0.0.0", &address4, sizeof(struct sockaddr_in), udp, settings) == 0)
		return 0;
	if (failed6 == 0 && (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL))
		return 0;
	return -1;
}

int listeners_open(struct listeners *listeners, const struct settings *settings, bool udp, char *reason,
	size_t room)
{
	int tries, saved = 0;

	memset(listeners, 0, sizeof *listeners);
	if (settings->host != NULL)
		return listeners_open_host(listeners, settings, udp, reason, room);
	for (tries = 0; tries < PORT_TRIES; tries++) {
		if (listeners_try_any(listeners, settings, udp) == 0)
			return 0;
		saved = errno;
		listeners_close(listeners);
		if (saved != EADDRINUSE || settings->port != 0)
			break;
	}
	return listener_fail(reason, room, "cannot listen on port %d: %s", settings->port, strerror(saved));
}

void listeners_close(struct listeners *listeners)
{
	size_t i;

	for (i = 0; i < listeners->count; i++)
		close(listeners->fds[i]);
	listeners->count = 0;
	listeners->addresses[0] = '\0';
}
