/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of the calls that the actor can make. */
#include "config.h"

#include <string.h>

#include "harness/actor/actor_calls.h"

static const struct calls_row calls_rows[] = {
	{"socket", 3, 3, call_socket},
	{"bind", 2, 3, call_bind},
	{"listen", 2, 2, call_listen},
	{"accept", 3, 3, call_accept},
	{"accept4", 4, 4, call_accept4},
	{"connect", 2, 3, call_connect},
	{"send", 4, 4, call_send},
	{"sendto", 5, 6, call_sendto},
	{"sendmsg", 3, 3, call_sendmsg},
	{"sendmmsg", 4, 4, call_sendmmsg},
	{"sendfile", 4, 4, call_sendfile},
	{"recv", 4, 4, call_recv},
	{"recvfrom", 5, 6, call_recvfrom},
	{"recvmsg", 3, 3, call_recvmsg},
	{"recvmmsg", 5, 5, call_recvmmsg},
	{"read", 3, 3, call_read},
	{"readv", 3, 3, call_readv},
	{"write", 3, 3, call_write},
	{"writev", 3, 3, call_writev},
	{"shutdown", 2, 2, call_shutdown},
	{"close", 1, 1, call_close},
	{"dup", 1, 1, call_dup},
	{"getsockname", 2, 3, call_getsockname},
	{"getpeername", 2, 3, call_getpeername},
	{"getsockopt", 4, 5, call_getsockopt},
	{"setsockopt", 4, 5, call_setsockopt},
	{"fcntl", 2, 3, call_fcntl},
	{"ioctl", 3, 3, call_ioctl},
	{"memfd_create", 2, 2, call_memfd_create},
	{"lseek", 3, 3, call_lseek},
	{"poll", 3, 3, call_poll},
	{"select", 5, 5, call_select},
	{"dup2", 2, 2, call_dup2},
	{"socketpair", 4, 4, call_socketpair},
	{"ppoll", 4, 5, call_ppoll},
	{"pselect", 6, 6, call_pselect},
	{"epoll_create1", 1, 1, call_epoll_create1},
	{"epoll_ctl", 4, 4, call_epoll_ctl},
	{"epoll_wait", 4, 4, call_epoll_wait},
	{"epoll_pwait", 5, 6, call_epoll_pwait},
	{"setitimer", 3, 3, call_setitimer},
	{"siginterrupt", 2, 2, call_siginterrupt},
	{"getpid", 0, 0, call_getpid},
	{"getrlimit", 2, 2, call_getrlimit},
	{"setrlimit", 2, 2, call_setrlimit},
	{"sockatmark", 1, 1, call_sockatmark},
	{"getprotobyname", 1, 1, call_getprotobyname},
	{"fdopen", 2, 2, call_fdopen},
	{"fgets", 3, 3, call_fgets},
	{"fputs", 2, 2, call_fputs},
	{"fflush", 1, 1, call_fflush},
	{"fclose", 1, 1, call_fclose},
	{"getaddrinfo", 4, 4, call_getaddrinfo},
	{"if_nametoindex", 1, 1, call_if_nametoindex},
	{"if_indextoname", 2, 2, call_if_indextoname},
	{"if_nameindex", 1, 1, call_if_nameindex},
};

const struct calls_row *calls_find_row(const char *name)
{
	for (size_t i = 0; i < sizeof calls_rows / sizeof calls_rows[0]; i++)
		if (strcmp(calls_rows[i].name, name) == 0)
			return &calls_rows[i];
	return NULL;
}
