/* SPDX-License-Identifier: BSD-2-Clause */
/* The structures in options and in control messages: whether each field is what it is in C. */
#include "config.h"

#include <string.h>

#include "harness/case/check.h"

/* The structures; two of them have a field of the same name. */
enum {
	OF_LINGER = 1 << 0,
	OF_TIMEVAL = 1 << 1,
	OF_TIMESPEC = 1 << 2,
	OF_PKTINFO = 1 << 3,
	OF_PKTINFO6 = 1 << 4,
	OF_MREQ = 1 << 5,
	OF_MREQN = 1 << 6,
	OF_MREQ6 = 1 << 7,
	OF_ERROR = 1 << 8,
	OF_OPTIONS = OF_LINGER | OF_TIMEVAL | OF_MREQ | OF_MREQN | OF_MREQ6 | OF_PKTINFO | OF_PKTINFO6,
	OF_CONTROL = OF_TIMEVAL | OF_TIMESPEC | OF_PKTINFO | OF_PKTINFO6 | OF_ERROR
};

enum part_kind { PART_NUMBER, PART_ADDRESS, PART_ADDRESS4, PART_ADDRESS6 };

static const struct part {
	const char *name;
	unsigned structures;
	enum part_kind kind;
} parts[] = {
	{ "l_onoff", OF_LINGER, PART_NUMBER },
	{ "l_linger", OF_LINGER, PART_NUMBER },
	{ "tv_sec", OF_TIMEVAL | OF_TIMESPEC, PART_NUMBER },
	{ "tv_usec", OF_TIMEVAL, PART_NUMBER },
	{ "tv_nsec", OF_TIMESPEC, PART_NUMBER },
	{ "imr_multiaddr", OF_MREQ | OF_MREQN, PART_ADDRESS4 },
	{ "imr_interface", OF_MREQ, PART_ADDRESS4 },
	{ "imr_address", OF_MREQN, PART_ADDRESS4 },
	{ "imr_ifindex", OF_MREQN, PART_NUMBER },
	{ "ipv6mr_multiaddr", OF_MREQ6, PART_ADDRESS6 },
	{ "ipv6mr_interface", OF_MREQ6, PART_NUMBER },
	{ "ipi_ifindex", OF_PKTINFO, PART_NUMBER },
	{ "ipi_spec_dst", OF_PKTINFO, PART_ADDRESS4 },
	{ "ipi_addr", OF_PKTINFO, PART_ADDRESS4 },
	{ "ipi6_addr", OF_PKTINFO6, PART_ADDRESS6 },
	{ "ipi6_ifindex", OF_PKTINFO6, PART_NUMBER },
	{ "ee_errno", OF_ERROR, PART_NUMBER },
	{ "ee_origin", OF_ERROR, PART_NUMBER },
	{ "ee_type", OF_ERROR, PART_NUMBER },
	{ "ee_code", OF_ERROR, PART_NUMBER },
	{ "ee_info", OF_ERROR, PART_NUMBER },
	{ "ee_data", OF_ERROR, PART_NUMBER },
	{ "offender", OF_ERROR, PART_ADDRESS },
};

#define PART_COUNT (sizeof parts / sizeof *parts)

static const struct part *part_find(const char *name, unsigned structures)
{
	for (size_t i = 0; i < PART_COUNT; i++)
		if ((parts[i].structures & structures) != 0 && strcmp(parts[i].name, name) == 0)
			return &parts[i];
	return NULL;
}

/* An address of IPv6 in an IPv4 structure does not fit; a host's name is one of the mode's family. */
static void check_family_of_part(struct scope *scope, const struct node *node, const struct part *part)
{
	bool ipv6 = part->kind == PART_ADDRESS6;

	if (part->kind == PART_ADDRESS || node->kind != NODE_ADDRESS || node->left == NULL)
		return;
	if (node->quoted && (strchr(node->text, ':') != NULL) != ipv6)
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where, "expected an address of %s in '%s'",
			ipv6 ? "IPv6" : "IPv4", part->name);
	else if (!node->quoted && scope_find(scope, node->text) == NULL && scope->page->modes[ipv6 ? MODE_IPV4 : MODE_IPV6])
		diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->where,
			"'%s' is an address of %s; expected 'modes %s' at the beginning of the page", part->name,
			ipv6 ? "IPv6" : "IPv4", ipv6 ? "ipv6" : "ipv4");
}

static void check_part(struct scope *scope, const struct node *node, const struct part *part, bool out)
{
	if (part->kind == PART_NUMBER) {
		check_number_field(scope, node, out);
		return;
	}
	/* What is not said goes in as zeros; a null pointer has no place in a structure. */
	if (node->kind == NODE_STRING || (!out && node->kind == NODE_NULL))
		check_not_value(scope, node, "an address with the port 0 (client:0, \"192.0.2.1\":0)");
	else
		check_address(scope, node, out);
	check_family_of_part(scope, node, part);
}

static void check_parts(struct scope *scope, const struct node *node, unsigned structures, const char *what, bool out)
{
	const char *known[PART_COUNT + 1];
	unsigned common = structures;
	size_t count = 0;

	for (size_t i = 0; i < PART_COUNT; i++)
		if ((parts[i].structures & structures) != 0)
			known[count++] = parts[i].name;
	known[count] = NULL;
	for (size_t i = 0; i < node->count; i++) {
		const char *name = node->item_names[i];
		const struct part *part = part_find(name, structures);

		/* What else TCP_INFO has is the kernel's. */
		if (strncmp(name, "tcpi_", 5) == 0 && structures == OF_OPTIONS) {
			check_number_field(scope, node->items[i], out);
			continue;
		}
		check_field_name(scope, node, i, known, what);
		if (part == NULL)
			continue;
		check_part(scope, node->items[i], part, out);
		if ((common & part->structures) == 0 && common != 0)
			diagnostics_add(scope->list, DIAGNOSTIC_ERROR, node->item_wheres[i],
				"no structure has the field '%s' and those before it", name);
		common &= part->structures;
	}
}

void check_option_parts(struct scope *scope, const struct node *node, bool out)
{
	check_parts(scope, node, OF_OPTIONS, "an option", out);
}

/* A number, or a name of one; what SCM_RIGHTS brings is a descriptor of any kind. */
static void check_control_number(struct scope *scope, const struct node *node, bool out)
{
	struct symbol *symbol;
	bool again;

	if (!out) {
		check_number(scope, node);
	} else if (node->kind == NODE_NAME && scope_find(scope, node->text) == NULL) {
		symbol = scope_bind(scope, node->text, SYMBOL_UNKNOWN, node->where, &again);
		symbol->type = 0;
	} else if (node->kind != NODE_ANY) {
		check_number(scope, node);
	}
}

/* Numbers, descriptors or, where they come out, times. */
static void check_control_array(struct scope *scope, const struct node *node, bool out)
{
	for (size_t i = 0; i < node->count; i++) {
		if (out && node->items[i]->kind == NODE_STRUCT)
			check_parts(scope, node->items[i], OF_CONTROL, "the data of a control message", out);
		else
			check_control_number(scope, node->items[i], out);
	}
}

void check_control_data(struct scope *scope, const struct node *node, bool out)
{
	switch (node->kind) {
	case NODE_STRUCT:
		check_parts(scope, node, OF_CONTROL, "the data of a control message", out);
		return;
	case NODE_ARRAY:
		check_control_array(scope, node, out);
		return;
	case NODE_NAME:
	case NODE_INT:
	case NODE_CONST:
	case NODE_UNARY:
	case NODE_BINARY:
		check_control_number(scope, node, out);
		return;
	case NODE_CALL:
		if (!check_pattern(scope, node))
			check_number(scope, node);
		return;
	case NODE_ANY:
		if (out)
			return;
		break;
	case NODE_NULL:
	case NODE_STRING:
		return;
	case NODE_ADDRESS:
		break;
	}
	check_not_value(scope, node, "the data of a control message ([N], a structure or a string)");
}
