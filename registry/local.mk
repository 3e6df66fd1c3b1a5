# SPDX-License-Identifier: BSD-2-Clause
# What can be cited: tables that become a part of libcase.a.
registry_tables = \
	registry/requirements.tsv \
	registry/behaviours.tsv \
	registry/claims.tsv \
	registry/methods.tsv \
	registry/aliases.tsv \
	registry/requirements.zh.tsv \
	registry/claims.zh.tsv \
	registry/methods.zh.tsv
EXTRA_DIST += $(registry_tables) harness/case/registry.awk
libcase_a_SOURCES += \
	harness/case/registry.c \
	harness/case/registry_table.h
nodist_libcase_a_SOURCES = harness/case/registry_table.c
CLEANFILES += harness/case/registry_table.c

harness/case/registry_table.c: $(registry_tables) harness/case/registry.awk
	$(AM_V_GEN)$(MKDIR_P) harness/case && \
	tables= && for table in $(registry_tables); do \
		if test -f "$$table"; then tables="$$tables $$table"; else tables="$$tables $(srcdir)/$$table"; fi; \
	done && \
	LC_ALL=C $(AWK) -f $(srcdir)/harness/case/registry.awk $$tables >$@.tmp && mv $@.tmp $@
