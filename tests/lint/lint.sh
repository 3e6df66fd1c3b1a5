# SPDX-License-Identifier: BSD-2-Clause
#
# For the lint tests: goes to the sources, lists them, and writes TAP. Sourced, not run.

LC_ALL=C
export LC_ALL
builddir=$(cd "${builddir:-.}" && pwd) || exit 99
cd "${srcdir:-.}" || exit 99

lint_number=0
lint_failed=0

# The sources that somebody wrote: what bison, flex and awk make in a build in place is not ours to check.
lint_sources() {
	find harness reports servers tests -name '*.[chly]' -type f |
		grep -v -e '^harness/case/grammar\.[ch]$' -e '^harness/case/lexer\.[ch]$' -e '^harness/case/registry_table\.c$' -e '^reports/html_assets\.c$' |
		sort
}

# lint_result NAME OFFENDERS: passes where there are no offenders (one a line), else lists them.
lint_result() {
	lint_number=$((lint_number + 1))
	if test -z "$2"; then
		echo "ok $lint_number - $1"
	else
		printf '%s\n' "$2" | sed 's/^/# /'
		echo "not ok $lint_number - $1"
		lint_failed=1
	fi
}

lint_skip() {
	lint_number=$((lint_number + 1))
	echo "ok $lint_number - $1 # SKIP $2"
}

# With failures reported as "not ok" the status stays 0: anything else is counted as one more error.
lint_done() {
	echo "1..$lint_number"
	exit 0
}

# Prints the code of C files as FILE:LINE:TEXT, without comments and with strings and characters emptied.
lint_code() {
	awk '
	FNR == 1 { in_comment = 0 }
	{
		out = ""
		line = $0
		while (line != "") {
			if (in_comment) {
				i = index(line, "*/")
				if (i == 0) { line = ""; break }
				line = substr(line, i + 2)
				in_comment = 0
				continue
			}
			c = substr(line, 1, 1)
			two = substr(line, 1, 2)
			if (two == "/*") { in_comment = 1; line = substr(line, 3); continue }
			if (two == "//") break
			if (c == "\"" || c == "\047") {
				i = 2
				while (i <= length(line) && substr(line, i, 1) != c)
					i += substr(line, i, 1) == "\\" ? 2 : 1
				out = out c c
				line = substr(line, i + 1)
				continue
			}
			out = out c
			line = substr(line, 2)
		}
		if (out !~ /^[ \t]*$/)
			print FILENAME ":" FNR ":" out
	}' "$@"
}
