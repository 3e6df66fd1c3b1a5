/* SPDX-License-Identifier: BSD-2-Clause */
/* Addresses and flags of packets as text, and back. */
#include "config.h"

#include <arpa/inet.h>
#include <string.h>

#include "harness/base/str.h"
#include "harness/evidence/packet.h"
#include "harness/names/tcp.h"

bool
packet_address_equal(const struct packet_address *a, const struct packet_address *b)
{
	size_t length = a->family == 4 ? 4 : 16;

	return a->family == b->family && a->port == b->port &&
		memcmp(a->bytes, b->bytes, length) == 0;
}

bool
packet_address_is_any(const struct packet_address *address)
{
	static const uint8_t zero[16];

	return memcmp(address->bytes, zero, address->family == 4 ? 4 : 16) == 0;
}

bool
packet_address_is_mapped(const struct packet_address *address)
{
	static const uint8_t prefix[12] = { [10] = 0xff, [11] = 0xff };

	return address->family == 6 && memcmp(address->bytes, prefix, sizeof prefix) == 0;
}

void
packet_address_unmap(struct packet_address *address)
{
	if (!packet_address_is_mapped(address))
		return;
	memmove(address->bytes, address->bytes + 12, 4);
	memset(address->bytes + 4, 0, 12);
	address->family = 4;
}

bool
packet_address_parse(struct packet_address *address, const char *text, int port)
{
	char plain[INET6_ADDRSTRLEN];
	size_t length = strcspn(text, "%");

	memset(address, 0, sizeof *address);
	if (port < 0 || port > UINT16_MAX)
		return false;
	address->port = (uint16_t)port;
	if (inet_pton(AF_INET, text, address->bytes) == 1) {
		address->family = 4;
		return true;
	}
	/* The scope of fe80::1%tun0 does not cross the wire. */
	if (length >= sizeof plain)
		return false;
	memcpy(plain, text, length);
	plain[length] = '\0';
	if (inet_pton(AF_INET6, plain, address->bytes) != 1)
		return false;
	address->family = 6;
	return true;
}

void
packet_address_print(struct str *str, const struct packet_address *address)
{
	char text[INET6_ADDRSTRLEN] = "?";

	if (address->family == 0)
		str_add(str, "?");
	else if (address->family == 4 && inet_ntop(AF_INET, address->bytes, text, sizeof text))
		str_add(str, text);
	else if (inet_ntop(AF_INET6, address->bytes, text, sizeof text) != NULL)
		str_addf(str, address->port != 0 ? "[%s]" : "%s", text);
	if (address->port != 0)
		str_addf(str, ":%u", (unsigned)address->port);
}

const char *
packet_flags_text(unsigned flags, char *text)
{
	static const struct {
		unsigned flag;
		char letter;
	} letters[] = {
		{ FLAG_FIN, 'F' }, { FLAG_SYN, 'S' }, { FLAG_RST, 'R' }, { FLAG_PSH, 'P' },
		{ FLAG_ACK, '.' }, { FLAG_URG, 'U' }, { FLAG_ECE, 'E' }, { FLAG_CWR, 'W' },
		{ FLAG_AE, 'e' },
	};
	char *end = text;
	size_t i;

	for (i = 0; i < sizeof letters / sizeof letters[0]; i++) {
		if (flags & letters[i].flag)
			*end++ = letters[i].letter;
	}
	if (end == text)
		*end++ = '-';
	*end = '\0';
	return text;
}
