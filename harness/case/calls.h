/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The system calls of the language: one table row each (calls.c) says what its arguments are, so that
 * `check` can tell a mistake, the player can build a request and the judge knows which arguments
 * come out. How a call is made is the actor's (harness/actor/call_*.c).
 */
#ifndef SOCKSPEC_CALLS_H
#define SOCKSPEC_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#define CALL_ARGUMENTS_MOST 6

enum argument_kind {
	ARG_NONE,
	ARG_FAMILY,      /* in: AF_INET; `...` is the mode's */
	ARG_SOCKET,      /* in: a descriptor */
	ARG_INT,         /* in: a number or flags */
	ARG_LENGTH,      /* in: a size or a count of items; `...` is that of the argument before it
	                    (select: of the sets behind it) */
	ARG_BYTES_IN,    /* in: string, pattern() */
	ARG_BYTES_OUT,   /* out: what comes; its room is the ARG_LENGTH behind it */
	ARG_ADDRESS_IN,  /* in: an address; `...` or NULL is none */
	ARG_ADDRESS_OUT, /* out: an address, `...`, or NULL for none wanted */
	ARG_ADDRLEN_IN,  /* in: a size; `...` is what fits */
	ARG_ADDRLEN_OUT, /* in and out: [N] or [N => M]; `...` is what fits; NULL */
	ARG_IOVEC_IN,    /* in: [{iov_base="abc", iov_len=3}, ...] or ["abc", "def"] */
	ARG_IOVEC_OUT,   /* out: the same; room from iov_len */
	ARG_MSGHDR_IN,   /* in: {msg_name=, msg_iov=, msg_control=, msg_flags=} */
	ARG_MSGHDR_OUT,  /* out: the same; room from iov_len, msg_controllen */
	ARG_MMSGHDR_IN,  /* in: [{msg_hdr={msg_iov=["abc"]}, msg_len=3}, ...]; msg_len comes out */
	ARG_MMSGHDR_OUT, /* out: the same; room from iov_len, msg_controllen */
	ARG_OPTVAL_IN,   /* in: [1], {l_onoff=1, l_linger=0}, {tv_sec=, tv_usec=}, "bytes" */
	ARG_OPTVAL_OUT,  /* out: the same */
	ARG_OPTLEN_OUT,  /* in and out: [4]; `...` is what fits */
	ARG_POLLFDS,     /* in and out: [{fd=s, events=POLLIN, revents=POLLIN}] */
	ARG_FDSET,       /* in: [s, t], NULL. What comes out stands behind the result: (in [s]) */
	ARG_TIMEVAL,     /* in: {tv_sec=1, tv_usec=0} or NULL */
	ARG_OFFSET,      /* in and out: [N] or [N => M]; NULL */
	ARG_FCNTL,       /* in: a number or flags, may be left out */
	ARG_IOCTL_OUT,   /* out: [n]; in, where calls_ioctl_takes_number() says so */
	ARG_STRING_IN,   /* in: a string for a library function */
	ARG_EVENT_IN,    /* in: {events=EPOLLIN, data=7}, NULL */
	ARG_EVENTS_OUT,  /* out: [{events=EPOLLIN, data=7}]; as many as there is room for come */
	ARG_TIMESPEC,    /* in: {tv_sec=1, tv_nsec=0} or NULL */
	ARG_SIGSET,      /* in: [SIGALRM, SIGUSR1] or NULL */
	ARG_ITIMER,      /* in: {it_value={tv_sec=0, tv_usec=1000}} or NULL */
	ARG_RLIMIT_IN,   /* in: {rlim_cur=8, rlim_max=most} */
	ARG_RLIMIT_OUT,  /* out: the same */
	ARG_PAIR_OUT,    /* out: [a, b], two new descriptors */
	ARG_STREAM,      /* in: a stream that fdopen made */
	ARG_TEXT_OUT,    /* out: a string of a library function, which knows how long it is at most */
	ARG_HINTS,       /* in: {ai_flags=AI_PASSIVE, ai_family=..., ai_socktype=SOCK_STREAM} or NULL */
	ARG_ADDRESSES_OUT, /* out: [{ai_family=AF_INET, ai_socktype=SOCK_STREAM, ai_addr=any:80}] */
	ARG_INTERFACES_OUT /* out: [{if_index=1, if_name="lo"}] */
};

enum result_kind {
	RESULT_NUMBER,   /* a count, or 0 */
	RESULT_SOCKET,   /* a new descriptor */
	RESULT_STREAM    /* a new stream of stdio; its number is that of its descriptor */
};

struct call_spec {
	const char *name;
	enum result_kind result;
	int required; /* how many of the arguments must stand there; any left out are as `...` */
	enum argument_kind arguments[CALL_ARGUMENTS_MOST];
};

const struct call_spec *calls_find(const char *name); /* NULL where unknown */
const struct call_spec *calls_next(const struct call_spec *spec); /* NULL: the first; NULL at the end */
size_t calls_argument_count(const struct call_spec *spec);        /* how many may stand there */
bool calls_argument_is_out(enum argument_kind kind);
const char *calls_argument_name(enum argument_kind kind);         /* "an address", for messages */

/* Whether a request of ioctl, by its name, takes the number that stands behind it: FIONBIO does, FIONREAD gives one. */
bool calls_ioctl_takes_number(const char *request);

/* Whether a call takes from its first argument what came there: bytes, a datagram, a connection. Peeking counts too. */
bool calls_takes_what_came(const char *call);

#endif
