/* SPDX-License-Identifier: BSD-2-Clause */
/* libpcap on a host's device, between two markers. */
#include "config.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "harness/base/memory.h"
#include "harness/play/capture.h"
#include "harness/play/capture_file.h"
#include "harness/play/capture_marker.h"

/*
 * In immediate mode each place of the ring is as large as the snapshot, in pages of two: with these numbers
 * CAPTURE_RING_PACKETS fit into about 2 MiB, each a whole packet of an MTU of 1500.
 */
#define SNAPSHOT 1900
#define RING_BYTES (CAPTURE_RING_PACKETS * 2048)

/* The machine's own lo carries packets of 64 KiB: not in immediate mode, whose ring would hold a few of them. */
#define LARGE_SNAPSHOT 65550
#define LARGE_RING_BYTES (4 << 20)
#define LARGE_DELAY_MS 5

#define ETHERNET_HEADER 14
#define ARM_NS (2 * NS_PER_SECOND)
/* A clock that was set, rather than one that was read a little early or late. */
#define CLOCK_STEP_NS NS_PER_MS

struct capture {
	struct sandbox *sandbox;
	enum case_host host;
	pcap_t *pcap;
	bool ethernet;         /* packets begin with an Ethernet header */
	bool nanoseconds;      /* what libpcap puts behind the seconds */
	int64_t begin_ns;
	int64_t wall_offset_ns; /* of CLOCK_REALTIME when it was opened */
	int64_t wall_step_ns;  /* by how much the clock was set since */
	struct marker marker;
	uint32_t marker_seen;
	bool armed, complete;
	int64_t markers;       /* among what libpcap counts */
	struct capture_file kept;
	capture_seen_fn *seen;
	void *context;
};

static void take_packet(u_char *user, const struct pcap_pkthdr *header, const u_char *bytes)
{
	struct capture *capture = (struct capture *)user;
	size_t length = header->caplen, wire_length = header->len, skipped = capture->ethernet ? ETHERNET_HEADER : 0;
	int64_t fraction = capture->nanoseconds ? header->ts.tv_usec : header->ts.tv_usec * NS_PER_US;
	uint32_t number;
	int64_t time_ns;

	if (marker_recognise(&capture->marker, bytes, length, capture->ethernet, &number)) {
		capture->markers++;
		if (number > capture->marker_seen)
			capture->marker_seen = number;
		if (number > 0 && capture->armed)
			capture->complete = true;
		if (number > 0)
			capture->armed = true;
		return;
	}
	/* Outside of the markers is not known to be all of it. */
	if (!capture->armed || capture->complete || length < skipped)
		return;
	if (capture->ethernet) {
		unsigned type = (unsigned)bytes[12] << 8 | bytes[13];

		if (type != 0x0800 && type != 0x86dd)
			return;
	}
	time_ns = (int64_t)header->ts.tv_sec * NS_PER_SECOND + fraction - capture->wall_step_ns;
	capture_file_add(&capture->kept, time_ns, bytes + skipped, length - skipped, wire_length - skipped);
	if (capture->seen)
		capture->seen(capture->context, time_ns - capture->wall_offset_ns - capture->begin_ns, bytes + skipped,
			length - skipped);
}

void capture_listen(struct capture *capture, capture_seen_fn *seen, void *context)
{
	capture->seen = seen;
	capture->context = context;
}

int capture_fd(const struct capture *capture)
{
	return pcap_get_selectable_fd(capture->pcap);
}

void capture_drain(struct capture *capture)
{
	int64_t step = clock_wall_offset_ns() - capture->wall_offset_ns;

	if (step > CLOCK_STEP_NS || step < -CLOCK_STEP_NS)
		capture->wall_step_ns = step;
	while (pcap_dispatch(capture->pcap, -1, take_packet, (u_char *)capture) > 0)
		;
}

/* Takes packets until the marker that was sent last has come. False at the deadline. */
static bool await_marker(struct capture *capture, int64_t deadline_ns)
{
	struct pollfd watch = { .fd = pcap_get_selectable_fd(capture->pcap), .events = POLLIN };

	for (;;) {
		int left = clock_left_ms(deadline_ns);

		capture_drain(capture);
		if (capture->marker_seen == capture->marker.number)
			return true;
		if (left == 0)
			return false;
		if (poll(&watch, 1, left) < 0 && errno != EINTR)
			return false;
	}
}

/* In the host's namespace: opens its device. 0, or -1 with err. */
static int open_device(struct capture *capture, struct err *err)
{
	const char *device = capture->sandbox->hosts[capture->host].device;
	bool large = capture->sandbox->level == LEVEL_HOST;
	char text[PCAP_ERRBUF_SIZE];
	int status;

	capture->pcap = pcap_create(device, text);
	if (!capture->pcap)
		return err_set(err, "cannot capture on %s: %s", device, text);
	pcap_set_snaplen(capture->pcap, large ? LARGE_SNAPSHOT : SNAPSHOT);
	pcap_set_buffer_size(capture->pcap, large ? LARGE_RING_BYTES : RING_BYTES);
	pcap_set_timeout(capture->pcap, LARGE_DELAY_MS);
	pcap_set_immediate_mode(capture->pcap, !large);
	pcap_set_promisc(capture->pcap, 0);
	pcap_set_tstamp_precision(capture->pcap, PCAP_TSTAMP_PRECISION_NANO); /* or else microseconds */
	status = pcap_activate(capture->pcap);
	if (status == PCAP_ERROR_PERM_DENIED)
		return err_set(err, "no permission to capture on %s (it takes CAP_NET_RAW)", device);
	if (status < 0) {
		const char *detail = pcap_geterr(capture->pcap);

		return err_set(err, "cannot capture on %s: %s", device, *detail ? detail : pcap_statustostr(status));
	}
	capture->nanoseconds = pcap_get_tstamp_precision(capture->pcap) == PCAP_TSTAMP_PRECISION_NANO;
	switch (pcap_datalink(capture->pcap)) {
	case DLT_RAW:
		break;
	case DLT_EN10MB:
		capture->ethernet = true;
		break;
	default:
		return err_set(err, "captures on %s are of a kind that is not understood", device);
	}
	if (pcap_setnonblock(capture->pcap, 1, text) < 0)
		return err_set(err, "cannot capture on %s: %s", device, text);
	return 0;
}

struct capture *capture_open(struct sandbox *sandbox, enum case_host host, int64_t begin_ns, struct err *err)
{
	struct capture *capture;
	int result;

	if (sandbox->level != LEVEL_WIRE && host != HOST_CLIENT) {
		err_set(err, "both hosts are on one device: see the client's capture");
		return NULL;
	}
	capture = memory_new(sizeof *capture);
	capture->sandbox = sandbox;
	capture->host = host;
	capture->begin_ns = begin_ns;
	capture->wall_offset_ns = clock_wall_offset_ns();
	marker_init(&capture->marker);
	capture_file_init(&capture->kept);
	result = sandbox_visit(sandbox, host, err);
	if (result == 0) {
		result = open_device(capture, err);
		if (sandbox_leave(sandbox, err) < 0)
			result = -1;
	}
	if (result == 0)
		result = marker_send(&capture->marker, &sandbox->hosts[host], capture->pcap, err);
	if (result == 0 && !await_marker(capture, clock_now_ns() + ARM_NS))
		result = err_set(err, "the capture on %s does not show what passes", sandbox->hosts[host].device);
	if (result < 0) {
		capture_close(capture);
		return NULL;
	}
	return capture;
}

int capture_finish(struct capture *capture, const char *path, int64_t deadline_ns,
	struct capture_record *record, struct err *err)
{
	const struct sandbox_host *host = &capture->sandbox->hosts[capture->host];
	struct pcap_stat stats;
	int64_t lost = 0;

	memset(&stats, 0, sizeof stats);
	if (marker_send(&capture->marker, host, capture->pcap, err) < 0)
		return -1;
	await_marker(capture, deadline_ns);
	if (pcap_stats(capture->pcap, &stats) < 0)
		return err_set(err, "cannot read the capture's counts: %s", pcap_geterr(capture->pcap));
	if (sandbox_count_lost(capture->sandbox, capture->host, &lost, err) < 0)
		return -1;
	memset(record, 0, sizeof *record);
	record->file = capture->host == HOST_CLIENT ? "client.pcap" : "server.pcap";
	record->armed = capture->armed;
	record->complete = capture->complete;
	record->received = (int64_t)stats.ps_recv - capture->markers;
	record->dropped = (int64_t)stats.ps_drop + (int64_t)stats.ps_ifdrop + capture->kept.left_out + lost;
	if (capture_file_write(&capture->kept, path, err) < 0)
		return -1;
	record->present = true;
	return 0;
}

void capture_close(struct capture *capture)
{
	if (!capture)
		return;
	if (capture->pcap)
		pcap_close(capture->pcap);
	capture_file_free(&capture->kept);
	free(capture);
}
