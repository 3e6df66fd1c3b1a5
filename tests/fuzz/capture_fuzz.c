/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a capture file: refused with words, or taken. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evidence *evidence = evidence_new();
	int fd = memfd_create("capture", MFD_CLOEXEC), status;
	struct err err;
	char path[64];

	if (fd < 0 || io_write_all(fd, data, size) != 0)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	evidence->host_address[0] = evidence->host_address[1] = "127.0.0.1";
	err_init(&err);
	status = store_read_capture(evidence, 0, path, &err);
	if ((status != 0) != err.set)
		abort();
	close(fd);
	evidence_free(evidence);
	return 0;
}
