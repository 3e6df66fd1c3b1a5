/* SPDX-License-Identifier: BSD-2-Clause */
/* A packet line -> its bytes: the options of TCP. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/match/inject_parts.h"

#define INJECT_FIRST_STAMP 1000 /* of a peer that has not told the time yet */

static void inject_put(uint8_t *bytes, size_t size, uint32_t number)
{
	for (size_t i = size; i > 0; i--, number >>= 8)
		bytes[i - 1] = (uint8_t)number;
}

static void inject_set_data(struct packet_option *option, const uint8_t *data, size_t length)
{
	option->data = data;
	option->data_length = length;
	option->length = (uint8_t)(length + 2);
}

/* One number that fills the option. */
static int inject_number_option(const struct injection *injection, const struct option_pattern *pattern,
	const char *what, size_t size, struct packet_option *option)
{
	const struct node *node = pattern->count > 0 ? pattern->values[0] : NULL;
	uint8_t *data = arena_alloc(injection->arena, size);
	int64_t number;

	if (inject_number(injection, node, what, INJECT_NEEDED, (INT64_C(1) << 8 * size) - 1, &number) < 0)
		return -1;
	inject_put(data, size, (uint32_t)number);
	inject_set_data(option, data, size);
	return 0;
}

/* `TS val ...` is the time after the last one that the peer told, `ecr ...` the last that it was told. */
static int inject_stamp_option(const struct injection *injection, const struct option_pattern *pattern,
	struct packet_option *option)
{
	const struct inject_ends *ends = injection->ends;
	int64_t val = INJECT_FIRST_STAMP, ecr = 0;
	uint8_t *data = arena_alloc(injection->arena, 8);

	if (ends->flow != NULL && ends->flow->stamp_known[ends->source_end])
		val = (uint32_t)(ends->flow->stamp[ends->source_end] + 1);
	if (ends->flow != NULL && ends->flow->stamp_known[!ends->source_end])
		ecr = ends->flow->stamp[!ends->source_end];
	if (inject_number(injection, pattern->count > 0 ? pattern->values[0] : NULL, "TS val", val, UINT32_MAX, &val) < 0 ||
		inject_number(injection, pattern->count > 1 ? pattern->values[1] : NULL, "TS ecr", ecr, UINT32_MAX,
			&ecr) < 0)
		return -1;
	inject_put(data, 4, (uint32_t)val);
	inject_put(data + 4, 4, (uint32_t)ecr);
	inject_set_data(option, data, 8);
	return 0;
}

/* The edges are numbers of the end that is told what has arrived. */
static int inject_sack_option(const struct injection *injection, const struct option_pattern *pattern,
	struct packet_option *option)
{
	uint8_t *data = arena_alloc(injection->arena, pattern->count * 4 + 1);
	uint32_t edge;

	if (pattern->count * 4 + 2 > PACKET_OPTIONS_MOST)
		return err_set(injection->err, "a TCP header has no room for %zu SACK blocks", pattern->count / 2);
	for (size_t i = 0; i < pattern->count; i++) {
		if (inject_sequence(injection, pattern->values[i], "SACK edge", injection->ends->destination_base,
			&edge) < 0)
			return -1;
		inject_put(data + i * 4, 4, edge);
	}
	inject_set_data(option, data, pattern->count * 4);
	return 0;
}

static int inject_data_option(const struct injection *injection, const struct option_pattern *pattern,
	struct packet_option *option)
{
	if (pattern->length + 2 > PACKET_OPTIONS_MOST)
		return err_set(injection->err, "a TCP header has no room for an option of %zu bytes", pattern->length);
	inject_set_data(option, pattern->data, pattern->length);
	return 0;
}

static int inject_other_option(const struct injection *injection, const struct option_pattern *pattern,
	struct packet_option *option)
{
	int64_t kind;

	if (inject_number(injection, pattern->count > 0 ? pattern->values[0] : NULL, "option's number", INJECT_NEEDED,
		UINT8_MAX, &kind) < 0)
		return -1;
	option->kind = (uint8_t)kind;
	if (kind != OPTION_EOL && kind != OPTION_NOP)
		return inject_data_option(injection, pattern, option);
	/* These two are one byte: what follows would be other options. */
	if (pattern->length > 0)
		return err_set(injection->err, "TCP option %d has no data", (int)kind);
	option->length = 1;
	return 0;
}

static int inject_option(const struct injection *injection, const struct option_pattern *pattern,
	struct packet_option *option)
{
	*option = (struct packet_option){ .kind = (uint8_t)pattern->kind };
	switch (pattern->kind) {
	case OPTION_EOL:
	case OPTION_NOP:
		option->length = 1;
		return 0;
	case OPTION_MSS:
		return inject_number_option(injection, pattern, "mss", 2, option);
	case OPTION_WSCALE:
		return inject_number_option(injection, pattern, "wscale", 1, option);
	case OPTION_SACKOK:
		inject_set_data(option, NULL, 0);
		return 0;
	case OPTION_SACK:
		return inject_sack_option(injection, pattern, option);
	case OPTION_TIMESTAMP:
		return inject_stamp_option(injection, pattern, option);
	case OPTION_MD5:
	case OPTION_FASTOPEN:
		return inject_data_option(injection, pattern, option);
	case OPTION_OTHER:
		return inject_other_option(injection, pattern, option);
	case OPTION_RAW:
		option->raw = true;
		option->data = pattern->data;
		option->data_length = pattern->length;
		return 0;
	case OPTION_ANY:
		break;
	}
	return err_set(injection->err, "the packet cannot be sent: '...' does not say which options");
}

int inject_fill_options(const struct injection *injection, struct packet *packet)
{
	const struct packet_pattern *pattern = injection->pattern;

	if (pattern->option_count > PACKET_OPTIONS_MOST)
		return err_set(injection->err, "a TCP header has no room for %zu options", pattern->option_count);
	for (size_t i = 0; i < pattern->option_count; i++)
		if (inject_option(injection, &pattern->options[i], &packet->options[i]) < 0)
			return -1;
	packet->option_count = pattern->option_count;
	return 0;
}
