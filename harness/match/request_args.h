/* SPDX-License-Identifier: BSD-2-Clause */
/* Parts of a request: one argument as written -> one value. For request.c alone. */
#ifndef SOCKSPEC_REQUEST_ARGS_H
#define SOCKSPEC_REQUEST_ARGS_H

#include "harness/match/env.h"

struct err;

/* A number or names, as names where they are written so: the actor's system may number them otherwise. */
struct value *request_number(const struct env *env, const struct node *node, struct err *err);

/* What goes in as written: numbers, names, bytes, addresses, and arrays and structures of them. */
struct value *request_plain(const struct env *env, const struct node *node, struct err *err);

struct value *request_iovec(const struct env *env, const struct node *node, bool out, struct err *err);
struct value *request_msghdr(const struct env *env, const struct node *node, bool out, struct err *err);
struct value *request_messages(const struct env *env, const struct node *node, bool out, struct err *err);
struct value *request_pollfds(const struct env *env, const struct node *node, struct err *err);

/* The number that goes into a length that also comes out: [16], [4 => 16], [n], `...`, NULL. */
struct value *request_length_out(const struct env *env, const struct node *node, struct err *err);

/* request_buffers.c: the argument in `place`, with the length that stands behind it. */
struct value *request_bytes_in(const struct env *env, const struct step *step, size_t place,
	struct err *err);
struct value *request_room(const struct env *env, const struct step *step, size_t place,
	struct err *err);
struct value *request_option_out(const struct env *env, const struct step *step, size_t place);

#endif
