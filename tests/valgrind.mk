# SPDX-License-Identifier: BSD-2-Clause
# make check-valgrind: the unit tests, and plays with all their processes, below valgrind. Takes some minutes.
# Without servers_udp.unit: it takes descriptors away from a server, and valgrind keeps that limit to itself.
valgrind_flags = -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	--show-leak-kinds=definite --suppressions=$(srcdir)/tests/actor/actor.supp
valgrind_cases = tcp/recv udp/recv wire/a-corrupted-segment-is-not-read wire/a-delayed-datagram-is-overtaken \
	wire/a-lost-segment-is-sent-again wire/a-packet-too-big-brings-an-error wire/swapped-datagrams-are-read-swapped \
	udp/multicast socket/messages/recvmmsg-reads-several-messages socket/messages/sendmmsg-stops-at-an-error \
	socket/messages/sendfile-sends-a-part-of-a-file socket/messages/a-descriptor-is-sent-through-a-pair \
	socket/messages/each-pointer-of-a-message-is-checked socket/readiness/epoll-keeps-a-list \
	socket/readiness/select-refuses-bad-arguments socket/readiness/signals-announce-data \
	socket/create/pairs-come-as-streams-or-messages socket/lookup tcp/stream/stdio-collects-what-is-written \
	tcp/stream/readv-fills-buffers-in-turn kinds/an-empty-send-is-nothing-or-a-message

check-valgrind: all
	CK_TIMEOUT_MULTIPLIER=10 $(MAKE) check TESTS='$(filter-out tests/unit/servers_udp.unit,$(filter %.unit,$(TESTS)))' UNIT_LOG_COMPILER=valgrind UNIT_LOG_FLAGS='$(valgrind_flags)'
	SOCKSPEC_CASES=$(srcdir)/cases valgrind $(valgrind_flags) --trace-children=yes \
		./sockspec run -j 2 --timeout 30000 --quiet $(valgrind_cases)
.PHONY: check-valgrind
