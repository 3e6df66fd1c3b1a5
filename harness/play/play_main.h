/* SPDX-License-Identifier: BSD-2-Clause */
/* sockspec-player, and `sockspec play`: the player's own process, its arguments, and its exit status. */
#ifndef SOCKSPEC_PLAY_MAIN_H
#define SOCKSPEC_PLAY_MAIN_H

/* argv[0] is the program's name, or "play". Returns 0 where evidence was written, 3 with a message on standard error otherwise. */
int play_main(int argc, char **argv);

#endif
