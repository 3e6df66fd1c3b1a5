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
	if test -x tests/bench/wire; then tests/bench/wire; fi && \
	$(bench_python) $(srcdir)/tests/bench/report.py $(abs_builddir)/sockspec $(abs_srcdir)/cases "$$work" $(BENCH_RUN)
.PHONY: bench

# The report of a thousand cases alone: of the stored run BENCH_RUN where that is given, else of every case, played first.
bench-report: all
	@work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && \
	$(bench_python) $(srcdir)/tests/bench/report.py $(abs_builddir)/sockspec $(abs_srcdir)/cases "$$work" $(BENCH_RUN)
.PHONY: bench-report
# Debian's modules are those of its own python3.
bench_python = `test -x /usr/bin/python3 && echo /usr/bin/python3 || echo python3`
EXTRA_DIST += tests/bench/report.py
