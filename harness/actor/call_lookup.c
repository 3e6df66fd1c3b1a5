/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * getaddrinfo, if_nametoindex, if_indextoname, if_nameindex. What fails is -1 with an errno, or with one of getaddrinfo's
 * own errors, whatever the function gives in C. No resolver is asked, and no table of services.
 */
#include "config.h"

#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <string.h>

#include "harness/actor/actor_address.h"
#include "harness/actor/actor_args.h"
#include "harness/actor/actor_call.h"
#include "harness/actor/actor_calls.h"
#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/names/names.h"

#define CALL_FOUND_MOST 1024 /* entries of a list that are told */

static struct value *call_text(struct call *call, const char *text)
{
	return value_bytes(call->arena, (const uint8_t *)text, strlen(text));
}

static struct value *call_name_or_number(struct call *call, enum names_group group, int number)
{
	const char *name = names_of(group, number);

	return name != NULL ? value_symbol(call->arena, name) : value_int(call->arena, number);
}

static struct value *call_take_found(struct call *call, const struct addrinfo *found)
{
	struct value *item = value_struct(call->arena), *address = NULL;

	value_struct_add(call->arena, item, "ai_family", call_name_or_number(call, NAMES_FAMILY, found->ai_family));
	value_struct_add(call->arena, item, "ai_socktype", call_name_or_number(call, NAMES_TYPE, found->ai_socktype));
	value_struct_add(call->arena, item, "ai_protocol", call_name_or_number(call, NAMES_PROTOCOL, found->ai_protocol));
	value_struct_add(call->arena, item, "ai_addrlen", value_int(call->arena, found->ai_addrlen));
	if (found->ai_addr != NULL)
		address = address_to_value(call->arena, found->ai_addr, found->ai_addrlen);
	value_struct_add(call->arena, item, "ai_addr", address != NULL ? address : value_null(call->arena));
	value_struct_add(call->arena, item, "ai_canonname",
		found->ai_canonname != NULL ? call_text(call, found->ai_canonname) : value_null(call->arena));
	return item;
}

static void call_return_list(struct call *call, size_t place, struct value *const *items, size_t count)
{
	struct value *array = value_array(call->arena, count);

	for (size_t i = 0; i < count; i++)
		array->items[i] = items[i];
	call->arguments[place] = array;
}

static int call_read_hints(struct call *call, struct addrinfo *hints)
{
	const struct value *given = call->arguments[2];

	*hints = (struct addrinfo){0};
	if (given->kind == VALUE_NULL)
		return 0;
	if (given->kind != VALUE_STRUCT)
		return err_set(&call->failure, "argument 3: hints are given as a structure");
	if (args_field_int(given, "ai_flags", 0, &hints->ai_flags, &call->failure) < 0 ||
		args_field_int(given, "ai_family", 0, &hints->ai_family, &call->failure) < 0 ||
		args_field_int(given, "ai_socktype", 0, &hints->ai_socktype, &call->failure) < 0 ||
		args_field_int(given, "ai_protocol", 0, &hints->ai_protocol, &call->failure) < 0)
		return err_prefix(&call->failure, "argument 3");
	return 0;
}

/* Whether it can be answered without asking anybody. */
static int call_is_numeric(struct call *call, const char *host, const char *service, int flags)
{
	if (host != NULL && (flags & AI_NUMERICHOST) == 0)
		return err_set(&call->failure, "argument 1: a name is not asked of a resolver; AI_NUMERICHOST is needed");
	if (service != NULL && service[strspn(service, "0123456789")] != '\0' && (flags & AI_NUMERICSERV) == 0)
		return err_set(&call->failure, "argument 2: a service is not looked up; a number or AI_NUMERICSERV is needed");
	return 0;
}

int call_getaddrinfo(struct call *call)
{
	struct value *items[CALL_FOUND_MOST];
	struct addrinfo hints, *found = NULL;
	const char *host, *service;
	size_t count = 0;
	int error;

	if (args_text(call, 0, &host) < 0 || args_text(call, 1, &service) < 0 || call_read_hints(call, &hints) < 0 ||
		call_is_numeric(call, host, service, hints.ai_flags) < 0)
		return -1;
	call_enter(call);
	error = getaddrinfo(host, service, call->arguments[2]->kind == VALUE_NULL ? NULL : &hints, &found);
	call_leave(call, error == 0 ? 0 : -1);
	if (error != 0) {
		call->error = error == EAI_SYSTEM ? call->error : error;
		return 0;
	}
	for (const struct addrinfo *each = found; each != NULL && count < CALL_FOUND_MOST; each = each->ai_next)
		items[count++] = call_take_found(call, each);
	freeaddrinfo(found);
	call_return_list(call, 3, items, count);
	return 0;
}

int call_if_nametoindex(struct call *call)
{
	const char *name;
	unsigned index;

	if (args_text(call, 0, &name) < 0)
		return -1;
	if (name == NULL)
		return err_set(&call->failure, "argument 1: a null pointer would end the actor");
	call_enter(call);
	index = if_nametoindex(name);
	call_leave(call, index == 0 ? -1 : (int64_t)index);
	return 0;
}

int call_if_indextoname(struct call *call)
{
	char name[IF_NAMESIZE + 1] = "";
	const char *told;
	int index;

	if (args_int(call, 0, &index) < 0)
		return -1;
	call_enter(call);
	told = if_indextoname((unsigned)index, name);
	call_leave(call, told == NULL ? -1 : 0);
	call->arguments[1] = told == NULL ? value_null(call->arena) : call_text(call, name);
	return 0;
}

int call_if_nameindex(struct call *call)
{
	struct value *items[CALL_FOUND_MOST];
	struct if_nameindex *list;
	size_t count = 0;

	call_enter(call);
	list = if_nameindex();
	call_leave(call, list == NULL ? -1 : 0);
	if (list == NULL)
		return 0;
	for (const struct if_nameindex *each = list; each->if_index != 0 && count < CALL_FOUND_MOST; each++) {
		struct value *item = value_struct(call->arena);

		value_struct_add(call->arena, item, "if_index", value_int(call->arena, each->if_index));
		value_struct_add(call->arena, item, "if_name", call_text(call, each->if_name));
		items[count++] = item;
	}
	if_freenameindex(list);
	call->result = (int64_t)count;
	call_return_list(call, 0, items, count);
	return 0;
}
