/* SPDX-License-Identifier: BSD-2-Clause */
/* The actor's own descriptors: kept high, and known. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/actor/actor_descriptors.h"

#define DESCRIPTORS_TOP 1024 /* numbers above are no use to select() */

/* One bit each; only numbers below DESCRIPTORS_TOP are ever taken. */
static _Atomic unsigned char descriptors_taken[DESCRIPTORS_TOP];

/* Found out once: a call that sets a limit later must not have them put among the sockets. */
static int descriptors_floor(void)
{
	static _Atomic int floor;
	struct rlimit limit;
	int top = DESCRIPTORS_TOP;

	if (atomic_load(&floor) > 0)
		return atomic_load(&floor);
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < DESCRIPTORS_TOP)
		top = (int)limit.rlim_cur;
	atomic_store(&floor, top > 2 * DESCRIPTORS_MOST ? top - DESCRIPTORS_MOST : top / 2);
	return atomic_load(&floor);
}

int descriptors_take(int fd, bool plug)
{
	int own = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, descriptors_floor());
	int null;

	if (own < 0)
		return -1;
	if (own >= DESCRIPTORS_TOP) {
		syscall(SYS_close, own);
		errno = EMFILE;
		return -1;
	}
	atomic_store(&descriptors_taken[own], 1);
	if (!plug) {
		syscall(SYS_close, fd);
		return own;
	}
	null = (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC, 0);
	if (null < 0) {
		syscall(SYS_close, fd);
		return own;
	}
	syscall(SYS_dup3, null, fd, 0);
	syscall(SYS_close, null);
	return own;
}

void descriptors_drop(int fd)
{
	if (!descriptors_are_ours(fd))
		return;
	atomic_store(&descriptors_taken[fd], 0);
	syscall(SYS_close, fd);
}

bool descriptors_are_ours(int fd)
{
	return fd >= 0 && fd < DESCRIPTORS_TOP && atomic_load(&descriptors_taken[fd]);
}
