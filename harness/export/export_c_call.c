/* SPDX-License-Identifier: BSD-2-Clause */
/* A call in C: its arguments, what must stand before it, and what is looked at behind it. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

const char *export_c_store(struct export *export, const char *suffix, const char *type, const char *name, const char *array)
{
	const char *stored = arena_printf(export->arena, "%s%s", name, suffix);

	if (suffix[0] != '\0')
		str_addf(&export->storage, "static %s %s%s;\n", type, stored, array);
	return stored;
}

void export_c_check_number(struct export *export, struct str *out, int line, const char *what, const char *seen,
	const struct node *expected)
{
	struct export_name *name;
	bool again;

	if (expected == NULL || expected->kind == NODE_ANY)
		return;
	if (expected->kind == NODE_NAME && export_find(export, expected->text) == NULL) {
		name = export_bind(export, expected->text, EXPORT_NUMBER, &again);
		if (export_is_used(export, expected->text))
			str_addf(out, "\t%s = %s;\n", name->written, seen);
		return;
	}
	export->uses |= USE_CHECK;
	str_addf(out, "\tcheck(%d, \"%s\", %s, ", line, what, seen);
	export_number(export, out, expected);
	str_add(out, ");\n");
}

void export_bytes(struct export *export, struct str *out, const struct node *node)
{
	bool c = export->language == EXPORT_C;

	if (node->kind == NODE_STRING) {
		export_literal(export, out, node->bytes, node->length);
	} else if (node->kind == NODE_CALL && strcmp(node->text, "pattern") == 0 && node->count > 0) {
		export->uses |= USE_PATTERN;
		str_add(out, c ? "stream" : "pattern(");
		if (!c) {
			export_number(export, out, node->items[0]);
			str_add(out, node->count > 1 ? ", " : "");
		} else if (node->count > 1) {
			str_add(out, " + ");
		}
		if (node->count > 1)
			export_number(export, out, node->items[1]);
		str_add(out, c ? "" : ")");
	} else {
		export_refuse(export, N_("this page compares bytes by name"));
	}
}

/* What a buffer of the call holds when it has returned. */
static void expect_bytes(struct export *export, struct export_c_call *call, const struct step *step, const struct node *node,
	const char *buffer)
{
	if (node->kind == NODE_ANY || node->kind == NODE_NULL || (node->kind == NODE_STRING && node->length == 0))
		return;
	export->uses |= USE_BYTES;
	/* One of several results: there may be no bytes. */
	str_addf(&call->after, "%s\tcheck_bytes(%d, %s, ", step->result_count > 1 ? "\tif (result > 0)\n\t" : "", step->where.line, buffer);
	export_bytes(export, &call->after, node);
	str_add(&call->after, ", ");
	export_length(export, &call->after, node);
	str_add(&call->after, ");\n");
	/* The result of a new name says by itself nothing of how many there were. */
	if (step->result_count == 1 && strcmp(call->result, "result") != 0) {
		export->uses |= USE_CHECK;
		str_addf(&call->after, "\tcheck(%d, \"the number of bytes\", %s, ", step->where.line, call->result);
		export_length(export, &call->after, node);
		str_add(&call->after, ");\n");
	}
}

static void out_bytes(struct export *export, struct export_c_call *call, const struct step *step, size_t place)
{
	const struct node *node = step->arguments[place], *behind = export_argument(step, place + 1);
	const char *buffer;
	int64_t room;

	if (node->kind == NODE_NULL) {
		str_add(&call->expression, "NULL");
		return;
	}
	room = behind == NULL || behind->kind == NODE_ANY ? EXPORT_STREAM : export_room(export, behind);
	if (room < 0 || room > EXPORT_STREAM)
		export_refuse(export, N_("this page moves more bytes than a short program should"));
	if (call->suffix[0] == '\0' && room > export->room)
		export->room = room;
	export->uses |= call->suffix[0] == '\0' ? USE_BUFFER : 0;
	buffer = export_c_store(export, call->suffix, "char", "buffer", arena_printf(export->arena, "[%" PRId64 "]", room > 0 ? room : 1));
	str_add(&call->expression, buffer);
	expect_bytes(export, call, step, node, buffer);
}

/* The length behind something: said, or that of what stands before it. */
static void add_length(struct export *export, struct export_c_call *call, const struct step *step, size_t place)
{
	const struct node *node = export_argument(step, place), *before = export_argument(step, place - 1);

	if (node != NULL && node->kind != NODE_ANY)
		export_number(export, &call->expression, node);
	else if (before != NULL && (before->kind == NODE_ARRAY || before->kind == NODE_STRUCT))
		str_addf(&call->expression, "%zu", before->count);
	else if (before != NULL && before->kind != NODE_ANY)
		export_length(export, &call->expression, before);
	else
		str_add(&call->expression, "sizeof(int)");
}

static void add_argument(struct export *export, struct export_c_call *call, const struct call_spec *spec, const struct step *step, size_t place)
{
	const struct node *node = export_argument(step, place);
	enum argument_kind kind = spec->arguments[place];

	/* The length of an address or of an option is written with it. */
	if (kind == ARG_ADDRLEN_IN || kind == ARG_OPTLEN_OUT)
		return;
	if (kind == ARG_LENGTH && place > 0 && spec->arguments[place - 1] == ARG_OPTVAL_IN)
		return;
	if (kind == ARG_ADDRLEN_OUT) {
		export_c_address_length(call, step, place);
		return;
	}
	if (kind == ARG_FCNTL && node == NULL)
		return;
	str_add(&call->expression, place > 0 ? ", " : "");
	switch (kind) {
	case ARG_FAMILY:
		if (node->kind == NODE_ANY)
			str_add(&call->expression, "family");
		else
			export_number(export, &call->expression, node);
		export->family = export->family || node->kind == NODE_ANY;
		return;
	case ARG_SOCKET:
	case ARG_INT:
	case ARG_FCNTL:
		export_number(export, &call->expression, node);
		return;
	case ARG_LENGTH:
		add_length(export, call, step, place);
		return;
	case ARG_BYTES_IN:
		if (node->kind == NODE_ANY)
			export->uses |= USE_PATTERN, str_add(&call->expression, "stream");
		else if (node->kind == NODE_NULL)
			str_add(&call->expression, "NULL");
		else
			export_bytes(export, &call->expression, node);
		return;
	case ARG_BYTES_OUT:
		out_bytes(export, call, step, place);
		return;
	case ARG_ADDRESS_IN:
		export_c_address_in(export, call, step, place);
		return;
	case ARG_ADDRESS_OUT:
		export_c_address_out(export, call, step, place);
		return;
	case ARG_IOVEC_IN:
	case ARG_IOVEC_OUT:
		export_c_vectors(export, call, node, kind == ARG_IOVEC_OUT, step->where.line);
		str_addf(&call->expression, "iov%s", call->suffix);
		return;
	case ARG_MSGHDR_IN:
	case ARG_MSGHDR_OUT:
		export_c_message(export, call, node, kind == ARG_MSGHDR_OUT, step->where.line);
		return;
	case ARG_MMSGHDR_IN:
	case ARG_MMSGHDR_OUT:
		export_c_messages(export, call, step, place, kind == ARG_MMSGHDR_OUT);
		return;
	case ARG_OPTVAL_IN:
	case ARG_OPTVAL_OUT:
		export_c_option(export, call, step, place, kind == ARG_OPTVAL_OUT);
		return;
	case ARG_POLLFDS:
		export_c_polled(export, call, step, node);
		return;
	case ARG_TIMEVAL:
		export_c_time(export, call, node, "struct timeval");
		return;
	case ARG_TIMESPEC:
		export_c_time(export, call, node, "struct timespec");
		return;
	case ARG_OFFSET:
		export_c_offset(export, call, step, node);
		return;
	case ARG_IOCTL_OUT:
		export_c_ioctl(export, call, step, place);
		return;
	case ARG_STRING_IN:
		if (node->kind == NODE_NULL)
			str_add(&call->expression, "NULL");
		else
			export_literal(export, &call->expression, node->bytes, node->length);
		return;
	case ARG_FDSET:
		export_refuse(export, N_("this page calls select, for which poll is the better program"));
		return;
	case ARG_EVENT_IN:
		export_c_event(export, call, node);
		return;
	case ARG_EVENTS_OUT:
		export_c_events(export, call, step, place);
		return;
	case ARG_SIGSET:
	case ARG_ITIMER:
		export_refuse(export, N_("this page waits for a signal that needs more than a short program"));
		return;
	case ARG_STREAM:
		str_add(&call->expression, export_written(export, node->text));
		return;
	case ARG_TEXT_OUT:
	case ARG_HINTS:
	case ARG_ADDRESSES_OUT:
	case ARG_INTERFACES_OUT:
		export_refuse(export, N_("this page looks up addresses or interfaces, for which this exporter has no words yet"));
		return;
	case ARG_RLIMIT_IN:
	case ARG_RLIMIT_OUT:
		export_c_limit(export, call, step, node, kind == ARG_RLIMIT_OUT);
		return;
	case ARG_PAIR_OUT:
		export_c_pair(export, call, step, node);
		return;
	case ARG_NONE:
	case ARG_ADDRLEN_IN:
	case ARG_ADDRLEN_OUT:
	case ARG_OPTLEN_OUT:
		return;
	}
}

/* The function that a call is in the program: where C's own gives something else, one of the head. */
static const char *function_of(const char *name)
{
	static const char *const others[][2] = {{"getprotobyname", "protocol_number"}, {"fgets", "read_line"}, {"fputs", "put_text"}};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i][0], name) == 0)
			return others[i][1];
	return name;
}

void export_c_make(struct export *export, struct export_c_call *call, const struct step *step)
{
	const struct call_spec *spec = calls_find(step->name);

	if (strcmp(step->name, "fcntl") == 0)
		export->uses |= USE_FCNTL;
	else if (strcmp(step->name, "ioctl") == 0)
		export->uses |= USE_IOCTL;
	else if (strcmp(step->name, "getprotobyname") == 0)
		export->uses |= USE_NETDB;
	export->epoll |= strcmp(step->name, "epoll_create1") == 0;
	export->files |= strcmp(step->name, "memfd_create") == 0 || strcmp(step->name, "sendfile") == 0;
	if (call->result == NULL) {
		const struct node *value = step->results[0].value;

		/* As c_result() will say, before the name is bound. */
		call->result = step->result_count == 1 && value->kind == NODE_NAME && export_find(export, value->text) == NULL
			? export_spelling(export, value->text) : "result";
	}
	export->lines |= strcmp(step->name, "fgets") == 0 || strcmp(step->name, "fputs") == 0;
	str_addf(&call->expression, "%s(", function_of(step->name));
	for (size_t place = 0; place < calls_argument_count(spec); place++)
		add_argument(export, call, spec, step, place);
	str_add(&call->expression, ")");
}
