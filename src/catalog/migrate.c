// Brings a store to the version of this program.
#include "store.h"

static const char table[] =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
    "applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'))";

// 0 when the store is empty. A store of something else has tables and none of ours.
static mr_status version_of(mr_store *store, int64_t *out, mr_error *err)
{
    int64_t tables = 0, ours = 0;

    *out = 0;
    MR_TRY(mr_store_int(store, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
                        MR_NO_VALUES, &tables, err));
    MR_TRY(mr_store_int(
        store,
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'",
        MR_NO_VALUES, &ours, err));
    if (tables > 0 && !ours)
        return mr_fail(err, MR_EFORMAT, NULL,
                       "this is a database of something else: it has tables and none is ours");
    if (ours)
        MR_TRY(mr_store_int(store, "SELECT coalesce(max(version), 0) FROM schema_migrations",
                            MR_NO_VALUES, out, err));
    if (*out > mr_migrations_n)
        return mr_fail(err, MR_EFORMAT, NULL,
                       "the metadata store is at version %d and this program knows up to %d: a "
                       "newer mudrock wrote it",
                       (int)*out, mr_migrations_n);
    return MR_OK;
}

static mr_status run_missing(mr_store *store, mr_error *err)
{
    int64_t at = 0;

    MR_TRY(version_of(store, &at, err));
    MR_TRY(mr_store_script(store, table, err));
    for (int i = (int)at; i < mr_migrations_n; i++) {
        MR_TRY(mr_store_script(store, mr_migrations[i][1], err));
        MR_TRY(mr_store_run(store, "INSERT INTO schema_migrations (version, name) VALUES (?1, ?2)",
                            MR_VALUES(MR_I(i + 1), MR_T(mr_migrations[i][0])), NULL, err));
    }
    return MR_OK;
}

mr_status mr_store_migrate(mr_store *store, mr_error *err)
{
    int64_t at = 0;

    MR_TRY(mr_store_begin(store, MR_READ, err));
    MR_TRY(mr_store_end(store, version_of(store, &at, err), err));
    if (at == mr_migrations_n)
        return MR_OK; // without waiting for whoever writes
    // All in one transaction, so that of two processes that open an empty store one waits and then
    // finds nothing to do.
    MR_TRY(mr_store_begin(store, MR_WRITE, err));
    return mr_store_end(store, run_missing(store, err), err);
}
