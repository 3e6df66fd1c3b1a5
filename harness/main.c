/* SPDX-License-Identifier: BSD-2-Clause */
/* The way in: which sub-command, and its exit status. */
#include "config.h"

#include <stdio.h>

int main(void)
{
	puts(PACKAGE_STRING);
	return 0;
}
