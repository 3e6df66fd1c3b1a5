/* SPDX-License-Identifier: BSD-2-Clause */
/* Files and descriptors, with the errors said in words. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/memory.h"

#define IO_CHUNK ((size_t)65536)

static int
io_read_descriptor(int fd, const char *path, size_t most, char **data, size_t *length,
	struct err *err)
{
	struct stat status;
	char *buffer;
	size_t size, have = 0;
	ssize_t got;

	if (fstat(fd, &status) != 0)
		return err_set_errno(err, errno, "cannot read '%s'", path);
	if (S_ISDIR(status.st_mode))
		return err_set(err, "cannot read '%s': it is a directory", path);
	if (!S_ISREG(status.st_mode))
		return err_set(err, "cannot read '%s': it is not a regular file", path);
	if (status.st_size < 0 || (size_t)status.st_size > most)
		return err_set(err, "'%s' is too large: %lld bytes, at most %zu are read", path,
			(long long)status.st_size, most);

	/* The file may grow or shrink while it is read (and /proc says 0), so the size is only a guess. */
	size = (size_t)status.st_size + 1;
	buffer = memory_new(size + 1);
	for (;;) {
		if (have == size) {
			size += size > IO_CHUNK ? size : IO_CHUNK;
			buffer = memory_resize(buffer, size + 1);
		}
		got = read(fd, buffer + have, size - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			int number = errno;

			free(buffer);
			return err_set_errno(err, number, "cannot read '%s'", path);
		}
		if (got == 0)
			break;
		have += (size_t)got;
		if (have > most) {
			free(buffer);
			return err_set(err, "'%s' is too large: at most %zu bytes are read", path, most);
		}
	}
	buffer[have] = '\0';
	*data = buffer;
	*length = have;
	return 0;
}

int
io_read_file(const char *path, size_t most, char **data, size_t *length, struct err *err)
{
	/* O_NONBLOCK: opening a FIFO that nobody writes to must not hang. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int status;

	if (fd < 0)
		return err_set_errno(err, errno, "cannot open '%s'", path);
	status = io_read_descriptor(fd, path, most, data, length, err);
	close(fd);
	return status;
}

/* Opens what `name` is below the open folder, one part after the other; closes `at`. -1 with errno. */
static int
io_open_below(int at, const char *name)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
	char part[NAME_MAX + 1];
	const char *slash;
	size_t length;
	int next, number;

	for (;; name = slash + 1) {
		slash = strchr(name, '/');
		length = slash != NULL ? (size_t)(slash - name) : strlen(name);
		if (length == 0 || length >= sizeof part || (length == 2 && memcmp(name, "..", 2) == 0)) {
			close(at);
			errno = length >= sizeof part ? ENAMETOOLONG : EINVAL;
			return -1;
		}
		memcpy(part, name, length);
		part[length] = '\0';
		next = openat(at, part, slash != NULL ? flags | O_DIRECTORY : flags);
		number = errno;
		close(at);
		errno = number;
		if (next < 0 || slash == NULL)
			return next;
		at = next;
	}
}

int
io_read_below(const char *root, const char *name, size_t most, char **data, size_t *length, struct err *err)
{
	int fd = open(root, O_RDONLY | O_CLOEXEC | O_DIRECTORY), status;

	if (fd >= 0)
		fd = io_open_below(fd, name);
	if (fd < 0 && errno == ENOENT)
		return 1;
	if (fd < 0)
		return err_set_errno(err, errno, "cannot open '%s' below '%s'", name, root);
	status = io_read_descriptor(fd, name, most, data, length, err);
	close(fd);
	return status;
}

int
io_write_file(const char *path, const void *data, size_t length, struct err *err)
{
	size_t size = strlen(path) + sizeof ".XXXXXX";
	char *beside = memory_new(size);
	mode_t mask;
	int fd, number = 0;

	snprintf(beside, size, "%s.XXXXXX", path);
	fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0) {
		number = errno;
		free(beside);
		return err_set_errno(err, number, "cannot write '%s'", path);
	}
	/* mkostemp makes it private; give it the rights that any new file gets. */
	mask = umask(0);
	umask(mask);
	if (fchmod(fd, 0666 & ~mask) != 0 || io_write_all(fd, data, length) != 0)
		number = errno;
	if (close(fd) != 0 && number == 0)
		number = errno;
	if (number == 0 && rename(beside, path) != 0)
		number = errno;
	if (number != 0)
		unlink(beside);
	free(beside);
	return number == 0 ? 0 : err_set_errno(err, number, "cannot write '%s'", path);
}

int
io_make_directories(const char *path, struct err *err)
{
	size_t length = strlen(path), i;
	char *part = memory_new(length + 1);
	struct stat status;
	int number = 0;

	memcpy(part, path, length + 1);
	for (i = 1; i <= length && number == 0; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST)
			number = errno;
		part[i] = path[i];
	}
	free(part);
	if (number == 0 && stat(path, &status) != 0)
		number = errno;
	else if (number == 0 && !S_ISDIR(status.st_mode))
		number = ENOTDIR;
	return number == 0 ? 0 : err_set_errno(err, number, "cannot make the directory '%s'", path);
}

int
io_write_all(int fd, const void *data, size_t length)
{
	const char *at = data;
	ssize_t wrote;

	while (length > 0) {
		wrote = write(fd, at, length);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		at += wrote;
		length -= (size_t)wrote;
	}
	return 0;
}

char *
io_join(const char *a, const char *b)
{
	size_t length = strlen(a), size = length + strlen(b) + 2;
	char *path = memory_new(size);
	bool slash = length > 0 && a[length - 1] != '/';

	snprintf(path, size, "%s%s%s", a, slash ? "/" : "", b);
	return path;
}

int
io_set_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

int
io_hold_standard(void)
{
	int fd, got;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
			continue;
		got = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
		if (got != fd) {
			if (got >= 0)
				close(got);
			return -1;
		}
	}
	return 0;
}
