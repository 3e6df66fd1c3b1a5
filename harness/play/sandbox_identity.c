/* SPDX-License-Identifier: BSD-2-Clause */
/* A user namespace in which everyone keeps their number. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/play/sandbox_parts.h"

#define MAP_MOST 2048 /* bytes of an identity map; the kernel takes up to a page */

/* Writes a small file below a folder's descriptor in one go, as maps demand. 0, or -1 with errno. */
static int write_below(int folder, const char *name, const char *text)
{
	int fd = openat(folder, name, O_WRONLY | O_CLOEXEC), number;
	ssize_t wrote;

	if (fd < 0)
		return -1;
	wrote = write(fd, text, strlen(text));
	number = errno;
	close(fd);
	errno = number;
	return wrote == (ssize_t)strlen(text) ? 0 : -1;
}

/*
 * The map that keeps every number which the current namespace knows: "inside outside count" becomes
 * "inside inside count". 0, or -1.
 */
static int identity_map_all(int folder, const char *name, char *map, size_t room)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	unsigned long inside, outside, count;
	size_t used = 0;
	int result = -1;

	if (!file) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	map[0] = '\0';
	while (fscanf(file, "%lu %lu %lu", &inside, &outside, &count) == 3) {
		int added = snprintf(map + used, room - used, "%lu %lu %lu\n", inside, inside, count);

		if (added < 0 || (size_t)added >= room - used) {
			result = -1;
			break;
		}
		used += (size_t)added;
		result = 0;
	}
	fclose(file);
	return result;
}

/*
 * Only a process that stayed outside may map more than one number, so root leaves one behind: it waits until the
 * namespace is there and then writes the maps. -1 where that cannot be; else its pid, and a pipe in *go.
 */
static pid_t start_mapper(int folder, int *go)
{
	char users[MAP_MOST], groups[MAP_MOST], byte;
	int ends[2];
	pid_t pid;

	if (identity_map_all(folder, "uid_map", users, sizeof users) < 0 ||
		identity_map_all(folder, "gid_map", groups, sizeof groups) < 0 || pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		close(ends[1]);
		if (read(ends[0], &byte, 1) != 1)
			_exit(1);
		_exit(write_below(folder, "uid_map", users) < 0 || write_below(folder, "gid_map", groups) < 0);
	}
	close(ends[0]);
	if (pid < 0)
		close(ends[1]);
	else
		*go = ends[1];
	return pid;
}

/* Lets the mapper work, or end without (`wanted` false). 0 where the maps are written. */
static int finish_mapper(pid_t pid, int go, bool wanted)
{
	int status = 1;

	if (wanted && io_write_all(go, "g", 1) < 0)
		wanted = false;
	close(go);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return wanted && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

/* What anyone may: map oneself, having given up to leave groups by setgroups. 0 or -1 with errno. */
static int map_self(int folder, uid_t user, gid_t group)
{
	char text[64];

	if (write_below(folder, "setgroups", "deny") < 0 && errno != ENOENT)
		return -1;
	snprintf(text, sizeof text, "%lu %lu 1\n", (unsigned long)user, (unsigned long)user);
	if (write_below(folder, "uid_map", text) < 0)
		return -1;
	snprintf(text, sizeof text, "%lu %lu 1\n", (unsigned long)group, (unsigned long)group);
	return write_below(folder, "gid_map", text);
}

/*
 * Where AppArmor restricts user namespaces they can be made, but are worth nothing, and there is no way back: so
 * that is tried in a child first.
 */
static int try_in_child(struct err *err)
{
	int status = 0, number;
	pid_t pid = fork();

	if (pid < 0)
		return err_set_errno(err, errno, "cannot fork");
	if (pid == 0) {
		number = unshare(CLONE_NEWUSER) < 0 || unshare(CLONE_NEWNET) < 0 ? errno : 0;
		_exit(number & 0x7f);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	return err_set_errno(err, WIFEXITED(status) ? WEXITSTATUS(status) : EPERM,
		"AppArmor lets no ordinary user have a user namespace");
}

int sandbox_unshare_user(struct err *err)
{
	uid_t user = geteuid();
	gid_t group = getegid();
	pid_t mapper = -1;
	int folder, go = -1, number, result = -1;

	if (sandbox_read_switch("kernel/apparmor_restrict_unprivileged_userns") == 1 &&
		!sandbox_has_capability(CAP_SYS_ADMIN) && try_in_child(err) < 0)
		return -1;
	folder = open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return err_set_errno(err, errno, "cannot open /proc/self");
	if (sandbox_has_capability(CAP_SETUID) && sandbox_has_capability(CAP_SETGID))
		mapper = start_mapper(folder, &go);
	if (unshare(CLONE_NEWUSER) < 0) {
		number = errno;
		if (mapper >= 0)
			finish_mapper(mapper, go, false);
		sandbox_no_namespace("user", number, err);
	} else if (mapper >= 0 && finish_mapper(mapper, go, true) == 0) {
		result = 0;
	} else if (map_self(folder, user, group) < 0) {
		err_set_errno(err, errno, "cannot map the user into a namespace");
	} else {
		result = 0;
	}
	close(folder);
	return result;
}
