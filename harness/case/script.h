/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One fence while it is parsed: what lexer.l and grammar.y share. Inside harness/case only.
 */
#ifndef SOCKSPEC_SCRIPT_H
#define SOCKSPEC_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/case/case.h"
#include "harness/case/parse.h"

#define SCRIPT_BRACKETS_MOST NODE_DEPTH_MOST
#define SCRIPT_STEPS_MOST 10000
#define SCRIPT_ITEMS_MOST 10000 /* of an array, structure or list of arguments */

struct arena;

/* Bytes of a string literal, its escapes undone. */
struct script_bytes {
	uint8_t *data;
	size_t length, capacity;
};

struct script_time {
	int64_t ns;
};

struct script_bracket {
	char mark;
	struct where where;
};

struct script_list {
	struct node **items;
	const char **names; /* of structure fields */
	struct where *name_wheres;
	size_t count, items_capacity, names_capacity;
};

struct script_options {
	struct option_pattern *items;
	size_t count, capacity;
};

struct script_results {
	struct result_pattern *items;
	size_t count, capacity;
};

struct script {
	struct case_page *page;
	struct arena *arena;
	struct diagnostics *list;
	int fence;

	/* the lexer's: where the next character stands */
	const char *text;        /* the fence's lines, in the page's text */
	size_t length, offset;
	int line, column;
	struct where last;       /* the token before */
	int previous;            /* its kind */
	bool begun;              /* a token of this statement was seen */
	struct script_bracket brackets[SCRIPT_BRACKETS_MOST];
	size_t depth;
	const char *opening;     /* the name that begins the statement, NULL if none */
	int behind_opening;      /* how many tokens were read behind it */
	struct where opening_where;
	bool on_wire;            /* the statement begins with `wire:`, and its word was not seen yet */
	bool acting;             /* that word was one of actions.h */

	/* the grammar's: the statement that is being read, and the steps' room */
	struct step step;
	struct where prefix_where;
	const char *prefix;      /* HOST: in front of it, NULL if none */
	struct where time_where;
	bool takes_modes;        /* it is a `modes` whose first word was taken */
	size_t step_capacity;
	bool lenient;            /* a statement could not be read */
	struct header_pattern *header; /* the one between brackets that is being read */
	unsigned header_parts;   /* which of its parts were said */
	struct where modes_where; /* of the first `modes`; line 0 before it */
	struct where kinds_where; /* of the first `kinds` */
	struct where level_where; /* of the first `level` */
	struct where side_where; /* of the statement's `stream:` or `datagram:` */
};

/* Parses one fence's text, adding its steps to the page. */
void script_parse(struct script *script);

/* ---- script.c: from what the grammar has found to steps ---- */

void script_begin(struct script *script);
void script_finish(struct script *script, enum step_kind kind, struct where where);
void script_set_prefix(struct script *script, const char *name, struct where where);
void script_set_time(struct script *script, enum time_kind kind, struct script_time from, struct script_time to,
	struct where where);
void script_set_mode(struct script *script, const char *name, struct where where);
void script_set_kinds(struct script *script, const char *first, const char *second, struct where where);
void script_set_level(struct script *script, const char *name, struct where where);
void script_set_side(struct script *script, const char *name, struct where where); /* "stream", "datagram" */
void script_set_none(struct script *script, const char *word, struct where where);
void script_set_counts(struct script *script, int64_t from, int64_t to, struct where where);
void script_set_within(struct script *script, struct script_time time, struct where where);

/* ---- script_parts.c: the parts of statements ---- */

void script_add_item(struct script *script, struct script_list *list, struct node *node, const char *name,
	struct where name_where);
void script_add_result(struct script *script, struct script_results *list, struct node *value,
	const char *error, struct where error_where, struct where where);

/* select's (in [s], out [t]): one structure with these names. */
struct script_list script_extras(struct script *script, struct script_list list, struct where where);

/* Two string literals that stand behind each other. */
struct script_bytes script_join(struct script *script, struct script_bytes first, struct script_bytes second);

/* ---- script_packet.c: the parts of packet lines ---- */

/* Whose packet it is, and which way it goes; what it quotes went the other way. */
void script_place_packet(struct packet_pattern *pattern, const char *socket, struct where socket_where, bool sent);
void script_set_icmp(struct script *script, struct packet_pattern *pattern, const char *type,
	struct where type_where, const char *code, struct where code_where);
void script_set_quote(struct script *script, struct packet_pattern *pattern, struct packet_pattern *quote);
struct option_pattern script_option(struct script *script, enum tcp_option kind, struct node *first,
	struct node *second, struct where where);
struct option_pattern script_option_data(struct script *script, enum tcp_option kind, struct node *number,
	struct script_bytes data, struct where where);
void script_add_option(struct script *script, struct script_options *list, struct option_pattern option);

/* ---- script_header.c: what the brackets in front of a packet say, each part once ---- */

struct header_pattern *script_begin_header(struct script *script);
void script_set_field(struct script *script, const char *field, struct node *number, struct where where);
void script_set_mark(struct script *script, const char *mark, struct where where);
void script_set_fragment(struct script *script, struct node *offset, struct node *length, bool more, struct where where);
void script_set_ip_options(struct script *script, struct script_bytes bytes, struct where where);
void script_set_end(struct script *script, const char *end, struct script_bytes address, struct where address_where,
	struct where where);
void script_set_transport_checksum(struct script *script, const char *word, struct where word_where,
	struct where where);

/* ---- script_order.c: what the wire is told ---- */

struct packet_choice script_choose_packet(struct packet_pattern *pattern, const char *socket,
	struct where socket_where, bool sent, struct where where);
struct packet_choice script_choose_filter(struct script *script, struct script_bytes text, struct where where);

void script_begin_order(struct script *script, const char *action, struct where where);

/* wire: inject to HOST, with the packet. */
void script_set_injection(struct script *script, struct where action_where, const char *host, struct where host_where,
	struct packet_choice choice);

/* Each part once: sets the bit and the place, and says so where it stands there already. */
struct wire_order *script_order_part(struct script *script, unsigned part, struct where where);
void script_set_place(struct script *script, const char *name, struct where where, int64_t index, bool indexed);
void script_set_checksum(struct script *script, const char *word, struct where where);

/* A copy of a string literal's text; reports a NUL in it and returns what stands before that. */
const char *script_plain_text(struct script *script, struct script_bytes bytes, struct where where);

/* ---- syntax.c: what a syntax error says ---- */

/* `expected` are the names of the tokens that could stand here, as grammar.y has them. */
void syntax_report(struct script *script, const char *found, struct where where, const char *const *expected,
	size_t count);

#endif
