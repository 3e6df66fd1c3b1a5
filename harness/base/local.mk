# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	harness/base/arena.h \
	harness/base/clock.h \
	harness/base/err.h \
	harness/base/filter.h \
	harness/base/io.h \
	harness/base/payload.h \
	harness/base/str.h \
	harness/base/value.h
