# SPDX-License-Identifier: BSD-2-Clause
# Each expected value of each page changed in turn, and judged over what was really played.
check_PROGRAMS += tests/mutants/mutants
tests_mutants_mutants_SOURCES = tests/mutants/mutants_main.c tests/mutants/mutant.h tests/mutants/mutant.c \
	tests/mutants/mutant_packet.c tests/mutants/mutant_value.c harness/run_record.c
tests_mutants_mutants_LDADD = libjudge.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS)

dist_check_SCRIPTS += tests/mutants/mutants.tap
TESTS += tests/mutants/mutants.tap
EXTRA_DIST += tests/mutants/check-mutants tests/mutants/survivors
# It judges again what that test has played.
tests/mutants/mutants.log: tests/cases.log

check-mutants: $(bin_PROGRAMS) $(pkglibexec_PROGRAMS) tests/mutants/mutants tests/wrong/wrong-server tests/wrong/shims.so
	srcdir='$(srcdir)' builddir='$(builddir)' $(SHELL) $(srcdir)/tests/mutants/check-mutants
.PHONY: check-mutants
