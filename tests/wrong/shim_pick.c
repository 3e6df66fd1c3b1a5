/* SPDX-License-Identifier: BSD-2-Clause */
/* Which of the wrong stacks is played, and what their rows share. */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/wrong/shim.h"

struct shim_calls shim_next;
const struct shim *shim_picked;

static const struct shim *const shim_tables[] = {shim_accept_rows, shim_connect_rows, shim_datagram_rows,
	shim_end_rows, shim_epoll_rows, shim_errno_rows, shim_library_rows, shim_many_rows, shim_message_rows, shim_name_rows, shim_option_rows, shim_ready_rows,
	shim_recv_rows, shim_send_rows, shim_urgent_rows};

static void pick_list(void)
{
	for (size_t i = 0; i < sizeof shim_tables / sizeof shim_tables[0]; i++)
		for (const struct shim *row = shim_tables[i]; row->name != NULL; row++)
			printf("%s\t%s\n", row->name, row->text);
	shim_next.fflush(stdout);
	_exit(0);
}

static const struct shim *pick_row(const char *name)
{
	for (size_t i = 0; i < sizeof shim_tables / sizeof shim_tables[0]; i++)
		for (const struct shim *row = shim_tables[i]; row->name != NULL; row++)
			if (strcmp(row->name, name) == 0)
				return row;
	return NULL;
}

#define PICK(name) *(void **)&shim_next.name = dlsym(RTLD_NEXT, #name)

static void pick_next(void)
{
	PICK(socket), PICK(bind), PICK(listen), PICK(accept), PICK(accept4), PICK(connect);
	PICK(recv), PICK(recvfrom), PICK(recvmsg), PICK(read), PICK(readv);
	PICK(send), PICK(sendto), PICK(sendmsg), PICK(write), PICK(writev);
	PICK(shutdown), PICK(close), PICK(dup), PICK(getsockname), PICK(getpeername);
	PICK(getsockopt), PICK(setsockopt), PICK(fcntl), PICK(ioctl);
	PICK(poll), PICK(select), PICK(sockatmark);
	PICK(sendmmsg), PICK(recvmmsg), PICK(sendfile), PICK(socketpair), PICK(dup2);
	PICK(ppoll), PICK(pselect), PICK(epoll_ctl), PICK(epoll_wait), PICK(epoll_pwait);
	PICK(fdopen), PICK(fgets), PICK(fflush), PICK(fclose), PICK(getaddrinfo), PICK(if_nametoindex), PICK(getprotobyname);
}

__attribute__((constructor)) void shim_set_up(void)
{
	const char *name = getenv("SOCKSPEC_SHIM");

	if (shim_picked != NULL)
		return;
	pick_next();
	if (name != NULL && strcmp(name, "list") == 0)
		pick_list();
	shim_picked = name == NULL ? NULL : pick_row(name);
	if (shim_picked == NULL) {
		fprintf(stderr, "SOCKSPEC_SHIM names no wrong stack: %s\n", name == NULL ? "(nothing)" : name);
		_exit(3);
	}
}

const struct shim_calls *shim_wrong(void)
{
	if (shim_picked == NULL)
		shim_set_up();
	return &shim_picked->calls;
}

static int pick_ask(int fd, int option)
{
	int value = -1, saved = errno;
	socklen_t length = sizeof value;

	if (shim_next.getsockopt(fd, SOL_SOCKET, option, &value, &length) < 0)
		value = -1;
	errno = saved;
	return value;
}

bool shim_is_type(int fd, int type)
{
	return pick_ask(fd, SO_TYPE) == type;
}

bool shim_is_inet(int fd)
{
	int family = pick_ask(fd, SO_DOMAIN);

	return family == AF_INET || family == AF_INET6;
}

bool shim_is_connected(int fd)
{
	struct sockaddr_storage peer;
	socklen_t length = sizeof peer;
	int saved = errno;
	bool connected = shim_next.getpeername(fd, (struct sockaddr *)&peer, &length) == 0;

	errno = saved;
	return connected;
}

size_t shim_length(const struct msghdr *message)
{
	size_t length = 0;

	for (size_t i = 0; i < message->msg_iovlen; i++)
		length += message->msg_iov[i].iov_len;
	return length;
}

size_t shim_scatter(struct msghdr *message, const char *bytes, size_t count)
{
	size_t done = 0;

	for (size_t i = 0; i < message->msg_iovlen && done < count; i++) {
		size_t some = message->msg_iov[i].iov_len;

		if (some > count - done)
			some = count - done;
		memcpy(message->msg_iov[i].iov_base, bytes + done, some);
		done += some;
	}
	return done;
}

struct msghdr shim_with_buffer(const struct msghdr *message, struct iovec *vector, void *bytes, size_t length)
{
	struct msghdr other = *message;

	*vector = (struct iovec){.iov_base = bytes, .iov_len = length};
	other.msg_iov = vector;
	other.msg_iovlen = 1;
	return other;
}
