# SPDX-License-Identifier: BSD-2-Clause
# The sandbox and the wire, one program a level, so that each can be skipped by itself.
if HAVE_CHECK
if SANDBOX_LINUX
sandbox_tests = tests/unit/sandbox_host.unit tests/unit/sandbox_loopback.unit tests/unit/sandbox_wire.unit \
	tests/unit/sandbox_enter.unit tests/unit/diag.unit
check_PROGRAMS += $(sandbox_tests)
TESTS += $(sandbox_tests)
sandbox_test_cflags = $(AM_CFLAGS) $(CHECK_CFLAGS)
sandbox_test_ldadd = libplay.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(MNL_LIBS) $(UV_LIBS) $(CHECK_LIBS)
sandbox_test_support = tests/unit/sandbox_support.c tests/unit/sandbox_support.h
sandbox_test_bed = $(sandbox_test_support) tests/unit/sandbox_bed.c tests/unit/sandbox_bed.h

tests_unit_sandbox_host_unit_SOURCES = tests/unit/sandbox_host_test.c $(sandbox_test_support)
tests_unit_sandbox_host_unit_CFLAGS = $(sandbox_test_cflags)
tests_unit_sandbox_host_unit_LDADD = $(sandbox_test_ldadd)
tests_unit_sandbox_loopback_unit_SOURCES = tests/unit/sandbox_loopback_test.c $(sandbox_test_support)
tests_unit_sandbox_loopback_unit_CFLAGS = $(sandbox_test_cflags)
tests_unit_sandbox_loopback_unit_LDADD = $(sandbox_test_ldadd)
tests_unit_sandbox_wire_unit_SOURCES = tests/unit/sandbox_wire_test.c tests/unit/sandbox_actions_test.c \
	tests/unit/sandbox_peer_test.c \
	tests/unit/sandbox_actions.h $(sandbox_test_bed)
tests_unit_sandbox_wire_unit_CFLAGS = $(sandbox_test_cflags)
tests_unit_sandbox_wire_unit_LDADD = $(sandbox_test_ldadd)
tests_unit_sandbox_enter_unit_SOURCES = tests/unit/sandbox_enter_test.c $(sandbox_test_support)
tests_unit_sandbox_enter_unit_CFLAGS = $(sandbox_test_cflags)
tests_unit_sandbox_enter_unit_LDADD = $(sandbox_test_ldadd)
tests_unit_diag_unit_SOURCES = tests/unit/diag_test.c $(sandbox_test_bed)
tests_unit_diag_unit_CFLAGS = $(sandbox_test_cflags)
tests_unit_diag_unit_LDADD = $(sandbox_test_ldadd)
endif
endif
