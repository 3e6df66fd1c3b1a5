/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether several messages of one call, and the place in a file that is sent, have what they need. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"

/* One of [{msg_hdr={...}, msg_len=N}, ...]. How long each was comes out, whichever way the messages go. */
static void check_message(struct scope *scope, const struct node *item, bool out)
{
	static const char *const fields[] = { "msg_hdr", "msg_len", NULL };

	for (size_t i = 0; i < item->count; i++) {
		check_field_name(scope, item, i, fields, "one of several messages");
		if (strcmp(item->item_names[i], "msg_hdr") == 0)
			check_msghdr(scope, item->items[i], out);
		else
			check_number_field(scope, item->items[i], true);
	}
}

void check_messages(struct scope *scope, const struct node *node, bool out)
{
	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(out ? ARG_MMSGHDR_OUT : ARG_MMSGHDR_IN));
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		if (node->items[i]->kind != NODE_STRUCT)
			check_not_value(scope, node->items[i], "{msg_hdr=, msg_len=}");
		else
			check_message(scope, node->items[i], out);
	}
}

/* Nothing fits by itself here: without a number the call would begin anywhere. */
void check_offset(struct scope *scope, const struct node *node)
{
	const struct node *from;

	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY || node->count != 1) {
		check_not_value(scope, node, calls_argument_name(ARG_OFFSET));
		return;
	}
	from = node->items[0];
	if (from->kind == NODE_BINARY && from->op == OP_BECOMES) {
		check_number_out(scope, from->right);
		from = from->left;
	}
	check_number(scope, from);
}
