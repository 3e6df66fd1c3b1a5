/* SPDX-License-Identifier: BSD-2-Clause */
/* Files and descriptors, on a scratch folder of the test's own. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "tests/unit/unit.h"

static char scratch[] = "/tmp/sockspec-io-XXXXXX";
static struct err err;

static void
set_up(void)
{
	memcpy(scratch + sizeof scratch - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(scratch));
	err_init(&err);
}

static void
tear_down(void)
{
	io_remove_tree(scratch, NULL);
}

START_TEST(what_is_written_is_read)
{
	char *path = io_join(scratch, "file"), *data;
	size_t length, size = 300000, i;
	char *bytes = malloc(size);
	struct stat status;

	for (i = 0; i < size; i++)
		bytes[i] = (char)(i * 7);
	ck_assert_int_eq(io_write_file(path, bytes, size, &err), 0);
	ck_assert_int_eq(io_read_file(path, size, &data, &length, &err), 0);
	ck_assert_uint_eq(length, size);
	ck_assert_mem_eq(data, bytes, size);
	ck_assert_int_eq(data[size], '\0');
	free(data);
	/* Overwriting leaves no other file behind, and the rights are those of any new file. */
	ck_assert_int_eq(io_write_file(path, "", 0, &err), 0);
	ck_assert_int_eq(io_read_file(path, 10, &data, &length, &err), 0);
	ck_assert_uint_eq(length, 0);
	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_int_eq(status.st_mode & 0600, 0600);
	free(data);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(rmdir(scratch), 0);
	free(path);
	free(bytes);
}
END_TEST

START_TEST(what_cannot_be_read_is_said_in_words)
{
	char *path = io_join(scratch, "file"), *data = NULL;
	size_t length;

	ck_assert_int_eq(io_read_file(path, 10, &data, &length, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "No such file or directory"));
	err_init(&err);
	ck_assert_int_eq(io_read_file(scratch, 10, &data, &length, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "it is a directory"));
	err_init(&err);
	ck_assert_int_eq(io_write_file(path, "12345678901", 11, &err), 0);
	ck_assert_int_eq(io_read_file(path, 10, &data, &length, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "too large"));
	ck_assert_int_eq(io_read_file(path, 11, &data, &length, NULL), 0);
	free(data);
	/* Opening a FIFO without a writer must not hang. */
	unlink(path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	err_init(&err);
	ck_assert_int_eq(io_read_file(path, 10, &data, &length, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "not a regular file"));
	/* /proc says that its files have no bytes. */
	err_init(&err);
	ck_assert_int_eq(io_read_file("/proc/self/status", 100000, &data, &length, &err), 0);
	ck_assert_uint_gt(length, 0);
	free(data);
	ck_assert_int_eq(io_write_file("/nonexistent/x", "", 0, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "cannot write '/nonexistent/x'"));
	free(path);
}
END_TEST

START_TEST(a_full_disk_leaves_no_half_file)
{
	ck_assert_int_eq(io_write_file("/dev/full/x", "a", 1, &err), -1);
	ck_assert(err.set);
	ck_assert_int_eq(access("/dev/full", F_OK), 0);
}
END_TEST

START_TEST(directories_are_made_and_removed)
{
	char *deep = io_join(scratch, "a/b//c/"), *link_path = io_join(scratch, "a/link");
	char *outside = io_join(scratch, "outside"), *kept = io_join(outside, "kept");
	char *a = io_join(scratch, "a");

	ck_assert_int_eq(io_make_directories(deep, &err), 0);
	ck_assert_int_eq(io_make_directories(deep, &err), 0);
	ck_assert_int_eq(access(deep, F_OK), 0);
	ck_assert_int_eq(io_make_directories(outside, &err), 0);
	ck_assert_int_eq(io_write_file(kept, "x", 1, &err), 0);
	ck_assert_int_eq(io_make_directories(kept, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "Not a directory"));
	/* A link out of the tree is removed, what it leads to is not. */
	ck_assert_int_eq(symlink(outside, link_path), 0);
	err_init(&err);
	ck_assert_int_eq(io_remove_tree(a, &err), 0);
	ck_assert_int_eq(access(a, F_OK), -1);
	ck_assert_int_eq(access(kept, F_OK), 0);
	ck_assert_int_eq(io_remove_tree(a, &err), -1);
	ck_assert(err.set);
	free(deep);
	free(link_path);
	free(outside);
	free(kept);
	free(a);
}
END_TEST

START_TEST(paths_are_joined)
{
	char *path = io_join("a", "b");

	ck_assert_str_eq(path, "a/b");
	free(path);
	path = io_join("a/", "b");
	ck_assert_str_eq(path, "a/b");
	free(path);
	path = io_join("", "b");
	ck_assert_str_eq(path, "b");
	free(path);
}
END_TEST

START_TEST(descriptors_are_written_whole)
{
	int ends[2];
	char got[8];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(io_write_all(ends[1], "hello", 5), 0);
	ck_assert_int_eq(read(ends[0], got, sizeof got), 5);
	ck_assert_int_eq(io_set_nonblocking(ends[0]), 0);
	ck_assert_int_eq(read(ends[0], got, sizeof got), -1);
	ck_assert_int_eq(errno, EAGAIN);
	close(ends[0]);
	close(ends[1]);
	ck_assert_int_eq(io_write_all(ends[1], "x", 1), -1);
	ck_assert_int_eq(errno, EBADF);
	ck_assert_int_eq(io_set_nonblocking(ends[0]), -1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("io");
	TCase *tests = tcase_create("io");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, what_is_written_is_read);
	tcase_add_test(tests, what_cannot_be_read_is_said_in_words);
	tcase_add_test(tests, a_full_disk_leaves_no_half_file);
	tcase_add_test(tests, directories_are_made_and_removed);
	tcase_add_test(tests, paths_are_joined);
	tcase_add_test(tests, descriptors_are_written_whole);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
