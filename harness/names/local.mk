# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libnames.a
libnames_a_SOURCES = \
	harness/names/icmp.c \
	harness/names/icmp.h \
	harness/names/level.c \
	harness/names/level.h \
	harness/names/names.c \
	harness/names/names.h \
	harness/names/names_inet.c \
	harness/names/names_since.c \
	harness/names/names_socket.c \
	harness/names/names_system.c \
	harness/names/names_table.h \
	harness/names/tcp.h
