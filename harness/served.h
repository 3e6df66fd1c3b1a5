/* SPDX-License-Identifier: BSD-2-Clause */
/* With --server, a run is about the server that was put in place: which of the selected pages launch it. */
#ifndef SOCKSPEC_SERVED_H
#define SOCKSPEC_SERVED_H

#include "harness/options.h"
#include "harness/pages.h"
#include "harness/select.h"

/*
 * Leaves only the pages that launch a server that --server replaces, and says on standard error how many; all of them without
 * --server. `pages` are those of `selection`, one for one, and stay so. Returns how many are left.
 */
size_t served_keep(const struct options *options, struct selection *selection, struct pages *pages);

#endif
