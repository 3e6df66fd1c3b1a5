/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * make bench: what sockspec costs, from one run. Ratios taken side by side, never a limit: machines differ.
 *
 *	bench SOCKSPEC CASES-FOLDER WORK-FOLDER
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/base/str.h"

#define BENCH_QUICK_CASES 200
#define BENCH_SAMPLE_MS 100

struct measured {
	double wall_s, cpu_s;
	double peak_mib_a_play; /* proportional memory of all our processes over the plays of that moment */
	int most_plays;
	int status;
};

static const char quick_page[] =
	"# A socket is made and closed\n\nNothing waits here: this is what a play costs.\n\n"
	"```sockspec\nmodes ipv4\nsocket(..., SOCK_STREAM, 0) = s\nclose(s) = 0\n```\n";

static const char loop_page[] =
	"# A datagram crosses the wire\n\nNothing waits here but for the wire.\n\n"
	"```sockspec\nmodes ipv4\nserver: socket(..., SOCK_DGRAM, 0) = r\nserver: bind(r, server:7000) = 0\n"
	"socket(..., SOCK_DGRAM, 0) = s\nsendto(s, \"hello\", 5, 0, server:7000, ...) = 5\n> udp (5)\n"
	"server: recv(r, \"hello\", 100, 0) = 5\nclose(s) = 0\n```\n";

/* Adds the proportional memory of one process if it is ours; counts players by their command line. */
static void bench_look_at(const char *pid, long *kib, int *plays)
{
	char path[64], text[4096];
	const char *found;
	ssize_t length;
	int fd;

	snprintf(path, sizeof path, "/proc/%.20s/cmdline", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
	if (fd >= 0)
		close(fd);
	if (length <= 0)
		return;
	text[length] = '\0';
	if (strstr(text, "sockspec") == NULL)
		return;
	found = strrchr(text, '/');
	if (strcmp(found ? found + 1 : text, "sockspec-player") == 0)
		++*plays;
	snprintf(path, sizeof path, "/proc/%.20s/smaps_rollup", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
	if (fd >= 0)
		close(fd);
	if (length <= 0)
		return;
	text[length] = '\0';
	found = strstr(text, "\nPss:");
	if (found != NULL)
		*kib += strtol(found + 5, NULL, 10);
}

static void bench_sample(struct measured *measured)
{
	struct dirent *entry;
	long kib = 0;
	int plays = 0;
	DIR *dir = opendir("/proc");

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
			bench_look_at(entry->d_name, &kib, &plays);
	if (dir != NULL)
		closedir(dir);
	/* A player with a PID namespace is two processes: the one that waits, and the one that plays. */
	plays = (plays + 1) / 2;
	if (plays > 0 && (double)kib / 1024 / plays > measured->peak_mib_a_play)
		measured->peak_mib_a_play = (double)kib / 1024 / plays;
	if (plays > measured->most_plays)
		measured->most_plays = plays;
}

static int bench_run(char *const *argv, bool sample, struct measured *measured)
{
	struct rusage before, after;
	int64_t begin = clock_now_ns();
	struct pollfd ended;
	int fd, status;
	pid_t pid;

	*measured = (struct measured){0};
	getrusage(RUSAGE_CHILDREN, &before);
	pid = fork();
	if (pid == 0) {
		execv(argv[0], argv);
		_exit(127);
	}
	if (pid < 0)
		return -1;
	fd = (int)syscall(SYS_pidfd_open, pid, 0);
	ended = (struct pollfd){.fd = fd, .events = POLLIN};
	while (fd >= 0 && poll(&ended, 1, BENCH_SAMPLE_MS) == 0)
		if (sample)
			bench_sample(measured);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (fd >= 0)
		close(fd);
	measured->wall_s = (double)(clock_now_ns() - begin) / 1e9;
	getrusage(RUSAGE_CHILDREN, &after);
	measured->cpu_s = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec + after.ru_stime.tv_sec - before.ru_stime.tv_sec) +
		(double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec + after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
	measured->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return 0;
}

static int bench_quick(char *program, const char *work, const char *name, const char *page, struct err *err)
{
	struct measured measured;
	struct str path;
	char *folder;
	int i;

	str_init(&path);
	str_addf(&path, "%s/%s/cases", work, name);
	folder = strdup(str_text(&path));
	if (io_make_directories(folder, err) != 0)
		return -1;
	for (i = 0; i < BENCH_QUICK_CASES; i++) {
		str_clear(&path);
		str_addf(&path, "%s/%s-%03d.md", folder, name, i);
		if (io_write_file(str_text(&path), page, strlen(page), err) != 0)
			return -1;
	}
	char *argv[] = {program, (char *)"run", (char *)"--quiet", (char *)"--expect=none", (char *)"--cases", folder, NULL};
	bench_run(argv, false, &measured);
	printf("%-34s %8.1f cases/s   %6.1f ms CPU a case   (%d cases in %.2f s, exit %d)\n", name,
		BENCH_QUICK_CASES / measured.wall_s, measured.cpu_s * 1e3 / BENCH_QUICK_CASES, BENCH_QUICK_CASES, measured.wall_s,
		measured.status);
	free(folder);
	str_free(&path);
	return 0;
}

/* What the evidence of a run says: the longest play, and how many packets captures saw and lost. */
static void bench_read_run(const char *folder, double *longest_s, json_int_t *received, json_int_t *dropped, size_t *plays)
{
	struct str path;
	json_t *run, *item, *evidence, *capture;
	const char *host;
	size_t i;

	str_init(&path);
	str_addf(&path, "%s/run.json", folder);
	run = json_load_file(str_text(&path), 0, NULL);
	*plays = json_array_size(json_object_get(run, "cases"));
	json_array_foreach(json_object_get(run, "cases"), i, item) {
		str_clear(&path);
		str_addf(&path, "%s/%s/evidence.json", folder, json_string_value(json_object_get(item, "folder")));
		evidence = json_load_file(str_text(&path), 0, NULL);
		if ((double)json_integer_value(json_object_get(evidence, "end_ns")) / 1e9 > *longest_s)
			*longest_s = (double)json_integer_value(json_object_get(evidence, "end_ns")) / 1e9;
		json_object_foreach(json_object_get(evidence, "captures"), host, capture) {
			*received += json_integer_value(json_object_get(capture, "received"));
			*dropped += json_integer_value(json_object_get(capture, "dropped"));
		}
		json_decref(evidence);
	}
	json_decref(run);
	str_free(&path);
}

static void bench_suite(char *program, char *cases, const char *work)
{
	double longest_s = 0, cores = (double)sysconf(_SC_NPROCESSORS_ONLN), floor_s;
	json_int_t received = 0, dropped = 0;
	struct measured measured;
	char *folder = io_join(work, "suite");
	size_t plays = 0;
	char *argv[] = {program, (char *)"run", (char *)"--quiet", (char *)"--cases", cases, (char *)"--report", folder, NULL};

	bench_run(argv, true, &measured);
	bench_read_run(folder, &longest_s, &received, &dropped, &plays);
	floor_s = measured.cpu_s / cores > longest_s ? measured.cpu_s / cores : longest_s;
	printf("%-34s %8.2f          (%.2f s; longest case %.2f s; CPU over %.0f cores %.2f s; exit %d)\n",
		"suite over max(longest, CPU/cores)", measured.wall_s / floor_s, measured.wall_s, longest_s, cores,
		measured.cpu_s / cores, measured.status);
	printf("%-34s %8.2f\n", "suite over its longest case", longest_s > 0 ? measured.wall_s / longest_s : 0);
	printf("%-34s %8.1f ms       (%zu plays)\n", "CPU a case", plays ? measured.cpu_s * 1e3 / (double)plays : 0, plays);
	printf("%-34s %8.1f MiB      (%d at once at most)\n", "peak memory a concurrent case", measured.peak_mib_a_play,
		measured.most_plays);
	printf("%-34s %8.4f %%        (%lld of %lld packets)\n", "capture loss",
		received ? 100.0 * (double)dropped / (double)received : 0, (long long)dropped, (long long)received);
	free(folder);
}

int main(int argc, char **argv)
{
	struct err err;

	if (argc != 4) {
		fputs("usage: bench SOCKSPEC CASES-FOLDER WORK-FOLDER\n", stderr);
		return 2;
	}
	err_init(&err);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (bench_quick(argv[1], argv[3], "socket-and-close", quick_page, &err) != 0 ||
	    bench_quick(argv[1], argv[3], "a-datagram-crosses", loop_page, &err) != 0) {
		fprintf(stderr, "bench: %s\n", err.text);
		return 3;
	}
	bench_suite(argv[1], argv[2], argv[3]);
	return 0;
}
