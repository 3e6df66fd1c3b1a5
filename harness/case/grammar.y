/* SPDX-License-Identifier: BSD-2-Clause */
/* The grammar of a fence. Its names of tokens are the words of error messages (syntax.c). */
%code requires {
#include "harness/case/script.h"
}

%code {
#include "config.h"

#include <string.h>

#include "harness/base/arena.h"
#include "harness/case/actions.h"
#include "harness/case/lexer.h"
#include "harness/case/node.h"

/* From the first byte of the first part to the last of the last; nothing is as long as one byte. */
#define YYLLOC_DEFAULT(Current, Rhs, N) do { \
		if (N) { \
			(Current) = YYRHSLOC(Rhs, 1); \
			(Current).end_line = YYRHSLOC(Rhs, N).end_line; \
			(Current).end_column = YYRHSLOC(Rhs, N).end_column; \
		} else { \
			(Current).line = (Current).end_line = YYRHSLOC(Rhs, 0).end_line; \
			(Current).column = (Current).end_column = YYRHSLOC(Rhs, 0).end_column; \
		} \
	} while (0)

#define YYMAXDEPTH 10000

/* What flex makes is called after its file. */
int lexer_lex(union GRAMMAR_STYPE *value, struct where *where, void *scanner);
#undef yylex
#define yylex lexer_lex

static void grammar_error(const struct where *where, void *scanner, struct script *script, const char *text);
static struct where grammar_span(struct where from, struct where to);
static struct packet_pattern *grammar_packet(struct script *script, enum packet_protocol protocol,
	struct where where);
}

%define api.pure full
%define api.prefix {grammar_}
%define api.location.type {struct where}
%define parse.error custom
%define parse.lac full
%expect 0
%locations
%param { void *scanner }
%parse-param { struct script *script }

%union {
	const char *text;
	int64_t number;
	unsigned flags;
	bool sent;
	struct script_time time;
	struct script_bytes bytes;
	struct node *node;
	struct script_list list;
	struct script_results results;
	struct script_options options;
	struct option_pattern option;
	struct packet_pattern *packet;
	struct header_pattern *header;
	bool flag;
	struct packet_choice choice;
	struct { struct node *first, *last, *length; } range;
}

%token YYEOF 0 "the end of the fence"
%token NEWLINE "the end of the line"
%token <text> NAME "a name" CONSTANT "a constant" FUNCTION "a call" HOST "a host" WORD "a word" SIDE "a kind"
%token <number> INT "a number"
%token <bytes> STRING "a string"
%token <time> TIME "a time" AFTER "+time" MOMENT "time"
%token <flags> FLAGS "TCP flags"
%token LAUNCH "launch" AS "as" MODES "modes" KINDS "kinds" LEVEL "level" BLOCKED "blocked" WAIT "wait" ASSERT "assert" SYSCTL "sysctl" CAPABLE "capable"
%token WITHIN "within" OR "or" EXPECT "expect" BACKGROUND "& at the end" DASHES "---"
%token <text> ACTION "an action"
%token INJECT "inject" PACKETS "packets" ISN "isn" NOTHING "nothing"
%token <number> ORDINAL "an ordinal"
%token THE "the" FROM "from" AT "at" CHECKSUM "checksum" TO "to" QUEUE "queue" UNTIL "until" FOR "for"
%token SENT ">" RECEIVED "<" UDP "udp" ICMP "icmp"
%token ACK "ack" WIN "win" URG "urg" MSS "mss" WSCALE "wscale" SACKOK "sackOK" SACK "sack" TS "TS" VAL "val"
%token ECR "ecr" NOP "nop" EOL "eol" MD5 "md5" FASTOPEN "fastopen" OPTION "option" RAW "raw"
%token MTU "mtu" POINTER "pointer" QUOTING "quoting"
%token <text> FIELD "a header field" MARK "a header mark" END_ADDRESS "src or dst"
%token FRAG "frag" OPTIONS "options" MORE "+ behind a fragment"
%token ELLIPSIS "..." DOTDOT ".." BECOMES "=>"
%token OR_ELSE "||" AND_ALSO "&&" EQUAL "==" NOT_EQUAL "!=" LESS_EQUAL "<=" GREATER_EQUAL ">="

/* A number ends where no operator follows: in <sack 1:2 -3:4> the - is one. */
%precedence NUMBER_ENDS
%left OR_ELSE
%left AND_ALSO
%left '|'
%left '&'
%left EQUAL NOT_EQUAL
%left '<' '>' LESS_EQUAL GREATER_EQUAL
%left '+' '-'
%left '*' '/' '%'
%precedence UNARY

%type <node> value expression primary port item number arithmetic payload
%type <list> values value_list items fields field_list extras extra_list pairs
%type <results> results
%type <bytes> string
%type <packet> packet segment icmp_error icmp_mtu icmp_pointer icmp_quoting tcp_head tcp_range tcp_ack tcp_window tcp_urgent tcp_options udp_length
%type <options> options
%type <header> headers header_begin
%type <flag> more
%type <option> option
%type <sent> direction
%type <choice> choice
%type <text> place

%%

script:
	%empty
	| script line
	;

line:
	statement NEWLINE	{ script_begin(script); }
	| error NEWLINE		{ script_begin(script); script->lenient = true; yyerrok; }
	;

statement:
	side time prefix action
	;

side:
	%empty
	| SIDE ':'		{ script_set_side(script, $1, @$); }
	;

time:
	%empty
	| AFTER			{ script_set_time(script, TIME_RELATIVE, $1, $1, @1); }
	| AFTER '~' AFTER	{ script_set_time(script, TIME_RELATIVE, $1, $3, @$); }
	| MOMENT		{ script_set_time(script, TIME_ABSOLUTE, $1, $1, @1); }
	| MOMENT '~' MOMENT	{ script_set_time(script, TIME_ABSOLUTE, $1, $3, @$); }
	;

prefix:
	%empty
	| HOST ':'		{ script_set_prefix(script, $1, @1); }
	;

action:
	LAUNCH WORD AS NAME {
		script->step.name = $2;
		script->step.name_where = @2;
		script->step.alias = $4;
		script->step.alias_where = @4;
		script_finish(script, STEP_LAUNCH, @$);
	}
	| LAUNCH PACKETS AS NAME peer_target peer_isn {
		script->step.alias = $4;
		script->step.alias_where = @4;
		script_finish(script, STEP_PEER, @$);
	}
	| FUNCTION '(' values ')' '=' results extras within background {
		script->step.name = $1;
		script->step.name_where = @1;
		script->step.arguments = $3.items;
		script->step.argument_count = $3.count;
		script->step.results = $6.items;
		script->step.result_count = $6.count;
		script->step.extras = $7.items;
		script->step.extra_count = $7.count;
		script_finish(script, STEP_CALL, @$);
	}
	| DASHES CONSTANT DASHES {
		script->step.name = $2;
		script->step.name_where = @2;
		script_finish(script, STEP_SIGNAL, @$);
	}
	| BLOCKED TIME {
		script->step.duration_ns = $2.ns;
		script_finish(script, STEP_BLOCKED, @$);
	}
	| WAIT {
		script_finish(script, STEP_WAIT, @$);
	}
	| ASSERT expression {
		script->step.expression = $2;
		script_finish(script, STEP_ASSERT, @$);
	}
	| direction packet {
		script_place_packet($2, NULL, @1, $1);
		script->step.packet = $2;
		script_finish(script, STEP_PACKET, @$);
	}
	| NAME direction packet {
		script_place_packet($3, $1, @1, $2);
		script->step.packet = $3;
		script_finish(script, STEP_PACKET, @$);
	}
	| ELLIPSIS {
		script_finish(script, STEP_ANY_PACKETS, @$);
	}
	| SYSCTL WORD '=' setting {
		script->step.name = $2;
		script->step.name_where = @2;
		script_finish(script, STEP_SYSCTL, @$);
	}
	| CAPABLE CONSTANT {
		script->step.name = $2;
		script->step.name_where = @2;
		script_finish(script, STEP_CAPABLE, @$);
	}
	| EXPECT counts string {
		script->step.filter = script_plain_text(script, $3, @3);
		script->step.filter_where = @3;
		script_finish(script, STEP_EXPECT, @$);
	}
	| EXPECT NOTHING FOR TIME {
		script->step.duration_ns = $4.ns;
		script_finish(script, STEP_SILENCE, @$);
	}
	| NAME EXPECT NOTHING FOR TIME {
		script->step.target = $1;
		script->step.target_where = @1;
		script->step.duration_ns = $5.ns;
		script_finish(script, STEP_SILENCE, @$);
	}
	| INJECT TO NAME packet {
		script_set_injection(script, @1, $3, @3, script_choose_packet($4, NULL, @4, false, @4));
		script_finish(script, STEP_WIRE, @$);
	}
	| INJECT TO NAME NAME packet {
		script_set_injection(script, @1, $3, @3, script_choose_packet($5, $4, @4, false, @$));
		script_finish(script, STEP_WIRE, @$);
	}
	| order order_time order_number order_packets order_parts {
		script_finish(script, STEP_WIRE, @$);
	}
	| MODES modes
	| KINDS NAME NAME	{ script_set_kinds(script, $2, $3, @$); }
	| LEVEL NAME		{ script_set_level(script, $2, @2); }
	;

peer_target:
	%empty
	| TO NAME		{ script->step.target = $2; script->step.target_where = @2; }
	;

peer_isn:
	%empty
	| ISN INT {
		script->step.has_isn = true;
		script->step.isn = $2;
		script->step.isn_where = @2;
	}
	;

order:
	ACTION			{ script_begin_order(script, $1, @1); }
	;

order_time:
	%empty
	| TIME			{ script_order_part(script, ACTION_TIME, @1)->time_ns = $1.ns; }
	;

order_number:
	%empty
	| INT			{ script_order_part(script, ACTION_NUMBER, @1)->number = $1; }
	| THE ORDINAL		{ script_order_part(script, ACTION_ORDINAL, @$)->ordinal = $2; }
	| INT FROM THE ORDINAL {
		script_order_part(script, ACTION_NUMBER, @1)->number = $1;
		script_order_part(script, ACTION_ORDINAL, @4)->ordinal = $4;
	}
	;

order_packets:
	%empty
	| choice		{ script_order_part(script, ACTION_PACKETS, @1)->what = $1; }
	;

choice:
	string			{ $$ = script_choose_filter(script, $1, @1); }
	| direction packet	{ $$ = script_choose_packet($2, NULL, @1, $1, @$); }
	| NAME direction packet	{ $$ = script_choose_packet($3, $1, @1, $2, @$); }
	;

order_parts:
	%empty
	| order_parts order_part
	;

order_part:
	AT order_place
	| CHECKSUM NAME		{ script_set_checksum(script, $2, @$); }
	| TO INT		{ script_order_part(script, ACTION_TO, @$)->to = $2; }
	| QUEUE INT		{ script_order_part(script, ACTION_QUEUE, @$)->queue = $2; }
	| UNTIL choice		{ script_order_part(script, ACTION_UNTIL, @$)->until = $2; }
	| FOR TIME		{ script_order_part(script, ACTION_FOR, @$)->for_ns = $2.ns; }
	;

order_place:
	order_field
	| order_field '=' INT {
		script->step.order->place_has_value = true;
		script->step.order->place_value = $3;
	}
	;

order_field:
	place			{ script_set_place(script, $1, @1, 0, false); }
	| place '[' INT ']'	{ script_set_place(script, $1, @$, $3, true); }
	;

place:
	NAME
	| CHECKSUM		{ $$ = "checksum"; }
	;

modes:
	NAME			{ script_set_mode(script, $1, @1); }
	| modes NAME		{ script_set_mode(script, $2, @2); }
	;

setting:
	INT			{ script->step.expression = node_int(script, $1, @1); }
	| '-' INT		{ script->step.expression = node_int(script, -$2, @$); }
	| string		{ script->step.expression = node_string(script, $1, @1); }
	;

counts:
	NAME			{ script_set_none(script, $1, @1); }
	| INT			{ script_set_counts(script, $1, $1, @1); }
	| INT DOTDOT		{ script_set_counts(script, $1, INT64_MAX, @$); }
	| INT DOTDOT INT	{ script_set_counts(script, $1, $3, @$); }
	;

results:
	expression {
		memset(&$$, 0, sizeof($$));
		script_add_result(script, &$$, $1, NULL, @1, @1);
	}
	| expression CONSTANT {
		memset(&$$, 0, sizeof($$));
		script_add_result(script, &$$, $1, $2, @2, @$);
	}
	| ELLIPSIS {
		memset(&$$, 0, sizeof($$));
		script_add_result(script, &$$, node_any(script, @1), NULL, @1, @1);
	}
	| results OR expression {
		$$ = $1;
		script_add_result(script, &$$, $3, NULL, @3, @3);
	}
	| results OR expression CONSTANT {
		$$ = $1;
		script_add_result(script, &$$, $3, $4, @4, grammar_span(@3, @4));
	}
	;

extras:
	%empty			{ memset(&$$, 0, sizeof($$)); }
	| '(' extra_list ')'	{ $$ = script_extras(script, $2, @$); }
	;

extra_list:
	NAME value		{ memset(&$$, 0, sizeof($$)); script_add_item(script, &$$, $2, $1, @1); }
	| extra_list ',' NAME value { $$ = $1; script_add_item(script, &$$, $4, $3, @3); }
	;

within:
	%empty
	| WITHIN TIME		{ script_set_within(script, $2, @2); }
	;

background:
	%empty
	| BACKGROUND		{ script->step.background = true; }
	;

values:
	%empty			{ memset(&$$, 0, sizeof($$)); }
	| value_list
	;

value_list:
	value			{ memset(&$$, 0, sizeof($$)); script_add_item(script, &$$, $1, NULL, @1); }
	| value_list ',' value	{ $$ = $1; script_add_item(script, &$$, $3, NULL, @3); }
	;

value:
	expression
	| ELLIPSIS		{ $$ = node_any(script, @1); }
	| '[' ']' {
		struct script_list none = { .count = 0 };

		$$ = node_array(script, none, @$);
	}
	| '[' items ']'		{ $$ = node_array(script, $2, @$); }
	| '{' '}' {
		struct script_list none = { .count = 0 };

		$$ = node_struct(script, none, @$);
	}
	| '{' fields '}'	{ $$ = node_struct(script, $2, @$); }
	;

items:
	item			{ memset(&$$, 0, sizeof($$)); script_add_item(script, &$$, $1, NULL, @1); }
	| items ',' item	{ $$ = $1; script_add_item(script, &$$, $3, NULL, @3); }
	;

item:
	value
	| value BECOMES value	{ $$ = node_binary(script, OP_BECOMES, $1, $3, @$); }
	;

/* `...` behind the fields says, as strace does, that there are others; they are not looked at anyway. */
fields:
	field_list
	| field_list ',' ELLIPSIS
	| ELLIPSIS		{ memset(&$$, 0, sizeof($$)); }
	;

field_list:
	NAME '=' value {
		memset(&$$, 0, sizeof($$));
		script_add_item(script, &$$, $3, $1, @1);
	}
	| field_list ',' NAME '=' value {
		$$ = $1;
		script_add_item(script, &$$, $5, $3, @3);
	}
	;

expression:
	primary
	| '-' expression %prec UNARY	{ $$ = node_unary(script, OP_NEG, $2, @$); }
	| '!' expression %prec UNARY	{ $$ = node_unary(script, OP_NOT, $2, @$); }
	| '~' expression %prec UNARY	{ $$ = node_unary(script, OP_BIT_NOT, $2, @$); }
	| expression OR_ELSE expression	{ $$ = node_binary(script, OP_OR, $1, $3, @$); }
	| expression AND_ALSO expression { $$ = node_binary(script, OP_AND, $1, $3, @$); }
	| expression '|' expression	{ $$ = node_binary(script, OP_BIT_OR, $1, $3, @$); }
	| expression '&' expression	{ $$ = node_binary(script, OP_BIT_AND, $1, $3, @$); }
	| expression EQUAL expression	{ $$ = node_binary(script, OP_EQ, $1, $3, @$); }
	| expression NOT_EQUAL expression { $$ = node_binary(script, OP_NE, $1, $3, @$); }
	| expression '<' expression	{ $$ = node_binary(script, OP_LT, $1, $3, @$); }
	| expression '>' expression	{ $$ = node_binary(script, OP_GT, $1, $3, @$); }
	| expression LESS_EQUAL expression { $$ = node_binary(script, OP_LE, $1, $3, @$); }
	| expression GREATER_EQUAL expression { $$ = node_binary(script, OP_GE, $1, $3, @$); }
	| expression '+' expression	{ $$ = node_binary(script, OP_ADD, $1, $3, @$); }
	| expression '-' expression	{ $$ = node_binary(script, OP_SUB, $1, $3, @$); }
	| expression '*' expression	{ $$ = node_binary(script, OP_MUL, $1, $3, @$); }
	| expression '/' expression	{ $$ = node_binary(script, OP_DIV, $1, $3, @$); }
	| expression '%' expression	{ $$ = node_binary(script, OP_MOD, $1, $3, @$); }
	;

primary:
	INT			{ $$ = node_int(script, $1, @1); }
	| NAME			{ $$ = node_name(script, $1, @1); }
	| CONSTANT		{ $$ = node_constant(script, $1, @1); }
	| string		{ $$ = node_string(script, $1, @1); }
	| HOST ':' port		{ $$ = node_address(script, $1, $3, @$); }
	| string ':' port	{ $$ = node_numeric_address(script, $1, @1, $3, @$); }
	| FUNCTION '(' values ')' { $$ = node_call(script, $1, $3, @$); }
	| '(' expression ')'	{ $$ = $2; }
	;

port:
	INT			{ $$ = node_int(script, $1, @1); }
	| NAME			{ $$ = node_name(script, $1, @1); }
	| ELLIPSIS		{ $$ = node_any(script, @1); }
	| '(' expression ')'	{ $$ = $2; }
	;

string:
	STRING
	| string STRING		{ $$ = script_join(script, $1, $2); }
	;

direction:
	SENT			{ $$ = true; }
	| RECEIVED		{ $$ = false; }
	;

packet:
	segment
	| '[' headers ']' segment { $$ = $4; $$->header = $2; $$->header->where = grammar_span(@1, @3); $$->where = @$; }
	;

/* The part that a header has besides goes into the same pattern, each once. */
headers:
	header_begin header	{ $$ = $1; }
	| headers ',' header	{ $$ = $1; }
	;

header_begin:
	%empty			{ $$ = script_begin_header(script); }
	;

header:
	FIELD number		{ script_set_field(script, $1, $2, @$); }
	| MARK			{ script_set_mark(script, $1, @1); }
	| FRAG number ':' number more { script_set_fragment(script, $2, $4, $5, @$); }
	| OPTIONS string	{ script_set_ip_options(script, $2, @$); }
	| END_ADDRESS string	{ script_set_end(script, $1, $2, @2, @$); }
	| CHECKSUM NAME		{ script_set_transport_checksum(script, $2, @2, @$); }
	;

more:
	%empty			{ $$ = false; }
	| MORE			{ $$ = true; }
	;

segment:
	tcp_options
	| tcp_options payload	{ $$ = $1; $$->payload = $2; $$->where = @$; }
	| udp_length
	| udp_length payload	{ $$ = $1; $$->payload = $2; $$->where = @$; }
	| icmp_quoting
	;

tcp_head:
	FLAGS			{ $$ = grammar_packet(script, PACKET_TCP, @$); $$->flags = $1; }
	;

tcp_range:
	tcp_head
	| tcp_head number ':' number '(' number ')' {
		$$ = $1;
		$$->seq = $2;
		$$->seq_end = $4;
		$$->length = $6;
		$$->where = @$;
	}
	;

tcp_ack:
	tcp_range
	| tcp_range ACK number	{ $$ = $1; $$->ack = $3; $$->where = @$; }
	;

tcp_window:
	tcp_ack
	| tcp_ack WIN number	{ $$ = $1; $$->window = $3; $$->where = @$; }
	;

tcp_urgent:
	tcp_window
	| tcp_window URG number	{ $$ = $1; $$->urgent = $3; $$->where = @$; }
	;

tcp_options:
	tcp_urgent
	| tcp_urgent '<' '>'	{ $$ = $1; $$->has_options = true; $$->where = @$; }
	| tcp_urgent '<' options '>' {
		$$ = $1;
		$$->has_options = true;
		$$->options = $3.items;
		$$->option_count = $3.count;
		$$->where = @$;
	}
	;

udp_length:
	UDP			{ $$ = grammar_packet(script, PACKET_UDP, @$); }
	| UDP '(' number ')' {
		$$ = grammar_packet(script, PACKET_UDP, @$);
		$$->length = $3;
	}
	;

icmp_error:
	ICMP NAME {
		$$ = grammar_packet(script, PACKET_ICMP, @$);
		script_set_icmp(script, $$, $2, @2, NULL, @2);
	}
	| ICMP NAME NAME {
		$$ = grammar_packet(script, PACKET_ICMP, @$);
		script_set_icmp(script, $$, $2, @2, $3, @3);
	}
	;

icmp_mtu:
	icmp_error
	| icmp_error MTU number	{ $$ = $1; $$->icmp_mtu = $3; $$->where = @$; }
	;

icmp_pointer:
	icmp_mtu
	| icmp_mtu POINTER number { $$ = $1; $$->icmp_pointer = $3; $$->where = @$; }
	;

icmp_quoting:
	icmp_pointer
	| icmp_pointer QUOTING packet { $$ = $1; $$->where = @$; script_set_quote(script, $$, $3); }
	;

payload:
	string			{ $$ = node_string(script, $1, @1); }
	| FUNCTION '(' values ')' { $$ = node_call(script, $1, $3, @$); }
	;

options:
	option			{ memset(&$$, 0, sizeof($$)); script_add_option(script, &$$, $1); }
	| options ',' option	{ $$ = $1; script_add_option(script, &$$, $3); }
	;

option:
	NOP			{ $$ = script_option(script, OPTION_NOP, NULL, NULL, @$); }
	| EOL			{ $$ = script_option(script, OPTION_EOL, NULL, NULL, @$); }
	| SACKOK		{ $$ = script_option(script, OPTION_SACKOK, NULL, NULL, @$); }
	| ELLIPSIS		{ $$ = script_option(script, OPTION_ANY, NULL, NULL, @$); }
	| MSS number		{ $$ = script_option(script, OPTION_MSS, $2, NULL, @$); }
	| WSCALE number		{ $$ = script_option(script, OPTION_WSCALE, $2, NULL, @$); }
	| TS VAL number ECR number { $$ = script_option(script, OPTION_TIMESTAMP, $3, $5, @$); }
	| FASTOPEN		{ $$ = script_option(script, OPTION_FASTOPEN, NULL, NULL, @$); }
	| FASTOPEN string	{ $$ = script_option_data(script, OPTION_FASTOPEN, NULL, $2, @$); }
	| MD5 string		{ $$ = script_option_data(script, OPTION_MD5, NULL, $2, @$); }
	| MD5 ELLIPSIS		{ $$ = script_option(script, OPTION_MD5, NULL, NULL, @$); }
	| OPTION INT string {
		$$ = script_option_data(script, OPTION_OTHER, node_int(script, $2, @2), $3, @$);
	}
	| OPTION INT ELLIPSIS {
		$$ = script_option(script, OPTION_OTHER, node_int(script, $2, @2), NULL, @$);
	}
	| RAW string		{ $$ = script_option_data(script, OPTION_RAW, NULL, $2, @$); }
	| SACK pairs {
		$$ = script_option(script, OPTION_SACK, NULL, NULL, @$);
		$$.values = $2.items;
		$$.count = $2.count;
	}
	;

pairs:
	number ':' number {
		memset(&$$, 0, sizeof($$));
		script_add_item(script, &$$, $1, NULL, @1);
		script_add_item(script, &$$, $3, NULL, @3);
	}
	| pairs number ':' number {
		$$ = $1;
		script_add_item(script, &$$, $2, NULL, @2);
		script_add_item(script, &$$, $4, NULL, @4);
	}
	;

/* The numbers of packet lines: calls nothing and compares nothing, so that 1:n+1(n) and <mss n> are clear. */
number:
	arithmetic %prec NUMBER_ENDS
	| ELLIPSIS		{ $$ = node_any(script, @1); }
	;

arithmetic:
	INT			{ $$ = node_int(script, $1, @1); }
	| NAME			{ $$ = node_name(script, $1, @1); }
	| '-' arithmetic %prec UNARY { $$ = node_unary(script, OP_NEG, $2, @$); }
	| '(' arithmetic ')'	{ $$ = $2; }
	| arithmetic '+' arithmetic { $$ = node_binary(script, OP_ADD, $1, $3, @$); }
	| arithmetic '-' arithmetic { $$ = node_binary(script, OP_SUB, $1, $3, @$); }
	| arithmetic '*' arithmetic { $$ = node_binary(script, OP_MUL, $1, $3, @$); }
	| arithmetic '/' arithmetic { $$ = node_binary(script, OP_DIV, $1, $3, @$); }
	| arithmetic '%' arithmetic { $$ = node_binary(script, OP_MOD, $1, $3, @$); }
	;

%%

static struct where grammar_span(struct where from, struct where to)
{
	from.end_line = to.end_line;
	from.end_column = to.end_column;
	return from;
}

static struct packet_pattern *grammar_packet(struct script *script, enum packet_protocol protocol,
	struct where where)
{
	struct packet_pattern *packet = arena_alloc(script->arena, sizeof(*packet));

	packet->protocol = protocol;
	packet->where = where;
	return packet;
}

/* Only called where the parser's own stack is full: syntax errors go to the function below. */
static void grammar_error(const struct where *where, void *scanner, struct script *script, const char *text)
{
	(void)scanner;
	(void)text;
	diagnostics_add(script->list, DIAGNOSTIC_ERROR, *where, "the statement is nested too deeply");
}

static int yyreport_syntax_error(const yypcontext_t *context, void *scanner, struct script *script)
{
	yysymbol_kind_t kinds[YYNTOKENS], found = yypcontext_token(context);
	const char *names[YYNTOKENS];
	struct where where = *yypcontext_location(context);
	int count = yypcontext_expected_tokens(context, kinds, YYNTOKENS);

	for (int i = 0; i < count; i++)
		names[i] = yysymbol_name(kinds[i]);
	syntax_report(script, found == YYSYMBOL_YYEMPTY ? "nothing" : yysymbol_name(found), where, names,
		count < 0 ? 0 : (size_t)count);
	/* Behind the end of a statement there is nothing left of it. */
	if (found != YYSYMBOL_NEWLINE && found != YYSYMBOL_YYEOF)
		lexer_skip_statement(scanner);
	return 0;
}

void script_parse(struct script *script)
{
	void *scanner = lexer_open(script);

	if (scanner == NULL)
		return;
	script_begin(script);
	if (grammar_parse(scanner, script) != 0)
		script->lenient = true;
	lexer_close(scanner);
}
