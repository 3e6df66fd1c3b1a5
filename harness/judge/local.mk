# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libjudge.a
libjudge_a_SOURCES = \
	harness/judge/baseline.h \
	harness/judge/judge.h \
	harness/judge/verdict.h
