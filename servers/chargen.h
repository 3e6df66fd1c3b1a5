/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The characters of chargen (RFC 864): lines of 72 of the 95 printable ones and CR LF, each line beginning one
 * character further on.
 */
#ifndef SERVERS_CHARGEN_H
#define SERVERS_CHARGEN_H

#include <stddef.h>
#include <stdint.h>

#define CHARGEN_LINE 74

/* Puts `length` bytes of the endless text there, from its place `position` on. */
void chargen_fill(uint8_t *bytes, size_t length, uint64_t position);

#endif
