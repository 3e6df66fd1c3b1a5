/* SPDX-License-Identifier: BSD-2-Clause */
/* Wrong UDP servers. */
#include "config.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "tests/wrong/wrong.h"

#define ROOM 65536

struct datagram {
	char bytes[ROOM];
	size_t length;
	struct sockaddr_storage peer;
	socklen_t peer_length;
};

static void take(int fd, struct datagram *datagram)
{
	ssize_t got;

	do {
		datagram->peer_length = sizeof datagram->peer;
		got = recvfrom(fd, datagram->bytes, sizeof datagram->bytes, 0, (struct sockaddr *)&datagram->peer,
			&datagram->peer_length);
	} while (got < 0);
	datagram->length = (size_t)got;
}

static void answer(int fd, const struct datagram *to, const void *bytes, size_t length)
{
	sendto(fd, bytes, length, MSG_NOSIGNAL, (const struct sockaddr *)&to->peer, to->peer_length);
}

void wrong_udp_splits(int fd)
{
	static struct datagram datagram;
	size_t half;

	for (;;) {
		take(fd, &datagram);
		half = datagram.length / 2;
		answer(fd, &datagram, datagram.bytes, half);
		answer(fd, &datagram, datagram.bytes + half, datagram.length - half);
	}
}

void wrong_udp_truncates(int fd)
{
	static struct datagram datagram;

	for (;;) {
		take(fd, &datagram);
		answer(fd, &datagram, datagram.bytes, datagram.length < 512 ? datagram.length : 512);
	}
}

void wrong_udp_merges(int fd)
{
	static struct datagram first, second;

	for (;;) {
		take(fd, &first);
		take(fd, &second);
		if (second.length > sizeof first.bytes - first.length)
			second.length = sizeof first.bytes - first.length;
		memcpy(first.bytes + first.length, second.bytes, second.length);
		answer(fd, &first, first.bytes, first.length + second.length);
	}
}

/* The other socket is of the same family and not bound, so the kernel finds a port for it. */
void wrong_udp_port(int fd)
{
	static struct datagram datagram;
	struct sockaddr_storage local;
	socklen_t length = sizeof local;
	int other = -1;

	if (getsockname(fd, (struct sockaddr *)&local, &length) == 0)
		other = socket(local.ss_family, SOCK_DGRAM, 0);
	for (;;) {
		take(fd, &datagram);
		answer(other, &datagram, datagram.bytes, datagram.length);
	}
}

void wrong_udp_empty(int fd)
{
	static struct datagram datagram;

	for (;;) {
		take(fd, &datagram);
		if (datagram.length > 0)
			answer(fd, &datagram, datagram.bytes, datagram.length);
	}
}

void wrong_udp_twice(int fd)
{
	static struct datagram datagram;

	for (;;) {
		take(fd, &datagram);
		answer(fd, &datagram, datagram.bytes, datagram.length);
		answer(fd, &datagram, datagram.bytes, datagram.length);
	}
}

void wrong_udp_swaps(int fd)
{
	static struct datagram first, second;

	for (;;) {
		take(fd, &first);
		take(fd, &second);
		answer(fd, &second, second.bytes, second.length);
		answer(fd, &first, first.bytes, first.length);
	}
}

void wrong_udp_discard(int fd)
{
	static struct datagram datagram;

	for (;;) {
		take(fd, &datagram);
		answer(fd, &datagram, datagram.bytes, datagram.length);
	}
}

void wrong_udp_count(int fd)
{
	static struct datagram datagram;
	char text[32];

	for (;;) {
		take(fd, &datagram);
		answer(fd, &datagram, text, (size_t)snprintf(text, sizeof text, "%zu", datagram.length + 1));
	}
}

void wrong_udp_chargen(int fd)
{
	static struct datagram datagram;
	char text[600];
	size_t i;

	for (i = 0; i < sizeof text; i++)
		text[i] = (char)(' ' + i % 95);
	for (;;) {
		take(fd, &datagram);
		answer(fd, &datagram, text, sizeof text);
	}
}

void wrong_udp_daytime(int fd)
{
	static struct datagram datagram;
	char text[64];
	struct tm parts;
	time_t now;

	for (;;) {
		take(fd, &datagram);
		now = time(NULL);
		if (localtime_r(&now, &parts) != NULL)
			answer(fd, &datagram, text, strftime(text, sizeof text, "%a %b %e %H:%M:%S %Y", &parts));
	}
}

void wrong_udp_deaf(int fd)
{
	static struct datagram datagram;

	for (;;)
		take(fd, &datagram);
}
