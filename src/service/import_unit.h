// Units that the user tells at an import: --unit CURVE=UNIT.
#pragma once

#include "mudrock/service.h"

// MR_EUSAGE where one is no CURVE=UNIT, or its unit is not understood.
mr_status mr_import_check_units(const mr_units *units, const mr_import_options *options,
                                mr_error *err);
// What was told of the curve, by its mnemonic or its column, case ignored; DEPT and DEPTH are the
// index whatever it is called. NULL = nothing. Lives as long as the options.
const char *mr_import_unit(const mr_import_options *options, const char *mnemonic,
                           const char *column);
