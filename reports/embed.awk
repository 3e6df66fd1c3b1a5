# SPDX-License-Identifier: BSD-2-Clause
# Text files -> C strings: awk -f embed.awk html_style=a.css html_style=b.css html_script=a.js; those of one name are joined.
BEGIN {
	print "/* Made by embed.awk; do not edit. */"
	print "#include \"config.h\"\n"
	print "#include \"reports/html.h\"\n"
	for (i = 1; i < ARGC; i++) {
		name = substr(ARGV[i], 1, index(ARGV[i], "=") - 1)
		path = substr(ARGV[i], index(ARGV[i], "=") + 1)
		if (name != last) {
			if (i > 1)
				print ";\n"
			printf "const char %s[] =", name
			last = name
		}
		while ((status = (getline line < path)) > 0) {
			gsub(/\\/, "&&", line)
			gsub(/"/, "\\\\&", line)
			printf "\n\t\"%s\\n\"", line
		}
		if (status < 0) {
			print "embed.awk: cannot read " path > "/dev/stderr"
			exit 1
		}
		close(path)
	}
	print ";"
	exit 0
}
