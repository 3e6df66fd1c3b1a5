/* SPDX-License-Identifier: BSD-2-Clause */
/* Wrong echo servers, each wrong in its own way. */
#include "config.h"

#include <ctype.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/wrong/wrong.h"

#define ROOM 16384

/* Sends back until the client's end, each piece as `change` leaves it. `at` is the piece's place in the stream. */
static void echo_with(int fd, size_t (*change)(char *bytes, size_t length, size_t at))
{
	char bytes[2 * ROOM];
	size_t at = 0, length;
	long got;

	while ((got = wrong_receive(fd, bytes, ROOM)) > 0) {
		length = change != NULL ? change(bytes, (size_t)got, at) : (size_t)got;
		at += (size_t)got;
		if (!wrong_send(fd, bytes, length))
			break;
	}
	close(fd);
}

static size_t change_lose(char *bytes, size_t length, size_t at)
{
	if (at > 2 || at + length <= 2)
		return length;
	memmove(bytes + 2 - at, bytes + 3 - at, length - (3 - at));
	return length - 1;
}

void wrong_echo_loses(int fd)
{
	echo_with(fd, change_lose);
}

static size_t change_repeat(char *bytes, size_t length, size_t at)
{
	if (at > 2 || at + length <= 2)
		return length;
	memmove(bytes + 3 - at, bytes + 2 - at, length - (2 - at));
	return length + 1;
}

void wrong_echo_repeats(int fd)
{
	echo_with(fd, change_repeat);
}

static size_t change_upper(char *bytes, size_t length, size_t at)
{
	size_t i;

	(void)at;
	for (i = 0; i < length; i++)
		bytes[i] = (char)toupper((unsigned char)bytes[i]);
	return length;
}

void wrong_echo_upper(int fd)
{
	echo_with(fd, change_upper);
}

static size_t change_flip(char *bytes, size_t length, size_t at)
{
	if (at <= 10000 && at + length > 10000)
		bytes[10000 - at] ^= 1;
	return length;
}

void wrong_echo_flips(int fd)
{
	echo_with(fd, change_flip);
}

static size_t change_add_nul(char *bytes, size_t length, size_t at)
{
	(void)at;
	bytes[length] = '\0';
	return length + 1;
}

void wrong_echo_nul(int fd)
{
	echo_with(fd, change_add_nul);
}

static size_t change_stop_at_nul(char *bytes, size_t length, size_t at)
{
	(void)at;
	return strnlen(bytes, length);
}

void wrong_echo_strlen(int fd)
{
	echo_with(fd, change_stop_at_nul);
}

void wrong_echo_four(int fd)
{
	echo_with(fd, NULL);
}

void wrong_echo_greets(int fd)
{
	if (wrong_send(fd, "welcome\r\n", 9))
		echo_with(fd, NULL);
	else
		close(fd);
}

void wrong_echo_serial(int fd)
{
	static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&one);
	echo_with(fd, NULL);
	pthread_mutex_unlock(&one);
}

void wrong_echo_bytes(int fd)
{
	const int on = 1;
	char bytes[ROOM];
	long got, i;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	while ((got = wrong_receive(fd, bytes, sizeof bytes)) > 0) {
		for (i = 0; i < got; i++) {
			if (!wrong_send(fd, bytes + i, 1))
				break;
		}
	}
	close(fd);
}

/* Reads and sends in pieces of exactly `piece`; what is less comes at the client's end. */
static void echo_in_pieces(int fd, size_t piece)
{
	char bytes[ROOM];
	size_t length = 0;
	long got;

	while ((got = wrong_receive(fd, bytes + length, piece - length)) > 0) {
		length += (size_t)got;
		if (length < piece)
			continue;
		if (!wrong_send(fd, bytes, length))
			break;
		length = 0;
	}
	if (got == 0)
		wrong_send(fd, bytes, length);
	close(fd);
}

void wrong_echo_buffers(int fd)
{
	echo_in_pieces(fd, 4096);
}

void wrong_echo_merges(int fd)
{
	char bytes[2 * ROOM];
	long first, second;

	while ((first = wrong_receive(fd, bytes, ROOM)) > 0) {
		second = wrong_receive(fd, bytes + first, ROOM);
		if (second < 0 || !wrong_send(fd, bytes, (size_t)(first + second)) || second == 0)
			break;
	}
	close(fd);
}

void wrong_echo_ends(int fd)
{
	char bytes[ROOM];
	long got = wrong_receive(fd, bytes, sizeof bytes);

	if (got > 0)
		wrong_send(fd, bytes, (size_t)got);
	close(fd);
}

/* Echoes to the client's end and leaves the socket open. */
static void echo_to_the_end(int fd)
{
	int copy = dup(fd);

	if (copy >= 0)
		echo_with(copy, NULL);
}

void wrong_echo_resets(int fd)
{
	echo_to_the_end(fd);
	wrong_wait_until_sent(fd); /* what is underway is not to be lost with it */
	wrong_reset(fd);
}

void wrong_echo_stays(int fd)
{
	echo_to_the_end(fd);
	wrong_stay(fd);
	close(fd);
}

static size_t change_cut(char *bytes, size_t length, size_t at)
{
	(void)bytes;
	if (at >= 16384)
		return 0;
	return at + length <= 16384 ? length : 16384 - at;
}

void wrong_echo_cuts(int fd)
{
	echo_with(fd, change_cut);
}

/* The bytes from 4096 on wait until two blocks of them are there. */
void wrong_echo_swaps(int fd)
{
	enum { BEGIN = 4096, BLOCK = 1024 };
	char bytes[ROOM], swapped[2 * BLOCK];
	size_t at = 0, want;
	long got;

	for (;;) {
		want = at < BEGIN ? BEGIN - at : at < BEGIN + 2 * BLOCK ? BEGIN + 2 * BLOCK - at : sizeof bytes;
		got = wrong_receive(fd, bytes, want);
		if (got <= 0)
			break;
		if (at >= BEGIN && at < BEGIN + 2 * BLOCK) {
			memcpy(swapped + (at - BEGIN), bytes, (size_t)got);
			at += (size_t)got;
			if (at == BEGIN + 2 * BLOCK && !(wrong_send(fd, swapped + BLOCK, BLOCK)
				&& wrong_send(fd, swapped, BLOCK)))
				break;
			continue;
		}
		at += (size_t)got;
		if (!wrong_send(fd, bytes, (size_t)got))
			break;
	}
	/* Less than two blocks, and the client has ended: there is nothing to swap. */
	if (got == 0 && at > BEGIN && at < BEGIN + 2 * BLOCK)
		wrong_send(fd, swapped, at - BEGIN);
	close(fd);
}

void wrong_echo_half(int fd)
{
	char bytes[ROOM];
	size_t length = 0;
	long got;

	while (length < sizeof bytes && (got = wrong_receive(fd, bytes + length, sizeof bytes - length)) > 0)
		length += (size_t)got;
	wrong_send(fd, bytes, length / 2);
	close(fd);
}
