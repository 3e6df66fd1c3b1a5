# SPDX-License-Identifier: BSD-2-Clause
# make check-browser: the HTML report in Chromium, below axe-core, which is fetched for it; nothing else of sockspec ever is.
EXTRA_DIST += tests/browser/browser.tap tests/browser/browser.py tests/browser/fetch_axe.py tests/browser/readers.py \
	tests/browser/session.py

tests/browser/axe.min.js: tests/browser/fetch_axe.py
	$(AM_V_GEN)/usr/bin/env python3 $(srcdir)/tests/browser/fetch_axe.py $@

check-browser: all tests/browser/axe.min.js
	@$(MAKE) check TESTS=tests/browser/browser.tap
.PHONY: check-browser

CLEANFILES += tests/browser/axe.min.js
