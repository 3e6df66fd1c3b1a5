# SPDX-License-Identifier: BSD-2-Clause
# The player's parts that can be tested alone: child processes, the actor link, lateness, live packets.
if HAVE_CHECK
player_units = tests/unit/proc.unit tests/unit/actor_link.unit tests/unit/lateness.unit tests/unit/live.unit \
	tests/unit/lingering.unit
if SANDBOX_LINUX
player_units += tests/unit/turn.unit
endif
player_units_libraries = libplay.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(CHECK_LIBS) $(PCAP_LIBS) $(JANSSON_LIBS) $(MNL_LIBS) $(UV_LIBS)
check_PROGRAMS += $(player_units)
TESTS += $(player_units)
tests_unit_proc_unit_SOURCES = tests/unit/proc_test.c
tests_unit_proc_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_proc_unit_LDADD = $(player_units_libraries)
tests_unit_actor_link_unit_SOURCES = tests/unit/actor_link_test.c
tests_unit_actor_link_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_actor_link_unit_LDADD = $(player_units_libraries)
tests_unit_lateness_unit_SOURCES = tests/unit/lateness_test.c
tests_unit_lateness_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_lateness_unit_LDADD = $(player_units_libraries)
tests_unit_lingering_unit_SOURCES = tests/unit/lingering_test.c
tests_unit_lingering_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_lingering_unit_LDADD = $(player_units_libraries)
tests_unit_turn_unit_SOURCES = tests/unit/turn_test.c
tests_unit_turn_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_turn_unit_LDADD = $(player_units_libraries)
tests_unit_live_unit_SOURCES = tests/unit/live_test.c
tests_unit_live_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_live_unit_LDADD = $(player_units_libraries)
endif
TESTS += tests/play/play.tap tests/play/levels.tap
EXTRA_DIST += tests/play/play.tap tests/play/levels.tap
