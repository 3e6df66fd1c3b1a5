/* SPDX-License-Identifier: BSD-2-Clause */
/* The files of evidence: opened safely, and compared with what they were when they were written. */
#ifndef SOCKSPEC_STORE_FILES_H
#define SOCKSPEC_STORE_FILES_H

#include <stdio.h>

struct err;
struct evidence;

/* For reading, the caller's to close. Regular files of at most 1 GiB only: a FIFO would block, and /dev/zero never end. NULL with err. */
FILE *store_open_file(const char *path, struct err *err);

/* Notes in evidence->changed that a host's capture is not the one that its record names by digest. 0, or -1 with err: unreadable. */
int store_check_capture(struct evidence *evidence, int host, const char *path, struct err *err);

#endif
