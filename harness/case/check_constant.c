/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether constants stand where they mean something: MSG_PEEK as a flag, SO_LINGER at SOL_SOCKET. */
#include "config.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/case/check.h"
#include "harness/names/names.h"

/* The group that an argument's constants are from. Options are told by their level. */
struct constant_row {
	const char *call;
	size_t place;
	enum names_group group;
	const char *like; /* an example of what is expected */
};

static const struct constant_row constant_rows[] = {
	{ "socket", 0, NAMES_FAMILY, "an address family such as AF_INET" },
	{ "socket", 1, NAMES_TYPE, "a type such as SOCK_STREAM" },
	{ "socket", 2, NAMES_PROTOCOL, "a protocol such as IPPROTO_TCP" },
	{ "accept4", 3, NAMES_TYPE, "SOCK_NONBLOCK or SOCK_CLOEXEC" },
	{ "send", 3, NAMES_MSG, "flags such as MSG_NOSIGNAL" },
	{ "sendto", 3, NAMES_MSG, "flags such as MSG_NOSIGNAL" },
	{ "sendmsg", 2, NAMES_MSG, "flags such as MSG_NOSIGNAL" },
	{ "recv", 3, NAMES_MSG, "flags such as MSG_PEEK" },
	{ "recvfrom", 3, NAMES_MSG, "flags such as MSG_PEEK" },
	{ "recvmsg", 2, NAMES_MSG, "flags such as MSG_PEEK" },
	{ "sendmmsg", 3, NAMES_MSG, "flags such as MSG_NOSIGNAL" },
	{ "recvmmsg", 3, NAMES_MSG, "flags such as MSG_WAITFORONE" },
	{ "lseek", 2, NAMES_SEEK, "SEEK_SET, SEEK_CUR or SEEK_END" },
	{ "shutdown", 1, NAMES_SHUT, "SHUT_RD, SHUT_WR or SHUT_RDWR" },
	{ "getsockopt", 1, NAMES_LEVEL, "a level such as SOL_SOCKET" },
	{ "setsockopt", 1, NAMES_LEVEL, "a level such as SOL_SOCKET" },
	{ "fcntl", 1, NAMES_FCNTL, "a command such as F_GETFL" },
	{ "fcntl", 2, NAMES_OPEN, "flags such as O_NONBLOCK" },
	{ "ioctl", 1, NAMES_IOCTL, "a request such as FIONREAD" },
	{ "socketpair", 0, NAMES_FAMILY, "an address family such as AF_UNIX" },
	{ "socketpair", 1, NAMES_TYPE, "a type such as SOCK_STREAM" },
	{ "socketpair", 2, NAMES_PROTOCOL, "a protocol such as IPPROTO_TCP" },
	{ "epoll_create1", 0, NAMES_EPOLL, "EPOLL_CLOEXEC or 0" },
	{ "epoll_ctl", 1, NAMES_EPOLL, "an operation such as EPOLL_CTL_ADD" },
	{ "setitimer", 0, NAMES_TIMER, "a timer such as ITIMER_REAL" },
	{ "siginterrupt", 0, NAMES_SIGNAL, "a signal such as SIGALRM" },
	{ "getrlimit", 0, NAMES_RESOURCE, "RLIMIT_NOFILE" },
	{ "setrlimit", 0, NAMES_RESOURCE, "RLIMIT_NOFILE" },
};

static const struct {
	const char *level;
	enum names_group group;
	const char *like;
} constant_levels[] = {
	{ "SOL_SOCKET", NAMES_SO, "an option of SOL_SOCKET such as SO_RCVBUF" },
	{ "IPPROTO_TCP", NAMES_TCP, "an option of TCP such as TCP_NODELAY" },
	{ "SOL_TCP", NAMES_TCP, "an option of TCP such as TCP_NODELAY" },
	{ "IPPROTO_UDP", NAMES_UDP, "an option of UDP such as UDP_CORK" },
	{ "SOL_UDP", NAMES_UDP, "an option of UDP such as UDP_CORK" },
	{ "IPPROTO_IP", NAMES_IP, "an option of IP such as IP_TTL" },
	{ "SOL_IP", NAMES_IP, "an option of IP such as IP_TTL" },
	{ "IPPROTO_IPV6", NAMES_IPV6, "an option of IPv6 such as IPV6_V6ONLY" },
	{ "SOL_IPV6", NAMES_IPV6, "an option of IPv6 such as IPV6_V6ONLY" },
};

/* All constants below a node are of the group. Numbers are what they are. */
static void check_group(struct scope *scope, const struct node *node, enum names_group group, const char *like)
{
	int64_t number;

	switch (node->kind) {
	case NODE_CONST:
		if (!names_find_in(group, node->text, &number) && names_find(node->text, &number))
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
				"'%s' means nothing here; expected %s", node->text, like);
		return;
	case NODE_UNARY:
		check_group(scope, node->left, group, like);
		return;
	case NODE_BINARY:
		check_group(scope, node->left, group, like);
		check_group(scope, node->right, group, like);
		return;
	case NODE_ANY:
	case NODE_NULL:
	case NODE_INT:
	case NODE_STRING:
	case NODE_NAME:
	case NODE_ADDRESS:
	case NODE_ARRAY:
	case NODE_STRUCT:
	case NODE_CALL:
		return;
	}
}

static void check_option_name(struct scope *scope, const struct step *step)
{
	const struct node *level = step->arguments[1];

	if (level->kind != NODE_CONST)
		return;
	for (size_t i = 0; i < sizeof(constant_levels) / sizeof(constant_levels[0]); i++)
		if (strcmp(constant_levels[i].level, level->text) == 0) {
			check_group(scope, step->arguments[2], constant_levels[i].group,
				constant_levels[i].like);
			return;
		}
}

void check_constants(struct scope *scope, const struct step *step, const struct call_spec *spec)
{
	for (size_t i = 0; i < sizeof(constant_rows) / sizeof(constant_rows[0]); i++) {
		const struct constant_row *row = &constant_rows[i];

		if (strcmp(row->call, spec->name) == 0 && row->place < step->argument_count)
			check_group(scope, step->arguments[row->place], row->group, row->like);
	}
	if ((strcmp(spec->name, "getsockopt") == 0 || strcmp(spec->name, "setsockopt") == 0) &&
		step->argument_count > 2)
		check_option_name(scope, step);
}

void check_epoll_events(struct scope *scope, const struct node *node)
{
	check_group(scope, node, NAMES_EPOLL, "events such as EPOLLIN");
}

void check_signal_names(struct scope *scope, const struct node *node)
{
	check_group(scope, node, NAMES_SIGNAL, "signals such as SIGALRM");
}

void check_lookup_constants(struct scope *scope, const struct node *node, const char *field)
{
	static const struct {
		const char *field;
		enum names_group group;
		const char *like;
	} rows[] = {
		{ "ai_flags", NAMES_LOOKUP, "flags such as AI_PASSIVE" },
		{ "ai_family", NAMES_FAMILY, "an address family such as AF_INET" },
		{ "ai_socktype", NAMES_TYPE, "a type such as SOCK_STREAM" },
		{ "ai_protocol", NAMES_PROTOCOL, "a protocol such as IPPROTO_TCP" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].field, field) == 0)
			check_group(scope, node, rows[i].group, rows[i].like);
}

void check_poll_events(struct scope *scope, const struct node *node)
{
	check_group(scope, node, NAMES_POLL, "events such as POLLIN");
}

void check_message_flags(struct scope *scope, const struct node *node)
{
	check_group(scope, node, NAMES_MSG, "flags such as MSG_TRUNC");
}
