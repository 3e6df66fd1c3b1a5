/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets that say to a capture where its evidence begins and ends. */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/play/capture_marker.h"

/*
 * On a TUN: an IPv4 packet of an experimental protocol (RFC 3692: 253) whose header checksum is wrong, so that the stack
 * throws it away at first sight, whatever a case has told it about routes and forwarding.
 */
#define PROTOCOL 253
/* On lo, which has Ethernet headers: an experimental Ethertype (IEEE 802), which no stack listens to. */
#define ETHERTYPE 0x88b5

#define ETHERNET_HEADER 14
#define IP_HEADER 20

static const char words[] = "sockspec marker";

/* The words, whose marker it is, and its number. */
#define BODY_LENGTH (sizeof words + sizeof(uint64_t) + sizeof(uint32_t))
#define MARKER_MOST (IP_HEADER + BODY_LENGTH)

void marker_init(struct marker *marker)
{
	marker->number = 0;
	if (getrandom(&marker->nonce, sizeof marker->nonce, GRND_NONBLOCK) != (ssize_t)sizeof marker->nonce)
		marker->nonce = (uint64_t)clock_now_ns();
}

static void put_body(const struct marker *marker, uint8_t *bytes)
{
	memcpy(bytes, words, sizeof words);
	memcpy(bytes + sizeof words, &marker->nonce, sizeof marker->nonce);
	memcpy(bytes + sizeof words + sizeof marker->nonce, &marker->number, sizeof marker->number);
}

static int send_into_tun(const struct marker *marker, int tun_fd, struct err *err)
{
	static const uint8_t header[IP_HEADER] = {
		0x45, 0, 0, MARKER_MOST, 0, 0, 0, 0, 1, PROTOCOL, 0xff, 0xff, 192, 0, 2, 253, 192, 0, 2, 254,
	};
	uint8_t packet[MARKER_MOST];
	ssize_t wrote;

	memcpy(packet, header, sizeof header);
	put_body(marker, packet + IP_HEADER);
	do
		wrote = write(tun_fd, packet, sizeof packet);
	while (wrote < 0 && errno == EINTR);
	if (wrote != (ssize_t)sizeof packet)
		return err_set_errno(err, wrote < 0 ? errno : EIO, "cannot mark the capture");
	return 0;
}

int marker_send(struct marker *marker, const struct sandbox_host *host, pcap_t *pcap, struct err *err)
{
	uint8_t frame[ETHERNET_HEADER + BODY_LENGTH];

	marker->number++;
	if (host->tun_fd >= 0)
		return send_into_tun(marker, host->tun_fd, err);
	memset(frame, 0, ETHERNET_HEADER);
	frame[12] = ETHERTYPE >> 8;
	frame[13] = ETHERTYPE & 0xff;
	put_body(marker, frame + ETHERNET_HEADER);
	if (pcap_inject(pcap, frame, sizeof frame) != (int)sizeof frame)
		return err_set(err, "cannot mark the capture: %s", pcap_geterr(pcap));
	return 0;
}

bool marker_recognise(const struct marker *marker, const uint8_t *bytes, size_t length, bool ethernet,
	uint32_t *number)
{
	size_t header = ethernet ? ETHERNET_HEADER : IP_HEADER;
	uint64_t nonce;

	*number = 0;
	if (length < header + BODY_LENGTH)
		return false;
	if (ethernet ? bytes[12] != ETHERTYPE >> 8 || bytes[13] != (ETHERTYPE & 0xff)
		: bytes[0] != 0x45 || bytes[9] != PROTOCOL)
		return false;
	bytes += header;
	if (memcmp(bytes, words, sizeof words) != 0)
		return false;
	memcpy(&nonce, bytes + sizeof words, sizeof nonce);
	if (nonce == marker->nonce)
		memcpy(number, bytes + sizeof words + sizeof nonce, sizeof *number);
	return true;
}
