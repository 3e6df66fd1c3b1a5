/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls that move bytes into buffers or through lists of them in Python: recv, recvmsg, sendmsg, readv, writev, sendfile. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_python_call.h"

/* recv() gives the bytes; with MSG_TRUNC only recv_into() gives the length that a datagram had. */
void export_python_receive(struct export *export, struct export_python_call *call, const struct step *step, const char *socket)
{
	const struct node *buffer = step->arguments[1], *room = step->arguments[2];
	bool into = buffer->kind == NODE_NULL || export_names_constant(export_argument(step, 3), "MSG_TRUNC");
	int64_t size;

	if (room->kind == NODE_ANY || (export_constant_value(room, &size) && size == 0))
		export_refuse(export, N_("this page asks for no bytes at all, for which Python makes no call"));
	if (into) {
		const char *name = arena_printf(export->arena, "buffer_%d", step->where.line);

		str_addf(&call->before, "%s = bytearray(", name);
		export_number(export, &call->before, room);
		str_add(&call->before, ")\n");
		str_addf(&call->call, "%s.recv_into, %s, 0", socket, name);
		export_python_flags(export, &call->call, step, 3);
		if (!export_python_is_none(buffer) && !(buffer->kind == NODE_STRING && buffer->length == 0)) {
			struct str text;

			str_init(&text);
			str_addf(&text, "check(%d, \"the bytes\", bytes(%s[:", step->where.line, name);
			export_length(export, &text, buffer);
			str_add(&text, "]), ");
			export_bytes(export, &text, buffer);
			str_add(&text, ")");
			export_python_line(&call->after, str_text(&text));
			str_free(&text);
		}
		return;
	}
	str_addf(&call->call, strcmp(step->name, "recvfrom") == 0 ? "%s.recvfrom" : "%s.recv", socket);
	export_python_argument(export, &call->call, step, 2);
	export_python_flags(export, &call->call, step, 3);
	call->counts = export_python_is_none(buffer);
	call->bytes = call->counts ? NULL : buffer;
	if (strcmp(step->name, "recvfrom") == 0) {
		call->helper = "pair";
		export->uses |= USE_PAIR;
		if (!export_python_is_none(step->arguments[4])) {
			call->targets = "result, who";
			export_python_expect_address(export, &call->after, step->where.line, "who", step->arguments[4]);
		}
		export_python_refuse_length(export, export_argument(step, 5));
	}
}

void export_python_vectors_in(struct export *export, struct str *out, const struct node *node)
{
	str_add(out, "[");
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];

		str_add(out, i > 0 ? ", " : "");
		export_bytes(export, out, item->kind == NODE_STRUCT && case_field(item, "iov_base") != NULL ? case_field(item, "iov_base") : item);
	}
	str_add(out, "]");
}

/* The buffers stand in a list of their own; what came into each is compared. */
void export_python_vectors_out(struct export *export, struct export_python_call *call, const struct node *node, int line)
{
	const char *name = arena_printf(export->arena, "buffers_%d", line);

	str_addf(&call->before, "%s = [", name);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i], *length = case_field(item, "iov_len"), *base = case_field(item, "iov_base");
		struct str text;

		str_addf(&call->before, "%sbytearray(", i > 0 ? ", " : "");
		if (length != NULL && length->kind != NODE_ANY)
			export_number(export, &call->before, length);
		else
			export_length(export, &call->before, base != NULL ? base : item);
		str_add(&call->before, ")");
		if (export_python_is_none(base))
			continue;
		str_init(&text);
		str_addf(&text, "check(%d, \"the bytes of buffer %zu\", bytes(%s[%zu][:", line, i + 1, name, i);
		export_length(export, &text, base);
		str_add(&text, "]), ");
		export_bytes(export, &text, base);
		str_add(&text, ")");
		export_python_line(&call->after, str_text(&text));
		str_free(&text);
	}
	str_add(&call->before, "]\n");
}

void export_python_message(struct export *export, struct export_python_call *call, const struct step *step, const char *socket)
{
	const struct node *node = step->arguments[1], *iov = case_field(node, "msg_iov"), *name = case_field(node, "msg_name");

	if (iov == NULL || iov->kind != NODE_ARRAY || case_field(node, "msg_control") != NULL || case_field(node, "msg_controllen") != NULL) {
		export_refuse(export, N_("this page sends or reads control messages, which take more than a short program"));
		return;
	}
	export_python_refuse_length(export, case_field(node, "msg_namelen"));
	if (strcmp(step->name, "sendmsg") == 0) {
		str_addf(&call->call, "%s.sendmsg, ", socket);
		export_python_vectors_in(export, &call->call, iov);
		str_add(&call->call, ", []");
		export_python_argument(export, &call->call, step, 2);
		if (!export_python_is_none(name)) {
			str_add(&call->call, ", ");
			export_address(export, &call->call, name);
		}
		return;
	}
	export_python_vectors_out(export, call, iov, step->where.line);
	str_addf(&call->call, "%s.recvmsg_into, buffers_%d, 0", socket, step->where.line);
	export_python_argument(export, &call->call, step, 2);
	export->uses |= USE_MESSAGE;
	call->helper = "message";
	call->targets = "result, flags, who";
	export_python_check_number(export, &call->after, step->where.line, "msg_flags", "flags", case_field(node, "msg_flags"));
	if (!export_python_is_none(name))
		export_python_expect_address(export, &call->after, step->where.line, "who", name);
}

/* Python's call moves no variable on: what was sent is all that it tells. */
void export_python_send_file(struct export *export, struct export_python_call *call, const struct step *step, const char *socket)
{
	const struct node *from = step->arguments[1], *offset = step->arguments[2];

	if (from->kind != NODE_NAME)
		export_refuse(export, N_("this page makes a call without a socket, which Python's socket objects cannot"));
	export->uses |= USE_IOVEC;
	str_addf(&call->call, "os.sendfile, %s.fileno(), %s.fileno(), ", socket, from->kind == NODE_NAME ? export_written(export, from->text) : "");
	if (offset->kind == NODE_ARRAY && offset->items[0]->kind == NODE_BINARY && offset->items[0]->op == OP_BECOMES) {
		if (offset->items[0]->right->kind == NODE_NAME && export_find(export, offset->items[0]->right->text) == NULL)
			export_refuse(export, N_("this page goes on where sendfile stopped, which Python's call does not tell"));
		export_number(export, &call->call, offset->items[0]->left);
	} else if (offset->kind == NODE_ARRAY) {
		export_number(export, &call->call, offset->items[0]);
	} else {
		str_add(&call->call, "None");
	}
	export_python_argument(export, &call->call, step, 3);
}
