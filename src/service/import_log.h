// A data section of a file as a log of a well, whatever the format.
#pragma once

#include "import.h"
#include "log_table.h"

// Of a piece whose identity, well and log (its names, source and header) are said: makes and writes
// the table, describes its curves, and readies the piece to enter. Columns of `log` are shared.
mr_status mr_import_log(mr_service *service, mr_import_piece *piece, const mr_found_log *log,
                        mr_error *err);
