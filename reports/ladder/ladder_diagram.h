/* SPDX-License-Identifier: BSD-2-Clause */
/* The states of TCP, and how a connection ends, as the diagram of RFC 9293 (3.3.2, figure 5) has it. */
#ifndef SOCKSPEC_LADDER_DIAGRAM_H
#define SOCKSPEC_LADDER_DIAGRAM_H

enum tcp_state {
	TCP_IS_CLOSED, TCP_IS_LISTEN, TCP_IS_SYN_SENT, TCP_IS_SYN_RECEIVED, TCP_IS_ESTABLISHED, TCP_IS_FIN_WAIT_1,
	TCP_IS_FIN_WAIT_2, TCP_IS_CLOSE_WAIT, TCP_IS_CLOSING, TCP_IS_LAST_ACK, TCP_IS_TIME_WAIT
};

const char *diagram_name(enum tcp_state state); /* as the RFC writes it: "FIN-WAIT-1" */

/* What comes after a state; itself where the diagram has no such arrow. */
enum tcp_state diagram_close(enum tcp_state state);
enum tcp_state diagram_take_fin(enum tcp_state state);
enum tcp_state diagram_take_ack_of_fin(enum tcp_state state);

#endif
