# SPDX-License-Identifier: BSD-2-Clause
# The reference servers: one program that knows nothing of the harness.
bin_PROGRAMS += sockspec-server
sockspec_server_SOURCES = \
	servers/chargen.c servers/chargen.h \
	servers/conn.c servers/conn.h \
	servers/datagram.c servers/datagram.h \
	servers/daytime.c servers/daytime.h \
	servers/kinds.c servers/kinds.def servers/server.h \
	servers/listener.c servers/listener.h \
	servers/loop.c servers/loop.h \
	servers/main.c \
	servers/options.c servers/options.h \
	servers/tcp_chargen.c \
	servers/tcp_count.c \
	servers/tcp_daytime.c \
	servers/tcp_deaf.c \
	servers/tcp_discard.c \
	servers/tcp_echo.c \
	servers/tcp_reset.c \
	servers/tcp_silent.c \
	servers/tcp_slow.c \
	servers/tcp_time_echo.c \
	servers/udp_chargen.c \
	servers/udp_count.c \
	servers/udp_daytime.c \
	servers/udp_discard.c \
	servers/udp_echo.c
dist_man_MANS += docs/sockspec-server.1
