// Names of logs after any change to a well's logs. Private to catalog/.
#pragma once

#include "mudrock/catalog.h"

// Gives the current logs of a well names that tell them apart: those that a person chose, else what
// the file calls the log, with the file's name where two are alike. Depends on which logs there
// are, never on the order in which they came.
mr_status mr_logs_settle_names(mr_catalog *catalog, const char *well, mr_error *err);
