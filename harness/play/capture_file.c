/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets in memory, and as a pcap file. */
#include "config.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/play/capture_file.h"

#define FILE_SNAPSHOT 65535

struct packet_header {
	int64_t time_ns;
	uint32_t length, wire_length;
};

void capture_file_init(struct capture_file *file)
{
	memset(file, 0, sizeof *file);
}

void capture_file_free(struct capture_file *file)
{
	free(file->bytes);
	capture_file_init(file);
}

void capture_file_add(struct capture_file *file, int64_t time_ns, const uint8_t *bytes, size_t length,
	size_t wire_length)
{
	struct packet_header header = { time_ns, (uint32_t)length, (uint32_t)wire_length };
	size_t needed = sizeof header + length;

	/* Once one was left out, later ones are too: better an end than a hole. */
	if (file->left_out > 0 || needed > CAPTURE_FILE_MOST - file->length) {
		file->left_out++;
		return;
	}
	if (needed > file->capacity - file->length) {
		size_t capacity = file->capacity ? file->capacity : 16384;

		while (needed > capacity - file->length)
			capacity *= 2;
		file->bytes = memory_resize(file->bytes, capacity);
		file->capacity = capacity;
	}
	memcpy(file->bytes + file->length, &header, sizeof header);
	memcpy(file->bytes + file->length + sizeof header, bytes, length);
	file->length += needed;
	file->count++;
}

static void dump_all(const struct capture_file *file, pcap_dumper_t *dumper)
{
	struct pcap_pkthdr pcap_header;
	struct packet_header header;
	size_t at = 0;

	while (at < file->length) {
		memcpy(&header, file->bytes + at, sizeof header);
		at += sizeof header;
		memset(&pcap_header, 0, sizeof pcap_header);
		pcap_header.ts.tv_sec = (time_t)(header.time_ns / NS_PER_SECOND);
		pcap_header.ts.tv_usec = (suseconds_t)(header.time_ns % NS_PER_SECOND); /* nanoseconds, as `dead` says */
		pcap_header.caplen = header.length;
		pcap_header.len = header.wire_length;
		pcap_dump((u_char *)dumper, &pcap_header, file->bytes + at);
		at += header.length;
	}
}

int capture_file_write(const struct capture_file *file, const char *path, struct err *err)
{
	pcap_t *dead = pcap_open_dead_with_tstamp_precision(DLT_RAW, FILE_SNAPSHOT, PCAP_TSTAMP_PRECISION_NANO);
	pcap_dumper_t *dumper;
	int result = 0;

	if (!dead)
		return err_set(err, "%s: no memory for libpcap", path);
	dumper = pcap_dump_open(dead, path);
	if (!dumper) {
		err_set(err, "%s", pcap_geterr(dead)); /* names the file */
		pcap_close(dead);
		return -1;
	}
	dump_all(file, dumper);
	/* pcap_dump itself does not say that a disk is full. */
	if (ferror(pcap_dump_file(dumper)) || pcap_dump_flush(dumper) < 0) {
		result = err_set_errno(err, errno, "%s: cannot write the capture", path);
		unlink(path);
	}
	pcap_dump_close(dumper);
	pcap_close(dead);
	return result;
}
