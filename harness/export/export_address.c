/* SPDX-License-Identifier: BSD-2-Clause */
/* The addresses of a page: its two hosts are two loopback addresses. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

/* The host as an expression; NULL, with the reason, where there is none on this machine. */
static const char *address_host(struct export *export, const struct node *node)
{
	static const char *const hosts[] = {"client", "server", "any"};

	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		if (!node->quoted && strcmp(node->text, hosts[i]) == 0) {
			export->hosts[i] = true;
			export->uses |= USE_ADDRESS;
			/* `any` is a function of Python's. */
			return i == 2 && export->language == EXPORT_PYTHON ? "any_host" : hosts[i];
		}
	}
	if (!node->quoted)
		return NULL;
	if (!export_is_quoted_loopback(node)) {
		export_refuse(export, N_("this page speaks of an address of a network, which a program on loopback cannot reach"));
		return "\"\"";
	}
	return arena_printf(export->arena, "\"%s\"", node->text);
}

bool export_host_port(struct export *export, const struct node *node, const char **host, struct str *port)
{
	const struct export_name *name = node->kind == NODE_NAME ? export_find(export, node->text) : NULL;

	if (name != NULL && name->kind == EXPORT_SERVER) {
		export_written(export, node->text);
		*host = name->written;
		str_addf(port, "%s_port", name->written);
		return true;
	}
	if (node->kind != NODE_ADDRESS || strcmp(node->text, "unspec") == 0)
		return false;
	*host = address_host(export, node);
	if (*host == NULL) {
		/* An address that has a name: its host with another port. */
		export_refuse(export, N_("this page takes the host of one address and the port of another"));
		*host = "\"\"";
	}
	if (node->left == NULL || node->left->kind == NODE_ANY)
		str_add(port, "0");
	else
		export_number(export, port, node->left);
	return true;
}

void export_address(struct export *export, struct str *out, const struct node *node)
{
	const struct export_name *name = node->kind == NODE_NAME ? export_find(export, node->text) : NULL;
	bool c = export->language == EXPORT_C;
	const char *host;
	struct str port;

	if (name != NULL && name->kind == EXPORT_ADDRESS) {
		export_written(export, node->text);
		str_addf(out, c ? "(struct sockaddr *)&%s" : "%s", name->written);
		return;
	}
	str_init(&port);
	if (export_host_port(export, node, &host, &port)) {
		export->uses |= USE_ADDRESS;
		str_addf(out, c ? "address(%s, %s)" : "(%s, %s)", host, str_text(&port));
	} else {
		export_refuse(export, N_("this page compares addresses that a program cannot write down"));
	}
	str_free(&port);
}

/* The address that came out: compared, or bound to a name, or its port to one. */
void export_c_expect_address(struct export *export, struct str *out, int line, const char *who, const struct node *node)
{
	const struct node *port = node->kind == NODE_ADDRESS ? node->left : NULL;
	struct export_name *name;
	const char *host;
	bool again;

	if (node->kind == NODE_ANY || node->kind == NODE_NULL)
		return;
	if (node->kind == NODE_NAME && export_find(export, node->text) == NULL) {
		name = export_bind(export, node->text, EXPORT_ADDRESS, &again);
		if (!export_is_used(export, node->text))
			return;
		str_addf(out, "\t%s = %s;\n", name->written, who);
		return;
	}
	if (port != NULL && (port->kind == NODE_ANY || (port->kind == NODE_NAME && export_find(export, port->text) == NULL))) {
		host = address_host(export, node);
		export->uses |= USE_CHECK_ADDRESS | USE_PORT | USE_ADDRESS;
		if (port->kind == NODE_NAME) {
			name = export_bind(export, port->text, EXPORT_NUMBER, &again);
			if (export_is_used(export, port->text))
				str_addf(out, "\t%s = port_of(&%s);\n", name->written, who);
		}
		str_addf(out, "\tcheck_address(%d, &%s, address(%s, port_of(&%s)));\n", line, who, host ? host : "any", who);
		return;
	}
	export->uses |= USE_CHECK_ADDRESS;
	str_addf(out, "\tcheck_address(%d, &%s, ", line, who);
	export_address(export, out, node);
	str_add(out, ");\n");
}
