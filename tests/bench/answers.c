/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * make bench: how long a peer made of packets takes to answer: from the moment when the wire has read a packet until the
 * one that answers it has been written. Once where a call has sent the packet, so that the player hears of the call's
 * return in between, and once where the peer's own packet has brought it about. From the wire's records of
 * some plays, one after the other.
 *
 *	answers SOCKSPEC WORK-FOLDER
 */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"

/* Pages of the length that pages have: to await a packet takes the longer the more came before it. */
#define PAGES 20
#define ANSWERS 20
#define MICROSECOND 1e3

static const char opening[] =
	"# A peer answers\n\nEach line of the peer answers the packet before it.\n\n"
	"```sockspec\nmodes ipv4\nlaunch packets as peer\nsocket(..., SOCK_STREAM, 0) = s\nconnect(s, peer) = 0 &\n"
	"> S 0:0(0) <...>\n< S. 0:0(0) ack 1 <mss 1000>\n> . 1:1(0) ack 1\nwait\n";

/* Each call sends five bytes, and the peer acknowledges them. */
static void
add_calls(struct str *page)
{
	int i;

	for (i = 0; i < ANSWERS; i++)
		str_addf(page, "send(s, \"hello\", 5, 0) = 5\n> P. %d:%d(5) ack 1\n< . 1:1(0) ack %d\n", 5 * i + 1,
			5 * i + 6, 5 * i + 6);
}

/* The peer sends what it has sent before, which a host acknowledges at once (RFC 9293 section 3.10.7.4). */
static void
add_repetitions(struct str *page)
{
	int i;

	str_add(page, "< P. 1:2(1) ack 1\n> . 1:1(0) ack 2\n");
	for (i = 0; i < ANSWERS; i++)
		str_add(page, "< P. 1:2(1) ack 1\n> . 1:1(0) ack 2 <...>\n");
}

static int
play(char *program, char *folder, char *run)
{
	char *argv[] = { program, (char *)"run", (char *)"--quiet", (char *)"--expect=none", (char *)"--jobs=1",
		(char *)"--cases", folder, (char *)"--report", run, NULL };
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		execv(program, argv);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
compare(const void *a, const void *b)
{
	double difference = *(const double *)a - *(const double *)b;

	return difference < 0 ? -1 : difference > 0;
}

/* An injected packet answers the one that was taken right before it. */
static size_t
read_answers(json_t *wire, double *answers, size_t most)
{
	const char *fate, *before = "";
	json_int_t arrived = 0;
	size_t i, count = 0;
	json_t *record;

	json_array_foreach(wire, i, record) {
		fate = json_string_value(json_object_get(record, "fate"));
		if (fate == NULL)
			fate = "";
		if (strcmp(fate, "injected") == 0 && strcmp(before, "played") == 0 && count < most)
			answers[count++] = (double)(json_integer_value(json_object_get(record, "written_ns")) - arrived);
		arrived = json_integer_value(json_object_get(record, "read_ns"));
		before = fate;
	}
	return count;
}

static size_t
read_play(const char *run, int number, double *answers, size_t most)
{
	struct str path;
	json_t *evidence;
	size_t count;

	str_init(&path);
	str_addf(&path, "%s/evidence/page-%02d/ipv4/attempt-1/evidence.json", run, number);
	evidence = json_load_file(str_text(&path), 0, NULL);
	count = read_answers(json_object_get(evidence, "wire"), answers, most);
	json_decref(evidence);
	str_free(&path);
	return count;
}

static void
report(const char *name, const char *run, int status)
{
	static double answers[PAGES * (ANSWERS + 10)];
	size_t count = 0, most = sizeof answers / sizeof answers[0];
	int i;

	for (i = 0; i < PAGES; i++)
		count += read_play(run, i, answers + count, most - count);
	if (count < (size_t)PAGES * ANSWERS) {
		/* Below level wire there is no such peer; else the run has said what went wrong. */
		printf("%-34s SKIP: %zu answers were played (exit %d)\n", name, count, status);
		return;
	}
	qsort(answers, count, sizeof answers[0], compare);
	printf("%-34s %8.1f us       (99th percentile %.1f us, of %zu in %d plays; exit %d)\n", name,
		answers[count / 2] / MICROSECOND, answers[count * 99 / 100] / MICROSECOND, count, PAGES, status);
}

/* All pages are the same. */
static int
write_pages(const char *folder, void (*add)(struct str *), struct err *err)
{
	struct str page, path;
	int i, result = io_make_directories(folder, err);

	str_init(&page);
	str_init(&path);
	str_add(&page, opening);
	add(&page);
	str_add(&page, "```\n");
	for (i = 0; i < PAGES && result == 0; i++) {
		str_clear(&path);
		str_addf(&path, "%s/page-%02d.md", folder, i);
		result = io_write_file(str_text(&path), str_text(&page), strlen(str_text(&page)), err);
	}
	str_free(&page);
	str_free(&path);
	return result;
}

static int
measure(char *program, const char *work, const char *name, const char *kind, void (*add)(struct str *), struct err *err)
{
	char *place = io_join(work, kind), *folder = io_join(place, "cases"), *run = io_join(place, "run");
	int result = write_pages(folder, add, err);

	if (result == 0)
		report(name, run, play(program, folder, run));
	free(place);
	free(folder);
	free(run);
	return result;
}

int
main(int count, char **arguments)
{
	struct err err;

	if (count != 3) {
		fputs("usage: answers SOCKSPEC WORK-FOLDER\n", stderr);
		return 2;
	}
	err_init(&err);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (measure(arguments[1], arguments[2], "answer to what a call has sent", "call", add_calls, &err) != 0 ||
		measure(arguments[1], arguments[2], "answer to what an answer brought", "repetition", add_repetitions,
			&err) != 0) {
		fprintf(stderr, "answers: %s\n", err.text);
		return 3;
	}
	return 0;
}
