/* SPDX-License-Identifier: BSD-2-Clause */
/* What the main of a Check program does. Each test in a process of its own, TAP on standard output. */
#ifndef SOCKSPEC_UNIT_H
#define SOCKSPEC_UNIT_H

#include <check.h>
#include <stdlib.h>

static inline int
unit_run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
