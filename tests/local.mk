# SPDX-License-Identifier: BSD-2-Clause
include tests/unit/base.mk
include tests/unit/reports.mk
include tests/fuzz/local.mk
include tests/fuzz/page.mk
include tests/unit/servers.mk
include tests/lint/local.mk
include tests/unit/sandbox.mk
include tests/cli/cli.mk
include tests/bench/bench.mk
include tests/unit/player.mk
include tests/unit/actor.mk
include tests/unit/judge.mk
include tests/wrong/actor.mk
include tests/wrong/local.mk
include tests/unit/case.mk
include tests/valgrind.mk
include tests/mutants/local.mk
