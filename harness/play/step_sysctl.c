/* SPDX-License-Identifier: BSD-2-Clause */
/* `sysctl NAME = VALUE`, in a host's own namespace. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "harness/base/arena.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/match/eval.h"
#include "harness/play/player.h"

/* The value as it is written into the setting. 0, or -1 with err. */
static int sysctl_text(const struct player *player, const struct node *node, struct str *text, struct err *err)
{
	int64_t number;

	if (node->kind == NODE_STRING) {
		str_add_bytes(text, node->bytes, node->length);
		return 0;
	}
	if (eval_number(&player->env, node, NULL, &number, err) < 0)
		return -1;
	str_addf(text, "%" PRId64, number);
	return 0;
}

void step_play_sysctl(struct player *player, const struct step *step, struct step_record *record)
{
	struct str text;
	struct err err;
	char before[256];

	err_init(&err);
	str_init(&text);
	if (sysctl_text(player, step->expression, &text, &err) < 0) {
		player_mark(player, record, STEP_NOT_REACHED, "%s", err.text);
	} else if (player->sandbox.level == LEVEL_HOST) {
		player_mark(player, record, STEP_UNPLAYABLE, "%s is the machine's own at level host", step->name);
	} else if (sandbox_sysctl(&player->sandbox, step->host, step->name, str_text(&text), before, sizeof before,
		&err) < 0) {
		player_mark(player, record, STEP_UNPLAYABLE, "%s", err.text);
	} else {
		record->sample = value_struct(player->evidence->arena);
		value_struct_add(player->evidence->arena, record->sample, step->name,
			value_bytes(player->evidence->arena, before, strlen(before)));
	}
	/* What follows was written for the setting as the page wants it: without it, it means something else. */
	if (record->fate != STEP_PLAYED)
		player->unreachable = arena_printf(player->evidence->arena, "%s could not be set (line %d)", step->name,
			record->line);
	str_free(&text);
}
