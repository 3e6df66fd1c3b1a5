# SPDX-License-Identifier: BSD-2-Clause
include tests/unit/base.mk
include tests/unit/servers.mk
include tests/unit/actor.mk
include tests/wrong/actor.mk
