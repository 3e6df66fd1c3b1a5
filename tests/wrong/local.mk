# SPDX-License-Identifier: BSD-2-Clause
# The wrong servers: one program, started with the name of what is to be wrong.
check_PROGRAMS += tests/wrong/wrong-server
tests_wrong_wrong_server_SOURCES = \
	tests/wrong/wrong.def tests/wrong/wrong.h \
	tests/wrong/wrong_io.c \
	tests/wrong/wrong_main.c \
	tests/wrong/wrong_tcp.c \
	tests/wrong/wrong_tcp_echo.c \
	tests/wrong/wrong_udp.c
dist_check_SCRIPTS += tests/wrong/caught.tap tests/wrong/caught-shims.tap
TESTS += tests/wrong/caught.tap tests/wrong/caught-shims.tap
EXTRA_DIST += tests/wrong/catchers tests/wrong/caught.sh tests/wrong/caught-by tests/wrong/uncaught tests/wrong/uncaught-shims
