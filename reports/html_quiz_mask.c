/* SPDX-License-Identifier: BSD-2-Clause */
/* A statement as a question: what comes out of it is taken away. It is text here, since a stored run has no more of it. */
#include "config.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "harness/base/str.h"
#include "reports/html_quiz.h"

/* The arguments that come out, by call; a `field` of a structure in any argument of a call, NULL: the argument itself. */
static const struct {
	const char *call;
	int argument;
	const char *field;
} outs[] = {
	{"accept", 1, NULL}, {"accept4", 1, NULL}, {"epoll_pwait", 1, NULL}, {"epoll_wait", 1, NULL}, {"fgets", 0, NULL},
	{"getaddrinfo", 3, NULL}, {"getpeername", 1, NULL}, {"getsockname", 1, NULL}, {"getsockopt", 3, NULL}, {"if_indextoname", 1, NULL},
	{"if_nameindex", 0, NULL}, {"ioctl", 2, NULL}, {"read", 1, NULL}, {"recv", 1, NULL}, {"recvfrom", 1, NULL}, {"recvfrom", 4, NULL},
	{"poll", -1, "revents"}, {"ppoll", -1, "revents"}, {"readv", -1, "iov_base"},
	{"recvmsg", -1, "iov_base"}, {"recvmsg", -1, "msg_name"}, {"recvmsg", -1, "msg_flags"}, {"recvmsg", -1, "msg_control"},
	{"recvmmsg", -1, "iov_base"}, {"recvmmsg", -1, "msg_name"}, {"recvmmsg", -1, "msg_flags"}, {"recvmmsg", -1, "msg_control"},
	{"recvmmsg", -1, "msg_len"},
};

/* The length of a string literal with its quotes. */
static size_t mask_string(const char *text)
{
	size_t length = 1;

	while (text[length] && text[length] != '"')
		length += text[length] == '\\' && text[length + 1] ? 2 : 1;
	return text[length] ? length + 1 : length;
}

const char *html_quiz_find_arrow(const char *source)
{
	const char *c = source;

	if (strncmp(source, "wire:", 5) == 0 || strncmp(source, "assert", 6) == 0)
		return NULL;
	while (*c && *c != '>' && *c != '<') {
		if (strchr("(\"=!", *c))
			return NULL;
		c++;
	}
	return *c && c[1] == ' ' ? c : NULL;
}

/* "n", "first", and nothing else. */
static bool mask_is_name(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!islower((unsigned char)text[i]) && !(i > 0 && (isdigit((unsigned char)text[i]) || text[i] == '_')))
			return false;
	return length > 0;
}

/* Where what is expected begins: behind the last "=", "==", "<" ... that stands in no parentheses. NULL: nowhere. */
static const char *mask_find_result(const char *source)
{
	const char *c = source, *found = NULL;
	int depth = 0;

	if (strncmp(source, "wire:", 5) == 0)
		return NULL;
	while (*c) {
		if (*c == '"') {
			c += mask_string(c);
			continue;
		}
		depth += strchr("([{", *c) ? 1 : strchr(")]}", *c) ? -1 : 0;
		if (depth == 0 && strchr("=<>", *c) && c > source && strchr(" =!<>", c[-1]))
			found = c + 1;
		c++;
	}
	/* A name that is bound is none that could be guessed, and later lines speak of it. */
	if (found) {
		const char *name = found + strspn(found, " ");
		size_t length = strcspn(name, " ");

		if (mask_is_name(name, length) && (!name[length] || strcmp(name + length, " &") == 0))
			return NULL;
	}
	return found;
}

/* How far a value goes: to the next comma or closing bracket that is not inside of it. */
static size_t mask_value_length(const char *text)
{
	size_t length = 0;
	int depth = 0;

	while (text[length]) {
		if (text[length] == '"') {
			length += mask_string(text + length);
			continue;
		}
		if (depth == 0 && strchr(",)]}", text[length]))
			break;
		depth += strchr("([{", text[length]) ? 1 : strchr(")]}", text[length]) ? -1 : 0;
		length++;
	}
	return length;
}

static void mask_add_value(struct str *str, const char *text, size_t length);

/* "{a=1, b=name}": the fields keep their names. */
static void mask_add_structure(struct str *str, const char *text, size_t length)
{
	size_t at = 1;

	str_add(str, "{");
	while (at < length && text[at] != '}') {
		size_t part = mask_value_length(text + at), name = strcspn(text + at, "=");

		if (name < part) {
			str_add_bytes(str, text + at, name + 1);
			mask_add_value(str, text + at + name + 1, part - name - 1);
		} else {
			str_add_bytes(str, text + at, part);
		}
		at += part;
		if (at < length && text[at] == ',') {
			str_add(str, ",");
			at++;
		} else if (part == 0) {
			break;
		}
	}
	str_add_bytes(str, text + at, length - at);
}

/* A value that comes out. What is not looked at, and names that are bound, stay as they are. */
static void mask_add_value(struct str *str, const char *text, size_t length)
{
	size_t blank = strspn(text, " ");

	if (blank > length)
		blank = length;
	str_add_bytes(str, text, blank);
	text += blank;
	length -= blank;
	if (length == 0 || mask_is_name(text, length) || strncmp(text, "...", 3) == 0 || (length == 4 && strncmp(text, "NULL", 4) == 0))
		str_add_bytes(str, text, length);
	else if (*text == '{')
		mask_add_structure(str, text, length);
	else if (*text == '[' && mask_is_name(text + 1, length - 2))
		str_add_bytes(str, text, length);
	else
		str_add(str, *text == '[' ? "[?]" : "?");
}

/* Whether an argument of the call, or such a field in it (`length` of 0: none), comes out. */
static bool mask_is_out(const char *call, size_t call_length, int argument, const char *field, size_t length)
{
	size_t i;

	for (i = 0; i < sizeof outs / sizeof outs[0]; i++) {
		if (strlen(outs[i].call) != call_length || strncmp(outs[i].call, call, call_length) != 0)
			continue;
		if (length > 0 ? outs[i].field && strlen(outs[i].field) == length && strncmp(outs[i].field, field, length) == 0 :
			outs[i].argument == argument && argument >= 0)
			return true;
	}
	return false;
}

/* From the opening parenthesis of a call to `end`. */
static void mask_add_arguments(struct str *str, const char *call, size_t call_length, const char *open, const char *end)
{
	bool ioctl_in = call_length == 5 && strncmp(call, "ioctl", 5) == 0 && (strstr(open, "FIONBIO") || strstr(open, "FIOASYNC"));
	const char *c = open;
	int argument = 0, depth = 0;

	while (c < end && *c) {
		size_t length = *c == '"' ? mask_string(c) : 1, name = 0;

		depth += strchr("([{", *c) ? 1 : strchr(")]}", *c) ? -1 : 0;
		argument += depth == 1 && *c == ',';
		str_add_bytes(str, c, length);
		c += length;
		if (c >= end || !strchr("(,{ [", c[-1]) || ioctl_in)
			continue;
		while (islower((unsigned char)c[name]) || (name > 0 && (isdigit((unsigned char)c[name]) || c[name] == '_')))
			name++;
		if (depth > 1 && name > 0 && c[name] == '=' && mask_is_out(call, call_length, -1, c, name)) {
			str_add_bytes(str, c, name + 1);
			c += name + 1;
		} else if (depth != 1 || *c == ' ' || !mask_is_out(call, call_length, argument, NULL, 0)) {
			/* A bare string in a list of buffers is one of them. */
			if (*c != '"' || c[-1] == '(' || depth < 2 || !mask_is_out(call, call_length, -1, "iov_base", 8))
				continue;
		}
		length = mask_value_length(c);
		mask_add_value(str, c, length);
		c += length;
	}
}

void html_quiz_add_masked(struct str *str, const char *source)
{
	static const char count[] = "wire: expect ";
	const char *arrow = html_quiz_find_arrow(source);
	const char *result = arrow ? NULL : mask_find_result(source);
	const char *end = result ? result : source + strlen(source);
	const char *open = strchr(source, '('), *call = open;

	if (arrow) {
		str_add_bytes(str, source, (size_t)(arrow - source) + 1);
		str_add(str, " ?");
		return;
	}
	if (strncmp(source, count, sizeof(count) - 1) == 0) {
		source += sizeof(count) - 1;
		str_add(str, count);
		str_add(str, "?");
		str_add(str, source + strcspn(source, " "));
		return;
	}
	while (call && call > source && (isalnum((unsigned char)call[-1]) || call[-1] == '_'))
		call--;
	if (open && open < end && call < open) {
		str_add_bytes(str, source, (size_t)(open - source));
		mask_add_arguments(str, call, (size_t)(open - call), open, end);
	} else {
		str_add_bytes(str, source, (size_t)(end - source));
	}
	if (result)
		str_add(str, " ?");
}
