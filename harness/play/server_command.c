/* SPDX-License-Identifier: BSD-2-Clause */
/* What a user's server needs before it is started. */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/play/server_command.h"

#define PORT_TRIES 32

static const struct {
	const char *name, *protocol;
} kinds[] = {
#define KIND(function, name, protocol, text) { name, protocol },
#include "servers/kinds.def"
#undef KIND
};

bool server_kind_is_udp(const char *kind)
{
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, kind) == 0)
			return strcmp(kinds[i].protocol, "udp") == 0;
	return false;
}

char *server_expand_command(struct arena *arena, const char *command, const char *host, int port, struct err *err)
{
	const char *rest = command;
	bool has_port = false;
	struct str text;
	char *expanded;

	str_init(&text);
	while (*rest) {
		if (strncmp(rest, "{port}", 6) == 0) {
			str_addf(&text, "%d", port);
			rest += 6;
			has_port = true;
		} else if (strncmp(rest, "{host}", 6) == 0) {
			str_add(&text, host);
			rest += 6;
		} else {
			str_add_bytes(&text, rest++, 1);
		}
	}
	expanded = has_port ? arena_strdup(arena, str_text(&text)) : NULL;
	if (!expanded)
		err_set(err, "the command \"%s\" does not say where its {port} goes", command);
	str_free(&text);
	return expanded;
}

/* Binds a socket there; 0 as the port takes any, and *port becomes it. The socket, or -1 with errno. */
static int bind_port(const char *address, int type, int *port)
{
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
	} at;
	socklen_t length;
	int fd, number;

	memset(&at, 0, sizeof at);
	if (inet_pton(AF_INET, address, &at.in.sin_addr) == 1) {
		at.in.sin_family = AF_INET;
		at.in.sin_port = htons((uint16_t)*port);
		length = sizeof at.in;
	} else {
		inet_pton(AF_INET6, address, &at.in6.sin6_addr);
		at.in6.sin6_family = AF_INET6;
		at.in6.sin6_port = htons((uint16_t)*port);
		length = sizeof at.in6;
	}
	fd = socket(at.any.sa_family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (bind(fd, &at.any, length) < 0 || getsockname(fd, &at.any, &length) < 0) {
		number = errno;
		close(fd);
		errno = number;
		return -1;
	}
	*port = ntohs(at.any.sa_family == AF_INET ? at.in.sin_port : at.in6.sin6_port);
	return fd;
}

int server_find_port(struct sandbox *sandbox, const char *address, int *port, struct err *err)
{
	int tries, stream = -1, datagram = -1, number = 0;

	if (sandbox_visit(sandbox, HOST_SERVER, err) < 0)
		return -1;
	for (tries = 0; tries < PORT_TRIES && datagram < 0; tries++) {
		*port = 0;
		stream = bind_port(address, SOCK_STREAM, port);
		if (stream >= 0)
			datagram = bind_port(address, SOCK_DGRAM, port);
		number = errno;
		if (stream >= 0)
			close(stream);
	}
	if (datagram >= 0)
		close(datagram);
	if (sandbox_leave(sandbox, err) < 0)
		return -1;
	return datagram < 0 ? err_set_errno(err, number, "cannot find a free port for a server on %s", address) : 0;
}
