# SPDX-License-Identifier: BSD-2-Clause
# TAP for shell tests: sourced. `tap_*` say lines; `tap_done` prints the plan.
tap_count=0
# What killed tests have left: of this script's kind by the number of a process that is gone, of the unit tests by their age.
tap_sweep() {
	for tap_left in "${TMPDIR:-/tmp}"/sockspec-test-[0-9]*-??????; do
		tap_owner=${tap_left##*/sockspec-test-}
		if [ -d "$tap_left" ] && [ -O "$tap_left" ] && ! [ -L "$tap_left" ] && ! [ -d "/proc/${tap_owner%%-*}" ]; then
			rm -rf "$tap_left"
		fi
	done
	find /tmp -maxdepth 1 -user "$(id -u)" -mmin +60 \( -name 'sockspec-io-??????' -o -name 'sockspec-store-??????' -o \
		-name 'sockspec-book-??????' -o -name 'sockspec-capture-??????' -o -name 'sockspec-[01]-??????' \) \
		-exec rm -rf {} + 2>/dev/null
}
tap_sweep
tap_work=$(mktemp -d "${TMPDIR:-/tmp}/sockspec-test-$$-XXXXXX") || exit 99
trap 'rm -rf "$tap_work"' EXIT
trap 'exit 1' HUP INT TERM
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
