# SPDX-License-Identifier: BSD-2-Clause
# What reports take from the collection, and the glossary.
if HAVE_CHECK
check_PROGRAMS += tests/unit/book.unit
TESTS += tests/unit/book.unit
tests_unit_book_unit_SOURCES = tests/unit/book_test.c harness/book.c harness/book.h harness/order.c harness/order.h tests/unit/unit.h
tests_unit_book_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_book_unit_LDADD = libreports.a libjudge.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(CHECK_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(XML_LIBS) $(PCAP_LIBS)

check_PROGRAMS += tests/unit/glossary.unit
TESTS += tests/unit/glossary.unit
tests_unit_glossary_unit_SOURCES = tests/unit/glossary_test.c tests/unit/unit.h
tests_unit_glossary_unit_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_glossary_unit_LDADD = libreports.a libbase.a $(CHECK_LIBS)
endif
