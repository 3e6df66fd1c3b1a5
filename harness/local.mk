# SPDX-License-Identifier: BSD-2-Clause
bin_PROGRAMS += sockspec
sockspec_SOURCES = harness/main.c
sockspec_LDADD = libplay.a libactor.a libreports.a libjudge.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(XML_LIBS) $(MNL_LIBS) $(UV_LIBS)
