/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What differs from machine to machine, settled on a host before a case is played: the table of settings. New
 * namespaces take over some of them from the machine (buffers, congestion control, forwarding), and kernels change
 * their defaults, so also what is a default elsewhere is said here.
 */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/play/sandbox_parts.h"

struct setting {
	const char *name;  /* DEVICE in it stands for the host's device */
	const char *value; /* NULL: left as it is, only recorded */
	const char *why;
};

#define FOUND NULL
#define IPV4 "net.ipv4."
#define IPV6 "net.ipv6."

static const struct setting settings[] = {
	{ IPV4 "tcp_congestion_control", "reno", "every kernel has it, and its windows are the RFC's" },
	{ IPV4 "tcp_no_metrics_save", "1", "a connection must not know what an earlier one measured" },
	{ IPV4 "tcp_no_ssthresh_metrics_save", "1", "the same for the slow start threshold" },
	{ IPV4 "tcp_early_retrans", "0", "no tail loss probe: a busy machine would look like a loss after milliseconds" },
	{ IPV4 "tcp_tso_rtt_log", "31", "segments are bundled for the device as if the way were short: each bundle ends with"
		" a PSH, and a way that a busy machine makes longer would make more of them" },
	{ IPV4 "tcp_invalid_ratelimit", "0", "each segment out of window gets its acknowledgement" },
	{ IPV4 "tcp_challenge_ack_limit", "2147483647", "each challenge gets its acknowledgement" },
	{ IPV4 "icmp_ratelimit", "0", "each refused datagram gets its ICMP error" },
	{ IPV4 "icmp_msgs_per_sec", "1000000", "the same, for all destinations together" },
	{ IPV4 "icmp_msgs_burst", "1000000", "the same, at once" },
	{ IPV6 "icmp.ratelimit", "0", "each refused datagram gets its ICMPv6 error" },
	{ IPV4 "tcp_rmem", "4096 131072 6291456", "taken over from the machine; the kernel's usual default" },
	{ IPV4 "tcp_wmem", "4096 16384 4194304", "taken over from the machine; the kernel's usual default" },
	{ IPV4 "tcp_moderate_rcvbuf", "1", "the default" },
	{ IPV4 "tcp_timestamps", "1", "the default" },
	{ IPV4 "tcp_sack", "1", "the default" },
	{ IPV4 "tcp_window_scaling", "1", "the default" },
	{ IPV4 "tcp_ecn", "2", "the default: answered, not asked for" },
	{ IPV4 "tcp_slow_start_after_idle", "1", "the default" },
	{ IPV4 "tcp_abort_on_overflow", "0", "the default; cases set it" },
	{ IPV4 "tcp_syncookies", "1", "the default" },
	{ IPV4 "tcp_fin_timeout", "60", "the default" },
	{ IPV4 "tcp_rfc1337", "0", "the default" },
	{ IPV4 "tcp_mtu_probing", "0", "no segment is larger or smaller than the MSS says" },
	{ IPV4 "ip_local_port_range", "32768 60999", "the default" },
	{ IPV4 "ip_unprivileged_port_start", "1024", "ports below it are refused, as to everyone" },
	{ IPV4 "ip_no_pmtu_disc", "0", "the default" },
	{ IPV4 "ip_default_ttl", "64", "the default" },
	{ IPV4 "ip_forward", "0", "taken over from the machine; a host is no router" },
	{ IPV4 "conf.all.rp_filter", "0", "taken over from the machine; what a case injects may have any source" },
	{ IPV4 "conf.DEVICE.rp_filter", "0", "the same" },
	{ IPV4 "conf.all.log_martians", "0", "nothing into the machine's log" },
	{ IPV4 "conf.all.accept_redirects", "0", "routes stay as they are" },
	{ IPV4 "conf.all.send_redirects", "0", "noise" },
	{ IPV4 "igmp_link_local_mcast_reports", "0", "noise" },
	{ "net.core.somaxconn", "4096", "the default since Linux 5.4" },
	{ IPV6 "conf.all.disable_ipv6", "0", "containers switch it off" },
	{ IPV6 "conf.DEVICE.disable_ipv6", "0", "the same" },
	{ IPV6 "conf.all.forwarding", "0", "a host is no router" },
	{ IPV6 "conf.DEVICE.addr_gen_mode", "1", "noise: no address of its own making, so nothing to announce" },
	{ IPV6 "conf.DEVICE.accept_ra", "0", "noise" },
	{ IPV6 "conf.DEVICE.router_solicitations", "0", "noise" },
	{ IPV6 "conf.DEVICE.autoconf", "0", "noise" },
	{ IPV6 "conf.DEVICE.use_tempaddr", "0", "one address is enough" },
	{ IPV6 "conf.DEVICE.accept_dad", "0", "noise, and addresses that are not usable at once" },
	{ IPV6 "conf.DEVICE.dad_transmits", "0", "the same" },
	{ IPV6 "conf.DEVICE.accept_redirects", "0", "routes stay as they are" },
	{ IPV6 "bindv6only", "0", "the default" },

	{ IPV4 "tcp_fastopen", FOUND, "" },
	{ IPV4 "tcp_tw_reuse", FOUND, "" },
	{ IPV4 "tcp_max_syn_backlog", FOUND, "" },
	{ IPV4 "tcp_syn_retries", FOUND, "" },
	{ IPV4 "tcp_syn_linear_timeouts", FOUND, "" },
	{ IPV4 "tcp_synack_retries", FOUND, "" },
	{ IPV4 "tcp_retries2", FOUND, "" },
	{ IPV4 "tcp_rto_min_us", FOUND, "" },
	{ IPV4 "tcp_rto_max_ms", FOUND, "" },
	{ IPV4 "tcp_recovery", FOUND, "" },
	{ IPV4 "tcp_dsack", FOUND, "" },
	{ IPV4 "tcp_autocorking", FOUND, "" },
	{ IPV4 "tcp_pingpong_thresh", FOUND, "" },
	{ IPV4 "tcp_adv_win_scale", FOUND, "" },
	{ IPV4 "tcp_shrink_window", FOUND, "" },
	{ IPV4 "tcp_min_snd_mss", FOUND, "" },
	{ "net.core.rmem_default", FOUND, "" },
	{ "net.core.rmem_max", FOUND, "" },
	{ "net.core.wmem_default", FOUND, "" },
	{ "net.core.wmem_max", FOUND, "" },
};

#define SETTING_COUNT (sizeof settings / sizeof *settings)
#define SETTING_TEXT 256

int sandbox_sysctl_path(const char *name, char *path, size_t room, struct err *err)
{
	size_t used, i;

	if (strncmp(name, "net.", 4) != 0)
		return err_set(err, "%s: only settings below net. belong to a host", name);
	for (i = 0; name[i]; i++) {
		bool dot = name[i] == '.';

		if (!dot && !isalnum((unsigned char)name[i]) && name[i] != '_' && name[i] != '-')
			return err_set(err, "%s is no name of a setting", name);
		if (dot && (name[i + 1] == '.' || name[i + 1] == '\0'))
			return err_set(err, "%s is no name of a setting", name);
	}
	used = (size_t)snprintf(path, room, "/proc/sys/");
	if (used + i >= room)
		return err_set(err, "%s is too long for a setting", name);
	for (i = 0; name[i]; i++)
		path[used + i] = name[i] == '.' ? '/' : name[i];
	path[used + i] = '\0';
	return 0;
}

/* Reads the file of a setting, blanks made single. 0, or -1 with errno. */
static int read_value(const char *path, char *value, size_t room)
{
	char text[SETTING_TEXT];
	int fd = open(path, O_RDONLY | O_CLOEXEC), number;
	ssize_t got, i;
	size_t used = 0;

	if (fd < 0)
		return -1;
	got = read(fd, text, sizeof text);
	number = errno;
	close(fd);
	errno = number;
	if (got < 0)
		return -1;
	for (i = 0; i < got && used + 1 < room; i++) {
		if (!isspace((unsigned char)text[i]))
			value[used++] = text[i];
		else if (used > 0 && value[used - 1] != ' ')
			value[used++] = ' ';
	}
	while (used > 0 && value[used - 1] == ' ')
		used--;
	value[used] = '\0';
	return 0;
}

static int write_value(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), number;
	size_t length = strlen(value);
	ssize_t wrote;

	if (fd < 0)
		return -1;
	wrote = write(fd, value, length);
	number = wrote < 0 ? errno : EIO;
	close(fd);
	errno = number;
	return wrote == (ssize_t)length ? 0 : -1;
}

/* The setting's name for this device. */
static void setting_name(const struct setting *setting, const char *device, char *name, size_t room)
{
	const char *place = strstr(setting->name, "DEVICE");

	if (place)
		snprintf(name, room, "%.*s%s%s", (int)(place - setting->name), setting->name, device,
			place + strlen("DEVICE"));
	else
		snprintf(name, room, "%s", setting->name);
}

static void note_missing(char **missing, const char *name)
{
	struct str list;

	str_init(&list);
	if (*missing)
		str_addf(&list, "%s ", *missing);
	str_add(&list, name);
	free(*missing);
	*missing = list.text;
}

int sandbox_apply_settings(const char *device, char **missing, struct err *err)
{
	char name[SETTING_TEXT], path[SETTING_TEXT];
	size_t i;

	for (i = 0; i < SETTING_COUNT; i++) {
		if (!settings[i].value)
			continue;
		setting_name(&settings[i], device, name, sizeof name);
		if (sandbox_sysctl_path(name, path, sizeof path, NULL) == 0 && write_value(path, settings[i].value) == 0)
			continue;
		if (errno == EROFS)
			return err_set_errno(err, errno, "no settings of a play's own: cannot set %s", name);
		note_missing(missing, name);
	}
	return 0;
}

int sandbox_read_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, char *value,
	size_t room, struct err *err)
{
	char path[SETTING_TEXT];
	int result = 0;

	if (sandbox_sysctl_path(name, path, sizeof path, err) < 0 || sandbox_visit(sandbox, host, err) < 0)
		return -1;
	if (read_value(path, value, room) < 0)
		result = err_set_errno(err, errno, "cannot read %s", name);
	if (sandbox_leave(sandbox, err) < 0)
		result = -1;
	return result;
}

int sandbox_sysctl(struct sandbox *sandbox, enum case_host host, const char *name, const char *value,
	char *before, size_t room, struct err *err)
{
	char path[SETTING_TEXT];
	int result = 0;

	if (sandbox->level == LEVEL_HOST)
		return err_set(err, "at level host the settings are the machine's, and stay as they are");
	if (sandbox_sysctl_path(name, path, sizeof path, err) < 0 || sandbox_visit(sandbox, host, err) < 0)
		return -1;
	if (before && read_value(path, before, room) < 0)
		result = err_set_errno(err, errno, "cannot read %s", name);
	else if (write_value(path, value) < 0)
		result = err_set_errno(err, errno, "cannot set %s to %s", name, value);
	if (sandbox_leave(sandbox, err) < 0)
		result = -1;
	return result;
}

void sandbox_record_settings(struct sandbox *sandbox, struct evidence *evidence)
{
	int hosts = sandbox->level == LEVEL_WIRE ? HOST_COUNT : 1, host;
	char name[SETTING_TEXT], path[SETTING_TEXT], value[SETTING_TEXT];
	size_t i;

	evidence->settings = arena_array(evidence->arena, SETTING_COUNT * (size_t)hosts, sizeof *evidence->settings);
	evidence->setting_count = 0;
	for (host = 0; host < hosts; host++) {
		if (sandbox_visit(sandbox, (enum case_host)host, NULL) < 0)
			continue;
		for (i = 0; i < SETTING_COUNT; i++) {
			setting_name(&settings[i], sandbox->hosts[host].device, name, sizeof name);
			if (sandbox_sysctl_path(name, path, sizeof path, NULL) < 0 ||
				read_value(path, value, sizeof value) < 0)
				continue;
			evidence->settings[evidence->setting_count++] = (struct setting_record){
				.host = host,
				.name = arena_strdup(evidence->arena, name),
				.value = arena_strdup(evidence->arena, value),
			};
		}
		sandbox_leave(sandbox, NULL);
	}
}
