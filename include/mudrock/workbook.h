// Excel workbooks (.xlsx) as tables, one a sheet.
#pragma once

#include <stdbool.h>

#include "mudrock/contents.h"
#include "mudrock/csv.h"

// Whether the head of a file is that of a workbook: also an old or a binary one, which reading
// refuses by name.
bool mr_workbook_is(mr_str head, const char *path);
// Every worksheet that has cells is a table, by the rules of mudrock/csv.h: names are found under
// titles and notes, a unit row below them, dates by the formats of the cells. Formulas have the
// value that was stored with them; a cell merged over rows holds for each; errors are null, with
// their count. `options`: nulls, header and dates count; NULL = none. MR_EFORMAT names part, sheet
// and cell; MR_ETOOLARGE: more sheets, cells or unpacked bytes than a workbook has.
mr_status mr_workbook_read(mr_str bytes, const mr_csv_options *options, mr_contents **out,
                           mr_error *err);
mr_status mr_workbook_read_file(const char *path, const mr_csv_options *options, mr_contents **out,
                                mr_error *err);
