# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libactor.a
libactor_a_SOURCES = \
	harness/actor/actor.h
