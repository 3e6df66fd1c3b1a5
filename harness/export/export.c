/* SPDX-License-Identifier: BSD-2-Clause */
/* From a page to a program: what cannot be one, and the walk through the steps. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/lang.h"
#include "harness/case/calls.h"
#include "harness/export/export_text.h"

void export_refuse(struct export *export, const char *reason)
{
	if (export->reason == NULL)
		export->reason = reason;
}

/* A play has memory end with the bytes; in a program others lie behind them. */
static bool says_too_long(const struct node *bytes, const struct node *length)
{
	int64_t number;

	return bytes != NULL && bytes->kind == NODE_STRING && length != NULL && export_constant_value(length, &number) &&
		number > (int64_t)bytes->length;
}

static bool has_long_piece(const struct node *node)
{
	if (node->kind == NODE_STRUCT && says_too_long(case_field(node, "iov_base"), case_field(node, "iov_len")))
		return true;
	for (size_t i = 0; (node->kind == NODE_STRUCT || node->kind == NODE_ARRAY) && i < node->count; i++)
		if (has_long_piece(node->items[i]))
			return true;
	return false;
}

static bool reads_too_far(const struct step *step)
{
	const struct call_spec *spec = calls_find(step->name);

	for (size_t i = 0; spec != NULL && i < step->argument_count; i++) {
		if (spec->arguments[i] == ARG_BYTES_IN && i + 1 < step->argument_count && says_too_long(step->arguments[i], step->arguments[i + 1]))
			return true;
		if ((spec->arguments[i] == ARG_IOVEC_IN || spec->arguments[i] == ARG_MSGHDR_IN || spec->arguments[i] == ARG_MMSGHDR_IN) &&
			has_long_piece(step->arguments[i]))
			return true;
	}
	return false;
}

/* What no program of one process over loopback can do, in either language. */
static void refuse_step(struct export *export, const struct step *step)
{
	switch (step->kind) {
	case STEP_PEER:
		export_refuse(export, N_("the peer of this page is made of packets, which a program with sockets cannot send"));
		return;
	case STEP_WIRE:
		export_refuse(export, N_("this page tells the wire what to do to packets, which a program with sockets cannot"));
		return;
	case STEP_SYSCTL:
		export_refuse(export, N_("this page changes a setting of the kernel, which would change the whole machine"));
		return;
	case STEP_CAPABLE:
		export_refuse(export, N_("a host of this page has a capability, which a program of a student has not"));
		return;
	case STEP_CALL:
		if (reads_too_far(step))
			export_refuse(export, N_("this page gives a call fewer bytes than it says, where memory ends; a program has others behind them"));
		if (step->time.kind == TIME_ABSOLUTE)
			export_refuse(export, N_("this page makes its calls by a timetable, which a program alone does not keep to"));
		return;
	case STEP_LAUNCH:
	case STEP_SIGNAL:
	case STEP_BLOCKED:
	case STEP_WAIT:
	case STEP_ASSERT:
	case STEP_PACKET:
	case STEP_ANY_PACKETS:
	case STEP_EXPECT:
	case STEP_SILENCE:
		return;
	}
}

void export_join(struct export *export)
{
	size_t kept = 0;

	for (size_t i = 0; i < export->running_count; i++) {
		struct export_running *running = &export->running[i];

		if (running->step->results[0].value->kind == NODE_ANY) {
			export->running[kept++] = *running;
			continue;
		}
		str_add_bytes(&export->body, str_text(&running->after), running->after.length);
		str_free(&running->after);
	}
	export->running_count = kept;
}

static void walk(struct export *export, const struct export_writer *writer)
{
	const struct case_page *page = export->page;

	for (size_t i = 0; i < page->step_count; i++) {
		refuse_step(export, &page->steps[i]);
		export->threads = export->threads || page->steps[i].background;
	}
	for (size_t fence = 0; fence < page->fence_count && export->reason == NULL; fence++) {
		const struct fence *steps = &page->fences[fence];

		export_prose(export, fence);
		for (int i = 0; i < steps->step_count && export->reason == NULL; i++)
			writer->step(export, &page->steps[steps->first_step + i]);
	}
	if (export->reason != NULL)
		return;
	export_join(export);
	export_prose(export, page->fence_count);
}

static struct export *begin(const struct case_page *page, enum export_language language, struct arena *arena)
{
	struct export *export = arena_alloc(arena, sizeof *export);

	export->page = page;
	export->language = language;
	export->arena = arena;
	export->room = 1024;
	if (page->step_count == 0)
		export_refuse(export, N_("this page has no steps"));
	return export;
}

static void end(struct export *export)
{
	for (size_t i = 0; i < export->running_count; i++)
		str_free(&export->running[i].after);
	str_free(&export->body);
	str_free(&export->functions);
	str_free(&export->storage);
}

const char *export_program(struct str *program, const struct case_page *page, enum export_language language,
	struct arena *arena)
{
	const struct export_writer *writer = language == EXPORT_C ? &export_c : &export_python;
	struct export *first = begin(page, language, arena), *second;
	const char *reason;

	/* Twice: only behind the last step it is known which results somebody needs. */
	walk(first, writer);
	reason = first->reason;
	if (reason == NULL) {
		second = begin(page, language, arena);
		second->first = first;
		walk(second, writer);
		reason = second->reason;
		if (reason == NULL)
			writer->finish(second, program);
		end(second);
	}
	end(first);
	return reason;
}

bool export_binds(const struct case_page *page)
{
	for (size_t i = 0; i < page->step_count; i++)
		if (page->steps[i].kind == STEP_CALL && strcmp(page->steps[i].name, "bind") == 0)
			return true;
	return false;
}

const char *export_reason(const struct case_page *page, enum export_language language, struct arena *arena)
{
	struct str program;
	const char *reason;

	str_init(&program);
	reason = export_program(&program, page, language, arena);
	str_free(&program);
	return reason;
}

const char *export_file_name(const struct case_page *page, enum export_language language, struct arena *arena)
{
	const char *last = strrchr(page->id, '/');

	return arena_printf(arena, "%s%s", last ? last + 1 : page->id,
		(language == EXPORT_C ? &export_c : &export_python)->extension);
}
