/* SPDX-License-Identifier: BSD-2-Clause */
/* The brackets in front of a packet line: what differs, in words, and as the packet has it. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "harness/base/str.h"
#include "harness/match/expected.h"

#define HEADER_OPTIONS_SHOWN 40

static const char *ecn_name(int bits)
{
	static const char *const names[] = { "noect", "ect1", "ect0", "ce" };

	return names[bits & 3];
}

static const char *checksum_name(const struct packet *packet)
{
	if (packet->transport == TRANSPORT_UDP && packet->checksum == 0)
		return "none";
	if (packet->checksum_known)
		return packet->checksum_ok ? "right" : "wrong";
	return "not known";
}

static const char *checksum_said(enum checksum_pattern checksum)
{
	switch (checksum) {
	case CHECKSUM_RIGHT:
		return "right";
	case CHECKSUM_WRONG:
		return "wrong";
	case CHECKSUM_NONE:
		return "none";
	case CHECKSUM_UNSAID:
		return "";
	}
	return "";
}

/* 8:16+ */
static void add_fragment(struct str *str, int64_t offset, int64_t length, bool more)
{
	str_addf(str, "%" PRId64 ":%" PRId64 "%s", offset, length, more ? "+" : "");
}

static void note_fragment(const struct env *env, const struct expected *expected, const struct packet *packet,
	struct segment_differences *differences)
{
	struct str left, right;

	str_init(&left);
	str_init(&right);
	add_fragment(&left, expected->fragment.said ? expected->fragment.value : packet->fragment_offset,
		expected->fragment_length.said ? expected->fragment_length.value :
		(int64_t)expected_carried(packet), expected->pattern->header->more_fragments);
	if (packet->fragment_offset == 0 && !packet->more_fragments)
		str_add(&right, "whole");
	else
		add_fragment(&right, packet->fragment_offset, (int64_t)expected_carried(packet),
			packet->more_fragments);
	segment_note(env, differences, "frag", str_text(&left), str_text(&right));
	str_free(&left);
	str_free(&right);
}

static void note_ip_options(const struct env *env, const struct header_pattern *header,
	const struct packet *packet, struct segment_differences *differences)
{
	struct str left, right;

	str_init(&left);
	str_init(&right);
	str_add_quoted(&left, header->options, header->option_length, HEADER_OPTIONS_SHOWN);
	str_add_quoted(&right, packet->ip_options, packet->ip_options_length, HEADER_OPTIONS_SHOWN);
	segment_note(env, differences, "IP options", str_text(&left), str_text(&right));
	str_free(&left);
	str_free(&right);
}

void segment_note_header(const struct env *env, unsigned fields, const struct expected *expected,
	const struct packet *packet, struct segment_differences *differences)
{
	const struct header_pattern *header = expected->pattern->header;

	if (header == NULL)
		return;
	if ((fields & FIELD_TTL) != 0)
		segment_note_number(env, differences, "ttl", expected->ttl.value, packet->hop_limit);
	if ((fields & FIELD_TOS) != 0)
		segment_note_number(env, differences, "tos", expected->tos.value, packet->traffic_class);
	if ((fields & FIELD_ECN) != 0)
		segment_note(env, differences, "ecn", ecn_name(header->ecn), ecn_name(packet->traffic_class));
	if ((fields & FIELD_DF) != 0)
		segment_note(env, differences, "df", header->dont_fragment ? "df" : "nodf",
			header->dont_fragment ? "nodf" : "df");
	if ((fields & FIELD_ID) != 0)
		segment_note_number(env, differences, "id", expected->id.value, packet->identification);
	if ((fields & FIELD_LABEL) != 0)
		segment_note_number(env, differences, "flow", expected->label.value, packet->flow_label);
	if ((fields & FIELD_ISN) != 0)
		segment_note_number(env, differences, "isn", expected->isn.value, packet->seq);
	if ((fields & FIELD_FRAGMENT) != 0)
		note_fragment(env, expected, packet, differences);
	if ((fields & FIELD_IP_OPTIONS) != 0)
		note_ip_options(env, header, packet, differences);
	if ((fields & FIELD_CHECKSUM) != 0)
		segment_note(env, differences, "checksum", checksum_said(header->checksum),
			checksum_name(packet));
}

static const char *comma(const struct str *str, size_t begin)
{
	return str->length == begin ? "" : ", ";
}

void segment_print_header(struct str *str, const struct expected *expected, const struct packet *packet)
{
	const struct header_pattern *header = expected->pattern->header;
	size_t begin;

	if (header == NULL)
		return;
	str_add(str, "[");
	begin = str->length;
	if (header->ttl != NULL)
		segment_print_value(str, "ttl ", header->ttl, &expected->ttl, packet->hop_limit);
	if (header->tos != NULL) {
		str_add(str, comma(str, begin));
		segment_print_value(str, "tos ", header->tos, &expected->tos, packet->traffic_class);
	}
	if (header->ecn >= 0)
		str_addf(str, "%s%s", comma(str, begin), ecn_name(packet->traffic_class));
	if (header->dont_fragment >= 0)
		str_addf(str, "%s%s", comma(str, begin),
			packet->dont_fragment || packet->source.family == 6 ? "df" : "nodf");
	if (header->id != NULL) {
		str_add(str, comma(str, begin));
		segment_print_value(str, "id ", header->id, &expected->id, packet->identification);
	}
	if (header->flow != NULL) {
		str_add(str, comma(str, begin));
		segment_print_value(str, "flow ", header->flow, &expected->label, packet->flow_label);
	}
	if (header->isn != NULL) {
		str_add(str, comma(str, begin));
		segment_print_value(str, "isn ", header->isn, &expected->isn, packet->seq);
	}
	if (header->fragment != NULL) {
		str_addf(str, "%sfrag ", comma(str, begin));
		add_fragment(str, packet->fragment_offset, (int64_t)expected_carried(packet), packet->more_fragments);
	}
	if (header->has_options) {
		str_addf(str, "%soptions ", comma(str, begin));
		str_add_quoted(str, packet->ip_options, packet->ip_options_length, HEADER_OPTIONS_SHOWN);
	}
	if (header->checksum != CHECKSUM_UNSAID)
		str_addf(str, "%schecksum %s", comma(str, begin), checksum_name(packet));
	str_add(str, "] ");
}
