# SPDX-License-Identifier: BSD-2-Clause
# The registry, and the reference servers.
if HAVE_CHECK
servers_tests = tests/unit/registry.unit \
	tests/unit/servers_tcp.unit tests/unit/servers_udp.unit tests/unit/servers_wrong.unit
check_PROGRAMS += $(servers_tests)
TESTS += $(servers_tests)

tests_unit_registry_unit_SOURCES = tests/unit/registry_test.c
tests_unit_registry_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_registry_unit_LDADD = libcase.a libnames.a libbase.a $(CHECK_LIBS)

tests_unit_servers_tcp_unit_SOURCES = tests/unit/servers_tcp_test.c \
	tests/unit/server_process.c tests/unit/server_process.h
tests_unit_servers_tcp_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_servers_tcp_unit_LDADD = $(CHECK_LIBS)

tests_unit_servers_udp_unit_SOURCES = tests/unit/servers_udp_test.c \
	tests/unit/server_process.c tests/unit/server_process.h
tests_unit_servers_udp_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_servers_udp_unit_LDADD = $(CHECK_LIBS)

tests_unit_servers_wrong_unit_SOURCES = tests/unit/servers_wrong_test.c \
	tests/unit/server_process.c tests/unit/server_process.h
tests_unit_servers_wrong_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_servers_wrong_unit_LDADD = $(CHECK_LIBS)
endif
