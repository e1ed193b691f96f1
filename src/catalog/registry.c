// The table of operators, held equal to what the program has.
#include "catalog.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/id.h"

static mr_status put_family(mr_catalog *catalog, const mr_registry_row *row, char id[37],
                            mr_error *err)
{
    char now[32];

    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    MR_TRY(mr_store_run(
        catalog->store,
        "INSERT INTO operator_families (id, slug, title, kind, created_at) VALUES (?1, ?2, ?3, ?4, "
        "?5) "
        "ON CONFLICT (slug) DO UPDATE SET title = ?3, kind = ?4 WHERE title <> ?3 OR kind <> ?4",
        MR_VALUES(MR_T(id), MR_T(row->family), MR_T(row->family_title), MR_T(row->family_kind),
                  MR_T(now)),
        NULL, err));
    return mr_store_text(catalog->store, "SELECT id FROM operator_families WHERE slug = ?1",
                         MR_VALUES(MR_T(row->family)), id, 37, err);
}

static mr_status insert(mr_catalog *catalog, const mr_registry_row *row, const char *family,
                        mr_error *err)
{
    char id[37], now[32];
    mr_semver v;

    if (!mr_semver_parse(row->version, &v))
        return mr_fail(err, MR_EPARAM, row->operator_id,
                       "the version \"%s\" is not MAJOR.MINOR.PATCH", row->version);
    mr_uuid_new(id);
    mr_clock_rfc3339(now);
    return mr_store_run(
        catalog->store,
        "INSERT INTO operator_registry (id, operator_id, operator_name, category, description, "
        "version, input_schema, "
        "output_schema, parameters_schema, implementation_type, created_at, semver_major, "
        "semver_minor, semver_patch, "
        "family_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        MR_VALUES(MR_T(id), MR_T(row->operator_id), MR_T(row->operator_name), MR_T(row->category),
                  MR_T(row->description), MR_T(row->version), MR_J(row->input_schema),
                  MR_J(row->output_schema), MR_J(row->parameters_schema),
                  MR_T(row->implementation_type), MR_T(now), MR_I(v.major), MR_I(v.minor),
                  MR_I(v.patch), MR_T(family)),
        NULL, err);
}

// What a version means stays as it was once an execution has used it.
static mr_status rewrite(mr_catalog *catalog, const mr_registry_row *row, const char *family,
                         int64_t *changed, mr_error *err)
{
    return mr_store_run(
        catalog->store,
        "UPDATE operator_registry SET operator_name = ?3, category = ?4, description = ?5, "
        "input_schema = ?6, "
        "output_schema = ?7, parameters_schema = ?8, implementation_type = ?9, family_id = ?10 "
        "WHERE operator_id = ?1 AND version = ?2 AND (operator_name <> ?3 OR category <> ?4 "
        "OR description IS NOT ?5 OR input_schema <> ?6 OR output_schema <> ?7 OR "
        "parameters_schema <> ?8 "
        "OR implementation_type <> ?9 OR family_id IS NOT ?10) "
        "AND NOT EXISTS (SELECT 1 FROM operator_uses u WHERE u.operator_id = ?1 AND u.version = "
        "?2)",
        MR_VALUES(MR_T(row->operator_id), MR_T(row->version), MR_T(row->operator_name),
                  MR_T(row->category), MR_T(row->description), MR_J(row->input_schema),
                  MR_J(row->output_schema), MR_J(row->parameters_schema),
                  MR_T(row->implementation_type), MR_T(family)),
        changed, err);
}

// How a version stands among the others may change at any time.
static mr_status mark(mr_catalog *catalog, const mr_registry_row *row, int64_t *changed,
                      mr_error *err)
{
    char now[32];

    mr_clock_rfc3339(now);
    // A version that the program no longer has stays as history, but is not the latest of anything.
    if (row->is_latest)
        MR_TRY(mr_store_run(catalog->store,
                            "UPDATE operator_registry SET is_latest = 0 "
                            "WHERE operator_id = ?1 AND version <> ?2 AND is_latest = 1",
                            MR_VALUES(MR_T(row->operator_id), MR_T(row->version)), NULL, err));
    return mr_store_run(
        catalog->store,
        "UPDATE operator_registry SET is_latest = ?3, schema_compatible = ?4, replacement_version "
        "= ?5, "
        "deprecated_at = CASE WHEN ?5 IS NULL THEN NULL ELSE coalesce(deprecated_at, ?6) END "
        "WHERE operator_id = ?1 AND version = ?2 AND (is_latest <> ?3 OR schema_compatible <> ?4 "
        "OR replacement_version IS NOT ?5)",
        MR_VALUES(MR_T(row->operator_id), MR_T(row->version), MR_I(row->is_latest),
                  MR_I(row->schema_compatible), MR_T(row->replacement_version), MR_T(now)),
        changed, err);
}

static size_t count_channels(const char *channels)
{
    size_t n = channels && *channels;

    for (; channels && *channels; channels++)
        n += *channels == ',';
    return n;
}

static mr_status put_channels(mr_catalog *catalog, const mr_registry_row *row, int64_t *changed,
                              mr_error *err)
{
    char id[37], name[64];

    for (const char *at = row->channels; at && *at;) {
        const size_t n = strcspn(at, ",");
        int64_t one = 0;
        snprintf(name, sizeof name, "%.*s", (int)n, at);
        at += n + (at[n] == ',');
        mr_uuid_new(id);
        MR_TRY(mr_store_run(
            catalog->store,
            "INSERT INTO operator_channels (id, operator_id, channel_name, version) "
            "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (operator_id, channel_name) "
            "DO UPDATE SET version = ?4 WHERE version <> ?4",
            MR_VALUES(MR_T(id), MR_T(row->operator_id), MR_T(name), MR_T(row->version)), &one,
            err));
        *changed += one;
    }
    return MR_OK;
}

static mr_status sync_row(mr_catalog *catalog, const mr_registry_row *row, size_t *written,
                          mr_error *err)
{
    char id[37], family[37];
    int64_t rewritten = 0, marked = 0, channelled = 0;

    MR_TRY(put_family(catalog, row, family, err));
    mr_status st = mr_store_text(
        catalog->store, "SELECT id FROM operator_registry WHERE operator_id = ?1 AND version = ?2",
        MR_VALUES(MR_T(row->operator_id), MR_T(row->version)), id, sizeof id, err);
    const bool absent = st == MR_ENOTFOUND;
    if (absent)
        st = insert(catalog, row, family, err);
    if (st == MR_OK && !absent)
        st = rewrite(catalog, row, family, &rewritten, err);
    if (st == MR_OK)
        st = mark(catalog, row, &marked, err);
    if (st == MR_OK)
        st = put_channels(catalog, row, &channelled, err);
    *written += st == MR_OK && (absent || rewritten > 0 || marked > 0 || channelled > 0);
    return st;
}

// Nothing to do for this row: mostly so, and known without waiting for whoever writes.
static mr_status is_current(mr_catalog *catalog, const mr_registry_row *row, bool *out,
                            mr_error *err)
{
    int64_t n = 0;

    mr_status st = mr_store_int(
        catalog->store,
        "SELECT count(*) FROM operator_registry r, operator_families f WHERE r.operator_id = ?1 "
        "AND r.version = ?2 "
        "AND f.slug = ?3 AND f.title = ?4 AND f.kind = ?5 AND r.is_latest = ?6 AND "
        "r.schema_compatible = ?7 "
        "AND r.replacement_version IS ?8 "
        "AND (SELECT count(*) FROM operator_channels c WHERE c.operator_id = ?1 AND c.version = ?2 "
        "AND instr(',' || coalesce(?16, '') || ',', ',' || c.channel_name || ',') > 0) = ?17 "
        "AND ((r.operator_name = ?9 AND r.category = ?10 AND "
        "r.description IS ?11 "
        "AND r.input_schema = ?12 AND r.output_schema = ?13 AND r.parameters_schema = ?14 "
        "AND r.implementation_type = ?15 AND r.family_id = f.id) "
        "OR EXISTS (SELECT 1 FROM operator_uses u WHERE u.operator_id = ?1 AND u.version = ?2))",
        MR_VALUES(MR_T(row->operator_id), MR_T(row->version), MR_T(row->family),
                  MR_T(row->family_title), MR_T(row->family_kind), MR_I(row->is_latest),
                  MR_I(row->schema_compatible), MR_T(row->replacement_version),
                  MR_T(row->operator_name), MR_T(row->category), MR_T(row->description),
                  MR_J(row->input_schema), MR_J(row->output_schema), MR_J(row->parameters_schema),
                  MR_T(row->implementation_type), MR_T(row->channels),
                  MR_I((int64_t)count_channels(row->channels))),
        &n, err);
    *out = n > 0;
    return st;
}

static mr_status all_current(mr_catalog *catalog, const mr_registry_row *rows, size_t n, bool *out,
                             mr_error *err)
{
    *out = true;
    MR_TRY(mr_store_begin(catalog->store, MR_READ, err));
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && *out && i < n; i++)
        st = is_current(catalog, &rows[i], out, err);
    return mr_store_end(catalog->store, st, err);
}

mr_status mr_registry_sync(mr_catalog *catalog, const mr_registry_row *rows, size_t n,
                           size_t *written, mr_error *err)
{
    bool current = false;

    *written = 0;
    MR_TRY(all_current(catalog, rows, n, &current, err));
    if (current)
        return MR_OK;
    MR_TRY(mr_store_begin(catalog->store, MR_WRITE, err));
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < n; i++)
        st = sync_row(catalog, &rows[i], written, err);
    return mr_store_end(catalog->store, st, err);
}
