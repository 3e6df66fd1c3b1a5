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
void check_field_name(struct scope *scope, const struct node *node, size_t place, const char *const *known,
	const char *what); /* of a structure: one that is known */

/* check_parts.c: structures in options and in control messages. */
void check_option_parts(struct scope *scope, const struct node *node, bool out);
void check_control_data(struct scope *scope, const struct node *node, bool out);

/* check_descriptor.c: what calls take that wait for descriptors, and what makes two at once. */
void check_event(struct scope *scope, const struct node *node, bool out);
void check_events(struct scope *scope, const struct node *node);
void check_timespec(struct scope *scope, const struct node *node);
void check_signals(struct scope *scope, const struct node *node);
void check_timer(struct scope *scope, const struct node *node);
void check_limit(struct scope *scope, const struct node *node, bool out);
void check_stream(struct scope *scope, const struct node *node);
void check_pair(struct scope *scope, const struct node *node);

/* check_lookup.c: what calls take that look up names, addresses and interfaces. */
void check_lookup(struct scope *scope, const struct step *step); /* that no resolver is asked */
void check_hints(struct scope *scope, const struct node *node);
void check_addresses(struct scope *scope, const struct node *node);
void check_interfaces(struct scope *scope, const struct node *node);
void check_text(struct scope *scope, const struct node *node);

/* check_call.c: a name that a call binds to a descriptor of its step's host. */
void check_bind_socket(struct scope *scope, const struct step *step, const struct node *name);
void check_number_field(struct scope *scope, const struct node *node, bool out); /* out: may be bound */

/* check_messages.c: several messages at once, and what stands beside them. */
void check_messages(struct scope *scope, const struct node *node, bool out);
void check_offset(struct scope *scope, const struct node *node);

/* check_value.c: expressions. All report what does not fit. */
void check_number(struct scope *scope, const struct node *node);
void check_condition(struct scope *scope, const struct node *node); /* of an assertion: may look at states */
void check_function_of_evidence(struct scope *scope, const struct node *node, bool asserted); /* state(s) and its like */
bool check_setting_name(struct scope *scope, const char *name, struct where where); /* "net.ipv4.tcp_sack" */
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
void check_epoll_events(struct scope *scope, const struct node *node);
void check_lookup_constants(struct scope *scope, const struct node *node, const char *field); /* of an addrinfo */
void check_signal_names(struct scope *scope, const struct node *node);
void check_poll_events(struct scope *scope, const struct node *node);
void check_message_flags(struct scope *scope, const struct node *node);

/* What a packet line is for. */
enum line_use {
	LINE_AWAITED,  /* it must come: new names are bound to what came */
	LINE_CHOSEN,   /* the wire picks such packets */
	LINE_INJECTED, /* it is sent */
	LINE_QUOTED    /* an ICMP error is about it */
};

/* check_packet.c: one packet line. */
void check_packet(struct scope *scope, const struct step *step);
void check_pattern_line(struct scope *scope, const struct packet_pattern *packet, enum line_use use);
void check_field(struct scope *scope, const struct node *node, int64_t most, const char *what); /* NULL: nothing */
void check_sequence(struct scope *scope, const struct node *node, const char *what); /* may be below 0 */
void check_taken_field(struct scope *scope, const struct node *node, int64_t most, const char *what,
	enum line_use use); /* a new name may be bound here */

/* check_header.c: the brackets in front of a packet, and the options of TCP. */
void check_header(struct scope *scope, const struct packet_pattern *packet, enum line_use use);
void check_options(struct scope *scope, const struct packet_pattern *packet, enum line_use use);

/* check_inject.c: packets that the page itself sends. */
bool check_is_injected(const struct scope *scope, const struct step *step);
void check_injected(struct scope *scope, const struct packet_pattern *packet); /* whether all is said */
void check_injection_target(struct scope *scope, const struct step *step, const struct step *peer, int type);
void check_injection_socket(struct scope *scope, const struct step *step); /* one that is named in front */
void check_wire_injection(struct scope *scope, const struct step *step);

/* check_peer.c: peers made of packets, silence, and times that count from one moment. */
void check_count_peers(struct scope *scope);
void check_peer(struct scope *scope, const struct step *step);
void check_peer_target(struct scope *scope, const struct step *step); /* when all steps were seen */
void check_is_played_by_peer(struct scope *scope, const struct step *step);
void check_peer_line(struct scope *scope, const struct step *step);
void check_silence(struct scope *scope, const struct step *step);
void check_moment(struct scope *scope, const struct step *step);

/* check_flow.c: whether there can be such a packet, and of which socket. */
int check_packet_type(enum packet_protocol protocol); /* SOCK_STREAM; 0 of ICMP */
void check_flow(struct scope *scope, const struct step *step);
void check_flow_is_clear(struct scope *scope, const struct step *step); /* when all steps were seen */

#endif
