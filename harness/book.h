/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What reports take from the collection of cases (reports/book.h): read from its folder, kept in the run's folder as
 * RUN/book, which is laid out as the collection is, and read back from there by the same function. Of that folder
 * nothing is trusted: names are checked, links are not followed, sizes are limited.
 */
#ifndef SOCKSPEC_HARNESS_BOOK_H
#define SOCKSPEC_HARNESS_BOOK_H

#include <stddef.h>

#include "reports/book.h"

struct arena;
struct err;

#define BOOK_FOLDER "book"

/*
 * The chapters of the collection in `folder`, and the translations of the pages `ids`, in any order and some of them
 * twice. All of it lives in `arena`. NULL without err where there is nothing of the kind, NULL with err where it cannot be read.
 */
const struct report_book *book_read(const char *folder, const char *const *ids, size_t count, struct arena *arena,
	struct err *err);

/* Into RUN/book, below the folder of the run. NULL writes nothing. 0, or -1 with err. */
int book_write(const struct report_book *book, const char *run, struct err *err);

#endif
