/* SPDX-License-Identifier: BSD-2-Clause */
/* Fields that do not change from packet to packet. */
#include "config.h"

#include <stdbool.h>

#include "harness/evidence/evidence.h"
#include "reports/html_steady.h"

static bool steady_is_sound(const struct packet *packet)
{
	return packet->length > 0 && !packet->malformed && packet->ip_checksum_ok &&
	       (packet->checksum_ok || !packet->checksum_known) && packet->ip_options_length == 0 && !packet->fragment_header &&
	       !packet->more_fragments && packet->fragment_offset == 0 && !packet->has_quote;
}

static bool steady_is_alike(const struct packet *a, const struct packet *b)
{
	return packet_address_equal(&a->source, &b->source) && packet_address_equal(&a->destination, &b->destination) &&
	       a->transport == b->transport && a->ip_protocol == b->ip_protocol && a->ip_next == b->ip_next &&
	       a->hop_limit == b->hop_limit && a->traffic_class == b->traffic_class && a->flow_label == b->flow_label &&
	       a->dont_fragment == b->dont_fragment && (a->bytes[0] & 15) == (b->bytes[0] & 15);
}

const struct packet_record *steady_find(struct steady *steady, const struct packet_record *record)
{
	size_t i;

	if (!steady_is_sound(&record->packet))
		return NULL;
	for (i = 0; i < steady->count && i < STEADY_MOST; i++)
		if (steady_is_alike(&steady->told[i]->packet, &record->packet))
			return steady->told[i];
	steady->told[steady->count++ % STEADY_MOST] = record;
	return NULL;
}
