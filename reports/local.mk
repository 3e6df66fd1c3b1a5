# SPDX-License-Identifier: BSD-2-Clause
noinst_LIBRARIES += libreports.a
libreports_a_SOURCES = \
	reports/again.c reports/again.h \
	reports/book.c reports/book.h \
	reports/ended.c reports/ended.h \
	reports/explain.c reports/explain.h \
	reports/formats.h \
	reports/glossary.c reports/glossary.h \
	reports/happenings.c reports/happenings.h \
	reports/actor_words.c reports/actor_words.h \
	reports/baseline.c \
	reports/html.c reports/html.h \
	reports/html_anchor.c reports/html_anchor.h \
	reports/html_differ.c reports/html_differ.h \
	reports/html_book.c reports/html_book.h \
	reports/html_chapter.c \
	reports/html_citation.c reports/html_citation.h \
	reports/html_contents.c reports/html_contents.h \
	reports/html_filter.c reports/html_filter.h \
	reports/html_finding.c \
	reports/html_found.c \
	reports/html_frame.c \
	reports/html_glossary.c reports/html_glossary.h \
	reports/html_happened.c reports/html_happened.h \
	reports/html_happened_packet.c \
	reports/html_happened_run.c \
	reports/html_index.c \
	reports/html_keep.c \
	reports/html_ladder.c \
	reports/html_join.c reports/html_join.h \
	reports/html_kinds.c reports/html_kinds.h \
	reports/html_kinds_line.c reports/html_kinds_line.h \
	reports/html_ladders.c reports/html_ladders.h \
	reports/html_languages.c reports/html_languages.h \
	reports/html_layers.c reports/html_layers.h reports/html_layers_tcp.c \
	reports/html_lead.c reports/html_lead.h \
	reports/html_machine.c \
	reports/html_markdown.c \
	reports/html_nav.c \
	reports/html_packet.c \
	reports/html_page.c reports/html_page.h \
	reports/html_pieces.c reports/html_pieces.h \
	reports/html_matrix.c reports/html_matrix.h \
	reports/html_methods.c \
	reports/html_place.c reports/html_place.h \
	reports/html_program.c reports/html_program.h \
	reports/html_quiz.c reports/html_quiz.h reports/html_quiz_mask.c \
	reports/html_record.c reports/html_record.h \
	reports/html_requirements.c \
	reports/html_script.c \
	reports/html_settings.c reports/html_settings.h reports/html_settings_join.c reports/html_settings_parts.h \
	reports/html_told.c reports/html_told.h \
	reports/html_uses.c \
	reports/html_translation.c reports/html_translation.h \
	reports/html_single.c reports/html_single.h \
	reports/html_spool.c reports/html_spool.h \
	reports/html_steady.c reports/html_steady.h \
	reports/html_step.c reports/html_step.h \
	reports/json.c \
	reports/json_claims.c reports/json_claims.h \
	reports/junit.c \
	reports/ladder/ladder.h reports/ladder/ladder_parts.h \
	reports/ladder/ladder_across.c \
	reports/ladder/ladder_again.c \
	reports/ladder/ladder_arrows.c \
	reports/ladder/ladder_band.c \
	reports/ladder/ladder_calls.c \
	reports/ladder/ladder_down.c reports/ladder/ladder_down_parts.h \
	reports/ladder/ladder_down_arrow.c \
	reports/ladder/ladder_fit.c \
	reports/ladder/ladder_bend.c reports/ladder/ladder_layout.c reports/ladder/ladder_layout.h \
	reports/ladder/ladder_layout_check.c reports/ladder/ladder_layout_parts.h \
	reports/ladder/ladder_diagram.c reports/ladder/ladder_diagram.h \
	reports/ladder/ladder_lines.c \
	reports/ladder/ladder_machine.c reports/ladder/ladder_machine.h \
	reports/ladder/ladder_make.c \
	reports/ladder/ladder_marks.c reports/ladder/ladder_marks.h \
	reports/ladder/ladder_moments.c \
	reports/ladder/ladder_shape.c reports/ladder/ladder_shape.h \
	reports/ladder/ladder_svg.c reports/ladder/ladder_svg.h \
	reports/ladder/ladder_svg_arrow.c \
	reports/ladder/ladder_svg_parts.c reports/ladder/ladder_svg_parts.h \
	reports/ladder/ladder_pen.c reports/ladder/ladder_pen.h \
	reports/ladder/ladder_report.c \
	reports/ladder/ladder_rows.c reports/ladder/ladder_rows.h \
	reports/ladder/ladder_samples.c \
	reports/ladder/ladder_sockets.c \
	reports/ladder/ladder_states.c \
	reports/ladder/ladder_text.c reports/ladder/ladder_text.h \
	reports/ladder/ladder_verdicts.c \
	reports/markup.c reports/markup.h \
	reports/progress.c reports/progress.h \
	reports/report.c reports/report.h \
	reports/sentence.c reports/sentence.h \
	reports/sentence_fixed.c \
	reports/sentence_forms.c \
	reports/sentence_known.c \
	reports/tap.c \
	reports/terminal.c \
	reports/text.c reports/text.h \
	reports/told.c reports/told.h \
	reports/words.c
nodist_libreports_a_SOURCES = reports/glossary_table.c reports/html_assets.c

# The style and the script of the HTML report are compiled in, so that the program needs no files to write one. Each is
# one file in the report and several here, in this order.
html_style = reports/style/frame.css reports/style/book.css reports/style/lesson.css reports/style/kinds.css reports/style/ladder.css reports/style/index.css \
	reports/style/matrix.css reports/style/told.css reports/style/print.css
html_script = reports/script/index.js reports/script/page.js reports/script/ladder.js
EXTRA_DIST += reports/embed.awk $(html_style) $(html_script)
CLEANFILES += reports/html_assets.c
reports/html_assets.c: reports/embed.awk $(html_style) $(html_script)
	$(AM_V_GEN)$(MKDIR_P) reports && $(AWK) -f $(srcdir)/reports/embed.awk \
		`for file in $(html_style); do echo html_style=$(srcdir)/$$file; done` \
		`for file in $(html_script); do echo html_script=$(srcdir)/$$file; done` > $@-t && mv $@-t $@

# The glossary, and behind it its translation.
glossary_tables = registry/glossary.tsv registry/glossary.zh.tsv
EXTRA_DIST += reports/glossary.awk $(glossary_tables)
CLEANFILES += reports/glossary_table.c
reports/glossary_table.c: $(glossary_tables) reports/glossary.awk
	$(AM_V_GEN)$(MKDIR_P) reports && \
	tables= && for table in $(glossary_tables); do tables="$$tables $(srcdir)/$$table"; done && \
	LC_ALL=C $(AWK) -f $(srcdir)/reports/glossary.awk $$tables >$@-t && mv $@-t $@

# What the formats look like, for those who read them with programs.
reportschemadir = $(pkgdatadir)
dist_reportschema_DATA = docs/evidence.schema.json docs/junit.xsd docs/requirements.schema.json docs/results.schema.json
