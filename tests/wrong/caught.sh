# SPDX-License-Identifier: BSD-2-Clause
# What caught.tap and caught-shims.tap share: sourced, with the name of a work folder. Plays each wrong one where the
# right one should be, and says whether a page FAILs.
#
# The page that tests/wrong/caught-by names goes first, since a wrong one is caught by the first page that looks; where
# that page does not catch it, all pages that may are played.

builddir=$(cd "${builddir:-.}" && pwd) || exit 99
srcdir=$(cd "${srcdir:-.}" && pwd) || exit 99
work=$builddir/tests/wrong/$1.$$
SOCKSPEC_CASES=${SOCKSPEC_CASES:-$srcdir/cases}
export SOCKSPEC_CASES

# Most of the time goes into waiting for answers that do not come, so a few runs go side by side, and give up early.
at_once=12
patience_ms=1500

mkdir -p "$work" || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

# grep's words for the pages with such a line, as ids.
pages_with() {
	find "$SOCKSPEC_CASES" -name '*.md' ! -name '*.*.md' -type f -exec grep -l -E "$1" {} + |
		sed -e "s,^$SOCKSPEC_CASES/,," -e 's/\.md$//' | sort
}

# A deviation that is known of this machine is no catch: it would fail with the right one, too.
is_caught() { # NAME
	test "$(cat "$work/$1.status" 2>/dev/null)" = 1 && grep '^FAIL' "$work/$1.out" | grep -q -v '(known deviation)'
}

# Says what a file that pairs names with something says of this name.
listed() { # NAME FILE
	awk -F'	' -v name="$1" '$1 == name { print $2 }' "$srcdir/tests/wrong/$2"
}

# play_until_caught NAME PAGES RUN-OPTION...: leaves NAME.out and NAME.status, unless there is no page at all.
play_until_caught() {
	name=$1 pages=$2
	shift 2
	for tried in "$(listed "$name" caught-by)" "$pages"; do
		test -n "$tried" || continue
		# shellcheck disable=SC2086
		"$builddir/sockspec" run --timeout $patience_ms "$@" $tried > "$work/$name.out" 2>&1
		echo $? > "$work/$name.status"
		is_caught "$name" && return
	done
}

# try_all LIST: calls `try NAME REST` for each line of the list, $at_once at a time.
try_all() {
	mkfifo "$work/places" || exit 99
	exec 3<> "$work/places"
	i=0
	while test $i -lt $at_once; do
		echo >&3
		i=$((i + 1))
	done
	while IFS='	' read -r name rest; do
		read -r place <&3
		{
			try "$name" "$rest" 3>&- < /dev/null
			echo >&3
		} &
	done < "$1"
	wait
	exec 3>&-
}

# What say_verdict has said so far.
said=0 said_caught=0 said_excused=0

# say_sum WORDS: how many there were.
say_sum() {
	echo "# $said $1 tried, $said_caught caught, $((said - said_caught)) not, of these $said_excused with a reason"
}

# say_verdict NUMBER NAME PENDING WORDS: one line of TAP, with what was seen where it is not caught.
say_verdict() {
	said=$((said + 1))
	if is_caught "$2"; then
		said_caught=$((said_caught + 1))
		test -z "$3" || echo "# $2 is caught now: it need not be excused any more"
		echo "ok $1 - $2 is caught"
	elif test -n "$3"; then
		said_excused=$((said_excused + 1))
		echo "not ok $1 - $2 is caught # TODO $3"
	elif test -f "$work/$2.status" && grep -q '^SKIP' "$work/$2.out"; then
		echo "ok $1 - $2 is caught # SKIP this machine cannot show it"
	else
		echo "# $4; exit status $(cat "$work/$2.status" 2>/dev/null || echo 'none, since there is no page')"
		test ! -f "$work/$2.out" || sed 's/^/# /' "$work/$2.out"
		echo "not ok $1 - $2 is caught"
	fi
}
