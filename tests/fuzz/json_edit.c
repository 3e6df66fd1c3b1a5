/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes of a JSON document, each said by four bytes. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/json_edit.h"

#define EDIT_BYTES (size_t)4
#define EDIT_NODES_MOST 20000

/* What hostile text looks like: markup, terminals, paths, ends of other formats' texts. */
static const char *const edit_texts[] = { "", "<script>alert(1)</script>", "\033[2J\033]0;x\a", "../../../etc/passwd", "/",
	"a\nb", "\"'&<>]]>", "\xc2\x9b" "31m", "%s%n", "ipv6", "AF_INET6", "::", "1.2.3.4", "-1", "s", "EAGAIN", "\xe2\x80\xae" };

struct edit {
	size_t wanted, at;   /* nodes are counted in the order in which they are met */
	unsigned what, how;
	json_t *found;       /* by edit_find: borrowed */
};

static size_t edit_count(const json_t *node)
{
	size_t count = 1, i;
	const char *key;
	json_t *member;

	if (json_is_array(node))
		json_array_foreach(node, i, member)
			count += edit_count(member);
	else if (json_is_object(node))
		json_object_foreach((json_t *)node, key, member)
			count += edit_count(member);
	return count;
}

static json_t *edit_find(struct edit *edit, json_t *node)
{
	json_t *member, *found = NULL;
	const char *key;
	size_t i;

	if (edit->at++ == edit->wanted)
		return node;
	if (json_is_array(node)) {
		for (i = 0; i < json_array_size(node) && found == NULL; i++)
			found = edit_find(edit, json_array_get(node, i));
	} else if (json_is_object(node)) {
		json_object_foreach(node, key, member) {
			if (found == NULL)
				found = edit_find(edit, member);
		}
	}
	return found;
}

static json_t *edit_longer(const json_t *node, unsigned times)
{
	json_t *copy = json_deep_copy(node);

	if (json_is_array(copy))
		for (; times > 0 && json_array_size(copy) > 0; times--)
			json_array_append_new(copy, json_deep_copy(json_array_get(copy, times % json_array_size(copy))));
	return copy;
}

/* What stands in the node's place; NULL: nothing. Many bytes leave it as it is. */
static json_t *edit_make(const struct edit *edit, json_t *root, const json_t *node, size_t count)
{
	struct edit other = { .wanted = edit->how * (size_t)2654435761u % count };
	json_int_t number = json_integer_value(node);

	switch (edit->what % 32) {
	case 0:
		return json_null();
	case 1:
		return json_boolean(edit->how & 1);
	case 2:
		return json_integer((json_int_t)edit->how - 128);
	case 3:
		return json_integer(edit->how & 1 ? INT64_MAX : INT64_MIN);
	case 4:
		return json_integer((json_int_t)((uint64_t)1 << edit->how % 64));
	case 5:
		return json_integer(number < INT64_MAX ? number + 1 : number);
	case 6:
		return json_integer(number > INT64_MIN ? number - 1 : number);
	case 7:
	case 8:
		return json_string(edit_texts[edit->how % (sizeof edit_texts / sizeof *edit_texts)]);
	case 9:
		return json_array();
	case 10:
		return json_object();
	case 11:
		return json_deep_copy(edit_find(&other, root));
	case 12:
		return edit_longer(node, edit->how % 32);
	case 13:
		return NULL;
	default:
		return json_deep_copy(node);
	}
}

static void edit_apply(struct edit *edit, json_t *root, json_t *node, size_t count)
{
	json_t *member;
	const char *key;
	void *next;
	size_t i;

	for (i = 0; json_is_array(node) && i < json_array_size(node); i++) {
		member = json_array_get(node, i);
		if (edit->at++ == edit->wanted) {
			member = edit_make(edit, root, member, count);
			if (member != NULL)
				json_array_set_new(node, i, member);
			else
				json_array_remove(node, i);
			return;
		}
		edit_apply(edit, root, member, count);
	}
	json_object_foreach_safe(node, next, key, member) {
		if (edit->at++ == edit->wanted) {
			member = edit_make(edit, root, member, count);
			if (member != NULL)
				json_object_set_new(node, key, member);
			else
				json_object_del(node, key);
			return;
		}
		edit_apply(edit, root, member, count);
	}
}

void json_input_read(struct json_input *input, const uint8_t *data, size_t size)
{
	const uint8_t *edits = data + 1, *text, *end;
	size_t count, nodes;

	*input = (struct json_input){ 0 };
	if (size == 0 || size - 1 < data[0] * EDIT_BYTES)
		return;
	count = data[0];
	text = edits + count * EDIT_BYTES;
	size -= (size_t)(text - data);
	end = size > 0 ? memchr(text, 0, size) : NULL;
	if (end != NULL) {
		input->rest = end + 1;
		input->rest_length = size - (size_t)(input->rest - text);
		size = (size_t)(end - text);
	}
	input->root = json_loadb((const char *)text, size, JSON_DECODE_ANY, NULL);
	for (; input->root != NULL && count > 0; count--, edits += EDIT_BYTES) {
		struct edit edit = { .what = edits[2], .how = edits[3] };

		nodes = edit_count(input->root);
		if (nodes < 2 || nodes > EDIT_NODES_MOST)
			break;
		/* The root itself stays. */
		edit.wanted = ((size_t)edits[0] << 8 | edits[1]) % (nodes - 1);
		edit_apply(&edit, input->root, input->root, nodes);
	}
}
