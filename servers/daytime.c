/* SPDX-License-Identifier: BSD-2-Clause */
/* The date and time as the servers write them. */
#include "config.h"

#include <time.h>

#include "servers/daytime.h"

/* The program never calls setlocale(), so %a and %b are English. */
static size_t daytime_format(char *text, size_t room, const char *format)
{
	time_t now = time(NULL);
	struct tm parts;

	if (localtime_r(&now, &parts) == NULL)
		return 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	return strftime(text, room, format, &parts);
#pragma GCC diagnostic pop
}

size_t daytime_line(char *text, size_t room)
{
	return daytime_format(text, room, "%a %b %e %H:%M:%S %Y\r\n");
}

size_t daytime_stamp(char *text, size_t room)
{
	return daytime_format(text, room, "[%Y-%m-%d %H:%M:%S] ");
}
