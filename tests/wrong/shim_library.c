/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mistakes of what a C library puts on top of sockets: streams of stdio, look-ups, pairs and duplicates. Each C library
 * has its own, and programs that were tried with one stumble over the other.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "tests/wrong/shim.h"

SHIM_FORWARD(int, socketpair, (int family, int type, int protocol, int pair[2]), (family, type, protocol, pair))
SHIM_FORWARD(int, dup2, (int fd, int wanted), (fd, wanted))
SHIM_FORWARD(FILE *, fdopen, (int fd, const char *mode), (fd, mode))
SHIM_FORWARD(char *, fgets, (char *text, int size, FILE *file), (text, size, file))
SHIM_FORWARD(int, fflush, (FILE *file), (file))
SHIM_FORWARD(int, fclose, (FILE *file), (file))
SHIM_FORWARD(int, getaddrinfo, (const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found), (host, service, hints, found))
SHIM_FORWARD(unsigned int, if_nametoindex, (const char *name), (name))
SHIM_FORWARD(struct protoent *, getprotobyname, (const char *name), (name))

static bool library_of_socket(FILE *file)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;

	return file != NULL && shim_next.getsockname(fileno(file), (struct sockaddr *)&address, &length) == 0;
}

static int library_pair_of_streams(int family, int type, int protocol, int *pair)
{
	return shim_next.socketpair(family, type == SOCK_DGRAM || type == SOCK_SEQPACKET ? SOCK_STREAM : type, protocol, pair);
}

static int library_pair_of_inet(int family, int type, int protocol, int *pair)
{
	return shim_next.socketpair(family == AF_INET || family == AF_INET6 ? AF_UNIX : family, type, protocol, pair);
}

/* A number that is taken is not given up for the new one. */
static int library_dup2_refuses(int fd, int wanted)
{
	if (fd != wanted && shim_next.fcntl(wanted, F_GETFD) >= 0) {
		errno = EBUSY;
		return -1;
	}
	return shim_next.dup2(fd, wanted);
}

static FILE *library_unbuffered(int fd, const char *mode)
{
	FILE *file = shim_next.fdopen(fd, mode);

	if (library_of_socket(file))
		setvbuf(file, NULL, _IONBF, 0);
	return file;
}

static int library_flush_ignored(FILE *file)
{
	return library_of_socket(file) ? 0 : shim_next.fflush(file);
}

static int library_close_leaves_open(FILE *file)
{
	int result;

	if (library_of_socket(file)) {
		result = dup(fileno(file));
		(void)result;
	}
	return shim_next.fclose(file);
}

static char *library_line_without_end(char *text, int size, FILE *file)
{
	char *line = shim_next.fgets(text, size, file);

	if (line != NULL)
		line[strcspn(line, "\n")] = '\0';
	return line;
}

static int library_passive_ignored(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found)
{
	struct addrinfo other = {0};

	if (hints != NULL)
		other = *hints;
	other.ai_flags &= ~AI_PASSIVE;
	return shim_next.getaddrinfo(host, service, hints != NULL ? &other : NULL, found);
}

static int library_port_unsaid(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found)
{
	int result = shim_next.getaddrinfo(host, service, hints, found);

	/* The port stands in the same place in both families. */
	for (struct addrinfo *each = result == 0 ? *found : NULL; each != NULL; each = each->ai_next)
		((struct sockaddr_in *)(void *)each->ai_addr)->sin_port = 0;
	return result;
}

static int library_numeric_unchecked(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found)
{
	int result = shim_next.getaddrinfo(host, service, hints, found);

	return result == EAI_NONAME ? shim_next.getaddrinfo("127.0.0.1", service, hints, found) : result;
}

static unsigned int library_index_of_first(const char *name)
{
	(void)name;
	return 1;
}

static struct protoent *library_protocol_of_tcp(const char *name)
{
	return strcmp(name, "udp") == 0 ? shim_next.getprotobyname("tcp") : shim_next.getprotobyname(name);
}

const struct shim shim_library_rows[] = {
	{"pair_is_of_streams", "socketpair of datagrams makes streams", .calls.socketpair = library_pair_of_streams},
	{"pair_of_internet_sockets", "socketpair takes AF_INET for AF_UNIX", .calls.socketpair = library_pair_of_inet},
	{"dup2_refuses_what_is_taken", "dup2 to a number in use says EBUSY", .calls.dup2 = library_dup2_refuses},
	{"stdio_unbuffered", "a stream over a socket has no buffer", .calls.fdopen = library_unbuffered},
	{"flush_ignored", "fflush of a stream over a socket does nothing", .calls.fflush = library_flush_ignored},
	{"fclose_leaves_open", "fclose leaves the connection open", .calls.fclose = library_close_leaves_open},
	{"fgets_without_line_end", "fgets leaves out the line's end", .calls.fgets = library_line_without_end},
	{"passive_ignored", "getaddrinfo with AI_PASSIVE gives loopback", .calls.getaddrinfo = library_passive_ignored},
	{"service_ignored", "getaddrinfo gives port 0", .calls.getaddrinfo = library_port_unsaid},
	{"no_name_as_loopback", "getaddrinfo gives loopback for what is no address",
		.calls.getaddrinfo = library_numeric_unchecked},
	{"interface_is_the_first", "if_nametoindex says 1 for any name", .calls.if_nametoindex = library_index_of_first},
	{"protocol_of_udp_is_tcp", "getprotobyname gives TCP's number for UDP",
		.calls.getprotobyname = library_protocol_of_tcp},
	{.name = NULL},
};
