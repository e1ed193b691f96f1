// What the sources of a document would read now, object by object.
#pragma once

#include "mudrock/service.h"

struct json_t;

// Appends {node_id, well_id, well_name, object, digest} for every object that a source would
// read, in the order it would, restricted to `wells` when there are any; of one source by its
// index, or of all.
mr_status mr_snapshot_source(mr_service *service, const mr_typed_dag *typed, size_t node,
                             const mr_names *wells, struct json_t *list, mr_error *err);
mr_status mr_snapshot_sources(mr_service *service, const mr_typed_dag *typed, const mr_names *wells,
                              struct json_t *list, mr_error *err);
