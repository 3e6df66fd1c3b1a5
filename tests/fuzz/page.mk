# SPDX-License-Identifier: BSD-2-Clause
# The fuzz target of pages; it needs what flex and bison make, so `make fuzz-page` is a rule of its own.
check_PROGRAMS += tests/fuzz/page.unit
TESTS += tests/fuzz/page.unit

fuzz_page_libs = libcase.a libnames.a libbase.a $(CMARK_LIBS) $(PCAP_LIBS) $(JANSSON_LIBS)
tests_fuzz_page_unit_SOURCES = tests/fuzz/page_fuzz.c tests/fuzz/driver.c
tests_fuzz_page_unit_CPPFLAGS = $(AM_CPPFLAGS) -DFUZZ_TARGET='"page"'
tests_fuzz_page_unit_LDADD = $(fuzz_page_libs)

fuzz_page_made = harness/case/grammar.c harness/case/lexer.c harness/case/registry_table.c po/zh_CN.c
.PHONY: fuzz-page
fuzz-page: $(fuzz_page_made)
	$(MKDIR_P) fuzz/page.found
	made=; for file in $(fuzz_page_made); do \
		if test -f "$$file"; then made="$$made $(abs_builddir)/$$file"; else made="$$made $$file"; fi; \
	done; \
	(cd $(srcdir) && $(FUZZ_CC) -std=gnu17 -g -O1 -fsanitize=fuzzer,address,undefined \
		-I$(abs_builddir) $(AM_CPPFLAGS) -I. -o $(abs_builddir)/fuzz/page tests/fuzz/page_fuzz.c $$made \
		`printf '%s\n' $(libcase_a_SOURCES) $(libnames_a_SOURCES) $(libbase_a_SOURCES) | grep '\.c$$'` \
		$(CMARK_LIBS) $(PCAP_LIBS) $(JANSSON_LIBS))
	fuzz/page -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -rss_limit_mb=1024 -artifact_prefix=fuzz/page- \
		fuzz/page.found $(srcdir)/tests/fuzz/corpus/page $(srcdir)/tests/broken
