/* SPDX-License-Identifier: BSD-2-Clause */
/* Two hosts and a wire, for tests. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/base/clock.h"
#include "harness/base/err.h"
#include "tests/unit/sandbox_bed.h"

static void on_seen(void *context, int host, bool sent, int64_t time_ns, const uint8_t *bytes, size_t length,
	int step)
{
	struct bed *bed = context;

	ck_assert_int_ge(time_ns, 0);
	ck_assert_uint_ge(length, 20);
	ck_assert_int_ge(step, -1);
	bed->injected[host] += step >= 0;
	ck_assert(bytes[0] >> 4 == 4 || bytes[0] >> 4 == 6);
	bed->sent[host] += sent;
	bed->received[host] += !sent;
	if (bed->sent[host] % 100 == 0 && bed->captures[host])
		capture_drain(bed->captures[host]);
	if (bed->received[host] % 100 == 0 && bed->captures[host])
		capture_drain(bed->captures[host]);
}

void bed_open(struct bed *bed)
{
	struct err err;

	memset(bed, 0, sizeof *bed);
	err_init(&err);
	support_open(&bed->sandbox, LEVEL_WIRE);
	ck_assert_int_eq(uv_loop_init(&bed->loop), 0);
	bed->wire = wire_open(&bed->sandbox, &bed->loop, clock_now_ns(), on_seen, bed, &err);
	ck_assert_msg(bed->wire, "%s", err.text);
}

void bed_close(struct bed *bed)
{
	wire_close(bed->wire);
	uv_run(&bed->loop, UV_RUN_DEFAULT);
	ck_assert_int_eq(uv_loop_close(&bed->loop), 0);
	sandbox_close(&bed->sandbox);
}

static void on_timer(uv_timer_t *timer)
{
	(void)timer;
}

void bed_run(struct bed *bed, int64_t milliseconds)
{
	int64_t until = clock_now_ns() + milliseconds * NS_PER_MS;
	uv_timer_t timer;

	uv_timer_init(&bed->loop, &timer);
	while (clock_now_ns() < until) {
		uv_timer_start(&timer, on_timer, (uint64_t)milliseconds, 0);
		uv_run(&bed->loop, UV_RUN_ONCE);
	}
	uv_close((uv_handle_t *)&timer, NULL);
	uv_run(&bed->loop, UV_RUN_NOWAIT);
}

int bed_connect(struct bed *bed, int family, int ends[2])
{
	struct sandbox *sandbox = &bed->sandbox;
	int listener = support_socket(sandbox, HOST_SERVER, family, SOCK_STREAM), i;

	ck_assert_int_eq(support_bind(sandbox, listener, HOST_SERVER, family, 7000), 0);
	ck_assert_int_eq(listen(listener, 5), 0);
	ends[0] = support_socket(sandbox, HOST_CLIENT, family, SOCK_STREAM | SOCK_NONBLOCK);
	ck_assert_int_eq(support_connect(sandbox, ends[0], HOST_SERVER, family, 7000), -1);
	ck_assert_int_eq(errno, EINPROGRESS);
	wire_settle(bed->wire);
	ck_assert_int_eq(support_connect(sandbox, ends[0], HOST_SERVER, family, 7000), 0);
	ends[1] = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
	ck_assert_int_ge(ends[1], 0);
	for (i = 0; i < 2; i++)
		ck_assert_int_eq(fcntl(ends[i], F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	return listener;
}
