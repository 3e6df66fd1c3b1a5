# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libevidence.a
libevidence_a_SOURCES = \
	harness/evidence/evidence.c \
	harness/evidence/evidence.h \
	harness/evidence/injected.c \
	harness/evidence/packet.c \
	harness/evidence/packet.h \
	harness/evidence/packet_encode.c \
	harness/evidence/packet_encode.h \
	harness/evidence/packet_encode_ip.c \
	harness/evidence/packet_encode_transport.c \
	harness/evidence/packet_ip.c \
	harness/evidence/packet_parts.h \
	harness/evidence/packet_text.c \
	harness/evidence/packet_transport.c \
	harness/evidence/record_fields.c \
	harness/evidence/record_fields.h \
	harness/evidence/store.h \
	harness/evidence/store_capture.c \
	harness/evidence/store_digest.c \
	harness/evidence/store_files.h \
	harness/evidence/store_owner.c \
	harness/evidence/store_owner.h \
	harness/evidence/store_parse.h \
	harness/evidence/store_read.c \
	harness/evidence/store_tables.c \
	harness/evidence/store_tables.h \
	harness/evidence/store_write.c
