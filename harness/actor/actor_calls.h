/* SPDX-License-Identifier: BSD-2-Clause */
/* The calls that the actor can make: one function in a call_*.c and one row in actor_calls.c each. */
#ifndef SOCKSPEC_ACTOR_CALLS_H
#define SOCKSPEC_ACTOR_CALLS_H

#include <stddef.h>

struct call;

struct calls_row {
	const char *name;
	size_t least, most; /* how many arguments a request may give; those left out are ANY */
	int (*make)(struct call *call); /* 0, or -1 with call->failure: it could not be made */
};

const struct calls_row *calls_find_row(const char *name); /* NULL where unknown */

int call_socket(struct call *call);
int call_bind(struct call *call);
int call_listen(struct call *call);
int call_connect(struct call *call);
int call_accept(struct call *call);
int call_accept4(struct call *call);
int call_shutdown(struct call *call);
int call_close(struct call *call);
int call_dup(struct call *call);
int call_send(struct call *call);
int call_sendto(struct call *call);
int call_sendmsg(struct call *call);
int call_sendmmsg(struct call *call);
int call_sendfile(struct call *call);
int call_write(struct call *call);
int call_writev(struct call *call);
int call_recv(struct call *call);
int call_recvfrom(struct call *call);
int call_recvmsg(struct call *call);
int call_recvmmsg(struct call *call);
int call_read(struct call *call);
int call_readv(struct call *call);
int call_getsockname(struct call *call);
int call_getpeername(struct call *call);
int call_getsockopt(struct call *call);
int call_setsockopt(struct call *call);
int call_fcntl(struct call *call);
int call_ioctl(struct call *call);
int call_memfd_create(struct call *call);
int call_lseek(struct call *call);
int call_poll(struct call *call);
int call_select(struct call *call);
int call_dup2(struct call *call);
int call_socketpair(struct call *call);
int call_ppoll(struct call *call);
int call_pselect(struct call *call);
int call_epoll_create1(struct call *call);
int call_epoll_ctl(struct call *call);
int call_epoll_wait(struct call *call);
int call_epoll_pwait(struct call *call);
int call_setitimer(struct call *call);
int call_siginterrupt(struct call *call);
int call_getpid(struct call *call);
int call_getrlimit(struct call *call);
int call_setrlimit(struct call *call);
int call_fdopen(struct call *call);
int call_fgets(struct call *call);
int call_fputs(struct call *call);
int call_fflush(struct call *call);
int call_fclose(struct call *call);
int call_getaddrinfo(struct call *call);
int call_if_nametoindex(struct call *call);
int call_if_indextoname(struct call *call);
int call_if_nameindex(struct call *call);
int call_sockatmark(struct call *call);
int call_getprotobyname(struct call *call);

#endif
