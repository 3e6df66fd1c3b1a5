/* SPDX-License-Identifier: BSD-2-Clause */
/* The packets of a capture, kept in memory while a case is played and written to a pcap file at its end. */
#ifndef SOCKSPEC_CAPTURE_FILE_H
#define SOCKSPEC_CAPTURE_FILE_H

#include <stddef.h>
#include <stdint.h>

struct err;

/* What one capture may hold: a server that never stops talking must not take all of the machine's memory. */
#define CAPTURE_FILE_MOST ((size_t)64 << 20)

struct capture_file {
	uint8_t *bytes;        /* packets one behind the other, each behind its header */
	size_t length, capacity;
	int64_t count;         /* of packets */
	int64_t left_out;      /* that did not fit any more */
};

/* Memory is the capture's until it is freed. */
void capture_file_init(struct capture_file *file);
void capture_file_free(struct capture_file *file);

/* Adds a raw IP packet; `time_ns` is CLOCK_REALTIME. */
void capture_file_add(struct capture_file *file, int64_t time_ns, const uint8_t *bytes, size_t length,
	size_t wire_length);

/* Writes a pcap file with nanoseconds, in order of time. 0, or -1 with err and no file. */
int capture_file_write(const struct capture_file *file, const char *path, struct err *err);

#endif
