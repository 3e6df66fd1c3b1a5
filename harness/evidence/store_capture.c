/* SPDX-License-Identifier: BSD-2-Clause */
/* A capture file -> packets of the evidence. Link types that a capture of lo or of a TUN device can have. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <pcap/pcap.h>
#include <pcap/sll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/evidence/store_files.h"
#include "harness/evidence/store_owner.h"
#include "harness/evidence/store_tables.h"

#define ETHER_HEADER 14
#define ETHER_TAG 4
#define ETHER_IP4 0x0800
#define ETHER_IP6 0x86dd
#define ETHER_VLAN 0x8100

struct capture_reader {
	struct evidence *evidence;
	int host;
	const char *path;
	pcap_t *pcap;
	int link;
	struct packet_record *packets; /* those of this file */
	size_t count, capacity;
	size_t bytes;                  /* captured, of all of them */
};

/* Where in the frame the IP header begins; the whole length where it carries none. */
static size_t
capture_ip_offset(int link, const uint8_t *bytes, size_t length)
{
	size_t at, type_at;
	unsigned type;

	switch (link) {
	case DLT_EN10MB:
		at = ETHER_HEADER;
		type_at = at - 2;
		while (length >= at + ETHER_TAG && bytes[type_at] == ETHER_VLAN >> 8 &&
			bytes[type_at + 1] == (ETHER_VLAN & 0xff)) {
			at += ETHER_TAG;
			type_at += ETHER_TAG;
		}
		break;
	case DLT_LINUX_SLL:
		at = SLL_HDR_LEN;
		type_at = at - 2;
		break;
	case DLT_LINUX_SLL2:
		at = SLL2_HDR_LEN;
		type_at = 0;
		break;
	default:
		return 0; /* DLT_RAW and its like */
	}
	if (length <= at)
		return length;
	type = (unsigned)bytes[type_at] << 8 | bytes[type_at + 1];
	return type == ETHER_IP4 || type == ETHER_IP6 ? at : length;
}

static bool
capture_link_is_known(int link)
{
	return link == DLT_RAW || link == DLT_IPV4 || link == DLT_IPV6 || link == DLT_EN10MB ||
		link == DLT_LINUX_SLL || link == DLT_LINUX_SLL2;
}

FILE *
store_open_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), number;
	struct stat status;
	FILE *file;

	if (fd < 0) {
		err_set_errno(err, errno, "cannot open '%s'", path);
		return NULL;
	}
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
		err_set(err, "cannot read '%s': it is not a regular file", path);
		close(fd);
		return NULL;
	}
	if (status.st_size > STORE_CAPTURE_MOST) {
		err_set(err, "'%s' is too large: more than 1 GiB", path);
		close(fd);
		return NULL;
	}
	file = fdopen(fd, "rb");
	if (file == NULL) {
		number = errno;
		close(fd);
		err_set_errno(err, number, "cannot read '%s'", path);
	}
	return file;
}

static int
capture_open_pcap(struct capture_reader *reader, struct err *err)
{
	char text[PCAP_ERRBUF_SIZE] = "";
	FILE *file = store_open_file(reader->path, err);
	const char *name;

	if (file == NULL)
		return -1;
	reader->pcap = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, text);
	if (reader->pcap == NULL) {
		fclose(file);
		return err_set(err, "'%s' is not a capture that libpcap reads: %s", reader->path, text);
	}
	reader->link = pcap_datalink(reader->pcap);
	if (!capture_link_is_known(reader->link)) {
		name = pcap_datalink_val_to_name(reader->link);
		err_set(err, "'%s' was captured on another kind of link (%s) than sockspec's",
			reader->path, name != NULL ? name : "unknown");
		pcap_close(reader->pcap);
		return -1;
	}
	return 0;
}

/* Wall time as the file has it, to time since the play began. -1 where it is out of all range. */
static int
capture_time(const struct evidence *evidence, const struct pcap_pkthdr *header, int64_t *time_ns)
{
	int64_t wall;

	if (header->ts.tv_usec < 0 || header->ts.tv_usec >= NS_PER_SECOND ||
		__builtin_mul_overflow((int64_t)header->ts.tv_sec, NS_PER_SECOND, &wall) ||
		__builtin_add_overflow(wall, (int64_t)header->ts.tv_usec, &wall) ||
		__builtin_sub_overflow(wall, evidence->begin_wall_ns, time_ns))
		return -1;
	return 0;
}

static int
capture_take(struct capture_reader *reader, const struct pcap_pkthdr *header, const uint8_t *bytes,
	int number, struct err *err)
{
	struct arena *arena = reader->evidence->arena;
	size_t offset = capture_ip_offset(reader->link, bytes, header->caplen);
	size_t length = header->caplen - offset, wire;
	struct packet_record record = { .host = reader->host, .number = number, .injected_by = -1 };
	const uint8_t *copy;

	/* What is not IP (ARP, say) is counted, so that numbers are as in Wireshark, and left out. */
	if (length == 0 || (bytes[offset] >> 4 != 4 && bytes[offset] >> 4 != 6))
		return 0;
	if (reader->evidence->packet_count + reader->count >= STORE_PACKETS_MOST)
		return err_set(err, "'%s': more than %zu packets", reader->path, STORE_PACKETS_MOST);
	reader->bytes += length;
	if (reader->bytes > (size_t)STORE_CAPTURE_MOST)
		return err_set(err, "'%s': more than 1 GiB of packets", reader->path);
	if (capture_time(reader->evidence, header, &record.time_ns) != 0)
		return err_set(err, "'%s': the time of packet %d is out of range", reader->path, number);
	wire = header->len > offset ? header->len - offset : 0;
	copy = arena_memdup(arena, bytes + offset, length);
	packet_decode(&record.packet, copy, length, wire);
	record.sent = store_was_sent(reader->evidence, reader->host, &record.packet);
	reader->packets = arena_grow(arena, reader->packets, reader->count, &reader->capacity,
		sizeof record);
	reader->packets[reader->count++] = record;
	return 0;
}

static int
capture_read_all(struct capture_reader *reader, struct err *err)
{
	struct pcap_pkthdr *header;
	const u_char *bytes;
	int got, number = 0;

	while ((got = pcap_next_ex(reader->pcap, &header, &bytes)) == 1) {
		if (capture_take(reader, header, bytes, ++number, err) != 0)
			return -1;
		if (number >= 16 * (int)STORE_PACKETS_MOST)
			return err_set(err, "'%s': too many packets", reader->path);
	}
	if (got != PCAP_ERROR_BREAK)
		return err_set(err, "'%s' cannot be read behind packet %d: %s", reader->path, number,
			pcap_geterr(reader->pcap));
	return 0;
}

static int
capture_compare(const void *left, const void *right)
{
	const struct packet_record *a = left, *b = right;

	if (a->time_ns != b->time_ns)
		return a->time_ns < b->time_ns ? -1 : 1;
	if (a->host != b->host)
		return a->host < b->host ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

int
store_read_capture(struct evidence *evidence, int host, const char *path, struct err *err)
{
	struct capture_reader reader = { .evidence = evidence, .host = host, .path = path };
	struct packet_record *all;
	size_t count;
	int status;

	if (capture_open_pcap(&reader, err) != 0)
		return -1;
	status = capture_read_all(&reader, err);
	pcap_close(reader.pcap);
	if (status != 0)
		return -1;
	if (reader.count == 0)
		return 0;
	count = evidence->packet_count + reader.count;
	all = arena_array(evidence->arena, count, sizeof *all);
	if (evidence->packet_count > 0)
		memcpy(all, evidence->packets, evidence->packet_count * sizeof *all);
	memcpy(all + evidence->packet_count, reader.packets, reader.count * sizeof *all);
	qsort(all, count, sizeof *all, capture_compare);
	evidence->packets = all;
	evidence->packet_count = count;
	return 0;
}
