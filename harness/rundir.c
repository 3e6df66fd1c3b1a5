/* SPDX-License-Identifier: BSD-2-Clause */
/* Where a run is written, and how it gets to its place. */
#include "config.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"
#include "harness/rundir.h"

/* A folder may be replaced if it is empty or holds a run of ours; anything else is somebody's work. */
static int rundir_check_place(const char *keep, struct err *err)
{
	struct dirent *entry;
	bool empty = true, ours = false;
	DIR *dir = opendir(keep);

	if (dir == NULL) {
		if (errno == ENOENT)
			return 0;
		return err_set_errno(err, errno, "cannot use %s for the report", keep);
	}
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		empty = false;
		ours = ours || strcmp(entry->d_name, "run.json") == 0;
	}
	closedir(dir);
	if (!empty && !ours)
		return err_set(err, "%s is not empty and holds no run of sockspec: it is left alone", keep);
	return 0;
}

#define PARTIAL ".partial-"
#define TEMPORARY "sockspec-run-"
#define LETTERS "XXXXXX" /* of mkdtemp */
#define TRIES 16

/* "report.partial-a1B2c3" where the run goes to "report", and "sockspec-run-a1B2c3" where it goes nowhere. */
static bool rundir_is_partial(const char *name, const char *stem)
{
	size_t length = strlen(stem);

	if (strncmp(name, stem, length) != 0)
		return false;
	name += length;
	for (length = 0; isalnum((unsigned char)name[length]); length++)
		;
	return length == strlen(LETTERS) && name[length] == '\0';
}

/* What is left of a run that was killed has no lock any more. Whatever stands in the way, it stays: it is no more than litter. */
static void rundir_sweep_one(int above_fd, const char *above, const char *name)
{
	int fd = openat(above_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat status;
	char *path = NULL;
	struct err err;

	if (fd < 0)
		return;
	err_init(&err);
	if (fstat(fd, &status) == 0 && status.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0)
		path = io_join(above, name);
	if (path != NULL)
		io_remove_tree(path, &err);
	free(path);
	close(fd);
}

/* `stem` is the path of such a folder without its letters. */
static void rundir_sweep(const char *stem)
{
	const char *slash = strrchr(stem, '/'), *name = slash == NULL ? stem : slash + 1;
	char *above = slash == NULL ? strdup(".") : strndup(stem, slash == stem ? 1 : (size_t)(slash - stem));
	DIR *dir = above == NULL ? NULL : opendir(above);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (rundir_is_partial(entry->d_name, name))
			rundir_sweep_one(dirfd(dir), above, entry->d_name);
	if (dir != NULL)
		closedir(dir);
	free(above);
}

/*
 * Whether it is ours: another run may have taken it for a dead one's just before it was locked. Where the file system
 * has no locks, nobody does.
 */
static bool rundir_lock(struct rundir *rundir, const char *path)
{
	struct stat held, there;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0 && (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) && fstat(fd, &held) == 0 &&
		stat(path, &there) == 0 && held.st_dev == there.st_dev && held.st_ino == there.st_ino) {
		rundir->locked = true;
		rundir->lock_fd = fd;
		return true;
	}
	if (fd >= 0)
		close(fd);
	return false;
}

/* Makes a folder of this stem and locks it. Another run may take one for a dead one's before it is locked: then one more. */
static int rundir_make(struct rundir *rundir, const char *stem, struct err *err)
{
	struct str path;

	for (int tries = 0; tries < TRIES; tries++) {
		str_init(&path);
		str_addf(&path, "%s" LETTERS, stem);
		if (mkdtemp(path.text) == NULL) {
			err_set_errno(err, errno, "cannot make the folder %s", rundir->final ? rundir->final : path.text);
			str_free(&path);
			return -1;
		}
		if (rundir_lock(rundir, path.text)) {
			rundir->path = strdup(path.text);
			str_free(&path);
			return rundir->path == NULL ? err_set(err, "out of memory") : 0;
		}
		if (tries == TRIES - 1)
			err_set(err, "another run has taken %s for its own", path.text);
		str_free(&path);
	}
	return -1;
}

/* The folders above the place, and its name without a / at its end. */
static int rundir_prepare_place(struct rundir *rundir, const char *keep, struct err *err)
{
	size_t length = strlen(keep);
	char *above, *slash;
	int outcome = 0;

	if (rundir_check_place(keep, err) != 0)
		return -1;
	while (length > 1 && keep[length - 1] == '/')
		length--;
	rundir->final = strndup(keep, length);
	above = strndup(keep, length);
	if (rundir->final == NULL || above == NULL) {
		free(above);
		return err_set(err, "out of memory");
	}
	slash = strrchr(above, '/');
	if (slash != NULL && slash != above) {
		*slash = '\0';
		outcome = io_make_directories(above, err);
	}
	free(above);
	return outcome;
}

int rundir_open(struct rundir *rundir, const char *keep, struct err *err)
{
	const char *tmp = getenv("TMPDIR");
	struct str stem;
	int outcome;

	*rundir = (struct rundir){0};
	if (keep != NULL && rundir_prepare_place(rundir, keep, err) != 0)
		return -1;
	str_init(&stem);
	if (keep != NULL)
		str_addf(&stem, "%s" PARTIAL, rundir->final);
	else
		str_addf(&stem, "%s/" TEMPORARY, tmp && *tmp ? tmp : "/tmp");
	rundir_sweep(str_text(&stem));
	outcome = rundir_make(rundir, str_text(&stem), err);
	if (outcome == 0 && keep != NULL)
		chmod(rundir->path, 0755);
	str_free(&stem);
	return outcome;
}

int rundir_finish(struct rundir *rundir, struct err *err)
{
	struct str old;
	int outcome = 0;

	if (rundir->final == NULL)
		return 0;
	str_init(&old);
	str_addf(&old, "%s.old", rundir->path);
	if (rename(rundir->final, str_text(&old)) != 0 && errno != ENOENT) {
		outcome = err_set_errno(err, errno, "cannot replace %s", rundir->final);
	} else if (rename(rundir->path, rundir->final) != 0) {
		outcome = err_set_errno(err, errno, "cannot put the report to %s", rundir->final);
		rename(str_text(&old), rundir->final);
	} else {
		free(rundir->path);
		rundir->path = NULL;
		if (access(str_text(&old), F_OK) == 0)
			outcome = io_remove_tree(str_text(&old), err);
	}
	str_free(&old);
	return outcome;
}

void rundir_close(struct rundir *rundir)
{
	struct err err;

	err_init(&err);
	if (rundir->path != NULL && io_remove_tree(rundir->path, &err) != 0)
		fprintf(stderr, "sockspec: %s\n", err.text);
	if (rundir->locked)
		close(rundir->lock_fd);
	free(rundir->path);
	free(rundir->final);
	*rundir = (struct rundir){0};
}

char *rundir_make_attempt(const struct rundir *rundir, const char *case_id, const char *mode, int attempt,
	struct err *err)
{
	struct str relative;
	char *whole;
	int outcome;

	str_init(&relative);
	str_addf(&relative, "evidence/%s/%s/attempt-%d", case_id, mode, attempt);
	whole = io_join(rundir->path, str_text(&relative));
	outcome = whole ? io_make_directories(whole, err) : err_set(err, "out of memory");
	free(whole);
	if (outcome != 0) {
		str_free(&relative);
		return NULL;
	}
	return relative.text;
}
