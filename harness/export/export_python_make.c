/* SPDX-License-Identifier: BSD-2-Clause */
/* Which expression a call is in Python, and which calls Python has not. */
#include "config.h"

#include <string.h>

#include "harness/base/lang.h"
#include "harness/export/export_python_call.h"

static const char *socket_of(struct export *export, const struct step *step)
{
	const struct node *node = export_argument(step, 0);

	if (node->kind == NODE_NAME)
		return export_written(export, node->text);
	export_refuse(export, N_("this page makes a call without a socket, which Python's socket objects cannot"));
	return "";
}

/* Two objects come out of it; where an error is expected, none. */
static void make_pair(struct export *export, struct export_python_call *call, const struct step *step)
{
	const struct node *names = step->arguments[3];
	bool again;

	str_add(&call->call, "socket.socketpair, ");
	if (step->arguments[0]->kind == NODE_ANY)
		str_add(&call->call, "family");
	else
		export_number(export, &call->call, step->arguments[0]);
	export_python_argument(export, &call->call, step, 1);
	export_python_argument(export, &call->call, step, 2);
	if (names->kind == NODE_NULL)
		export_refuse(export, N_("this page makes a call that Python's modules have not"));
	if (names->kind != NODE_ARRAY)
		return;
	call->helper = "pair_of";
	export->uses |= USE_PAIR_OF;
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
	else if (strcmp(name, "getrlimit") == 0 || strcmp(name, "setrlimit") == 0)
		export_refuse(export, N_("this page limits the program's descriptors, of which Python needs some of its own"));
	else if (strcmp(name, "dup2") == 0)
		export_refuse(export, N_("this page makes a call that Python's modules have not"));
	else
		return false;
	return true;
}

/* One function a group of calls; false where Python has no such call. */
bool export_python_make(struct export *export, struct export_python_call *call, const struct step *step)
{
	const char *name = step->name, *socket;

	if (strcmp(name, "poll") == 0) {
		export_python_polled(export, call, step);
		return true;
	}
	if (strcmp(name, "socket") == 0) {
		int64_t protocol;

		str_add(&call->call, "socket.socket, ");
		if (step->arguments[0]->kind == NODE_ANY)
			str_add(&call->call, "family");
		else
			export_number(export, &call->call, step->arguments[0]);
		export_python_argument(export, &call->call, step, 1);
		if (!export_constant_value(step->arguments[2], &protocol) || protocol != 0)
			export_python_argument(export, &call->call, step, 2);
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
		export_python_argument(export, &call->call, step, 0);
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
		export_python_refuse_length(export, export_argument(step, 2));
		if (!export_python_is_none(step->arguments[1]) || !accepts) {
			call->targets = "result, who";
			export_python_expect_address(export, &call->after, step->where.line, "who", step->arguments[1]);
		}
		return true;
	}
	if (strcmp(name, "listen") == 0 || strcmp(name, "shutdown") == 0) {
		str_addf(&call->call, "%s.%s", socket, name);
		export_python_argument(export, &call->call, step, 1);
	} else if (strcmp(name, "close") == 0 || strcmp(name, "dup") == 0) {
		str_addf(&call->call, "%s.%s", socket, name);
	} else if (strcmp(name, "bind") == 0 || strcmp(name, "connect") == 0) {
		str_addf(&call->call, "%s.%s", socket, name);
		export_python_address(export, call, step, 1);
	} else if (strcmp(name, "send") == 0 || (strcmp(name, "sendto") == 0 && export_python_is_none(step->arguments[4]))) {
		str_addf(&call->call, "%s.send, ", socket);
		export_python_bytes(export, &call->call, step, 1);
		export_python_flags(export, &call->call, step, 3);
	} else if (strcmp(name, "sendto") == 0) {
		str_addf(&call->call, "%s.sendto, ", socket);
		export_python_bytes(export, &call->call, step, 1);
		export_python_flags(export, &call->call, step, 3);
		export_python_address(export, call, step, 4);
	} else if (strcmp(name, "recv") == 0 || strcmp(name, "recvfrom") == 0) {
		export_python_receive(export, call, step, socket);
	} else if (strcmp(name, "read") == 0 || strcmp(name, "write") == 0) {
		export->uses |= USE_IOVEC;
		str_addf(&call->call, "os.%s, %s.fileno(), ", name, socket);
		if (name[0] == 'w') {
			export_python_bytes(export, &call->call, step, 1);
		} else {
			export_number(export, &call->call, step->arguments[2]);
			call->counts = export_python_is_none(step->arguments[1]);
			call->bytes = call->counts ? NULL : step->arguments[1];
		}
	} else if (strcmp(name, "lseek") == 0) {
		export->uses |= USE_IOVEC;
		str_addf(&call->call, "os.lseek, %s.fileno()", socket);
		export_python_argument(export, &call->call, step, 1);
		export_python_argument(export, &call->call, step, 2);
	} else if (strcmp(name, "sendfile") == 0) {
		export_python_send_file(export, call, step, socket);
	} else if (strcmp(name, "readv") == 0 && step->arguments[1]->kind == NODE_ARRAY) {
		export->uses |= USE_IOVEC;
		export_python_vectors_out(export, call, step->arguments[1], step->where.line);
		str_addf(&call->call, "os.readv, %s.fileno(), buffers_%d", socket, step->where.line);
	} else if (strcmp(name, "writev") == 0 && step->arguments[1]->kind == NODE_ARRAY) {
		export->uses |= USE_IOVEC;
		str_addf(&call->call, "os.writev, %s.fileno(), ", socket);
		export_python_vectors_in(export, &call->call, step->arguments[1]);
	} else if (strcmp(name, "sendmsg") == 0 || strcmp(name, "recvmsg") == 0) {
		export_python_message(export, call, step, socket);
	} else if (strcmp(name, "getsockopt") == 0 || strcmp(name, "setsockopt") == 0) {
		export_python_option(export, call, step, socket);
	} else if (strcmp(name, "fcntl") == 0) {
		if (export_names_constant(step->arguments[1], "F_GETFD"))
			export_refuse(export, N_("this page asks what happens to a descriptor on exec, which Python has settled by itself"));
		export->uses |= USE_FCNTL;
		str_addf(&call->call, "fcntl.fcntl, %s", socket);
		for (size_t i = 1; i < step->argument_count; i++)
			export_python_argument(export, &call->call, step, i);
	} else if (strcmp(name, "ioctl") == 0) {
		const struct node *node = step->arguments[2];

		export->uses |= USE_IOCTL;
		call->helper = "ioctl_number";
		call->targets = "result, value";
		str_add(&call->call, socket);
		export_python_argument(export, &call->call, step, 1);
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
