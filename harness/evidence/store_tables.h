/* SPDX-License-Identifier: BSD-2-Clause */
/* What evidence.json holds of each record: the tables that writing and reading share. */
#ifndef SOCKSPEC_STORE_TABLES_H
#define SOCKSPEC_STORE_TABLES_H

#include "harness/evidence/record_fields.h"

#define STORE_JSON_MOST ((size_t)64 << 20)
#define STORE_PACKETS_MOST ((size_t)1000000)
#define STORE_RECORDS_MOST ((size_t)1000000)
#define STORE_CAPTURE_MOST ((int64_t)1 << 30)

extern const struct field store_evidence_fields[], store_step_fields[], store_call_fields[],
	store_capture_fields[], store_wire_fields[], store_stall_fields[], store_setting_fields[],
	store_process_fields[];
extern const char *const store_host_names[];

#endif
