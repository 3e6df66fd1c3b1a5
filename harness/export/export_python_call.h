/* SPDX-License-Identifier: BSD-2-Clause */
/* A call on its way into a Python program: the families of calls fill it in, export_python_call.c writes it. What
 * a family cannot write, it refuses through export_refuse(). Inside harness/export only. */
#ifndef SOCKSPEC_EXPORT_PYTHON_CALL_H
#define SOCKSPEC_EXPORT_PYTHON_CALL_H

#include "harness/export/export_parts.h"

/* What the call gives: the statement's left side and how its result is taken from it. */
struct export_python_call {
	struct str before; /* lines before it */
	struct str call;   /* "attempt(s.recv, 1024)", "pair(l.accept)" */
	struct str after;  /* lines behind the check of the result */
	const char *helper, *arguments_of_helper;
	const char *targets; /* "result, who" where the helper gives more than one thing; NULL */
	const struct node *bytes; /* what is expected to have come; NULL */
	bool counts;         /* the result is bytes, and a number is expected */
};

/* Which call it is: dispatches to the families below; false where Python has no such call. The texts in `call` are
 * freed by the caller. */
bool export_python_make(struct export *export, struct export_python_call *call, const struct step *step);

/* ---- arguments ---- */

/* ", VALUE" of the argument at `place`; flags of 0 are left out. */
void export_python_argument(struct export *export, struct str *out, const struct step *step, size_t place);
void export_python_flags(struct export *export, struct str *out, const struct step *step, size_t place);

/* Nothing is said or expected: NULL, `...` or no argument. */
bool export_python_is_none(const struct node *node);

/* Bytes to send, as many as the length behind them says; ", (host, port)" to go in. */
void export_python_bytes(struct export *export, struct str *out, const struct step *step, size_t place);
void export_python_address(struct export *export, struct export_python_call *call, const struct step *step, size_t place);

/* Host and port that came out, in the variable `who`; names that are not yet bound are bound. */
void export_python_expect_address(struct export *export, struct str *out, int line, const char *who, const struct node *node);

/* Python gives no lengths of addresses and options: a page that says one is refused. */
void export_python_refuse_length(struct export *export, const struct node *length);

/* ---- families of calls; `socket` is the object's expression ---- */
void export_python_receive(struct export *export, struct export_python_call *call, const struct step *step, const char *socket);
void export_python_message(struct export *export, struct export_python_call *call, const struct step *step, const char *socket);
void export_python_send_file(struct export *export, struct export_python_call *call, const struct step *step, const char *socket);
void export_python_vectors_in(struct export *export, struct str *out, const struct node *node);
void export_python_vectors_out(struct export *export, struct export_python_call *call, const struct node *node, int line);
void export_python_option(struct export *export, struct export_python_call *call, const struct step *step, const char *socket);
void export_python_polled(struct export *export, struct export_python_call *call, const struct step *step);

#endif
