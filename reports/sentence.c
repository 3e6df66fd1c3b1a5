/* SPDX-License-Identifier: BSD-2-Clause */
/* Sentences known again by their form, and said in the language in use. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/html_translation.h"
#include "reports/markup.h"
#include "reports/sentence.h"

/* Bounds for hostile input: longer texts, and those that want more attempts, stay as they are. */
#define SENTENCE_LENGTH_MOST 4000
#define SENTENCE_HOLES_MOST 6
#define SENTENCE_DEPTH_MOST 6
#define SENTENCE_STEPS_MOST 20000

struct hole {
	const char *text;
	size_t length;
};

struct matching {
	struct hole holes[SENTENCE_HOLES_MOST];
	size_t count;
	int steps; /* left */
};

static bool is_hole(const char *form)
{
	return form[0] == '%' && (form[1] == 's' || form[1] == 'd');
}

/* The whole text against the whole form; holes are as short as they can be, and none is empty. */
static bool sentence_matches(struct matching *matching, const char *form, const char *text)
{
	struct hole *hole;

	while (!is_hole(form)) {
		if (*form != *text)
			return false;
		if (*form == '\0')
			return true;
		form++;
		text++;
	}
	if (matching->count == SENTENCE_HOLES_MOST)
		return false;
	hole = &matching->holes[matching->count++];
	hole->text = text;
	for (hole->length = 1; text[hole->length - 1] != '\0'; hole->length++) {
		if (--matching->steps < 0 || (form[1] == 'd' && text[hole->length - 1] == ' '))
			break;
		/* Else every end is tried in turn: only what stands behind the hole can be its end. */
		if (form[2] != '%' && form[2] != text[hole->length])
			continue;
		if (sentence_matches(matching, form + 2, text + hole->length))
			return true;
	}
	matching->count--;
	return false;
}

static const char *sentence_render(struct arena *arena, unsigned kinds, const char *text, int depth);

/* Puts what was in the holes into the translation, which may have them in another order: %2$s. */
static const char *sentence_fill(struct arena *arena, const char *said, const struct matching *matching, int depth)
{
	const char *filled;
	size_t next = 0;
	struct str str;

	str_init(&str);
	while (*said) {
		size_t at = next, length = 2;
		const char *hole, *words;

		if (said[0] != '%') {
			str_addf(&str, "%c", *said++);
			continue;
		}
		if (said[1] >= '1' && said[1] <= '9' && said[2] == '$') {
			at = (size_t)(said[1] - '1');
			length = 4;
		} else {
			next++;
		}
		said += length;
		if (at >= matching->count)
			continue;
		hole = arena_strndup(arena, matching->holes[at].text, matching->holes[at].length);
		words = sentence_render(arena, SENTENCE_PART, hole, depth + 1);
		str_add(&str, words ? words : hole);
	}
	filled = arena_strdup(arena, str_text(&str));
	str_free(&str);
	return filled;
}

static const char *sentence_try(struct arena *arena, const struct sentence_form *form, unsigned kinds, const char *text,
	int depth)
{
	for (; form->text; form++) {
		struct matching matching = {.steps = SENTENCE_STEPS_MOST};
		const char *said;

		if (!(form->kinds & kinds) || !sentence_matches(&matching, form->text, text))
			continue;
		said = lang_text(form->text);
		return said == form->text ? NULL : sentence_fill(arena, said, &matching, depth);
	}
	return NULL;
}

static const char *sentence_render(struct arena *arena, unsigned kinds, const char *text, int depth)
{
	const struct sentence_form *const tables[] = {sentence_fixed, sentence_known, sentence_forms};
	const char *said = NULL;
	size_t i;

	if (depth > SENTENCE_DEPTH_MOST || strlen(text) > SENTENCE_LENGTH_MOST)
		return NULL;
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]) && !said; i++)
		said = sentence_try(arena, tables[i], kinds, text, depth);
	return said;
}

const char *sentence_translate(struct arena *arena, enum sentence_kind kind, const char *text)
{
	if (!text || lang_used() == LANG_EN)
		return NULL;
	return sentence_render(arena, (unsigned)kind, text, 0);
}

const char *sentence_say(struct arena *arena, enum sentence_kind kind, const char *text)
{
	const char *said = sentence_translate(arena, kind, text);

	return said ? said : text;
}

void sentence_write(struct markup *markup, const char *element, const char *class_name, enum sentence_kind kind,
	const char *text)
{
	struct arena *arena = arena_new();
	const char *said = sentence_translate(arena, kind, text);

	if (said)
		markup_element(markup, element, class_name, said);
	else
		html_english_write(markup, element, class_name, text);
	arena_free(arena);
}
