# SPDX-License-Identifier: BSD-2-Clause
# Wrong stacks, one library for LD_PRELOAD. Only `make check` builds it. What it has in place of the C library's calls is
# visible, all else is its own.
check_LIBRARIES += tests/wrong/libshims.a
tests_wrong_libshims_a_SOURCES = tests/wrong/shim.h \
	tests/wrong/shim_accept.c \
	tests/wrong/shim_calls.c \
	tests/wrong/shim_connect.c \
	tests/wrong/shim_datagram.c \
	tests/wrong/shim_end.c \
	tests/wrong/shim_epoll.c \
	tests/wrong/shim_errno.c \
	tests/wrong/shim_library.c \
	tests/wrong/shim_many.c \
	tests/wrong/shim_message.c \
	tests/wrong/shim_name.c \
	tests/wrong/shim_option.c \
	tests/wrong/shim_pick.c \
	tests/wrong/shim_ready.c \
	tests/wrong/shim_recv.c \
	tests/wrong/shim_send.c \
	tests/wrong/shim_urgent.c
tests_wrong_libshims_a_CPPFLAGS = $(AM_CPPFLAGS) -D_GNU_SOURCE
tests_wrong_libshims_a_CFLAGS = $(AM_CFLAGS) -fPIC -fvisibility=hidden

check_DATA += tests/wrong/shims.so
CLEANFILES += tests/wrong/shims.so
tests/wrong/shims.so: tests/wrong/libshims.a
	$(AM_V_CCLD)$(CC) $(AM_CFLAGS) $(CFLAGS) -shared -o $@ -Wl,--whole-archive tests/wrong/libshims.a -Wl,--no-whole-archive -ldl
