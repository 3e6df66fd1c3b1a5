# SPDX-License-Identifier: BSD-2-Clause
# A case is found by its place, never listed: the whole tree is shipped and installed as it stands.
dist-hook: dist-cases
.PHONY: dist-cases
dist-cases:
	cd $(srcdir) && find cases -name '*.md' -o -name ORDER | LC_ALL=C sort | while read -r page; do \
		$(MKDIR_P) "$(abs_builddir)/$(distdir)/$$(dirname "$$page")" && cp -p "$$page" "$(abs_builddir)/$(distdir)/$$page" || exit 1; \
	done

install-data-local: install-cases
.PHONY: install-cases
install-cases:
	cd $(srcdir) && find cases -name '*.md' -o -name ORDER | LC_ALL=C sort | while read -r page; do \
		$(MKDIR_P) "$(DESTDIR)$(pkgdatadir)/$$(dirname "$$page")" && \
		$(INSTALL_DATA) "$$page" "$(DESTDIR)$(pkgdatadir)/$$page" || exit 1; \
	done

uninstall-local: uninstall-cases
.PHONY: uninstall-cases
uninstall-cases:
	rm -rf "$(DESTDIR)$(pkgdatadir)/cases"

# The report of every case, as a folder that opens from file://.
report: all
	SOCKSPEC_CASES=$(srcdir)/cases ./sockspec run --report report
	@echo "The report is in $(abs_builddir)/report/index.html"
.PHONY: report
clean-local: clean-report
.PHONY: clean-report
clean-report:
	rm -rf report

installcheck-local: installcheck-cases
.PHONY: installcheck-cases
installcheck-cases:
	cd / && "$(DESTDIR)$(bindir)/sockspec" run --cases "$(DESTDIR)$(pkgdatadir)/cases" --quiet

baselinesdir = $(pkgdatadir)/baselines
dist_baselines_DATA = baselines/linux.tsv
