/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sockspec-player: the player as a program of its own, which starts without the libraries that only reports need.
 * What `sockspec play` does, no more.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness/play/play_main.h"

int main(int argc, char **argv)
{
	/* Asked for by a person, or by `make installcheck`. */
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return puts("sockspec-player (" PACKAGE_NAME ") " PACKAGE_VERSION) < 0;
	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return puts("Usage: sockspec-player OPTION... CASE\n"
			"Plays one case for 'sockspec run', which starts it; not meant to be started by hand.\n\n"
			"Report bugs to: " PACKAGE_BUGREPORT) < 0;
	return play_main(argc, argv);
}
