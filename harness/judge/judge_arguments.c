/* SPDX-License-Identifier: BSD-2-Clause */
/* What came out of a call through its arguments, and behind its result. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/case/calls.h"
#include "harness/judge/context.h"
#include "harness/judge/words.h"
#include "harness/match/eval.h"

/* What an argument is, in a sentence, and as the name of a difference. */
static const char *argument_word(enum argument_kind kind, const char **field)
{
	switch (kind) {
	case ARG_BYTES_OUT:
		*field = "bytes";
		return "the bytes";
	case ARG_ADDRESS_OUT:
		*field = "address";
		return "the address";
	case ARG_ADDRLEN_OUT:
		*field = "address length";
		return "the address's length";
	case ARG_IOVEC_OUT:
		*field = "iovecs";
		return "the buffers";
	case ARG_MSGHDR_OUT:
		*field = "message";
		return "the message";
	case ARG_MMSGHDR_OUT:
		*field = "messages";
		return "the messages";
	case ARG_MMSGHDR_IN:
		*field = "msg_len";
		return "the length of a message";
	case ARG_OPTVAL_OUT:
		*field = "option";
		return "the option's value";
	case ARG_OPTLEN_OUT:
		*field = "option length";
		return "the option's length";
	case ARG_POLLFDS:
		*field = "revents";
		return "what is ready";
	case ARG_OFFSET:
		*field = "offset";
		return "the place in the file";
	case ARG_IOCTL_OUT:
		*field = "number";
		return "the number asked for";
	case ARG_EVENTS_OUT:
		*field = "events";
		return "the events";
	case ARG_TEXT_OUT:
		*field = "text";
		return "the text";
	case ARG_ADDRESSES_OUT:
		*field = "addresses";
		return "the addresses";
	case ARG_INTERFACES_OUT:
		*field = "interfaces";
		return "the interfaces";
	case ARG_RLIMIT_OUT:
		*field = "limit";
		return "the limit";
	case ARG_PAIR_OUT:
		*field = "descriptors";
		return "the descriptors";
	case ARG_NONE: case ARG_FAMILY: case ARG_SOCKET: case ARG_INT: case ARG_LENGTH:
	case ARG_BYTES_IN: case ARG_ADDRESS_IN: case ARG_ADDRLEN_IN: case ARG_IOVEC_IN:
	case ARG_MSGHDR_IN: case ARG_OPTVAL_IN: case ARG_FDSET: case ARG_TIMEVAL: case ARG_FCNTL:
	case ARG_STRING_IN: case ARG_EVENT_IN: case ARG_TIMESPEC: case ARG_SIGSET: case ARG_ITIMER:
	case ARG_STREAM: case ARG_HINTS: case ARG_RLIMIT_IN:
		break;
	}
	*field = "argument";
	return "an argument";
}

/* Joins what is wrong with the bytes to what is wrong with their number: one mistake, one finding. */
static void merge_bytes(struct judge *judge, struct finding *finding, const char *expected,
	const char *observed, const char *why)
{
	finding->text = arena_printf(judge->arena, "%s: %s", finding->text, why);
	judge_add_difference(judge, finding, "bytes", expected, observed);
}

/* A value of several parts: what differs is said with the part's name. */
static bool has_places(const struct node *written)
{
	return written->kind == NODE_STRUCT || (written->kind == NODE_ARRAY &&
		(written->count != 1 || written->items[0]->kind == NODE_STRUCT));
}

static void say_argument(struct judge *judge, const struct step *step, const struct node *written,
	const struct value *observed, enum argument_kind kind, const char *why, struct finding *merge)
{
	const char *field, *word = argument_word(kind, &field);
	struct finding *finding;
	struct str left, right;

	str_init(&left);
	str_init(&right);
	eval_print_node(&left, written);
	eval_print_like(&right, written, observed);
	if (kind == ARG_BYTES_OUT && merge != NULL) {
		merge_bytes(judge, merge, str_text(&left), str_text(&right), why);
	} else {
		if (kind == ARG_BYTES_OUT)
			finding = judge_add(judge, VERDICT_FAIL, step, &written->where, "%s gave %s",
				step->name, why);
		else if (kind == ARG_POLLFDS)
			finding = judge_add(judge, VERDICT_FAIL, step, &written->where, "%s said that %s",
				step->name, why);
		else
			finding = judge_add(judge, VERDICT_FAIL, step, &written->where,
				has_places(written) ? "in %s that %s gave, %s" : "%s that %s gave is %s", word,
				step->name, why);
		judge_say_sides(judge, finding, str_text(&left), str_text(&right));
		judge_add_difference(judge, finding, field, str_text(&left), str_text(&right));
	}
	str_free(&left);
	str_free(&right);
}

/* Of pollfds only revents comes out; the others are what went in. */
static void judge_pollfds(struct judge *judge, const struct step *step, const struct node *written,
	const struct value *observed)
{
	if (written->kind != NODE_ARRAY)
		return;
	for (size_t i = 0; i < written->count; i++) {
		const struct node *revents = case_field(written->items[i], "revents");
		const struct node *fd = case_field(written->items[i], "fd");
		const struct value *told = NULL;
		struct str why, name;

		if (revents == NULL || revents->kind == NODE_ANY)
			continue;
		if (observed->kind == VALUE_ARRAY && i < observed->count)
			told = value_field(observed->items[i], "revents");
		if (told == NULL) {
			judge_add(judge, VERDICT_ERROR, step, &revents->where,
				"nothing was told about what is ready here");
			continue;
		}
		str_init(&why);
		if (!eval_fits(&judge->env, revents, told, &why)) {
			str_init(&name);
			if (fd != NULL) {
				str_add(&name, "revents of ");
				eval_print_node(&name, fd);
				str_add(&name, " is ");
			}
			str_add(&name, str_text(&why));
			say_argument(judge, step, revents, told, ARG_POLLFDS, str_text(&name), NULL);
			str_free(&name);
		}
		str_free(&why);
	}
}

/* Of messages that were sent only their lengths come out; of one that was not, nothing. */
static void judge_messages(struct judge *judge, const struct step *step, const struct node *written,
	const struct value *observed)
{
	for (size_t i = 0; written->kind == NODE_ARRAY && i < written->count; i++) {
		const struct node *length = case_field(written->items[i], "msg_len");
		const struct value *told = NULL;
		struct str why;

		if (length == NULL || length->kind == NODE_ANY)
			continue;
		if (observed->kind == VALUE_ARRAY && i < observed->count)
			told = value_field(observed->items[i], "msg_len");
		if (told == NULL) {
			judge_add(judge, VERDICT_FAIL, step, &length->where, "%s did not say how much of this message it sent",
				step->name);
			continue;
		}
		str_init(&why);
		if (!eval_fits(&judge->env, length, told, &why))
			say_argument(judge, step, length, told, ARG_MMSGHDR_IN, str_text(&why), NULL);
		str_free(&why);
	}
}

void judge_arguments(struct judge *judge, const struct step *step, const struct call_record *call,
	struct finding *merge)
{
	const struct call_spec *spec = calls_find(step->name);

	if (spec == NULL)
		return;
	for (size_t i = 0; i < step->argument_count && i < CALL_ARGUMENTS_MOST; i++) {
		const struct node *written = step->arguments[i];
		struct str why;

		if (!calls_argument_is_out(spec->arguments[i]) || written->kind == NODE_ANY ||
			written->kind == NODE_NULL)
			continue;
		/* A call that failed leaves what it would have filled in; only a place in a file has to stay as it was. */
		if (call->result == -1 && spec->arguments[i] != ARG_OFFSET)
			continue;
		if (i >= call->argument_count || call->arguments[i] == NULL) {
			judge_add(judge, VERDICT_ERROR, step, &written->where,
				"%s was told without what came out here", step->name);
			continue;
		}
		/* Its names are new: whatever came out has them. */
		if (spec->arguments[i] == ARG_PAIR_OUT)
			continue;
		if (spec->arguments[i] == ARG_POLLFDS) {
			judge_pollfds(judge, step, written, call->arguments[i]);
			continue;
		}
		if (spec->arguments[i] == ARG_MMSGHDR_IN) {
			judge_messages(judge, step, written, call->arguments[i]);
			continue;
		}
		str_init(&why);
		if (!eval_fits(&judge->env, written, call->arguments[i], &why))
			say_argument(judge, step, written, call->arguments[i], spec->arguments[i],
				str_text(&why), merge);
		str_free(&why);
	}
}
