/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The other end of the actor protocol, for tests: starts an actor and asks it for calls. What goes wrong between the
 * two ends the test at once; what the calls say is for the test to look at.
 */
#ifndef SOCKSPEC_TEST_ACTOR_CLIENT_H
#define SOCKSPEC_TEST_ACTOR_CLIENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct client;

/* Where the program was started with "serve" as its argument, it is the actor: then its exit status, else -1. */
int client_serve_if_asked(int argc, char **argv);

/* This program again, as an actor; `wrong` names a wrong stack of tests/wrong that it is to have below it, or NULL. */
struct client *client_start(const char *wrong);

/* Any command that speaks the protocol. */
struct client *client_start_command(char *const command[]);

/* Ends its input, and waits for it. Returns the exit status, 128 and more where a signal ended it. */
int client_end(struct client *client);

/* Sends bytes as they are. */
void client_send(struct client *client, const char *bytes, size_t length);

/* The next line, within five seconds; a new reference. NULL at the end of the output. */
json_t *client_next(struct client *client);

/* Asks for a call; `format` is json_pack's, of the array of arguments. Returns the request's id. */
int client_post(struct client *client, bool asleep, const char *call, const char *format, ...);

/* Asks and waits for the answer; a new reference. */
json_t *client_call(struct client *client, const char *call, const char *format, ...);

/* The same where only the result matters. A failure ends the test. */
long long client_number(struct client *client, const char *call, const char *format, ...);

long long client_result(const json_t *answer); /* ends the test where there is none */
const char *client_errno(const json_t *answer); /* "" where there is none */

/* Whether an argument came out as this JSON says. */
bool client_came_out(const json_t *answer, size_t place, const char *expected);

/* A listening or bound socket on a port of 127.0.0.1 or ::1 that was free; *address is a new reference. */
int client_listen(struct client *client, const char *family, json_t **address);
int client_bind_datagram(struct client *client, const char *family, json_t **address);

/* A TCP connection: *near was made by connect, *far by accept. */
void client_connect_pair(struct client *client, int *near, int *far);

#endif
