/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether an argument is what its call takes in that place. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"

/* An array that must have one item: [N], or [N => M] where `becomes` is allowed. */
static void check_cell(struct scope *scope, const struct node *node, bool becomes, const char *expected)
{
	const struct node *item;

	if (node->kind == NODE_ANY || node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY || node->count != 1) {
		if (node->kind == NODE_ARRAY)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
				"expected %s, found an array of %zu", expected, node->count);
		else
			check_not_value(scope, node, expected);
		return;
	}
	item = node->items[0];
	if (item->kind == NODE_BINARY && item->op == OP_BECOMES && becomes) {
		check_number(scope, item->left);
		check_number_out(scope, item->right);
		return;
	}
	check_number_out(scope, item);
}

static void check_set(struct scope *scope, const struct node *node)
{
	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_ARRAY) {
		check_not_value(scope, node, calls_argument_name(ARG_FDSET));
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		check_socket(scope, node->items[i]);
}

static void check_family(struct scope *scope, const struct node *node)
{
	if (node->kind != NODE_ANY)
		check_number(scope, node);
}

static void check_plain_number(struct scope *scope, const struct node *node)
{
	if (node->kind == NODE_ANY)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"nothing says what '...' is here; expected a number or flags");
	else
		check_number(scope, node);
}

void check_argument(struct scope *scope, const struct call_spec *spec, size_t place, const struct node *node)
{
	enum argument_kind kind = spec->arguments[place];
	bool out = calls_argument_is_out(kind);

	switch (kind) {
	case ARG_NONE:
		return;
	case ARG_FAMILY:
	case ARG_LENGTH:
	case ARG_ADDRLEN_IN:
		check_family(scope, node);
		return;
	case ARG_SOCKET:
		check_socket(scope, node);
		return;
	case ARG_INT:
	case ARG_FCNTL:
		check_plain_number(scope, node);
		return;
	case ARG_BYTES_IN:
		/* Any bytes, as many as the length behind them says. */
		if (node->kind != NODE_ANY)
			check_bytes(scope, node, false);
		return;
	case ARG_BYTES_OUT:
		check_bytes(scope, node, true);
		return;
	case ARG_ADDRESS_IN:
	case ARG_ADDRESS_OUT:
		check_address(scope, node, out);
		return;
	case ARG_ADDRLEN_OUT:
	case ARG_OPTLEN_OUT:
		check_cell(scope, node, true, "[N], [N => M] or ...");
		return;
	case ARG_IOVEC_IN:
	case ARG_IOVEC_OUT:
		check_iovec(scope, node, out);
		return;
	case ARG_MSGHDR_IN:
	case ARG_MSGHDR_OUT:
		check_msghdr(scope, node, out);
		return;
	case ARG_MMSGHDR_IN:
	case ARG_MMSGHDR_OUT:
		check_messages(scope, node, kind == ARG_MMSGHDR_OUT);
		return;
	case ARG_OPTVAL_IN:
	case ARG_OPTVAL_OUT:
		check_option(scope, node, out);
		return;
	case ARG_POLLFDS:
		check_pollfds(scope, node);
		return;
	case ARG_FDSET:
		check_set(scope, node);
		return;
	case ARG_TIMEVAL:
		check_timeval(scope, node);
		return;
	case ARG_OFFSET:
		check_offset(scope, node);
		return;
	case ARG_IOCTL_OUT:
		check_cell(scope, node, false, "[N], [n] or ...");
		return;
	case ARG_EVENT_IN:
		check_event(scope, node, false);
		return;
	case ARG_EVENTS_OUT:
		check_events(scope, node);
		return;
	case ARG_TIMESPEC:
		check_timespec(scope, node);
		return;
	case ARG_SIGSET:
		check_signals(scope, node);
		return;
	case ARG_ITIMER:
		check_timer(scope, node);
		return;
	case ARG_RLIMIT_IN:
	case ARG_RLIMIT_OUT:
		check_limit(scope, node, out);
		return;
	case ARG_PAIR_OUT:
		check_pair(scope, node);
		return;
	case ARG_STREAM:
		check_stream(scope, node);
		return;
	case ARG_TEXT_OUT:
		check_text(scope, node);
		return;
	case ARG_HINTS:
		check_hints(scope, node);
		return;
	case ARG_ADDRESSES_OUT:
		check_addresses(scope, node);
		return;
	case ARG_INTERFACES_OUT:
		check_interfaces(scope, node);
		return;
	case ARG_STRING_IN:
		/* Either the host or the service may be missing. */
		if (node->kind == NODE_NULL && strcmp(spec->name, "getaddrinfo") == 0)
			return;
		if (node->kind != NODE_STRING)
			check_not_value(scope, node, "a string");
		return;
	}
}
