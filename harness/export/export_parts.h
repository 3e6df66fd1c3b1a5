/* SPDX-License-Identifier: BSD-2-Clause */
/* What each language writes in its own way, dispatched by export->language. Inside harness/export only. */
#ifndef SOCKSPEC_EXPORT_PARTS_H
#define SOCKSPEC_EXPORT_PARTS_H

#include "harness/case/calls.h"
#include "harness/export/export_text.h"

/* An address to go in, or to compare: a pointer to a struct sockaddr in C, a tuple in Python. */
void export_address(struct export *export, struct str *out, const struct node *node);

/* How a name of the page will be written, bound or not. */
const char *export_spelling(struct export *export, const char *name);

/* A constant: its name where the language's headers or modules have it. */
void export_constant(struct export *export, struct str *out, const struct node *node);

/* Bytes to go in, or to compare: a pointer in C, a bytes object in Python. */
void export_bytes(struct export *export, struct str *out, const struct node *node);

/* The host and the port of an address node, each as an expression. False where it has none. */
bool export_host_port(struct export *export, const struct node *node, const char **host, struct str *port);

/* Whether an assertion speaks only of what open descriptors tell: no closed socket, no TIME_WAIT. */
bool export_can_ask(struct export *export, const struct node *node);

/* Whether a packet that is received brings its socket something to read, from a server that takes its own time. */
bool export_brings_something(const struct export *export, const struct packet_pattern *packet);

/* ---- C ---- */

/* A call: what stands before it, itself, and what is checked behind it. */
struct export_c_call {
	struct str before, expression, after;
	const char *suffix; /* of the storage: "" for the program's own, "_23" for a call that runs beside the others */
	const char *result; /* the variable that its result is in */
};
void export_c_make(struct export *export, struct export_c_call *call, const struct step *step);
void export_c_expect_address(struct export *export, struct str *out, int line, const char *who, const struct node *node);
void export_c_message(struct export *export, struct export_c_call *call, const struct node *node, bool out, int line);
void export_c_messages(struct export *export, struct export_c_call *call, const struct step *step, size_t place, bool out);
size_t export_c_vectors(struct export *export, struct export_c_call *call, const struct node *node, bool out, int line);
void export_c_event(struct export *export, struct export_c_call *call, const struct node *node);
void export_c_events(struct export *export, struct export_c_call *call, const struct step *step, size_t place);
void export_c_address_in(struct export *export, struct export_c_call *call, const struct step *step, size_t place);
void export_c_address_out(struct export *export, struct export_c_call *call, const struct step *step, size_t place);
void export_c_address_length(struct export_c_call *call, const struct step *step, size_t place);
void export_c_polled(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node);
void export_c_time(struct export *export, struct export_c_call *call, const struct node *node, const char *type);
void export_c_offset(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node);
void export_c_ioctl(struct export *export, struct export_c_call *call, const struct step *step, size_t place);
void export_c_limit(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node, bool out);
void export_c_pair(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node);
void export_c_option(struct export *export, struct export_c_call *call, const struct step *step, size_t place, bool out);
void export_c_check_number(struct export *export, struct str *out, int line, const char *what, const char *seen,
	const struct node *expected);
const char *export_c_store(struct export *export, const char *suffix, const char *type, const char *name, const char *array);
void export_c_head(struct export *export, struct str *program);

/* ---- Python ---- */
void export_python_call(struct export *export, const struct step *step);
void export_python_head(struct export *export, struct str *program);
void export_python_constant(struct export *export, struct str *out, const struct node *node);
void export_python_define(struct export *export, const char *name, int64_t number);
bool export_python_info(struct str *out, const char *field); /* of `info`, what TCP_INFO gave; false: no such field */

/* Adds a line; one that is too long is broken inside its outermost parentheses. */
void export_python_line(struct str *out, const char *line);

/* check(LINE, "what", seen, expected) of a number; a name that is not yet bound is bound. */
void export_python_check_number(struct export *export, struct str *out, int line, const char *what, const char *seen,
	const struct node *expected);

#endif
