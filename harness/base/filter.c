/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libpcap's filters over raw IP packets of both families.
 *
 * A filter is compiled up to three times: for IPv4 packets, for IPv6 packets, and, where it uses tcp[...]
 * or udp[...], for the twins of IPv6 packets. A twin is the same segment behind an IPv4 header. It is
 * shown instead of the packet and not beside it, for `not tcp[13] = 2` is true of every IPv6 packet. In the
 * twin's text `ip` and `ip6` have changed places, and addresses stand for those that its header has.
 */
#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/filter.h"
#include "harness/base/filter_words.h"
#include "harness/base/memory.h"
#include "harness/base/str.h"

#define FILTER_TEXT_MOST 4096
#define FILTER_SNAPLEN 262144
#define IP4_HEADER 20
#define IP6_HEADER 40

enum filter_kind { FILTER_IP4, FILTER_IP6, FILTER_TWIN, FILTER_KINDS };

struct filter {
	bool usable[FILTER_KINDS];  /* it compiled for these packets; else it matches none of them */
	bool by_twin;               /* IPv6 segments are judged by their twins */
	struct bpf_program programs[FILTER_KINDS];
};

struct filter_words {
	enum filter_kind kind;
	const struct filter_hosts *hosts;
};

/*
 * The IPv4 address that a twin has in the place of an IPv6 address: of 240/4, which no packet of ours
 * has, so that an IPv4 address in a filter does not match by accident.
 */
static uint32_t
filter_twin_address(const uint8_t address[16])
{
	uint32_t hash = UINT32_C(2166136261);
	int i;

	for (i = 0; i < 16; i++)
		hash = (hash ^ address[i]) * UINT32_C(16777619);
	return UINT32_C(0xf0000000) | (hash >> 4 ^ hash) >> 4;
}

static void
filter_add_twin(struct str *out, const uint8_t address[16])
{
	uint32_t twin = filter_twin_address(address);

	str_addf(out, "%u.%u.%u.%u", twin >> 24, twin >> 16 & 0xff, twin >> 8 & 0xff, twin & 0xff);
}

static bool
filter_replace_host(const struct filter_words *words, const char *word, struct str *out)
{
	const char *text4, *text6;
	uint8_t address[16];

	if (strcmp(word, "client") == 0) {
		text4 = words->hosts->client4;
		text6 = words->hosts->client6;
	} else if (strcmp(word, "server") == 0) {
		text4 = words->hosts->server4;
		text6 = words->hosts->server6;
	} else {
		text4 = NULL;
		text6 = word;
	}
	if (text4 != NULL && words->kind == FILTER_IP4) {
		str_add(out, text4);
		return true;
	}
	if (text6 == NULL || strchr(text6, ':') == NULL || inet_pton(AF_INET6, text6, address) != 1)
		return false;
	if (words->kind == FILTER_TWIN)
		filter_add_twin(out, address);
	else
		str_add(out, text6);
	return true;
}

static bool
filter_replace(void *context, const char *word, size_t length, struct str *out)
{
	const struct filter_words *words = context;
	char text[64];

	if (length >= sizeof text)
		return false;
	memcpy(text, word, length);
	text[length] = '\0';
	if (words->kind == FILTER_TWIN && strcmp(text, "ip") == 0) {
		str_add(out, "ip6");
		return true;
	}
	if (words->kind == FILTER_TWIN && strcmp(text, "ip6") == 0) {
		str_add(out, "ip");
		return true;
	}
	return filter_replace_host(words, text, out);
}

static void
filter_compile(struct filter *filter, enum filter_kind kind, const char *text,
	const struct filter_hosts *hosts, struct err *err)
{
	struct filter_words words = { kind, hosts };
	pcap_t *pcap = pcap_open_dead(DLT_RAW, FILTER_SNAPLEN);
	struct str replaced;

	if (pcap == NULL)
		memory_end();
	str_init(&replaced);
	filter_words_replace(text, filter_replace, &words, &replaced);
	filter->usable[kind] = pcap_compile(pcap, &filter->programs[kind], str_text(&replaced), 1,
		PCAP_NETMASK_UNKNOWN) == 0;
	if (!filter->usable[kind])
		err_set(err, "%s", pcap_geterr(pcap));
	str_free(&replaced);
	pcap_close(pcap);
}

struct filter *
filter_new(const char *text, const struct filter_hosts *hosts, struct err *err)
{
	struct filter *filter;
	struct err why;

	if (strlen(text) > FILTER_TEXT_MOST) {
		err_set(err, "a filter of more than %d bytes", FILTER_TEXT_MOST);
		return NULL;
	}
	if (filter_words_check(text, err) != 0)
		return NULL;
	filter = memory_new(sizeof *filter);
	filter->by_twin = filter_words_index(text, "tcp") || filter_words_index(text, "udp");
	if (filter->by_twin && filter_words_index(text, "ip6")) {
		err_set(err, "a filter cannot have ip6[...] beside tcp[...] or udp[...]");
		free(filter);
		return NULL;
	}
	/* `ip6 host ...` is an error for IPv4 addresses: a filter is good if it is for any packets. */
	err_init(&why);
	filter_compile(filter, FILTER_IP4, text, hosts, &why);
	filter_compile(filter, FILTER_IP6, text, hosts, &why);
	if (filter->by_twin)
		filter_compile(filter, FILTER_TWIN, text, hosts, &why);
	if (!filter->usable[FILTER_IP4] && !filter->usable[FILTER_IP6] &&
		!filter->usable[FILTER_TWIN]) {
		err_set(err, "%s", why.text);
		free(filter);
		return NULL;
	}
	return filter;
}

void
filter_free(struct filter *filter)
{
	int kind;

	if (filter == NULL)
		return;
	for (kind = 0; kind < FILTER_KINDS; kind++) {
		if (filter->usable[kind])
			pcap_freecode(&filter->programs[kind]);
	}
	free(filter);
}

static bool
filter_run(const struct filter *filter, enum filter_kind kind, const uint8_t *bytes, size_t length,
	size_t wire_length)
{
	struct pcap_pkthdr header = { .caplen = (bpf_u_int32)length, .len = (bpf_u_int32)wire_length };

	return filter->usable[kind] &&
		pcap_offline_filter(&filter->programs[kind], &header, bytes) != 0;
}

/* Where the TCP or UDP header of an IPv6 packet begins, behind the extension headers; 0: nowhere. */
static size_t
filter_segment(const uint8_t *packet, size_t length, uint8_t *protocol)
{
	size_t at = IP6_HEADER, size;

	*protocol = packet[6];
	while (*protocol == IPPROTO_HOPOPTS || *protocol == IPPROTO_ROUTING ||
		*protocol == IPPROTO_DSTOPTS || *protocol == IPPROTO_FRAGMENT) {
		if (length - at < 8)
			return 0;
		size = *protocol == IPPROTO_FRAGMENT ? 8 : ((size_t)packet[at + 1] + 1) * 8;
		/* Only the first fragment has the header. */
		if (*protocol == IPPROTO_FRAGMENT && (packet[at + 2] != 0 || (packet[at + 3] & 0xf8) != 0))
			return 0;
		if (size > length - at)
			return 0;
		*protocol = packet[at];
		at += size;
	}
	return *protocol == IPPROTO_TCP || *protocol == IPPROTO_UDP ? at : 0;
}

static bool
filter_run_twin(const struct filter *filter, const uint8_t *packet, size_t length, size_t segment,
	uint8_t protocol)
{
	size_t size = IP4_HEADER + length - segment;
	uint8_t *twin = memory_new(size);
	uint32_t source = htonl(filter_twin_address(packet + 8));
	uint32_t destination = htonl(filter_twin_address(packet + 24));
	bool matches;

	twin[0] = 0x45;
	twin[1] = (uint8_t)(packet[0] << 4 | packet[1] >> 4);
	twin[2] = (uint8_t)(size >> 8);
	twin[3] = (uint8_t)size;
	twin[8] = packet[7];
	twin[9] = protocol;
	memcpy(twin + 12, &source, sizeof source);
	memcpy(twin + 16, &destination, sizeof destination);
	memcpy(twin + IP4_HEADER, packet + segment, length - segment);
	matches = filter_run(filter, FILTER_TWIN, twin, size, length);
	free(twin);
	return matches;
}

bool
filter_matches(const struct filter *filter, const uint8_t *packet, size_t length)
{
	uint8_t protocol;
	size_t segment;

	if (length == 0 || length > FILTER_SNAPLEN)
		return false;
	if (packet[0] >> 4 == 4)
		return filter_run(filter, FILTER_IP4, packet, length, length);
	if (packet[0] >> 4 != 6)
		return false;
	if (filter->by_twin && length >= IP6_HEADER) {
		segment = filter_segment(packet, length, &protocol);
		if (segment != 0)
			return filter_run_twin(filter, packet, length, segment, protocol);
	}
	return filter_run(filter, FILTER_IP6, packet, length, length);
}
