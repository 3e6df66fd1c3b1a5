/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of a page in a program: what each stands for, and how it is written where it is a word of the language. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

/* Words of C and of its library's headers that a name could meet, and the names of the program's own helpers. */
static const char *const reserved_c[] = {"accept", "accept4", "address", "address_length", "alarm", "any", "asctime",
	"asm", "at", "auto", "bind", "bool", "break", "buffer", "case", "char", "check", "check_address", "check_bytes",
	"check_error", "check_some", "check_true", "client", "close", "connect", "const", "continue", "control", "ctime",
	"default", "differences", "do", "double", "dup", "dup2", "else", "enum", "environ", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait", "errno", "exit", "extern", "false",
	"family", "fclose", "fcntl", "fdopen", "fflush", "fgets", "fill_stream", "float", "for", "fputs", "getc", "goto", "host_of", "htonl", "htons", "if", "in", "inline", "int",
	"ioctl", "iov", "is_address", "join", "length", "linux", "listen", "long", "lseek", "main", "message", "note_signal",
	"now_ms", "ntohl", "ntohs", "number", "offsetof", "optarg", "pause", "pause_ms", "pipe", "poll", "polled",
	"port_of", "ppoll", "printf", "pselect", "put_text", "putc", "putchar", "puts", "queued", "rand", "read", "read_line", "readable", "readv", "recv",
	"recvfrom", "recvmmsg", "recvmsg", "register", "remove", "rename", "restrict", "result", "return", "select", "send", "sendfile", "sendmmsg", "sendmsg",
	"sendto", "server", "short", "shutdown", "signal", "signals", "signed", "sizeof", "sleep", "socket", "socketpair", "start",
	"state", "static", "stderr", "stdin", "stdout", "still_runs", "strerror", "stream", "struct", "switch", "sync",
	"tcp_info", "time", "timeout", "timezone", "true", "typedef", "union", "unix", "unsigned", "use_ipv6",
	"value", "void", "volatile", "while", "who", "write", "writev", "argc", "argv", "i386", "index", "stime", "usage",
	"linger", "tcp_state", "backlog", "difftime", "clock", "fork", "link", "nice", "brk", "sbrk", "swab", "access",
	"truncate", "lockf", "memset", "memcmp", "memcpy", "strcmp", "div", "abs", "abort", "free", "malloc", "perror",
	"tee", "splice", "vmsplice", "daylight", "tzname", "acct", "chroot", "crypt", "creat", "open", NULL};

static const char *const reserved_python[] = {"accept", "address", "and", "argv", "as", "assert", "async", "attempt", "await",
	"break", "bytes", "check", "check_error", "check_some", "check_true", "class", "client", "control", "continue", "count",
	"def", "del", "differences", "elif", "else", "errno", "except", "family", "fcntl", "finally", "flags", "for", "from", "global", "host",
	"if", "import", "in", "int", "ioctl_number", "is", "lambda", "len", "list", "made", "main", "message", "name", "nonlocal", "not", "number", "or", "os", "pair", "pair_of", "pass", "pattern", "pattern_stream",
	"polled", "poll", "port", "print", "queued", "raise", "readable", "result", "return", "select", "sender", "server", "set", "signal", "signals", "socket", "state",
	"stream", "struct", "sys", "tcp_info", "option", "ioctl_number", "info", "revents", "began", "arguments", "any_host", "signals", "termios", "threading", "time", "timeval", "try", "usage", "values", "wait_for", "wait_readable",
	"while", "who", "with", "yield", "any", "bytearray", "type", "str", "buffer", "backlog", "began", "soon", "say", NULL};

static bool is_reserved(const struct export *export, const char *name)
{
	const char *const *words = export->language == EXPORT_C ? reserved_c : reserved_python;
	size_t length = strlen(name);

	for (; *words != NULL; words++)
		if (strcmp(*words, name) == 0)
			return true;
	/* What this program makes itself, and what a libc may have. */
	return (length > 2 && strcmp(name + length - 2, "_t") == 0) || (length > 5 && strcmp(name + length - 5, "_port") == 0) ||
		strncmp(name, "str", 3) == 0 || strncmp(name, "mem", 3) == 0 || strncmp(name, "is", 2) == 0;
}

struct export_name *export_find(struct export *export, const char *name)
{
	for (size_t i = 0; i < export->name_count; i++)
		if (strcmp(export->names[i].name, name) == 0)
			return &export->names[i];
	return NULL;
}

const char *export_spelling(struct export *export, const char *name)
{
	return is_reserved(export, name) ? arena_printf(export->arena, "%s_", name) : name;
}

bool export_is_used(const struct export *export, const char *name)
{
	const struct export *first = export->first;

	for (size_t i = 0; first != NULL && i < first->name_count; i++)
		if (strcmp(first->names[i].name, name) == 0)
			return first->names[i].used;
	return true;
}

struct export_name *export_bind(struct export *export, const char *name, enum export_kind kind, bool *again)
{
	struct export_name *bound = export_find(export, name);

	*again = bound != NULL;
	if (bound == NULL) {
		if (export->name_count == EXPORT_NAMES_MOST) {
			export_refuse(export, N_("this page has more names than a short program"));
			return &export->names[EXPORT_NAMES_MOST - 1];
		}
		bound = &export->names[export->name_count++];
		bound->name = name;
		bound->written = export_spelling(export, name);
		bound->kind = kind;
	} else if (bound->kind != kind) {
		if (bound->kind == EXPORT_ADDRESS || kind == EXPORT_ADDRESS || bound->kind == EXPORT_SERVER)
			export_refuse(export, N_("a name of this page stands for different kinds of things, one after the other"));
		bound->kind = kind;
		*again = false;
	}
	return bound;
}

const char *export_written(struct export *export, const char *name)
{
	struct export_name *bound = export_find(export, name);

	if (bound == NULL) {
		export_refuse(export, N_("this page computes with what a packet said, which a program with sockets does not see"));
		return name;
	}
	bound->used = true;
	return bound->written;
}

const struct export_name *export_packet_socket(struct export *export, const struct step *step)
{
	const struct packet_pattern *packet = step->packet;
	const struct export_name *only = NULL;
	bool stream = packet->protocol == PACKET_TCP;

	if (packet->socket != NULL) {
		only = export_find(export, packet->socket);
		return only != NULL && only->kind == EXPORT_SOCKET && !only->closed ? only : NULL;
	}
	for (size_t i = 0; i < export->name_count; i++) {
		const struct export_name *name = &export->names[i];

		if (name->kind != EXPORT_SOCKET || name->host != step->host || name->stream != stream || name->closed)
			continue;
		if (only != NULL)
			return NULL;
		only = name;
	}
	return only;
}
