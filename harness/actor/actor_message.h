/* SPDX-License-Identifier: BSD-2-Clause */
/* struct msghdr: {msg_name, msg_namelen, msg_iov, msg_iovlen, msg_control, msg_controllen, msg_flags}. */
#ifndef SOCKSPEC_ACTOR_MESSAGE_H
#define SOCKSPEC_ACTOR_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "harness/actor/actor_address.h"
#include "harness/actor/actor_iovec.h"

struct buffer;
struct call;
struct value;

struct message {
	struct msghdr header;
	struct msghdr *pointer;   /* to the header; NULL for a null pointer */
	struct address name;
	struct iovec_list vectors;
	struct buffer *control;
	socklen_t name_offered;
	size_t control_offered;
};

/* One to be sent, one to be filled in. 0, or -1 with call->failure. */
int message_read(struct call *call, const struct value *value, struct message *message);
int message_offer(struct call *call, const struct value *value, struct message *message);

/* What came out where recvmsg returned `result`. */
struct value *message_take(struct call *call, const struct message *message, ssize_t result);

#endif
