/* SPDX-License-Identifier: BSD-2-Clause */
/* sockspec-server: one of the reference servers by itself. Exit status: 0 after a signal, 1 cannot serve, 2 usage. */
#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "servers/listener.h"
#include "servers/loop.h"
#include "servers/options.h"

static int main_complain(const char *what)
{
	fprintf(stderr, "sockspec-server: %s: %s\n", what, strerror(errno));
	return -1;
}

/* One line is far less than a pipe holds, so a part of it is not written. */
static bool main_write_ready(int fd, int port)
{
	char line[32];
	int length = snprintf(line, sizeof line, "ready %d\n", port);
	ssize_t written;

	do
		written = write(fd, line, (size_t)length);
	while (written < 0 && errno == EINTR);
	return written == length;
}

/* Whoever waits for us hears it where it asked to; a person hears where to connect to. */
static int main_say_ready(const struct listeners *listeners, int ready_fd)
{
	if (ready_fd >= 0) {
		if (!main_write_ready(ready_fd, listeners->port))
			return main_complain("cannot say ready on the descriptor of --ready-fd");
		if (ready_fd > STDERR_FILENO)
			close(ready_fd);
		return 0;
	}
	if (isatty(STDOUT_FILENO))
		printf("listening on %s\n", listeners->addresses);
	else
		printf("ready %d\n", listeners->port);
	return fflush(stdout) == 0 ? 0 : main_complain("cannot say ready on the standard output");
}

static int main_serve(const struct options *options)
{
	struct listeners listeners;
	char reason[256];
	int result;

	if (listeners_open(&listeners, &options->settings, options->kind->server->answer != NULL, reason,
			sizeof reason) != 0) {
		fprintf(stderr, "sockspec-server: %s\n", reason);
		return -1;
	}
	result = main_say_ready(&listeners, options->ready_fd);
	if (result == 0 && loop_run(options->kind->server, &options->settings, &listeners) != 0)
		result = main_complain("cannot go on serving");
	listeners_close(&listeners);
	return result;
}

int main(int argc, char **argv)
{
	struct options options;

	switch (options_parse(&options, argc, argv)) {
	case OPTIONS_DONE:
		return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
	case OPTIONS_WRONG:
		return 2;
	case OPTIONS_SERVE:
		break;
	}
	if (loop_prepare() != 0) {
		main_complain("cannot prepare for signals");
		return 1;
	}
	return main_serve(&options) == 0 ? 0 : 1;
}
