/* SPDX-License-Identifier: BSD-2-Clause */
/* A made-up run that has everything in it that a report has to cope with. */
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/evidence/evidence.h"
#include "harness/names/tcp.h"
#include "reports/book.h"
#include "tests/unit/reports_fixture.h"
#include "tests/unit/reports_pages.h"

#define MS INT64_C(1000000)

/* What could break a terminal, XML, TAP or JSON; it is no valid UTF-8 either. */
static const char fixture_hostile[] =
	"<script>alert('x')</script> & ]]> \"quoted\" # TODO \033[31mred\033[0m \xff\xfe \x01 caf\xc3\xa9 "
	"\xe2\x80\xae" "desrever";

/* What a peer may send: the end of what it stands in, a script, a terminal's title, and bytes that are no text. */
static const char fixture_payload[] =
	"</code></pre></details><script>alert(4)</script><!-- ]]> \033]0;owned\a\033[2J \xf0\x9f\xed\xa0\x80 <svg onload=\"evil()\">";

static struct result *fixture_add(struct fixture *fixture, const char *case_id, const char *mode, const char *title,
	enum verdict verdict, enum expectation expectation)
{
	struct result *result = arena_alloc(fixture->arena, sizeof(*result));

	result->arena = fixture->arena;
	result->case_id = case_id;
	result->mode = mode;
	result->title = title;
	result->path = arena_printf(fixture->arena, "cases/%s.md", case_id);
	result->verdict = verdict;
	result->expectation = expectation;
	result->reason = "";
	result->attempt = result->attempts = 1;
	result->duration_ns = 12 * MS + 345678;
	result->folder = arena_printf(fixture->arena, "%s/%s", case_id, mode);
	fixture->items[fixture->count++].result = result;
	return result;
}

static struct evidence *fixture_evidence(struct fixture *fixture, const char *page)
{
	struct fixture_item *item = &fixture->items[fixture->count - 1];
	struct evidence *evidence = evidence_new();

	item->evidence = evidence;
	evidence->case_id = item->result->case_id;
	evidence->mode = item->result->mode;
	evidence->page = page;
	evidence->page_length = strlen(page);
	evidence->attempt = 1;
	evidence->level = LEVEL_WIRE;
	evidence->level_reason = "";
	evidence->version = "0.1.0";
	evidence->kernel = "Linux 6.18.44 x86_64";
	evidence->host_address[0] = strcmp(evidence->mode, "ipv4") == 0 ? "192.0.2.1" : "2001:db8::1";
	evidence->host_address[1] = strcmp(evidence->mode, "ipv4") == 0 ? "192.0.2.2" : "2001:db8::2";
	evidence->captures[0] = (struct capture_record){true, NULL, "client.pcap", true, true, 5, 0, NULL};
	evidence->captures[1] = (struct capture_record){true, NULL, "server.pcap", true, true, 5, 0, NULL};
	return evidence;
}

/* line, end, source, expects, observed, packet of the client's capture */
static const struct {
	int line, end_line, fence;
	const char *source;
	bool expects;
	const char *observed;
	int host, packet;
} fixture_steps[] = {
	{8, 8, 0, "launch tcp-echo as echo", false, "192.0.2.2:7000", 1, 0},
	{10, 10, 0, "socket(..., SOCK_STREAM, 0) = s", true, "socket(AF_INET, SOCK_STREAM, 0) = 3", 0, 0},
	{11, 11, 0, "connect(s, echo) = 0", true, NULL, 0, 0},
	{12, 12, 0, "> S 0:0(0)", true, "S 0:0(0) win 64240 <mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7>", 0, 1},
	{13, 13, 0, "< S. 0:0(0) ack 1", true, "S. 0:0(0) ack 1 win 65160", 0, 2},
	{14, 14, 0, "send(s, \"hello\", 5, 0) = 5", true, NULL, 0, 0},
	{15, 15, 0, "> P. 1:6(5) ack 1 \"hello\"", true, "P. 1:6(5) ack 1 win 502 \"hello\"", 0, 4},
	{16, 16, 0, "recv(s, \"hello\", 1024, MSG_PEEK) = 5", true, NULL, 0, 0},
	{17, 17, 0, "recv(s, \"hello\", 1024, MSG_PEEK) = 5", true, NULL, 0, 0},
	{24, 24, 1, "recv(s, \"hello\", 1024, 0) = 5", true, NULL, 0, 0},
	{25, 26, 1, "server: recv(q, ..., 1024, MSG_DONTWAIT) = -1 EAGAIN", true, NULL, 1, 0},
	{27, 27, 1, "close(s) = 0", true, NULL, 0, 0},
};

static void fixture_add_steps(struct fixture *fixture, struct result *result)
{
	size_t count = sizeof(fixture_steps) / sizeof(fixture_steps[0]), i;

	result->steps = arena_array(fixture->arena, count, sizeof(*result->steps));
	result->step_count = count;
	for (i = 0; i < count; i++) {
		struct step_verdict *step = &result->steps[i];

		step->line = fixture_steps[i].line;
		step->end_line = fixture_steps[i].end_line;
		step->fence = fixture_steps[i].fence;
		step->source = fixture_steps[i].source;
		step->reached = true;
		step->expects = fixture_steps[i].expects;
		step->observed = fixture_steps[i].observed;
		step->host = fixture_steps[i].host;
		step->packet = fixture_steps[i].packet;
		step->begin_ns = (int64_t)i * MS;
		step->end_ns = (int64_t)(i + 1) * MS;
	}
}

static void fixture_add_citations(struct fixture *fixture, struct result *result)
{
	result->citations = arena_array(fixture->arena, 4, sizeof(*result->citations));
	result->citations[0] = (struct cited){"posix", "recv#MSG_PEEK", "POSIX.1-2024", "recv()", "shall",
		"Peeking leaves the data unread; the next receive gets it again.",
		"https://pubs.opengroup.org/onlinepubs/9799919799/functions/recv.html", "", 3, "recv-peek",
		{[LANG_ZH] = "\u7aa5\u89c6\u4e4b\u540e\u6570\u636e\u4ecd\u672a\u8bfb\u53d6\uff0c\u4e0b\u4e00\u6b21\u63a5\u6536\u8fd8\u4f1a\u5f97\u5230\u5b83\u3002"}};
	result->citations[1] = (struct cited){"claim", "peek-twice", "", "", "",
		"What was peeked at can be read again.", "", "confirmed", 4, NULL, {NULL}};
	result->citations[2] = (struct cited){"behaviour", "<odd>", "behaviour", "", "", "An id that is HTML.",
		"javascript:alert(3)", "", 4, NULL, {NULL}};
	result->citations[3] = (struct cited){"method", "recv_into", "method", "recv", "", "Fills a buffer.", "", "", 4, NULL, {NULL}};
	result->citation_count = 4;
}

static struct finding *fixture_find(struct fixture *fixture, struct result *result, size_t count)
{
	result->findings = arena_array(fixture->arena, count, sizeof(*result->findings));
	result->finding_count = count;
	return result->findings;
}

static void fixture_add_peek(struct fixture *fixture)
{
	struct result *result = fixture_add(fixture, "tcp/recv/peek", "ipv4",
		"MSG_PEEK leaves the data in the receive queue", VERDICT_PASS, AS_EXPECTED);
	struct evidence *evidence = fixture_evidence(fixture, page_peek);
	struct finding *findings;

	fixture_add_steps(fixture, result);
	fixture_add_citations(fixture, result);
	fixture_add_handshake(evidence, 4);
	fixture_add_wire(evidence, 4);
	fixture_add_calls(evidence);
	fixture_add_surroundings(evidence);

	result = fixture_add(fixture, "tcp/recv/peek", "ipv6", "MSG_PEEK leaves the data in the receive queue",
		VERDICT_FAIL, UNEXPECTED);
	evidence = fixture_evidence(fixture, page_peek);
	fixture_add_steps(fixture, result);
	fixture_add_citations(fixture, result);
	fixture_add_handshake(evidence, 6);
	fixture_add_calls(evidence);
	result->reason = "recv returned 3 where 5 was expected";
	result->steps[1].observed = "socket(AF_INET6, SOCK_STREAM, 0) = 3";
	result->steps[7].verdict = VERDICT_FAIL;
	result->steps[7].observed = "recv(3, \"hel\", 1024, MSG_PEEK) = 3";
	result->steps[6].verdict = VERDICT_FAIL;
	result->steps[11].reached = false;
	findings = fixture_find(fixture, result, 3);
	findings[0] = (struct finding){.verdict = VERDICT_FAIL, .step = 7, .line = 16, .column = 36, .end_column = 36,
		.text = "recv returned 3 where 5 was expected", .expected = "recv(s, \"hello\", 1024, MSG_PEEK) = 5",
		.observed = "recv(3, \"hel\", 1024, MSG_PEEK) = 3", .host = -1,
		.hint = "Two bytes are missing at the end: look at what the server sent."};
	findings[0].differences = arena_array(fixture->arena, 2, sizeof(struct difference));
	findings[0].differences[0] = (struct difference){"result", "5", "3"};
	findings[0].differences[1] = (struct difference){"bytes", "\"hello\"", "\"hel\""};
	findings[0].difference_count = 2;
	findings[1] = (struct finding){.verdict = VERDICT_FAIL, .step = 6, .line = 15, .column = 1, .end_column = 25,
		.text = "The segment carries other flags", .expected = "P. 1:6(5) ack 1 \"hello\"",
		.observed = ". 1:6(5) ack 1 \"hello\"", .host = 0, .packet = 4};
	findings[2] = (struct finding){.verdict = VERDICT_FAIL, .step = -1, .line = 0, .host = -1,
		.text = "The server ended with status 3 while the case was played", .observed = "exit status 3"};
}

static void fixture_add_shutdown(struct fixture *fixture)
{
	struct result *result = fixture_add(fixture, "tcp/shutdown/wr", "ipv4",
		"After shutdown(SHUT_WR) the other direction stays open", VERDICT_FAIL, KNOWN_DEVIATION);
	struct finding *findings = fixture_find(fixture, result, 1);

	result->reason = "The FIN carries PSH";
	result->citations = arena_array(fixture->arena, 1, sizeof(*result->citations));
	result->citations[0] = (struct cited){"rfc9293", "MUST-14", "RFC 9293", "3.6", "MUST", "A half-close is possible.",
		"https://www.rfc-editor.org/rfc/rfc9293#section-3.6", "", 3, NULL, {NULL}};
	result->citation_count = 1;
	findings[0] = (struct finding){.verdict = VERDICT_FAIL, .step = 1, .line = 23, .column = 3, .end_column = 4,
		.text = "The FIN carries PSH", .expected = "F. 6:6(0) ack 1", .observed = "FP. 6:6(0) ack 1", .host = -1,
		.known = true, .known_reason = "Linux sets PSH on a FIN since 2.2"};
	result->steps = arena_array(fixture->arena, 2, sizeof(*result->steps));
	result->steps[0] = (struct step_verdict){22, 22, 0, "shutdown(s, SHUT_WR) = 0", true, true, VERDICT_PASS, NULL,
		0, MS, 0, 0, 0};
	result->steps[1] = (struct step_verdict){23, 23, 0, "> F. 6:6(0) ack 1", true, true, VERDICT_FAIL,
		"FP. 6:6(0) ack 1", MS, 2 * MS, 0, 0, 0};
	result->step_count = 2;
	fixture_evidence(fixture, page_shutdown);
	fixture->items[fixture->count - 1].evidence->level = LEVEL_LOOPBACK;

	result = fixture_add(fixture, "tcp/shutdown/wr", "ipv6", "After shutdown(SHUT_WR) the other direction stays open",
		VERDICT_PASS, UNEXPECTED);
	result->citations = arena_array(fixture->arena, 1, sizeof(*result->citations));
	result->citations[0] = (struct cited){"claim", "wr-ends-both", "claim", "shutdown", "", "SHUT_WR ends both directions.", "",
		"refuted", 3, NULL, {NULL}};
	result->citation_count = 1;
	fixture_evidence(fixture, page_shutdown);
}

static void fixture_add_rest(struct fixture *fixture)
{
	struct result *result = fixture_add(fixture, "udp/trunc", "ipv4",
		"A datagram that does not fit is cut, and the rest is gone", VERDICT_WARN, AS_EXPECTED);
	struct finding *findings = fixture_find(fixture, result, 1);
	struct evidence *evidence;

	result->reason = "The whole length is not told";
	findings[0] = (struct finding){.verdict = VERDICT_WARN, .step = -1, .line = 6, .column = 41, .end_column = 42,
		.text = "The whole length is not told", .expected = "11", .observed = "5", .host = -1};
	fixture_evidence(fixture, page_datagram);
	result = fixture_add(fixture, "udp/trunc", "ipv6", "A datagram that does not fit is cut, and the rest is gone",
		VERDICT_SKIP, AS_EXPECTED);
	result->reason = "This machine has no IPv6 (no # TODO there)";
	result->citations = arena_array(fixture->arena, 1, sizeof(*result->citations));
	result->citations[0] = (struct cited){"claim", "late-or-never", "claim", "recv", "", "What is late never comes.", "",
		"depends", 3, NULL, {NULL}};
	result->citation_count = 1;
	evidence = fixture_evidence(fixture, page_datagram);
	evidence->captures[0] = evidence->captures[1] = (struct capture_record){.reason = "not permitted"};
	result = fixture_add(fixture, "udp/late", "ipv4", "A page that was disturbed", VERDICT_INCONC, UNEXPECTED);
	result->reason = "The machine stalled for 900 ms";
	result->attempt = result->attempts = 3;
	findings = fixture_find(fixture, result, 1);
	findings[0] = (struct finding){.verdict = VERDICT_INCONC, .step = -1, .text = "The machine stalled for 900 ms",
		.host = -1};
	result = fixture_add(fixture, "hostile", "ipv4", fixture_hostile, VERDICT_ERROR, UNEXPECTED);
	result->reason = fixture_hostile;
	findings = fixture_find(fixture, result, 1);
	findings[0] = (struct finding){.verdict = VERDICT_ERROR, .step = -1, .line = 1, .column = 3, .end_column = 2,
		.text = fixture_hostile, .expected = fixture_hostile, .observed = "two\nlines\tand a tab", .host = -1,
		.hint = fixture_hostile};
	findings[0].differences = arena_array(fixture->arena, 1, sizeof(struct difference));
	findings[0].differences[0] = (struct difference){fixture_hostile, NULL, fixture_hostile};
	findings[0].difference_count = 1;
	evidence = fixture_evidence(fixture, fixture_hostile);
	evidence->harness_error = fixture_hostile;
	result->program_c = fixture_payload;
	result->program_python = fixture_hostile;
	fixture_add_segment(evidence, 4, &(struct fixture_segment){.time_ns = 2 * MS, .from = 0, .flags = FLAG_PSH | FLAG_ACK,
		.seq = 1, .ack = 1, .window = 1, .payload = fixture_payload, .payload_length = sizeof(fixture_payload) - 1});
	evidence->settings = arena_array(evidence->arena, 1, sizeof(*evidence->settings));
	evidence->settings[0] = (struct setting_record){1, fixture_payload, fixture_hostile};
	evidence->setting_count = 1;
	evidence->processes = arena_array(evidence->arena, 1, sizeof(*evidence->processes));
	evidence->processes[0] = (struct process_record){fixture_hostile, fixture_payload, 0, 0, false, fixture_payload,
		sizeof(fixture_payload) - 1, false};
	evidence->process_count = 1;
	fixture_add_packet(evidence, 0, true, MS, (const uint8_t *)"\x45\x00\x00\x14\0\0\0\0\x40\x06\0\0\xc0\0\2\1\xc0\0\2\2",
		20);
	/* The same once more in the other mode, which reports say once. */
	result = fixture_add(fixture, "hostile", "ipv6", fixture_hostile, VERDICT_ERROR, UNEXPECTED);
	result->reason = fixture_hostile;
	result->findings = findings;
	result->finding_count = 1;
	result->program_reason = fixture_payload;
	fixture_evidence(fixture, fixture_hostile);
}

/* One of each kind; of two documents, so that there are sections and documents to tell apart. */
static const struct report_requirement fixture_requirements[] = {
	{"rfc9293", "MUST-2", "RFC 9293", "3.1", "MUST", "Every sent segment carries a correct checksum.",
		"https://www.rfc-editor.org/rfc/rfc9293#section-3.1", .unshowable = NULL},
	{"rfc9293", "MUST-14", "RFC 9293", "3.6", "MUST", "A half-close is possible.",
		"https://www.rfc-editor.org/rfc/rfc9293#section-3.6", .unshowable = NULL},
	{"rfc9293", "MAY-14", "RFC 9293", "3.6", "MAY", "There may be a FLUSH call.",
		"https://www.rfc-editor.org/rfc/rfc9293#section-3.6", .unshowable = "no socket call for it"},
	{"posix", "recv-peek", "POSIX.1-2024", "recv()", "shall", "Peeking leaves the data unread.",
		"https://pubs.opengroup.org/onlinepubs/9799919799/functions/recv.html", .unshowable = NULL},
	{"behaviour", "<odd>", "Behaviours", "recv", "", fixture_hostile, "javascript:alert(3)", .unshowable = NULL},
	{"claim", "peek-twice", "Claims", "recv", "confirmed", "What was peeked at can be read again.", NULL,
		.subject = "stream", .instead = "", .words[LANG_ZH] = {"\u7aa5\u89c6\u8fc7\u7684\u8fd8\u53ef\u4ee5\u518d\u8bfb\u3002", ""}},
	{"claim", "never-shown", "Claims", "recv", "refuted", "Nobody cites this one.", NULL, .unshowable = fixture_hostile, .subject = "socket",
		.instead = fixture_hostile},
	{"claim", "wr-ends-both", "Claims", "shutdown", "refuted", "SHUT_WR ends both directions.", NULL, .unshowable = NULL,
		.subject = "end", .instead = fixture_hostile},
	{"claim", "late-or-never", "Claims", "recv", "depends", "What is late never comes.", NULL, .unshowable = NULL,
		.subject = "end", .instead = "It depends on who waits."},
	{"method", "recv_into", "Methods", "recv", "", "Fills a buffer.", NULL, .unshowable = NULL},
	{"method", "detach", "Methods", "none", "", fixture_hostile, NULL, .unshowable = NULL},
	{"method", "type", "Methods", "getsockopt:SO_TYPE", "", "Remembered.", NULL, .unshowable = NULL,
		.words[LANG_ZH] = {"\u8bb0\u4f4f\u7684\u3002", NULL}},
};

/* In another order than the cases are played; with a chapter that has nothing in it, one that only introduces. */
static const char *const fixture_first[] = {"udp/trunc", "udp/none"};
static struct book_chapter fixture_chapters[] = {
	{.path = "", .text = {"# The whole\n\nBegin with [datagrams](udp/README.md).\n"}},
	{.path = "udp", .text = {"# Datagrams &c.\n\nThey are [cut](trunc.md), or [late](late.md). HTML is text: <b>so</b>.\n\n"
		"A [stream](../tcp/recv/README.md) is not, nor is [what is nowhere](../nowhere/README.md).\n"},
		.first = fixture_first, .first_count = 2},
	{.path = "tcp/nothing", .text = {"# Never seen\n"}},
	{.path = "tcp", .text = {"# Streams\n\n- no paragraph at first\n\nBut here, with `code`.\n",
		"# \u6d41\n\n\u8fd9\u91cc\u6709 `code`\u3002\n"}},
	{.path = "tcp/shutdown", .text = {"No title, but [a page](wr.md).\n"}},
	{.path = "../outside", .text = {"# Outside\n"}},
};
static struct book_page fixture_pages[] = {
	{.id = "tcp/recv/peek", .text = {NULL, page_peek_zh}},
	{.id = "tcp/shutdown/wr", .text = {NULL, page_shutdown_zh}},
};
static const struct report_book fixture_book = {.chapters = fixture_chapters,
	.chapter_count = sizeof(fixture_chapters) / sizeof(fixture_chapters[0]), .pages = fixture_pages,
	.page_count = sizeof(fixture_pages) / sizeof(fixture_pages[0])};

void fixture_begin(struct fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	fixture->arena = arena_new();
	fixture->run = (struct report_run){
		.version = "0.1.0",
		.command = "sockspec run --format html",
		.kernel = "Linux 6.18.44 x86_64",
		.level = "wire",
		.level_reason = "",
		.started_wall_ns = INT64_C(1767323045) * 1000 * MS,
	};
}

void fixture_make(struct fixture *fixture)
{
	fixture_begin(fixture);
	fixture->run.baseline = "baseline/linux.tsv";
	fixture->run.requirements = fixture_requirements;
	fixture->run.requirement_count = sizeof(fixture_requirements) / sizeof(fixture_requirements[0]);
	fixture->run.book = &fixture_book;
	fixture_add_peek(fixture);
	fixture_add_shutdown(fixture);
	fixture_add_rest(fixture);
	fixture->run.planned = (int)fixture->count;
}

void fixture_free(struct fixture *fixture)
{
	size_t i;

	for (i = 0; i < fixture->count; i++)
		evidence_free(fixture->items[i].evidence);
	arena_free(fixture->arena);
}
