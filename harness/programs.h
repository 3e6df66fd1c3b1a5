/* SPDX-License-Identifier: BSD-2-Clause */
/* A case's page as programs, for the reports that show code. */
#ifndef SOCKSPEC_PROGRAMS_H
#define SOCKSPEC_PROGRAMS_H

#include "harness/case/case.h"
#include "harness/judge/verdict.h"

/* Fills in the result's program_c and program_python, in its arena, and why there is none where one is missing. */
void programs_fill(struct result *result, const struct case_page *page);

#endif
