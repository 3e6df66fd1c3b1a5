# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libreports.a
libreports_a_SOURCES = reports/report.h
