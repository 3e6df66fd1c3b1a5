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
	columns["claims.tsv"] = 6
	columns["methods.tsv"] = 3
	columns["aliases.tsv"] = 3
	columns["requirements.zh.tsv"] = 3
	columns["claims.zh.tsv"] = 3
	columns["methods.zh.tsv"] = 2
	for (i = split("socket name listen connect stream datagram network end server", words, " "); i > 0; i--)
		subjects[words[i]] = 1
	level_of["MUST"] = level_of["MUST NOT"] = level_of["shall"] = level_of["shall fail"] = "REQUIREMENT_MUST"
	level_of["SHOULD"] = level_of["SHOULD NOT"] = "REQUIREMENT_SHOULD"
	level_of["MAY"] = level_of["may"] = level_of["may fail"] = "REQUIREMENT_MAY"
	level_of["prose"] = "REQUIREMENT_OTHER"
	# Where a call's page has another one's name.
	page_of["accept4"] = "accept"
	page_of["ppoll"] = "poll"
	entries = aliases = translations = failed = 0
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

# What only some tables have stands in `more`, as designated initialisers.
function entry(scheme, id, document, section, level_text, level, summary, link, observable, how, known, more,    key) {
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
	printf "\t{ .scheme = %s, .id = %s, .document = %s, .section = %s,\n\t  .level_text = %s, .level = %s, .link = %s,\n", quote(scheme),
		quote(id), quote(document), quote(section), quote(level_text), level, link
	printf "\t  .summary = %s,\n\t  .observable = %s, .how = %s, .known = %s%s },\n", quote(summary), quote(observable),
		quote(how), quote(known), more
	entries++
}

# Behind the rows that it translates, of the same table in English.
function translate(scheme, id, summary, instead,    key) {
	key = scheme ":" id
	if (!(key in seen))
		fail("there is no " key)
	if (key in translated)
		fail(key " is translated twice")
	if (summary == "")
		fail("a column is empty")
	translated[key] = 1
	translation[++translations] = "\t{ " quote(scheme) ", " quote(id) ", { " quote(summary) ",\n\t  " quote(instead) " } },"
}

FNR == 1 {
	table = FILENAME
	sub(/^.*\//, "", table)
	if (!(table in columns))
		fail("which table is this?")
	next
}

# A behaviour that cannot be shown has one more: why.
NF != columns[table] + (table == "behaviours.tsv" && $4 == "no") {
	fail("expected " columns[table] + (table == "behaviours.tsv" && $4 == "no") " columns, found " NF)
}

table !~ /\.zh\.tsv$/ && (/\r/ || /[^\t -~]/) { fail("expected printable ASCII and tabs only") }

table == "requirements.tsv" {
	if (!($5 in level_of))
		fail("'" $5 "' is not a level")
	entry($1, $2, $3, $4, $5 == "prose" ? "" : $5, level_of[$5], $7, link_of($1, $4), $6, $8, $9, "")
}

table == "behaviours.tsv" {
	if ($4 !~ /^(api|wire|inject|timing|no)$/)
		fail("'" $4 "' is not how a behaviour is observed")
	if ($4 == "no" && ($8 == "" || $8 == "-"))
		fail("why can it not be shown?")
	entry("behaviour", $1, "behaviour", $3, "", "REQUIREMENT_OTHER", $5, "NULL", $4, $4 == "no" ? $8 : $6, "",
		split($7, sources, ",") >= 3 ? ", .core = true" : "")
}

table == "claims.tsv" {
	if (!(("behaviour:" $5) in seen))
		fail("there is no behaviour '" $5 "'")
	if ($2 != "confirmed" && $2 != "refuted" && $2 != "depends")
		fail("'" $2 "' is not how a claim fares")
	if (!($3 in subjects))
		fail("'" $3 "' is not a subject")
	if ($2 != "confirmed" && ($6 == "" || $6 == "-"))
		fail("what happens instead?")
	entry("claim", $1, "claim", $5, "", "REQUIREMENT_OTHER", $4, "NULL", "", "", "",
		", .fares = " quote($2) ",\n\t  .subject = " quote($3) ", .instead = " quote($6))
}

table == "methods.tsv" {
	entry("method", $1, "method", $2, "", "REQUIREMENT_OTHER", $3, "NULL", "", "", "", "")
}

table == "requirements.zh.tsv" { translate($1, $2, $3, "-") }

table == "claims.zh.tsv" { translate("claim", $1, $2, $3) }

table == "methods.zh.tsv" { translate("method", $1, $2, "-") }

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
	print "const struct registry_translation registry_translations_zh[] = {"
	for (i = 1; i <= translations; i++)
		print translation[i]
	print "};"
	print "const size_t registry_translation_zh_count = " translations ";"
	print ""
	print "const char *const registry_schemes[] = {"
	for (i = 1; i <= scheme_count; i++)
		print "\t" quote(order[i]) ","
	print "\tNULL,"
	print "};"
}
