/* SPDX-License-Identifier: BSD-2-Clause */
/* Arguments of a call in Python, and the checks of a number and of an address. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/export/export_python_call.h"

void export_python_argument(struct export *export, struct str *out, const struct step *step, size_t place)
{
	str_add(out, ", ");
	export_number(export, out, step->arguments[place]);
}

/* Flags of 0 are left out. */
void export_python_flags(struct export *export, struct str *out, const struct step *step, size_t place)
{
	int64_t number;

	if (!export_constant_value(step->arguments[place], &number) || number != 0)
		export_python_argument(export, out, step, place);
}

bool export_python_is_none(const struct node *node)
{
	return node == NULL || node->kind == NODE_ANY || node->kind == NODE_NULL;
}

void export_python_check_number(struct export *export, struct str *out, int line, const char *what, const char *seen,
	const struct node *expected)
{
	struct export_name *name;
	struct str text;
	bool again;

	if (expected == NULL || expected->kind == NODE_ANY)
		return;
	if (expected->kind == NODE_NAME && export_find(export, expected->text) == NULL) {
		name = export_bind(export, expected->text, EXPORT_NUMBER, &again);
		if (export_is_used(export, expected->text))
			str_addf(out, "%s = %s\n", name->written, seen);
		return;
	}
	str_init(&text);
	str_addf(&text, "check(%d, \"%s\", %s, ", line, what, seen);
	export_number(export, &text, expected);
	str_add(&text, ")");
	export_python_line(out, str_text(&text));
	str_free(&text);
}

/* Host and port that came out. */
void export_python_expect_address(struct export *export, struct str *out, int line, const char *who, const struct node *node)
{
	const struct node *port = node->kind == NODE_ADDRESS ? node->left : NULL;
	struct str text, unused;
	struct export_name *name;
	const char *host;
	bool again;

	if (export_python_is_none(node))
		return;
	if (node->kind == NODE_NAME && export_find(export, node->text) == NULL) {
		name = export_bind(export, node->text, EXPORT_ADDRESS, &again);
		if (export_is_used(export, node->text) && strcmp(name->written, who) != 0)
			str_addf(out, "%s = %s\n", name->written, who);
		return;
	}
	str_init(&text);
	str_init(&unused);
	if (port != NULL && (port->kind == NODE_ANY || (port->kind == NODE_NAME && export_find(export, port->text) == NULL))) {
		if (port->kind == NODE_NAME) {
			name = export_bind(export, port->text, EXPORT_NUMBER, &again);
			if (export_is_used(export, port->text))
				str_addf(out, "%s = %s[1]\n", name->written, who);
		}
		export_host_port(export, node, &host, &unused);
		str_addf(&text, "check(%d, \"the host\", %s[0], %s)", line, who, host);
	} else {
		str_addf(&text, "check(%d, \"the address\", %s, ", line, who);
		export_address(export, &text, node);
		str_add(&text, ")");
	}
	export_python_line(out, str_text(&text));
	str_free(&unused);
	str_free(&text);
}

void export_python_refuse_length(struct export *export, const struct node *length)
{
	if (length != NULL && length->kind != NODE_ANY && length->kind != NODE_NULL)
		export_refuse(export, N_("this page says how long an address or an option is, which Python does by itself"));
}

/* Bytes to send, as many as the length behind them says. */
void export_python_bytes(struct export *export, struct str *out, const struct step *step, size_t place)
{
	const struct node *node = step->arguments[place], *length = export_argument(step, place + 1);
	int64_t number = -1, said;

	if (node->kind == NODE_ANY) {
		str_add(out, "bytes(");
		export_number(export, out, length);
		str_add(out, ")");
		return;
	}
	export_bytes(export, out, node);
	if (node->kind == NODE_STRING && length != NULL && export_constant_value(length, &said)) {
		number = (int64_t)node->length;
		if (said != number)
			str_addf(out, "[:%" PRId64 "]", said);
	}
}

void export_python_address(struct export *export, struct export_python_call *call, const struct step *step, size_t place)
{
	const struct node *node = export_argument(step, place);

	export_python_refuse_length(export, export_argument(step, place + 1));
	if (export_python_is_none(node) || (node->kind == NODE_ADDRESS && strcmp(node->text, "unspec") == 0))
		export_refuse(export, N_("this page dissolves a connection, which Python's socket objects cannot"));
	else
		str_add(&call->call, ", "), export_address(export, &call->call, node);
}
