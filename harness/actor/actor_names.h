/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a socket is called: its addresses and type, asked for with raw system calls, so that a preload library
 * that lies about names is not believed.
 */
#ifndef SOCKSPEC_ACTOR_NAMES_H
#define SOCKSPEC_ACTOR_NAMES_H

struct json_t;

/* Adds `local`, `peer` and `type` as far as the descriptor has them. */
void actor_names_add_socket(struct json_t *object, int fd);

/* Adds `result_local`, `result_peer` (and `type`, where none is there yet) of a socket that a call returned. */
void actor_names_add_result(struct json_t *object, int fd);

#endif
