/* SPDX-License-Identifier: BSD-2-Clause */
/* SHA-256 (FIPS 180-4) and Base64 (RFC 4648), for documents that name their parts by digest or hold them. Pure. */
#ifndef SOCKSPEC_DIGEST_H
#define SOCKSPEC_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct str;

#define DIGEST_BYTES 32

#define DIGEST_BLOCK 64

/* SHA-256 of bytes that come one after the other (FIPS 180-4). */
struct digest {
	uint32_t state[8];
	uint8_t block[DIGEST_BLOCK]; /* what does not fill a block yet */
	uint64_t length;             /* of all so far */
};

void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, const void *data, size_t length);
void digest_end(struct digest *digest, uint8_t result[DIGEST_BYTES]);

/* The same of bytes that are all there. */
void digest_sha256(const void *data, size_t length, uint8_t digest[DIGEST_BYTES]);

/* In hexadecimal, as sha256sum writes it. */
void digest_print(const uint8_t digest[DIGEST_BYTES], char text[2 * DIGEST_BYTES + 1]);

/* Adds the bytes in Base64, with padding. */
void digest_add_base64(struct str *str, const void *data, size_t length);

#endif
