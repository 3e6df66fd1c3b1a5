# SPDX-License-Identifier: BSD-2-Clause
#
# Makes harness/case/registry_table.c from registry/*.tsv. Plain awk (mawk, BSD awk, gawk). A row that is not as
# docs/registry.md says ends the build with its file and line.

BEGIN {
	FS = "\t"
	print "/* SPDX-License-Identifier: BSD-2-Clause */"
	print "/* What can be cited. Made from registry/ by harness/case/registry.awk: change it there. */"
	print "#include \"config.h\""
	print ""
	print "#include \"harness/case/registry_table.h\""
	print ""
	print "const struct registry_entry registry_table[] = {"
	columns["requirements.tsv"] = 9
	columns["behaviours.tsv"] = 7
	columns["claims.tsv"] = 4
	columns["aliases.tsv"] = 3
	level_of["MUST"] = level_of["MUST NOT"] = level_of["shall"] = level_of["shall fail"] = "REQUIREMENT_MUST"
	level_of["SHOULD"] = level_of["SHOULD NOT"] = "REQUIREMENT_SHOULD"
	level_of["MAY"] = level_of["may"] = level_of["may fail"] = "REQUIREMENT_MAY"
	level_of["prose"] = "REQUIREMENT_OTHER"
	# Where a call's page has another one's name.
	page_of["accept4"] = "accept"
	page_of["ppoll"] = "poll"
	entries = aliases = failed = 0
}

function fail(text) {
	printf "%s:%d: %s\n", FILENAME, FNR, text | "cat 1>&2"
	failed = 1
	exit 1
}

function quote(text) {
	if (text == "-" || text == "")
		return "\"\""
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	gsub(/\?\?/, "?\\?", text)
	return "\"" text "\""
}

# The public text: a section of an RFC, a POSIX page, or a section of POSIX's chapter on sockets.
function link_of(scheme, section,    number, name, part, n, i, tag) {
	if (scheme ~ /^rfc[0-9]+$/) {
		number = "https://www.rfc-editor.org/rfc/" scheme
		if (match(section, /^[0-9]+(\.[0-9]+)*/))
			number = number "#section-" substr(section, RSTART, RLENGTH)
		return "\"" number "\""
	}
	if (scheme != "posix")
		return "NULL"
	name = "https://pubs.opengroup.org/onlinepubs/9799919799/functions/"
	if (match(section, /^[a-z0-9_]+\(/)) {
		part = substr(section, 1, RLENGTH - 1)
		if (part in page_of)
			part = page_of[part]
		return "\"" name part ".html\""
	}
	if (!match(section, /^[0-9]+(\.[0-9]+)*/))
		return "\"" name "contents.html\""
	n = split(substr(section, RSTART, RLENGTH), tag, ".")
	part = "tag_16"
	for (i = 2; i <= n; i++)
		part = part sprintf("_%02d", tag[i])
	return "\"" name "V2_chap02.html#" part "\""
}

function entry(scheme, id, document, section, level_text, level, summary, link, observable, how, known, fares,    key) {
	key = scheme ":" id
	if (key in seen)
		fail(key " stands there already")
	if (id !~ /^[A-Za-z0-9._#-]+$/)
		fail("'" id "' is not an id")
	seen[key] = 1
	if (!(scheme in schemes)) {
		schemes[scheme] = 1
		order[++scheme_count] = scheme
	}
	printf "\t{ %s, %s, %s, %s, %s, %s,\n\t  %s,\n\t  %s, %s, %s, %s, %s },\n", quote(scheme), quote(id),
		quote(document), quote(section), quote(level_text), level, quote(summary), link, quote(observable),
		quote(how), quote(known), fares
	entries++
}

FNR == 1 {
	table = FILENAME
	sub(/^.*\//, "", table)
	if (!(table in columns))
		fail("which table is this?")
	next
}

NF != columns[table] { fail("expected " columns[table] " columns, found " NF) }

/\r/ || /[^\t -~]/ { fail("expected printable ASCII and tabs only") }

table == "requirements.tsv" {
	if (!($5 in level_of))
		fail("'" $5 "' is not a level")
	entry($1, $2, $3, $4, $5 == "prose" ? "" : $5, level_of[$5], $7, link_of($1, $4), $6, $8, $9, "NULL")
}

table == "behaviours.tsv" {
	entry("behaviour", $1, "behaviour", $3, "", "REQUIREMENT_OTHER", $5, "NULL", $4, $6, "", "NULL")
}

table == "claims.tsv" {
	if (!(("behaviour:" $4) in seen))
		fail("there is no behaviour '" $4 "'")
	if ($2 != "confirmed" && $2 != "refuted" && $2 != "depends")
		fail("'" $2 "' is not how a claim fares")
	entry("claim", $1, "claim", $4, "", "REQUIREMENT_OTHER", $3, "NULL", "", "", "", quote($2))
}

table == "aliases.tsv" {
	if (!(($1 ":" $3) in seen))
		fail("there is no " $1 ":" $3)
	if ((($1 ":" $2) in seen))
		fail($1 ":" $2 " stands there already")
	seen[$1 ":" $2] = 1
	alias[++aliases] = "\t{ " quote($1) ", " quote($2) ", " quote($3) " },"
}

END {
	close("cat 1>&2")
	if (failed)
		exit 1
	print "};"
	print "const size_t registry_table_count = " entries ";"
	print ""
	print "const struct registry_alias registry_aliases[] = {"
	for (i = 1; i <= aliases; i++)
		print alias[i]
	print "};"
	print "const size_t registry_alias_count = " aliases ";"
	print ""
	print "const char *const registry_schemes[] = {"
	for (i = 1; i <= scheme_count; i++)
		print "\t" quote(order[i]) ","
	print "\tNULL,"
	print "};"
}
