/* SPDX-License-Identifier: BSD-2-Clause */
/* Files by which evidence is known again: what is judged later is what the play has left. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/digest.h"
#include "harness/base/err.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"
#include "harness/evidence/store_files.h"

#define ROOM 65536

static const char *digest_text(struct arena *arena, const uint8_t digest[DIGEST_BYTES])
{
	char text[2 * DIGEST_BYTES + 1];

	digest_print(digest, text);
	return arena_strdup(arena, text);
}

const char *store_digest_bytes(struct arena *arena, const void *data, size_t length)
{
	uint8_t digest[DIGEST_BYTES];

	digest_sha256(data, length, digest);
	return digest_text(arena, digest);
}

const char *store_digest_file(struct arena *arena, const char *path, struct err *err)
{
	FILE *file = store_open_file(path, err);
	uint8_t digest[DIGEST_BYTES], room[ROOM];
	struct digest sum;
	size_t got;
	bool failed;

	if (file == NULL)
		return NULL;
	digest_begin(&sum);
	while ((got = fread(room, 1, sizeof(room), file)) > 0)
		digest_add(&sum, room, got);
	failed = ferror(file) != 0;
	if (failed)
		err_set_errno(err, errno, "cannot read '%s'", path);
	fclose(file);
	if (failed)
		return NULL;
	digest_end(&sum, digest);
	return digest_text(arena, digest);
}

int store_check_capture(struct evidence *evidence, int host, const char *path, struct err *err)
{
	const struct capture_record *capture = &evidence->captures[host];
	const char *digest;

	if (capture->digest == NULL)
		return 0;
	digest = store_digest_file(evidence->arena, path, err);
	if (digest == NULL)
		return -1;
	if (evidence->changed == NULL && strcmp(digest, capture->digest) != 0)
		evidence->changed = capture->file;
	return 0;
}
