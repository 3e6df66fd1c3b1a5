# SPDX-License-Identifier: BSD-2-Clause
# A catalogue of gettext -> a table in C: awk -v name=zh_CN -f catalogue.awk zh_CN.po. What is not translated, or fuzzy, is left out.
# The strings of both are written alike, so they are taken over as they stand; of plural forms the first, for Chinese has one.
function flush_entry() {
	if (id != "" && id != "\"\"" && str != "" && str != "\"\"" && !fuzzy) {
		printf "\t{%s,\n\t\t%s},\n", id, str
		count++
	}
	id = str = part = ""
	fuzzy = 0
}
function join(text, more) {
	return text == "" || text == "\"\"" ? more : more == "\"\"" ? text : text "\n\t\t\t" more
}
function rest(line) {
	return substr(line, index(line, "\""))
}
BEGIN {
	print "/* Made by catalogue.awk; do not edit. */"
	print "#include \"config.h\"\n"
	print "#include \"harness/base/lang_table.h\"\n"
	printf "const struct lang_entry lang_%s[] = {\n", name
}
/^#,.*fuzzy/ { if (part == "str") flush_entry(); fuzzy = 1; next }
/^#/ { next }
/^msgid_plural / { part = ""; next }
/^msgid / { if (part == "str") flush_entry(); id = rest($0); part = "id"; next }
/^msgstr(\[0\])? / { str = rest($0); part = "str"; next }
/^msgstr\[/ { part = ""; next }
/^"/ { if (part == "id") id = join(id, $0); else if (part == "str") str = join(str, $0); next }
/^[ \t]*$/ { flush_entry(); next }
{ print "catalogue.awk: " FILENAME ":" FNR ": not understood: " $0 > "/dev/stderr"; failed = 1; exit 1 }
END {
	if (failed)
		exit 1
	flush_entry()
	print "\t{0, 0}"
	print "};\n"
	printf "const size_t lang_%s_count = %d;\n", name, count
}
