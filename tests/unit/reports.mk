# SPDX-License-Identifier: BSD-2-Clause
# The report formats against golden files (tests/golden/regenerate makes them anew), and against their schemas.
if HAVE_CHECK
check_PROGRAMS += tests/unit/reports.unit
TESTS += tests/unit/reports.unit
endif

tests_unit_reports_unit_SOURCES = tests/unit/reports_test.c tests/unit/reports_fixture.c tests/unit/reports_fixture.h \
	tests/unit/reports_evidence.c tests/unit/reports_kinds.c tests/unit/reports_packets.c tests/unit/reports_pages.h \
	tests/unit/reports_page_test.c \
	tests/unit/reports_text_test.c tests/unit/markup_test.c tests/unit/html_settings_test.c
tests_unit_reports_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_reports_unit_LDADD = libreports.a libjudge.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(CHECK_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(XML_LIBS) $(PCAP_LIBS)

if HAVE_CHECK
check_PROGRAMS += tests/unit/ladder.unit
TESTS += tests/unit/ladder.unit
endif

tests_unit_ladder_unit_SOURCES = tests/unit/ladder_test.c tests/unit/ladder_fixture.c tests/unit/ladder_fixture.h \
	tests/unit/ladder_states_test.c tests/unit/ladder_text_test.c tests/unit/happened_test.c \
	tests/unit/reports_evidence.c tests/unit/reports_packets.c tests/unit/reports_fixture.h
tests_unit_ladder_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_ladder_unit_LDADD = $(tests_unit_reports_unit_LDADD)

if HAVE_CHECK
check_PROGRAMS += tests/unit/ladder_layout.unit
TESTS += tests/unit/ladder_layout.unit
endif

tests_unit_ladder_layout_unit_SOURCES = tests/unit/ladder_layout_test.c
tests_unit_ladder_layout_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_ladder_layout_unit_LDADD = $(tests_unit_reports_unit_LDADD)

if HAVE_CHECK
check_PROGRAMS += tests/unit/sentence.unit
TESTS += tests/unit/sentence.unit
endif

tests_unit_sentence_unit_SOURCES = tests/unit/sentence_test.c tests/unit/unit.h
tests_unit_sentence_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_sentence_unit_LDADD = $(tests_unit_reports_unit_LDADD)

TESTS += tests/reports-valid.tap
dist_check_SCRIPTS += tests/reports-valid.tap
EXTRA_DIST += tests/golden/regenerate tests/golden/reports
