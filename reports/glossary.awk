# SPDX-License-Identifier: BSD-2-Clause
#
# Makes reports/glossary_table.c from registry/glossary.tsv and, behind it, its translation glossary.zh.tsv. Plain awk.
# A row that is not as docs/registry.md says ends the build with its file and line.

BEGIN {
	FS = "\t"
	kind_of["flag"] = "GLOSSARY_FLAG"
	kind_of["state"] = "GLOSSARY_STATE"
	kind_of["word"] = "GLOSSARY_WORD"
	kind_of["error"] = "GLOSSARY_ERROR"
	count = failed = 0
}

function fail(text) {
	printf "%s:%d: %s\n", FILENAME, FNR, text | "cat 1>&2"
	failed = 1
	exit 1
}

function quote(text) {
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	gsub(/\?\?/, "?\\?", text)
	return "\"" text "\""
}

FNR == 1 {
	translation = FILENAME ~ /\.zh\.tsv$/
	next
}

translation {
	if (NF != 3)
		fail("3 columns are needed, there are " NF)
	if (!($1 in row_of))
		fail("glossary.tsv has no '" $1 "'")
	if ($1 in term_zh)
		fail("'" $1 "' is translated twice")
	if ($2 == "" || $3 == "")
		fail("a column is empty")
	term_zh[$1] = quote($2)
	text_zh[$1] = quote($3)
	next
}

{
	if (NF != 7)
		fail("7 columns are needed, there are " NF)
	if ($1 !~ /^[a-z0-9]+(-[a-z0-9]+)*$/)
		fail("an id is small letters and digits, with - between them: '" $1 "'")
	if ($1 in row_of)
		fail("the id '" $1 "' is there twice")
	if (!($2 in kind_of))
		fail("'" $2 "' is none of flag, state, word, error")
	if ($7 !~ /^https:\/\/[a-z0-9.-]+\/[!-~]*$/)
		fail("a link begins with https://, and has no spaces: '" $7 "'")
	for (i = 3; i <= 6; i++)
		if ($i == "" || $i ~ /[^ -~]/)
			fail("column " i " is empty, or not printable ASCII")
	row_of[$1] = ++count
	id[count] = $1
	kind[count] = kind_of[$2]
	term[count] = quote($3)
	names[count] = quote($3)
	n = $4 == "-" ? 0 : split($4, alias, "|")
	alias[0] = $3
	for (i = 0; i <= n; i++) {
		if (alias[i] == "")
			fail("an alias is empty")
		if (alias[i] in name_of)
			fail("'" alias[i] "' is a name of '" name_of[alias[i]] "' already")
		name_of[alias[i]] = $1
		if (i > 0)
			names[count] = names[count] ", " quote(alias[i])
	}
	text[count] = quote($5)
	source[count] = quote($6)
	link[count] = quote($7)
}

END {
	if (failed)
		exit 1
	print "/* SPDX-License-Identifier: BSD-2-Clause */"
	print "/* The glossary. Made from registry/ by reports/glossary.awk: change it there. */"
	print "#include \"config.h\"\n"
	print "#include \"reports/glossary.h\"\n"
	print "const struct glossary_entry glossary_table[] = {"
	for (i = 1; i <= count; i++) {
		printf "\t{%s, %s, (const char *const[]){%s, NULL},\n", quote(id[i]), kind[i], names[i]
		printf "\t\t{%s, %s},\n\t\t{%s,\n", term[i], id[i] in term_zh ? term_zh[id[i]] : "NULL", text[i]
		printf "\t\t\t%s},\n\t\t%s, %s},\n", id[i] in text_zh ? text_zh[id[i]] : "NULL", source[i], link[i]
	}
	print "};\n"
	print "const size_t glossary_count = sizeof(glossary_table) / sizeof(glossary_table[0]);"
}
