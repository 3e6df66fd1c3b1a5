# SPDX-License-Identifier: BSD-2-Clause
# Every packet of every capture that tests/cases.tap left, decoded and encoded again.
check_PROGRAMS += tests/inverse/inverse
tests_inverse_inverse_SOURCES = tests/inverse/inverse.c
tests_inverse_inverse_LDADD = libevidence.a libnames.a libbase.a $(PCAP_LIBS) $(JANSSON_LIBS)

dist_check_SCRIPTS += tests/inverse/inverse.tap
TESTS += tests/inverse/inverse.tap
tests/inverse/inverse.log: tests/cases.log
