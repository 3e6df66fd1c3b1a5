/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sockspec-player: the player as a program of its own, which starts without the libraries that only reports need.
 * What `sockspec play` does, no more.
 */
#include "config.h"

#include "harness/play/play_main.h"

int main(int argc, char **argv)
{
	return play_main(argc, argv);
}
