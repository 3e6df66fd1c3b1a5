/* SPDX-License-Identifier: BSD-2-Clause */
/* The literals of a script: numbers, times, strings. Pure functions of their text. Inside harness/case only. */
#ifndef SOCKSPEC_LITERAL_H
#define SOCKSPEC_LITERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A whole decimal, hexadecimal or octal number. False where it is none or does not fit into 63 bits. */
bool literal_read_number(const char *text, size_t length, int64_t *number);

/*
 * A time such as 1.5s, 200ms, 20us, 30ns; without a unit it is seconds. False where it is malformed or
 * more than an hour.
 */
bool literal_read_time(const char *text, size_t length, int64_t *ns);

/*
 * What stands between the quotes -> its bytes, at most `length` of them. Returns how many; where there is a
 * wrong escape, *wrong is where its backslash stands and *wrong_length how long it is (else 0).
 */
size_t literal_read_string(const char *text, size_t length, uint8_t *bytes, size_t *wrong, size_t *wrong_length);

#endif
