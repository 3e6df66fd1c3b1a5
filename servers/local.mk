# SPDX-License-Identifier: BSD-2-Clause
# The reference servers: one program that knows nothing of the harness.
EXTRA_DIST += servers/kinds.def
