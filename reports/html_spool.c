/* SPDX-License-Identifier: BSD-2-Clause */
/* Fragments, one behind the other in a file that has no name any more. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "reports/html.h"
#include "reports/html_spool.h"

FILE *html_spool_open(const char *folder, struct err *err)
{
	char *path = folder ? io_join(folder, ".parts-XXXXXX") : NULL;
	int fd = path ? mkstemp(path) : -1;
	FILE *file = fd >= 0 ? fdopen(fd, "w+") : folder ? NULL : tmpfile();

	if (fd >= 0)
		unlink(path);
	if (!file) {
		err_set_errno(err, errno, "cannot write into %s", folder ? folder : "the folder of temporary files");
		if (fd >= 0)
			close(fd);
	}
	free(path);
	return file;
}

int html_spool_put(FILE *spool, const struct html_parts *parts, struct html_kept *kept, struct err *err)
{
	const char *const texts[HTML_SPOOL_PARTS] = {parts->ladder, parts->record, parts->shape, parts->settings};
	size_t i;

	if (fseeko(spool, 0, SEEK_END) < 0)
		return err_set_errno(err, errno, "a report's fragments");
	kept->at = (int64_t)ftello(spool);
	for (i = 0; i < HTML_SPOOL_PARTS; i++) {
		kept->lengths[i] = strlen(texts[i]);
		if (fwrite(texts[i], 1, kept->lengths[i], spool) < kept->lengths[i])
			return err_set_errno(err, errno, "a report's fragments");
	}
	return fflush(spool) == 0 ? 0 : err_set_errno(err, errno, "a report's fragments");
}

int html_spool_get(FILE *spool, const struct html_kept *kept, struct arena *arena, struct html_parts *parts,
	struct err *err)
{
	const char **const texts[HTML_SPOOL_PARTS] = {&parts->ladder, &parts->record, &parts->shape, &parts->settings};
	size_t i;

	if (fseeko(spool, (off_t)kept->at, SEEK_SET) < 0)
		return err_set_errno(err, errno, "a report's fragments");
	for (i = 0; i < HTML_SPOOL_PARTS; i++) {
		char *text = arena_alloc(arena, kept->lengths[i] + 1);

		if (fread(text, 1, kept->lengths[i], spool) < kept->lengths[i])
			return err_set(err, "a report's fragments are cut short");
		*texts[i] = text;
	}
	return 0;
}
