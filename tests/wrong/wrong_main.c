/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * wrong-server [--port=N] [--ready-fd=N] NAME: one of the wrong servers; --list names them, each with the kind
 * whose place it takes and what is wrong, between tabs.
 */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/wrong/wrong.h"

static const struct wrong_server servers[] = {
#define WRONG(function, name, kind, flags, describe) { name, kind, describe, flags, function },
#include "tests/wrong/wrong.def"
#undef WRONG
};
#define SERVERS (sizeof servers / sizeof servers[0])

static const struct wrong_server *main_find(const char *name)
{
	size_t i;

	for (i = 0; i < SERVERS; i++) {
		if (strcmp(servers[i].name, name) == 0)
			return &servers[i];
	}
	return NULL;
}

static int main_complain(const char *what)
{
	fprintf(stderr, "wrong-server: %s: %s\n", what, strerror(errno));
	return 1;
}

/* One socket for both families, or for IPv4 where there is no other. -1 with errno. */
static int main_open(bool udp, bool ipv4_only, int *port)
{
	struct sockaddr_in6 any6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)*port) };
	struct sockaddr_in any4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)*port) };
	const int on = 1, off = 0;
	socklen_t length = sizeof any6;
	int fd = -1, type = udp ? SOCK_DGRAM : SOCK_STREAM;

	if (!ipv4_only)
		fd = socket(AF_INET6, type, 0);
	if (fd >= 0) {
		if (setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) != 0
			|| (!udp && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0)
			|| bind(fd, (struct sockaddr *)&any6, sizeof any6) != 0)
			return -1;
	} else {
		fd = socket(AF_INET, type, 0);
		if (fd < 0 || (!udp && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0)
			|| bind(fd, (struct sockaddr *)&any4, sizeof any4) != 0)
			return -1;
	}
	if (!udp && listen(fd, 128) != 0)
		return -1;
	/* The port stands at the same place in both families' addresses. */
	if (getsockname(fd, (struct sockaddr *)&any6, &length) != 0)
		return -1;
	*port = ntohs(any6.sin6_port);
	return fd;
}

struct client {
	const struct wrong_server *server;
	int fd;
};

static void *main_serve_client(void *argument)
{
	struct client client = *(struct client *)argument;

	free(argument);
	client.server->serve(client.fd);
	return NULL;
}

static void main_accept(const struct wrong_server *server, int listener)
{
	struct client *client;
	pthread_t thread;
	int fd;

	for (;;) {
		fd = accept(listener, NULL, NULL);
		client = fd < 0 ? NULL : malloc(sizeof *client);
		if (client == NULL)
			continue;
		*client = (struct client){ server, fd };
		if (pthread_create(&thread, NULL, main_serve_client, client) != 0) {
			close(fd);
			free(client);
		} else {
			pthread_detach(thread);
		}
	}
}

static void main_on_signal(int number)
{
	(void)number;
	_exit(0);
}

static void main_say_ready(int fd, int port)
{
	if (fd < 0) {
		printf("ready %d\n", port);
		fflush(stdout);
		return;
	}
	dprintf(fd, "ready %d\n", port);
	close(fd);
}

static int main_serve(const struct wrong_server *server, int port, int ready_fd)
{
	const struct sigaction action = { .sa_handler = main_on_signal };
	bool udp = strncmp(server->kind, "udp", 3) == 0;
	int fd = main_open(udp, (server->flags & WRONG_IPV4_ONLY) != 0, &port);

	if (fd < 0)
		return main_complain("cannot listen");
	if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGINT, &action, NULL) != 0)
		return main_complain("sigaction");
	main_say_ready(ready_fd, port);
	if (udp)
		server->serve(fd);
	else
		main_accept(server, fd);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "list", no_argument, NULL, 'l' },
		{ "port", required_argument, NULL, 'p' }, { "ready-fd", required_argument, NULL, 'r' },
		{ NULL, 0, NULL, 0 } };
	const struct wrong_server *server;
	int option, port = 0, ready_fd = -1;
	size_t i;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'l') {
			for (i = 0; i < SERVERS; i++)
				printf("%s\t%s\t%s\n", servers[i].name, servers[i].kind, servers[i].describe);
			return 0;
		}
		if (option == 'p')
			port = (int)strtol(optarg, NULL, 10);
		else if (option == 'r')
			ready_fd = (int)strtol(optarg, NULL, 10);
		else
			return 2;
	}
	server = optind + 1 == argc ? main_find(argv[optind]) : NULL;
	if (server == NULL) {
		fputs("Usage: wrong-server --list | [--port=N] [--ready-fd=N] NAME\n", stderr);
		return 2;
	}
	return main_serve(server, port, ready_fd);
}
