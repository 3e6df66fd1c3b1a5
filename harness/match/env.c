/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of a script while its steps are walked through: finding and binding them. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/match/env.h"

void env_init(struct env *env, struct arena *arena, enum case_mode mode,
	const char *const host_address[HOST_COUNT])
{
	*env = (struct env){ .arena = arena, .mode = case_mode_family(mode) };
	for (int host = 0; host < HOST_COUNT; host++)
		env->host_address[host] = host_address[host];
}

struct binding *env_find(const struct env *env, const char *name)
{
	for (size_t i = env->count; i > 0; i--)
		if (strcmp(env->bindings[i - 1].name, name) == 0)
			return &env->bindings[i - 1];
	return NULL;
}

struct binding *env_find_at(const struct env *env, const char *name, int step)
{
	struct binding *first = NULL;

	for (size_t i = env->count; i > 0; i--) {
		struct binding *binding = &env->bindings[i - 1];

		if (strcmp(binding->name, name) != 0)
			continue;
		if (binding->step <= step)
			return binding;
		first = binding;
	}
	/* Bound only later, by a call that was still running then. */
	return first;
}

struct binding *env_bind(struct env *env, const char *name, struct value *value)
{
	struct binding *binding;

	env->bindings = arena_grow(env->arena, env->bindings, env->count, &env->capacity,
		sizeof(*env->bindings));
	binding = &env->bindings[env->count++];
	*binding = (struct binding){ .name = name, .value = value, .step = -1, .born_ns = -1 };
	return binding;
}

const char *env_host_address(const struct env *env, const char *host)
{
	if (strcmp(host, "client") == 0)
		return env->host_address[HOST_CLIENT];
	if (strcmp(host, "server") == 0)
		return env->host_address[HOST_SERVER];
	if (strcmp(host, "any") == 0)
		return env->mode == MODE_IPV4 ? "0.0.0.0" : "::";
	return NULL;
}

struct filter_hosts env_filter_hosts(const struct env *env)
{
	struct filter_hosts hosts = { .client4 = "192.0.2.1", .server4 = "192.0.2.2",
		.client6 = "2001:db8::1", .server6 = "2001:db8::2" };
	const char *const *address = env->host_address;

	if (address[HOST_CLIENT] == NULL || address[HOST_SERVER] == NULL)
		return hosts;
	if (env->mode == MODE_IPV4) {
		hosts.client4 = address[HOST_CLIENT];
		hosts.server4 = address[HOST_SERVER];
	} else {
		hosts.client6 = address[HOST_CLIENT];
		hosts.server6 = address[HOST_SERVER];
	}
	return hosts;
}
