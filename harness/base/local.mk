# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	harness/base/arena.c \
	harness/base/arena.h \
	harness/base/clock.c \
	harness/base/clock.h \
	harness/base/digest.c \
	harness/base/digest.h \
	harness/base/err.c \
	harness/base/err.h \
	harness/base/filter.c \
	harness/base/filter.h \
	harness/base/filter_words.c \
	harness/base/filter_words.h \
	harness/base/io.c \
	harness/base/io.h \
	harness/base/io_tree.c \
	harness/base/json_text.c \
	harness/base/json_text.h \
	harness/base/lang.c \
	harness/base/lang.h \
	harness/base/lang_table.h \
	harness/base/memory.c \
	harness/base/memory.h \
	harness/base/payload.c \
	harness/base/payload.h \
	harness/base/shell.c \
	harness/base/shell.h \
	harness/base/str.c \
	harness/base/str.h \
	harness/base/value.c \
	harness/base/value.h \
	harness/base/value_json.c
