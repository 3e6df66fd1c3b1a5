/* SPDX-License-Identifier: BSD-2-Clause */
/* The options of a packet line against those of a segment. */
#include "config.h"

#include <string.h>

#include "harness/match/expected.h"

uint32_t expected_big_endian(const uint8_t *data, size_t length)
{
	uint32_t number = 0;

	for (size_t i = 0; i < length; i++)
		number = number << 8 | data[i];
	return number;
}

size_t expected_option_value_size(enum tcp_option kind)
{
	switch (kind) {
	case OPTION_MSS:
		return 2;
	case OPTION_WSCALE:
		return 1;
	case OPTION_TIMESTAMP:
	case OPTION_SACK:
		return 4;
	case OPTION_EOL:
	case OPTION_NOP:
	case OPTION_SACKOK:
	case OPTION_MD5:
	case OPTION_FASTOPEN:
	case OPTION_ANY:
	case OPTION_OTHER:
	case OPTION_RAW:
		return 0;
	}
	return 0;
}

/* Without bytes behind it an option stands for one that has none: a request for a cookie. */
static bool data_fits(const struct expected_option *expected, const struct packet_option *option)
{
	const struct option_pattern *pattern = expected->pattern;
	size_t length = pattern->has_data ? pattern->length : 0;

	return option->data_length == length && (length == 0 || memcmp(option->data, pattern->data, length) == 0);
}

static bool value_fits(const struct expected_number *expected, const struct packet_option *option,
	size_t at, size_t size)
{
	if (at + size > option->data_length)
		return false;
	return !expected->said || (uint32_t)expected->value == expected_big_endian(option->data + at, size);
}

/* SACK edges count from the first SYN of the direction that they acknowledge. */
static bool sack_fits(const struct expected_option *expected, const struct packet_option *option,
	uint32_t base)
{
	if (option->data_length != expected->count * 4)
		return false;
	for (size_t i = 0; i < expected->count; i++)
		if (expected->values[i].said && (uint32_t)expected->values[i].value !=
			expected_big_endian(option->data + i * 4, 4) - base)
			return false;
	return true;
}

static bool option_fits(const struct expected_option *expected, const struct packet_option *option,
	uint32_t base)
{
	if (expected->kind == OPTION_OTHER)
		return expected->count > 0 && expected->values[0].said &&
			expected->values[0].value == option->kind && data_fits(expected, option);
	if ((int)expected->kind != option->kind)
		return false;
	switch (expected->kind) {
	case OPTION_EOL:
	case OPTION_NOP:
		return true;
	case OPTION_SACKOK:
		return option->data_length == 0;
	case OPTION_MSS:
		return option->data_length == 2 &&
			(expected->count < 1 || value_fits(&expected->values[0], option, 0, 2));
	case OPTION_WSCALE:
		return option->data_length == 1 &&
			(expected->count < 1 || value_fits(&expected->values[0], option, 0, 1));
	case OPTION_TIMESTAMP:
		return option->data_length == 8 &&
			(expected->count < 1 || value_fits(&expected->values[0], option, 0, 4)) &&
			(expected->count < 2 || value_fits(&expected->values[1], option, 4, 4));
	case OPTION_SACK:
		return sack_fits(expected, option, base);
	case OPTION_ANY:
		return true;
	case OPTION_MD5:
	case OPTION_FASTOPEN:
		return data_fits(expected, option);
	case OPTION_OTHER:
	case OPTION_RAW:
		return false; /* the one is compared above; the other is bytes to send, and no option */
	}
	return false;
}

bool expected_options_fit(const struct expected *expected, const struct packet *packet,
	const struct flow *flow)
{
	/* Both counts are small: 40 bytes of options hold 40 of them. */
	bool reach[PACKET_OPTIONS_MOST + 1] = { true };
	uint32_t base = flow == NULL ? 0 : flow_acked_base(flow, packet);

	for (size_t i = 0; i < expected->option_count; i++) {
		const struct expected_option *option = &expected->options[i];
		bool next[PACKET_OPTIONS_MOST + 1] = { false };

		for (size_t k = 0; k <= packet->option_count; k++) {
			if (!reach[k])
				continue;
			if (option->kind == OPTION_ANY)
				for (size_t rest = k; rest <= packet->option_count; rest++)
					next[rest] = true;
			else if (k < packet->option_count && option_fits(option, &packet->options[k], base))
				next[k + 1] = true;
		}
		for (size_t k = 0; k <= packet->option_count; k++)
			reach[k] = next[k];
	}
	return reach[packet->option_count];
}
