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

/* Of a process; 0: of the calling thread. */
static int get_capabilities(pid_t pid, struct __user_cap_data_struct *data)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3, .pid = pid };

	return (int)syscall(SYS_capget, &header, data);
}

bool sandbox_has_capability(int capability)
{
	struct __user_cap_data_struct data[CAPABILITY_WORDS];

	memset(data, 0, sizeof data);
	if (get_capabilities(0, data) < 0)
		return false;
	return data[capability / 32].effective & (1U << capability % 32);
}

/* The kernel's bits of what a page asks for; all of them are in the first word. */
static unsigned kernel_bits(sandbox_capabilities set)
{
	static const int numbers[CAPABILITY_COUNT] = {
		[CAPABILITY_NET_BIND_SERVICE] = CAP_NET_BIND_SERVICE,
		[CAPABILITY_NET_ADMIN] = CAP_NET_ADMIN,
		[CAPABILITY_NET_RAW] = CAP_NET_RAW,
	};
	unsigned bits = 0;
	int i;

	for (i = 0; i < CAPABILITY_COUNT; i++)
		if (set & 1U << i)
			bits |= 1U << numbers[i];
	return bits;
}

bool sandbox_process_has(pid_t pid, enum case_capability capability)
{
	struct __user_cap_data_struct data[CAPABILITY_WORDS];

	memset(data, 0, sizeof data);
	return get_capabilities(pid, data) == 0 && data[0].effective & kernel_bits(1U << capability);
}

/* An ordinary user's program has behind exec what is ambient, and nothing else. */
static int keep_behind_exec(unsigned bits)
{
	int capability;

	for (capability = 0; capability < 32; capability++)
		if (bits & 1U << capability && prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) < 0)
			return -1;
	return 0;
}

int sandbox_drop_privileges(sandbox_capabilities wanted)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[CAPABILITY_WORDS];
	const unsigned files = geteuid() == 0 ? 1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH : 0;
	const unsigned asked = kernel_bits(wanted), kept = files | asked;
	int capability;

	memset(data, 0, sizeof data);
	if (get_capabilities(0, data) < 0)
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
	data[0].inheritable = data[0].permitted & asked;
	memset(&data[1], 0, sizeof data[1]);
	if (syscall(SYS_capset, &header, data) < 0)
		return -1;
	if (keep_behind_exec(data[0].inheritable) < 0)
		return -1;
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
