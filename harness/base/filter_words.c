/* SPDX-License-Identifier: BSD-2-Clause */
/* A filter's text, word by word. */
#include "config.h"

#include <arpa/inet.h>
#include <string.h>

#include "harness/base/err.h"
#include "harness/base/filter_words.h"
#include "harness/base/str.h"

#define WORD_LONGEST 63

/* The words of pcap-filter(7) that can hold on raw IP packets, and the two of ours. */
static const char *const words[] = {
	"client", "server",
	"src", "dst", "host", "net", "mask", "port", "portrange", "proto", "protochain",
	"ip", "ip6", "tcp", "udp", "sctp", "icmp", "icmp6", "igmp", "igrp", "pim", "ah", "esp", "vrrp",
	"and", "or", "not", "len", "less", "greater", "broadcast", "multicast",
	"tcpflags", "tcp-fin", "tcp-syn", "tcp-rst", "tcp-push", "tcp-ack", "tcp-urg", "tcp-ece",
	"tcp-cwr",
	"icmptype", "icmpcode", "icmp-echoreply", "icmp-unreach", "icmp-sourcequench", "icmp-redirect",
	"icmp-echo", "icmp-routeradvert", "icmp-routersolicit", "icmp-timxceed", "icmp-paramprob",
	"icmp-tstamp", "icmp-tstampreply", "icmp-ireq", "icmp-ireqreply", "icmp-maskreq",
	"icmp-maskreply",
	"icmp6type", "icmp6code", "icmp6-echo", "icmp6-echoreply", "icmp6-destinationunreach",
	"icmp6-packettoobig", "icmp6-timeexceeded", "icmp6-parameterproblem",
	"icmp6-multicastlistenerquery", "icmp6-multicastlistenerreportv1",
	"icmp6-multicastlistenerdone", "icmp6-routersolicit", "icmp6-routeradvert",
	"icmp6-neighborsolicit", "icmp6-neighboradvert", "icmp6-redirect",
	NULL
};

static bool
word_has(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '_' || c == '.' || c == ':' || c == '-' || c == '\\';
}

/* Finds the next word from *at on: its length, *at where it begins; 0 at the end. */
static size_t
word_next(const char **at)
{
	size_t length = 0;

	/* A - may stand within a word, but at its ends it is an operator. */
	while (**at != '\0' && (!word_has(**at) || **at == '-'))
		(*at)++;
	while (word_has((*at)[length]))
		length++;
	while (length > 0 && (*at)[length - 1] == '-')
		length--;
	return length;
}

static bool
word_is_digits(const char *word, size_t length)
{
	return length > 0 && strspn(word, "0123456789") >= length;
}

/* 1 to 4 numbers with points between them. */
static bool
word_is_dotted(const char *word)
{
	int parts = 0;
	size_t length;

	for (;;) {
		length = strcspn(word, ".");
		if (!word_is_digits(word, length) || ++parts > 4)
			return false;
		if (word[length] == '\0')
			return true;
		word += length + 1;
	}
}

/*
 * Numbers, 0:2 between brackets, addresses, networks. 10-20 is a range behind `portrange` and would be
 * the name of a host anywhere else.
 */
static bool
word_is_number(const char *word, bool in_portrange)
{
	unsigned char address[sizeof(struct in6_addr)];
	size_t first = strcspn(word, ":-");

	if (word_is_dotted(word))
		return true;
	if (strncmp(word, "0x", 2) == 0)
		return word[2] != '\0' && word[2 + strspn(word + 2, "0123456789abcdefABCDEF")] == '\0';
	if (inet_pton(AF_INET6, word, address) == 1)
		return true;
	return word_is_digits(word, first) && (word[first] == ':' || (word[first] == '-' && in_portrange)) &&
		word_is_digits(word + first + 1, strlen(word + first + 1));
}

static bool
word_is_known(const char *word)
{
	size_t i;

	for (i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], word) == 0)
			return true;
	}
	return false;
}

int
filter_words_check(const char *text, struct err *err)
{
	char word[WORD_LONGEST + 1];
	const char *nearest;
	bool in_portrange = false;
	size_t length;

	while ((length = word_next(&text)) > 0) {
		if (length > WORD_LONGEST)
			return err_set(err, "a word of a filter is too long");
		memcpy(word, text, length);
		word[length] = '\0';
		text += length;
		/* `ip proto \tcp` is how libpcap wants a keyword written as a name. */
		if (word_is_number(word, in_portrange) || word_is_known(word[0] == '\\' ? word + 1 : word)) {
			in_portrange = strcmp(word, "portrange") == 0;
			continue;
		}
		nearest = str_nearest(word, words);
		if (nearest != NULL)
			return err_set(err, "unknown word '%s' in a filter; did you mean '%s'?", word, nearest);
		return err_set(err, "unknown word '%s' in a filter; hosts are 'client' and 'server', "
			"ports are numbers", word);
	}
	return 0;
}

bool
filter_words_has(const char *text, const char *word)
{
	size_t length, wanted = strlen(word);

	while ((length = word_next(&text)) > 0) {
		if (length == wanted && memcmp(text, word, length) == 0)
			return true;
		text += length;
	}
	return false;
}

bool
filter_words_index(const char *text, const char *word)
{
	size_t length, wanted = strlen(word);

	while ((length = word_next(&text)) > 0) {
		if (length == wanted && memcmp(text, word, length) == 0 &&
			text[length + strspn(text + length, " \t\r\n")] == '[')
			return true;
		text += length;
	}
	return false;
}

void
filter_words_replace(const char *text, filter_replace_fn *replace, void *context, struct str *out)
{
	const char *from = text;
	size_t length;

	while ((length = word_next(&text)) > 0) {
		str_add_bytes(out, from, (size_t)(text - from));
		if (!replace(context, text, length, out))
			str_add_bytes(out, text, length);
		text += length;
		from = text;
	}
	str_add(out, from);
}
