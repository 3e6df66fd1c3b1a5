/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a page means, beyond its grammar: whether what it names exists and is of the right kind where it
 * stands. Each file check_X.c looks at one thing. Inside harness/case only.
 */
#ifndef SOCKSPEC_CHECK_H
#define SOCKSPEC_CHECK_H

#include "harness/case/calls.h"
#include "harness/case/scope.h"

/* Walks through all steps. `lenient`: some statements could not be read. */
void check_page(struct case_page *page, struct diagnostics *list, bool lenient);

/* check_call.c: one call, with its results; binds what it brings about. */
void check_call(struct scope *scope, const struct step *step);

/* check_argument.c: one argument of a call. Names that come out are bound. */
void check_argument(struct scope *scope, const struct call_spec *spec, size_t place, const struct node *node);

/* check_struct.c: the arguments that have parts. */
void check_iovec(struct scope *scope, const struct node *node, bool out);
void check_msghdr(struct scope *scope, const struct node *node, bool out);
void check_pollfds(struct scope *scope, const struct node *node);
void check_option(struct scope *scope, const struct node *node, bool out);
void check_timeval(struct scope *scope, const struct node *node);

/* check_value.c: expressions. All report what does not fit. */
void check_number(struct scope *scope, const struct node *node);
void check_condition(struct scope *scope, const struct node *node); /* of an assertion: may look at states */
void check_socket(struct scope *scope, const struct node *node);    /* of this step's host */
void check_bytes(struct scope *scope, const struct node *node, bool out);
void check_address(struct scope *scope, const struct node *node, bool out);
void check_number_out(struct scope *scope, const struct node *node); /* a new name is bound */
bool check_pattern(struct scope *scope, const struct node *node);    /* pattern(N[, OFFSET]) */
bool check_kind(struct scope *scope, const struct symbol *symbol, enum symbol_kind kind, struct where where);
void check_not_value(struct scope *scope, const struct node *node, const char *expected);
const char *check_node_name(const struct node *node); /* "a string" */

/* check_action.c: what the wire is told, and libpcap's language. */
void check_action(struct scope *scope, const struct step *step);
void check_filter(struct scope *scope, const char *text, struct where where);

/* check_constant.c: whether constants stand where they mean something. */
void check_constants(struct scope *scope, const struct step *step, const struct call_spec *spec);
void check_poll_events(struct scope *scope, const struct node *node);
void check_message_flags(struct scope *scope, const struct node *node);

/* check_packet.c: one packet line. */
void check_packet(struct scope *scope, const struct step *step);
void check_pattern_line(struct scope *scope, const struct packet_pattern *packet); /* wherever it stands */

/* check_flow.c: whether there can be such a packet, and of which socket. */
void check_flow(struct scope *scope, const struct step *step);
void check_flow_is_clear(struct scope *scope, const struct step *step); /* when all steps were seen */

#endif
