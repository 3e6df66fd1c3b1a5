# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libreports.a
libreports_a_SOURCES = \
	reports/explain.c reports/explain.h \
	reports/formats.h \
	reports/html.c reports/html.h \
	reports/html_finding.c \
	reports/html_frame.c \
	reports/html_happenings.c \
	reports/html_index.c \
	reports/html_keep.c \
	reports/html_machine.c \
	reports/html_markdown.c \
	reports/html_packet.c \
	reports/html_page.c reports/html_page.h \
	reports/html_matrix.c reports/html_matrix.h \
	reports/html_record.c reports/html_record.h \
	reports/html_requirements.c \
	reports/html_script.c \
	reports/json.c \
	reports/junit.c \
	reports/markup.c reports/markup.h \
	reports/progress.c reports/progress.h \
	reports/report.c reports/report.h \
	reports/tap.c \
	reports/terminal.c \
	reports/text.c reports/text.h \
	reports/words.c
nodist_libreports_a_SOURCES = reports/html_assets.c

# The style and the script of the HTML report are compiled in, so that the program needs no files to write one.
EXTRA_DIST += reports/embed.awk reports/style.css reports/script.js
CLEANFILES += reports/html_assets.c
reports/html_assets.c: $(srcdir)/reports/embed.awk $(srcdir)/reports/style.css $(srcdir)/reports/script.js
	$(AM_V_GEN)$(MKDIR_P) reports && $(AWK) -f $(srcdir)/reports/embed.awk \
		html_style=$(srcdir)/reports/style.css html_script=$(srcdir)/reports/script.js > $@-t && mv $@-t $@

# What the formats look like, for those who read them with programs.
reportschemadir = $(pkgdatadir)
dist_reportschema_DATA = docs/junit.xsd docs/requirements.schema.json docs/results.schema.json
EXTRA_DIST += docs/reports.md
