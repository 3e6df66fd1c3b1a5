/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Evidence in a folder: evidence.json (docs/evidence.md has its schema) beside client.pcap and
 * server.pcap. What is read is hostile: every field is checked, every count bounded.
 */
#ifndef SOCKSPEC_STORE_H
#define SOCKSPEC_STORE_H

#include <stddef.h>

#define STORE_FILE "evidence.json"

struct arena;
struct err;
struct evidence;

/* Writes evidence.json into an existing folder; the captures are already there. 0 or -1. */
int store_write(const struct evidence *evidence, const char *folder, struct err *err);

/*
 * Reads a folder with its captures, packets decoded and in order. evidence->digest is that of evidence.json; a capture
 * that is not as it was written is named in evidence->changed. NULL with err.
 */
struct evidence *store_read(const char *folder, struct err *err);

/* Appends the packets of one capture file to evidence->packets, sorts by time. 0 or -1 with err. */
int store_read_capture(struct evidence *evidence, int host, const char *path, struct err *err);

/* store_digest.c: SHA-256 in hexadecimal, in the arena. Of a file NULL with err. */
const char *store_digest_bytes(struct arena *arena, const void *data, size_t length);
const char *store_digest_file(struct arena *arena, const char *path, struct err *err);

#endif
