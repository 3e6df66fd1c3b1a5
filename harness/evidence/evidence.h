/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happened when a case was played once: plain values, made by play, kept by store, read by
 * match, judge and reports. All of it lives in evidence->arena.
 *
 * Times are nanoseconds of CLOCK_MONOTONIC since the play began (`begin`), one clock for calls,
 * wire and captures. -1 where something did not happen.
 */
#ifndef SOCKSPEC_EVIDENCE_H
#define SOCKSPEC_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/evidence/packet.h"
#include "harness/names/level.h"

struct arena;
struct value;

#define EVIDENCE_FORMAT 1
#define EVIDENCE_HOSTS 2 /* 0 the client, 1 the server, as enum case_host */

/* One system call, as the actor that made it told it. */
struct call_record {
	const char *name;
	int host;
	int64_t enter_ns, exit_ns;  /* exit -1: it had not returned when the play ended */
	bool asleep;                /* the actor saw the thread blocked in the call */
	int64_t result;
	const char *error;          /* "EAGAIN"; NULL where the result is not -1, or none came */
	struct value **arguments;   /* after the call: what came out, in its place; inputs as they went in */
	size_t argument_count;
	struct value **extras;      /* select: STRUCT in, out, except with arrays of descriptors */
	size_t extra_count;
	const char **signals;       /* "SIGPIPE": raised in the calling thread meanwhile */
	size_t signal_count;
	int64_t overrun;            /* so many bytes it wrote behind those that its result allows */
	struct value *local, *peer; /* ADDRESS of the call's socket afterwards; NULL where it has none */
	int socket_type;            /* SOCK_STREAM, SOCK_DGRAM of it; 0 unknown */
	struct value *result_local, *result_peer; /* of the socket that it made */
	const char *failure;        /* the actor could not make the call at all: why. NULL */
};

enum step_fate {
	STEP_NOT_REACHED,  /* something it needs did not come about: `reason` */
	STEP_PLAYED,
	STEP_UNPLAYABLE    /* this machine or level cannot do it: `reason` */
};

/* What became of one step; evidence->steps[i] belongs to case->steps[i]. */
struct step_record {
	int line;
	enum step_fate fate;
	const char *reason;         /* NULL where played */
	int64_t begin_ns, end_ns;   /* when the player took it up and left it */
	int64_t due_ns;             /* a timed step or wait: when the player meant to; -1 */
	struct call_record *call;   /* STEP_CALL */
	struct value *sample;       /* ASSERT: STRUCT of what functions gave, by their source text
	                               ("state(s)"); SYSCTL: STRUCT of what it was before, by its name; WIRE: STRUCT
	                               with "packets", to how many it was done; PACKET: STRUCT of the names that the
	                               line binds; else NULL */
	struct value *address;      /* LAUNCH: where it listens; PEER: where its packets come from */
	bool unsettled;             /* the hosts did not stop sending before it began: what they sent may not have arrived */
	bool timed_out;             /* waited for what did not come until the deadline */
};

/* A packet as one host's capture has it. */
struct packet_record {
	int host;
	int number;                 /* in that capture, from 1, as Wireshark counts */
	int64_t time_ns;
	bool sent;                  /* by this host; else it arrived */
	int injected_by;            /* the step for which the wire made it; -1: a host did. Not stored: made again from
	                               the wire's records, evidence_find_injected */
	struct packet packet;       /* its bytes live in the arena */
};

struct capture_record {
	bool present;               /* false: this host was not captured, `reason` */
	const char *reason;
	const char *file;           /* "client.pcap", beside the evidence */
	bool armed, complete;       /* the marker was seen at the beginning, at the end */
	int64_t received, dropped;  /* libpcap's counts; dropped by kernel or interface */
	const char *digest;         /* SHA-256 of the file when it was written; NULL in evidence of earlier versions */
};

enum wire_fate {
	WIRE_PASSED, WIRE_DROPPED, WIRE_DELAYED, WIRE_DUPLICATED,
	WIRE_REORDERED,             /* another one passed it */
	WIRE_CHANGED,               /* other bytes arrived than were sent */
	WIRE_ANSWERED,              /* none of a host's: the wire's own; `from` is the host that it seems to come from */
	WIRE_INJECTED,              /* the same, because a line of the page says so: `step` */
	WIRE_PLAYED                 /* taken for the peer that is made of packets: no host has it */
};

/* What the wire did with one packet. */
struct wire_record {
	int64_t read_ns, written_ns; /* written -1: never */
	int from;                   /* host */
	size_t length;
	enum wire_fate fate;
	const char *action;         /* what was done, in words; NULL: nothing */
	int step;                   /* the step that asked for it, -1 */
	const uint8_t *bytes;       /* INJECTED: the packet, `length` bytes; else NULL */
};

/* A stretch in which the harness itself ran late: not to be charged to the stack. */
struct stall_record {
	int64_t at_ns, late_ns;     /* when it woke, and how much later than it meant to */
};

struct setting_record {
	int host;
	const char *name, *value;   /* a sysctl as in force when the play began */
};

/* A child process of the play: actors and launched servers. */
struct process_record {
	const char *name;           /* "client actor", "echo" */
	const char *command;
	int exit_status, exit_signal; /* -1, 0: was running until we ended it; else what it died of */
	bool ended_by_us;
	const char *output;         /* what it printed, cut at 64 KiB; "" */
	size_t output_length;
	bool output_cut;
};

struct evidence {
	struct arena *arena;
	const char *case_id, *mode; /* "ipv4", "ipv6", "stream-ipv4", ... */
	const char *page;           /* the page that was played, NUL-terminated: judged against this text */
	size_t page_length;
	int attempt;                /* from 1 */
	enum level level;
	const char *level_reason;   /* what the next level wanted; "" at wire */
	const char *version;        /* of the sockspec that played it */
	int64_t begin_wall_ns;      /* CLOCK_REALTIME of time 0 */
	int64_t end_ns;
	const char *harness_error;  /* the set-up broke: why. NULL where it did not */
	int harness_error_line;     /* the page's line, 0 */
	const char *host_address[EVIDENCE_HOSTS]; /* in this mode */
	const char *other_address[EVIDENCE_HOSTS]; /* of the other family: what is sent from it, this host sent. NULL: none */
	const char *kernel;         /* "Linux 6.18.44 x86_64" */
	struct setting_record *settings;
	size_t setting_count;
	struct step_record *steps;
	size_t step_count;
	struct capture_record captures[EVIDENCE_HOSTS];
	struct packet_record *packets; /* by time; each packet once a host that saw it */
	size_t packet_count;
	struct wire_record *wire;
	size_t wire_count;
	struct stall_record *stalls;
	size_t stall_count;
	int64_t worst_late_ns;      /* of any wait */
	struct process_record *processes;
	size_t process_count;
	/* Not stored; known where it was read from a folder. */
	const char *digest;         /* SHA-256 of evidence.json; else NULL */
	const char *changed;        /* a file that is not as the play left it; NULL where none is known to be */
};

struct evidence *evidence_new(void);
void evidence_free(struct evidence *evidence); /* NULL is fine */

/*
 * Sets injected_by of all packets: of each record of the wire that a packet was injected, the first packet with the same
 * bytes that the other host received then and that is not taken yet. store_read has done so. injected.c
 */
void evidence_find_injected(struct evidence *evidence);

/* How late the harness was at most between two times; `to_ns` -1: to the end. */
int64_t evidence_lateness_ns(const struct evidence *evidence, int64_t from_ns, int64_t to_ns);

/* The same of all its stalls together, each moment counted once: what may have added up in between. */
int64_t evidence_stalled_ns(const struct evidence *evidence, int64_t from_ns, int64_t to_ns);

#endif
