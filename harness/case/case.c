/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of hosts and modes, and the end of a case. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/case.h"
#include "harness/case/parse.h"

bool case_function_is_evidence(const char *name)
{
	static const char *const names[] = { "state", "timer", "queued", "backlog", "opening", "setting" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

bool case_is_injected(const struct case_page *page, const struct step *step)
{
	if (step->kind != STEP_PACKET || step->packet->sent || step->host != HOST_CLIENT)
		return false;
	for (int i = 0; i < step->index; i++)
		if (page->steps[i].kind == STEP_PEER)
			return true;
	return false;
}

const char *case_capability_name(enum case_capability capability)
{
	switch (capability) {
	case CAPABILITY_NET_BIND_SERVICE:
		return "CAP_NET_BIND_SERVICE";
	case CAPABILITY_NET_ADMIN:
		return "CAP_NET_ADMIN";
	case CAPABILITY_NET_RAW:
		return "CAP_NET_RAW";
	case CAPABILITY_COUNT:
		break;
	}
	return "none";
}

bool case_capability_find(const char *name, enum case_capability *capability)
{
	for (int i = 0; i < CAPABILITY_COUNT; i++) {
		if (strcmp(case_capability_name((enum case_capability)i), name) == 0) {
			*capability = (enum case_capability)i;
			return true;
		}
	}
	return false;
}

const char *case_host_name(enum case_host host)
{
	switch (host) {
	case HOST_CLIENT:
		return "client";
	case HOST_SERVER:
		return "server";
	case HOST_COUNT:
		break;
	}
	return "nobody";
}

const char *case_mode_name(enum case_mode mode)
{
	switch (mode) {
	case MODE_IPV4:
		return "ipv4";
	case MODE_IPV6:
		return "ipv6";
	case MODE_STREAM_IPV4:
		return "stream-ipv4";
	case MODE_STREAM_IPV6:
		return "stream-ipv6";
	case MODE_DATAGRAM_IPV4:
		return "datagram-ipv4";
	case MODE_DATAGRAM_IPV6:
		return "datagram-ipv6";
	case MODE_COUNT:
		break;
	}
	return "none";
}

enum case_mode case_mode_family(enum case_mode mode)
{
	return mode == MODE_IPV4 || mode == MODE_STREAM_IPV4 || mode == MODE_DATAGRAM_IPV4 ? MODE_IPV4 : MODE_IPV6;
}

enum case_kind case_mode_kind(enum case_mode mode)
{
	if (mode == MODE_STREAM_IPV4 || mode == MODE_STREAM_IPV6)
		return KIND_STREAM;
	return mode == MODE_DATAGRAM_IPV4 || mode == MODE_DATAGRAM_IPV6 ? KIND_DATAGRAM : KIND_BOTH;
}

const char *case_kind_name(enum case_kind kind)
{
	switch (kind) {
	case KIND_STREAM:
		return "stream";
	case KIND_DATAGRAM:
		return "datagram";
	case KIND_BOTH:
	case KIND_COUNT:
		break;
	}
	return "both";
}

const struct case_page *case_of_mode(const struct case_page *page, enum case_mode mode)
{
	const struct case_page *view = page->views[case_mode_kind(mode)];

	return view == NULL ? page : view;
}

const struct case_page *case_of_mode_name(const struct case_page *page, const char *mode)
{
	enum case_mode found;

	return mode != NULL && case_mode_find(mode, &found) ? case_of_mode(page, found) : page;
}

bool case_mode_find(const char *name, enum case_mode *mode)
{
	for (int i = 0; i < MODE_COUNT; i++) {
		if (strcmp(case_mode_name((enum case_mode)i), name) == 0) {
			*mode = (enum case_mode)i;
			return true;
		}
	}
	return false;
}

const struct node *case_field(const struct node *structure, const char *name)
{
	if (structure->kind != NODE_STRUCT || structure->item_names == NULL)
		return NULL;
	for (size_t i = 0; i < structure->count; i++)
		if (structure->item_names[i] != NULL && strcmp(structure->item_names[i], name) == 0)
			return structure->items[i];
	return NULL;
}

void case_free(struct case_page *page)
{
	/* The page itself lies in its arena. */
	if (page != NULL)
		arena_free(page->arena);
}
