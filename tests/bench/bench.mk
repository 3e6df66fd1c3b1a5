# SPDX-License-Identifier: BSD-2-Clause
# make bench: what sockspec costs here, as ratios from one run.
EXTRA_PROGRAMS = tests/bench/bench
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = libbase.a $(JANSSON_LIBS) $(PCAP_LIBS)
CLEANFILES += tests/bench/bench

bench: all tests/bench/bench
	@work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && tests/bench/bench $(abs_builddir)/sockspec $(abs_srcdir)/cases "$$work"
.PHONY: bench
