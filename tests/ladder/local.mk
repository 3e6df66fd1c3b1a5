# SPDX-License-Identifier: BSD-2-Clause
# Ladders of stored plays, compared with what others make of the same captures.
check_PROGRAMS += tests/ladder/ladder_dump
tests_ladder_ladder_dump_SOURCES = tests/ladder/ladder_dump.c
tests_ladder_ladder_dump_LDADD = libreports.a libjudge.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(CMARK_LIBS) $(JANSSON_LIBS) $(XML_LIBS) $(PCAP_LIBS)

# Whether any text of a drawing is in the way of another one.
check_PROGRAMS += tests/ladder/ladder_geometry
tests_ladder_ladder_geometry_SOURCES = tests/ladder/ladder_geometry.c
tests_ladder_ladder_geometry_LDADD = $(tests_ladder_ladder_dump_LDADD)

dist_check_SCRIPTS += tests/ladder/geometry.tap tests/ladder/states.tap tests/ladder/tshark.tap tests/ladder/tshark.py
TESTS += tests/ladder/geometry.tap tests/ladder/states.tap tests/ladder/tshark.tap
tests/ladder/geometry.log: tests/cases.log
tests/ladder/states.log: tests/cases.log
tests/ladder/tshark.log: tests/cases.log
