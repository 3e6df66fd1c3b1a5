# SPDX-License-Identifier: BSD-2-Clause
# The language: good pages, and broken ones with the message that each must give.
if HAVE_CHECK
check_PROGRAMS += tests/unit/case.unit tests/unit/broken.unit
TESTS += tests/unit/case.unit tests/unit/broken.unit

case_test_libraries = libcase.a libnames.a libbase.a $(CMARK_LIBS) $(PCAP_LIBS) $(JANSSON_LIBS) $(CHECK_LIBS)

tests_unit_case_unit_SOURCES = tests/unit/case_test.c tests/unit/case_test.h tests/unit/case_check_test.c tests/unit/case_kinds_test.c \
	tests/unit/case_packet_test.c tests/unit/case_page_test.c tests/unit/case_peer_test.c tests/unit/case_support.c \
	tests/unit/case_support.h tests/unit/unit.h
tests_unit_case_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_case_unit_LDADD = $(case_test_libraries)

tests_unit_broken_unit_SOURCES = tests/unit/broken_test.c tests/unit/unit.h
tests_unit_broken_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_broken_unit_LDADD = $(case_test_libraries)

check_PROGRAMS += tests/unit/coverage.unit
TESTS += tests/unit/coverage.unit
tests_unit_coverage_unit_SOURCES = tests/unit/coverage_test.c harness/coverage.c harness/coverage.h \
	harness/coverage_select.c tests/unit/unit.h
tests_unit_coverage_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_coverage_unit_LDADD = $(case_test_libraries)
endif
EXTRA_DIST += tests/broken
