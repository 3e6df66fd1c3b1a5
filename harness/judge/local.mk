# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libjudge.a
libjudge_a_SOURCES = \
	harness/judge/baseline.c \
	harness/judge/baseline.h \
	harness/judge/context.h \
	harness/judge/judge.c \
	harness/judge/judge.h \
	harness/judge/judge_arguments.c \
	harness/judge/judge_calls.c \
	harness/judge/judge_cited.c \
	harness/judge/judge_coherent.c \
	harness/judge/judge_counts.c \
	harness/judge/judge_describe.c \
	harness/judge/judge_evidence.c \
	harness/judge/judge_hint.c \
	harness/judge/judge_known.c \
	harness/judge/judge_packet_fields.c \
	harness/judge/judge_packet_findings.c \
	harness/judge/judge_disturbed.c \
	harness/judge/judge_measured.c \
	harness/judge/judge_moments.c \
	harness/judge/judge_packets.c \
	harness/judge/judge_packets.h \
	harness/judge/judge_sets.c \
	harness/judge/judge_signals.c \
	harness/judge/judge_silence.c \
	harness/judge/judge_steps.c \
	harness/judge/judge_stream.c \
	harness/judge/judge_times.c \
	harness/judge/judge_wire.c \
	harness/judge/verdict.c \
	harness/judge/verdict.h \
	harness/judge/words.c \
	harness/judge/words.h \
	harness/judge/words_explain.c
