/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program while it is written: what both languages share. Inside harness/export only. Whoever finds that the page
 * cannot be exported says so with export_refuse() and goes on; the program is thrown away in the end.
 */
#ifndef SOCKSPEC_EXPORT_TEXT_H
#define SOCKSPEC_EXPORT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/base/str.h"
#include "harness/case/case.h"
#include "harness/export/export.h"

#define EXPORT_NAMES_MOST 500
#define EXPORT_RUNNING_MOST 64
#define EXPORT_CONSTANTS_MOST 64
#define EXPORT_STREAM (INT64_C(1) << 20) /* bytes of the pattern that a program has, and the largest buffer */

enum export_kind { EXPORT_SOCKET, EXPORT_FILE, EXPORT_NUMBER, EXPORT_ADDRESS, EXPORT_SERVER };

/* A name of the page. */
struct export_name {
	const char *name;
	const char *written; /* in the program, where `name` would be a word of the language */
	enum export_kind kind;
	const char *server;  /* SERVER: its kind, "tcp-echo" */
	enum case_host host; /* SOCKET: whose */
	bool stream;         /* SOCKET: as far as the page tells */
	bool closed;         /* SOCKET */
	bool used;           /* some later step speaks of it */
};

/* Which helpers the steps call: the head of the program has these and no others. */
enum export_use {
	USE_CHECK = 1 << 0, USE_SOME = 1 << 2, USE_BYTES = 1 << 4,
	USE_ADDRESS = 1 << 5, USE_CHECK_ADDRESS = 1 << 6, USE_PATTERN = 1 << 7, USE_SIGNAL = 1 << 8,
	USE_THREAD = 1 << 9, USE_PAUSE = 1 << 10, USE_NOW = 1 << 11, USE_STATE = 1 << 12, USE_QUEUED = 1 << 13,
	USE_READABLE = 1 << 14, USE_POLL = 1 << 15, USE_TCP = 1 << 16, USE_FCNTL = 1 << 17, USE_IOCTL = 1 << 18,
	USE_IOVEC = 1 << 19, USE_MESSAGE = 1 << 20, USE_NETDB = 1 << 21, USE_BUFFER = 1 << 22, USE_RESULT = 1 << 23,
	USE_VALUE = 1 << 24, USE_LENGTH = 1 << 25, USE_WHO = 1 << 26, USE_SOON = 1 << 27, USE_PORT = 1 << 28,
	USE_TERMIOS = 1 << 29, USE_TIMEVAL = 1 << 30, USE_PAIR = 1 << 3, USE_COUNT = 1 << 1,
	USE_PAIR_OF = USE_NETDB /* the one is Python's alone, the other C's */
};

/* A call that runs on while the next steps play. */
struct export_running {
	const struct step *step;
	bool fresh; /* started since the last call without & */
	struct str after; /* what is checked when it has returned */
};

struct export {
	const struct case_page *page;
	enum export_language language;
	struct arena *arena;
	struct str body;      /* the steps */
	struct str functions; /* C: the calls that run beside the others */
	struct str storage;   /* C: what these keep their results in */
	unsigned uses;
	int64_t room;         /* of the largest buffer */
	size_t polled, vectors; /* C: of the largest poll, of the largest message */
	size_t commented;     /* the body's length behind the last comment of prose */
	bool hosts[3];        /* client, server, any: which the steps name */
	struct {
		const char *name;
		int64_t number;
	} constants[EXPORT_CONSTANTS_MOST]; /* Python: those that its modules have not */
	size_t constant_count;
	bool whole_info;      /* C: fields of TCP_INFO that only the kernel's header has */
	bool epoll;           /* C: it calls epoll */
	bool lines;           /* C: it reads and writes through stdio */
	bool family;          /* C: a socket is of the family in use */
	bool files;           /* C: it makes a file, or sends one */
	bool limits;          /* C: it asks or sets how many descriptors it may have */
	bool udp;             /* C: it names an option of UDP */
	bool began;           /* some call of the program's own is bound to a time */
	bool threads;         /* some call of the page ends in & */
	struct export_name names[EXPORT_NAMES_MOST];
	size_t name_count;
	struct export_running running[EXPORT_RUNNING_MOST];
	size_t running_count;
	const char *reason;
	const struct export *first; /* the same walk, done before: which names are used; NULL in that walk itself */
};

/* What a language does with the steps. */
struct export_writer {
	const char *extension;
	void (*step)(struct export *export, const struct step *step);
	void (*comment)(struct export *export, const char *text); /* one paragraph, wrapped here */
	void (*finish)(struct export *export, struct str *program);
};

extern const struct export_writer export_c, export_python;

/* Only the first reason counts. */
void export_refuse(struct export *export, const char *reason);

/* Waits for the running calls; those of which nothing is expected stay. */
void export_join(struct export *export);

/* Whether the page binds a port: such a program cannot always be run twice in a minute. */
bool export_binds(const struct case_page *page);

/* Whether a name is used behind the step that binds it: for who would only set it. */
bool export_is_used(const struct export *export, const char *name);

/* Names. Bound: the name stands for something from here on, which *again says that it did before. */
struct export_name *export_find(struct export *export, const char *name); /* NULL */
struct export_name *export_bind(struct export *export, const char *name, enum export_kind kind, bool *again);
const char *export_written(struct export *export, const char *name); /* refuses where it is not bound */

/* Expressions of numbers, as the language writes them. `depth` is 0 from outside. */
void export_number(struct export *export, struct str *out, const struct node *node);
bool export_has_function(const struct node *node, const char *name); /* a call of that name; NULL: of any */
bool export_constant_value(const struct node *node, int64_t *number); /* a number that needs no play */
bool export_names_constant(const struct node *node, const char *name); /* MSG_PEEK|MSG_TRUNC names MSG_TRUNC */

/* The string as a literal of the language, with its quotes. */
void export_literal(struct export *export, struct str *out, const uint8_t *bytes, size_t length);

/* The length of bytes that a node stands for: of a string, of pattern(N). As an expression. */
void export_length(struct export *export, struct str *out, const struct node *node);

/* Prose before the fence (page->fence_count: behind the last), as comments, a paragraph each. */
void export_prose(struct export *export, size_t fence);

/* A statement as it is written, on one line and without its comment. In the arena. */
const char *export_source(struct export *export, const struct step *step);

/* Wraps words at `width` columns; each line begins with `first`, the next with `next`. */
void export_wrap(struct str *out, const char *text, const char *first, const char *next, size_t width);

const struct node *export_argument(const struct step *step, size_t place); /* NULL where it was left out */
int64_t export_room(const struct export *export, const struct node *node); /* of a buffer: EXPORT_STREAM where only the play tells */
bool export_is_quoted_loopback(const struct node *address);
const struct export_name *export_packet_socket(struct export *export, const struct step *step); /* whose packets a line speaks of; NULL */

#endif
