/* SPDX-License-Identifier: BSD-2-Clause */
/* Making the nodes of expressions. Inside harness/case only. */
#ifndef SOCKSPEC_NODE_H
#define SOCKSPEC_NODE_H

#include "harness/case/script.h"

/* Stands for SOCK_STREAM or SOCK_DGRAM on a page with `kinds`. */
#define NODE_SOCKET_KIND "SOCK_KIND"

struct node *node_any(struct script *script, struct where where);
struct node *node_int(struct script *script, int64_t number, struct where where);
struct node *node_string(struct script *script, struct script_bytes bytes, struct where where);
struct node *node_name(struct script *script, const char *name, struct where where);     /* also unspec */
struct node *node_constant(struct script *script, const char *name, struct where where); /* also NULL */
struct node *node_address(struct script *script, const char *host, struct node *port, struct where where);
struct node *node_numeric_address(struct script *script, struct script_bytes host, struct where host_where,
	struct node *port, struct where where);
struct node *node_array(struct script *script, struct script_list list, struct where where);
struct node *node_struct(struct script *script, struct script_list list, struct where where);
struct node *node_call(struct script *script, const char *function, struct script_list list,
	struct where where);
struct node *node_unary(struct script *script, enum node_op op, struct node *left, struct where where);
struct node *node_binary(struct script *script, enum node_op op, struct node *left, struct node *right,
	struct where where);

/* Whether the node is a number that can be told without playing, and which. */
bool node_is_number(const struct node *node, int64_t *number);

#endif
