/* SPDX-License-Identifier: BSD-2-Clause */
/* The glossary: found by a word, and found in a page. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "reports/glossary.h"

const struct glossary_entry *glossary_find(const char *word)
{
	size_t i, j;

	for (i = 0; i < glossary_count; i++) {
		if (strcmp(glossary_table[i].id, word) == 0)
			return &glossary_table[i];
		for (j = 0; glossary_table[i].names[j]; j++)
			if (strcmp(glossary_table[i].names[j], word) == 0)
				return &glossary_table[i];
	}
	return NULL;
}

const char *glossary_term(const struct glossary_entry *entry)
{
	return entry->term[lang_used()] ? entry->term[lang_used()] : entry->term[LANG_EN];
}

const char *glossary_text(const struct glossary_entry *entry)
{
	return entry->text[lang_used()] ? entry->text[lang_used()] : entry->text[LANG_EN];
}

static bool scan_is_word(int c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* A name that is written in small letters may begin a sentence. */
static bool scan_is_plain(const char *name)
{
	for (; *name; name++)
		if (isupper((unsigned char)*name))
			return false;
	return true;
}

/* Whether the name stands at `text`, as a word or words of its own, or as several of them. */
static bool scan_fits(const char *name, const char *text)
{
	bool plain = scan_is_plain(name);
	size_t i;

	for (i = 0; name[i]; i++) {
		int c = (unsigned char)text[i];

		if (plain && i == 0)
			c = tolower(c);
		/* A line may end between two words. */
		if (c != (unsigned char)name[i] && !(name[i] == ' ' && c == '\n'))
			return false;
	}
	if (text[i] == 's')
		i++;
	return !scan_is_word(text[i]) && !(text[i] == '-' && scan_is_word(text[i + 1]));
}

/* Names by their first letter, so that a word is compared with few of them. */
struct scan_name {
	const char *name;
	const struct glossary_entry *entry;
	struct scan_name *next;
};

struct scan {
	struct scan_name *first[128];
	struct scan_name *names;
	void (*found)(const struct glossary_entry *entry, void *context);
	void *context;
};

static bool scan_begin(struct scan *scan)
{
	size_t count = 0, i, j;

	for (i = 0; i < glossary_count; i++)
		for (j = 0; glossary_table[i].names[j]; j++)
			count++;
	scan->names = calloc(count + 1, sizeof(*scan->names));
	if (!scan->names)
		return false;
	for (i = 0, count = 0; i < glossary_count; i++) {
		for (j = 0; glossary_table[i].names[j]; j++) {
			struct scan_name *name = &scan->names[count++];
			size_t letter = (size_t)tolower((unsigned char)glossary_table[i].names[j][0]) & 127;

			*name = (struct scan_name){glossary_table[i].names[j], &glossary_table[i], scan->first[letter]};
			scan->first[letter] = name;
		}
	}
	return true;
}

static void scan_word(const struct scan *scan, const char *text, bool script)
{
	const struct scan_name *name;

	for (name = scan->first[tolower((unsigned char)*text) & 127]; name; name = name->next)
		if (!(script && name->entry->kind == GLOSSARY_WORD) && scan_fits(name->name, text))
			scan->found(name->entry, scan->context);
}

/* The flags of a packet line, "> P. 1:6(5)": letters as tcpdump has them. */
static void scan_flags(const struct scan *scan, const char *text)
{
	static const struct {
		char letter;
		const char *name;
	} flags[] = {{'S', "SYN"}, {'F', "FIN"}, {'R', "RST"}, {'P', "PSH"}, {'U', "URG"}, {'E', "ECE"}, {'W', "CWR"}, {'.', "ACK"}};
	size_t length = strspn(text, "SFRPUEW."), i, j;

	if (length == 0 || text[length] != ' ')
		return;
	for (i = 0; i < length; i++)
		for (j = 0; j < sizeof(flags) / sizeof(flags[0]); j++)
			if (flags[j].letter == text[i])
				scan->found(glossary_find(flags[j].name), scan->context);
}

void glossary_scan(const char *page, void (*found)(const struct glossary_entry *entry, void *context), void *context)
{
	struct scan scan = {.found = found, .context = context};
	bool script = false;
	const char *text;

	if (!scan_begin(&scan))
		return;
	for (text = page; *text; text++) {
		if ((text == page || text[-1] == '\n') && strncmp(text, "```", 3) == 0)
			script = !script;
		if (script && (*text == '<' || *text == '>') && text[1] == ' ')
			scan_flags(&scan, text + 2);
		if (scan_is_word(*text) && (text == page || !(scan_is_word(text[-1]) || text[-1] == '-')))
			scan_word(&scan, text, script);
	}
	free(scan.names);
}
