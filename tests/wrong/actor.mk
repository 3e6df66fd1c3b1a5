# SPDX-License-Identifier: BSD-2-Clause
# Wrong stacks, each a library for LD_PRELOAD. Only `make check` builds them.
wrong_shims = \
	tests/wrong/shim_accept_wrong_peer.so \
	tests/wrong/shim_backlog_ignored.so \
	tests/wrong/shim_close_resets.so \
	tests/wrong/shim_close_without_fin.so \
	tests/wrong/shim_connect_forgets_error.so \
	tests/wrong/shim_datagram_rest_kept.so \
	tests/wrong/shim_datagram_sent_in_part.so \
	tests/wrong/shim_datagrams_merge.so \
	tests/wrong/shim_dontwait_ignored.so \
	tests/wrong/shim_empty_datagram_dropped.so \
	tests/wrong/shim_end_of_file_as_error.so \
	tests/wrong/shim_names_lie.so \
	tests/wrong/shim_peek_consumes.so \
	tests/wrong/shim_poll_ready_early.so \
	tests/wrong/shim_recv_loses_byte.so \
	tests/wrong/shim_recv_writes_behind.so \
	tests/wrong/shim_refused_as_timeout.so \
	tests/wrong/shim_send_never_blocks.so \
	tests/wrong/shim_send_one_more.so \
	tests/wrong/shim_send_repeats.so \
	tests/wrong/shim_shutdown_write_closes_both.so \
	tests/wrong/shim_shutdown_write_ignored.so \
	tests/wrong/shim_sigpipe_withheld.so \
	tests/wrong/shim_so_error_forgotten.so \
	tests/wrong/shim_trunc_length_cut.so \
	tests/wrong/shim_waitall_ignored.so

check_DATA += $(wrong_shims)
CLEANFILES += $(wrong_shims)
EXTRA_DIST += $(wrong_shims:.so=.c) tests/wrong/shim.h

$(wrong_shims): tests/wrong/shim.h

SUFFIXES = .so
.c.so:
	$(AM_V_CC)$(MKDIR_P) $(@D) && $(CC) -std=gnu17 -D_GNU_SOURCE -Wall -Wextra $(CPPFLAGS) $(CFLAGS) \
		-shared -fPIC -o $@ $< -ldl
