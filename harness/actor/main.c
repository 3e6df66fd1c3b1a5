/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sockspec-actor: the actor as a program of its own, which starts in a fraction of the time that sockspec
 * takes to be linked with all its libraries. What `sockspec actor` does, no more.
 */
#include "config.h"

#include <unistd.h>

#include "harness/actor/actor.h"

int main(void)
{
	return actor_serve(STDIN_FILENO, STDOUT_FILENO);
}
