# SPDX-License-Identifier: BSD-2-Clause
# The program as its users meet it: shell tests.
cli_tests = tests/cli/bad-input.tap tests/cli/baseline.tap tests/cli/catalogue.tap tests/cli/changed-evidence.tap tests/cli/compare.tap tests/cli/language.tap tests/cli/judge-again.tap tests/cli/ladder.tap tests/cli/leaves-nothing.tap tests/cli/lesson.tap \
	tests/cli/order.tap tests/cli/own-server.tap tests/cli/packetdrill.tap tests/cli/requirements.tap
TESTS += $(cli_tests) tests/cases.tap
EXTRA_DIST += $(cli_tests) tests/cli/tap.sh tests/cases.tap

clean-local: clean-cases-run
.PHONY: clean-cases-run
clean-cases-run:
	rm -rf tests/cases.run*
