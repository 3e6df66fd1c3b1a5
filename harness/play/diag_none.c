/* SPDX-License-Identifier: BSD-2-Clause */
/* Asking about sockets on a system without sock_diag: it cannot be known. */
#include "config.h"

#include <stddef.h>

#include "harness/base/err.h"
#include "harness/play/diag.h"

struct diag *diag_open(struct sandbox *sandbox, enum case_host host, struct err *err)
{
	(void)sandbox;
	(void)host;
	err_set(err, "this system has no sock_diag");
	return NULL;
}

void diag_close(struct diag *diag)
{
	(void)diag;
}

int diag_tcp_state(struct diag *diag, const struct packet_address *local,
	const struct packet_address *peer, struct diag_state *state, struct err *err)
{
	(void)diag;
	(void)local;
	(void)peer;
	(void)state;
	return err_set(err, "this system has no sock_diag");
}

int diag_tcp_listener(struct diag *diag, const struct packet_address *local, struct diag_listener *listener,
	struct err *err)
{
	(void)diag;
	(void)local;
	(void)listener;
	return err_set(err, "this system has no sock_diag");
}

int diag_port_is_served(struct diag *diag, bool udp, int port, bool *served, struct err *err)
{
	(void)diag;
	(void)udp;
	(void)port;
	(void)served;
	return err_set(err, "this system has no sock_diag");
}
