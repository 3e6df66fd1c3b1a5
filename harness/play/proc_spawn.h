/* SPDX-License-Identifier: BSD-2-Clause */
/* fork and exec of one child under limits, with the reason where it fails: proc.c's lower half. */
#ifndef SOCKSPEC_PROC_SPAWN_H
#define SOCKSPEC_PROC_SPAWN_H

#include <sys/types.h>

#include "harness/play/proc.h"

struct err;

/* Its standard error (and output, where out_fd is -1) goes to `output_fd`. The child's pid, or -1 with err. */
pid_t proc_spawn(const struct proc_options *options, int output_fd, struct err *err);

#endif
