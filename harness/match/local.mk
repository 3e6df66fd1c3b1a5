# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libmatch.a
libmatch_a_SOURCES = \
	harness/match/align.h \
	harness/match/env.h \
	harness/match/eval.h \
	harness/match/flow.h \
	harness/match/request.h \
	harness/match/segment.h \
	harness/match/view.h
