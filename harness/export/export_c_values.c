/* SPDX-License-Identifier: BSD-2-Clause */
/* Options, buffers in pieces and messages in C. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"
#include "harness/names/names.h"

#define EXPORT_MESSAGES_MOST 4096

/* State names are those of RFC 9293; the headers have the same with TCP_ in front, four of them in another spelling. */
void export_constant(struct export *export, struct str *out, const struct node *node)
{
	static const char *const states[][2] = {{"CLOSED", "TCP_CLOSE"}, {"SYN_RECEIVED", "TCP_SYN_RECV"},
		{"FIN_WAIT_1", "TCP_FIN_WAIT1"}, {"FIN_WAIT_2", "TCP_FIN_WAIT2"}, {"LISTEN", "TCP_LISTEN"},
		{"SYN_SENT", "TCP_SYN_SENT"}, {"ESTABLISHED", "TCP_ESTABLISHED"}, {"CLOSE_WAIT", "TCP_CLOSE_WAIT"},
		{"CLOSING", "TCP_CLOSING"}, {"LAST_ACK", "TCP_LAST_ACK"}, {"TIME_WAIT", "TCP_TIME_WAIT"}};

	if (export->language == EXPORT_PYTHON) {
		export_python_constant(export, out, node);
		return;
	}
	if (strncmp(node->text, "TCP_", 4) == 0)
		export->uses |= USE_TCP;
	else if (strncmp(node->text, "UDP_", 4) == 0)
		export->udp = true;
	else if (strncmp(node->text, "O_", 2) == 0 || strncmp(node->text, "F_", 2) == 0)
		export->uses |= USE_FCNTL;
	else if (strncmp(node->text, "POLL", 4) == 0)
		export->uses |= USE_POLL;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		if (strcmp(node->text, states[i][0]) == 0) {
			str_add(out, states[i][1]);
			return;
		}
	}
	str_add(out, node->text);
}

/* Which structure has such a field; NULL where none that is known here. */
static const char *structure_of(const struct node *node)
{
	if (node->count == 0 || node->item_names[0] == NULL)
		return NULL;
	if (strncmp(node->item_names[0], "l_", 2) == 0)
		return "struct linger";
	if (strncmp(node->item_names[0], "tv_", 3) == 0)
		return "struct timeval";
	return strncmp(node->item_names[0], "tcpi_", 5) == 0 ? "struct tcp_info" : NULL;
}

/* glibc's structure ends where that of Linux 2.6 did. */
static void need_info(struct export *export, const struct node *node)
{
	static const char *const newer[] = {"bytes_acked", "bytes_received", "segs_out", "segs_in", "notsent_bytes", "min_rtt", "data_segs_in",
		"data_segs_out", "delivery_rate", "busy_time", "rwnd_limited", "sndbuf_limited", "delivered", "delivered_ce", "bytes_sent",
		"bytes_retrans", "dsack_dups", "reord_seen", "rcv_ooopack", "snd_wnd", "rcv_wnd", "pacing_rate", "max_pacing_rate",
		"delivery_rate_app_limited", "fastopen_client_fail"};

	export->uses |= USE_TCP;
	for (size_t i = 0; i < node->count; i++)
		for (size_t k = 0; k < sizeof newer / sizeof *newer; k++)
			if (strcmp(node->item_names[i] + strlen("tcpi_"), newer[k]) == 0)
				export->whole_info = true;
}

static void option_in(struct export *export, struct export_c_call *call, const struct node *node, const struct node *length)
{
	const char *type = node->kind == NODE_STRUCT ? structure_of(node) : "int";
	int64_t size;

	if (node->kind == NODE_STRING || node->kind == NODE_NULL) {
		if (node->kind == NODE_STRING)
			export_literal(export, &call->expression, node->bytes, node->length);
		else
			str_add(&call->expression, "NULL");
		str_addf(&call->expression, ", %" PRId64, export_constant_value(length, &size) ? size : (int64_t)node->length);
		return;
	}
	if (type == NULL || (node->kind != NODE_STRUCT && (node->kind != NODE_ARRAY || node->count != 1))) {
		export_refuse(export, N_("this page sets an option whose value this exporter cannot write"));
		return;
	}
	if (strcmp(type, "struct timeval") == 0)
		export->uses |= USE_TIMEVAL;
	str_addf(&call->expression, "&(%s){", type);
	for (size_t i = 0; i < node->count; i++) {
		if (node->kind == NODE_STRUCT)
			str_addf(&call->expression, "%s.%s = ", i > 0 ? ", " : "", node->item_names[i]);
		export_number(export, &call->expression, node->items[i]);
	}
	str_add(&call->expression, "}, ");
	if (export_constant_value(length, &size) && !(node->kind == NODE_ARRAY && size == 4))
		str_addf(&call->expression, "%" PRId64, size);
	else
		str_addf(&call->expression, "sizeof(%s)", type);
}

static void option_out(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node,
	const struct node *length, const char *option)
{
	const char *type = node->kind == NODE_STRUCT ? structure_of(node) : "int", *value, *size;
	const char *variable = node->kind == NODE_STRUCT && type != NULL ? type + strlen("struct ") : "value";
	const struct node *in = length != NULL && length->kind == NODE_ARRAY && length->count == 1 ? length->items[0] : NULL;

	if (type == NULL || (node->kind == NODE_ARRAY && node->count != 1) || (node->kind != NODE_STRUCT && node->kind != NODE_ARRAY && node->kind != NODE_ANY)) {
		export_refuse(export, N_("this page reads an option whose value this exporter cannot write"));
		return;
	}
	value = arena_printf(export->arena, "%s_%d", variable, step->where.line);
	if (node->kind == NODE_STRUCT)
		/* One by one: few pages read structures, and each has its own. */
		str_addf(call->suffix[0] ? &export->storage : &call->before, "%s%s %s;\n", call->suffix[0] ? "static " : "\t", type, value);
	else if (call->suffix[0] == '\0')
		export->uses |= USE_VALUE;
	if (node->kind != NODE_STRUCT)
		value = export_c_store(export, call->suffix, "int", "value", "");
	if (call->suffix[0] == '\0')
		export->uses |= USE_LENGTH;
	size = export_c_store(export, call->suffix, "socklen_t", "length", "");
	str_addf(&call->before, "\t%s = ", size);
	if (in != NULL)
		export_number(export, &call->before, in->kind == NODE_BINARY && in->op == OP_BECOMES ? in->left : in);
	else
		str_addf(&call->before, "sizeof %s", value);
	str_add(&call->before, ";\n");
	str_addf(&call->expression, "&%s, &%s", value, size);
	if (in != NULL && in->kind == NODE_BINARY && in->op == OP_BECOMES)
		export_c_check_number(export, &call->after, step->where.line, "the length", size, in->right);
	if (node->kind == NODE_ARRAY)
		export_c_check_number(export, &call->after, step->where.line, option, value, node->items[0]);
	for (size_t i = 0; node->kind == NODE_STRUCT && i < node->count; i++)
		export_c_check_number(export, &call->after, step->where.line, node->item_names[i],
			arena_printf(export->arena, "%s.%s", value, node->item_names[i]), node->items[i]);
}

void export_c_option(struct export *export, struct export_c_call *call, const struct step *step, size_t place, bool out)
{
	const struct node *node = step->arguments[place], *length = export_argument(step, place + 1);
	struct str option;

	str_init(&option);
	export_number(export, &option, step->arguments[place - 1]);
	if (node->kind == NODE_STRUCT && node->count > 0 && node->item_names[0] != NULL && strncmp(node->item_names[0], "tcpi_", 5) == 0)
		need_info(export, node);
	if (out)
		option_out(export, call, step, node, length, arena_strdup(export->arena, str_text(&option)));
	else
		option_in(export, call, node, length);
	str_free(&option);
}

/* The pieces lie in one buffer, one behind the other. Returns how many there are. */
size_t export_c_vectors(struct export *export, struct export_c_call *call, const struct node *node, bool out, int line)
{
	struct str offset;
	const char *iov, *buffer = "";

	if (node->kind != NODE_ARRAY) {
		export_refuse(export, N_("this page gives a call no buffers at all"));
		return 0;
	}
	export->uses |= USE_IOVEC | (out && call->suffix[0] == '\0' ? USE_BUFFER : 0);
	if (call->suffix[0] == '\0' && (export->vectors == 0 || node->count > export->vectors))
		export->vectors = node->count > 0 ? node->count : 1;
	iov = export_c_store(export, call->suffix, "struct iovec", "iov", arena_printf(export->arena, "[%zu]", node->count > 0 ? node->count : 1));
	str_init(&offset);
	if (out) {
		export->room = EXPORT_STREAM;
		buffer = export_c_store(export, call->suffix, "char", "buffer", arena_printf(export->arena, "[%d]", 65536));
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i], *base = item->kind == NODE_STRUCT ? case_field(item, "iov_base") : item;
		const struct node *length = item->kind == NODE_STRUCT ? case_field(item, "iov_len") : NULL;
		struct str size;

		str_init(&size);
		if (length != NULL && length->kind != NODE_ANY)
			export_number(export, &size, length);
		else if (base != NULL)
			export_length(export, &size, base);
		str_addf(&call->before, "\t%s[%zu] = (struct iovec){", iov, i);
		if (out) {
			str_addf(&call->before, "buffer%s%s", call->suffix, str_text(&offset));
		} else if (base != NULL && base->kind != NODE_ANY && base->kind != NODE_NULL) {
			str_add(&call->before, base->kind == NODE_STRING ? "" : "(char *)");
			export_bytes(export, &call->before, base);
		} else {
			str_add(&call->before, "NULL");
		}
		str_addf(&call->before, ", %s};\n", str_text(&size));
		if (out && base != NULL && base->kind != NODE_ANY && base->kind != NODE_NULL) {
			export->uses |= USE_BYTES;
			str_addf(&call->after, "\tcheck_bytes(%d, %s%s, ", line, buffer, str_text(&offset));
			export_bytes(export, &call->after, base);
			str_add(&call->after, ", ");
			export_length(export, &call->after, base);
			str_add(&call->after, ");\n");
		}
		str_addf(&offset, " + %s", str_text(&size));
		str_free(&size);
	}
	str_free(&offset);
	return node->count;
}

void export_c_message(struct export *export, struct export_c_call *call, const struct node *node, bool out, int line)
{
	const struct node *iov, *name, *flags, *length;
	const char *message, *who;
	size_t count;

	if (node->kind != NODE_STRUCT || (iov = case_field(node, "msg_iov")) == NULL || case_field(node, "msg_control") != NULL ||
		case_field(node, "msg_controllen") != NULL || case_field(node, "msg_iovlen") != NULL) {
		export_refuse(export, N_("this page sends or reads control messages, which take more than a short program"));
		return;
	}
	count = export_c_vectors(export, call, iov, out, line);
	name = case_field(node, "msg_name");
	flags = case_field(node, "msg_flags");
	length = case_field(node, "msg_namelen");
	if (call->suffix[0] == '\0')
		export->uses |= USE_MESSAGE;
	message = export_c_store(export, call->suffix, "struct msghdr", "message", "");
	str_addf(&call->before, "\t%s = (struct msghdr){.msg_iov = iov%s, .msg_iovlen = %zu};\n", message, call->suffix, count);
	str_addf(&call->expression, "&%s", message);
	if (!out) {
		if (name != NULL && name->kind != NODE_ANY && name->kind != NODE_NULL) {
			export->uses |= USE_ADDRESS;
			/* One of several messages keeps a copy, for an address is good until the next one only. */
			if (call->suffix[0] != '\0') {
				who = export_c_store(export, call->suffix, "struct sockaddr_storage", "to", "");
				str_addf(&call->before, "\tmemcpy(&%s, ", who);
				export_address(export, &call->before, name);
				str_addf(&call->before, ", address_length);\n\t%s.msg_name = &%s", message, who);
			} else {
				str_addf(&call->before, "\t%s.msg_name = ", message);
				export_address(export, &call->before, name);
			}
			str_addf(&call->before, ";\n\t%s.msg_namelen = address_length;\n", message);
		}
		return;
	}
	if (name != NULL && name->kind != NODE_NULL) {
		if (call->suffix[0] == '\0')
			export->uses |= USE_WHO;
		who = export_c_store(export, call->suffix, "struct sockaddr_storage", "who", "");
		str_addf(&call->before, "\t%s.msg_name = &%s;\n\t%s.msg_namelen = sizeof %s;\n", message, who, message, who);
		export_c_expect_address(export, &call->after, line, who, name);
	}
	export_c_check_number(export, &call->after, line, "msg_namelen", arena_printf(export->arena, "%s.msg_namelen", message), length);
	export_c_check_number(export, &call->after, line, "msg_flags", arena_printf(export->arena, "%s.msg_flags", message), flags);
}

/* Each has storage of its own, as has a call beside others; the call gets an array of them. */
void export_c_messages(struct export *export, struct export_c_call *call, const struct step *step, size_t place, bool out)
{
	const struct node *node = step->arguments[place];
	int line = step->where.line;
	const char *array = arena_printf(export->arena, "messages_%d", line);
	int64_t counted;

	if (node->kind != NODE_ARRAY || node->count == 0) {
		export_refuse(export, N_("this page gives a call no buffers at all"));
		return;
	}
	/* A count that is more than there are messages is that of empty ones. */
	if (!export_constant_value(export_argument(step, place + 1), &counted) || counted < (int64_t)node->count)
		counted = (int64_t)node->count;
	if (counted > EXPORT_MESSAGES_MOST)
		export_refuse(export, N_("this page moves more bytes than a short program should"));
	str_addf(&export->storage, "static struct mmsghdr %s[%" PRId64 "];\n", array, counted);
	str_add(&call->expression, array);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *header = case_field(node->items[i], "msg_hdr");
		struct export_c_call one = {.suffix = arena_printf(export->arena, "_%d_%zu", line, i + 1), .result = call->result};

		if (header == NULL) {
			export_refuse(export, N_("this page gives a call no buffers at all"));
			return;
		}
		str_init(&one.before);
		str_init(&one.expression);
		str_init(&one.after);
		export_c_message(export, &one, header, out, line);
		str_add_bytes(&call->before, str_text(&one.before), one.before.length);
		str_addf(&call->before, "\t%s[%zu].msg_hdr = message%s;\n", array, i, one.suffix);
		if (out && one.after.length > 0)
			str_addf(&call->after, "\tmessage%s = %s[%zu].msg_hdr;\n", one.suffix, array, i);
		str_add_bytes(&call->after, str_text(&one.after), one.after.length);
		export_c_check_number(export, &call->after, line, "msg_len", arena_printf(export->arena, "%s[%zu].msg_len", array, i),
			case_field(node->items[i], "msg_len"));
		str_free(&one.before);
		str_free(&one.expression);
		str_free(&one.after);
	}
}
