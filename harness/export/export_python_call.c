/* SPDX-License-Identifier: BSD-2-Clause */
/* A call in Python: what calls it, what it gives, and what is checked. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

#define NS_PER_MS INT64_C(1000000)

/* What the call gives: the statement's left side and how its result is taken from it. */
struct python_call {
	struct str before; /* lines before it */
	struct str call;   /* "attempt(s.recv, 1024)", "pair(l.accept)" */
	struct str after;  /* lines behind the check of the result */
	const char *helper, *arguments_of_helper;
	const char *targets; /* "result, who" where the helper gives more than one thing; NULL */
	const struct node *bytes; /* what is expected to have come; NULL */
	bool counts;         /* the result is bytes, and a number is expected */
};

static void argument(struct export *export, struct str *out, const struct step *step, size_t place)
{
	str_add(out, ", ");
	export_number(export, out, step->arguments[place]);
}

/* Flags of 0 are left out. */
static void flags(struct export *export, struct str *out, const struct step *step, size_t place)
{
	int64_t number;

	if (!export_constant_value(step->arguments[place], &number) || number != 0)
		argument(export, out, step, place);
}

static const char *socket_of(struct export *export, const struct step *step)
{
	const struct node *node = export_argument(step, 0);

	if (node->kind == NODE_NAME)
		return export_written(export, node->text);
	export_refuse(export, N_("this page makes a call without a socket, which Python's socket objects cannot"));
	return "";
}

static bool is_none(const struct node *node)
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
static void expect_address(struct export *export, struct str *out, int line, const char *who, const struct node *node)
{
	const struct node *port = node->kind == NODE_ADDRESS ? node->left : NULL;
	struct str text, unused;
	struct export_name *name;
	const char *host;
	bool again;

	if (is_none(node))
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

static void refuse_length(struct export *export, const struct node *length)
{
	if (length != NULL && length->kind != NODE_ANY && length->kind != NODE_NULL)
		export_refuse(export, N_("this page says how long an address or an option is, which Python does by itself"));
}

/* Bytes to send, as many as the length behind them says. */
static void bytes_in(struct export *export, struct str *out, const struct step *step, size_t place)
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

/* recv() gives the bytes; with MSG_TRUNC only recv_into() gives the length that a datagram had. */
static void receive(struct export *export, struct python_call *call, const struct step *step, const char *socket)
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
		flags(export, &call->call, step, 3);
		if (!is_none(buffer) && !(buffer->kind == NODE_STRING && buffer->length == 0)) {
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
	argument(export, &call->call, step, 2);
	flags(export, &call->call, step, 3);
	call->counts = is_none(buffer);
	call->bytes = call->counts ? NULL : buffer;
	if (strcmp(step->name, "recvfrom") == 0) {
		call->helper = "pair";
		export->uses |= USE_PAIR;
		if (!is_none(step->arguments[4])) {
			call->targets = "result, who";
			expect_address(export, &call->after, step->where.line, "who", step->arguments[4]);
		}
		refuse_length(export, export_argument(step, 5));
	}
}

static void vectors_in(struct export *export, struct str *out, const struct node *node)
{
	str_add(out, "[");
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];

		str_add(out, i > 0 ? ", " : "");
		export_bytes(export, out, item->kind == NODE_STRUCT && export_field(item, "iov_base") != NULL ? export_field(item, "iov_base") : item);
	}
	str_add(out, "]");
}

/* The buffers stand in a list of their own; what came into each is compared. */
static void vectors_out(struct export *export, struct python_call *call, const struct node *node, int line)
{
	const char *name = arena_printf(export->arena, "buffers_%d", line);

	str_addf(&call->before, "%s = [", name);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i], *length = export_field(item, "iov_len"), *base = export_field(item, "iov_base");
		struct str text;

		str_addf(&call->before, "%sbytearray(", i > 0 ? ", " : "");
		if (length != NULL && length->kind != NODE_ANY)
			export_number(export, &call->before, length);
		else
			export_length(export, &call->before, base != NULL ? base : item);
		str_add(&call->before, ")");
		if (is_none(base))
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

static void message(struct export *export, struct python_call *call, const struct step *step, const char *socket)
{
	const struct node *node = step->arguments[1], *iov = export_field(node, "msg_iov"), *name = export_field(node, "msg_name");

	if (iov == NULL || iov->kind != NODE_ARRAY || export_field(node, "msg_control") != NULL || export_field(node, "msg_controllen") != NULL) {
		export_refuse(export, N_("this page sends or reads control messages, which take more than a short program"));
		return;
	}
	refuse_length(export, export_field(node, "msg_namelen"));
	if (strcmp(step->name, "sendmsg") == 0) {
		str_addf(&call->call, "%s.sendmsg, ", socket);
		vectors_in(export, &call->call, iov);
		str_add(&call->call, ", []");
		argument(export, &call->call, step, 2);
		if (!is_none(name)) {
			str_add(&call->call, ", ");
			export_address(export, &call->call, name);
		}
		return;
	}
	vectors_out(export, call, iov, step->where.line);
	str_addf(&call->call, "%s.recvmsg_into, buffers_%d, 0", socket, step->where.line);
	argument(export, &call->call, step, 2);
	export->uses |= USE_MESSAGE;
	call->helper = "message";
	call->targets = "result, flags, who";
	export_python_check_number(export, &call->after, step->where.line, "msg_flags", "flags", export_field(node, "msg_flags"));
	if (!is_none(name))
		expect_address(export, &call->after, step->where.line, "who", name);
}

static const char *shape_of(const struct node *node)
{
	if (node->count == 2 && node->item_names[0] != NULL && strncmp(node->item_names[0], "l_", 2) == 0)
		return "ii";
	return node->count == 2 && node->item_names[0] != NULL && strncmp(node->item_names[0], "tv_", 3) == 0 ? "ll" : NULL;
}

static void option(struct export *export, struct python_call *call, const struct step *step, const char *socket)
{
	const struct node *node = step->arguments[3], *length = export_argument(step, 4);
	bool out = strcmp(step->name, "getsockopt") == 0;
	const char *shape = node->kind == NODE_STRUCT ? shape_of(node) : NULL;
	int64_t number;
	struct str what;

	str_addf(&call->call, "%s.%s", socket, step->name);
	argument(export, &call->call, step, 1);
	argument(export, &call->call, step, 2);
	if (out)
		refuse_length(export, length);
	if ((node->kind == NODE_ARRAY && node->count == 1) || (out && node->kind == NODE_ANY)) {
		if (!out && length != NULL && export_constant_value(length, &number) && number != 4)
			refuse_length(export, length);
		if (!out)
			str_add(&call->call, ", "), export_number(export, &call->call, node->items[0]);
		if (out) {
			call->helper = "option";
			call->targets = "result, value";
			export->uses |= USE_VALUE;
			str_init(&what);
			export_number(export, &what, step->arguments[2]);
			export_python_check_number(export, &call->after, step->where.line, strrchr(str_text(&what), '.') ? strrchr(str_text(&what), '.') + 1 : str_text(&what),
				"value", node->kind == NODE_ANY ? NULL : node->items[0]);
			str_free(&what);
		}
	} else if (out && node->kind == NODE_STRUCT && node->count > 0 && node->item_names[0] != NULL && strncmp(node->item_names[0], "tcpi_", 5) == 0) {
		str_add(&call->call, ", 256");
		call->helper = "option";
		call->targets = "result, info";
		export->uses |= USE_VALUE | USE_TIMEVAL;
		for (size_t i = 0; i < node->count; i++) {
			str_init(&what);
			if (!export_python_info(&what, node->item_names[i]))
				export_refuse(export, N_("this page reads an option whose value this exporter cannot write"));
			export_python_check_number(export, &call->after, step->where.line, node->item_names[i], str_text(&what), node->items[i]);
			str_free(&what);
		}
	} else if (shape != NULL && out) {
		str_addf(&call->call, ", struct.calcsize(\"%s\")", shape);
		call->helper = "option";
		call->targets = "result, value";
		export->uses |= USE_VALUE | USE_TIMEVAL;
		for (size_t i = 0; i < node->count; i++)
			export_python_check_number(export, &call->after, step->where.line, node->item_names[i],
				arena_printf(export->arena, "struct.unpack(\"%s\", value)[%zu]", shape, i), node->items[i]);
	} else if (shape != NULL) {
		export->uses |= USE_TIMEVAL;
		str_addf(&call->call, ", struct.pack(\"%s\"", shape);
		for (size_t i = 0; i < node->count; i++)
			str_add(&call->call, ", "), export_number(export, &call->call, node->items[i]);
		str_add(&call->call, ")");
	} else if (!out && node->kind == NODE_STRING) {
		str_add(&call->call, ", ");
		export_bytes(export, &call->call, node);
	} else {
		export_refuse(export, N_("this page reads or sets an option whose value this exporter cannot write"));
	}
}

static void polled(struct export *export, struct python_call *call, const struct step *step)
{
	const struct node *node = step->arguments[0];

	export->uses |= USE_POLL | USE_BUFFER;
	call->helper = "";
	call->targets = "result, revents";
	str_add(&call->call, "poll([");
	for (size_t i = 0; node->kind == NODE_ARRAY && i < node->count; i++) {
		const struct node *fd = export_field(node->items[i], "fd"), *events = export_field(node->items[i], "events");

		if (fd == NULL || fd->kind != NODE_NAME)
			export_refuse(export, N_("this page makes a call without a socket, which Python's socket objects cannot"));
		else
			str_addf(&call->call, "%s(%s, ", i > 0 ? ", " : "", export_written(export, fd->text));
		if (events == NULL || events->kind == NODE_ANY)
			str_add(&call->call, "0");
		else
			export_number(export, &call->call, events);
		str_add(&call->call, ")");
		export_python_check_number(export, &call->after, step->where.line, "revents", arena_printf(export->arena, "revents[%zu]", i),
			export_field(node->items[i], "revents"));
	}
	str_add(&call->call, "]");
	argument(export, &call->call, step, 2);
	str_add(&call->call, ")");
}

/* Python's call moves no variable on: what was sent is all that it tells. */
static void send_file(struct export *export, struct python_call *call, const struct step *step, const char *socket)
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
	argument(export, &call->call, step, 3);
}

static void address_in(struct export *export, struct python_call *call, const struct step *step, size_t place)
{
	const struct node *node = export_argument(step, place);

	refuse_length(export, export_argument(step, place + 1));
	if (is_none(node) || (node->kind == NODE_ADDRESS && strcmp(node->text, "unspec") == 0))
		export_refuse(export, N_("this page dissolves a connection, which Python's socket objects cannot"));
	else
		str_add(&call->call, ", "), export_address(export, &call->call, node);
}

/* Two objects come out of it; where an error is expected, none. */
static void make_pair(struct export *export, struct python_call *call, const struct step *step)
{
	const struct node *names = step->arguments[3];
	bool again;

	str_add(&call->call, "socket.socketpair, ");
	if (step->arguments[0]->kind == NODE_ANY)
		str_add(&call->call, "family");
	else
		export_number(export, &call->call, step->arguments[0]);
	argument(export, &call->call, step, 1);
	argument(export, &call->call, step, 2);
	if (names->kind == NODE_NULL)
		export_refuse(export, N_("this page makes a call that Python's modules have not"));
	if (names->kind != NODE_ARRAY)
		return;
	call->helper = "pair_of";
	export->uses |= USE_PAIR;
	call->targets = "result, made";
	for (size_t i = 0; i < names->count; i++) {
		struct export_name *name = export_bind(export, names->items[i]->text, EXPORT_SOCKET, &again);

		name->host = step->host;
		name->closed = false;
		str_addf(&call->after, "%s = made[%zu]\n", name->written, i);
	}
}

/* Calls that Python has in another shape. */
static bool refuse_library(struct export *export, const char *name)
{
	if (strncmp(name, "epoll_", 6) == 0)
		export_refuse(export, N_("this page gives epoll data of its own, for which Python's has no place"));
	else if (name[0] == 'f' && (strcmp(name, "fdopen") == 0 || strcmp(name, "fgets") == 0 || strcmp(name, "fputs") == 0 ||
		strcmp(name, "fflush") == 0 || strcmp(name, "fclose") == 0))
		export_refuse(export, N_("this page reads and writes through stdio, where Python has files of its own kind"));
	else if (strcmp(name, "getaddrinfo") == 0 || strncmp(name, "if_", 3) == 0)
		export_refuse(export, N_("this page looks up addresses or interfaces, for which this exporter has no words yet"));
	else if (strcmp(name, "setitimer") == 0 || strcmp(name, "siginterrupt") == 0 || strcmp(name, "ppoll") == 0 || strcmp(name, "pselect") == 0 ||
		strcmp(name, "getpid") == 0)
		export_refuse(export, N_("this page waits for a signal that needs more than a short program"));
	else if (strcmp(name, "select") == 0)
		export_refuse(export, N_("this page calls select, for which poll is the better program"));
	else if (strcmp(name, "dup2") == 0)
		export_refuse(export, N_("this page makes a call that Python's modules have not"));
	else
		return false;
	return true;
}

/* One function a group of calls; false where Python has no such call. */
static bool make(struct export *export, struct python_call *call, const struct step *step)
{
	const char *name = step->name, *socket;

	if (strcmp(name, "poll") == 0) {
		polled(export, call, step);
		return true;
	}
	if (strcmp(name, "socket") == 0) {
		int64_t protocol;

		str_add(&call->call, "socket.socket, ");
		if (step->arguments[0]->kind == NODE_ANY)
			str_add(&call->call, "family");
		else
			export_number(export, &call->call, step->arguments[0]);
		argument(export, &call->call, step, 1);
		if (!export_constant_value(step->arguments[2], &protocol) || protocol != 0)
			argument(export, &call->call, step, 2);
		return true;
	}
	if (strcmp(name, "getprotobyname") == 0) {
		str_addf(&call->call, "socket.getprotobyname, %s", "");
		export_literal(export, &call->call, step->arguments[0]->bytes, step->arguments[0]->length);
		str_add(&call->call, ".decode()");
		return true;
	}
	if (strcmp(name, "close") == 0 && step->arguments[0]->kind != NODE_NAME) {
		export->uses |= USE_IOVEC;
		str_add(&call->call, "os.close");
		argument(export, &call->call, step, 0);
		return true;
	}
	if (strcmp(name, "memfd_create") == 0) {
		/* A file object, so that it has fileno() and close() as a socket has. */
		export->uses |= USE_IOVEC;
		str_add(&call->call, "lambda: os.fdopen(os.memfd_create(");
		export_literal(export, &call->call, step->arguments[0]->bytes, step->arguments[0]->length);
		str_add(&call->call, "), \"w+b\", 0)");
		return true;
	}
	if (strcmp(name, "socketpair") == 0) {
		make_pair(export, call, step);
		return true;
	}
	if (refuse_library(export, name))
		return true;
	socket = socket_of(export, step);
	if (strcmp(name, "accept") == 0 || strcmp(name, "getsockname") == 0 || strcmp(name, "getpeername") == 0) {
		bool accepts = name[0] == 'a';

		call->helper = accepts ? "pair" : "name";
		export->uses |= accepts ? USE_PAIR : USE_WHO;
		str_addf(&call->call, "%s.%s", socket, name);
		refuse_length(export, export_argument(step, 2));
		if (!is_none(step->arguments[1]) || !accepts) {
			call->targets = "result, who";
			expect_address(export, &call->after, step->where.line, "who", step->arguments[1]);
		}
		return true;
	}
	if (strcmp(name, "listen") == 0 || strcmp(name, "shutdown") == 0) {
		str_addf(&call->call, "%s.%s", socket, name);
		argument(export, &call->call, step, 1);
	} else if (strcmp(name, "close") == 0 || strcmp(name, "dup") == 0) {
		str_addf(&call->call, "%s.%s", socket, name);
	} else if (strcmp(name, "bind") == 0 || strcmp(name, "connect") == 0) {
		str_addf(&call->call, "%s.%s", socket, name);
		address_in(export, call, step, 1);
	} else if (strcmp(name, "send") == 0 || (strcmp(name, "sendto") == 0 && is_none(step->arguments[4]))) {
		str_addf(&call->call, "%s.send, ", socket);
		bytes_in(export, &call->call, step, 1);
		flags(export, &call->call, step, 3);
	} else if (strcmp(name, "sendto") == 0) {
		str_addf(&call->call, "%s.sendto, ", socket);
		bytes_in(export, &call->call, step, 1);
		flags(export, &call->call, step, 3);
		address_in(export, call, step, 4);
	} else if (strcmp(name, "recv") == 0 || strcmp(name, "recvfrom") == 0) {
		receive(export, call, step, socket);
	} else if (strcmp(name, "read") == 0 || strcmp(name, "write") == 0) {
		export->uses |= USE_IOVEC;
		str_addf(&call->call, "os.%s, %s.fileno(), ", name, socket);
		if (name[0] == 'w') {
			bytes_in(export, &call->call, step, 1);
		} else {
			export_number(export, &call->call, step->arguments[2]);
			call->counts = is_none(step->arguments[1]);
			call->bytes = call->counts ? NULL : step->arguments[1];
		}
	} else if (strcmp(name, "lseek") == 0) {
		export->uses |= USE_IOVEC;
		str_addf(&call->call, "os.lseek, %s.fileno()", socket);
		argument(export, &call->call, step, 1);
		argument(export, &call->call, step, 2);
	} else if (strcmp(name, "sendfile") == 0) {
		send_file(export, call, step, socket);
	} else if (strcmp(name, "readv") == 0 && step->arguments[1]->kind == NODE_ARRAY) {
		export->uses |= USE_IOVEC;
		vectors_out(export, call, step->arguments[1], step->where.line);
		str_addf(&call->call, "os.readv, %s.fileno(), buffers_%d", socket, step->where.line);
	} else if (strcmp(name, "writev") == 0 && step->arguments[1]->kind == NODE_ARRAY) {
		export->uses |= USE_IOVEC;
		str_addf(&call->call, "os.writev, %s.fileno(), ", socket);
		vectors_in(export, &call->call, step->arguments[1]);
	} else if (strcmp(name, "sendmsg") == 0 || strcmp(name, "recvmsg") == 0) {
		message(export, call, step, socket);
	} else if (strcmp(name, "getsockopt") == 0 || strcmp(name, "setsockopt") == 0) {
		option(export, call, step, socket);
	} else if (strcmp(name, "fcntl") == 0) {
		if (export_names_constant(step->arguments[1], "F_GETFD"))
			export_refuse(export, N_("this page asks what happens to a descriptor on exec, which Python has settled by itself"));
		export->uses |= USE_FCNTL;
		str_addf(&call->call, "fcntl.fcntl, %s", socket);
		for (size_t i = 1; i < step->argument_count; i++)
			argument(export, &call->call, step, i);
	} else if (strcmp(name, "ioctl") == 0) {
		const struct node *node = step->arguments[2];

		export->uses |= USE_IOCTL;
		call->helper = "ioctl_number";
		call->targets = "result, value";
		str_add(&call->call, socket);
		argument(export, &call->call, step, 1);
		if (node->kind == NODE_ARRAY && node->count == 1 && step->arguments[1]->kind == NODE_CONST && calls_ioctl_takes_number(step->arguments[1]->text)) {
			str_add(&call->call, ", ");
			export_number(export, &call->call, node->items[0]);
		} else if (node->kind == NODE_ARRAY && node->count == 1) {
			export_python_check_number(export, &call->after, step->where.line, "the number", "value", node->items[0]);
		}
	} else if (strcmp(name, "sockatmark") == 0) {
		export->uses |= USE_IOCTL;
		export_python_define(export, "SIOCATMARK", 0x8905);
		str_addf(&call->call, "ioctl_number(%s, SIOCATMARK)[1]", socket);
		call->helper = "";
	} else {
		return false;
	}
	return true;
}

/* The result is checked; what it is bound to is taken from `seen`. */
static void check_result(struct export *export, struct python_call *call, const struct step *step, const char *seen, struct str *out)
{
	const struct result_pattern *only = &step->results[0];
	bool socket = calls_find(step->name)->result == RESULT_SOCKET, again, binds;
	struct export_name *name;
	struct str text;

	str_init(&text);
	if (call->counts && only->error == NULL) {
		export->uses |= USE_COUNT;
		seen = arena_printf(export->arena, "count(%s)", seen);
	}
	binds = step->result_count == 1 && only->value->kind == NODE_NAME && (socket || export_find(export, only->value->text) == NULL);
	if (only->value->kind == NODE_ANY) {
		str_addf(&text, "%s", seen);
	} else if (binds) {
		export->uses |= USE_SOME;
		name = export_bind(export, only->value->text, socket ? EXPORT_SOCKET : EXPORT_NUMBER, &again);
		if (socket) {
			name->host = step->host;
			name->closed = false;
			name->stream = strcmp(step->name, "socket") != 0 || export_names_constant(export_argument(step, 1), "SOCK_STREAM");
		}
		/* A socket that nobody keeps, Python closes. */
		if (socket || export_is_used(export, only->value->text))
			str_addf(&text, "%s = ", name->written);
		if (call->bytes != NULL)
			export_refuse(export, N_("this page reads so many bytes as come, and says which"));
		str_addf(&text, "check_some(%d, \"%s\", %s)", step->where.line, step->name, seen);
	} else {
		str_addf(&text, "check(%d, \"%s\", %s", step->where.line, step->name, seen);
		if (step->result_count > 1)
			str_add(&text, " in (");
		for (size_t i = 0; i < step->result_count; i++) {
			str_add(&text, i > 0 || step->result_count == 1 ? ", " : "");
			if (step->results[i].error != NULL)
				str_addf(&text, "-errno.%s", step->results[i].error);
			else if (call->bytes != NULL)
				export_bytes(export, &text, call->bytes);
			else
				export_number(export, &text, step->results[i].value);
		}
		str_add(&text, step->result_count > 1 ? "), True)" : ")");
	}
	export_python_line(out, str_text(&text));
	str_free(&text);
}

static void check_within(struct export *export, const struct step *step, const char *ended, const char *began, struct str *out)
{
	if (step->within_ns == 0)
		return;
	export->uses |= USE_PAUSE;
	str_addf(out, "check(%d, \"%s returned within %" PRId64 " ms\", %s - %s <= %g, True)\n", step->where.line, step->name,
		step->within_ns / NS_PER_MS, ended, began, (double)step->within_ns / 1e9);
}

void export_python_call(struct export *export, const struct step *step)
{
	struct python_call call = {.helper = "attempt"};
	const char *name = arena_printf(export->arena, "%s_%d", step->name, step->where.line), *made, *seen;
	const struct node *first = export_argument(step, 0);
	struct str *out = &export->body;

	if (!make(export, &call, step))
		export_refuse(export, N_("this page makes a call that Python's modules have not"));
	if (step->background) {
		struct export_running *running;

		if (export->running_count == EXPORT_RUNNING_MOST) {
			export_refuse(export, N_("too many calls of this page run at once"));
			return;
		}
		export->uses |= USE_THREAD | USE_PAUSE;
		running = &export->running[export->running_count++];
		*running = (struct export_running){.step = step, .fresh = true};
		str_add_bytes(out, str_text(&call.before), call.before.length);
		export_python_line(out, arena_printf(export->arena, "%s = Background(lambda: %s%s%s%s)", name, call.helper, call.helper[0] ? "(" : "",
			str_text(&call.call), call.helper[0] ? ")" : ""));
		made = arena_printf(export->arena, "%s.wait()", name);
		out = &running->after;
	} else {
		for (size_t i = 0; i < export->running_count; i++)
			export->running[i].fresh = false;
		str_add_bytes(out, str_text(&call.before), call.before.length);
		if (step->within_ns > 0)
			str_add(out, "began = time.monotonic()\n");
		made = call.helper[0] ? arena_printf(export->arena, "%s(%s)", call.helper, str_text(&call.call)) : str_text(&call.call);
	}
	seen = made;
	if (call.targets != NULL) {
		export_python_line(out, arena_printf(export->arena, "%s = %s", call.targets, made));
		seen = "result";
	} else if (strcmp(call.helper, "pair") == 0) {
		seen = arena_printf(export->arena, "%s[0]", made);
	}
	check_result(export, &call, step, seen, out);
	if (step->background)
		check_within(export, step, arena_printf(export->arena, "%s.ended", name), arena_printf(export->arena, "%s.began", name), out);
	else
		check_within(export, step, "time.monotonic()", "began", out);
	str_add_bytes(out, str_text(&call.after), call.after.length);
	if (strcmp(step->name, "close") == 0 && first != NULL && first->kind == NODE_NAME && export_find(export, first->text) != NULL)
		export_find(export, first->text)->closed = true;
	str_free(&call.before);
	str_free(&call.call);
	str_free(&call.after);
}
