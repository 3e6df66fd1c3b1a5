/* SPDX-License-Identifier: BSD-2-Clause */
/* Removing a directory with all that is in it, without following links out of it. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"

#define TREE_DEEPEST 128 /* an open descriptor a level */

/* 0, or an errno. */
static int
io_remove_at(int parent, const char *name, int depth)
{
	struct dirent *entry;
	DIR *directory;
	int fd, number = 0;

	if (depth > TREE_DEEPEST)
		return ELOOP;
	/* What is not a directory is only unlinked; O_NOFOLLOW makes a link one of these. */
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno != ENOTDIR && errno != ELOOP)
		return errno;
	if (fd < 0)
		return unlinkat(parent, name, 0) == 0 ? 0 : errno;

	directory = fdopendir(fd);
	if (directory == NULL) {
		number = errno;
		close(fd);
		return number;
	}
	while (number == 0) {
		errno = 0;
		entry = readdir(directory);
		if (entry == NULL) {
			number = errno;
			break;
		}
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			number = io_remove_at(dirfd(directory), entry->d_name, depth + 1);
		/* Somebody else may be removing too. */
		if (number == ENOENT)
			number = 0;
	}
	closedir(directory);
	if (number == 0 && unlinkat(parent, name, AT_REMOVEDIR) != 0)
		number = errno;
	return number;
}

int
io_remove_tree(const char *path, struct err *err)
{
	int number = io_remove_at(AT_FDCWD, path, 0);

	return number == 0 ? 0 : err_set_errno(err, number, "cannot remove '%s'", path);
}
