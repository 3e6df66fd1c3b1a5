/* SPDX-License-Identifier: BSD-2-Clause */
/* A thread for each further language; the first one's work is done by the thread that asks. */
#include "config.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/lang.h"
#include "reports/html.h"
#include "reports/html_languages.h"

struct languages_task {
	struct html html;
	enum lang language;
	int (*work)(struct html *html, void *context, struct err *err);
	void *context;
	pthread_t thread;
	bool threaded;
	int status;
	struct err err;
};

static void *languages_run(void *at)
{
	struct languages_task *task = at;
	enum lang before = lang_used();

	lang_use(task->language);
	task->html.arena = arena_new();
	task->status = task->work(&task->html, task->context, &task->err);
	arena_free(task->html.arena);
	lang_use(before);
	return NULL;
}

/* Without a thread to be had it is done here and now. */
static void languages_begin(struct languages_task *task)
{
	sigset_t all, before;

	/* Signals are for the thread that plays. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	task->threaded = pthread_create(&task->thread, NULL, languages_run, task) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!task->threaded)
		languages_run(task);
}

int html_in_languages(const struct html *html, int (*work)(struct html *html, void *context, struct err *err), void *context,
	struct err *err)
{
	struct languages_task tasks[LANG_COUNT];
	int status = 0;
	size_t i;

	/* It asks to be called before there are several threads; again, it does nothing. */
	xmlInitParser();
	for (i = 0; i < html->language_count; i++) {
		tasks[i] = (struct languages_task){.html = *html, .language = html->languages[i], .work = work, .context = context};
		err_init(&tasks[i].err);
	}
	for (i = 1; i < html->language_count; i++)
		languages_begin(&tasks[i]);
	languages_run(&tasks[0]);
	for (i = 0; i < html->language_count; i++) {
		if (tasks[i].threaded)
			pthread_join(tasks[i].thread, NULL);
		if (tasks[i].status < 0 && status == 0) {
			*err = tasks[i].err;
			status = -1;
		}
	}
	return status;
}

void html_own_cases(struct html *html)
{
	struct html_case **cases = arena_array(html->arena, html->count, sizeof(*cases));
	size_t i;

	for (i = 0; i < html->count; i++) {
		cases[i] = arena_memdup(html->arena, html->cases[i], sizeof(*cases[i]));
		cases[i]->modes = arena_memdup(html->arena, cases[i]->modes, cases[i]->count * sizeof(*cases[i]->modes));
	}
	html->cases = cases;
}
