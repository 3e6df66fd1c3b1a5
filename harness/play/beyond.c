/* SPDX-License-Identifier: BSD-2-Clause */
/* Addresses in a request that are not of the machine's own loopback. */
#include "config.h"

#include <string.h>

#include "harness/base/value.h"
#include "harness/evidence/packet.h"
#include "harness/play/beyond.h"

/* The calls that packets come of: a group that is joined is told to the routers. A name that bind gives is not. */
static const char *const sending_calls[] = { "connect", "sendto", "sendmsg", "sendmmsg", "setsockopt" };

static bool is_at_home(const struct value *value)
{
	static const uint8_t loopback[16] = { [15] = 1 };
	struct packet_address address;

	if (strcmp(value->family, "AF_UNSPEC") == 0)
		return true;
	if (!packet_address_parse(&address, value->text, value->port))
		return false;
	packet_address_unmap(&address);
	if (packet_address_is_any(&address))
		return true;
	if (address.family == 4)
		return address.bytes[0] == 127;
	return memcmp(address.bytes, loopback, sizeof loopback) == 0;
}

static const struct value *find_in(const struct value *value)
{
	const struct value *found = NULL;
	size_t i;

	switch (value->kind) {
	case VALUE_ADDRESS:
		return is_at_home(value) ? NULL : value;
	case VALUE_ARRAY:
		for (i = 0; i < value->count && !found; i++)
			found = find_in(value->items[i]);
		return found;
	case VALUE_STRUCT:
		for (i = 0; i < value->count && !found; i++)
			found = find_in(value->fields[i].value);
		return found;
	case VALUE_ANY:
	case VALUE_NULL:
	case VALUE_INT:
	case VALUE_SYMBOL:
	case VALUE_BYTES:
	case VALUE_ROOM:
		return NULL;
	}
	return NULL;
}

const struct value *beyond_find(const char *call, struct value *const *values, size_t count)
{
	const struct value *found = NULL;
	size_t i;

	for (i = 0; i < sizeof sending_calls / sizeof *sending_calls; i++)
		if (strcmp(sending_calls[i], call) == 0)
			break;
	if (i == sizeof sending_calls / sizeof *sending_calls)
		return NULL;
	for (i = 0; i < count && !found; i++)
		found = find_in(values[i]);
	return found;
}
