/* SPDX-License-Identifier: BSD-2-Clause */
/* SHA-256 and Base64. */
#include "config.h"

#include <string.h>

#include "harness/base/digest.h"
#include "harness/base/str.h"

/* The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
static const uint32_t digest_constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t digest_rotate(uint32_t word, int bits)
{
	return word >> bits | word << (32 - bits);
}

static void digest_make_schedule(uint32_t schedule[64], const uint8_t *block)
{
	int i;

	for (i = 0; i < 16; i++)
		schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
			      (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (; i < 64; i++) {
		uint32_t a = schedule[i - 15], b = schedule[i - 2];

		schedule[i] = schedule[i - 16] + schedule[i - 7] +
			      (digest_rotate(a, 7) ^ digest_rotate(a, 18) ^ a >> 3) +
			      (digest_rotate(b, 17) ^ digest_rotate(b, 19) ^ b >> 10);
	}
}

/* One block into the state (FIPS 180-4, 6.2.2); words[0] is called a there, words[7] h. */
static void digest_take_block(uint32_t state[8], const uint8_t *block)
{
	uint32_t schedule[64], words[8];
	int i;

	digest_make_schedule(schedule, block);
	memcpy(words, state, sizeof(words));
	for (i = 0; i < 64; i++) {
		uint32_t a = words[0], e = words[4];
		uint32_t choice = (e & words[5]) ^ (~e & words[6]);
		uint32_t majority = (a & words[1]) ^ (a & words[2]) ^ (words[1] & words[2]);
		uint32_t first = words[7] + (digest_rotate(e, 6) ^ digest_rotate(e, 11) ^ digest_rotate(e, 25)) + choice +
				 digest_constants[i] + schedule[i];
		uint32_t second = (digest_rotate(a, 2) ^ digest_rotate(a, 13) ^ digest_rotate(a, 22)) + majority;

		memmove(words + 1, words, 7 * sizeof(words[0]));
		words[4] += first;
		words[0] = first + second;
	}
	for (i = 0; i < 8; i++)
		state[i] += words[i];
}

void digest_begin(struct digest *digest)
{
	static const uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

	memcpy(digest->state, state, sizeof(state));
	digest->length = 0;
}

void digest_add(struct digest *digest, const void *data, size_t length)
{
	const uint8_t *bytes = data;
	size_t kept = digest->length % DIGEST_BLOCK;

	digest->length += length;
	if (kept > 0 && length >= DIGEST_BLOCK - kept) {
		memcpy(digest->block + kept, bytes, DIGEST_BLOCK - kept);
		digest_take_block(digest->state, digest->block);
		bytes += DIGEST_BLOCK - kept;
		length -= DIGEST_BLOCK - kept;
		kept = 0;
	}
	for (; kept == 0 && length >= DIGEST_BLOCK; bytes += DIGEST_BLOCK, length -= DIGEST_BLOCK)
		digest_take_block(digest->state, bytes);
	if (length > 0)
		memcpy(digest->block + kept, bytes, length);
}

void digest_end(struct digest *digest, uint8_t result[DIGEST_BYTES])
{
	uint8_t last[2 * DIGEST_BLOCK] = {0};
	size_t left = digest->length % DIGEST_BLOCK, end = left + 9 <= DIGEST_BLOCK ? DIGEST_BLOCK : 2 * DIGEST_BLOCK;
	uint64_t bits = digest->length * 8;
	size_t at;
	int i;

	memcpy(last, digest->block, left);
	last[left] = 0x80;
	for (i = 0; i < 8; i++)
		last[end - 1 - (size_t)i] = (uint8_t)(bits >> 8 * i);
	for (at = 0; at < end; at += DIGEST_BLOCK)
		digest_take_block(digest->state, last + at);
	for (i = 0; i < DIGEST_BYTES; i++)
		result[i] = (uint8_t)(digest->state[i / 4] >> (24 - 8 * (i % 4)));
}

void digest_sha256(const void *data, size_t length, uint8_t digest[DIGEST_BYTES])
{
	struct digest whole;

	digest_begin(&whole);
	digest_add(&whole, data, length);
	digest_end(&whole, digest);
}

void digest_print(const uint8_t digest[DIGEST_BYTES], char text[2 * DIGEST_BYTES + 1])
{
	static const char digits[] = "0123456789abcdef";
	int i;

	for (i = 0; i < DIGEST_BYTES; i++) {
		text[2 * i] = digits[digest[i] >> 4];
		text[2 * i + 1] = digits[digest[i] & 15];
	}
	text[2 * DIGEST_BYTES] = '\0';
}

void digest_add_base64(struct str *str, const void *data, size_t length)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *bytes = data;
	size_t at;

	for (at = 0; at < length; at += 3) {
		uint32_t three = (uint32_t)bytes[at] << 16;
		char four[4];

		if (at + 1 < length)
			three |= (uint32_t)bytes[at + 1] << 8;
		if (at + 2 < length)
			three |= bytes[at + 2];
		four[0] = letters[three >> 18];
		four[1] = letters[three >> 12 & 63];
		four[2] = '=';
		four[3] = '=';
		if (at + 1 < length)
			four[2] = letters[three >> 6 & 63];
		if (at + 2 < length)
			four[3] = letters[three & 63];
		str_add_bytes(str, four, sizeof(four));
	}
}
