/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * iovecs: arrays of bytes or rooms -> struct iovec, and what came out -> values. An item is
 * {iov_base, iov_len}, or the base alone where its length is that of the base.
 */
#ifndef SOCKSPEC_ACTOR_IOVEC_H
#define SOCKSPEC_ACTOR_IOVEC_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/uio.h>

struct call;
struct value;
struct buffer;

#define IOVEC_MOST 65536 /* as many as a request may count; the kernel takes UIO_MAXIOV */

struct iovec_list {
	struct iovec *items;     /* NULL for a null pointer; at least `room` of them, the rest empty */
	struct buffer **buffers; /* of the items that were given */
	size_t count;            /* how many were given */
};

/*
 * `counted` is how many the call will say there are: so many may be looked at. 0, or -1
 * with call->failure.
 */
int iovec_read(struct call *call, const struct value *value, bool to_fill, size_t counted,
	struct iovec_list *list);

/* The arguments of readv and writev: a descriptor, an array, how many the call says there are. 0, or -1 with call->failure. */
int iovec_read_arguments(struct call *call, bool to_fill, int *fd, struct iovec_list *list, int *count);

/* What came out where the call returned `result`: an ARRAY of {iov_base, iov_len}. */
struct value *iovec_take(struct call *call, const struct iovec_list *list, ssize_t result);

#endif
