/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of the matching suite. */
#ifndef SOCKSPEC_MATCH_TEST_H
#define SOCKSPEC_MATCH_TEST_H

#include <check.h>

TCase *match_flows_tests(void);
TCase *match_header_tests(void);
TCase *match_lines_tests(void);
TCase *match_packets_tests(void);

#endif
