# SPDX-License-Identifier: BSD-2-Clause
# The actor, alone, and below wrong stacks.
if HAVE_CHECK
check_PROGRAMS += tests/unit/actor.unit tests/unit/shim.unit
TESTS += tests/unit/actor.unit tests/unit/shim.unit

tests_unit_actor_unit_SOURCES = tests/unit/actor_test.c tests/unit/actor_test.h \
	tests/unit/actor_stream_test.c tests/unit/actor_datagram_test.c tests/unit/actor_messages_test.c tests/unit/actor_value_test.c tests/unit/actor_waiting_test.c \
	tests/unit/actor_library_test.c \
	tests/unit/actor_protocol_test.c tests/unit/actor_other_test.c tests/unit/actor_client.c \
	tests/unit/actor_client.h
tests_unit_actor_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_actor_unit_LDADD = libactor.a libcase.a libnames.a libbase.a $(PCAP_LIBS) $(JANSSON_LIBS) $(CHECK_LIBS)

tests_unit_shim_unit_SOURCES = tests/unit/shim_test.c tests/unit/actor_client.c tests/unit/actor_client.h
tests_unit_shim_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_shim_unit_LDADD = libactor.a libnames.a libbase.a $(PCAP_LIBS) $(JANSSON_LIBS) $(CHECK_LIBS)
EXTRA_DIST += tests/actor/python_actor.py tests/actor/actor.supp
endif
