# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libevidence.a
libevidence_a_SOURCES = \
	harness/evidence/evidence.h \
	harness/evidence/packet.h \
	harness/evidence/store.h
