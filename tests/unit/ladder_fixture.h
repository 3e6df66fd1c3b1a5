/* SPDX-License-Identifier: BSD-2-Clause */
/* A play with nothing in it, to which packets and calls are added (reports_fixture.h), and its empty verdict. */
#ifndef SOCKSPEC_LADDER_FIXTURE_H
#define SOCKSPEC_LADDER_FIXTURE_H

#include "tests/unit/reports_fixture.h"

struct ladder_fixture {
	struct arena *arena;
	struct evidence *evidence;
	struct result *result;
};

void ladder_fixture_begin(struct ladder_fixture *fixture);
void ladder_fixture_end(struct ladder_fixture *fixture);

struct TCase;

void ladder_states_tests(struct TCase *tcase); /* ladder_states_test.c */
void ladder_text_tests(struct TCase *tcase);   /* ladder_text_test.c */
void happened_tests(struct TCase *tcase);      /* happened_test.c */

#endif
