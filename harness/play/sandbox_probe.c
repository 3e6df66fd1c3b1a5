/* SPDX-License-Identifier: BSD-2-Clause */
/* Which levels this machine gives, found by trying them, and what would give the next. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/play/sandbox_parts.h"

long long sandbox_read_switch(const char *path)
{
	char full[128], text[32];
	long long number = -1;
	ssize_t got;
	int fd;

	if (snprintf(full, sizeof full, "/proc/sys/%s", path) >= (int)sizeof full)
		return -1;
	fd = open(full, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	got = read(fd, text, sizeof text - 1);
	close(fd);
	if (got <= 0)
		return -1;
	text[got] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return str_to_int(text, &number) ? number : -1;
}

int sandbox_no_namespace(const char *kind, int number, struct err *err)
{
	/* The kernel's word for "too many" is ENOSPC, whose text speaks of devices. */
	if (number == ENOSPC || number == EUSERS)
		return err_set(err, "no %s namespace: the limit user.max_%s_namespaces is reached", kind, kind);
	if (number == EINVAL)
		return err_set(err, "no %s namespace: this kernel has none", kind);
	return err_set_errno(err, number, "no %s namespace", kind);
}

void sandbox_explain_namespaces(const char *reason, char *remedy, size_t room)
{
	static const struct {
		const char *path;
		long long closed;
		const char *remedy;
	} switches[] = {
		{ "user/max_user_namespaces", 0, "sysctl -w user.max_user_namespaces=10000" },
		{ "user/max_net_namespaces", 0, "sysctl -w user.max_net_namespaces=10000" },
		{ "kernel/unprivileged_userns_clone", 0, "sysctl -w kernel.unprivileged_userns_clone=1, or run it as root" },
		{ "kernel/apparmor_restrict_unprivileged_userns", 1,
			"sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile with"
			" \"userns,\" for sockspec, or run it as root" },
	};
	size_t i;

	for (i = 0; i < sizeof switches / sizeof *switches; i++) {
		if (sandbox_read_switch(switches[i].path) == switches[i].closed) {
			snprintf(remedy, room, "%s", switches[i].remedy);
			return;
		}
	}
	if (strstr(reason, strerror(EROFS)))
		snprintf(remedy, room, "/proc/sys must be writable: start the container with --security-opt systempaths=unconfined");
	else if (strstr(reason, "limit"))
		snprintf(remedy, room, "fewer plays at once (-j), or a higher limit");
	else if (strstr(reason, "this kernel"))
		snprintf(remedy, room, "a kernel with CONFIG_USER_NS, CONFIG_PID_NS and CONFIG_NET_NS, or run it as root");
	else
		snprintf(remedy, room, "a container's seccomp filter or a security module forbids unshare(2): start the"
			" container with --security-opt seccomp=unconfined, or with --cap-add SYS_ADMIN");
}

void sandbox_explain_tun(char *remedy, size_t room)
{
	int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC), number = errno;

	if (fd >= 0) {
		close(fd);
		snprintf(remedy, room, "the kernel must be built with CONFIG_TUN and let a namespace's owner make devices");
	} else if (number == EACCES) {
		snprintf(remedy, room, "chmod 0666 /dev/net/tun, or install udev, whose rules do that");
	} else if (number == ENOENT) {
		snprintf(remedy, room, "modprobe tun, and in a container --device /dev/net/tun; or mkdir -p /dev/net &&"
			" mknod -m 0666 /dev/net/tun c 10 200");
	} else if (number == EPERM) {
		snprintf(remedy, room, "a container's device list forbids it: start it with --device /dev/net/tun");
	} else {
		snprintf(remedy, room, "modprobe tun");
	}
}

/* In a child: makes the sandbox at this level, and tells through `out` what stood in the way. */
static _Noreturn void probe_in_child(enum level level, int out)
{
	enum level given;
	char reason[256] = "";
	struct sandbox sandbox;
	struct err err;
	int status = 1;

	err_init(&err);
	if (sandbox_enter(level, &given, reason, sizeof reason, &err) < 0) {
		snprintf(reason, sizeof reason, "%.255s", err.text);
	} else if (given >= level) {
		if (sandbox_open(&sandbox, level, &err) < 0) {
			snprintf(reason, sizeof reason, "%.255s", err.text);
		} else {
			status = sandbox.level != level;
			snprintf(reason, sizeof reason, "%s", sandbox.level_reason);
			sandbox_close(&sandbox);
		}
	}
	if (status != 0)
		io_write_all(out, reason, strlen(reason));
	_exit(status);
}

static int probe_level(struct sandbox_probe *probe)
{
	int ends[2], status = 1;
	size_t used = 0;
	ssize_t got;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	pid = fork();
	if (pid == 0)
		probe_in_child(probe->level, ends[1]);
	close(ends[1]);
	while (pid > 0 && used < sizeof probe->reason - 1) {
		got = read(ends[0], probe->reason + used, sizeof probe->reason - 1 - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		used += (size_t)got;
	}
	close(ends[0]);
	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	probe->works = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!probe->works && used == 0)
		snprintf(probe->reason, sizeof probe->reason, "the attempt ended without a word");
	return 0;
}

int sandbox_probe_levels(struct sandbox_probe probes[3])
{
	int level;

	memset(probes, 0, 3 * sizeof *probes);
	for (level = LEVEL_HOST; level <= LEVEL_WIRE; level++) {
		struct sandbox_probe *probe = &probes[level];

		probe->level = (enum level)level;
		if (probe_level(probe) < 0)
			return -1;
		if (probe->works)
			continue;
		if (level == LEVEL_WIRE && probes[LEVEL_LOOPBACK].works)
			sandbox_explain_tun(probe->remedy, sizeof probe->remedy);
		else
			sandbox_explain_namespaces(probe->reason, probe->remedy, sizeof probe->remedy);
	}
	return 0;
}
