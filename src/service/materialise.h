// The rows of any node of any document as a Parquet file: kept from a run, or computed and kept in
// the cache of the workspace under its content key.
#pragma once

#include "mudrock/service.h"

// A file that holds at least the rows asked for; of other wells it may hold more. free() the path.
// It may be gone as soon as another process makes room in the cache (MR_ENOTFOUND when opened: ask
// again). Of the node's own problems and those before it *problems is told; MR_EINVALID when one is
// an error. MR_ECONFLICT when the node has no rows because it was skipped, or when an execution's
// inputs are not what they were.
mr_status mr_materialise(mr_service *service, const mr_look *look, mr_diagnostics *problems,
                         char **path, mr_error *err);
