/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence that contradicts itself, and programs of the play that did not live to see its end: neither may pass. */
#include "config.h"

#include <string.h>

#include "harness/judge/context.h"
#include "harness/names/names.h"

/* Steps are taken one after the other, within the play. */
static bool times_can_be(const struct evidence *evidence, const struct step_record *record, int64_t *latest_ns)
{
	if (record->begin_ns < *latest_ns || record->end_ns < record->begin_ns || record->end_ns > evidence->end_ns)
		return false;
	*latest_ns = record->end_ns;
	return true;
}

static bool call_times_can_be(const struct step_record *record)
{
	const struct call_record *call = record->call;

	return call->failure != NULL || (call->enter_ns >= record->begin_ns &&
		(call->exit_ns < 0 || call->exit_ns >= call->enter_ns));
}

static bool step_is_coherent(struct judge *judge, const struct step *step, const struct step_record *record,
	int64_t *latest_ns)
{
	const struct call_record *call = record->call;

	if (call != NULL && (step->kind != STEP_CALL || call->name == NULL || strcmp(call->name, step->name) != 0 ||
		call->host != (int)step->host)) {
		judge_add(judge, VERDICT_ERROR, step, NULL, "the evidence of this step is of another call: %s of the %s",
			call->name == NULL ? "?" : call->name, case_host_name((enum case_host)call->host));
		return false;
	}
	if (record->fate == STEP_PLAYED && (!times_can_be(judge->evidence, record, latest_ns) ||
		(call != NULL && !call_times_can_be(record)))) {
		judge_add(judge, VERDICT_ERROR, step, NULL, "the evidence of this step has times that cannot be");
		return false;
	}
	return true;
}

bool judge_evidence_is_coherent(struct judge *judge)
{
	int64_t latest_ns = 0;

	for (size_t i = 0; i < judge->page->step_count; i++)
		if (!step_is_coherent(judge, &judge->page->steps[i], &judge->evidence->steps[i], &latest_ns))
			return false;
	return true;
}

/* The names of actors are no names that a page could give. */
static bool is_actor(const struct process_record *process)
{
	return strchr(process->name, ' ') != NULL;
}

static void say_died(struct judge *judge, const struct process_record *process)
{
	enum verdict verdict = is_actor(process) ? VERDICT_ERROR : VERDICT_FAIL;
	const char *signal = names_of(NAMES_SIGNAL, process->exit_signal);

	if (process->exit_signal > 0)
		judge_add(judge, verdict, NULL, NULL, "the program '%s' died of signal %d (%s) before the play was over",
			process->name, process->exit_signal, signal == NULL ? "?" : signal);
	else
		judge_add(judge, verdict, NULL, NULL, "the program '%s' ended with exit status %d before the play was over",
			process->name, process->exit_status);
}

/*
 * A signal that no one sends to end a program: it did something that it must not do. A shell says so of what it ran by 128
 * and the signal as its own exit status.
 */
static bool is_crash(const struct process_record *process)
{
	static const char *const crashes[] = { "SIGSEGV", "SIGBUS", "SIGABRT", "SIGFPE", "SIGILL", "SIGSYS" };
	const char *name = names_of(NAMES_SIGNAL, process->exit_signal > 0 ? process->exit_signal : process->exit_status - 128);

	for (size_t i = 0; name != NULL && i < sizeof crashes / sizeof *crashes; i++)
		if (strcmp(name, crashes[i]) == 0)
			return true;
	return false;
}

/* Whether it crashed before it was told to end, or because of that, cannot be told: a core takes its time. */
static void say_crashed(struct judge *judge, const struct process_record *process)
{
	if (process->exit_signal > 0)
		judge_add(judge, VERDICT_INCONC, NULL, NULL, "the program '%s' died of signal %d (%s) as the play ended, or before",
			process->name, process->exit_signal, names_of(NAMES_SIGNAL, process->exit_signal));
	else
		judge_add(judge, VERDICT_INCONC, NULL, NULL, "the program '%s' ended with exit status %d as the play ended, or before",
			process->name, process->exit_status);
}

/* That a connection ends, or that nothing comes, is no merit of a program that has crashed. One that ends with 0 was done. */
void judge_processes(struct judge *judge)
{
	const struct evidence *evidence = judge->evidence;

	for (size_t i = 0; i < judge->result->finding_count; i++)
		if (finding_is_failing(&judge->result->findings[i]))
			return; /* reports say beside it how the programs ended */
	for (size_t i = 0; i < evidence->process_count && !judge->broken; i++) {
		const struct process_record *process = &evidence->processes[i];

		if (process->name == NULL || (process->exit_signal <= 0 && process->exit_status <= 0))
			continue;
		if (!process->ended_by_us)
			say_died(judge, process);
		else if (is_crash(process))
			say_crashed(judge, process);
	}
}
