/* SPDX-License-Identifier: BSD-2-Clause */
/* Capabilities: whether we have one, and how a child becomes an ordinary process. */
#include "config.h"

#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/play/sandbox_parts.h"

#define CAPABILITY_WORDS 2 /* of _LINUX_CAPABILITY_VERSION_3 */

static int get_capabilities(struct __user_cap_data_struct *data)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };

	return (int)syscall(SYS_capget, &header, data);
}

bool sandbox_has_capability(int capability)
{
	struct __user_cap_data_struct data[CAPABILITY_WORDS];

	memset(data, 0, sizeof data);
	if (get_capabilities(data) < 0)
		return false;
	return data[capability / 32].effective & (1U << capability % 32);
}

int sandbox_drop_privileges(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[CAPABILITY_WORDS];
	const unsigned kept = geteuid() == 0 ? 1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH : 0;
	int capability;

	memset(data, 0, sizeof data);
	if (get_capabilities(data) < 0)
		return -1;
	for (capability = 0; capability < 32 * CAPABILITY_WORDS; capability++) {
		int had = prctl(PR_CAPBSET_READ, capability, 0, 0, 0);

		if (had < 0)
			break; /* past the last that this kernel knows */
		if (!had || (capability < 32 && kept & 1U << capability))
			continue;
		/* Who has none to begin with may not, and need not: root's programs alone draw on this set. */
		if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0 && (errno != EPERM || geteuid() == 0))
			return -1;
	}
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0 && errno != EINVAL)
		return -1;
	data[0].permitted &= kept;
	data[0].effective = data[0].permitted;
	data[0].inheritable = 0;
	memset(&data[1], 0, sizeof data[1]);
	if (syscall(SYS_capset, &header, data) < 0)
		return -1;
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
