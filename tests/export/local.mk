# SPDX-License-Identifier: BSD-2-Clause
# The pages as programs: they are compiled, run and give what their cases do.
EXTRA_DIST += tests/export/play.sh
