/* SPDX-License-Identifier: BSD-2-Clause */
/* Sockets on the sandbox's hosts, for its tests. */
#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "tests/unit/sandbox_support.h"
#include "tests/unit/unit.h"

int support_run(Suite *suite, enum level needed)
{
	struct sandbox_probe probes[3];

	if (sandbox_probe_levels(probes) < 0 || !probes[needed].works) {
		printf("1..0 # SKIP %s\n", probes[needed].reason);
		return 0;
	}
	return unit_run(suite);
}

void support_open(struct sandbox *sandbox, enum level level)
{
	enum level given;
	char reason[256];
	struct err err;

	err_init(&err);
	ck_assert_msg(sandbox_enter(level, &given, reason, sizeof reason, &err) == 0, "%s", err.text);
	ck_assert_msg(given == level, "%s", reason);
	ck_assert_msg(sandbox_open(sandbox, level, &err) == 0, "%s", err.text);
	ck_assert_msg(sandbox->level == level, "%s", sandbox->level_reason);
}

int support_socket(struct sandbox *sandbox, enum case_host host, int family, int type)
{
	int fd;

	ck_assert_int_eq(sandbox_visit(sandbox, host, NULL), 0);
	fd = socket(family == 6 ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(sandbox_leave(sandbox, NULL), 0);
	return fd;
}

static socklen_t fill(struct sandbox *sandbox, enum case_host host, int family, int port, struct sockaddr_storage *room)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)room;
	struct sockaddr_in *in = (struct sockaddr_in *)room;

	memset(room, 0, sizeof *room);
	if (family == 6) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons((uint16_t)port);
		ck_assert_int_eq(inet_pton(AF_INET6, sandbox->hosts[host].address6, &in6->sin6_addr), 1);
		return sizeof *in6;
	}
	in->sin_family = AF_INET;
	in->sin_port = htons((uint16_t)port);
	ck_assert_int_eq(inet_pton(AF_INET, sandbox->hosts[host].address4, &in->sin_addr), 1);
	return sizeof *in;
}

int support_bind(struct sandbox *sandbox, int fd, enum case_host host, int family, int port)
{
	struct sockaddr_storage room;
	socklen_t length = fill(sandbox, host, family, port, &room);

	return bind(fd, (struct sockaddr *)&room, length);
}

int support_connect(struct sandbox *sandbox, int fd, enum case_host host, int family, int port)
{
	struct sockaddr_storage room;
	socklen_t length = fill(sandbox, host, family, port, &room);

	return connect(fd, (struct sockaddr *)&room, length);
}

static int show(const struct sockaddr_storage *room, char address[64])
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)room;
	const struct sockaddr_in *in = (const struct sockaddr_in *)room;

	if (room->ss_family == AF_INET6) {
		inet_ntop(AF_INET6, &in6->sin6_addr, address, 64);
		return ntohs(in6->sin6_port);
	}
	inet_ntop(AF_INET, &in->sin_addr, address, 64);
	return ntohs(in->sin_port);
}

int support_local(int fd, char address[64])
{
	struct sockaddr_storage room;
	socklen_t length = sizeof room;

	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&room, &length), 0);
	return show(&room, address);
}

int support_peer(int fd, char address[64])
{
	struct sockaddr_storage room;
	socklen_t length = sizeof room;

	ck_assert_int_eq(getpeername(fd, (struct sockaddr *)&room, &length), 0);
	return show(&room, address);
}

static uint32_t sum(uint32_t total, const uint8_t *bytes, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		total += i % 2 ? bytes[i] : (uint32_t)bytes[i] << 8;
	while (total > 0xffff)
		total = (total & 0xffff) + (total >> 16);
	return total;
}

bool support_checksum_is_right(const uint8_t *packet, size_t length)
{
	uint32_t total;

	if (packet[0] >> 4 == 6) {
		total = sum(0, packet + 8, 32) + packet[6] + (uint32_t)(length - 40);
		return sum(total, packet + 40, length - 40) == 0xffff;
	}
	total = sum(0, packet + 12, 8) + packet[9] + (uint32_t)(length - 20);
	return sum(total, packet + 20, length - 20) == 0xffff && sum(0, packet, 20) == 0xffff;
}
