# SPDX-License-Identifier: BSD-2-Clause
dist_man_MANS += docs/sockspec.1
dist_man_MANS += docs/sockspec-case.5
EXTRA_DIST += docs/actor-protocol.md docs/adding-a-case.md docs/language.md docs/run.md
EXTRA_DIST += docs/translation.md
