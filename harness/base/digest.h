/* SPDX-License-Identifier: BSD-2-Clause */
/* SHA-256 (FIPS 180-4) and Base64 (RFC 4648), for documents that name their parts by digest or hold them. Pure. */
#ifndef SOCKSPEC_DIGEST_H
#define SOCKSPEC_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct str;

#define DIGEST_BYTES 32

/* SHA-256 of the bytes (FIPS 180-4). */
void digest_sha256(const void *data, size_t length, uint8_t digest[DIGEST_BYTES]);

/* Adds the bytes in Base64, with padding. */
void digest_add_base64(struct str *str, const void *data, size_t length);

#endif
