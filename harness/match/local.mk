# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libmatch.a
libmatch_a_SOURCES = \
	harness/match/align.c \
	harness/match/align.h \
	harness/match/env.c \
	harness/match/env.h \
	harness/match/env_absorb.c \
	harness/match/eval.c \
	harness/match/eval.h \
	harness/match/eval_fits.c \
	harness/match/eval_operators.c \
	harness/match/eval_operators.h \
	harness/match/eval_print.c \
	harness/match/expected.c \
	harness/match/expected.h \
	harness/match/expected_header.c \
	harness/match/expected_icmp.c \
	harness/match/expected_options.c \
	harness/match/flow.c \
	harness/match/flow.h \
	harness/match/inject.c \
	harness/match/inject.h \
	harness/match/inject_ends.c \
	harness/match/inject_options.c \
	harness/match/inject_parts.h \
	harness/match/inject_transport.c \
	harness/match/pattern_names.c \
	harness/match/pattern_names.h \
	harness/match/request.c \
	harness/match/request.h \
	harness/match/request_args.c \
	harness/match/request_args.h \
	harness/match/request_buffers.c \
	harness/match/segment.c \
	harness/match/segment.h \
	harness/match/segment_header.c \
	harness/match/segment_pattern.c \
	harness/match/segment_print.c \
	harness/match/view.c \
	harness/match/view.h \
	harness/match/view_causes.c \
	harness/match/view_packets.c \
	harness/match/view_packets.h \
	harness/match/view_parts.h \
	harness/match/wire_match.c \
	harness/match/wire_match.h
