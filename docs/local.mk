# SPDX-License-Identifier: BSD-2-Clause
dist_man_MANS += docs/sockspec.1
dist_man_MANS += docs/sockspec-case.5

# Installed as they lie here, so that the links between them lead somewhere.
dist_doc_DATA = NEWS README.md
docpagesdir = $(docdir)/docs
dist_docpages_DATA = docs/actor-protocol.md docs/adding-a-case.md docs/evidence.md docs/language.md docs/own-server.md docs/registry.md docs/reports.md docs/run.md \
	docs/translation.md

# automake removes the files it installed, and leaves the folders that were made for them.
uninstall-hook: uninstall-folders
.PHONY: uninstall-folders
uninstall-folders:
	-@for folder in "$(docpagesdir)" "$(docdir)" "$(baselinesdir)" "$(pkgdatadir)" "$(pkglibexecdir)"; do \
		rmdir "$(DESTDIR)$$folder" 2>/dev/null; \
	done; :
