# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libcase.a
libcase_a_SOURCES = \
	harness/case/calls.c \
	harness/case/calls.h \
	harness/case/case.c \
	harness/case/case.h \
	harness/case/parse.h \
	harness/case/registry.h
