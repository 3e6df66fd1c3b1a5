# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libreports.a
libreports_a_SOURCES = \
	reports/explain.c reports/explain.h \
	reports/formats.h \
	reports/json.c \
	reports/junit.c \
	reports/markup.c reports/markup.h \
	reports/progress.c reports/progress.h \
	reports/report.c reports/report.h \
	reports/tap.c \
	reports/terminal.c \
	reports/text.c reports/text.h \
	reports/words.c
