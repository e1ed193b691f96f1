// Which well a file means: the same UWI, else the same name, where field and country do not
// contradict.
#include "catalog.h"

#include <string.h>

#include "mudrock/id.h"

enum { KEY = 512 };

typedef struct keys {
    char uwi[KEY], name[KEY], field[KEY], country[KEY]; // "" = not said
} keys;

static void keys_of(const mr_identity *identity, keys *out)
{
    mr_uwi_key(identity->uwi ? identity->uwi : "", out->uwi, KEY);
    mr_name_fold(identity->name ? identity->name : "", out->name, KEY);
    mr_name_fold(identity->field ? identity->field : "", out->field, KEY);
    mr_name_fold(identity->country ? identity->country : "", out->country, KEY);
}

mr_status mr_identity_put(mr_catalog *catalog, const char *well, const mr_identity *identity,
                          mr_error *err)
{
    keys k;

    keys_of(identity, &k);
    return mr_store_run(
        catalog->store,
        "INSERT INTO well_identities (well, project_id, uwi, name, field, country) "
        "SELECT ?1, w.project_id, ?2, ?3, ?4, ?5 FROM wells w WHERE w.id = ?1 "
        "ON CONFLICT (well, uwi, name, field, country) DO NOTHING",
        MR_VALUES(MR_T(well), MR_T(k.uwi), MR_T(k.name), MR_T(k.field), MR_T(k.country)), NULL,
        err);
}

// --- wells of a store that an older program wrote ---

typedef struct unidentified {
    const char *id;
    mr_identity identity;
} unidentified;

mr_status mr_identify_wells(mr_catalog *catalog, mr_error *err)
{
    static const char find[] =
        "SELECT w.id, w.uwi, w.well_name, json_extract(w.header, '$.well.FLD.value'), "
        "json_extract(w.header, '$.well.CTRY.value') FROM wells w "
        "WHERE NOT EXISTS (SELECT 1 FROM well_identities i WHERE i.well = w.id)";
    int64_t n = 0;
    mr_cursor *rows = NULL;
    bool more = true;

    MR_TRY(mr_store_int(catalog->store,
                        "SELECT count(*) FROM wells w WHERE NOT EXISTS "
                        "(SELECT 1 FROM well_identities i WHERE i.well = w.id)",
                        MR_NO_VALUES, &n, err));
    if (n == 0)
        return MR_OK; // without waiting for whoever writes
    mr_arena *arena = mr_arena_new();
    unidentified *wells = MR_ARENA_ARRAY(arena, unidentified, (size_t)n);
    size_t found = 0;
    mr_status st = mr_store_begin(catalog->store, MR_WRITE, err);
    if (st != MR_OK) {
        mr_arena_free(arena);
        return st;
    }
    st = mr_store_query(catalog->store, find, MR_NO_VALUES, &rows, err);
    if (st == MR_OK)
        st = mr_cursor_next(rows, &more, err);
    for (; st == MR_OK && more && found < (size_t)n; st = mr_cursor_next(rows, &more, err))
        wells[found++] = (unidentified){
            mr_arena_strdup(arena, mr_cursor_text(rows, 0)),
            {
                .uwi = mr_arena_strdup(arena, mr_cursor_text(rows, 1)),
                .name = mr_arena_strdup(arena, mr_cursor_text(rows, 2)),
                .field = mr_arena_strdup(arena, mr_cursor_text(rows, 3)),
                .country = mr_arena_strdup(arena, mr_cursor_text(rows, 4)),
            },
        };
    mr_cursor_free(rows);
    for (size_t i = 0; st == MR_OK && i < found; i++)
        st = mr_identity_put(catalog, wells[i].id, &wells[i].identity, err);
    st = mr_store_end(catalog->store, st, err);
    mr_arena_free(arena);
    return st;
}

// --- matching ---

// One well a row; the last column says whether a file called it exactly so before.
static const char by_uwi[] =
    "SELECT w.id, w.well_id, w.well_name, max(i.name = ?3) FROM well_identities i "
    "JOIN wells w ON w.id = i.well WHERE i.project_id = ?1 AND i.uwi = ?2 "
    "GROUP BY w.id ORDER BY w.well_id";
// A well that has a UWI is another one than that of a file with another UWI, whatever the names; so
// are wells of two fields or countries, where both say one.
static const char by_name[] =
    "SELECT w.id, w.well_id, w.well_name, max(i.field = ?3 AND i.country = ?4) "
    "FROM well_identities i JOIN wells w ON w.id = i.well "
    "WHERE i.project_id = ?1 AND i.name = ?2 "
    "AND (?5 = '' OR NOT EXISTS (SELECT 1 FROM well_identities u WHERE u.well = w.id "
    "AND u.uwi <> '')) "
    "AND (?3 = '' OR EXISTS (SELECT 1 FROM well_identities f WHERE f.well = w.id AND f.field = ?3) "
    "OR NOT EXISTS (SELECT 1 FROM well_identities f WHERE f.well = w.id AND f.field <> '')) "
    "AND (?4 = '' OR EXISTS (SELECT 1 FROM well_identities c WHERE c.well = w.id "
    "AND c.country = ?4) OR NOT EXISTS "
    "(SELECT 1 FROM well_identities c WHERE c.well = w.id AND c.country <> '')) "
    "GROUP BY w.id ORDER BY w.well_id";

static mr_status find(mr_catalog *catalog, const char *sql, mr_values values, mr_arena *arena,
                      size_t *n, mr_well_match out[MR_MOST_MATCHES], mr_error *err)
{
    mr_cursor *rows = NULL;
    bool more = true;

    *n = 0;
    MR_TRY(mr_store_query(catalog->store, sql, values, &rows, err));
    mr_status st = mr_cursor_next(rows, &more, err);
    while (st == MR_OK && more && *n < MR_MOST_MATCHES) {
        out[(*n)++] = (mr_well_match){
            .id = mr_arena_strdup(arena, mr_cursor_text(rows, 0)),
            .well_id = mr_arena_strdup(arena, mr_cursor_text(rows, 1)),
            .well_name = mr_arena_strdup(arena, mr_cursor_text(rows, 2)),
            .exact = mr_cursor_int(rows, 3) != 0,
        };
        st = mr_cursor_next(rows, &more, err);
    }
    mr_cursor_free(rows);
    return st;
}

// One that was called exactly so goes before others that only do not contradict.
static void prefer_exact(size_t *n, mr_well_match out[MR_MOST_MATCHES])
{
    size_t exact = 0, at = 0;
    for (size_t i = 0; i < *n; i++)
        if (out[i].exact) {
            exact++;
            at = i;
        }
    if (exact != 1)
        return;
    out[0] = out[at];
    *n = 1;
}

mr_status mr_well_matches(mr_catalog *catalog, const char *project_id, const mr_identity *identity,
                          mr_arena *arena, size_t *n, mr_well_match out[MR_MOST_MATCHES],
                          mr_error *err)
{
    keys k;

    keys_of(identity, &k);
    *n = 0;
    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = MR_OK;
    if (k.uwi[0])
        st = find(catalog, by_uwi, MR_VALUES(MR_T(project_id), MR_T(k.uwi), MR_T(k.name)), arena, n,
                  out, err);
    if (st == MR_OK && *n == 0 && k.name[0])
        st = find(
            catalog, by_name,
            MR_VALUES(MR_T(project_id), MR_T(k.name), MR_T(k.field), MR_T(k.country), MR_T(k.uwi)),
            arena, n, out, err);
    prefer_exact(n, out);
    return mr_store_end(catalog->store, st, err);
}

const char *mr_identity_text(const mr_identity *identity, mr_arena *arena)
{
    keys k;

    keys_of(identity, &k);
    return mr_arena_printf(arena, "%s|%s|%s|%s", k.uwi, k.name, k.field, k.country);
}

mr_status mr_well_free_id(mr_catalog *catalog, const char *project_id, const char *name,
                          mr_arena *arena, const char **out, mr_error *err)
{
    char base[200];
    int64_t taken = 1;

    mr_slug(name, base, sizeof base);
    *out = mr_arena_strdup(arena, base);
    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = MR_OK;
    for (int i = 2; st == MR_OK && taken; i++) {
        st = mr_store_int(catalog->store,
                          "SELECT count(*) FROM wells WHERE project_id = ?1 AND well_id = ?2",
                          MR_VALUES(MR_T(project_id), MR_T(*out)), &taken, err);
        if (taken)
            *out = mr_arena_printf(arena, "%s-%d", base, i);
    }
    return mr_store_end(catalog->store, st, err);
}
