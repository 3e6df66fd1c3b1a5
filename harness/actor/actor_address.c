/* SPDX-License-Identifier: BSD-2-Clause */
/* Socket addresses: values of a request -> struct sockaddr, and what came out -> values. */
#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "harness/actor/actor_address.h"
#include "harness/actor/actor_buffer.h"
#include "harness/actor/actor_call.h"
#include "harness/base/str.h"

static int address_read_inet(const struct value *value, struct address *address, struct err *err)
{
	struct sockaddr_in inet = {.sin_family = AF_INET, .sin_port = htons((uint16_t)value->port)};

	if (inet_pton(AF_INET, value->text, &inet.sin_addr) != 1)
		return err_set(err, "not a numeric IPv4 address: %.64s", value->text);
	memcpy(address->bytes, &inet, sizeof inet);
	address->length = sizeof inet;
	return 0;
}

/* The scope of a link-local address stands behind a % as the interface's number. */
static int address_read_inet6(const struct value *value, struct address *address, struct err *err)
{
	struct sockaddr_in6 inet6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)value->port)};
	char text[INET6_ADDRSTRLEN];
	const char *scope = strchr(value->text, '%');
	size_t length = scope != NULL ? (size_t)(scope - value->text) : strlen(value->text);
	long long number;

	if (length >= sizeof text)
		return err_set(err, "not a numeric IPv6 address: %.64s", value->text);
	memcpy(text, value->text, length);
	text[length] = '\0';
	if (inet_pton(AF_INET6, text, &inet6.sin6_addr) != 1)
		return err_set(err, "not a numeric IPv6 address: %.64s", value->text);
	if (scope != NULL) {
		if (!str_to_int(scope + 1, &number) || number < 0 || number > UINT32_MAX)
			return err_set(err, "the scope is not a number: %.64s", value->text);
		inet6.sin6_scope_id = (uint32_t)number;
	}
	memcpy(address->bytes, &inet6, sizeof inet6);
	address->length = sizeof inet6;
	return 0;
}

int address_read(const struct value *value, struct address *address, struct err *err)
{
	memset(address, 0, sizeof *address);
	if (value == NULL || value->kind == VALUE_NULL || value->kind == VALUE_ANY)
		return 0;
	address->pointer = (struct sockaddr *)address->bytes;
	if (value->kind == VALUE_BYTES) {
		if (value->length > sizeof address->bytes)
			return err_set(err, "an address of %zu bytes is too long", value->length);
		memcpy(address->bytes, value->bytes, value->length);
		address->length = (socklen_t)value->length;
		return 0;
	}
	if (value->kind != VALUE_ADDRESS)
		return err_set(err, "not an address");
	if (strcmp(value->family, "AF_INET") == 0)
		return address_read_inet(value, address, err);
	if (strcmp(value->family, "AF_INET6") == 0)
		return address_read_inet6(value, address, err);
	if (strcmp(value->family, "AF_UNSPEC") != 0)
		return err_set(err, "unknown address family %.64s", value->family);
	address->length = sizeof(struct sockaddr); /* AF_UNSPEC is 0 */
	return 0;
}

void address_offer(const struct value *value, struct address *address)
{
	memset(address, 0, sizeof *address);
	if (value == NULL || value->kind == VALUE_NULL)
		return;
	buffer_paint(address->bytes, sizeof address->bytes);
	address->pointer = (struct sockaddr *)address->bytes;
	address->length = sizeof(struct sockaddr_storage);
}

struct value *address_to_value(struct arena *arena, const void *bytes, size_t length)
{
	struct sockaddr_in6 inet6;
	struct sockaddr_in inet;
	sa_family_t family;
	char text[INET6_ADDRSTRLEN + 16], numeric[INET6_ADDRSTRLEN];

	if (length < sizeof family)
		return NULL;
	memcpy(&family, bytes, sizeof family);
	if (family == AF_UNSPEC)
		return value_address(arena, "AF_UNSPEC", "", 0);
	if (family == AF_INET && length >= sizeof inet) {
		memcpy(&inet, bytes, sizeof inet);
		inet_ntop(AF_INET, &inet.sin_addr, numeric, sizeof numeric);
		return value_address(arena, "AF_INET", numeric, ntohs(inet.sin_port));
	}
	if (family == AF_INET6 && length >= sizeof inet6) {
		memcpy(&inet6, bytes, sizeof inet6);
		inet_ntop(AF_INET6, &inet6.sin6_addr, numeric, sizeof numeric);
		if (inet6.sin6_scope_id != 0)
			snprintf(text, sizeof text, "%s%%%u", numeric, inet6.sin6_scope_id);
		else
			snprintf(text, sizeof text, "%s", numeric);
		return value_address(arena, "AF_INET6", text, ntohs(inet6.sin6_port));
	}
	return NULL;
}

struct value *address_take(struct call *call, const struct address *address, socklen_t offered,
	socklen_t length)
{
	size_t touched = sizeof address->bytes
		- buffer_painted_tail(address->bytes, sizeof address->bytes);
	size_t allowed = length < offered ? length : offered;
	struct value *value;

	if (address->pointer == NULL || touched == 0)
		return value_null(call->arena);
	if (allowed > sizeof address->bytes)
		allowed = sizeof address->bytes;
	if (touched > allowed)
		call->overrun += (int64_t)(touched - allowed);
	if (length <= offered) {
		value = address_to_value(call->arena, address->bytes, allowed);
		if (value != NULL)
			return value;
	}
	return value_bytes(call->arena, address->bytes, allowed);
}
