/* SPDX-License-Identifier: BSD-2-Clause */
/* For the tests of the servers: one started as a process, and clients of it. Whatever goes wrong fails the test. */
#ifndef TESTS_SERVER_PROCESS_H
#define TESTS_SERVER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct server_process {
	pid_t pid;
	int port;
};

/* Starts `sockspec-server ARGUMENT...` (ends in NULL, the kind last) and waits until it is ready. */
struct server_process server_start(const char *const *arguments);
#define SERVER_START(...) server_start((const char *const[]){ __VA_ARGS__, NULL })

/* The program that is started instead, with the same options; NULL: sockspec-server. */
extern const char *server_program;

/* Sends the signal, waits, and wants exit status 0. */
void server_stop(struct server_process *server, int signal_number);

bool server_has_ipv6(void);

/* A connected socket, with SOCK_NONBLOCK in `type` one that is connecting. TCP or UDP; `host` is "127.0.0.1", "::1", ... Reads give up after 10 s. */
int client_open(const struct server_process *server, const char *host, int type);

/* Reads to the end of the data into a buffer of the caller. Returns how many bytes it was; at most `room`. */
size_t client_read_all(int fd, char *bytes, size_t room);
void client_read_exactly(int fd, char *bytes, size_t length);
void client_send(int fd, const char *bytes, size_t length);

/* Whether there is something to be read (or the end) within so many milliseconds. */
bool client_hears(int fd, int timeout_ms);

#endif
