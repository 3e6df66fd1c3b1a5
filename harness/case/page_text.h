/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a page's bytes are text at all. Inside harness/case only. */
#ifndef SOCKSPEC_PAGE_TEXT_H
#define SOCKSPEC_PAGE_TEXT_H

#include "harness/case/page.h"

/* UTF-8 without control characters, not too large. 0, or -1 with the first mistake reported. */
int page_text_check(const struct case_page *page, struct diagnostics *list);

#endif
