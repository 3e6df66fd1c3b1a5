# SPDX-License-Identifier: BSD-2-Clause
# Catalogues in gettext's format, compiled in (harness/base/lang.h). Gettext's tools are needed to change them, not to build.
catalogues = po/zh_CN.po
nodist_libbase_a_SOURCES = po/zh_CN.c
EXTRA_DIST += po/catalogue.awk po/update $(catalogues)
CLEANFILES += po/zh_CN.c

po/zh_CN.c: po/zh_CN.po po/catalogue.awk
	$(AM_V_GEN)$(MKDIR_P) po && $(AWK) -v name=zh_CN -f $(srcdir)/po/catalogue.awk $(srcdir)/po/zh_CN.po > $@-t && mv $@-t $@

# After the texts of the sources have changed: the catalogues have the new ones, untranslated, and those that are gone no more.
update-po:
	$(srcdir)/po/update $(srcdir)
.PHONY: update-po
