# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libactor.a
libactor_a_SOURCES = \
	harness/actor/actor.c \
	harness/actor/actor.h \
	harness/actor/actor_address.c \
	harness/actor/actor_address.h \
	harness/actor/actor_args.c \
	harness/actor/actor_args.h \
	harness/actor/actor_buffer.c \
	harness/actor/actor_buffer.h \
	harness/actor/actor_call.c \
	harness/actor/actor_call.h \
	harness/actor/actor_calls.c \
	harness/actor/actor_calls.h \
	harness/actor/actor_control.c \
	harness/actor/actor_control.h \
	harness/actor/actor_descriptors.c \
	harness/actor/actor_descriptors.h \
	harness/actor/actor_input.c \
	harness/actor/actor_input.h \
	harness/actor/actor_iovec.c \
	harness/actor/actor_iovec.h \
	harness/actor/actor_message.c \
	harness/actor/actor_message.h \
	harness/actor/actor_names.c \
	harness/actor/actor_names.h \
	harness/actor/actor_option.c \
	harness/actor/actor_option.h \
	harness/actor/actor_output.c \
	harness/actor/actor_output.h \
	harness/actor/actor_shape.c \
	harness/actor/actor_shape.h \
	harness/actor/actor_signal.c \
	harness/actor/actor_signal.h \
	harness/actor/actor_sleep.c \
	harness/actor/actor_sleep.h \
	harness/actor/actor_tcpinfo.c \
	harness/actor/actor_thread.c \
	harness/actor/actor_thread.h \
	harness/actor/call_accept.c \
	harness/actor/call_control.c \
	harness/actor/call_epoll.c \
	harness/actor/call_file.c \
	harness/actor/call_limit.c \
	harness/actor/call_lookup.c \
	harness/actor/call_messages.c \
	harness/actor/call_option.c \
	harness/actor/call_poll.c \
	harness/actor/call_protocol.c \
	harness/actor/call_recv.c \
	harness/actor/call_select.c \
	harness/actor/call_send.c \
	harness/actor/call_socket.c \
	harness/actor/call_stdio.c \
	harness/actor/call_timer.c

pkglibexec_PROGRAMS += sockspec-actor
sockspec_actor_SOURCES = harness/actor/main.c
sockspec_actor_LDADD = libactor.a libnames.a libbase.a $(JANSSON_LIBS)
