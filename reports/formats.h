/* SPDX-License-Identifier: BSD-2-Clause */
/* One line a format: the table in report.c is made of these. */
#ifndef SOCKSPEC_FORMATS_H
#define SOCKSPEC_FORMATS_H

#include "reports/report.h"

extern const struct report_format terminal_format;
extern const struct report_format ladder_format;
extern const struct report_format tap_format;
extern const struct report_format junit_format;
extern const struct report_format json_format;
extern const struct report_format html_format;
extern const struct report_format baseline_format;
extern const struct report_format html_single_format; /* for --single alone: not in the table */

#endif
