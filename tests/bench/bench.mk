# SPDX-License-Identifier: BSD-2-Clause
# make bench: what sockspec costs here, as ratios from one run.
bench_programs = tests/bench/bench tests/bench/answers
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = libbase.a $(JANSSON_LIBS) $(PCAP_LIBS)
tests_bench_answers_SOURCES = tests/bench/answers.c
tests_bench_answers_LDADD = libbase.a $(JANSSON_LIBS) $(PCAP_LIBS)
if SANDBOX_LINUX
bench_programs += tests/bench/wire
endif
tests_bench_wire_SOURCES = tests/bench/wire.c tests/bench/bench_veth.c tests/bench/bench_veth.h
tests_bench_wire_LDADD = libplay.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(MNL_LIBS) $(UV_LIBS)
EXTRA_PROGRAMS = tests/bench/bench tests/bench/answers tests/bench/wire
CLEANFILES += $(EXTRA_PROGRAMS)

bench: all $(bench_programs)
	@work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && \
	tests/bench/bench $(abs_builddir)/sockspec $(abs_srcdir)/cases "$$work" && \
	tests/bench/answers $(abs_builddir)/sockspec "$$work" && \
	if test -x tests/bench/wire; then tests/bench/wire; fi
.PHONY: bench
