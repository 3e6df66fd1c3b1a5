# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libplay.a
libplay_a_SOURCES = \
	harness/play/actor_link.h \
	harness/play/capture.h \
	harness/play/diag.h \
	harness/play/play.h \
	harness/play/sandbox.h \
	harness/play/wire.h
