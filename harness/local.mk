# SPDX-License-Identifier: BSD-2-Clause
# The way in, and the run loop.
bin_PROGRAMS += sockspec
sockspec_SOURCES = harness/main.c \
	harness/book.c harness/book.h \
	harness/commands.c harness/commands.h \
	harness/commands_export.c \
	harness/claims_run.c harness/claims_run.h \
	harness/commands_requirements.c \
	harness/compare.c harness/compare.h \
	harness/coverage.c harness/coverage.h \
	harness/coverage_select.c \
	harness/options.c harness/options.h \
	harness/options_help.c harness/options_parts.h \
	harness/options_table.c harness/options_take.c \
	harness/order.c harness/order.h \
	harness/order_check.c \
	harness/outputs.c harness/outputs.h \
	harness/pages.c harness/pages.h \
	harness/players.c harness/players.h \
	harness/plays.c harness/plays.h \
	harness/programs.c harness/programs.h \
	harness/replay.c harness/replay.h \
	harness/replay_play.c harness/replay_play.h \
	harness/requirements.c harness/requirements.h \
	harness/run.c harness/run.h \
	harness/run_record.c \
	harness/rundir.c harness/rundir.h \
	harness/select.c harness/select.h \
	harness/served.c harness/served.h
sockspec_LDADD = libplay.a libactor.a libreports.a libjudge.a libmatch.a libevidence.a libexport.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(XML_LIBS) $(MNL_LIBS) $(UV_LIBS)
