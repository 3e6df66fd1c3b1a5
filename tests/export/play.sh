#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# play.sh MODE PROGRAM SOURCE: runs an exported program as the comment on its top says, in a network of its own with
# nothing in it but loopback: starts the servers that it names, waits until they are ready, and passes on its exit status.
# SOCKSPEC_SERVER is the program that serves, SOCKSPEC_KIND what it serves in place of what the comment names.

if test "$1" != inside; then
	exec unshare --user --map-root-user --net -- sh "$0" inside "$@"
fi
mode=$2 program=$3 source=$4
ip link set lo up || exit 99
flag= host=127.0.0.1
if test "$mode" = ipv6; then
	host=::1
	# A page of one family takes no flag.
	grep -q 'With -6 as the first argument' "$source" && flag=-6
fi
servers= arguments=
while read -r kind port; do
	test -n "$kind" || continue
	ready=$(mktemp -u) || exit 99
	mkfifo "$ready" || exit 99
	"$SOCKSPEC_SERVER" --port="$port" "${SOCKSPEC_KIND:-$kind}" > "$ready" 2> /dev/null &
	servers="$servers $!"
	read -r line < "$ready"
	rm -f "$ready"
	arguments="$arguments $host $port"
done <<EOF
$(sed -n -E '1,20s/^.*sockspec serve ([a-z-]+) --port ([0-9]+) &$/\1 \2/p' "$source")
EOF
# shellcheck disable=SC2086
"$program" $flag $arguments
status=$?
test -z "$servers" || kill $servers
exit $status
