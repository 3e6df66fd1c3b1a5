/* SPDX-License-Identifier: BSD-2-Clause */
/* The fields of packets by name, one row each. */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "harness/case/places.h"

static const struct place_spec place_specs[] = {
	{ "payload", PLACE_PAYLOAD, true, 0, 0, 0, 1, 255 },
	{ "ttl", PLACE_IP, false, 8, 7, 0, 1, 255 },
	{ "protocol", PLACE_IP, false, 9, 6, 0, 1, 255 },
	{ "source", PLACE_TRANSPORT, false, 0, 0, 0, 2, 65535 },
	{ "destination", PLACE_TRANSPORT, false, 2, 2, 2, 2, 65535 },
	{ "seq", PLACE_TCP, false, 4, 4, 0, 4, UINT32_MAX },
	{ "ack", PLACE_TCP, false, 8, 8, 0, 4, UINT32_MAX },
	{ "offset", PLACE_TCP, false, 12, 12, 0, 1, 255 },
	{ "flags", PLACE_TCP, false, 13, 13, 0, 1, 255 },
	{ "window", PLACE_TCP, false, 14, 14, 0, 2, 65535 },
	{ "checksum", PLACE_TRANSPORT, false, 16, 16, 6, 2, 65535 },
	{ "urgent", PLACE_TCP, false, 18, 18, 0, 2, 65535 },
};

const struct place_spec *places_find(const char *name)
{
	for (size_t i = 0; i < sizeof(place_specs) / sizeof(place_specs[0]); i++)
		if (strcmp(place_specs[i].name, name) == 0)
			return &place_specs[i];
	return NULL;
}

const char *places_list(void)
{
	return "ttl, protocol, source, destination, seq, ack, offset, flags, window, checksum, urgent";
}
