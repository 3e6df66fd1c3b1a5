# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libnames.a
libnames_a_SOURCES = \
	harness/names/names.h \
	harness/names/tcp.h
