/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Inputs that are JSON, for targets that want to get behind the parser of JSON: bytes that say how a document is
 * changed, then the document. Changed bytes then give another tree far more often than a text that is no JSON.
 *
 *	N  (4 bytes)*N  JSON  [0  anything]
 *
 * The first two bytes of a change choose a node, the third what becomes of it, the fourth how. Four bytes 0xff change nothing:
 * a corpus has some in front, for the driver to change.
 */
#ifndef SOCKSPEC_JSON_EDIT_H
#define SOCKSPEC_JSON_EDIT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

struct json_input {
	json_t *root;          /* changed; the caller's to release. NULL: no JSON stands there */
	const uint8_t *rest;   /* behind the zero byte, within the input */
	size_t rest_length;
};

void json_input_read(struct json_input *input, const uint8_t *data, size_t size);

#endif
