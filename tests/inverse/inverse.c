/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every packet of every capture of a run, decoded and encoded again: the same bytes must come out.
 *
 *	inverse RUN-FOLDER
 *
 * As TAP. What the encoder refuses is counted by its reason, and only what stands below is taken: packets for which a
 * page asks. A page that makes more of that kind gets its row.
 */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/io.h"
#include "harness/evidence/evidence.h"
#include "harness/evidence/packet_encode.h"
#include "harness/evidence/store.h"

#define REASONS_MOST 64
#define SHOWN_MOST 20 /* packets that do not come back are shown, up to so many */

static const struct {
	const char *page, *reason;
} taken[] = {
	/* `wire: truncate` */
	{ "/wire/a-truncated-datagram-is-not-read/",
		"the packet does not hold together: the IP header says that it is longer than it is" },
	{ "/wire/a-truncated-datagram-is-not-read/",
		"the packet does not hold together: the IPv6 header is cut short" },
	/* `raw` options */
	{ "/tcp/states/an-option-with-a-wrong-length-breaks-nothing/",
		"the packet does not hold together: a TCP option does not fit into the header" },
	/* `wire: corrupt ... at offset` */
	{ "/tcp/segment/reserved-bits-are-ignored/",
		"the packet has what cannot be made again: reserved bits of the TCP header are set" },
	/* a peer fills a window with one segment that is longer than what a capture keeps of a packet */
	{ "/tcp/ecn/a-marked-probe-is-honoured/",
		"the packet has what cannot be made again: only its first bytes were captured" },
	{ "/tcp/window/a-closed-window-lets-urgency-in/",
		"the packet has what cannot be made again: only its first bytes were captured" },
	{ "/tcp/window/a-closed-window-lets-a-reset-in/",
		"the packet has what cannot be made again: only its first bytes were captured" },
};

struct reason {
	char text[1024];
	size_t count;
	size_t wrong; /* of those, in captures of pages that did not ask for it */
};

struct inverse {
	size_t captures, packets, refused, different;
	struct reason reasons[REASONS_MOST];
	size_t reason_count;
	bool broken; /* a capture could not be read */
};

static bool
inverse_is_taken(const char *path, const char *text)
{
	size_t i;

	for (i = 0; i < sizeof taken / sizeof taken[0]; i++) {
		if (strstr(path, taken[i].page) != NULL && strcmp(taken[i].reason, text) == 0)
			return true;
	}
	return false;
}

static void
inverse_refuse(struct inverse *inverse, const char *path, int number, const char *text)
{
	size_t i;

	inverse->refused++;
	for (i = 0; i < inverse->reason_count; i++) {
		if (strcmp(inverse->reasons[i].text, text) == 0)
			break;
	}
	/* The last place is for all that has none of its own. */
	if (i == inverse->reason_count && i < REASONS_MOST) {
		snprintf(inverse->reasons[i].text, sizeof inverse->reasons[i].text, "%s",
			i < REASONS_MOST - 1 ? text : "other reasons");
		inverse->reason_count++;
	}
	if (i == REASONS_MOST)
		i--;
	inverse->reasons[i].count++;
	if (inverse_is_taken(path, text))
		return;
	if (inverse->reasons[i].wrong++ < SHOWN_MOST)
		printf("# %s: packet %d: %s\n", path, number, text);
}

static void
inverse_show(const char *path, const struct packet_record *record, const uint8_t *bytes, size_t length)
{
	const struct packet *packet = &record->packet;
	size_t i;

	for (i = 0; i < length && i < packet->length && bytes[i] == packet->bytes[i]; i++)
		continue;
	printf("# %s: packet %d: %zu bytes became %zu, and differ from byte %zu on\n", path, record->number,
		packet->length, length, i);
}

static void
inverse_capture(struct inverse *inverse, const char *path)
{
	struct evidence *evidence = evidence_new();
	struct arena *arena = arena_new();
	uint8_t *bytes;
	struct err err;
	size_t length, i;

	/* Addresses only say which packets were sent. */
	evidence->host_address[0] = evidence->host_address[1] = "192.0.2.1";
	err_init(&err);
	if (store_read_capture(evidence, 0, path, &err) != 0) {
		printf("# %s\n", err.text);
		inverse->broken = true;
	}
	inverse->captures++;
	for (i = 0; i < evidence->packet_count; i++) {
		const struct packet *packet = &evidence->packets[i].packet;

		inverse->packets++;
		err_init(&err);
		if (packet_encode(arena, packet, &bytes, &length, &err) != 0) {
			inverse_refuse(inverse, path, evidence->packets[i].number, err.text);
		} else if (length != packet->length || memcmp(bytes, packet->bytes, length) != 0) {
			if (inverse->different++ < SHOWN_MOST)
				inverse_show(path, &evidence->packets[i], bytes, length);
		}
	}
	arena_free(arena);
	evidence_free(evidence);
}

static void
inverse_folder(struct inverse *inverse, const char *folder)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	struct stat status;
	size_t length;
	char *path;

	if (directory == NULL) {
		printf("# no folder %s\n", folder);
		inverse->broken = true;
		return;
	}
	while ((entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		path = io_join(folder, entry->d_name);
		length = strlen(entry->d_name);
		if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
			inverse_folder(inverse, path);
		else if (length > 5 && strcmp(entry->d_name + length - 5, ".pcap") == 0)
			inverse_capture(inverse, path);
		free(path);
	}
	closedir(directory);
}

int
main(int count, char **arguments)
{
	static struct inverse inverse;
	size_t i, wrong = 0;

	if (count != 2) {
		fputs("usage: inverse RUN-FOLDER\n", stderr);
		return 2;
	}
	inverse_folder(&inverse, arguments[1]);
	printf("# %zu packets of %zu captures compared, %zu refused\n", inverse.packets - inverse.refused,
		inverse.captures, inverse.refused);
	for (i = 0; i < inverse.reason_count; i++) {
		printf("# refused %zu: %s\n", inverse.reasons[i].count, inverse.reasons[i].text);
		wrong += inverse.reasons[i].wrong;
	}
	printf("%sok 1 - the captures of the run are there, with packets\n",
		inverse.broken || inverse.packets == inverse.refused ? "not " : "");
	printf("%sok 2 - every packet is encoded to the bytes that it was decoded from\n",
		inverse.different > 0 ? "not " : "");
	printf("%sok 3 - nothing is refused but what a page asked for\n", wrong > 0 ? "not " : "");
	printf("1..3\n");
	return 0;
}
