// What people say of curves: beside the file's word, and read instead of it.
#include "catalog.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/clock.h"

// What a NULL and what a "" do stands in mudrock/catalog.h. Who and when go with the last word.
#define SAY                                                                                        \
    "UPDATE curve_metadata SET set_unit = CASE WHEN ?1 IS NULL THEN set_unit ELSE nullif(?1, '') " \
    "END, set_quantity = CASE WHEN ?2 IS NULL THEN set_quantity ELSE nullif(?2, '') END, "         \
    "set_by = CASE WHEN " LEAVES_A_WORD " THEN ?3 END, set_at = CASE WHEN " LEAVES_A_WORD          \
    " THEN ?4 END "
#define LEAVES_A_WORD                                                                              \
    "coalesce(CASE WHEN ?1 IS NULL THEN set_unit ELSE nullif(?1, '') END, CASE WHEN ?2 IS NULL "   \
    "THEN set_quantity ELSE nullif(?2, '') END) IS NOT NULL"

// The word that the change began from is still the last one.
static mr_status check_base(mr_catalog *catalog, const char *log_id, const char *column,
                            const char *base, mr_error *err)
{
    static const char last[] =
        "SELECT coalesce(set_at, '') FROM curve_metadata WHERE well_log = ?1 AND column_name = ?2";
    static const char who[] =
        "SELECT u.name FROM curve_metadata c JOIN users u ON u.id = c.set_by WHERE c.well_log = ?1 "
        "AND c.column_name = ?2";
    char at[32], name[128] = "";

    mr_status st = mr_store_text(catalog->store, last, MR_VALUES(MR_T(log_id), MR_T(column)), at,
                                 sizeof at, err);
    if (st == MR_ENOTFOUND)
        return mr_fail(err, st, NULL, "the log has no curve \"%s\"", column);
    if (st != MR_OK || strcmp(at, base) == 0)
        return st;
    if (!at[0])
        return mr_fail(err, MR_ESTALE, NULL,
                       "what was said of %s was taken back meanwhile: read the curve again",
                       column);
    st = mr_store_text(catalog->store, who, MR_VALUES(MR_T(log_id), MR_T(column)), name,
                       sizeof name, err);
    return st != MR_OK && st != MR_ENOTFOUND
               ? st
               : mr_fail(err, MR_ESTALE, NULL,
                         "%s was corrected by %s at %s meanwhile: read the curve again", column,
                         name[0] ? name : "someone", at);
}

static json_t *detail_of(const char *column, const mr_curve_word *word)
{
    return json_pack("{s:s,s:s?,s:s?}", "curve", column, "unit", word->unit, "quantity",
                     word->quantity);
}

mr_status mr_curve_correct(mr_catalog *catalog, const char *log_id, const char *column,
                           const mr_curve_word *word, const char *base, mr_error *err)
{
    char now[32];
    int64_t changed = 0;
    json_t *detail = detail_of(column, word);

    mr_clock_rfc3339(now);
    mr_status st = mr_store_begin(catalog->store, MR_WRITE, err);
    if (st != MR_OK) {
        json_decref(detail);
        return st;
    }
    st = base ? check_base(catalog, log_id, column, base, err) : MR_OK;
    if (st == MR_OK)
        st = mr_store_run(catalog->store, SAY "WHERE well_log = ?5 AND column_name = ?6",
                          MR_VALUES(MR_T(word->unit), MR_T(word->quantity), MR_T(catalog->user),
                                    MR_T(now), MR_T(log_id), MR_T(column)),
                          &changed, err);
    if (st == MR_OK && changed == 0)
        st = mr_fail(err, MR_ENOTFOUND, NULL, "the log has no curve \"%s\"", column);
    if (st == MR_OK)
        st = mr_audit_in(catalog, "set", "curve", log_id, detail, err);
    json_decref(detail);
    return mr_store_end(catalog->store, st, err);
}

// --- of many wells ---

static json_t *ids_of(const mr_names *wells)
{
    json_t *ids = wells && wells->n ? json_array() : NULL;

    for (size_t i = 0; ids && i < wells->n; i++)
        json_array_append_new(ids, json_string(wells->at[i]));
    return ids;
}

mr_status mr_curves_correct(mr_catalog *catalog, const char *project_id, const mr_names *wells,
                            const mr_curve_state *state, const mr_curve_word *word,
                            int64_t *changed, mr_error *err)
{
    static const char say[] =
        SAY "WHERE column_name = ?5 AND coalesce(unit, '') = coalesce(?6, '') AND "
            "coalesce(set_unit, unit, '') = coalesce(?7, '') AND "
            "coalesce(set_quantity, quantity, '') = coalesce(?8, '') AND well_log IN (SELECT l.id "
            "FROM well_logs l JOIN wells w ON w.id = l.well WHERE w.project_id = ?9 AND "
            "l.superseded_at IS NULL AND (?10 IS NULL OR w.well_id IN (SELECT value FROM "
            "json_each(?10))))";
    char now[32];
    json_t *detail = detail_of(state->column, word), *ids = ids_of(wells);

    *changed = 0;
    mr_clock_rfc3339(now);
    mr_status st = mr_store_begin(catalog->store, MR_WRITE, err);
    if (st == MR_OK) {
        st = mr_store_run(catalog->store, say,
                          MR_VALUES(MR_T(word->unit), MR_T(word->quantity), MR_T(catalog->user),
                                    MR_T(now), MR_T(state->column), MR_T(state->file_unit),
                                    MR_T(state->unit), MR_T(state->quantity), MR_T(project_id),
                                    MR_J(ids)),
                          changed, err);
        if (st == MR_OK && *changed > 0) {
            json_object_set_new(detail, "curves", json_integer(*changed));
            json_object_set_new(detail, "file_unit",
                                state->file_unit ? json_string(state->file_unit) : json_null());
            st = mr_audit_in(catalog, "set", "curves", project_id, detail, err);
        }
        st = mr_store_end(catalog->store, st, err);
    }
    json_decref(ids);
    json_decref(detail);
    return st;
}

mr_status mr_curve_states(mr_catalog *catalog, const char *project_id, struct json_t **out,
                          mr_error *err)
{
    return mr_store_list(
        catalog->store,
        "SELECT c.column_name, min(c.mnemonic) AS mnemonic, nullif(c.unit, '') AS file_unit, "
        "nullif(coalesce(c.set_unit, c.unit), '') AS unit, "
        "coalesce(c.set_quantity, c.quantity) AS quantity, count(DISTINCT l.well) AS wells, "
        "count(*) AS curves, count(c.set_at) AS corrected FROM wells w "
        "JOIN well_logs l ON l.well = w.id AND l.superseded_at IS NULL "
        "JOIN curve_metadata c ON c.well_log = l.id WHERE w.project_id = ?1 "
        "GROUP BY 1, 3, 4, 5 ORDER BY column_name, curves DESC, file_unit, unit, quantity",
        MR_VALUES(MR_T(project_id)), out, err);
}
