/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the wire can be told to do: one table row each (actions.c) says of which parts its statement is made, so that
 * `check` can tell a mistake. How it is done is the player's (harness/play/wire_*.c).
 */
#ifndef SOCKSPEC_ACTIONS_H
#define SOCKSPEC_ACTIONS_H

#include <stdbool.h>

/* The parts of an action's statement, as bits, in the order in which they are written. */
enum action_part {
	ACTION_TIME = 1 << 0,     /* 50ms */
	ACTION_NUMBER = 1 << 1,   /* 2: how many packets; of rate and mtu how many bytes */
	ACTION_ORDINAL = 1 << 2,  /* the 3rd */
	ACTION_PACKETS = 1 << 3,  /* > P. 1:6(5), "udp" */
	ACTION_PLACE = 1 << 4,    /* at payload[0] */
	ACTION_CHECKSUM = 1 << 5, /* checksum right */
	ACTION_TO = 1 << 6,       /* to 20 */
	ACTION_QUEUE = 1 << 7,    /* queue 5 */
	ACTION_UNTIL = 1 << 8,    /* until "udp" */
	ACTION_FOR = 1 << 9       /* for 200ms */
};

struct action_spec {
	const char *name;
	unsigned takes;        /* the parts that may stand there */
	unsigned needs;        /* those of them that must */
	const char *form;      /* as it is written, for messages */
};

const struct action_spec *actions_find(const char *name); /* NULL where there is none */
const struct action_spec *actions_next(const struct action_spec *spec); /* NULL: the first; NULL at the end */

const char *actions_part_name(enum action_part part); /* "a time" */

#endif
