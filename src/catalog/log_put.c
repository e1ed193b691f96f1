// Logs enter: as a version of their own kind, with names that tell the logs of a well apart.
#include "catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

#include "log_put.h"

static mr_status put_curves(mr_catalog *catalog, const char *log_id, const mr_log_row *log,
                            mr_error *err)
{
    char now[32];

    mr_clock_rfc3339(now);
    MR_TRY(mr_store_run(catalog->store, "DELETE FROM curve_metadata WHERE well_log = ?1",
                        MR_VALUES(MR_T(log_id)), NULL, err));
    for (size_t i = 0; i < log->n_curves; i++) {
        const mr_curve_row *c = &log->curves[i];
        const bool set = c->set_unit || c->set_quantity;
        char id[37];
        mr_uuid_new(id);
        mr_status st = mr_store_run(
            catalog->store,
            "INSERT INTO curve_metadata (id, well_log, column_name, mnemonic, unit, description, "
            "quantity, position, count, nulls, min, max, mean, set_unit, set_quantity, set_by, "
            "set_at, type) VALUES (?1, ?2, ?3, coalesce(?4, ?3), ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
            "?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            MR_VALUES(MR_T(id), MR_T(log_id), MR_T(c->column_name), MR_T(c->mnemonic),
                      MR_T(c->unit), MR_T(c->description), MR_T(c->quantity), MR_I(i),
                      MR_I(c->count), MR_I(c->nulls), MR_R(c->min), MR_R(c->max), MR_R(c->mean),
                      MR_T(c->set_unit), MR_T(c->set_quantity), MR_T(set ? catalog->user : NULL),
                      MR_T(set ? now : NULL), MR_T(c->type)),
            NULL, err);
        if (st == MR_ECONFLICT)
            return mr_fail(err, st, NULL, "two curves of a log are named \"%s\"", c->column_name);
        MR_TRY(st);
    }
    return MR_OK;
}

// A correction goes on to a later version of the log while the file says the same of the curve.
static mr_status carry_corrections(mr_catalog *catalog, const char *from, const char *to,
                                   mr_error *err)
{
    return mr_store_run(
        catalog->store,
        "UPDATE curve_metadata SET (set_unit, set_quantity, set_by, set_at) = "
        "(SELECT o.set_unit, o.set_quantity, o.set_by, o.set_at FROM curve_metadata o "
        "WHERE o.well_log = ?1 AND o.column_name = curve_metadata.column_name) "
        "WHERE well_log = ?2 AND set_at IS NULL AND EXISTS (SELECT 1 FROM curve_metadata o "
        "WHERE o.well_log = ?1 AND o.column_name = curve_metadata.column_name AND "
        "o.set_at IS NOT NULL AND o.unit IS curve_metadata.unit)",
        MR_VALUES(MR_T(from), MR_T(to)), NULL, err);
}

static mr_status put_facts(mr_catalog *catalog, const char *id, const mr_log_row *log,
                           mr_error *err)
{
    char now[32];

    mr_clock_rfc3339(now);
    MR_TRY(mr_store_run(
        catalog->store,
        "UPDATE well_logs SET object_key = ?2, digest = ?3, rows = ?4, depth_min = ?5, "
        "depth_max = ?6, source_name = ?7, source_format = ?8, source_digest = ?9, "
        "imported_at = ?10, superseded_at = NULL, base_name = ?11 WHERE id = ?1",
        MR_VALUES(MR_T(id), MR_T(log->object_key), MR_T(log->digest), MR_I(log->rows),
                  MR_R(log->depth_min), MR_R(log->depth_max), MR_T(log->source_name),
                  MR_T(log->source_format), MR_T(log->source_digest), MR_T(now),
                  MR_T(log->log_type)),
        NULL, err));
    return mr_store_run(
        catalog->store,
        "UPDATE well_logs SET said = ?2, depth_unit = ?3, index_kind = coalesce(?4, 'depth'), "
        "index_mnemonic = ?5, null_value = ?6, service = ?7, run = ?8, set_name = ?9, "
        "header = coalesce(?10, '{}') WHERE id = ?1",
        MR_VALUES(MR_T(id), MR_T(log->said), MR_T(log->depth_unit), MR_T(log->index_kind),
                  MR_T(log->index_mnemonic), MR_T(log->null_value), MR_T(log->service),
                  MR_T(log->run), MR_T(log->set_name), MR_J(log->header)),
        NULL, err);
}

// --- names ---

typedef struct named {
    const char *id, *log_type, *base, *stem, *digest;
    bool chosen; // by a person
    char *name;
} named;

// "P-12_continuous.las" -> P-12_continuous; a further section of a file bears its number.
static const char *stem_of(mr_arena *arena, const char *source_name, const char *source_key)
{
    char slug[128];
    const char *dot = source_name ? strrchr(source_name, '.') : NULL;
    const char *section = source_key ? strrchr(source_key, '#') : NULL;
    size_t n = !source_name ? 0 : dot ? (size_t)(dot - source_name) : strlen(source_name);

    mr_slug(mr_arena_strndup(arena, source_name ? source_name : "", n), slug, sizeof slug);
    for (char *at = slug; *at; at++)
        *at = *at == '.' ? '_' : *at;
    return section ? mr_arena_printf(arena, "%s_%s", slug, section + 1)
                   : mr_arena_strdup(arena, slug);
}

static mr_status list_named(mr_catalog *catalog, const char *well, mr_arena *arena, size_t *n,
                            named **out, mr_error *err)
{
    mr_cursor *rows = NULL;
    int64_t count = 0;
    bool more = true;

    MR_TRY(mr_store_int(catalog->store,
                        "SELECT count(*) FROM well_logs WHERE well = ?1 AND superseded_at IS NULL",
                        MR_VALUES(MR_T(well)), &count, err));
    *out = MR_ARENA_ARRAY(arena, named, (size_t)count + 1);
    *n = 0;
    MR_TRY(mr_store_query(catalog->store,
                          "SELECT id, log_type, base_name, source_name, source_key, is_named, "
                          "digest FROM well_logs WHERE well = ?1 AND superseded_at IS NULL "
                          "ORDER BY is_named DESC, source_key, source_digest, id",
                          MR_VALUES(MR_T(well)), &rows, err));
    mr_status st = mr_cursor_next(rows, &more, err);
    for (; st == MR_OK && more; st = mr_cursor_next(rows, &more, err))
        (*out)[(*n)++] = (named){
            .id = mr_arena_strdup(arena, mr_cursor_text(rows, 0)),
            .log_type = mr_arena_strdup(arena, mr_cursor_text(rows, 1)),
            .base = mr_arena_strdup(arena, mr_cursor_text(rows, 2)),
            .stem = stem_of(arena, mr_cursor_text(rows, 3), mr_cursor_text(rows, 4)),
            .chosen = mr_cursor_int(rows, 5) != 0,
            .digest = mr_arena_strdup(arena, mr_cursor_text(rows, 6)),
        };
    mr_cursor_free(rows);
    return st;
}

static bool is_taken(const named *logs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (logs[i].name && strcmp(logs[i].name, name) == 0)
            return true;
    return false;
}

// The only log of its kind is called by the kind; several are told apart by their files.
static void choose_names(mr_arena *arena, named *logs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t alike = 0;
        for (size_t k = 0; k < n; k++)
            alike += !logs[k].chosen && strcmp(logs[k].base, logs[i].base) == 0;
        const char *wanted = logs[i].chosen ? logs[i].log_type
                             : alike == 1   ? logs[i].base
                             : strcmp(logs[i].base, "composite") == 0
                                 ? logs[i].stem
                                 : mr_arena_printf(arena, "%s_%s", logs[i].base, logs[i].stem);
        const char *name = wanted;
        for (int number = 2; is_taken(logs, i, name); number++)
            name = mr_arena_printf(arena, "%s_%d", wanted, number);
        logs[i].name = mr_arena_strdup(arena, name);
    }
}

mr_status mr_logs_settle_names(mr_catalog *catalog, const char *well, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    named *logs = NULL;
    size_t n = 0;

    mr_status st = list_named(catalog, well, arena, &n, &logs, err);
    if (st == MR_OK)
        choose_names(arena, logs, n);
    // Out of each other's way first; an older version of the same bytes under that name steps
    // aside.
    for (size_t i = 0; st == MR_OK && i < n; i++)
        if (strcmp(logs[i].name, logs[i].log_type) != 0)
            st = mr_store_run(catalog->store, "UPDATE well_logs SET log_type = id WHERE id = ?1",
                              MR_VALUES(MR_T(logs[i].id)), NULL, err);
    for (size_t i = 0; st == MR_OK && i < n; i++) {
        if (strcmp(logs[i].name, logs[i].log_type) == 0)
            continue;
        st = mr_store_run(catalog->store,
                          "UPDATE well_logs SET log_type = log_type || '.' || id WHERE well = ?1 "
                          "AND log_type = ?2 AND digest = ?3 AND superseded_at IS NOT NULL",
                          MR_VALUES(MR_T(well), MR_T(logs[i].name), MR_T(logs[i].digest)), NULL,
                          err);
        if (st == MR_OK)
            st = mr_store_run(catalog->store, "UPDATE well_logs SET log_type = ?2 WHERE id = ?1",
                              MR_VALUES(MR_T(logs[i].id), MR_T(logs[i].name)), NULL, err);
    }
    mr_arena_free(arena);
    return st;
}

// --- versions ---

// "" when there is none.
static mr_status find_id(mr_catalog *catalog, const char *sql, mr_values values, char id[37],
                         mr_error *err)
{
    id[0] = '\0';
    mr_status st = mr_store_text(catalog->store, sql, values, id, 37, err);
    return st == MR_ENOTFOUND ? MR_OK : st;
}

static mr_status supersede(mr_catalog *catalog, const char *id, mr_error *err)
{
    char now[32];

    mr_clock_rfc3339(now);
    return mr_store_run(catalog->store, "UPDATE well_logs SET superseded_at = ?2 WHERE id = ?1",
                        MR_VALUES(MR_T(id), MR_T(now)), NULL, err);
}

static mr_status insert(mr_catalog *catalog, const char *well, const mr_log_row *log,
                        const char *key, char id[37], mr_error *err)
{
    mr_uuid_new(id);
    mr_status st = mr_store_run(catalog->store,
                                "INSERT INTO well_logs (id, well, log_type, source_key, "
                                "object_key, digest, rows) VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6)",
                                MR_VALUES(MR_T(id), MR_T(well), MR_T(key), MR_T(log->object_key),
                                          MR_T(log->digest), MR_I(log->rows)),
                                NULL, err);
    return st == MR_ENOTFOUND ? mr_fail(err, st, NULL, "there is no well with the id \"%s\"", well)
                              : st;
}

// The same bytes may come back after others had taken their place: then their row is current again.
static mr_status put_version(mr_catalog *catalog, const char *well, const mr_log_row *log,
                             const char *key, const char *before, mr_error *err)
{
    char id[37];

    if (before[0])
        MR_TRY(supersede(catalog, before, err));
    MR_TRY(find_id(catalog,
                   "SELECT id FROM well_logs WHERE well = ?1 AND source_key = ?2 AND digest = ?3 "
                   "AND superseded_at IS NOT NULL AND id <> ?4 ORDER BY superseded_at DESC LIMIT 1",
                   MR_VALUES(MR_T(well), MR_T(key), MR_T(log->digest), MR_T(before)), id, err));
    if (id[0]) // its old name may be another's by now
        MR_TRY(mr_store_run(catalog->store, "UPDATE well_logs SET log_type = id WHERE id = ?1",
                            MR_VALUES(MR_T(id)), NULL, err));
    else
        MR_TRY(insert(catalog, well, log, key, id, err));
    MR_TRY(put_facts(catalog, id, log, err));
    MR_TRY(put_curves(catalog, id, log, err));
    if (before[0]) {
        MR_TRY(carry_corrections(catalog, before, id, err));
        MR_TRY(mr_store_run(catalog->store,
                            "UPDATE well_logs SET is_named = 1, log_type = (SELECT b.log_type "
                            "FROM well_logs b WHERE b.id = ?2) WHERE id = ?1 AND EXISTS "
                            "(SELECT 1 FROM well_logs b WHERE b.id = ?2 AND b.is_named = 1)",
                            MR_VALUES(MR_T(id), MR_T(before)), NULL, err));
    }
    return mr_logs_settle_names(catalog, well, err);
}

mr_status mr_log_put(mr_catalog *catalog, const char *well, const mr_log_row *log, bool *added,
                     mr_error *err)
{
    char before[37], digest[80] = "";
    const char *key = log->source_key ? log->source_key : log->log_type;

    *added = false;
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = find_id(catalog,
                           "SELECT id FROM well_logs WHERE well = ?1 AND source_key = ?2 AND "
                           "superseded_at IS NULL LIMIT 1",
                           MR_VALUES(MR_T(well), MR_T(key)), before, err);
    if (st == MR_OK && before[0])
        st = mr_store_text(catalog->store, "SELECT digest FROM well_logs WHERE id = ?1",
                           MR_VALUES(MR_T(before)), digest, sizeof digest, err);
    const bool same = before[0] && strcmp(digest, log->digest) == 0;
    if (st == MR_OK && same && log->header) // the same values, though the header may say more
        st = put_facts(catalog, before, log, err);
    else if (st == MR_OK && !same)
        st = put_version(catalog, well, log, key, before, err);
    st = mr_store_end(catalog->store, st, err);
    *added = !same && st == MR_OK;
    return st;
}
