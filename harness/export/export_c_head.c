/* SPDX-License-Identifier: BSD-2-Clause */
/* What stands above the steps in C: how to run it, headers, the helpers that the steps call, variables, arguments. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/export/export_parts.h"

static const struct {
	const char *name;
	unsigned uses; /* 0: always */
} headers[] = {
	{"arpa/inet.h", USE_ADDRESS | USE_CHECK_ADDRESS}, {"errno.h", 0}, {"fcntl.h", USE_FCNTL}, {"linux/sockios.h", USE_IOCTL},
	{"netdb.h", USE_NETDB}, {"netinet/in.h", 0}, {"netinet/tcp.h", USE_TCP | USE_STATE | USE_QUEUED}, {"poll.h", USE_POLL},
	{"pthread.h", USE_THREAD}, {"signal.h", USE_SIGNAL}, {"stdatomic.h", USE_THREAD}, {"stdbool.h", USE_QUEUED | USE_CHECK_ADDRESS},
	{"stddef.h", USE_CHECK_ADDRESS}, {"stdio.h", 0}, {"stdlib.h", 0}, {"string.h", 0}, {"sys/ioctl.h", USE_IOCTL}, {"sys/socket.h", 0}, {"sys/time.h", USE_TIMEVAL},
	{"sys/uio.h", USE_IOVEC}, {"time.h", USE_PAUSE | USE_NOW}, {"unistd.h", 0},
};

static const struct {
	unsigned uses;
	const char *text;
} helpers[] = {
	{0, "static int differences; /* steps that did not do what the page says */\n\n"},
	{0, "/* Prints what a line of the page gave, and where it differs, what the page says. An error stands as -EAGAIN. */\n"
		"static void check(int line, const char *what, long seen, long expected)\n{\n"
		"\tif (seen == -1 && expected != -1)\n\t\tseen = -errno;\n"
		"\tprintf(\"line %d: %s = %ld %s\", line, what, seen, seen < 0 ? strerror((int)-seen) : \"\");\n"
		"\tif (seen != expected)\n\t\tprintf(\" (expected %ld %s)\", expected, expected < 0 ? strerror((int)-expected) : \"\");\n"
		"\tdifferences += seen != expected;\n\tputs(\"\");\n}\n\n"},
	{USE_SOME, "/* Anything but an error. */\nstatic long check_some(int line, const char *what, long seen)\n{\n"
		"\tcheck(line, what, seen, seen == -1 ? 0 : seen);\n\treturn seen;\n}\n\n"},
	{USE_BYTES, "static void check_bytes(int line, const char *seen, const char *expected, long length)\n{\n"
		"\tint shown = length < 60 ? (int)length : 60;\n\n"
		"\tif (memcmp(seen, expected, (size_t)length) != 0)\n"
		"\t\tdifferences++, printf(\"line %d: the bytes are \\\"%.*s\\\" (expected \\\"%.*s\\\")\\n\", line, shown, seen, shown, expected);\n}\n\n"},
	{USE_PAUSE, "static void pause_ms(long ms)\n{\n"
		"\tnanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);\n}\n\n"},
	{USE_NOW, "static long long now_ms(void)\n{\n\tstruct timespec now;\n\n"
		"\tclock_gettime(CLOCK_MONOTONIC, &now);\n\treturn now.tv_sec * 1000LL + now.tv_nsec / 1000000;\n}\n\n"},
	{USE_SOON, "/* Looks again until it holds, for five seconds at most. */\n#define check_soon(line, condition) \\\n"
		"\tdo { \\\n\t\tfor (int look = 0; !(condition) && look < 500; look++) \\\n\t\t\tpause_ms(10); \\\n"
		"\t\tcheck(line, #condition, condition, 1); \\\n\t} while (0)\n\n"},
	{USE_STATE, "/* The state that the connection is in, as Linux tells. */\nstatic int state(int fd)\n{\n"
		"\tstruct tcp_info info = {0};\n\tsocklen_t size = sizeof info;\n\n"
		"\tgetsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);\n\treturn info.tcpi_state;\n}\n\n"},
	{USE_QUEUED, "/* How many connections wait to be accepted, and how many may. */\n"
		"static unsigned queue(int fd, bool most)\n{\n"
		"\tstruct tcp_info info = {0};\n\tsocklen_t size = sizeof info;\n\n"
		"\tgetsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size);\n\treturn most ? info.tcpi_sacked : info.tcpi_unacked;\n}\n\n"
		"#define queued(fd) queue(fd, false)\n#define backlog(fd) queue(fd, true)\n\n"},
	{USE_READABLE, "/* Waits until the server's answer is there. */\nstatic void readable(int fd)\n{\n"
		"\tpoll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 5000);\n}\n\n"},
	{USE_SIGNAL, "static volatile sig_atomic_t signals;\n\nstatic void note_signal(int number)\n{\n\t(void)number;\n\tsignals++;\n}\n\n"},
	{USE_PATTERN, "/* Numbered bytes, in which any loss, repetition or swap shows: \"0000000 0000001 ...\" */\nstatic char stream[1 << 20];\n\n"
		"static void fill_stream(void)\n{\n\tfor (size_t i = 0; i < sizeof stream; i += 8) {\n\t\tchar cell[32];\n\n"
		"\t\tsnprintf(cell, sizeof cell, \"%07zx \", i / 8);\n\t\tmemcpy(stream + i, cell, 8);\n\t}\n}\n\n"},
	{USE_NETDB, "static int protocol_number(const char *name)\n{\n\tstruct protoent *entry = getprotobyname(name);\n\n"
		"\treturn entry != NULL ? entry->p_proto : -1;\n}\n\n"},
	{USE_THREAD, "/* A call that runs beside the steps behind it. */\nstruct call {\n\tpthread_t thread;\n\tlong result;\n\tint error;\n"
		"\tatomic_llong began, ended; /* in ms; 0: not yet */\n};\n\n"
		"static void start(struct call *call, void *(*make)(void *))\n{\n"
		"\tpthread_create(&call->thread, NULL, make, NULL);\n\twhile (call->began == 0)\n\t\tpause_ms(1);\n"
		"\tpause_ms(5); /* by now it waits in the kernel */\n}\n\n"
		"static inline long join(struct call *call)\n{\n\tpthread_join(call->thread, NULL);\n\terrno = call->error;\n\treturn call->result;\n}\n\n"},
};

static const char address_text[] = "/* An address of the family in use; it is good until the next one. */\n"
	"static struct sockaddr *address(const char *host, int port)\n{\n"
	"\tstatic _Thread_local union {\n\t\tstruct sockaddr any;\n\t\tstruct sockaddr_in in;\n\t\tstruct sockaddr_in6 in6;\n\t} made;\n\n"
	"\tmemset(&made, 0, sizeof made);\n\tmade.any.sa_family = (sa_family_t)family;\n"
	"\tif (family == AF_INET) {\n\t\tmade.in.sin_port = htons((in_port_t)port);\n\t\tinet_pton(AF_INET, host, &made.in.sin_addr);\n"
	"\t} else {\n\t\tmade.in6.sin6_port = htons((in_port_t)port);\n\t\tinet_pton(AF_INET6, host, &made.in6.sin6_addr);\n\t}\n"
	"\treturn &made.any;\n}\n\n";

static const char lines_text[] = "/* How many bytes the line has, 0 at the end. */\n"
	"static inline long read_line(char *buffer, int size, FILE *stream)\n{\n"
	"\tif (fgets(buffer, size, stream) != NULL)\n\t\treturn (long)strlen(buffer);\n\treturn ferror(stream) ? -1 : 0;\n}\n\n"
	"static inline int put_text(const char *text, FILE *stream)\n{\n\treturn fputs(text, stream) < 0 ? -1 : 0;\n}\n\n";

static const char is_address_text[] = "/* Family, port and host are the same. */\n"
	"static bool is_address(const void *one, const void *other)\n{\n"
	"\tif (family == AF_INET)\n\t\treturn memcmp(one, other, offsetof(struct sockaddr_in, sin_zero)) == 0;\n"
	"\treturn memcmp(one, other, offsetof(struct sockaddr_in6, sin6_flowinfo)) == 0 &&\n"
	"\t       memcmp(&((const struct sockaddr_in6 *)one)->sin6_addr, &((const struct sockaddr_in6 *)other)->sin6_addr, 16) == 0;\n}\n\n"
	"static inline void check_address(int line, const void *seen, const struct sockaddr *expected)\n{\n"
	"\tchar text[2][INET6_ADDRSTRLEN];\n\tint port[2];\n\tbool same = is_address(seen, expected);\n\n"
	"\tfor (int i = 0; i < 2; i++) {\n\t\tconst void *each = i == 0 ? seen : expected;\n\t\tconst struct sockaddr_in *in = each;\n"
	"\t\tconst struct sockaddr_in6 *in6 = each;\n\n"
	"\t\tinet_ntop(family, family == AF_INET ? (const void *)&in->sin_addr : &in6->sin6_addr, text[i], sizeof text[i]);\n"
	"\t\tport[i] = ntohs(in->sin_port); /* at the same place in both */\n\t}\n"
	"\tprintf(\"line %d: the address is %s port %d\", line, text[0], port[0]);\n"
	"\tif (!same)\n\t\tdifferences++, printf(\", expected %s port %d\", text[1], port[1]);\n"
	"\tputs(\"\");\n}\n\n";

static void add_explanation(struct export *export, struct str *program)
{
	const char *file = export_file_name(export->page, EXPORT_C, export->arena);
	int base = (int)strlen(file) - 2;
	struct str title;
	bool launches = false;

	/* The title is text of the page: on lines of its own, and it ends no comment. */
	str_init(&title);
	for (const char *c = export->page->title; *c != '\0'; c++) {
		if ((*c == '/' && c > export->page->title && c[-1] == '*') || (*c == '*' && c > export->page->title && c[-1] == '/'))
			str_add(&title, " ");
		str_addf(&title, "%c", *c == '\n' ? ' ' : *c);
	}
	str_add(program, "/*\n");
	export_wrap(program, str_text(&title), " * ", " * ", 100);
	str_addf(program, "\n *\n * The page %s as a program, made by sockspec export.\n"
		" * Each line that it prints names the line of the page. Compile and run it:\n *\n"
		" *     cc -o %.*s %s%s\n", export->page->id, base, file, file, export->threads ? " -pthread" : "");
	for (size_t i = 0, number = 0; i < export->name_count; i++) {
		if (export->names[i].kind != EXPORT_SERVER)
			continue;
		launches = true;
		str_addf(program, " *     sockspec serve %s --port %zu &\n", export->names[i].server, 9000 + ++number);
	}
	str_addf(program, " *     ./%.*s", base, file);
	for (size_t i = 0, number = 0; launches && i < export->name_count; i++)
		if (export->names[i].kind == EXPORT_SERVER)
			str_addf(program, " %s %zu", export->page->modes[MODE_IPV4] ? "127.0.0.1" : "::1", 9000 + ++number);
	str_add(program, "\n");
	if (export->page->modes[MODE_IPV4] && export->page->modes[MODE_IPV6])
		str_addf(program, " *\n * With -6 as the first argument it uses IPv6%s.\n", launches ? " (and the host is ::1)" : "");
	if (export_binds(export->page))
		str_addf(program, " *\n * The kernel may keep its ports for a minute. To run it again at once, give it a network of its own:\n"
			" *     unshare -rn sh -c 'ip link set lo up; ./%.*s'\n", base, file);
	str_add(program, " */\n");
	str_free(&title);
}

static void add_headers(struct export *export, struct str *program)
{
	str_add(program, "#define _GNU_SOURCE\n");
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		/* In the alphabet's order, as all. */
		if (export->epoll && strcmp(headers[i].name, "sys/ioctl.h") == 0)
			str_add(program, "#include <sys/epoll.h>\n");
		if (strcmp(headers[i].name, "sys/socket.h") == 0)
			str_addf(program, "%s%s%s", export->files ? "#include <sys/mman.h>\n" : "", export->limits ? "#include <sys/resource.h>\n" : "",
				export->files ? "#include <sys/sendfile.h>\n" : "");
		if (export->udp && strcmp(headers[i].name, "poll.h") == 0)
			str_add(program, "#include <netinet/udp.h>\n");
		if (headers[i].uses == 0 || (headers[i].uses & export->uses) != 0)
			str_addf(program, "#include <%s>\n", export->whole_info && strcmp(headers[i].name, "netinet/tcp.h") == 0 ? "linux/tcp.h" : headers[i].name);
	}
	str_add(program, "\n");
}

/* The page's two hosts are two loopback addresses; IPv6 has only one. */
static const struct {
	const char *name, *four, *six;
} hosts[] = {{"client", "127.0.0.1", "::1"}, {"server", "127.0.0.2", "::1"}, {"any", "0.0.0.0", "::"}};

static void add_family(struct export *export, struct str *program)
{
	bool six = !export->page->modes[MODE_IPV4];

	/* A page of pairs alone has neither sockets of it nor a choice. */
	if ((export->uses & USE_ADDRESS) == 0) {
		if (!export->family && !(export->page->modes[MODE_IPV4] && export->page->modes[MODE_IPV6]))
			return;
		str_addf(program, "static int family = %s;\n\n", six ? "AF_INET6" : "AF_INET");
		return;
	}
	str_addf(program, "static int family = %s;\nstatic socklen_t address_length = sizeof(struct sockaddr_in%s);\n", six ? "AF_INET6" : "AF_INET",
		six ? "6" : "");
	for (size_t i = 0; i < 3; i++)
		if (export->hosts[i])
			str_addf(program, "static const char *%s = \"%s\";\n", hosts[i].name, six ? hosts[i].six : hosts[i].four);
	str_add(program, "\n");
	str_add(program, address_text);
	if ((export->uses & USE_CHECK_ADDRESS) != 0)
		str_add(program, is_address_text);
	if ((export->uses & USE_PORT) != 0)
		str_add(program, "static int port_of(const struct sockaddr_storage *who)\n{\n"
			"\treturn ntohs(((const struct sockaddr_in *)who)->sin_port); /* at the same place in both */\n}\n\n");
}

static bool has_arguments(const struct export *export)
{
	for (size_t i = 0; i < export->name_count; i++)
		if (export->names[i].kind == EXPORT_SERVER)
			return true;
	return export->page->modes[MODE_IPV4] && export->page->modes[MODE_IPV6];
}

/* The names of the page of one kind, in one declaration. */
static void declare(struct export *export, struct str *program, enum export_kind kind, const char *type, const char *lead)
{
	bool first = true;

	for (size_t i = 0; i < export->name_count; i++) {
		if (export->names[i].kind != kind || !export_is_used(export, export->names[i].name))
			continue;
		str_addf(program, first ? "%s%s %s" : "%.0s%.0s, %s", lead, type, export->names[i].written);
		first = false;
	}
	str_add(program, first ? "" : ";\n");
}

static void add_variables(struct export *export, struct str *program, const char *lead)
{
	declare(export, program, EXPORT_SOCKET, "int", lead);
	for (size_t i = 0; i < export->name_count; i++)
		if (export->names[i].kind == EXPORT_FILE)
			str_addf(program, "%sFILE *%s;\n", lead, export->names[i].written);
	declare(export, program, EXPORT_NUMBER, "long", lead);
	declare(export, program, EXPORT_ADDRESS, "struct sockaddr_storage", lead);
	for (size_t i = 0; i < export->name_count; i++)
		if (export->names[i].kind == EXPORT_SERVER)
			str_addf(program, "%sconst char *%s;\n%sint %s_port;\n", lead, export->names[i].written, lead, export->names[i].written);
	if ((export->uses & USE_RESULT) != 0)
		str_addf(program, "%slong result;\n", lead);
	if ((export->uses & USE_BUFFER) != 0)
		str_addf(program, "%s%schar buffer[%" PRId64 "];\n", lead, strstr(lead, "static") == NULL && export->room > 4096 ? "static " : "", export->room);
	if ((export->uses & USE_VALUE) != 0)
		str_addf(program, "%sint value;\n", lead);
	if ((export->uses & USE_LENGTH) != 0)
		str_addf(program, "%ssocklen_t length;\n", lead);
	if ((export->uses & USE_WHO) != 0)
		str_addf(program, "%sstruct sockaddr_storage who;\n", lead);
	if (export->polled > 0)
		str_addf(program, "%sstruct pollfd polled[%zu];\n", lead, export->polled);
	if (export->vectors > 0)
		str_addf(program, "%sstruct iovec iov[%zu];\n", lead, export->vectors);
	if ((export->uses & USE_MESSAGE) != 0)
		str_addf(program, "%sstruct msghdr message;\n", lead);
	if (export->began)
		str_addf(program, "%slong long began;\n", lead);
}

/* [-6], then host and port of each launched server. */
static void add_arguments(struct export *export, struct str *program)
{
	bool both = export->page->modes[MODE_IPV4] && export->page->modes[MODE_IPV6];
	size_t servers = 0, number = 0;

	for (size_t i = 0; i < export->name_count; i++)
		servers += export->names[i].kind == EXPORT_SERVER;
	if (both) {
		str_add(program, "\tif (argc > 1 && strcmp(argv[1], \"-6\") == 0) {\n\t\tfamily = AF_INET6;\n");
		if ((export->uses & USE_ADDRESS) != 0)
			str_add(program, "\t\taddress_length = sizeof(struct sockaddr_in6);\n");
		for (size_t i = 0; i < 3; i++)
			if (export->hosts[i])
				str_addf(program, "\t\t%s = \"%s\";\n", hosts[i].name, hosts[i].six);
		str_add(program, "\t\targc--;\n\t\targv++;\n\t}\n");
	}
	str_addf(program, "\tif (argc != %zu) {\n\t\tfprintf(stderr, \"usage: %s%s", 1 + 2 * servers,
		arena_strndup(export->arena, export_file_name(export->page, EXPORT_C, export->arena),
			strlen(export_file_name(export->page, EXPORT_C, export->arena)) - 2), both ? " [-6]" : "");
	for (size_t i = 0; i < servers; i++)
		str_add(program, " HOST PORT");
	str_add(program, "\\n");
	for (size_t i = 0; i < export->name_count; i++)
		if (export->names[i].kind == EXPORT_SERVER)
			str_addf(program, "start it with: sockspec serve %s --port PORT\\n", export->names[i].server);
	str_add(program, "\");\n\t\treturn 2;\n\t}\n");
	for (size_t i = 0; i < export->name_count; i++) {
		if (export->names[i].kind != EXPORT_SERVER)
			continue;
		str_addf(program, "\t%s = argv[%zu];\n\t%s_port = atoi(argv[%zu]);\n", export->names[i].written, 1 + 2 * number,
			export->names[i].written, 2 + 2 * number);
		number++;
	}
}

void export_c_head(struct export *export, struct str *program)
{
	if ((export->uses & (USE_CHECK_ADDRESS | USE_PORT)) != 0)
		export->uses |= USE_ADDRESS;
	add_explanation(export, program);
	add_headers(export, program);
	for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
		if (helpers[i].uses == 0 || (helpers[i].uses & export->uses) != 0)
			str_add(program, helpers[i].text);
	if (export->lines)
		str_add(program, lines_text);
	add_family(export, program);
	if (export->threads) {
		add_variables(export, program, "static ");
		str_add_bytes(program, str_text(&export->storage), export->storage.length);
		str_addf(program, "\n%s", str_text(&export->functions));
	} else if (export->storage.length > 0) {
		str_addf(program, "%s\n", str_text(&export->storage));
	}
	str_add(program, has_arguments(export) ? "int main(int argc, char **argv)\n{\n" : "int main(void)\n{\n");
	if (!export->threads) {
		add_variables(export, program, "\t");
		str_add(program, "\n");
	}
	if (has_arguments(export))
		add_arguments(export, program);
	str_add(program, "\talarm(30); /* nothing here takes so long */\n");
	if ((export->uses & USE_PATTERN) != 0)
		str_add(program, "\tfill_stream();\n");
	if ((export->uses & USE_SIGNAL) != 0)
		str_add(program, "\tsigaction(SIGPIPE, &(struct sigaction){.sa_handler = note_signal}, NULL);\n");
	str_add(program, "\n");
}
