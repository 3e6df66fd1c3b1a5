/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The constants of socket programs, name <-> number, for the system this was built on. One
 * table row each (names_table.c), in groups, so that a number can be shown as the name that it has
 * in its place: 2 is AF_INET as a family, MSG_PEEK as a flag.
 */
#ifndef SOCKSPEC_NAMES_H
#define SOCKSPEC_NAMES_H

#include <stdbool.h>
#include <stdint.h>

struct str;

enum names_group {
	NAMES_FAMILY,    /* AF_ */
	NAMES_TYPE,      /* SOCK_: a type, and SOCK_NONBLOCK and SOCK_CLOEXEC as bits */
	NAMES_PROTOCOL,  /* IPPROTO_ */
	NAMES_MSG,       /* MSG_ bits */
	NAMES_ERRNO,     /* and EAI_: getaddrinfo's own, whose numbers are below 0 */
	NAMES_LEVEL,     /* SOL_ and IPPROTO_ as levels */
	NAMES_SO,        /* SO_ */
	NAMES_TCP,       /* TCP_ options */
	NAMES_UDP,       /* UDP_ options */
	NAMES_IP,        /* IP_ options */
	NAMES_IPV6,      /* IPV6_ options */
	NAMES_SHUT,
	NAMES_FCNTL,     /* F_ commands */
	NAMES_OPEN,      /* O_ and FD_CLOEXEC bits */
	NAMES_IOCTL,
	NAMES_POLL,      /* POLL bits */
	NAMES_EPOLL,     /* EPOLL bits and commands */
	NAMES_SIGNAL,
	NAMES_TIMER,     /* ITIMER_ */
	NAMES_RESOURCE,  /* RLIMIT_ */
	NAMES_LOOKUP,    /* AI_ bits */
	NAMES_STATE,     /* TCP states as the kernel numbers them; names as in RFC 9293 with _ for - */
	NAMES_SEEK,      /* SEEK_ */
	NAMES_ORIGIN,    /* SO_EE_ORIGIN_ */
	NAMES_LIMIT,     /* SOMAXCONN, INADDR_ANY and other single numbers */
	NAMES_GROUP_COUNT
};

/* The number of a name in any group. False where the name is unknown. */
bool names_find(const char *name, int64_t *number);

/* The same in one group only. */
bool names_find_in(enum names_group group, const char *name, int64_t *number);

/* The name of a number in a group, NULL where it has none. Static. */
const char *names_of(enum names_group group, int64_t number);

/* Adds NAME|NAME|0x40: what is left over as hex; "0" for none. */
void names_add_flags(struct str *str, enum names_group group, int64_t bits);

/*
 * Whether a kernel ("Linux 6.1.0 x86_64") is too old to have this option; in *major and *minor the first that has it.
 * False where nothing is known.
 */
bool names_is_missing(const char *name, const char *kernel, int *major, int *minor);

/* The value of "NAME|NAME|0x40" or of a number. False where a part is unknown. */
bool names_parse_flags(const char *text, int64_t *bits);

/* A known name that looks like this one, for messages, or NULL. Static. */
const char *names_nearest(const char *name);

/* "ECONNREFUSED" -> "Connection refused"; NULL where unknown. */
const char *names_explain_errno(const char *name);

#endif
