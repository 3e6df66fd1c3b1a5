# SPDX-License-Identifier: BSD-2-Clause
# The registry, and the reference servers.
if HAVE_CHECK
check_PROGRAMS += tests/unit/registry.unit
TESTS += tests/unit/registry.unit
tests_unit_registry_unit_SOURCES = tests/unit/registry_test.c
tests_unit_registry_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_registry_unit_LDADD = libcase.a libnames.a libbase.a $(CHECK_LIBS)
endif
