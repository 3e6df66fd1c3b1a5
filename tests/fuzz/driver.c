/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a fuzz target without a fuzzer: over every file of its corpus as it is, cut, and with bytes changed
 * in a way that is the same each time. One TAP line a file. What makes a target stumble is kept as a
 * file of the corpus.
 */
#include "config.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/io.h"

/* Of each file; a target that takes its time asks for fewer. */
#ifndef CHANGES
#define CHANGES 300
#endif
/* Of a target whose first bytes say how the others are meant (json_edit.h): so many behind the very first one. */
#ifndef HEAD
#define HEAD 0
#endif
#define FILE_MOST ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input lies in memory that ends where it ends, for valgrind and sanitizers to watch. */
static void
driver_run(const char *data, size_t length)
{
	uint8_t *copy = malloc(length > 0 ? length : 1);

	if (copy == NULL)
		abort();
	memcpy(copy, data, length);
	LLVMFuzzerTestOneInput(copy, length);
	free(copy);
}

/* Numbers that look random and are the same on every machine. */
static uint32_t
driver_next(uint32_t *state)
{
	*state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
	return *state >> 8;
}

static void
driver_run_file(char *data, size_t length)
{
	const size_t head_length = HEAD;
	uint32_t state = (uint32_t)length + 1;
	size_t place, change;
	char kept;

	driver_run(data, length);
	if (length == 0)
		return;
	for (change = 0; change < CHANGES; change++) {
		bool head = head_length > 0 && head_length < length && change % 8 != 0;

		place = driver_next(&state) % (head ? head_length : length) + head;
		kept = data[place];
		data[place] = change % 3 == 0 ? (char)(kept ^ 1 << driver_next(&state) % 8) :
			(char)driver_next(&state);
		driver_run(data, change % 4 == 0 && !head ? place + 1 : length);
		/* Some changes stay, so that later inputs are further away: of what has a head, those in it. */
		if (head_length > 0 ? !head : change % 5 != 0)
			data[place] = kept;
	}
}

static int
driver_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
main(int count, char **arguments)
{
	const char *source = getenv("srcdir");
	char folder[4096], *path, *data, *names[1000];
	struct dirent *entry;
	struct err err;
	size_t length, name_count = 0, i;
	DIR *directory;
	int failed = 0;

	if (count > 1)
		snprintf(folder, sizeof folder, "%s", arguments[1]);
	else
		snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s", source != NULL ? source : ".",
			FUZZ_TARGET);
	directory = opendir(folder);
	if (directory == NULL) {
		printf("Bail out! no folder %s\n", folder);
		return EXIT_FAILURE;
	}
	while ((entry = readdir(directory)) != NULL && name_count < 1000) {
		if (entry->d_name[0] != '.')
			names[name_count++] = strdup(entry->d_name);
	}
	closedir(directory);
	qsort(names, name_count, sizeof names[0], driver_compare);
	printf("1..%zu\n", name_count);
	for (i = 0; i < name_count; i++) {
		path = io_join(folder, names[i]);
		err_init(&err);
		if (io_read_file(path, FILE_MOST, &data, &length, &err) == 0) {
			driver_run_file(data, length);
			free(data);
		} else {
			printf("# %s\n", err.text);
			failed = 1;
		}
		printf("%s %zu - %s\n", err.set ? "not ok" : "ok", i + 1, names[i]);
		fflush(stdout);
		free(names[i]);
		free(path);
	}
	return failed;
}
