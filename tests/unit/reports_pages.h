/* SPDX-License-Identifier: BSD-2-Clause */
/* The pages of the made-up run. */
#ifndef SOCKSPEC_REPORTS_PAGES_H
#define SOCKSPEC_REPORTS_PAGES_H

static const char page_peek[] =
	"# `MSG_PEEK` leaves the data in the receive queue\n"
	"\n"
	"[recv()](posix:recv#MSG_PEEK) with `MSG_PEEK` copies what is waiting and removes nothing, so the same\n"
	"bytes can be [read again](claim:peek-twice), as often as one likes. What was peeked at is still\n"
	"*unread*: a plain `recv` gets it, and the window that the peer sees does not open.\n"
	"\n"
	"```sockspec\n"
	"launch tcp-echo as echo\n"
	"\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo) = 0\n"
	"> S 0:0(0)\n"
	"< S. 0:0(0) ack 1\n"
	"send(s, \"hello\", 5, 0) = 5              # the echo comes back\n"
	"> P. 1:6(5) ack 1 \"hello\"\n"
	"recv(s, \"hello\", 1024, MSG_PEEK) = 5\n"
	"recv(s, \"hello\", 1024, MSG_PEEK) = 5    # the same five bytes\n"
	"```\n"
	"\n"
	"Only a plain `recv` takes it away. See also [what shutdown does](../shutdown/wr.md), a page\n"
	"[that is not here](../no/such.md), and [the RFC](https://www.rfc-editor.org/rfc/rfc9293).\n"
	"\n"
	"```sockspec\n"
	"recv(s, \"hello\", 1024, 0) = 5\n"
	"server: recv(q,\n"
	"             ..., 1024, MSG_DONTWAIT) = -1 EAGAIN\n"
	"close(s) = 0\n"
	"```\n";

/* The same in other words; its scripts stand in other lines. */
static const char page_peek_zh[] =
	"# `MSG_PEEK` \u628a\u6570\u636e\u7559\u5728\u63a5\u6536\u961f\u5217\u91cc\n"
	"\n"
	"[recv()](posix:recv#MSG_PEEK) \u4e00\u53e5\u8bdd\u3002[\u518d\u8bfb](claim:peek-twice)\u3002\n"
	"\n"
	"```sockspec\n"
	"launch tcp-echo as echo\n"
	"\n"
	"socket(..., SOCK_STREAM, 0) = s\n"
	"connect(s, echo) = 0\n"
	"> S 0:0(0)\n"
	"< S. 0:0(0) ack 1\n"
	"send(s, \"hello\", 5, 0) = 5              # the echo comes back\n"
	"> P. 1:6(5) ack 1 \"hello\"\n"
	"recv(s, \"hello\", 1024, MSG_PEEK) = 5\n"
	"recv(s, \"hello\", 1024, MSG_PEEK) = 5    # the same five bytes\n"
	"```\n"
	"\n"
	"\u53e6\u89c1 [shutdown](../shutdown/wr.md)\u3002\n"
	"\n"
	"```sockspec\n"
	"recv(s, \"hello\", 1024, 0) = 5\n"
	"server: recv(q,\n"
	"             ..., 1024, MSG_DONTWAIT) = -1 EAGAIN\n"
	"close(s) = 0\n"
	"```\n";

/* Of another version of the page: it must not be shown. */
static const char page_shutdown_zh[] =
	"# \u65e7\u7684\u8bd1\u6587\n"
	"\n"
	"```sockspec\n"
	"shutdown(s, SHUT_RD) = 0\n"
	"```\n";

static const char page_shutdown[] =
	"# After shutdown(SHUT_WR) the other direction stays open\n"
	"\n"
	"A half-close [ends one direction](rfc9293:MUST-14). What a page may hold, and what must not run:\n"
	"<script>alert(1)</script> and\n"
	"\n"
	"<div onclick=\"evil()\">a block of HTML</div>\n"
	"\n"
	"- [a script](javascript:alert(2))\n"
	"- [data](data:text/html,hello)\n"
	"- an ![image](https://example.org/x.png) that is not loaded\n"
	"\n"
	"1. one\n"
	"2. two\n"
	"\n"
	"> quoted\n"
	"\n"
	"```c\n"
	"shutdown(s, SHUT_WR);\n"
	"```\n"
	"\n"
	"```sockspec\n"
	"shutdown(s, SHUT_WR) = 0\n"
	"> F. 6:6(0) ack 1\n"
	"```\n";

static const char page_datagram[] =
	"# A datagram that does not fit is cut, and the rest is gone\n"
	"\n"
	"That the whole length is told [should](rfc1122:SHOULD-9) be so.\n"
	"\n"
	"```sockspec\n"
	"server: recv(r, \"hello\", 5, MSG_TRUNC) = 11\n"
	"```\n";

#endif
