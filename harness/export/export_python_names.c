/* SPDX-License-Identifier: BSD-2-Clause */
/* Constants in Python: in which module each is, numbers where none has it; and the fields of TCP_INFO. */
#include "config.h"

#include <inttypes.h>
#include <linux/tcp.h>
#include <stddef.h>
#include <string.h>

#include "harness/base/lang.h"
#include "harness/export/export_parts.h"

/* Those of the socket module since Python 3.9, by their beginnings and one by one. */
static const char *const of_socket[] = {"AF_INET", "AF_INET6", "AF_UNIX", "AF_UNSPEC", "AF_PACKET", "INADDR_ANY", "INADDR_LOOPBACK",
	"IPPROTO_ICMP", "IPPROTO_ICMPV6", "IPPROTO_IP", "IPPROTO_IPV6", "IPPROTO_RAW", "IPPROTO_TCP", "IPPROTO_UDP",
	"IPPROTO_UDPLITE", "IPV6_DONTFRAG", "IPV6_HOPLIMIT", "IPV6_MULTICAST_HOPS", "IPV6_MULTICAST_IF", "IPV6_MULTICAST_LOOP",
	"IPV6_RECVHOPLIMIT", "IPV6_RECVTCLASS", "IPV6_TCLASS", "IPV6_UNICAST_HOPS", "IPV6_V6ONLY", "IP_ADD_MEMBERSHIP",
	"IP_DROP_MEMBERSHIP", "IP_HDRINCL", "IP_MULTICAST_IF", "IP_MULTICAST_LOOP", "IP_MULTICAST_TTL", "IP_OPTIONS", "IP_TOS",
	"IP_TTL", "MSG_CTRUNC", "MSG_DONTROUTE", "MSG_DONTWAIT", "MSG_EOR", "MSG_ERRQUEUE", "MSG_FASTOPEN", "MSG_MORE",
	"MSG_NOSIGNAL", "MSG_OOB", "MSG_PEEK", "MSG_TRUNC", "MSG_WAITALL", "SCM_RIGHTS", "SHUT_RD", "SHUT_RDWR", "SHUT_WR",
	"SOCK_CLOEXEC", "SOCK_DGRAM", "SOCK_NONBLOCK", "SOCK_RAW", "SOCK_STREAM", "SOL_IP", "SOL_SOCKET", "SOL_TCP", "SOL_UDP",
	"SOMAXCONN", "SO_ACCEPTCONN", "SO_BINDTODEVICE", "SO_BROADCAST", "SO_DEBUG", "SO_DOMAIN", "SO_DONTROUTE", "SO_ERROR",
	"SO_KEEPALIVE", "SO_LINGER", "SO_MARK", "SO_OOBINLINE", "SO_PRIORITY", "SO_PROTOCOL", "SO_RCVBUF", "SO_RCVLOWAT",
	"SO_RCVTIMEO", "SO_REUSEADDR", "SO_REUSEPORT", "SO_SNDBUF", "SO_SNDTIMEO", "SO_TYPE", "TCP_CONGESTION", "TCP_CORK",
	"TCP_DEFER_ACCEPT", "TCP_FASTOPEN", "TCP_INFO", "TCP_KEEPCNT", "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_LINGER2", "TCP_MAXSEG",
	"TCP_NODELAY", "TCP_NOTSENT_LOWAT", "TCP_QUICKACK", "TCP_SYNCNT", "TCP_USER_TIMEOUT", "TCP_WINDOW_CLAMP"};

static const char *const of_select[] = {"POLLERR", "POLLHUP", "POLLIN", "POLLNVAL", "POLLOUT", "POLLPRI", "POLLRDBAND", "POLLRDHUP",
	"POLLRDNORM", "POLLWRBAND", "POLLWRNORM"};
static const char *const of_fcntl[] = {"FD_CLOEXEC", "F_GETFD", "F_GETFL", "F_GETOWN", "F_SETFD", "F_SETFL", "F_SETOWN"};

#define HAS(list, name) has((list), sizeof(list) / sizeof *(list), (name))

static bool has(const char *const *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

void export_python_constant(struct export *export, struct str *out, const struct node *node)
{
	const char *name = node->text;

	if (HAS(of_socket, name)) {
		str_addf(out, "socket.%s", name);
	} else if (HAS(of_select, name)) {
		export->uses |= USE_POLL;
		str_addf(out, "select.%s", name);
	} else if (HAS(of_fcntl, name)) {
		export->uses |= USE_FCNTL;
		str_addf(out, "fcntl.%s", name);
	} else if (strncmp(name, "O_", 2) == 0 || strncmp(name, "SEEK_", 5) == 0) {
		export->uses |= USE_FCNTL;
		str_addf(out, "os.%s", name);
	} else if (name[0] == 'E' && strcmp(name, "ESTABLISHED") != 0 && strncmp(name, "EPOLL", 5) != 0) {
		str_addf(out, "errno.%s", name);
	} else if (strcmp(name, "FIONREAD") == 0) {
		export->uses |= USE_TERMIOS;
		str_addf(out, "termios.%s", name);
	} else {
		export_python_define(export, name, node->number);
		str_add(out, name);
	}
}

void export_python_define(struct export *export, const char *name, int64_t number)
{
	for (size_t i = 0; i < export->constant_count; i++)
		if (strcmp(export->constants[i].name, name) == 0)
			return;
	if (export->constant_count == EXPORT_CONSTANTS_MOST) {
		export_refuse(export, N_("this page has more names than a short program"));
		return;
	}
	export->constants[export->constant_count].name = name;
	export->constants[export->constant_count++].number = number;
}

#define FIELD(member) {#member, (int)offsetof(struct tcp_info, member), (int)sizeof(((struct tcp_info *)0)->member)}

bool export_python_info(struct str *out, const char *field)
{
	static const struct {
		const char *name;
		int place, size;
	} fields[] = {FIELD(tcpi_state), FIELD(tcpi_ca_state), FIELD(tcpi_retransmits), FIELD(tcpi_probes), FIELD(tcpi_backoff),
		FIELD(tcpi_options), FIELD(tcpi_rto), FIELD(tcpi_ato), FIELD(tcpi_snd_mss), FIELD(tcpi_rcv_mss), FIELD(tcpi_unacked),
		FIELD(tcpi_sacked), FIELD(tcpi_lost), FIELD(tcpi_retrans), FIELD(tcpi_pmtu), FIELD(tcpi_rcv_ssthresh), FIELD(tcpi_rtt),
		FIELD(tcpi_rttvar), FIELD(tcpi_snd_ssthresh), FIELD(tcpi_snd_cwnd), FIELD(tcpi_advmss), FIELD(tcpi_reordering),
		FIELD(tcpi_rcv_rtt), FIELD(tcpi_rcv_space), FIELD(tcpi_total_retrans), FIELD(tcpi_bytes_acked), FIELD(tcpi_bytes_received),
		FIELD(tcpi_segs_out), FIELD(tcpi_segs_in), FIELD(tcpi_notsent_bytes), FIELD(tcpi_min_rtt), FIELD(tcpi_data_segs_in),
		FIELD(tcpi_data_segs_out), FIELD(tcpi_delivered), FIELD(tcpi_delivered_ce), FIELD(tcpi_bytes_sent), FIELD(tcpi_bytes_retrans),
		FIELD(tcpi_dsack_dups), FIELD(tcpi_reord_seen), FIELD(tcpi_rcv_ooopack), FIELD(tcpi_snd_wnd)};
	static const int scales = (int)offsetof(struct tcp_info, tcpi_options) + 1;

	if (strcmp(field, "tcpi_snd_wscale") == 0 || strcmp(field, "tcpi_rcv_wscale") == 0) {
		str_addf(out, field[5] == 's' ? "info[%d] & 15" : "info[%d] >> 4", scales);
		return true;
	}
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (strcmp(fields[i].name, field) != 0)
			continue;
		if (fields[i].size == 1)
			str_addf(out, "info[%d]", fields[i].place);
		else
			str_addf(out, "struct.unpack_from(\"=%c\", info, %d)[0]", fields[i].size == 8 ? 'Q' : 'I', fields[i].place);
		return true;
	}
	return false;
}
