/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers, conditions and bytes of a page as C or Python writes them. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

static const struct {
	const char *c, *python;
	int tight; /* how tightly it binds, in C */
} operators[] = {
	[OP_OR] = {"||", "or", 1}, [OP_AND] = {"&&", "and", 2}, [OP_BIT_OR] = {"|", "|", 3}, [OP_BIT_AND] = {"&", "&", 4},
	[OP_EQ] = {"==", "==", 5}, [OP_NE] = {"!=", "!=", 5}, [OP_LT] = {"<", "<", 6}, [OP_LE] = {"<=", "<=", 6},
	[OP_GT] = {">", ">", 6}, [OP_GE] = {">=", ">=", 6}, [OP_ADD] = {"+", "+", 7}, [OP_SUB] = {"-", "-", 7},
	[OP_MUL] = {"*", "*", 8}, [OP_DIV] = {"/", "//", 8}, [OP_MOD] = {"%", "%", 8}, [OP_BECOMES] = {"", "", 0},
};

static void add(struct export *export, struct str *out, const struct node *node);

static bool is_address(struct export *export, const struct node *node)
{
	const struct export_name *name = node->kind == NODE_NAME ? export_find(export, node->text) : NULL;

	return node->kind == NODE_ADDRESS || (name != NULL && (name->kind == EXPORT_ADDRESS || name->kind == EXPORT_SERVER));
}

/* Parentheses where a reader, or the compiler's warnings, would want them. */
static void add_operand(struct export *export, struct str *out, const struct node *node, enum node_op outer, bool right)
{
	int inside = node->kind == NODE_BINARY ? operators[node->op].tight : 9, outside = operators[outer].tight;
	bool plain = inside == 9 || (outside <= 2 && inside >= 5) || (outside == 5 && inside >= 7) || (outside == 6 && inside >= 7) ||
		(outside == 7 && inside == 8) || (inside == outside && !right && outside != 5 && outside != 6);

	if (!plain)
		str_add(out, "(");
	add(export, out, node);
	if (!plain)
		str_add(out, ")");
}

static void add_binary(struct export *export, struct str *out, const struct node *node)
{
	if ((node->op == OP_EQ || node->op == OP_NE) && (is_address(export, node->left) || is_address(export, node->right))) {
		if (export->language == EXPORT_C) {
			export->uses |= USE_CHECK_ADDRESS | USE_ADDRESS;
			str_addf(out, "%sis_address(", node->op == OP_EQ ? "" : "!");
			export_address(export, out, node->left);
			str_add(out, ", ");
			export_address(export, out, node->right);
			str_add(out, ")");
		} else {
			export_address(export, out, node->left);
			str_addf(out, " %s ", operators[node->op].python);
			export_address(export, out, node->right);
		}
		return;
	}
	if (node->op == OP_BECOMES) {
		export_refuse(export, N_("a number of this page changes where only one can be written"));
		return;
	}
	add_operand(export, out, node->left, node->op, false);
	str_addf(out, " %s ", export->language == EXPORT_C ? operators[node->op].c : operators[node->op].python);
	add_operand(export, out, node->right, node->op, true);
}

/* state(s) and its like ask the kernel about an open socket. */
static void add_function(struct export *export, struct str *out, const struct node *node)
{
	const struct export_name *socket = NULL;

	if (case_function_is_evidence(node->text)) {
		if (node->count == 1 && node->items[0]->kind == NODE_NAME)
			socket = export_find(export, node->items[0]->text);
		if (socket == NULL || socket->kind != EXPORT_SOCKET || strcmp(node->text, "opening") == 0) {
			export_refuse(export, N_("this page asks the kernel for what a program cannot ask about its own sockets"));
			return;
		}
		export_written(export, node->items[0]->text);
		export->uses |= strcmp(node->text, "state") == 0 ? USE_STATE : USE_QUEUED;
		str_addf(out, "%s(%s)", node->text, socket->written);
		return;
	}
	if (strcmp(node->text, "pattern") == 0) {
		export_refuse(export, N_("this page compares bytes by name"));
		return;
	}
	if (export->language == EXPORT_PYTHON)
		str_add(out, "socket.");
	str_addf(out, "%s(", node->text);
	for (size_t i = 0; i < node->count; i++) {
		str_add(out, i > 0 ? ", " : "");
		add(export, out, node->items[i]);
	}
	str_add(out, ")");
}

static void add(struct export *export, struct str *out, const struct node *node)
{
	const struct export_name *name;

	switch (node->kind) {
	case NODE_INT:
		str_addf(out, "%" PRId64, node->number);
		return;
	case NODE_CONST:
		export_constant(export, out, node);
		return;
	case NODE_NAME:
		str_add(out, export_written(export, node->text));
		name = export_find(export, node->text);
		if (name != NULL && (name->kind == EXPORT_ADDRESS || name->kind == EXPORT_SERVER))
			export_refuse(export, N_("this page computes with an address"));
		if (name != NULL && name->kind == EXPORT_SOCKET && export->language == EXPORT_PYTHON)
			str_add(out, ".fileno()");
		return;
	case NODE_CALL:
		add_function(export, out, node);
		return;
	case NODE_UNARY:
		str_add(out, node->op == OP_NEG ? "-" : node->op == OP_BIT_NOT ? "~" : export->language == EXPORT_C ? "!" : "not ");
		add_operand(export, out, node->left, OP_MUL, true);
		return;
	case NODE_BINARY:
		add_binary(export, out, node);
		return;
	case NODE_ANY:
	case NODE_NULL:
	case NODE_STRING:
	case NODE_ADDRESS:
	case NODE_ARRAY:
	case NODE_STRUCT:
		export_refuse(export, N_("this page compares what is not a number"));
		return;
	}
}

void export_number(struct export *export, struct str *out, const struct node *node)
{
	add(export, out, node);
}

bool export_has_function(const struct node *node, const char *name)
{
	if (node == NULL)
		return false;
	if (node->kind == NODE_CALL && case_function_is_evidence(node->text) && (name == NULL || strcmp(name, node->text) == 0))
		return true;
	for (size_t i = 0; i < node->count; i++)
		if (export_has_function(node->items[i], name))
			return true;
	return export_has_function(node->left, name) || export_has_function(node->right, name);
}

bool export_can_ask(struct export *export, const struct node *node)
{
	const struct export_name *socket;

	if (node == NULL)
		return true;
	if (node->kind == NODE_CONST && strcmp(node->text, "TIME_WAIT") == 0)
		return false;
	if (node->kind == NODE_CALL && case_function_is_evidence(node->text)) {
		if (node->count != 1 || node->items[0]->kind != NODE_NAME || strcmp(node->text, "opening") == 0)
			return false;
		socket = export_find(export, node->items[0]->text);
		return socket != NULL && socket->kind == EXPORT_SOCKET && !socket->closed;
	}
	return export_can_ask(export, node->left) && export_can_ask(export, node->right);
}

bool export_brings_something(const struct export *export, const struct packet_pattern *packet)
{
	bool launched = false;
	int64_t length = 1;

	for (size_t i = 0; i < export->name_count; i++)
		launched = launched || export->names[i].kind == EXPORT_SERVER;
	if (!launched || packet->protocol == PACKET_ICMP)
		return false;
	export_constant_value(packet->length, &length);
	return packet->protocol == PACKET_UDP || length > 0 || (packet->flags & (FLAG_FIN | FLAG_RST)) != 0;
}

bool export_names_constant(const struct node *node, const char *name)
{
	if (node == NULL)
		return false;
	if (node->kind == NODE_CONST && strcmp(node->text, name) == 0)
		return true;
	return export_names_constant(node->left, name) || export_names_constant(node->right, name);
}

bool export_constant_value(const struct node *node, int64_t *number)
{
	int64_t left, right;

	if (node == NULL)
		return false;
	if (node->kind == NODE_INT || node->kind == NODE_CONST) {
		*number = node->number;
		return true;
	}
	if (node->kind == NODE_UNARY && node->op == OP_NEG && export_constant_value(node->left, &left))
		return !__builtin_sub_overflow(INT64_C(0), left, number);
	if (node->kind != NODE_BINARY || !export_constant_value(node->left, &left) || !export_constant_value(node->right, &right))
		return false;
	switch (node->op) {
	case OP_ADD:
		return !__builtin_add_overflow(left, right, number);
	case OP_SUB:
		return !__builtin_sub_overflow(left, right, number);
	case OP_MUL:
		return !__builtin_mul_overflow(left, right, number);
	case OP_NONE: case OP_OR: case OP_AND: case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE:
	case OP_BIT_OR: case OP_BIT_AND: case OP_DIV: case OP_MOD: case OP_NOT: case OP_NEG: case OP_BIT_NOT: case OP_BECOMES:
		break;
	}
	return false;
}

void export_length(struct export *export, struct str *out, const struct node *node)
{
	if (node->kind == NODE_STRING)
		str_addf(out, "%zu", node->length);
	else if (node->kind == NODE_CALL && strcmp(node->text, "pattern") == 0 && node->count > 0)
		export_number(export, out, node->items[0]);
	else
		export_refuse(export, N_("this page compares bytes by name"));
}

int64_t export_room(const struct export *export, const struct node *node)
{
	int64_t room;

	(void)export;
	return export_constant_value(node, &room) ? room : EXPORT_STREAM;
}

/* C reads an octal escape to its third digit and a hexadecimal one to no end, so bytes are octal there. */
void export_literal(struct export *export, struct str *out, const uint8_t *bytes, size_t length)
{
	str_add(out, export->language == EXPORT_C ? "\"" : "b\"");
	for (size_t i = 0; i < length; i++) {
		char character[2] = {(char)bytes[i], '\0'};

		if (bytes[i] == '\n')
			str_add(out, "\\n");
		else if (bytes[i] == '\r')
			str_add(out, "\\r");
		else if (bytes[i] == '\t')
			str_add(out, "\\t");
		else if (bytes[i] == '"' || bytes[i] == '\\')
			str_addf(out, "\\%c", bytes[i]);
		else if (bytes[i] >= 0x20 && bytes[i] < 0x7f && !(bytes[i] == '?' && export->language == EXPORT_C))
			str_add(out, character);
		else
			str_addf(out, export->language == EXPORT_C ? "\\%03o" : "\\x%02x", bytes[i]);
	}
	str_add(out, "\"");
}

const struct node *export_argument(const struct step *step, size_t place)
{
	return place < step->argument_count ? step->arguments[place] : NULL;
}

bool export_is_quoted_loopback(const struct node *address)
{
	return strncmp(address->text, "127.", 4) == 0 || strcmp(address->text, "::1") == 0;
}
