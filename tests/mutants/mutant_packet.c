/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes of packet lines: flags, places in the stream, acknowledgements, windows, options, payloads. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/mutants/mutant.h"

/* Where each flag stands among the others. */
static const char flag_order[] = "SFRP.UEW";

static void mutant_tcp_flags(struct mutants *mutants, const struct step *step)
{
	char *source = mutant_source(mutants, &step->packet->where), other[sizeof(flag_order)];
	size_t length = strcspn(source, " \t\n<"), count;
	struct where where = step->packet->where;
	char *old;

	where.end_line = where.line;
	where.end_column = where.column + (int)length - 1;
	old = mutant_source(mutants, &where);
	for (const char *flag = flag_order; *flag != '\0'; flag++) {
		bool had = strchr(old, *flag) != NULL;

		/* Flags that no stack sends by itself need one try, not four. */
		if (!had && *flag != 'F' && *flag != 'P' && *flag != 'E')
			continue;
		count = 0;
		for (const char *one = flag_order; *one != '\0'; one++)
			if ((strchr(old, *one) != NULL) != (one == flag))
				other[count++] = *one;
		if (count == 0)
			other[count++] = '-';
		other[count] = '\0';
		mutant_add(mutants, step, &where, "the flags", "%s", other);
	}
	free(old);
	free(source);
}

/* One more than what an arithmetic says; `...` stays. */
static char *one_more(struct mutants *mutants, const struct node *node)
{
	char *source = mutant_source(mutants, &node->where), *text;

	if (node->kind == NODE_ANY)
		return source;
	if (node->kind == NODE_INT ? asprintf(&text, "%" PRId64, node->number + 1) < 0 :
		asprintf(&text, "(%s + 1)", source) < 0)
		abort();
	free(source);
	return text;
}

/* first:last(length), in ways that agree with themselves. */
static void mutant_range(struct mutants *mutants, const struct step *step)
{
	const struct packet_pattern *packet = step->packet;
	struct where where;
	char *seq, *end, *length, *old;

	if (packet->seq == NULL || packet->seq_end == NULL || packet->length == NULL)
		return;
	where = mutant_span(&packet->seq->where, &packet->length->where);
	seq = one_more(mutants, packet->seq);
	end = one_more(mutants, packet->seq_end);
	length = one_more(mutants, packet->length);
	if (packet->seq->kind != NODE_ANY || packet->seq_end->kind != NODE_ANY) {
		old = mutant_source(mutants, &packet->length->where);
		mutant_add(mutants, step, &where, "the sequence number", "%s:%s(%s", seq, end, old);
		free(old);
	}
	if (packet->length->kind != NODE_ANY || packet->seq_end->kind != NODE_ANY) {
		old = mutant_source(mutants, &packet->seq->where);
		mutant_add(mutants, step, &where, "the length", "%s:%s(%s", old, end, length);
		free(old);
	}
	free(seq);
	free(end);
	free(length);
}

static void mutant_options(struct mutants *mutants, const struct step *step)
{
	const struct packet_pattern *packet = step->packet;

	for (size_t i = 0; i < packet->option_count; i++) {
		const struct option_pattern *option = &packet->options[i];

		for (size_t k = 0; k < option->count; k++) {
			const struct node *value = option->values[k];

			if (option->kind == OPTION_WSCALE && value->kind == NODE_INT && value->number > 0)
				mutant_add(mutants, step, &value->where, "the option", "%" PRId64,
					value->number - 1);
			else
				mutant_number(mutants, step, value, "the option");
		}
		if (option->kind == OPTION_SACKOK)
			mutant_add(mutants, step, &option->where, "the option", "eol");
		else if (option->kind == OPTION_NOP)
			mutant_add(mutants, step, &option->where, "the option", "sackOK");
	}
}

static void mutant_icmp(struct mutants *mutants, const struct step *step)
{
	const char *type = step->packet->icmp_type, *code = step->packet->icmp_code, *other = "host";

	/* Not every type has codes. */
	if (code == NULL) {
		mutant_add(mutants, step, &step->packet->where, "the type", "icmp unreachable port");
		return;
	}
	if (strcmp(type, "exceeded") == 0)
		other = strcmp(code, "ttl") == 0 ? "reassembly" : "ttl";
	else if (strcmp(code, other) == 0)
		other = "port";
	mutant_add(mutants, step, &step->packet->where, "the code", "icmp %s %s", type, other);
}

void mutant_packet(struct mutants *mutants, const struct step *step)
{
	const struct packet_pattern *packet = step->packet;

	switch (packet->protocol) {
	case PACKET_TCP:
		mutant_tcp_flags(mutants, step);
		mutant_range(mutants, step);
		mutant_number(mutants, step, packet->ack, "the acknowledgement");
		mutant_number(mutants, step, packet->window, "the window");
		mutant_number(mutants, step, packet->urgent, "the urgent pointer");
		mutant_options(mutants, step);
		break;
	case PACKET_UDP:
		mutant_number(mutants, step, packet->length, "the length");
		break;
	case PACKET_ICMP:
		mutant_icmp(mutants, step);
		break;
	}
	if (packet->payload != NULL)
		mutant_value(mutants, step, packet->payload, "the payload");
}
