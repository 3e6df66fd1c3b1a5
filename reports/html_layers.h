/* SPDX-License-Identifier: BSD-2-Clause */
/* The headers of a packet, layer by layer, each field with its name and what it means. */
#ifndef SOCKSPEC_HTML_LAYERS_H
#define SOCKSPEC_HTML_LAYERS_H

#include <stdbool.h>

struct flow;
struct html_terms;
struct markup;
struct packet;
struct packet_record;

/*
 * A definition list with its title a layer, the payload among them. `flow` gives relative numbers; NULL: there is none. Of fields that
 * are as in a packet of the table before it (reports/html_steady.h) there is a link to that one instead.
 */
void html_layers_write(struct markup *markup, const struct packet_record *record, const struct flow *flow,
	struct html_terms *terms);

/* ---- between html_layers.c and html_layers_tcp.c ---- */

/*
 * A list with its title; and one field of it: as text, as a number, as a checksum with what is wrong with it. `brief`: without what
 * another packet has told.
 */
void html_layers_begin(struct markup *markup, const char *title);
void html_layers_end(struct markup *markup);
void html_layers_field(struct markup *markup, const char *name, const char *text);
void html_layers_number(struct markup *markup, const char *name, unsigned long number);
void html_layers_checksum(struct markup *markup, unsigned checksum, bool known, bool right);
void html_layers_ports(struct markup *markup, const struct packet *packet);
void html_layers_write_tcp(struct markup *markup, const struct packet *packet, const struct flow *flow,
	struct html_terms *terms, bool brief);

#endif
