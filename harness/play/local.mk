# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libplay.a
libplay_a_SOURCES = \
	harness/play/actor_answer.c \
	harness/play/actor_answer.h \
	harness/play/actor_link.c \
	harness/play/actor_link.h \
	harness/play/actor_request.c \
	harness/play/actor_request.h \
	harness/play/actors.c \
	harness/play/alarm.c \
	harness/play/alarm.h \
	harness/play/beyond.c \
	harness/play/beyond.h \
	harness/play/capture.c \
	harness/play/capture.h \
	harness/play/capture_file.c \
	harness/play/capture_file.h \
	harness/play/capture_marker.c \
	harness/play/capture_marker.h \
	harness/play/diag.h \
	harness/play/due.c \
	harness/play/ending.c \
	harness/play/lateness.c \
	harness/play/lateness.h \
	harness/play/lingering.c \
	harness/play/lingering.h \
	harness/play/live.c \
	harness/play/live.h \
	harness/play/play.c \
	harness/play/play.h \
	harness/play/play_main.c \
	harness/play/play_main.h \
	harness/play/player.c \
	harness/play/player.h \
	harness/play/proc.c \
	harness/play/proc.h \
	harness/play/proc_spawn.c \
	harness/play/proc_spawn.h \
	harness/play/sandbox.h \
	harness/play/server_command.c \
	harness/play/server_command.h \
	harness/play/stage.c \
	harness/play/stage.h \
	harness/play/stage_world.c \
	harness/play/step_assert.c \
	harness/play/step_call.c \
	harness/play/step_capable.c \
	harness/play/step_launch.c \
	harness/play/step_packet.c \
	harness/play/step_peer.c \
	harness/play/step_sysctl.c \
	harness/play/step_wire.c \
	harness/play/turn.h \
	harness/play/wait.c \
	harness/play/wire.c \
	harness/play/wire.h \
	harness/play/wire_bytes.c \
	harness/play/wire_clear.c \
	harness/play/wire_corrupt.c \
	harness/play/wire_cut.c \
	harness/play/wire_delay.c \
	harness/play/wire_drop.c \
	harness/play/wire_duplicate.c \
	harness/play/wire_hold.c \
	harness/play/wire_inject.c \
	harness/play/wire_join.c \
	harness/play/wire_mark.c \
	harness/play/wire_mtu.c \
	harness/play/wire_parts.h \
	harness/play/wire_peer.c \
	harness/play/wire_queue.c \
	harness/play/wire_rate.c \
	harness/play/wire_rules.c \
	harness/play/wire_swap.c \
	harness/play/wire_truncate.c
if SANDBOX_LINUX
libplay_a_SOURCES += \
	harness/play/diag.c \
	harness/play/sandbox_device.c \
	harness/play/sandbox_enter.c \
	harness/play/sandbox_identity.c \
	harness/play/sandbox_linux.c \
	harness/play/sandbox_netlink.c \
	harness/play/sandbox_netlink.h \
	harness/play/sandbox_parts.h \
	harness/play/sandbox_privileges.c \
	harness/play/sandbox_probe.c \
	harness/play/sandbox_settings.c \
	harness/play/turn.c
else
libplay_a_SOURCES += harness/play/diag_none.c harness/play/sandbox_none.c harness/play/turn_none.c
endif

pkglibexec_PROGRAMS += sockspec-player
sockspec_player_SOURCES = harness/play/main.c
sockspec_player_LDADD = libplay.a libmatch.a libevidence.a libcase.a libnames.a libbase.a \
	$(PCAP_LIBS) $(CMARK_LIBS) $(JANSSON_LIBS) $(MNL_LIBS) $(UV_LIBS)
