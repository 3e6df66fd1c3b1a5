/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The payload pattern: `pattern(N)` in a script. A stream of cells of eight printable bytes,
 * the cell's number as seven hex digits and a space ("0000000 0000001 0000002 ..."), so that every
 * loss, repetition or swap shows, in tcpdump -A too, and any run of 15 bytes tells its place.
 */
#ifndef SOCKSPEC_PAYLOAD_H
#define SOCKSPEC_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAYLOAD_PATTERN_MOST (INT64_C(1) << 31) /* bytes until the numbers repeat */

void payload_fill(uint8_t *bytes, size_t length, int64_t offset);

/* The first byte that differs from the pattern at `offset`, or `length` if none does. */
size_t payload_mismatch(const uint8_t *bytes, size_t length, int64_t offset);

/* True where all bytes are one run of the pattern, at least 15 long; *offset is where it begins. */
bool payload_find(const uint8_t *bytes, size_t length, int64_t *offset);

#endif
