# SPDX-License-Identifier: BSD-2-Clause
# Fuzz targets. `make check` runs each over its corpus and over changes of it; `make fuzz` needs clang and
# looks for more, FUZZ_SECONDS each: what it finds goes into the corpus.
fuzz_units = tests/fuzz/packet.unit tests/fuzz/value.unit tests/fuzz/evidence.unit \
	tests/fuzz/filter.unit tests/fuzz/capture.unit tests/fuzz/encode.unit
check_PROGRAMS += $(fuzz_units)
TESTS += $(fuzz_units)
EXTRA_DIST += tests/fuzz/corpus

fuzz_libs = libevidence.a libnames.a libbase.a $(PCAP_LIBS) $(JANSSON_LIBS)

tests_fuzz_packet_unit_SOURCES = tests/fuzz/packet_fuzz.c tests/fuzz/driver.c
tests_fuzz_packet_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"packet"'
tests_fuzz_packet_unit_LDADD = $(fuzz_libs)
tests_fuzz_encode_unit_SOURCES = tests/fuzz/encode_fuzz.c tests/fuzz/driver.c
tests_fuzz_encode_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"encode"'
tests_fuzz_encode_unit_LDADD = $(fuzz_libs)
tests_fuzz_value_unit_SOURCES = tests/fuzz/value_fuzz.c tests/fuzz/driver.c
tests_fuzz_value_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"value"'
tests_fuzz_value_unit_LDADD = $(fuzz_libs)
tests_fuzz_evidence_unit_SOURCES = tests/fuzz/evidence_fuzz.c tests/fuzz/driver.c
tests_fuzz_evidence_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"evidence"'
tests_fuzz_evidence_unit_LDADD = $(fuzz_libs)
tests_fuzz_filter_unit_SOURCES = tests/fuzz/filter_fuzz.c tests/fuzz/driver.c
tests_fuzz_filter_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"filter"'
tests_fuzz_filter_unit_LDADD = $(fuzz_libs)
tests_fuzz_capture_unit_SOURCES = tests/fuzz/capture_fuzz.c tests/fuzz/driver.c
tests_fuzz_capture_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"capture"'
tests_fuzz_capture_unit_LDADD = $(fuzz_libs)

FUZZ_SECONDS = 60
FUZZ_TARGETS = packet encode value evidence filter capture
FUZZ_CC = clang
fuzz_sources = $(libevidence_a_SOURCES) $(libnames_a_SOURCES) $(libbase_a_SOURCES)
.PHONY: fuzz
fuzz:
	$(MKDIR_P) fuzz
	for target in $(FUZZ_TARGETS); do \
		(cd $(srcdir) && $(FUZZ_CC) -std=gnu17 -g -O1 -fsanitize=fuzzer,address,undefined \
			-I$(abs_builddir) $(AM_CPPFLAGS) -I. -o $(abs_builddir)/fuzz/$$target \
			tests/fuzz/$${target}_fuzz.c `printf '%s\n' $(fuzz_sources) | grep '\.c$$'` \
			$(PCAP_LIBS) $(JANSSON_LIBS)) && \
		$(MKDIR_P) fuzz/$$target.found && \
		fuzz/$$target -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -rss_limit_mb=1024 \
			-artifact_prefix=fuzz/$$target- fuzz/$$target.found \
			$(srcdir)/tests/fuzz/corpus/$$target || exit 1; \
	done
