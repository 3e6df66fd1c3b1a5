/* SPDX-License-Identifier: BSD-2-Clause */
/* The book of a collection: read, kept with a run, read back; and folders that want to lead out. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/book.h"
#include "harness/order.h"
#include "tests/unit/unit.h"

static char scratch[] = "/tmp/sockspec-book-XXXXXX";
static struct arena *arena;
static struct err err;

static void set_up(void)
{
	memcpy(scratch + sizeof scratch - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	err_init(&err);
	arena = arena_new();
}

static void tear_down(void)
{
	arena_free(arena);
	io_remove_tree(scratch, NULL);
}

static void put(const char *name, const char *text)
{
	char *path = io_join(scratch, name), *slash;

	slash = strrchr(path, '/');
	*slash = '\0';
	ck_assert_int_eq(io_make_directories(path, &err), 0);
	*slash = '/';
	ck_assert_int_eq(io_write_file(path, text, strlen(text), &err), 0);
	free(path);
}

static const char *const ids[] = {"udp/two", "tcp/recv/one", "udp/two", "../out", "alone"};

static const struct report_book *read_book(const char *below)
{
	char *folder = io_join(scratch, below);
	const struct report_book *book = book_read(folder, ids, sizeof ids / sizeof *ids, arena, &err);

	free(folder);
	return book;
}

static void put_collection(void)
{
	put("cases/ORDER", "# first\npart   All of it # one\npart.zh zh all\nudp  # of all\n\n    two\n\tone\r\ntcp\npart More\ntcp/recv");
	put("cases/README.md", "# All\n");
	put("cases/udp/README.md", "# Datagrams\n");
	put("cases/udp/README.zh.md", "# zh datagrams\n");
	put("cases/tcp/recv/README.md", "# Receiving\n");
	put("cases/tcp/recv/one.zh.md", "# zh one\n");
	put("cases/tcp/recv/other.zh.md", "# not asked for\n");
	put("out.zh.md", "# outside\n");
}

static void expect_collection(const struct report_book *book)
{
	ck_assert_msg(book != NULL, "%s", err.text);
	ck_assert_uint_eq(book->chapter_count, 4);
	ck_assert_str_eq(book->chapters[0].path, "");
	ck_assert_str_eq(book->chapters[0].text[LANG_EN], "# All\n");
	ck_assert_str_eq(book->chapters[1].path, "udp");
	ck_assert_str_eq(book->chapters[1].text[LANG_EN], "# Datagrams\n");
	ck_assert_str_eq(book->chapters[1].text[LANG_ZH], "# zh datagrams\n");
	ck_assert_uint_eq(book->chapters[1].first_count, 2);
	ck_assert_str_eq(book->chapters[1].first[0], "udp/two");
	ck_assert_str_eq(book->chapters[1].first[1], "udp/one");
	ck_assert_ptr_null(book->chapters[0].part[LANG_EN]);
	ck_assert_str_eq(book->chapters[1].part[LANG_EN], "All of it");
	ck_assert_str_eq(book->chapters[1].part[LANG_ZH], "zh all");
	ck_assert_ptr_null(book->chapters[2].part[LANG_EN]);
	ck_assert_str_eq(book->chapters[3].part[LANG_EN], "More");
	ck_assert_ptr_null(book->chapters[3].part[LANG_ZH]);
	ck_assert_str_eq(book->chapters[2].path, "tcp");
	ck_assert_ptr_null(book->chapters[2].text[LANG_EN]);
	ck_assert_str_eq(book->chapters[3].text[LANG_EN], "# Receiving\n");
	ck_assert_uint_eq(book->page_count, 1);
	ck_assert_str_eq(book->pages[0].id, "tcp/recv/one");
	ck_assert_ptr_null(book->pages[0].text[LANG_EN]);
	ck_assert_str_eq(book->pages[0].text[LANG_ZH], "# zh one\n");
	ck_assert_ptr_eq(book_find_page(book, "tcp/recv/one"), &book->pages[0]);
	ck_assert_ptr_eq(book_find_chapter(book, "tcp/recv"), &book->chapters[3]);
}

START_TEST(a_collection_is_read_kept_and_read_back)
{
	const struct report_book *book;

	put_collection();
	book = read_book("cases");
	expect_collection(book);
	ck_assert_int_eq(book_write(book, scratch, &err), 0);
	expect_collection(read_book(BOOK_FOLDER));
	ck_assert_int_eq(book_write(NULL, scratch, &err), 0);
}
END_TEST

START_TEST(without_an_order_chapters_stand_by_name)
{
	const struct report_book *book;

	put_collection();
	put("cases/ORDER", "");
	book = read_book("cases");
	ck_assert_uint_eq(book->chapter_count, 1);
	ck_assert_int_eq(unlink(arena_printf(arena, "%s/cases/ORDER", scratch)), 0);
	book = read_book("cases");
	ck_assert_uint_eq(book->chapter_count, 4);
	ck_assert_str_eq(book->chapters[1].path, "tcp");
	ck_assert_str_eq(book->chapters[2].path, "tcp/recv");
	ck_assert_str_eq(book->chapters[3].path, "udp");
	/* Nothing but pages, and no folder at all. */
	put("bare/udp/two.md", "# Two\n");
	ck_assert_ptr_null(read_book("bare"));
	ck_assert(!err.set);
	ck_assert_ptr_null(read_book("nowhere"));
	ck_assert(!err.set);
}
END_TEST

static void expect_refused(const char *words)
{
	ck_assert_ptr_null(read_book("cases"));
	ck_assert_msg(err.set && strstr(err.text, words) != NULL, "'%s', expected '%s'", err.text, words);
	err_init(&err);
}

START_TEST(links_and_zero_bytes_are_refused)
{
	const char *place;

	put_collection();
	put("secret/README.md", "# Secret\n");
	place = arena_printf(arena, "%s/cases/udp/README.md", scratch);
	ck_assert_int_eq(unlink(place), 0);
	ck_assert_int_eq(symlink("../../secret/README.md", place), 0);
	expect_refused("udp/README.md");
	ck_assert_int_eq(unlink(place), 0);
	ck_assert_int_eq(io_write_file(place, "# a\0b", 5, &err), 0);
	expect_refused("zero byte");
	ck_assert_int_eq(unlink(place), 0);
	/* A chapter's folder, too. */
	put("cases/ORDER", "tcp/link\n");
	ck_assert_int_eq(symlink("../../secret", arena_printf(arena, "%s/cases/tcp/link", scratch)), 0);
	expect_refused("tcp/link/README.md");
}
END_TEST

static const struct {
	const char *text, *words;
	int line;
} mistakes[] = {
	{"udp\n../up\n", "a chapter is a folder", 2},
	{"/etc\n", "a chapter is a folder", 1},
	{"udp/\n", "a chapter is a folder", 1},
	{"udp\ntcp\nudp\n", "named in line 1 already", 3},
	{"  page\nudp\n", "before the first chapter", 1},
	{"udp\n  udp/page\n", "without the chapter's folder", 2},
	{"udp\n  ..\n", "a page is named by its file", 2},
	{"udp\n  a\n  b\n  a\n", "named twice", 4},
};

START_TEST(an_order_says_where_it_is_wrong)
{
	struct order order;

	ck_assert_int_eq(order_parse(&order, "ORDER", mistakes[_i].text, arena, &err), -1);
	ck_assert_str_eq(err.file, "ORDER");
	ck_assert_int_eq(err.line, mistakes[_i].line);
	ck_assert_msg(strstr(err.text, mistakes[_i].words) != NULL, "'%s'", err.text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("book");
	TCase *tcase = tcase_create("book");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_collection_is_read_kept_and_read_back);
	tcase_add_test(tcase, without_an_order_chapters_stand_by_name);
	tcase_add_test(tcase, links_and_zero_bytes_are_refused);
	tcase_add_loop_test(tcase, an_order_says_where_it_is_wrong, 0, (int)(sizeof mistakes / sizeof *mistakes));
	suite_add_tcase(suite, tcase);
	return unit_run(suite);
}
