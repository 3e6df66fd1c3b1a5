/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the names of a page stand for, as far as its text tells, while its steps are walked through from
 * the first to the last. Inside harness/case only.
 */
#ifndef SOCKSPEC_SCOPE_H
#define SOCKSPEC_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/case/case.h"
#include "harness/case/parse.h"

#define SCOPE_SYMBOLS_MOST 500

enum symbol_kind {
	SYMBOL_SOCKET,
	SYMBOL_STREAM,   /* of stdio, over a socket */
	SYMBOL_NUMBER,
	SYMBOL_BYTES,
	SYMBOL_ADDRESS,
	SYMBOL_SERVER,  /* launched: its address */
	SYMBOL_PEER,    /* launched, made of packets: its address */
	SYMBOL_UNKNOWN  /* a mistake hides what it is: it fits everywhere */
};

struct symbol {
	const char *name;
	enum symbol_kind kind;
	struct where where;      /* where it was bound last */
	int step;
	enum case_host host;     /* SOCKET: whose; SERVER: HOST_SERVER */
	int type;                /* SOCKET, SERVER: SOCK_STREAM, SOCK_DGRAM, 0 where the text does not tell */
	int running_since;       /* the step of the call that binds it, while that runs; -1 */
	bool listening, closed;
	bool copy;               /* of a dup: its packets are the other's */
	bool local;              /* of an epoll instance or a pair: it has no packets */
	struct symbol *socket;   /* STREAM: what it was made of; NULL */
	int times;               /* SOCKET: how many of the page have had this name */
};

struct scope {
	struct case_page *page;
	struct diagnostics *list;
	struct symbol symbols[SCOPE_SYMBOLS_MOST];
	size_t count;
	bool full;
	bool lenient;            /* statements are missing: what depends on them is not reported */
	size_t peer_count;       /* of the whole page: peers made of packets */
	int running;             /* calls in the background */
	const struct step *step; /* the one that is looked at */
};

struct symbol *scope_find(struct scope *scope, const char *name); /* NULL where there is none */

/*
 * Binds a name here. Where it is bound already: the same symbol, with *again set. Never NULL: where there
 * are too many, all further ones share the last place.
 */
struct symbol *scope_bind(struct scope *scope, const char *name, enum symbol_kind kind, struct where where,
	bool *again);

/* The symbol of a name that must exist here; NULL, with the mistake reported, where it does not. */
struct symbol *scope_need(struct scope *scope, const char *name, struct where where);

/* Says where a name was bound, below an error. */
void scope_note_bound(struct scope *scope, const struct symbol *symbol);

const char *scope_kind_name(enum symbol_kind kind); /* "a socket" */

#endif
