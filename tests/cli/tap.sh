# SPDX-License-Identifier: BSD-2-Clause
# TAP for shell tests: sourced. `tap_*` say lines; `tap_done` prints the plan.
tap_count=0
tap_work=$(mktemp -d "${TMPDIR:-/tmp}/sockspec-test-XXXXXX") || exit 99
trap 'rm -rf "$tap_work"' EXIT
builddir=$(cd "${builddir:-.}" && pwd)
srcdir=$(cd "${srcdir:-.}" && pwd)
sockspec=$builddir/sockspec
SOCKSPEC_CASES=$srcdir/cases
export SOCKSPEC_CASES

tap_ok() { # STATUS NAME: 0 is ok
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
	else
		echo "not ok $tap_count - $2"
	fi
}

tap_skip() { # NAME REASON
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

tap_note() { # FILE...: shows what was got, as diagnostics
	sed 's/^/# /' "$@"
}

# expect NAME STATUS WORDS COMMAND...: the command ends with STATUS and says WORDS (a fixed string) on standard error.
expect() {
	expect_name=$1 expect_status=$2 expect_words=$3
	shift 3
	"$@" >"$tap_work/out" 2>"$tap_work/err" </dev/null
	expect_got=$?
	if [ "$expect_got" -eq "$expect_status" ] && grep -qF -- "$expect_words" "$tap_work/err"; then
		tap_ok 0 "$expect_name"
	else
		tap_ok 1 "$expect_name"
		echo "# status $expect_got, expected $expect_status; expected on standard error: $expect_words"
		tap_note "$tap_work/err" | head -n 20
	fi
}

tap_done() {
	echo "1..$tap_count"
}
