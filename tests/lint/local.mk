# SPDX-License-Identifier: BSD-2-Clause
# The rules that are checks.
dist_check_SCRIPTS += \
	tests/lint/calls.tap \
	tests/lint/files.tap \
	tests/lint/layers.tap \
	tests/lint/lessons.tap \
	tests/lint/manuals.tap \
	tests/lint/sentences.tap \
	tests/lint/translations.tap
TESTS += \
	tests/lint/calls.tap \
	tests/lint/files.tap \
	tests/lint/layers.tap \
	tests/lint/lessons.tap \
	tests/lint/manuals.tap \
	tests/lint/sentences.tap \
	tests/lint/translations.tap
EXTRA_DIST += tests/lint/lint.sh REUSE.toml LICENSES/BSD-2-Clause.txt LICENSES/CC-BY-4.0.txt
