# SPDX-License-Identifier: BSD-2-Clause
# The leaf layers: base, names, evidence.
if HAVE_CHECK
base_units = tests/unit/base.unit tests/unit/io.unit tests/unit/value.unit tests/unit/names.unit \
	tests/unit/packet.unit tests/unit/filter.unit tests/unit/store.unit \
	tests/unit/capture_file.unit tests/unit/packet_broken.unit tests/unit/packet_encode.unit \
	tests/unit/packet_made.unit tests/unit/lang.unit
check_PROGRAMS += $(base_units)
TESTS += $(base_units)

tests_unit_base_unit_SOURCES = tests/unit/base_test.c tests/unit/unit.h
tests_unit_base_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_base_unit_LDADD = libbase.a $(CHECK_LIBS)

tests_unit_lang_unit_SOURCES = tests/unit/lang_test.c tests/unit/unit.h
tests_unit_lang_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_lang_unit_LDADD = libbase.a $(CHECK_LIBS)

tests_unit_io_unit_SOURCES = tests/unit/io_test.c tests/unit/unit.h
tests_unit_io_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_io_unit_LDADD = libbase.a $(CHECK_LIBS)

tests_unit_value_unit_SOURCES = tests/unit/value_test.c tests/unit/unit.h
tests_unit_value_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_value_unit_LDADD = libbase.a $(JANSSON_LIBS) $(CHECK_LIBS)

tests_unit_names_unit_SOURCES = tests/unit/names_test.c tests/unit/unit.h
tests_unit_names_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_names_unit_LDADD = libnames.a libbase.a $(CHECK_LIBS)

tests_unit_packet_unit_SOURCES = tests/unit/packet_test.c tests/unit/packet_build.c \
	tests/unit/packet_build.h tests/unit/unit.h
tests_unit_packet_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_packet_unit_LDADD = libevidence.a libnames.a libbase.a $(CHECK_LIBS)

tests_unit_packet_broken_unit_SOURCES = tests/unit/packet_broken_test.c tests/unit/packet_build.c \
	tests/unit/packet_build.h tests/unit/unit.h
tests_unit_packet_broken_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_packet_broken_unit_LDADD = libevidence.a libnames.a libbase.a $(CHECK_LIBS)

tests_unit_packet_encode_unit_SOURCES = tests/unit/packet_encode_test.c tests/unit/packet_build.c \
	tests/unit/packet_build.h tests/unit/unit.h
tests_unit_packet_encode_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_packet_encode_unit_LDADD = libevidence.a libnames.a libbase.a $(CHECK_LIBS)

tests_unit_packet_made_unit_SOURCES = tests/unit/packet_made_test.c tests/unit/unit.h
tests_unit_packet_made_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_packet_made_unit_LDADD = libevidence.a libnames.a libbase.a $(CHECK_LIBS)

tests_unit_filter_unit_SOURCES = tests/unit/filter_test.c tests/unit/packet_build.c \
	tests/unit/packet_build.h tests/unit/unit.h
tests_unit_filter_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_filter_unit_LDADD = libbase.a $(PCAP_LIBS) $(CHECK_LIBS)

tests_unit_store_unit_SOURCES = tests/unit/store_test.c tests/unit/unit.h
tests_unit_store_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_store_unit_LDADD = libevidence.a libnames.a libbase.a $(PCAP_LIBS) $(JANSSON_LIBS) \
	$(CHECK_LIBS)

tests_unit_capture_file_unit_SOURCES = tests/unit/capture_file_test.c tests/unit/packet_build.c \
	tests/unit/packet_build.h tests/unit/unit.h
tests_unit_capture_file_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_capture_file_unit_LDADD = libevidence.a libnames.a libbase.a $(PCAP_LIBS) \
	$(JANSSON_LIBS) $(CHECK_LIBS)
endif

dist_check_SCRIPTS += tests/unit/evidence-schema.tap
TESTS += tests/unit/evidence-schema.tap
