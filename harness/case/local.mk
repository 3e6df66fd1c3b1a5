# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libcase.a
libcase_a_SOURCES = \
	harness/case/actions.c \
	harness/case/actions.h \
	harness/case/calls.c \
	harness/case/calls.h \
	harness/case/case.c \
	harness/case/case.h \
	harness/case/check.c \
	harness/case/check.h \
	harness/case/check_action.c \
	harness/case/check_argument.c \
	harness/case/check_call.c \
	harness/case/check_constant.c \
	harness/case/check_descriptor.c \
	harness/case/check_flow.c \
	harness/case/check_function.c \
	harness/case/check_header.c \
	harness/case/check_inject.c \
	harness/case/check_packet.c \
	harness/case/check_peer.c \
	harness/case/check_reference.c \
	harness/case/check_struct.c \
	harness/case/check_value.c \
	harness/case/citation.c \
	harness/case/citation.h \
	harness/case/diagnostics.c \
	harness/case/grammar.y \
	harness/case/lexer.h \
	harness/case/lexer.l \
	harness/case/literal.c \
	harness/case/literal.h \
	harness/case/node.c \
	harness/case/node.h \
	harness/case/page.c \
	harness/case/page.h \
	harness/case/page_text.c \
	harness/case/page_text.h \
	harness/case/parse.c \
	harness/case/parse.h \
	harness/case/places.c \
	harness/case/places.h \
	harness/case/registry.h \
	harness/case/scope.c \
	harness/case/scope.h \
	harness/case/script.c \
	harness/case/script.h \
	harness/case/script_header.c \
	harness/case/script_order.c \
	harness/case/script_packet.c \
	harness/case/script_parts.c \
	harness/case/syntax.c \
	harness/case/token.c \
	harness/case/token.h \
	harness/case/translation.c \
	harness/case/translation.h
BUILT_SOURCES += harness/case/grammar.h
