/* SPDX-License-Identifier: BSD-2-Clause */
/* struct tcp_info, field by field. Its own file, for <linux/tcp.h> and <netinet/tcp.h> cannot meet. */
#include "config.h"

#include <linux/tcp.h>

#include "harness/actor/actor_shape.h"

#define INFO(member) \
	{#member, SHAPE_UNSIGNED, offsetof(struct tcp_info, member), \
		sizeof(((struct tcp_info *)0)->member), 0, 0}

/* Bit-fields have no offset of their own: the two bytes behind tcpi_options. */
#define INFO_SCALES (offsetof(struct tcp_info, tcpi_options) + 1)
#define INFO_MARKS (offsetof(struct tcp_info, tcpi_options) + 2)
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define INFO_SHIFT(first, width) (first)
#else
#define INFO_SHIFT(first, width) (8 - (first) - (width))
#endif
#define INFO_BITS(member, place, first, width) {#member, SHAPE_BITS, place, 1, INFO_SHIFT(first, width), width}

static const struct shape_field tcpinfo_fields[] = {
	{"tcpi_state", SHAPE_STATE, offsetof(struct tcp_info, tcpi_state), 1, 0, 0},
	INFO(tcpi_ca_state), INFO(tcpi_retransmits), INFO(tcpi_probes), INFO(tcpi_backoff),
	INFO(tcpi_options),
	INFO_BITS(tcpi_snd_wscale, INFO_SCALES, 0, 4),
	INFO_BITS(tcpi_rcv_wscale, INFO_SCALES, 4, 4),
	INFO_BITS(tcpi_delivery_rate_app_limited, INFO_MARKS, 0, 1),
	INFO_BITS(tcpi_fastopen_client_fail, INFO_MARKS, 1, 2),
	INFO(tcpi_rto), INFO(tcpi_ato), INFO(tcpi_snd_mss), INFO(tcpi_rcv_mss), INFO(tcpi_unacked),
	INFO(tcpi_sacked), INFO(tcpi_lost), INFO(tcpi_retrans), INFO(tcpi_fackets),
	INFO(tcpi_last_data_sent), INFO(tcpi_last_ack_sent), INFO(tcpi_last_data_recv),
	INFO(tcpi_last_ack_recv), INFO(tcpi_pmtu), INFO(tcpi_rcv_ssthresh), INFO(tcpi_rtt),
	INFO(tcpi_rttvar), INFO(tcpi_snd_ssthresh), INFO(tcpi_snd_cwnd), INFO(tcpi_advmss),
	INFO(tcpi_reordering), INFO(tcpi_rcv_rtt), INFO(tcpi_rcv_space), INFO(tcpi_total_retrans),
	INFO(tcpi_pacing_rate), INFO(tcpi_max_pacing_rate), INFO(tcpi_bytes_acked),
	INFO(tcpi_bytes_received), INFO(tcpi_segs_out), INFO(tcpi_segs_in), INFO(tcpi_notsent_bytes),
	INFO(tcpi_min_rtt), INFO(tcpi_data_segs_in), INFO(tcpi_data_segs_out), INFO(tcpi_delivery_rate),
	INFO(tcpi_busy_time), INFO(tcpi_rwnd_limited), INFO(tcpi_sndbuf_limited), INFO(tcpi_delivered),
	INFO(tcpi_delivered_ce), INFO(tcpi_bytes_sent), INFO(tcpi_bytes_retrans), INFO(tcpi_dsack_dups),
	INFO(tcpi_reord_seen), INFO(tcpi_rcv_ooopack), INFO(tcpi_snd_wnd),
};

const struct shape shape_tcp_info = {"tcp_info", sizeof(struct tcp_info), tcpinfo_fields,
	sizeof tcpinfo_fields / sizeof tcpinfo_fields[0]};
