# SPDX-License-Identifier: BSD-2-Clause
# Fuzz targets, one for each kind of text or bytes that others may have written. `make check` runs each over its corpus and
# over changes of it; `make fuzz` needs clang and looks for more, FUZZ_SECONDS each: what it finds goes into the corpus.
fuzz_units = tests/fuzz/packet.unit tests/fuzz/value.unit tests/fuzz/evidence.unit tests/fuzz/filter.unit \
	tests/fuzz/capture.unit tests/fuzz/encode.unit tests/fuzz/page.unit tests/fuzz/translation.unit \
	tests/fuzz/baseline.unit tests/fuzz/order.unit tests/fuzz/run.unit tests/fuzz/answer.unit tests/fuzz/judge.unit
check_PROGRAMS += $(fuzz_units)
TESTS += $(fuzz_units)
EXTRA_DIST += tests/fuzz/corpus

fuzz_driver = tests/fuzz/driver.c
fuzz_json = tests/fuzz/json_edit.c tests/fuzz/json_edit.h
fuzz_evidence_libs = libevidence.a libnames.a libbase.a $(PCAP_LIBS) $(JANSSON_LIBS)
fuzz_case_libs = libcase.a libnames.a libbase.a $(CMARK_LIBS) $(PCAP_LIBS) $(JANSSON_LIBS)
fuzz_libs = libreports.a libjudge.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(XML_LIBS)

tests_fuzz_packet_unit_SOURCES = tests/fuzz/packet_fuzz.c $(fuzz_driver)
tests_fuzz_packet_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"packet"'
tests_fuzz_packet_unit_LDADD = $(fuzz_evidence_libs)
tests_fuzz_value_unit_SOURCES = tests/fuzz/value_fuzz.c $(fuzz_driver)
tests_fuzz_value_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"value"'
tests_fuzz_value_unit_LDADD = $(fuzz_evidence_libs)
tests_fuzz_evidence_unit_SOURCES = tests/fuzz/evidence_fuzz.c $(fuzz_driver)
tests_fuzz_evidence_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"evidence"'
tests_fuzz_evidence_unit_LDADD = $(fuzz_evidence_libs)
tests_fuzz_filter_unit_SOURCES = tests/fuzz/filter_fuzz.c $(fuzz_driver)
tests_fuzz_filter_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"filter"'
tests_fuzz_filter_unit_LDADD = $(fuzz_evidence_libs)
tests_fuzz_capture_unit_SOURCES = tests/fuzz/capture_fuzz.c $(fuzz_driver)
tests_fuzz_capture_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"capture"'
tests_fuzz_capture_unit_LDADD = $(fuzz_evidence_libs)
tests_fuzz_encode_unit_SOURCES = tests/fuzz/encode_fuzz.c $(fuzz_driver)
tests_fuzz_encode_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"encode"'
tests_fuzz_encode_unit_LDADD = $(fuzz_evidence_libs)
tests_fuzz_page_unit_SOURCES = tests/fuzz/page_fuzz.c $(fuzz_driver)
tests_fuzz_page_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"page"'
tests_fuzz_page_unit_LDADD = $(fuzz_case_libs)
tests_fuzz_translation_unit_SOURCES = tests/fuzz/translation_fuzz.c $(fuzz_driver)
tests_fuzz_translation_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"translation"'
tests_fuzz_translation_unit_LDADD = $(fuzz_case_libs)
tests_fuzz_baseline_unit_SOURCES = tests/fuzz/baseline_fuzz.c $(fuzz_driver)
tests_fuzz_baseline_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"baseline"'
tests_fuzz_baseline_unit_LDADD = libjudge.a $(fuzz_case_libs)
tests_fuzz_order_unit_SOURCES = tests/fuzz/order_fuzz.c $(fuzz_driver) harness/order.c harness/order.h
tests_fuzz_order_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"order"'
tests_fuzz_order_unit_LDADD = $(fuzz_libs)
tests_fuzz_run_unit_SOURCES = tests/fuzz/run_fuzz.c $(fuzz_driver) $(fuzz_json) harness/run_record.c harness/rundir.h
tests_fuzz_run_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"run"' -DHEAD=12
tests_fuzz_run_unit_LDADD = $(fuzz_libs)
tests_fuzz_answer_unit_SOURCES = tests/fuzz/answer_fuzz.c $(fuzz_driver) $(fuzz_json) harness/play/actor_answer.c harness/play/actor_answer.h
tests_fuzz_answer_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"answer"' -DHEAD=12
tests_fuzz_answer_unit_LDADD = $(fuzz_libs)
tests_fuzz_judge_unit_SOURCES = tests/fuzz/judge_fuzz.c $(fuzz_driver) $(fuzz_json)
tests_fuzz_judge_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"judge"' -DHEAD=12 -DCHANGES=100
tests_fuzz_judge_unit_LDADD = $(fuzz_libs)

# Everything below the command, once with a fuzzer's eyes in it; each target is linked with what it needs of that.
FUZZ_SECONDS = 60
FUZZ_TARGETS = packet encode value evidence filter capture page translation baseline order run answer judge
FUZZ_CC = clang
fuzz_flags = -std=gnu17 -g -O1 -fsanitize=fuzzer-no-link,address,undefined -I$(abs_builddir) $(AM_CPPFLAGS) -I.
fuzz_sources = $(libreports_a_SOURCES) $(libjudge_a_SOURCES) $(libmatch_a_SOURCES) $(libevidence_a_SOURCES) \
	$(libcase_a_SOURCES) $(libnames_a_SOURCES) $(libbase_a_SOURCES) harness/order.c harness/run_record.c \
	harness/play/actor_answer.c tests/fuzz/json_edit.c
fuzz_made = harness/case/grammar.c harness/case/lexer.c harness/case/registry_table.c po/zh_CN.c \
	reports/glossary_table.c reports/html_assets.c
fuzz/libfuzzed.a: $(fuzz_sources) $(fuzz_made)
	rm -rf fuzz/objects && $(MKDIR_P) fuzz/objects && cd $(srcdir) && \
	for file in `printf '%s\n' $(fuzz_sources) $(fuzz_made) | grep '\.c$$' | sort -u`; do \
		object=$(abs_builddir)/fuzz/objects/`echo $$file | tr / _`.o; \
		test -f $$file || file=$(abs_builddir)/$$file; \
		$(FUZZ_CC) $(fuzz_flags) -c -o $$object $$file || exit 1; \
	done
	rm -f $@ && $(AR) cr $@ fuzz/objects/*.o

.PHONY: fuzz
fuzz: fuzz/libfuzzed.a
	for target in $(FUZZ_TARGETS); do \
		(cd $(srcdir) && $(FUZZ_CC) $(fuzz_flags) -fsanitize=fuzzer -o $(abs_builddir)/fuzz/$$target \
			tests/fuzz/$${target}_fuzz.c $(abs_builddir)/fuzz/libfuzzed.a \
			$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(XML_LIBS)) && \
		$(MKDIR_P) fuzz/$$target.found && \
		more= && if test $$target = page; then more=$(srcdir)/tests/broken; fi && \
		fuzz/$$target -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -rss_limit_mb=1024 \
			-artifact_prefix=fuzz/$$target- fuzz/$$target.found \
			$(srcdir)/tests/fuzz/corpus/$$target $$more || exit 1; \
	done
