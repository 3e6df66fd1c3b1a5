/* SPDX-License-Identifier: BSD-2-Clause */
/* What a socket is called: its addresses and type, by raw system calls. */
#include "config.h"

#include <jansson.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/actor/actor_address.h"
#include "harness/actor/actor_names.h"
#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/names/names.h"

/* A socket that was never bound has no name, although the kernel gives 0.0.0.0:0 for it. */
static bool actor_names_is_blank(const struct value *address)
{
	return address->port == 0
		&& (strcmp(address->text, "0.0.0.0") == 0 || strcmp(address->text, "::") == 0
			|| address->text[0] == '\0');
}

static void actor_names_add(json_t *object, const char *member, long number, int fd)
{
	unsigned char bytes[ADDRESS_ROOM] = {0};
	socklen_t length = sizeof bytes;
	struct arena *arena;
	struct value *address;

	if (syscall(number, fd, bytes, &length) < 0)
		return;
	arena = arena_new();
	address = address_to_value(arena, bytes, length < sizeof bytes ? length : sizeof bytes);
	if (address != NULL && !actor_names_is_blank(address))
		json_object_set_new(object, member, value_to_json(address));
	arena_free(arena);
}

static void actor_names_add_type(json_t *object, int fd)
{
	int type = 0;
	socklen_t length = sizeof type;
	const char *name;

	if (syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_TYPE, &type, &length) < 0)
		return;
	name = names_of(NAMES_TYPE, type);
	if (name != NULL)
		json_object_set_new(object, "type", json_string(name));
}

void actor_names_add_socket(json_t *object, int fd)
{
	actor_names_add(object, "local", SYS_getsockname, fd);
	actor_names_add(object, "peer", SYS_getpeername, fd);
	actor_names_add_type(object, fd);
}

void actor_names_add_result(json_t *object, int fd)
{
	actor_names_add(object, "result_local", SYS_getsockname, fd);
	actor_names_add(object, "result_peer", SYS_getpeername, fd);
	if (json_object_get(object, "type") == NULL)
		actor_names_add_type(object, fd);
}
