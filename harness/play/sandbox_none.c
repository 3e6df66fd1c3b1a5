/* SPDX-License-Identifier: BSD-2-Clause */
/* The sandbox of a system without network namespaces: the machine itself, at level host. */
#include "config.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/play/sandbox.h"

static const char no_namespaces[] = "this system has no network namespaces";
static const char try_linux[] = "run it on Linux, for example in a virtual machine";

int sandbox_enter(enum level most, enum level *given, char *reason, size_t room,
	struct err *err)
{
	(void)err;
	*given = LEVEL_HOST;
	snprintf(reason, room, "%s", most == LEVEL_HOST ? "" : no_namespaces);
	return 0;
}

int sandbox_open(struct sandbox *sandbox, enum level most, struct err *err)
{
	const struct sockaddr_in6 loopback = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(AF_INET6, SOCK_DGRAM, 0), number;
	bool ipv6 = fd >= 0 && bind(fd, (const struct sockaddr *)&loopback, sizeof loopback) == 0;

	(void)err;
	if (fd >= 0)
		close(fd);
	memset(sandbox, 0, sizeof *sandbox);
	sandbox->level = LEVEL_HOST;
	sandbox->home_netns_fd = -1;
	snprintf(sandbox->level_reason, sizeof sandbox->level_reason, "%s", most == LEVEL_HOST ? "" : no_namespaces);
	for (number = 0; number < HOST_COUNT; number++) {
		sandbox->hosts[number] = (struct sandbox_host){ .netns_fd = -1, .tun_fd = -1, .device = "lo0",
			.mtu = 16384, .address4 = "127.0.0.1", .address6 = ipv6 ? "::1" : NULL };
	}
	return 0;
}

void sandbox_close(struct sandbox *sandbox)
{
	(void)sandbox;
}

int sandbox_visit(struct sandbox *sandbox, enum case_host host, struct err *err)
{
	(void)sandbox;
	(void)host;
	(void)err;
	return 0;
}

int sandbox_leave(struct sandbox *sandbox, struct err *err)
{
	(void)sandbox;
	(void)err;
	return 0;
}

int sandbox_drop_privileges(sandbox_capabilities kept)
{
	(void)kept;
	return 0;
}

bool sandbox_process_has(pid_t pid, enum case_capability capability)
{
	(void)pid;
	(void)capability;
	return false;
}

int sandbox_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, const char *value,
	char *before, size_t room, struct err *err)
{
	(void)sandbox;
	(void)host;
	(void)name;
	(void)value;
	(void)before;
	(void)room;
	return err_set(err, "at level host the settings are the machine's, and stay as they are");
}

int sandbox_read_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, char *value,
	size_t room, struct err *err)
{
	(void)sandbox;
	(void)host;
	(void)value;
	(void)room;
	return err_set_errno(err, ENOENT, "cannot read %s", name);
}

void sandbox_record_settings(struct sandbox *sandbox, struct evidence *evidence)
{
	(void)sandbox;
	evidence->settings = NULL;
	evidence->setting_count = 0;
}

int sandbox_count_lost(struct sandbox *sandbox, enum case_host host, int64_t *lost, struct err *err)
{
	(void)sandbox;
	(void)host;
	(void)err;
	*lost = 0;
	return 0;
}

int sandbox_probe_levels(struct sandbox_probe probes[3])
{
	int level;

	memset(probes, 0, 3 * sizeof *probes);
	for (level = LEVEL_HOST; level <= LEVEL_WIRE; level++) {
		probes[level].level = (enum level)level;
		probes[level].works = level == LEVEL_HOST;
		if (level != LEVEL_HOST) {
			snprintf(probes[level].reason, sizeof probes[level].reason, "%s", no_namespaces);
			snprintf(probes[level].remedy, sizeof probes[level].remedy, "%s", try_linux);
		}
	}
	return 0;
}
