/* SPDX-License-Identifier: BSD-2-Clause */
/* What the page and the judge say of packets: which met a line, which no line foresaw, and which never came. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/judge/verdict.h"
#include "reports/ladder/ladder_parts.h"

static bool verdicts_is(const struct packet_record *record, int host, int number)
{
	return record && number > 0 && record->host == host && record->number == number;
}

/* The arrow of a packet as a host's capture counts it; NULL where there is none. */
static struct ladder_arrow *verdicts_find(const struct ladder *ladder, int host, int number)
{
	size_t i;

	for (i = 0; i < ladder->arrow_count; i++) {
		struct ladder_arrow *arrow = &ladder->arrows[i];

		if (verdicts_is(arrow->sent, host, number) || verdicts_is(arrow->received, host, number))
			return arrow;
	}
	return NULL;
}

/* "server: q > ...": true for what a packet line expects; says which host, which socket, and whether it sends. */
struct verdicts_front {
	int host;
	const char *socket;       /* NULL: none is named */
	size_t socket_length;
	bool sent;
	const char *packet;       /* the rest */
};

static bool verdicts_read_front(const char *text, struct verdicts_front *front)
{
	static const char *const hosts[EVIDENCE_HOSTS] = {"client:", "server:"};
	size_t length;
	int host;

	memset(front, 0, sizeof(*front));
	if (!text)
		return false;
	for (host = 0; host < EVIDENCE_HOSTS; host++) {
		length = strlen(hosts[host]);
		if (strncmp(text, hosts[host], length) == 0) {
			front->host = host;
			text += length + strspn(text + length, " ");
			break;
		}
	}
	for (length = 0; isalnum((unsigned char)text[length]) || text[length] == '_'; length++)
		;
	if (length > 0 && text[length] == ' ') {
		front->socket = text;
		front->socket_length = length;
		text += length + strspn(text + length, " ");
	}
	if ((text[0] != '<' && text[0] != '>') || text[1] != ' ')
		return false;
	front->sent = text[0] == '>';
	front->packet = text + 2;
	return true;
}

/* "second < 5" of an assertion reads like a packet line of a socket that is called so. */
static bool verdicts_is_assertion(const struct result *result, const struct finding *finding)
{
	return (size_t)finding->step < result->step_count && result->steps[finding->step].source &&
	       strncmp(result->steps[finding->step].source, "assert ", strlen("assert ")) == 0;
}

/* A line that was not met at all: what differs is the whole, not a field or the order. */
static bool verdicts_is_missing(const struct result *result, const struct finding *finding, struct verdicts_front *front)
{
	return finding->line > 0 && finding->step >= 0 && finding->difference_count > 0 &&
	       finding->differences[0].field == NULL && !verdicts_is_assertion(result, finding) &&
	       verdicts_read_front(finding->expected, front);
}

static bool verdicts_same_socket(const struct verdicts_front *a, const struct verdicts_front *b)
{
	return a->host == b->host && a->socket_length == b->socket_length &&
	       (a->socket_length == 0 || memcmp(a->socket, b->socket, a->socket_length) == 0);
}

/* Which connection a line speaks of that nothing met: that of the nearest line about the same socket that was met. */
static int verdicts_connection(const struct ladder_maker *maker, const struct finding *finding,
	const struct verdicts_front *front)
{
	const struct result *result = maker->result;
	const struct ladder_arrow *nearest = NULL;
	int distance = 0;
	size_t i;

	for (i = 0; i < result->step_count; i++) {
		const struct step_verdict *step = &result->steps[i];
		const struct ladder_arrow *arrow = verdicts_find(maker->ladder, step->packet_host, step->packet);
		struct verdicts_front other;

		if (!arrow || !verdicts_read_front(step->source, &other) || !verdicts_same_socket(front, &other))
			continue;
		if (!nearest || abs(step->line - finding->line) < distance) {
			distance = abs(step->line - finding->line);
			nearest = arrow;
		}
	}
	return nearest ? maker->ladder->lines[nearest->from].connection : -1;
}

/* When it was due: when the play came to its line. */
static int64_t verdicts_due_ns(const struct ladder_maker *maker, const struct finding *finding)
{
	const struct evidence *evidence = maker->evidence;
	const struct step_record *step;

	if ((size_t)finding->step >= evidence->step_count)
		return evidence->end_ns;
	step = &evidence->steps[finding->step];
	if (step->due_ns >= 0)
		return step->due_ns;
	return step->begin_ns >= 0 ? step->begin_ns : evidence->end_ns;
}

static void verdicts_add_missing(struct ladder_maker *maker, const struct finding *finding,
	const struct verdicts_front *front)
{
	struct ladder *ladder = maker->ladder;
	struct ladder_arrow *arrow = &ladder->arrows[ladder->arrow_count++];
	int connection = verdicts_connection(maker, finding, front);
	int from = front->sent ? front->host : !front->host;

	memset(arrow, 0, sizeof(*arrow));
	arrow->from = ladder_line_of(maker, connection, from);
	arrow->to = ladder_line_of(maker, connection, !from);
	arrow->left_ns = verdicts_due_ns(maker, finding);
	arrow->arrived_ns = -1;
	arrow->label = front->packet;
	arrow->marks = LADDER_MISSING;
	arrow->line = finding->line;
	arrow->band = -1;
}

static int64_t verdicts_time(const struct ladder_arrow *arrow)
{
	return arrow->left_ns >= 0 ? arrow->left_ns : arrow->arrived_ns;
}

/* What is missing goes to its place, behind what was there at the same time. */
static void verdicts_sort_missing(struct ladder *ladder, size_t seen)
{
	size_t i, at;

	for (i = seen; i < ladder->arrow_count; i++) {
		struct ladder_arrow arrow = ladder->arrows[i];

		for (at = i; at > 0 && verdicts_time(&ladder->arrows[at - 1]) > verdicts_time(&arrow); at--)
			ladder->arrows[at] = ladder->arrows[at - 1];
		ladder->arrows[at] = arrow;
	}
}

static void verdicts_mark_findings(struct ladder_maker *maker)
{
	const struct result *result = maker->result;
	size_t i;

	for (i = 0; i < result->finding_count; i++) {
		const struct finding *finding = &result->findings[i];
		struct ladder_arrow *arrow = verdicts_find(maker->ladder, finding->host, finding->packet);

		if (!arrow)
			continue;
		arrow->marks |= LADDER_UNEXPECTED;
		if (arrow->line == 0)
			arrow->line = finding->line;
	}
}

void ladder_verdicts_mark(struct ladder_maker *maker)
{
	const struct result *result = maker->result;
	struct ladder *ladder = maker->ladder;
	struct verdicts_front front;
	struct ladder_arrow *grown;
	size_t seen = ladder->arrow_count, i;

	for (i = 0; i < result->step_count; i++) {
		const struct step_verdict *step = &result->steps[i];
		struct ladder_arrow *arrow = verdicts_find(ladder, step->packet_host, step->packet);

		if (!arrow)
			continue;
		arrow->marks |= LADDER_DECISIVE;
		if (arrow->line == 0)
			arrow->line = step->line;
	}
	verdicts_mark_findings(maker);
	grown = arena_array(maker->arena, seen + result->finding_count + 1, sizeof(*grown));
	if (seen > 0)
		memcpy(grown, ladder->arrows, seen * sizeof(*grown));
	ladder->arrows = grown;
	for (i = 0; i < result->finding_count; i++) {
		if (verdicts_is_missing(result, &result->findings[i], &front))
			verdicts_add_missing(maker, &result->findings[i], &front);
	}
	verdicts_sort_missing(ladder, seen);
}
