/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a thread sleeps in the kernel, by its stat file in /proc. */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/actor/actor_descriptors.h"
#include "harness/actor/actor_sleep.h"

void sleep_probe_open(struct sleep_probe *probe)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, "/proc/thread-self/stat", O_RDONLY | O_CLOEXEC, 0);

	int own = fd >= 0 ? descriptors_take(fd, false) : -1;

	/* Below a limit that a page has set there is no room for it among the actor's own. */
	if (fd >= 0 && own < 0)
		syscall(SYS_close, fd);
	atomic_store(&probe->fd, own);
}

void sleep_probe_close(struct sleep_probe *probe)
{
	descriptors_drop(atomic_load(&probe->fd));
	atomic_store(&probe->fd, -1);
}

bool sleep_probe_works(const struct sleep_probe *probe)
{
	return atomic_load(&probe->fd) >= 0;
}

bool sleep_probe_look(const struct sleep_probe *probe)
{
	char text[512];
	const char *end;
	long count = syscall(SYS_pread64, atomic_load(&probe->fd), text, sizeof text - 1, 0L);

	if (count <= 0)
		return false;
	text[count] = '\0';
	/* "12 (name) S ...": the name may hold anything, also a parenthesis. */
	end = strrchr(text, ')');
	return end != NULL && end[1] == ' ' && end[2] == 'S';
}
