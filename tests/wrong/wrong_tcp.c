/* SPDX-License-Identifier: BSD-2-Clause */
/* Wrong TCP servers of the other kinds. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "tests/wrong/wrong.h"

#define STAMP 22

void wrong_discard_answers(int fd)
{
	char bytes[4096];

	while (wrong_receive(fd, bytes, sizeof bytes) > 0) {
		if (!wrong_send(fd, "ok", 2))
			break;
	}
	close(fd);
}

void wrong_discard_stops(int fd)
{
	char bytes[1000];

	recv(fd, bytes, sizeof bytes, MSG_WAITALL);
	wrong_stay(fd);
	close(fd);
}

void wrong_discard_closes(int fd)
{
	close(fd);
}

/* The lines of RFC 864 from `line` on; `skip` is a place of which the character is left out. */
static size_t chargen_text(char *text, size_t lines, size_t skip)
{
	size_t line, column, length = 0, at = 0;

	for (line = 0; line < lines; line++) {
		for (column = 0; column < 74; column++, at++) {
			if (at != skip)
				text[length++] = column == 72 ? '\r' : column == 73 ? '\n'
					: (char)(' ' + (line + column) % 95);
		}
	}
	return length;
}

void wrong_chargen_gap(int fd)
{
	char text[95 * 74];
	size_t length = chargen_text(text, 95, 3 * 74 + 10);

	/* 95 lines are one turn of the ring; every later turn has no gap. */
	while (wrong_send(fd, text, length))
		length = chargen_text(text, 95, sizeof text);
	close(fd);
}

void wrong_chargen_stops(int fd)
{
	char text[10 * 74];

	wrong_send(fd, text, chargen_text(text, 10, sizeof text));
	close(fd);
}

static size_t now_as(char *text, size_t room, bool stamp)
{
	time_t now = time(NULL);
	struct tm parts;

	if (localtime_r(&now, &parts) == NULL)
		return 0;
	if (stamp)
		return strftime(text, room, "[%Y-%m-%d %H:%M:%S] ", &parts);
	return strftime(text, room, "%a %b %e %H:%M:%S %Y\r\n", &parts);
}

void wrong_daytime_bare(int fd)
{
	char text[64];

	wrong_send(fd, text, now_as(text, sizeof text, false) - 2);
	close(fd);
}

void wrong_daytime_stays(int fd)
{
	char text[64];

	wrong_send(fd, text, now_as(text, sizeof text, false));
	wrong_drain(fd);
	close(fd);
}

void wrong_daytime_resets(int fd)
{
	char text[64];

	wrong_send(fd, text, now_as(text, sizeof text, false));
	wrong_wait_until_sent(fd);
	wrong_reset(fd);
}

void wrong_time_none(int fd)
{
	char bytes[4096];
	long got;

	while ((got = wrong_receive(fd, bytes, sizeof bytes)) > 0) {
		if (!wrong_send(fd, bytes, (size_t)got))
			break;
	}
	close(fd);
}

void wrong_time_last(int fd)
{
	char line[4096 + STAMP], byte;
	size_t length = 0;

	while (wrong_receive(fd, &byte, 1) > 0) {
		if (length == 0)
			length = now_as(line, sizeof line, true);
		line[length++] = byte;
		if (byte != '\n' && length < sizeof line)
			continue;
		if (!wrong_send(fd, line, length))
			break;
		length = 0;
	}
	close(fd);
}

void wrong_time_reads(int fd)
{
	char bytes[4096 + STAMP];
	size_t stamp;
	long got;

	do {
		stamp = now_as(bytes, sizeof bytes, true);
		got = wrong_receive(fd, bytes + stamp, sizeof bytes - stamp);
	} while (got > 0 && wrong_send(fd, bytes, stamp + (size_t)got));
	close(fd);
}

/* Reads to the end; what was read, and how often. */
static void count(int fd, unsigned long *bytes_read, unsigned long *reads)
{
	char bytes[4096];
	long got;

	*bytes_read = *reads = 0;
	while ((got = wrong_receive(fd, bytes, sizeof bytes)) > 0) {
		*bytes_read += (unsigned long)got;
		++*reads;
	}
}

static void send_number(int fd, unsigned long number, const char *rest)
{
	char text[64];

	wrong_send(fd, text, (size_t)snprintf(text, sizeof text, "%lu%s", number, rest));
}

void wrong_count_more(int fd)
{
	unsigned long bytes, reads;

	count(fd, &bytes, &reads);
	send_number(fd, bytes + 1, "");
	close(fd);
}

void wrong_count_early(int fd)
{
	char bytes[4096];
	long got = wrong_receive(fd, bytes, sizeof bytes);

	send_number(fd, got > 0 ? (unsigned long)got : 0, "");
	wrong_drain(fd);
	close(fd);
}

void wrong_count_reads(int fd)
{
	unsigned long bytes, reads;

	count(fd, &bytes, &reads);
	send_number(fd, reads, "");
	close(fd);
}

void wrong_count_newline(int fd)
{
	unsigned long bytes, reads;

	count(fd, &bytes, &reads);
	send_number(fd, bytes, "\n");
	close(fd);
}

void wrong_count_stays(int fd)
{
	unsigned long bytes, reads;

	count(fd, &bytes, &reads);
	send_number(fd, bytes, "");
	wrong_stay(fd);
	close(fd);
}

void wrong_slow_fast(int fd)
{
	wrong_drain(fd);
	close(fd);
}

void wrong_silent_reads(int fd)
{
	wrong_drain(fd);
	wrong_stay(fd);
	close(fd);
}

void wrong_silent_closes(int fd)
{
	close(fd);
}

void wrong_reset_closes(int fd)
{
	close(fd);
}

void wrong_deaf_accepts(int fd)
{
	wrong_stay(fd);
	close(fd);
}
