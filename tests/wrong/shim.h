/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Wrong stacks: a library for LD_PRELOAD that breaks one promise of the sockets below a program, the actor or any
 * other. The environment's SOCKSPEC_SHIM names which; `list` prints all of them and ends the program. Each file
 * shim_FAMILY.c has the mistakes of one family of calls, and a table with a name and a sentence for each.
 *
 * State is kept by descriptor and without locks: enough for a case, whose calls on one socket come one after the other.
 */
#ifndef SOCKSPEC_TEST_SHIM_H
#define SOCKSPEC_TEST_SHIM_H

#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

struct shim_calls {
	int (*socket)(int family, int type, int protocol);
	int (*bind)(int fd, const struct sockaddr *address, socklen_t length);
	int (*listen)(int fd, int backlog);
	int (*accept)(int fd, struct sockaddr *address, socklen_t *length);
	int (*accept4)(int fd, struct sockaddr *address, socklen_t *length, int flags);
	int (*connect)(int fd, const struct sockaddr *address, socklen_t length);
	ssize_t (*recv)(int fd, void *buffer, size_t length, int flags);
	ssize_t (*recvfrom)(int fd, void *buffer, size_t length, int flags, struct sockaddr *address, socklen_t *size);
	ssize_t (*recvmsg)(int fd, struct msghdr *message, int flags);
	ssize_t (*read)(int fd, void *buffer, size_t length);
	ssize_t (*readv)(int fd, const struct iovec *vectors, int count);
	ssize_t (*send)(int fd, const void *buffer, size_t length, int flags);
	ssize_t (*sendto)(int fd, const void *buffer, size_t length, int flags, const struct sockaddr *address,
		socklen_t size);
	ssize_t (*sendmsg)(int fd, const struct msghdr *message, int flags);
	ssize_t (*write)(int fd, const void *buffer, size_t length);
	ssize_t (*writev)(int fd, const struct iovec *vectors, int count);
	int (*shutdown)(int fd, int how);
	int (*close)(int fd);
	int (*dup)(int fd);
	int (*getsockname)(int fd, struct sockaddr *address, socklen_t *length);
	int (*getpeername)(int fd, struct sockaddr *address, socklen_t *length);
	int (*getsockopt)(int fd, int level, int name, void *value, socklen_t *length);
	int (*setsockopt)(int fd, int level, int name, const void *value, socklen_t length);
	int (*fcntl)(int fd, int command, ...);
	int (*ioctl)(int fd, unsigned long request, ...);
	int (*poll)(struct pollfd *entries, nfds_t count, int timeout);
	int (*select)(int most, fd_set *in, fd_set *out, fd_set *urgent, struct timeval *timeout);
	int (*sockatmark)(int fd);
	int (*sendmmsg)(int fd, struct mmsghdr *messages, unsigned int count, int flags);
	int (*recvmmsg)(int fd, struct mmsghdr *messages, unsigned int count, int flags, struct timespec *timeout);
	ssize_t (*sendfile)(int out, int in, off_t *offset, size_t count);
	int (*socketpair)(int family, int type, int protocol, int *pair);
	int (*dup2)(int fd, int wanted);
	int (*ppoll)(struct pollfd *entries, nfds_t count, const struct timespec *timeout, const sigset_t *mask);
	int (*pselect)(int most, fd_set *in, fd_set *out, fd_set *urgent, const struct timespec *timeout,
		const sigset_t *mask);
	int (*epoll_ctl)(int epoll, int operation, int fd, struct epoll_event *event);
	int (*epoll_wait)(int epoll, struct epoll_event *events, int most, int timeout);
	int (*epoll_pwait)(int epoll, struct epoll_event *events, int most, int timeout, const sigset_t *mask);
	FILE *(*fdopen)(int fd, const char *mode);
	char *(*fgets)(char *text, int size, FILE *file);
	int (*fflush)(FILE *file);
	int (*fclose)(FILE *file);
	int (*getaddrinfo)(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found);
	unsigned int (*if_nametoindex)(const char *name);
	struct protoent *(*getprotobyname)(const char *name);
	/*
	 * What recv, recvfrom, recvmsg, read and readv of an internet socket come down to, and what send and its kin do: so a
	 * mistake of all of them is written once. Those of the calls above that a row has go first. Only rows have these.
	 */
	ssize_t (*receive)(int fd, struct msghdr *message, int flags);
	ssize_t (*transmit)(int fd, const struct msghdr *message, int flags);
};

struct shim {
	const char *name; /* NULL behind the last row of a table */
	const char *text;
	struct shim_calls calls; /* NULL: as they are */
	/* What a function that serves several rows goes by. */
	int level, option;
	int from, to; /* errnos; to 0 is success */
	int bits;
};

/* The functions that the program would have called without the library; receive and transmit are NULL. */
extern struct shim_calls shim_next;
/* The row that was asked for. */
extern const struct shim *shim_picked;

extern const struct shim shim_accept_rows[], shim_connect_rows[], shim_datagram_rows[], shim_end_rows[],
	shim_epoll_rows[], shim_errno_rows[], shim_library_rows[], shim_many_rows[], shim_message_rows[], shim_name_rows[], shim_option_rows[], shim_ready_rows[],
	shim_recv_rows[], shim_send_rows[], shim_urgent_rows[];

/* Finds the functions and the row, once. */
void shim_set_up(void);
/* The calls of that row, whatever comes first: the library's constructor or a call. */
const struct shim_calls *shim_wrong(void);

/* What stands in front of the C library's function: it goes to the row's function, or on to the right one. */
#define SHIM_EXPORT __attribute__((visibility("default")))
#define SHIM_FORWARD(type, name, parameters, arguments) \
	SHIM_EXPORT type name parameters \
	{ \
		const struct shim_calls *wrong = shim_wrong(); \
\
		return wrong->name != NULL ? wrong->name arguments : shim_next.name arguments; \
	}

/* These leave errno alone. */
bool shim_is_type(int fd, int type);
bool shim_is_inet(int fd);
bool shim_is_connected(int fd);

/* How many bytes the buffers hold together. */
size_t shim_length(const struct msghdr *message);
/* Puts bytes into the buffers in turn, as many as fit; returns how many. */
size_t shim_scatter(struct msghdr *message, const char *bytes, size_t count);
/* The message with a single buffer in place of its own. */
struct msghdr shim_with_buffer(const struct msghdr *message, struct iovec *vector, void *bytes, size_t length);

#endif
