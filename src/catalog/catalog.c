// Opening the catalogue, writing several things as one, and the history of changes.
#include "catalog.h"

#include <assert.h>
#include <stdlib.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

// The one user of a workspace without accounts.
static mr_status find_user(mr_catalog *catalog, mr_error *err)
{
    static const char find[] = "SELECT id FROM users WHERE name = 'local'";
    char id[37];

    mr_status st =
        mr_store_text(catalog->store, find, MR_NO_VALUES, catalog->user, sizeof catalog->user, err);
    if (st != MR_ENOTFOUND)
        return st;
    mr_uuid_new(id);
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    st = mr_store_run(
        catalog->store,
        "INSERT INTO users (id, name) VALUES (?1, 'local') ON CONFLICT (name) DO NOTHING",
        MR_VALUES(MR_T(id)), NULL, err);
    MR_TRY(mr_store_end(catalog->store, st, err));
    return mr_store_text(catalog->store, find, MR_NO_VALUES, catalog->user, sizeof catalog->user,
                         err);
}

mr_status mr_catalog_open(const char *path, mr_catalog **out, mr_error *err)
{
    mr_catalog *catalog = mr_alloc(sizeof *catalog);

    mr_status st = mr_store_open(path, &catalog->store, err);
    if (st == MR_OK)
        st = mr_store_migrate(catalog->store, err);
    if (st == MR_OK)
        st = find_user(catalog, err);
    if (st == MR_OK)
        st = mr_identify_wells(catalog, err);
    if (st != MR_OK) {
        mr_catalog_close(catalog);
        return mr_fail_in(err, st, "%s", path);
    }
    *out = catalog;
    return MR_OK;
}

void mr_catalog_close(mr_catalog *catalog)
{
    if (!catalog)
        return;
    mr_store_close(catalog->store);
    free(catalog);
}

mr_status mr_catalog_begin(mr_catalog *catalog, mr_error *err)
{
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    assert(!catalog->held);
    catalog->held = true;
    return MR_OK;
}

mr_status mr_catalog_version(mr_catalog *catalog, int64_t *out, mr_error *err)
{
    return mr_store_version(catalog->store, out, err);
}

// Between begin and here only the holder gets past the lock, so what it sees in `held` is its own.
mr_status mr_catalog_commit(mr_catalog *catalog, mr_error *err)
{
    mr_store_lock(catalog->store);
    assert(catalog->held);
    catalog->held = false;
    mr_status st = mr_store_end(catalog->store, MR_OK, err);
    mr_store_unlock(catalog->store);
    return st;
}

void mr_catalog_rollback(mr_catalog *catalog)
{
    mr_store_lock(catalog->store);
    if (catalog->held) {
        catalog->held = false;
        (void)mr_store_end(catalog->store, MR_ECANCEL, NULL);
    }
    mr_store_unlock(catalog->store);
}

mr_status mr_audit_in(mr_catalog *catalog, const char *action, const char *subject_type,
                      const char *subject_id, const struct json_t *detail, mr_error *err)
{
    char id[37], now[32];

    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    return mr_store_run(
        catalog->store,
        "INSERT INTO audit_log (id, at, user_id, action, subject_type, subject_id, detail) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        MR_VALUES(MR_T(id), MR_T(now), MR_T(catalog->user), MR_T(action), MR_T(subject_type),
                  MR_T(subject_id), MR_J(detail)),
        NULL, err);
}

mr_status mr_audit(mr_catalog *catalog, const char *action, const char *subject_type,
                   const char *subject_id, struct json_t *detail, mr_error *err)
{
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = mr_audit_in(catalog, action, subject_type, subject_id, detail, err);
    return mr_store_end(catalog->store, st, err);
}
