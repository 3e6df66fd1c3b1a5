/* SPDX-License-Identifier: BSD-2-Clause */
/* The names and words of what is special about a packet. */
#include "config.h"

#include "harness/base/lang.h"
#include "harness/base/str.h"
#include "reports/ladder/ladder_marks.h"

static const struct mark_words marks_table[] = {
	{LADDER_LOST, "lost", N_("lost"), LADDER_MISSING},
	{LADDER_AGAIN, "again", N_("sent again"), LADDER_MISSING},
	{LADDER_COPY, "copy", N_("a copy that the wire made"), 0},
	{LADDER_SWAPPED, "swapped", N_("another one passed it"), LADDER_LOST},
	{LADDER_CHANGED, "changed", N_("changed on the wire"), 0},
	{LADDER_DELAYED, "delayed", N_("held back by the wire"), 0},
	{LADDER_INJECTED, "injected", N_("sent by a line of the page"), 0},
	{LADDER_ANSWERED, "answered", N_("sent by the wire itself, as a router would"), 0},
	{LADDER_ZERO_WINDOW, "zero-window", N_("closes the window"), 0},
	{LADDER_RESET, "reset", N_("resets the connection"), 0},
	{LADDER_UNEXPECTED, "unexpected", N_("not as the page expects"), LADDER_MISSING},
	{LADDER_MISSING, "missing", N_("expected, and never came"), 0},
};

const struct mark_words *ladder_marks_row(size_t index)
{
	return index < sizeof(marks_table) / sizeof(marks_table[0]) ? &marks_table[index] : NULL;
}

bool ladder_marks_shown(const struct mark_words *row, unsigned marks)
{
	return (marks & (unsigned)row->mark) && !(marks & row->hidden_by);
}

void ladder_marks_add_names(struct str *str, unsigned marks)
{
	const struct mark_words *row;
	size_t i;

	for (i = 0; (row = ladder_marks_row(i)) != NULL; i++) {
		if (ladder_marks_shown(row, marks))
			str_addf(str, " %s", row->name);
	}
}

void ladder_marks_add_words(struct str *str, unsigned marks)
{
	const struct mark_words *row;
	size_t i;

	for (i = 0; (row = ladder_marks_row(i)) != NULL; i++) {
		if (ladder_marks_shown(row, marks))
			str_addf(str, "; %s", _(row->word));
	}
}
