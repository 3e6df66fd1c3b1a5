/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A case: what one Markdown page says, as a plain value. Made by case_parse (text in, value out, no
 * system call), read by everyone after it, changed by no one. All of it lives in case->arena.
 *
 * The language is described in docs/language.md; this header is its shape.
 */
#ifndef SOCKSPEC_CASE_H
#define SOCKSPEC_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/names/level.h"
#include "harness/names/tcp.h"

struct arena;
struct err;

/* A place in the page. Lines and columns are 1-based; columns count bytes. */
struct where {
	int line, column;
	int end_line, end_column; /* the last byte that belongs to it */
};

enum case_host { HOST_CLIENT, HOST_SERVER, HOST_COUNT };

/* ---- expressions: arguments, results, assertions -------------------------------------------- */

enum node_kind {
	NODE_ANY,     /* ...                      don't-care, or "what fits here" as an input */
	NODE_NULL,    /* NULL */
	NODE_INT,     /* 12, 0x1f */
	NODE_CONST,   /* MSG_PEEK                 a name of names.h; number is its value. Constants begin
	                                          with a capital letter, names never do */
	NODE_STRING,  /* "hello\n" */
	NODE_NAME,    /* s, n, echo               bound earlier, or bound here where out */
	NODE_ADDRESS, /* server:7000, any:0, "192.0.2.9":p, client:...   host in text, port in left;
	                 unspec: text is "unspec", left NULL */
	NODE_ARRAY,   /* [a, b]                   in items. [4 => 16]: one item, BINARY with OP_BECOMES */
	NODE_STRUCT,  /* {a=1, b=2}               in items; their names in item_names */
	NODE_CALL,    /* pattern(N), pattern(N, offset), state(s), htons(7)      name in text, items */
	NODE_UNARY,   /* -x !x ~x                 op, left */
	NODE_BINARY   /* || && == != < <= > >= | & + - * / %      op, left, right */
};

enum node_op {
	OP_NONE, OP_OR, OP_AND, OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
	OP_BIT_OR, OP_BIT_AND, OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MOD, OP_NOT, OP_NEG, OP_BIT_NOT,
	OP_BECOMES /* only inside an array: [what went in => what came out] */
};

#define NODE_DEPTH_MOST 200 /* so that a walk down a tree cannot run out of stack */

struct node {
	enum node_kind kind;
	struct where where;
	int64_t number;          /* INT, CONST */
	const char *text;        /* CONST, NAME: the name; ADDRESS: host; CALL: function */
	const uint8_t *bytes;    /* STRING */
	size_t length;           /* STRING */
	bool quoted;             /* ADDRESS: host was a string, that is, a numeric address */
	enum node_op op;
	struct node *left, *right;
	struct node **items;
	const char **item_names;
	struct where *item_wheres; /* STRUCT: where the names stand */
	size_t count;
	int depth;               /* of the tree from here down: 1 for a leaf, NODE_DEPTH_MOST at most */
};

/* ---- packet lines ------------------------------------------------------------------------------ */

enum packet_protocol { PACKET_TCP, PACKET_UDP, PACKET_ICMP };

struct option_pattern {
	enum tcp_option kind;
	struct where where;
	struct node **values; /* mss: 1; wscale: 1; TS: val and ecr; sack: pairs; OTHER: its number. ANY matches all */
	size_t count;
	bool has_data;        /* fastopen, md5, OTHER, RAW: bytes stand behind it */
	const uint8_t *data;
	size_t length;
};

enum checksum_pattern { CHECKSUM_UNSAID, CHECKSUM_RIGHT, CHECKSUM_WRONG, CHECKSUM_NONE /* UDP: 0 */ };

/* [ttl 1, ect0, df] in front of a packet line: what the headers say besides. Only what is said is looked at. */
struct header_pattern {
	struct where where;
	struct node *ttl;         /* hop limit */
	struct node *tos;         /* the whole byte; IPv6: the traffic class */
	int ecn;                  /* noect 0, ect1 1, ect0 2, ce 3; -1: not said */
	int dont_fragment;        /* df 1, nodf 0; -1: not said */
	struct node *id, *flow;   /* identification (IPv6: of a fragment); IPv6: flow label */
	struct node *isn;         /* of an awaited SYN: its sequence number as it stands there, not a relative one */
	struct node *fragment, *fragment_length; /* frag 8:16+  these bytes of what IP carries */
	bool more_fragments;      /* the + behind it */
	const char *source, *destination; /* src "192.0.2.255": numeric, injected only; NULL */
	struct where source_where, destination_where;
	bool has_options;         /* options "\x94\x04\0\0": of the IPv4 header */
	const uint8_t *options;
	size_t option_length;
	enum checksum_pattern checksum; /* of the transport */
};

struct packet_pattern {
	enum packet_protocol protocol;
	bool sent;               /* '>': this host sends. '<': it receives */
	const char *socket;      /* whose flow: of a socket, or of a peer made of packets; NULL: the only one */
	struct where socket_where;
	struct where where;      /* of the pattern, after the direction */
	unsigned flags;          /* TCP: FLAG_* */
	struct node *seq, *seq_end, *length; /* TCP: seq:seq_end(length), NULL where not said. UDP: length */
	struct node *ack;        /* NULL: not said */
	struct node *window;     /* win N; NULL: not said */
	struct node *urgent;     /* urg N; NULL: not said */
	bool has_options;        /* <...> stands there */
	struct option_pattern *options;
	size_t option_count;
	struct node *payload;    /* a string or pattern() behind the length; NULL: not said */
	const char *icmp_type;   /* ICMP: "unreachable" */
	const char *icmp_code;   /* ICMP: "port"; NULL where the type has none */
	struct node *icmp_mtu, *icmp_pointer; /* mtu N, pointer N; NULL: not said */
	struct packet_pattern *quote; /* quoting P. 1:6(5): the packet that the ICMP error is about; NULL */
	struct header_pattern *header; /* NULL: no [...] */
};

/* ---- steps ------------------------------------------------------------------------------------- */

enum step_kind {
	STEP_LAUNCH,   /* launch KIND as NAME */
	STEP_PEER,     /* launch packets as NAME [to SOCKET] [isn N]     the page's lines are the peer */
	STEP_CALL,     /* name(arguments) = result [within T] [&] */
	STEP_SIGNAL,   /* --- SIGPIPE ---         the call above raised it */
	STEP_BLOCKED,  /* blocked 100ms           the calls that are running still are */
	STEP_WAIT,     /* wait                    join the calls that are running */
	STEP_ASSERT,   /* assert EXPRESSION */
	STEP_PACKET,   /* [socket] > pattern */
	STEP_ANY_PACKETS, /* ...                  here any packets may come, unlisted */
	STEP_SYSCTL,   /* sysctl NAME = VALUE */
	STEP_CAPABLE,  /* capable CAP_NET_RAW     the program on this host may do that, from its start */
	STEP_EXPECT,   /* wire: expect none|N|N..M "filter" */
	STEP_SILENCE,  /* [name] expect nothing for 300ms     this host sends nothing meanwhile */
	STEP_WIRE      /* wire: drop 1 "udp"     one of actions.h */
};

enum time_kind {
	TIME_NONE,
	TIME_RELATIVE, /* +T, or +T~+T as a range */
	TIME_ABSOLUTE  /* T, or T~T: counted from the first step of the page with such a time */
};

struct step_time {
	enum time_kind kind;
	int64_t from_ns, to_ns; /* equal unless a range */
};

/* What a call's result may be: one of several, or a name that is bound to it. */
struct result_pattern {
	struct where where;
	struct node *value; /* INT, NAME, ANY or an expression; -1 with `error` */
	const char *error;  /* "EAGAIN", NULL where none is said */
	struct where error_where;
};

/* Which packets the wire is to do something to: of a packet line, of a filter, or (both NULL) all. */
struct packet_choice {
	struct where where;
	struct packet_pattern *packet; /* '>': from the client to the server */
	const char *filter;
};

#define ORDER_PARTS_MOST 10 /* of actions.h */

/* What the wire is told: an action and the parts of its statement. */
struct wire_order {
	const char *action;      /* "drop" */
	struct where action_where;
	unsigned parts;          /* enum action_part: which of the following were said */
	struct where part_wheres[ORDER_PARTS_MOST]; /* by the bit's number */
	int64_t time_ns;
	int64_t number, ordinal;
	struct packet_choice what, until; /* inject: what.packet is what is sent, '<' of the host */
	enum case_host host;     /* inject: to whom */
	const char *place;       /* "payload", "window" */
	struct where place_where;
	bool place_indexed, place_has_value;
	int64_t place_index, place_value; /* without a value all bits of the place are turned over */
	bool checksum_right;     /* put right again */
	int64_t to, queue, for_ns;
};

/* Which kind of socket a line, or a play, is of: a page with `kinds` is played once with each. */
enum case_kind { KIND_BOTH, KIND_STREAM, KIND_DATAGRAM, KIND_COUNT };

struct step {
	enum step_kind kind;
	enum case_kind only;     /* `stream:` or `datagram:` stands in front; else KIND_BOTH */
	int index;               /* its place in case->steps */
	struct where where;      /* the whole statement, without the kind in front */
	enum case_host host;     /* STEP_EXPECT, STEP_WIRE: unused */
	int fence;               /* which fence of the page it stands in, from 0 */
	struct step_time time;

	/* LAUNCH: the kind; CALL: the function; SYSCTL: its name; SIGNAL: "SIGPIPE"; CAPABLE: "CAP_NET_RAW" */
	const char *name;
	struct where name_where;
	const char *alias;       /* LAUNCH, PEER: the name it is given */
	struct where alias_where;
	const char *target;      /* PEER: the socket that its packets go to; SILENCE: the socket or peer; NULL */
	struct where target_where;
	bool has_isn;            /* PEER: isn N stands there */
	int64_t isn;
	struct where isn_where;

	struct node **arguments; /* CALL */
	size_t argument_count;
	struct result_pattern *results; /* CALL: at least one */
	size_t result_count;
	struct node **extras;    /* CALL: select's (in [s], out [t]); a STRUCT with these names, or none */
	size_t extra_count;
	bool background;         /* CALL: ends in & */
	int64_t within_ns;       /* CALL: 0 where not said */
	int64_t duration_ns;     /* BLOCKED, SILENCE */

	struct node *expression; /* ASSERT; SYSCTL: the value (INT or STRING) */
	struct packet_pattern *packet; /* PACKET */
	struct wire_order *order; /* WIRE */

	int64_t count_from, count_to;  /* EXPECT; none is 0..0; count_to INT64_MAX for N.. */
	struct where count_where;
	const char *filter;      /* EXPECT */
	struct where filter_where;
};

/* ---- the page ---------------------------------------------------------------------------------- */

enum claim_status { CLAIM_CONFIRMED, CLAIM_REFUTED, CLAIM_DEPENDS };

/* A link of the prose whose scheme is a registry's. */
struct citation {
	const char *scheme;  /* "rfc9293", "posix", "behaviour", "claim" */
	const char *id;      /* "MUST-14", "recv#MSG_PEEK", "tcp-peek-does-not-consume" */
	const char *text;    /* the link's words */
	const char *title;   /* NULL if none */
	enum claim_status status;
	struct where where;
	int fence;           /* the citation stands in the prose before this fence (or behind the last) */
};

struct fence {
	struct where where;  /* the script's lines, without the fence marks */
	int first_step, step_count;
};

/* How a page is played: a family, and the kind of a page that has kinds. */
enum case_mode {
	MODE_IPV4, MODE_IPV6,
	MODE_STREAM_IPV4, MODE_STREAM_IPV6, MODE_DATAGRAM_IPV4, MODE_DATAGRAM_IPV6,
	MODE_COUNT
};

struct case_page {
	struct arena *arena;
	const char *path;    /* as given: stands in every message */
	const char *id;      /* "tcp/recv/peek-leaves-data-queued" */
	const char *title;
	struct where title_where; /* line 1 where there is none */
	const char *text;    /* the page itself, NUL-terminated */
	size_t length;
	bool modes[MODE_COUNT]; /* in which it is played; a view has its families beside its own modes */
	enum level level; /* the least that can show it; at a lower one it is SKIP as a whole. LEVEL_HOST where it says nothing */
	struct fence *fences;
	size_t fence_count;
	struct step *steps;
	size_t step_count;
	struct citation *citations;
	size_t citation_count;
	/*
	 * Of a page with `kinds`: the case of each kind, as if the page had its lines only and SOCK_KIND were
	 * what it stands for. The page itself is then not played; `steps` are all of it, in order, for who counts.
	 * NULL else, and in the views themselves.
	 */
	struct case_page *views[KIND_COUNT];
};

/* What is played, and judged, in a mode: the page, or its view. Of a mode that the page has not, the page itself. */
const struct case_page *case_of_mode(const struct case_page *page, enum case_mode mode);

/* The same by the mode's name, as evidence has it; NULL and unknown names are the page itself. */
const struct case_page *case_of_mode_name(const struct case_page *page, const char *mode);

/* True for state, timer, queued, backlog, opening and setting: functions of what a host knows, looked at while the page is played. */
bool case_function_is_evidence(const char *name);

/* The field of a structure as written; NULL where the node is none, or has none of that name. */
const struct node *case_field(const struct node *structure, const char *name);

/* True for a packet line that the page itself sends, for the peer made of packets that stands above it. */
bool case_is_injected(const struct case_page *page, const struct step *step);

/* What `capable` may ask for: capabilities over a host's own network. */
enum case_capability { CAPABILITY_NET_BIND_SERVICE, CAPABILITY_NET_ADMIN, CAPABILITY_NET_RAW, CAPABILITY_COUNT };

const char *case_capability_name(enum case_capability capability); /* "CAP_NET_RAW" */
bool case_capability_find(const char *name, enum case_capability *capability);

const char *case_host_name(enum case_host host);    /* "client", "server" */
const char *case_mode_name(enum case_mode mode);    /* "ipv4", "stream-ipv6" */
bool case_mode_find(const char *name, enum case_mode *mode);
enum case_mode case_mode_family(enum case_mode mode); /* MODE_IPV4 or MODE_IPV6 */
enum case_kind case_mode_kind(enum case_mode mode); /* KIND_BOTH of those of pages without kinds */
const char *case_kind_name(enum case_kind kind);    /* "stream", "datagram" */

#endif
