/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets that lines of a page send: whose they are, what is said, what is not said, and what cannot be sent. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/arena.h"
#include "harness/base/err.h"
#include "harness/base/str.h"
#include "harness/base/value.h"
#include "harness/case/parse.h"
#include "harness/match/inject.h"
#include "harness/match/segment.h"
#include "tests/unit/unit.h"

#define PEER_ISN 4294967290u  /* so that its numbers go round */
#define CLIENT_ISN 4294967000u
#define SERVER_ISN 5000u
#define CLIENT_PORT 40000
#define PEER_PORT 7000

#define PREAMBLE "socket(..., SOCK_STREAM, 0) = s\n" \
	"getsockopt(s, SOL_SOCKET, SO_RCVBUF, [n], ...) = 0\n"
#define PEERS PREAMBLE "socket(..., SOCK_DGRAM, 0) = u\nbind(u, client:40000) = 0\nlaunch packets as peer isn 4294967290\nconnect(s, peer) = 0 &\n" \
	"> S 0:0(0) <mss m,sackOK,TS val t ecr 0,...>\n"

struct scene {
	struct arena *arena;
	struct env env;
	struct flow_table flows;
	struct case_page *page;
	const uint8_t *last;
	size_t last_length;
	struct inject_ends ends;
	struct packet packet;
	uint8_t *bytes;
	size_t length;
	struct err err;
};

static const uint8_t *find_last(void *context, const struct flow *flow, int end, size_t *length)
{
	const struct scene *scene = context;

	ck_assert_ptr_nonnull(flow);
	ck_assert_int_eq(end, flow->a.port == CLIENT_PORT ? 0 : 1);
	*length = scene->last_length;
	return scene->last;
}

static const char *address_text(const struct scene *scene, enum case_host host)
{
	return scene->env.host_address[host];
}

static struct value *address_value(const struct scene *scene, enum case_host host, int port)
{
	return value_address(scene->arena, scene->env.mode == MODE_IPV4 ? "AF_INET" : "AF_INET6",
		address_text(scene, host), port);
}

static void scene_open(struct scene *scene, enum case_mode mode)
{
	static const char *const hosts[2][HOST_COUNT] = {
		{ "192.0.2.1", "192.0.2.2" }, { "2001:db8::1", "2001:db8::2" } };

	memset(scene, 0, sizeof(*scene));
	scene->arena = arena_new();
	env_init(&scene->env, scene->arena, mode, hosts[mode]);
	flow_table_init(&scene->flows, scene->arena);
	env_bind(&scene->env, "n", value_int(scene->arena, 70000));
	env_bind(&scene->env, "t", value_int(scene->arena, 12345));
	env_bind(&scene->env, "m", value_int(scene->arena, 1460));
}

static void scene_close(struct scene *scene)
{
	case_free(scene->page);
	arena_free(scene->arena);
}

static struct binding *add_peer(struct scene *scene, const char *name, int port)
{
	struct binding *peer = env_bind(&scene->env, name, address_value(scene, HOST_SERVER, port));
	struct packet_address address;

	peer->is_peer = true;
	peer->host = HOST_SERVER;
	peer->peer = peer->value;
	peer->isn = PEER_ISN;
	ck_assert(packet_address_parse(&address, peer->value->text, port));
	flow_table_seed(&scene->flows, &address, PEER_ISN);
	return peer;
}

static struct binding *add_socket(struct scene *scene, const char *name, int type, struct value *local)
{
	struct binding *socket = env_bind(&scene->env, name, value_int(scene->arena, 5));

	socket->is_socket = true;
	socket->socket_type = type;
	socket->local = local;
	return socket;
}

/* A packet that passed: from the client or to it, with a timestamp. */
static struct flow *pass(struct scene *scene, enum transport transport, bool from_client, int port, unsigned flags,
	uint32_t seq, uint32_t stamp)
{
	uint8_t data[8] = { (uint8_t)(stamp >> 24), (uint8_t)(stamp >> 16), (uint8_t)(stamp >> 8), (uint8_t)stamp };
	struct packet packet = { .transport = transport, .flags = (uint16_t)flags, .seq = seq };
	struct packet_address client, server;

	ck_assert(packet_address_parse(&client, address_text(scene, HOST_CLIENT), CLIENT_PORT));
	ck_assert(packet_address_parse(&server, address_text(scene, HOST_SERVER), port));
	packet.source = from_client ? client : server;
	packet.destination = from_client ? server : client;
	packet.options[0] = (struct packet_option){ .kind = OPTION_TIMESTAMP, .length = 10, .data = data,
		.data_length = 8 };
	packet.option_count = stamp != 0;
	return flow_take(&scene->flows, &packet);
}

/* The last line of a page. Fails the test where the page has a mistake. */
static const struct step *last_line(struct scene *scene, const char *before, const char *line)
{
	struct diagnostics list;
	struct str text;

	case_free(scene->page);
	str_init(&text);
	str_addf(&text, "# T\n\n```sockspec\n%s%s\n```\n", before, line);
	diagnostics_init(&list);
	scene->page = case_parse("t.md", "t", str_text(&text), text.length, &list);
	if (list.errors > 0)
		diagnostics_print(&list, "t.md", str_text(&text), stderr);
	ck_assert_uint_eq(list.errors, 0);
	diagnostics_free(&list);
	str_free(&text);
	return &scene->page->steps[scene->page->step_count - 1];
}

static int make(struct scene *scene, const struct step *step)
{
	const struct inject_context context = { .env = &scene->env, .flows = &scene->flows, .last = find_last,
		.last_context = scene };
	const struct packet_pattern *pattern = step->kind == STEP_WIRE ? step->order->what.packet : step->packet;

	err_init(&scene->err);
	if ((step->kind == STEP_WIRE ? inject_find_host_ends(&context, pattern, step->order->host, &scene->ends, &scene->err) :
		inject_find_peer_ends(&context, pattern, &scene->ends, &scene->err)) < 0)
		return -1;
	return inject_make(scene->arena, &context, pattern, &scene->ends, &scene->packet, &scene->bytes, &scene->length,
		&scene->err);
}

static void make_line(struct scene *scene, const char *line)
{
	const struct step *step = last_line(scene, PEERS, line);

	ck_assert_msg(make(scene, step) == 0, "%s: %s", line, scene->err.text);
}

static void expect_error(struct scene *scene, const char *line, const char *words)
{
	const struct step *step = last_line(scene, PEERS, line);

	ck_assert_msg(make(scene, step) < 0, "%s", line);
	ck_assert_msg(strstr(scene->err.text, words) != NULL, "%s: %s", line, scene->err.text);
}

/* A client that has sent its SYN to the peer. */
static void scene_connect(struct scene *scene, enum case_mode mode)
{
	struct binding *socket;

	scene_open(scene, mode);
	add_peer(scene, "peer", PEER_PORT);
	socket = add_socket(scene, "s", SOCK_STREAM, address_value(scene, HOST_CLIENT, CLIENT_PORT));
	socket->peer = address_value(scene, HOST_SERVER, PEER_PORT);
	add_socket(scene, "u", SOCK_DGRAM, address_value(scene, HOST_CLIENT, CLIENT_PORT));
	pass(scene, TRANSPORT_TCP, true, PEER_PORT, FLAG_SYN, CLIENT_ISN, 12345);
}

/* ---- TCP ------------------------------------------------------------------------------------------- */

static const struct {
	const char *line, *printed;
} segments[] = {
	{ "< S. 0:0(0) ack 1", "S. 0:0(0) ack 1 win 65535" },
	{ "< S. 0:0(0) ack 1 win 0 <mss 1000,nop,nop,TS val 700 ecr t>",
		"S. 0:0(0) ack 1 win 0 <mss 1000,nop,nop,TS val 700 ecr 12345>" },
	{ "< . 1:1(0) ack 1 win 1000 <nop,nop,TS val ... ecr ...>",
		". 1:1(0) ack 1 win 1000 <nop,nop,TS val 1000 ecr 12345>" },
	{ "< FP. 1:6(5) ack 1 \"hello\"", "FP. 1:6(5) ack 1 win 65535" },
	{ "< PU. 100:108(8) ack n urg 8", "P.U 100:108(8) ack 70000 win 65535 urg 8" },
	{ "< . -10:-10(0) ack -5", ". 4294967286:4294967286(0) ack 4294967291 win 65535" },
	{ "< R 1:1(0)", "R 1:1(0) win 65535" },
	{ "< . 1:1(0) ack 1 <nop,nop,sack 3:5 7:n>", ". 1:1(0) ack 1 win 65535 <nop,nop,sack 3:5 7:70000>" },
	{ "< S 0:0(0) <wscale 7,sackOK,fastopen \"12345678\",eol>",
		"S 0:0(0) win 65535 <wscale 7,sackOK,fastopen \"12345678\",eol>" },
};

START_TEST(segments_are_as_the_line_says)
{
	for (size_t i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
		struct scene scene;
		struct str text;

		scene_connect(&scene, i % 2 == 0 ? MODE_IPV4 : MODE_IPV6);
		make_line(&scene, segments[i].line);
		str_init(&text);
		segment_print(&text, &scene.packet, scene.ends.flow);
		/* Behind what was said there may only be what is printed of any packet. */
		ck_assert_msg(strncmp(str_text(&text), segments[i].printed, strlen(segments[i].printed)) == 0,
			"%s: %s", segments[i].line, str_text(&text));
		ck_assert_ptr_null(scene.packet.malformed);
		ck_assert(scene.packet.checksum_known && scene.packet.checksum_ok && scene.packet.ip_checksum_ok);
		ck_assert_int_eq(scene.packet.source.port, PEER_PORT);
		ck_assert_int_eq(scene.packet.destination.port, CLIENT_PORT);
		str_free(&text);
		scene_close(&scene);
	}
}
END_TEST

START_TEST(numbers_count_from_the_ends_that_they_belong_to)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV4);
	make_line(&scene, "< S. 0:0(0) ack 1");
	ck_assert_uint_eq(scene.packet.seq, PEER_ISN);
	ck_assert_uint_eq(scene.packet.ack, CLIENT_ISN + 1);
	make_line(&scene, "< . 10:10(0) ack 500");
	ck_assert_uint_eq(scene.packet.seq, 4u);
	ck_assert_uint_eq(scene.packet.ack, 204u);
	/* What the client sends now is another connection. */
	pass(&scene, TRANSPORT_TCP, true, PEER_PORT, FLAG_SYN, 9000, 0);
	make_line(&scene, "< . 1:1(0) ack 1");
	ck_assert_uint_eq(scene.packet.ack, 9001u);
	scene_close(&scene);
}
END_TEST

START_TEST(bytes_that_are_not_said_are_those_of_the_stream)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV4);
	make_line(&scene, "< . 1:11(10) ack 1");
	ck_assert_mem_eq(scene.packet.payload, "0000000 00", 10);
	make_line(&scene, "< . 5:13(8) ack 1");
	ck_assert_mem_eq(scene.packet.payload, "000 0000", 8);
	make_line(&scene, "< S 0:4(4)");
	ck_assert_mem_eq(scene.packet.payload, "0000", 4);
	make_line(&scene, "< . 0:1(1) ack 1");
	ck_assert_uint_eq(scene.packet.payload_length, 1);
	make_line(&scene, "< . 1:4(3) ack 1 \"a\\0b\"");
	ck_assert_mem_eq(scene.packet.payload, "a\0b", 3);
	scene_close(&scene);
}
END_TEST

START_TEST(time_goes_on_from_what_the_peer_told_last)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV6);
	pass(&scene, TRANSPORT_TCP, false, PEER_PORT, FLAG_SYN | FLAG_ACK, PEER_ISN, 0xffffffff);
	pass(&scene, TRANSPORT_TCP, true, PEER_PORT, FLAG_ACK, CLIENT_ISN + 1, 12400);
	make_line(&scene, "< . 1:1(0) ack 1 <TS val ... ecr ...,nop,nop>");
	ck_assert_mem_eq(scene.packet.options[0].data, "\0\0\0\0\0\0\x30\x70", 8);
	scene_close(&scene);
}
END_TEST

START_TEST(options_may_be_anything)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV4);
	make_line(&scene, "< . 1:1(0) ack 1 <option 253 \"ab\",md5 \"0123456789abcdef\",raw \"\\x03\\xff\">");
	ck_assert_uint_eq(scene.length, 20 + 20 + 24);
	ck_assert_mem_eq(scene.bytes + 40, "\xfd\x04" "ab" "\x13\x12" "0123456789abcdef" "\x03\xff", 24);
	make_line(&scene, "< . 1:1(0) ack 1 <raw \"\">");
	ck_assert_uint_eq(scene.length, 40);
	scene_close(&scene);
}
END_TEST

/* ---- headers --------------------------------------------------------------------------------------- */

START_TEST(headers_are_as_the_line_says)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV4);
	make_line(&scene, "< . 1:1(0) ack 1");
	ck_assert_int_eq(scene.packet.hop_limit, 64);
	ck_assert_int_eq(scene.packet.traffic_class, 0);
	ck_assert(scene.packet.dont_fragment);
	make_line(&scene, "< [ttl 1, tos 0x2b, nodf, id 77, options \"\\x94\\x04\\0\\0\"] . 1:1(0) ack 1");
	ck_assert_int_eq(scene.packet.hop_limit, 1);
	ck_assert_int_eq(scene.packet.traffic_class, 0x2b);
	ck_assert(!scene.packet.dont_fragment);
	ck_assert_uint_eq(scene.packet.identification, 77);
	ck_assert_uint_eq(scene.packet.ip_options_length, 4);
	ck_assert_mem_eq(scene.bytes + 20, "\x94\x04\0\0", 4);
	ck_assert(scene.packet.ip_checksum_ok);
	make_line(&scene, "< [ce] . 1:1(0) ack 1");
	ck_assert_int_eq(scene.packet.traffic_class, 3);
	ck_assert_int_eq(make(&scene, last_line(&scene, "modes ipv4\n" PEERS,
		"< [src \"198.51.100.7\", dst \"192.0.2.255\"] . 1:1(0) ack 1")), 0);
	ck_assert_mem_eq(scene.bytes + 12, "\xc6\x33\x64\x07\xc0\x00\x02\xff", 8);
	ck_assert_int_eq(scene.packet.source.port, PEER_PORT);
	/* Not that a page could play there. */
	ck_assert_int_lt(make(&scene, last_line(&scene, "modes ipv6\n" PEERS,
		"< [src \"2001:db8::9\"] . 1:1(0) ack 1")), 0);
	ck_assert_ptr_nonnull(strstr(scene.err.text, "no address of IPv4"));
	scene_close(&scene);
	scene_connect(&scene, MODE_IPV6);
	make_line(&scene, "< [flow 0x12345, ect0] . 1:1(0) ack 1");
	ck_assert_uint_eq(scene.packet.flow_label, 0x12345);
	ck_assert_int_eq(scene.packet.traffic_class, 2);
	expect_error(&scene, "< [options \"\\x94\\x04\\0\\0\"] . 1:1(0) ack 1", "IPv4");
	scene_close(&scene);
}
END_TEST

START_TEST(checksums_are_right_wrong_or_none)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV4);
	make_line(&scene, "< [checksum right] . 1:1(0) ack 1");
	ck_assert(scene.packet.checksum_ok);
	make_line(&scene, "< [checksum wrong] . 1:1(0) ack 1");
	ck_assert(scene.packet.checksum_known && !scene.packet.checksum_ok);
	make_line(&scene, "< [checksum none] udp \"a\"");
	ck_assert(!scene.packet.checksum_known);
	ck_assert_int_eq(scene.packet.checksum, 0);
	scene_close(&scene);
}
END_TEST

START_TEST(a_zero_turned_over_would_be_right)
{
	static const char *const lines[] = { "udp", ". 1:3(2) ack 1" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct scene scene;
		char line[96], payload[16];

		scene_connect(&scene, MODE_IPV4);
		snprintf(line, sizeof(line), "< [checksum right] %s \"%s\"", lines[i], "\\0\\0");
		make_line(&scene, line);
		/* With these two bytes the sum is 0xffff, and the checksum 0, of which 0xffff is another form. */
		snprintf(payload, sizeof(payload), "\\x%02x\\x%02x", scene.packet.checksum >> 8, scene.packet.checksum & 0xff);
		snprintf(line, sizeof(line), "< [checksum right] %s \"%s\"", lines[i], payload);
		make_line(&scene, line);
		ck_assert(scene.packet.checksum_ok);
		ck_assert_int_eq(scene.packet.checksum, i == 0 ? 0xffff : 0);
		snprintf(line, sizeof(line), "< [checksum wrong] %s \"%s\"", lines[i], payload);
		make_line(&scene, line);
		ck_assert(scene.packet.checksum_known && !scene.packet.checksum_ok);
		scene_close(&scene);
	}
}
END_TEST

START_TEST(datagrams_go_in_fragments)
{
	for (int mode = 0; mode <= MODE_IPV6; mode++) {
		struct scene scene;
		uint8_t whole[64];

		scene_connect(&scene, (enum case_mode)mode);
		make_line(&scene, "< udp (24)");
		memcpy(whole, scene.bytes + scene.packet.transport_offset, 32);
		make_line(&scene, "< [id 77, frag 0:16+] udp (24)");
		ck_assert(scene.packet.more_fragments && !scene.packet.dont_fragment);
		ck_assert_uint_eq(scene.packet.identification, 77);
		ck_assert_mem_eq(scene.bytes + scene.length - 16, whole, 16);
		make_line(&scene, "< [id 77, frag 16:16] udp (24)");
		ck_assert(!scene.packet.more_fragments);
		ck_assert_uint_eq(scene.packet.fragment_offset, 16);
		ck_assert_mem_eq(scene.bytes + scene.length - 16, whole + 16, 16);
		make_line(&scene, "< [df, frag 16:16] udp (24)");
		ck_assert_int_eq(scene.packet.dont_fragment, mode == MODE_IPV4);
		expect_error(&scene, "< [frag 16:n-69976] udp (24)", "carries 32 bytes");
		scene_close(&scene);
	}
}
END_TEST

/* ---- ICMP ------------------------------------------------------------------------------------------ */

START_TEST(errors_quote_what_the_client_sent_last)
{
	static const uint8_t last[600] = { 0x45, [3] = 28, [9] = 17, [12] = 192, [14] = 2, [15] = 1, [16] = 192, [18] = 2,
		[19] = 2, [20] = 0x9c, 0x40, 0x1b, 0x58 };
	struct scene scene;

	scene_connect(&scene, MODE_IPV4);
	expect_error(&scene, "< icmp unreachable port", "nothing was sent yet");
	scene.last = last;
	scene.last_length = 28;
	make_line(&scene, "< icmp unreachable port");
	ck_assert_int_eq(scene.packet.icmp_type, 3);
	ck_assert_int_eq(scene.packet.icmp_code, 3);
	ck_assert_uint_eq(scene.length, 20 + 8 + 28);
	ck_assert_mem_eq(scene.bytes + 28, last, 28);
	ck_assert(scene.packet.has_quote);
	/* As much as fits into 576 bytes. */
	scene.last_length = sizeof(last);
	make_line(&scene, "< icmp unreachable fragmentation mtu 1000");
	ck_assert_uint_eq(scene.length, 576);
	ck_assert_uint_eq(scene.packet.icmp_word, 1000);
	make_line(&scene, "< icmp problem pointer 20");
	ck_assert_uint_eq(scene.packet.icmp_word, 20u << 24);
	expect_error(&scene, "< icmp unreachable fragmentation mtu n", "from 0 to 65535, not 70000");
	scene_close(&scene);
}
END_TEST

START_TEST(errors_quote_what_the_line_says)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV6);
	make_line(&scene, "< icmp unreachable port quoting S 0:0(0)");
	ck_assert_int_eq(scene.packet.icmp_type, 1);
	ck_assert_int_eq(scene.packet.icmp_code, 4);
	ck_assert(scene.packet.has_quote);
	ck_assert_uint_eq(scene.packet.quote_seq, CLIENT_ISN);
	ck_assert_int_eq(scene.packet.quote_source.port, CLIENT_PORT);
	ck_assert_int_eq(scene.packet.quote_destination.port, PEER_PORT);
	make_line(&scene, "< icmp unreachable fragmentation quoting P. 1:1401(1400) ack 1");
	ck_assert_uint_eq(scene.packet.quote_seq, CLIENT_ISN + 1);
	ck_assert_uint_eq(scene.packet.icmp_word, 1280);
	ck_assert_uint_eq(scene.length, 1280);
	make_line(&scene, "< icmp problem pointer 6 quoting udp (5)");
	ck_assert_uint_eq(scene.packet.icmp_word, 6);
	scene_close(&scene);
}
END_TEST

/* ---- whose ----------------------------------------------------------------------------------------- */

START_TEST(before_the_client_has_sent_anything_its_socket_tells)
{
	struct scene scene;
	struct binding *peer;

	scene_open(&scene, MODE_IPV4);
	peer = add_peer(&scene, "peer", PEER_PORT);
	expect_error(&scene, "< S 0:0(0)", "the client has sent nothing to peer, and has no bound socket");
	add_socket(&scene, "s", SOCK_STREAM, value_address(scene.arena, "AF_INET", "0.0.0.0", 8080));
	make_line(&scene, "< S 0:0(0)");
	ck_assert_int_eq(scene.packet.destination.port, 8080);
	ck_assert_mem_eq(scene.packet.destination.bytes, "\xc0\x00\x02\x01", 4);
	make_line(&scene, "< . 1:1(0) ack 1");
	ck_assert_uint_eq(scene.packet.ack, FLOW_ASSUMED_BASE + 1);
	/* Of another protocol there is none. */
	expect_error(&scene, "< udp (1)", "has no bound socket");
	add_socket(&scene, "k", SOCK_STREAM, value_address(scene.arena, "AF_INET", "192.0.2.1", 8081));
	expect_error(&scene, "< S 0:0(0)", "several bound sockets");
	peer = env_find(&scene.env, "peer");
	peer->target = "k"; /* as `to k` says */
	make_line(&scene, "< S 0:0(0)");
	ck_assert_int_eq(scene.packet.destination.port, 8081);
	peer->target = "gone";
	expect_error(&scene, "< S 0:0(0)", "gone, to which the packets of peer go, is not there");
	/* What the client has sent counts more. */
	pass(&scene, TRANSPORT_TCP, true, PEER_PORT, FLAG_SYN, CLIENT_ISN, 0);
	make_line(&scene, "< S 0:0(0)");
	ck_assert_int_eq(scene.packet.destination.port, CLIENT_PORT);
	scene_close(&scene);
}
END_TEST

START_TEST(a_socket_of_both_families_has_an_ipv4_address)
{
	struct scene scene;
	struct packet_address end;
	struct inject_context context = { .env = &scene.env, .flows = &scene.flows };

	scene_open(&scene, MODE_IPV4);
	add_peer(&scene, "peer", PEER_PORT);
	add_socket(&scene, "l", SOCK_STREAM, value_address(scene.arena, "AF_INET6", "::ffff:192.0.2.1", 8080));
	make_line(&scene, "< S 0:0(0)");
	ck_assert_int_eq(scene.packet.destination.family, 4);
	err_init(&scene.err);
	ck_assert_int_eq(inject_find_client_end(&context, env_find(&scene.env, "peer"), &end, &scene.err), 0);
	ck_assert_int_eq(end.port, 8080);
	pass(&scene, TRANSPORT_UDP, true, PEER_PORT, 0, 0, 0);
	ck_assert_int_eq(inject_find_client_end(&context, env_find(&scene.env, "peer"), &end, &scene.err), 0);
	ck_assert_int_eq(end.port, 8080);
	pass(&scene, TRANSPORT_TCP, true, PEER_PORT, FLAG_SYN, CLIENT_ISN, 0);
	ck_assert_int_eq(inject_find_client_end(&context, env_find(&scene.env, "peer"), &end, &scene.err), 0);
	ck_assert_int_eq(end.port, CLIENT_PORT);
	scene_close(&scene);
}
END_TEST

START_TEST(of_several_peers_the_name_in_front_says_which)
{
	static const char two[] = PREAMBLE "launch packets as peer\nlaunch packets as other\n"
		"connect(s, peer) = 0 &\nbind(s, client:40000) = 0\n";
	struct scene scene;
	struct binding *socket;

	scene_open(&scene, MODE_IPV4);
	add_peer(&scene, "peer", PEER_PORT);
	add_peer(&scene, "other", PEER_PORT + 1);
	socket = add_socket(&scene, "s", SOCK_STREAM, address_value(&scene, HOST_CLIENT, CLIENT_PORT));
	socket->peer = address_value(&scene, HOST_SERVER, PEER_PORT + 1);
	ck_assert_int_eq(make(&scene, last_line(&scene, two, "peer < S 0:0(0)")), 0);
	ck_assert_int_eq(scene.packet.source.port, PEER_PORT);
	ck_assert_int_eq(make(&scene, last_line(&scene, two, "other < S 0:0(0)")), 0);
	ck_assert_int_eq(scene.packet.source.port, PEER_PORT + 1);
	ck_assert_int_eq(make(&scene, last_line(&scene, two, "s < S 0:0(0)")), 0);
	ck_assert_int_eq(scene.packet.source.port, PEER_PORT + 1);
	socket->peer = NULL;
	ck_assert_int_lt(make(&scene, last_line(&scene, two, "s < S 0:0(0)")), 0);
	ck_assert_ptr_nonnull(strstr(scene.err.text, "several peers"));
	scene_close(&scene);
}
END_TEST

START_TEST(between_two_hosts_it_is_their_connection)
{
	static const char hosts[] = PREAMBLE "server: socket(..., SOCK_STREAM, 0) = q\n";
	struct scene scene;
	struct binding *socket;

	scene_open(&scene, MODE_IPV4);
	ck_assert_int_lt(make(&scene, last_line(&scene, hosts, "wire: inject to client R 1:1(0)")), 0);
	ck_assert_ptr_nonnull(strstr(scene.err.text, "no connection yet"));
	pass(&scene, TRANSPORT_TCP, true, 80, FLAG_SYN, CLIENT_ISN, 0);
	pass(&scene, TRANSPORT_TCP, false, 80, FLAG_SYN | FLAG_ACK, SERVER_ISN, 0);
	ck_assert_int_eq(make(&scene, last_line(&scene, hosts, "wire: inject to client R. 1:1(0) ack 1")), 0);
	ck_assert_uint_eq(scene.packet.seq, SERVER_ISN + 1);
	ck_assert_uint_eq(scene.packet.ack, CLIENT_ISN + 1);
	ck_assert_int_eq(scene.packet.destination.port, CLIENT_PORT);
	ck_assert_int_eq(make(&scene, last_line(&scene, hosts, "wire: inject to server P. 1:2(1) ack 1")), 0);
	ck_assert_uint_eq(scene.packet.seq, CLIENT_ISN + 1);
	ck_assert_uint_eq(scene.packet.ack, SERVER_ISN + 1);
	ck_assert_int_eq(scene.packet.destination.port, 80);
	/* A second one: only a name tells them apart. */
	pass(&scene, TRANSPORT_TCP, true, 81, FLAG_SYN, 77, 0);
	ck_assert_int_lt(make(&scene, last_line(&scene, hosts, "wire: inject to client R 1:1(0)")), 0);
	ck_assert_ptr_nonnull(strstr(scene.err.text, "several connections"));
	ck_assert_int_lt(make(&scene, last_line(&scene, hosts, "wire: inject to server q R 1:1(0)")), 0);
	socket = add_socket(&scene, "q", SOCK_STREAM, address_value(&scene, HOST_SERVER, 81));
	socket->host = HOST_SERVER;
	ck_assert_int_eq(make(&scene, last_line(&scene, hosts, "wire: inject to server q R 1:1(0)")), 0);
	ck_assert_int_eq(scene.packet.destination.port, 81);
	ck_assert_uint_eq(scene.packet.seq, 78u);
	scene_close(&scene);
}
END_TEST

/* ---- what cannot be ---------------------------------------------------------------------------------- */

START_TEST(what_cannot_be_sent_is_said_in_words)
{
	struct scene scene;

	scene_connect(&scene, MODE_IPV4);
	expect_error(&scene, "< . 1:1(0) ack 1 win n", "win is from 0 to 65535, not 70000");
	expect_error(&scene, "< . 1:1(0) ack 1 <mss n>", "mss is from 0 to 65535, not 70000");
	expect_error(&scene, "< . 1:1(0) ack 1 <wscale n,nop>", "wscale is from 0 to 255");
	expect_error(&scene, "< . 1:n(10) ack 1", "it is 69999 bytes, not 10");
	expect_error(&scene, "< . 1:n+1(n) ack 1", "length is from 0 to 65535");
	expect_error(&scene, "< [ttl n] . 1:1(0) ack 1", "ttl is from 0 to 255");
	scene_close(&scene);
	scene_connect(&scene, MODE_IPV6);
	expect_error(&scene, "< udp (n-4468)", "cannot");
	scene_close(&scene);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("inject");
	TCase *tests = tcase_create("inject");

	tcase_add_test(tests, segments_are_as_the_line_says);
	tcase_add_test(tests, numbers_count_from_the_ends_that_they_belong_to);
	tcase_add_test(tests, bytes_that_are_not_said_are_those_of_the_stream);
	tcase_add_test(tests, time_goes_on_from_what_the_peer_told_last);
	tcase_add_test(tests, options_may_be_anything);
	tcase_add_test(tests, headers_are_as_the_line_says);
	tcase_add_test(tests, checksums_are_right_wrong_or_none);
	tcase_add_test(tests, a_zero_turned_over_would_be_right);
	tcase_add_test(tests, datagrams_go_in_fragments);
	tcase_add_test(tests, errors_quote_what_the_client_sent_last);
	tcase_add_test(tests, errors_quote_what_the_line_says);
	tcase_add_test(tests, before_the_client_has_sent_anything_its_socket_tells);
	tcase_add_test(tests, a_socket_of_both_families_has_an_ipv4_address);
	tcase_add_test(tests, of_several_peers_the_name_in_front_says_which);
	tcase_add_test(tests, between_two_hosts_it_is_their_connection);
	tcase_add_test(tests, what_cannot_be_sent_is_said_in_words);
	suite_add_tcase(suite, tests);
	return unit_run(suite);
}
