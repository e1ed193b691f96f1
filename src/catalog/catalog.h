// The open catalogue: private to catalog/.
#pragma once

#include "mudrock/catalog.h"

#include "store.h"

struct mr_catalog {
    mr_store *store;
    char user[37]; // who writes: the workspace's only user
    bool held;     // by mr_catalog_begin; guarded by the store's lock
};

// One row of history for what changed, inside the transaction that changes it.
mr_status mr_audit_in(mr_catalog *catalog, const char *action, const char *subject_type,
                      const char *subject_id, const struct json_t *detail, mr_error *err);
// Identities of wells that a program without them wrote.
mr_status mr_identify_wells(mr_catalog *catalog, mr_error *err);
