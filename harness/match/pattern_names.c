/* SPDX-License-Identifier: BSD-2-Clause */
/* The names that a packet line binds, and what a packet has in their places. */
#include "config.h"

#include "harness/base/arena.h"
#include "harness/base/value.h"
#include "harness/match/expected.h"
#include "harness/match/pattern_names.h"

/* One place of a line that may hold a name, and what a packet has there. */
struct name_walk {
	void (*found)(const struct node *name, void *context);
	void *context;
	/* Of the packet, where there is one: */
	struct arena *arena;
	const struct env *env;
	struct value *sample;
};

static void walk_place(struct name_walk *walk, const struct node *node, bool there, uint32_t value)
{
	if (node == NULL || node->kind != NODE_NAME)
		return;
	if (walk->found != NULL)
		walk->found(node, walk->context);
	if (walk->arena == NULL || !there || env_find(walk->env, node->text) != NULL)
		return;
	if (walk->sample == NULL)
		walk->sample = value_struct(walk->arena);
	if (value_field(walk->sample, node->text) == NULL)
		value_struct_add(walk->arena, walk->sample, arena_strdup(walk->arena, node->text),
			value_int(walk->arena, value));
}

/* The packet's option that stands for the line's: the first of its kind, for the second of that kind the second. */
static const struct packet_option *option_of(const struct packet_pattern *pattern, size_t at,
	const struct packet *packet)
{
	size_t before = 0;

	for (size_t i = 0; i < at; i++)
		before += pattern->options[i].kind == pattern->options[at].kind;
	for (size_t i = 0; packet != NULL && i < packet->option_count; i++)
		if (packet->options[i].kind == (int)pattern->options[at].kind && before-- == 0)
			return &packet->options[i];
	return NULL;
}

static void walk_option(struct name_walk *walk, const struct packet_pattern *pattern, size_t at,
	const struct packet *packet, const struct flow *flow)
{
	const struct option_pattern *line = &pattern->options[at];
	const struct packet_option *option = option_of(pattern, at, packet);
	size_t size = expected_option_value_size(line->kind);
	uint32_t base = line->kind == OPTION_SACK && packet != NULL && flow != NULL ?
		flow_acked_base(flow, packet) : 0;

	for (size_t i = 0; i < line->count && size > 0; i++) {
		bool there = option != NULL && (i + 1) * size <= option->data_length;

		walk_place(walk, line->values[i], there,
			there ? expected_big_endian(option->data + i * size, size) - base : 0);
	}
}

static void walk_names(struct name_walk *walk, const struct packet_pattern *pattern, const struct packet *packet,
	const struct flow *flow)
{
	static const struct packet none;
	const struct header_pattern *header = pattern->header;
	bool there = packet != NULL, tcp = there && packet->transport == TRANSPORT_TCP;
	uint32_t mtu = 0;
	bool has_mtu = there && expected_icmp_mtu(packet, &mtu);

	if (packet == NULL)
		packet = &none;
	if (header != NULL) {
		walk_place(walk, header->ttl, there, packet->hop_limit);
		walk_place(walk, header->tos, there, packet->traffic_class);
		walk_place(walk, header->id, there, packet->identification);
		walk_place(walk, header->flow, there, packet->flow_label);
		walk_place(walk, header->isn, tcp, packet->seq);
	}
	walk_place(walk, pattern->window, tcp, packet->window);
	walk_place(walk, pattern->urgent, tcp, packet->urgent);
	walk_place(walk, pattern->icmp_mtu, has_mtu, mtu);
	for (size_t i = 0; i < pattern->option_count; i++)
		walk_option(walk, pattern, i, there ? packet : NULL, flow);
}

void pattern_each_name(const struct packet_pattern *pattern,
	void (*found)(const struct node *name, void *context), void *context)
{
	struct name_walk walk = { .found = found, .context = context };

	walk_names(&walk, pattern, NULL, NULL);
}

struct value *pattern_sample_names(struct arena *arena, const struct env *env, const struct packet_pattern *pattern,
	const struct packet *packet, const struct flow *flow)
{
	struct name_walk walk = { .arena = arena, .env = env };

	walk_names(&walk, pattern, packet, flow);
	return walk.sample;
}
