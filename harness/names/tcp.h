/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers of the TCP header (RFC 9293 section 3.1, RFC 3168, RFC 7560 for AE; options as numbered by IANA). */
#ifndef SOCKSPEC_TCP_H
#define SOCKSPEC_TCP_H

enum tcp_flag {
	FLAG_FIN = 0x01,
	FLAG_SYN = 0x02,
	FLAG_RST = 0x04,
	FLAG_PSH = 0x08,
	FLAG_ACK = 0x10,
	FLAG_URG = 0x20,
	FLAG_ECE = 0x40,
	FLAG_CWR = 0x80,
	FLAG_AE = 0x100
};

enum tcp_option {
	OPTION_EOL = 0,
	OPTION_NOP = 1,
	OPTION_MSS = 2,
	OPTION_WSCALE = 3,
	OPTION_SACKOK = 4,
	OPTION_SACK = 5,
	OPTION_TIMESTAMP = 8,
	OPTION_MD5 = 19,       /* RFC 2385 */
	OPTION_FASTOPEN = 34,  /* RFC 7413 */
	/* in packet lines alone: */
	OPTION_ANY = 256,      /* ..., any others may stand here */
	OPTION_OTHER = 257,    /* option 253 "data": by its number */
	OPTION_RAW = 258       /* raw "bytes": as they are, well-formed or not */
};

#endif
