# SPDX-License-Identifier: BSD-2-Clause
# Matching and judging, over evidence that nothing was played for.
if HAVE_CHECK
fake_play_sources = tests/unit/fake_play.c tests/unit/fake_play.h tests/unit/fake_judge.c \
	tests/unit/fake_packet.c
fake_play_libs = libjudge.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(CHECK_LIBS)

check_PROGRAMS += tests/unit/match.unit tests/unit/match_inject.unit tests/unit/judge.unit tests/unit/judge_mutation.unit
TESTS += tests/unit/match.unit tests/unit/match_inject.unit tests/unit/judge.unit tests/unit/judge_mutation.unit

tests_unit_match_unit_SOURCES = tests/unit/match_test.c tests/unit/match_test.h \
	tests/unit/match_packets_test.c tests/unit/match_flows_test.c tests/unit/match_header_test.c \
	tests/unit/match_lines_test.c $(fake_play_sources)
tests_unit_match_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_match_unit_LDADD = $(fake_play_libs)

tests_unit_match_inject_unit_SOURCES = tests/unit/match_inject_test.c
tests_unit_match_inject_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_match_inject_unit_LDADD = $(fake_play_libs)

tests_unit_judge_unit_SOURCES = tests/unit/judge_test.c tests/unit/judge_test.h \
	tests/unit/judge_hostile_test.c tests/unit/judge_trust_test.c tests/unit/judge_calls_test.c \
	tests/unit/judge_moments_test.c tests/unit/judge_times_test.c tests/unit/judge_packets_test.c \
	tests/unit/judge_injected_test.c $(fake_play_sources)
tests_unit_judge_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_judge_unit_LDADD = $(fake_play_libs)

tests_unit_judge_mutation_unit_SOURCES = tests/unit/judge_mutation_test.c $(fake_play_sources)
tests_unit_judge_mutation_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_judge_mutation_unit_LDADD = $(fake_play_libs)
endif
