# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libexport.a
libexport_a_SOURCES = \
	harness/export/export.c \
	harness/export/export.h \
	harness/export/export_address.c \
	harness/export/export_c.c \
	harness/export/export_c_arguments.c \
	harness/export/export_c_call.c \
	harness/export/export_c_head.c \
	harness/export/export_c_values.c \
	harness/export/export_c_wait.c \
	harness/export/export_expression.c \
	harness/export/export_names.c \
	harness/export/export_parts.h \
	harness/export/export_prose.c \
	harness/export/export_python.c \
	harness/export/export_python_arguments.c \
	harness/export/export_python_bytes.c \
	harness/export/export_python_call.c \
	harness/export/export_python_call.h \
	harness/export/export_python_head.c \
	harness/export/export_python_make.c \
	harness/export/export_python_names.c \
	harness/export/export_python_values.c \
	harness/export/export_text.h
