/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A page with `kinds stream datagram` is two cases: a view for each kind, with its lines only. Inside
 * harness/case only.
 */
#ifndef SOCKSPEC_VIEWS_H
#define SOCKSPEC_VIEWS_H

#include "harness/case/case.h"
#include "harness/case/parse.h"

/*
 * Makes page->views, in the page's arena, and checks each by itself, as a page is: what only one of them has wrong
 * says so. `kinds`: where that statement stands. The page is from then on played in the modes of its views.
 */
void views_make(struct case_page *page, struct where kinds, struct diagnostics *list, bool lenient);

#endif
