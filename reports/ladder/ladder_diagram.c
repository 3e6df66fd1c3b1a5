/* SPDX-License-Identifier: BSD-2-Clause */
/* The arrows of the diagram of RFC 9293 (3.3.2, figure 5) that end a connection, and the names of its boxes. */
#include "config.h"

#include "reports/ladder/ladder_diagram.h"

const char *diagram_name(enum tcp_state state)
{
	switch (state) {
	case TCP_IS_CLOSED:
		return "CLOSED";
	case TCP_IS_LISTEN:
		return "LISTEN";
	case TCP_IS_SYN_SENT:
		return "SYN-SENT";
	case TCP_IS_SYN_RECEIVED:
		return "SYN-RECEIVED";
	case TCP_IS_ESTABLISHED:
		return "ESTABLISHED";
	case TCP_IS_FIN_WAIT_1:
		return "FIN-WAIT-1";
	case TCP_IS_FIN_WAIT_2:
		return "FIN-WAIT-2";
	case TCP_IS_CLOSE_WAIT:
		return "CLOSE-WAIT";
	case TCP_IS_CLOSING:
		return "CLOSING";
	case TCP_IS_LAST_ACK:
		return "LAST-ACK";
	case TCP_IS_TIME_WAIT:
		return "TIME-WAIT";
	}
	return "";
}

/* No more data will come: CLOSE of the RFC, whether a call says so or the FIN that is sent. */
enum tcp_state diagram_close(enum tcp_state state)
{
	switch (state) {
	case TCP_IS_ESTABLISHED:
	case TCP_IS_SYN_RECEIVED:
		return TCP_IS_FIN_WAIT_1;
	case TCP_IS_CLOSE_WAIT:
		return TCP_IS_LAST_ACK;
	case TCP_IS_SYN_SENT:
		return TCP_IS_CLOSED;
	case TCP_IS_CLOSED:
	case TCP_IS_LISTEN:
	case TCP_IS_FIN_WAIT_1:
	case TCP_IS_FIN_WAIT_2:
	case TCP_IS_CLOSING:
	case TCP_IS_LAST_ACK:
	case TCP_IS_TIME_WAIT:
		break;
	}
	return state;
}

/* The other end's FIN is in its place: it ends that direction. */
enum tcp_state diagram_take_fin(enum tcp_state state)
{
	switch (state) {
	case TCP_IS_ESTABLISHED:
		return TCP_IS_CLOSE_WAIT;
	case TCP_IS_FIN_WAIT_1:
		return TCP_IS_CLOSING;
	case TCP_IS_FIN_WAIT_2:
		return TCP_IS_TIME_WAIT;
	case TCP_IS_CLOSED:
	case TCP_IS_LISTEN:
	case TCP_IS_SYN_SENT:
	case TCP_IS_SYN_RECEIVED:
	case TCP_IS_CLOSE_WAIT:
	case TCP_IS_CLOSING:
	case TCP_IS_LAST_ACK:
	case TCP_IS_TIME_WAIT:
		break;
	}
	return state;
}

/* Our FIN is acknowledged. */
enum tcp_state diagram_take_ack_of_fin(enum tcp_state state)
{
	switch (state) {
	case TCP_IS_FIN_WAIT_1:
		return TCP_IS_FIN_WAIT_2;
	case TCP_IS_CLOSING:
		return TCP_IS_TIME_WAIT;
	case TCP_IS_LAST_ACK:
		return TCP_IS_CLOSED;
	case TCP_IS_CLOSED:
	case TCP_IS_LISTEN:
	case TCP_IS_SYN_SENT:
	case TCP_IS_SYN_RECEIVED:
	case TCP_IS_ESTABLISHED:
	case TCP_IS_FIN_WAIT_2:
	case TCP_IS_CLOSE_WAIT:
	case TCP_IS_TIME_WAIT:
		break;
	}
	return state;
}
