# SPDX-License-Identifier: BSD-2-Clause
# Pages as programs: they are compiled and run, and give what their cases do. A sample with the other tests; all, which takes a
# minute, with `make check-exports`.
dist_check_SCRIPTS += tests/export/exports.tap
TESTS += tests/export/exports.tap
EXTRA_DIST += tests/export/play.sh tests/export/sample tests/export/differs tests/export/hostile.md

EXPORTS = all
check-exports: $(bin_PROGRAMS) tests/wrong/wrong-server
	EXPORTS=$(EXPORTS) srcdir='$(srcdir)' builddir='$(builddir)' CC='$(CC)' $(SHELL) $(srcdir)/tests/export/exports.tap > tests/exports.all || { cat tests/exports.all; exit 1; }
	@grep -A 30 -E '^not ok' tests/exports.all && exit 1; tail -n 2 tests/exports.all
.PHONY: check-exports
CLEANFILES += tests/exports.all
