/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What went wrong in the harness, as a value: where, and in words.
 *
 * A function that can fail takes a `struct err *` as its last argument, fills it
 * and returns -1 (or NULL). It fills it once: the place that knows most wins.
 * What the system under test does is evidence and never goes this way.
 */
#ifndef SOCKSPEC_ERR_H
#define SOCKSPEC_ERR_H

#include <stdbool.h>

struct err {
	bool set;
	char file[512];  /* empty where no file is to blame */
	int line;        /* 1-based; 0 where unknown */
	int column;      /* 1-based, in bytes; 0 where unknown */
	char text[1024]; /* one sentence, no full stop, no newline */
};

void err_init(struct err *err);

/*
 * Says what is wrong, without a place. Returns -1, so that a caller can return it. Leaves an err alone
 * that is filled already, as the other two do; err_init makes it new. NULL: nobody wants to know.
 */
int err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with ": " and the text of errno value `number` behind it. */
int err_set_errno(struct err *err, int number, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Says what is wrong at a place in a file. Returns -1. */
int err_set_at(struct err *err, const char *file, int line, int column, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* Puts "words: " in front of the text, for a caller that knows what was being tried. Returns -1. */
int err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
