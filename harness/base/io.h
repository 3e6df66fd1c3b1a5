/* SPDX-License-Identifier: BSD-2-Clause */
/* Files and descriptors. What fails is told in words with the file's name: -1 with err, or with errno where there is no err. */
#ifndef SOCKSPEC_IO_H
#define SOCKSPEC_IO_H

#include <stddef.h>
#include <sys/types.h>

struct err;

/*
 * Reads a whole regular file of at most `most` bytes. *data is malloc'ed, has a NUL behind its
 * end that *length does not count, and belongs to the caller. 0, or -1 with err.
 */
int io_read_file(const char *path, size_t most, char **data, size_t *length, struct err *err);

/*
 * The same for a file below the folder `root`, named from there, where neither the name nor what lies there may lead
 * out: no part of it is "..", none is a symbolic link. 1 where there is no such file, without err.
 */
int io_read_below(const char *root, const char *name, size_t most, char **data, size_t *length, struct err *err);

/* Writes beside `path` and renames, so that a reader never sees half a file. 0 or -1. */
int io_write_file(const char *path, const void *data, size_t length, struct err *err);

/* Makes a directory and the ones above it. Those that exist are fine. 0 or -1. */
int io_make_directories(const char *path, struct err *err);

/* Removes a directory and what is in it; does not follow links. 0 or -1. */
int io_remove_tree(const char *path, struct err *err);

/* Writes all, over EINTR and short counts. 0, or -1 with errno. */
int io_write_all(int fd, const void *data, size_t length);

/* `a`/`b`, malloc'ed, the caller's. */
char *io_join(const char *a, const char *b);

int io_set_nonblocking(int fd); /* 0, or -1 with errno */

/*
 * Where a program was started without one of its three standard descriptors, /dev/null stands there, opened so that
 * using it fails: else the next file that is opened would get the number, and what is said be written into it.
 * 0, or -1 with errno.
 */
int io_hold_standard(void);

#endif
