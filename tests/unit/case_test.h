/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of the language's tests. */
#ifndef SOCKSPEC_CASE_TEST_H
#define SOCKSPEC_CASE_TEST_H

#include <check.h>

Suite *case_suite(void);
TCase *case_packet_tests(void); /* case_packet_test.c: packet lines */
TCase *case_peer_tests(void);   /* case_peer_test.c: peers made of packets, silence, absolute times */
TCase *case_page_tests(void);   /* case_page_test.c: Markdown, citations, places, hostile pages */
TCase *case_check_tests(void);  /* case_check_test.c: what is allowed, though it looks odd */
TCase *case_kinds_tests(void);   /* case_kinds_test.c: pages that are played with both kinds of socket */

#endif
