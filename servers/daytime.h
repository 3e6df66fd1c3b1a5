/* SPDX-License-Identifier: BSD-2-Clause */
/* The date and time as the servers write them. Local time, as TZ says. */
#ifndef SERVERS_DAYTIME_H
#define SERVERS_DAYTIME_H

#include <stddef.h>

/* "Sun Nov 22 10:00:00 2026\r\n": always 26 bytes, English whatever the locale. Returns its length. */
size_t daytime_line(char *text, size_t room);

/* "[2026-11-22 10:00:00] ": always 22 bytes. Returns its length. */
size_t daytime_stamp(char *text, size_t room);

#endif
