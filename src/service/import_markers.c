// Markers of a file go to the wells of the project that they name.
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "mudrock/id.h"
#include "mudrock/map.h"
#include "mudrock/units.h"

#include "import_contents.h"
#include "import_unit.h"

enum { KEY_SIZE = 256, UNKNOWN_NAMED = 8 };

// Wells by every name they go by.
typedef struct index {
    mr_map *wells, *exact, *uwis; // to the well as JSON, or to `several`
    json_t *list, *several;
} index;

// Letters and digits, lower case: how people write one name differs in the rest.
static void key_of(const char *name, char out[KEY_SIZE])
{
    mr_slug(name, out, KEY_SIZE);
    for (char *at = out; *at; at++)
        *at = (char)tolower((unsigned char)*at);
}

static void add_to(const index *ix, mr_map *map, const char *key, json_t *well)
{
    json_t *before = key[0] ? mr_map_get(map, key) : NULL;
    if (key[0])
        mr_map_put(map, key, before && before != well ? ix->several : well);
}

static void add_keys(const index *ix, const char *name, json_t *well)
{
    char key[KEY_SIZE];
    if (!name)
        return;
    mr_name_fold(name, key, sizeof key);
    add_to(ix, ix->exact, key, well);
    key_of(name, key);
    add_to(ix, ix->wells, key, well);
}

static void add_uwi(const index *ix, const char *uwi, json_t *well)
{
    char key[KEY_SIZE];
    mr_uwi_key(uwi ? uwi : "", key, sizeof key);
    add_to(ix, ix->uwis, key, well);
}

static mr_status open_index(mr_service *service, const char *project_id, index *out, mr_error *err)
{
    static const char *const fields[] = {"well_id", "uwi", "well_name"};
    MR_TRY(mr_well_list(service->catalog, project_id, NULL, &out->list, err));
    out->wells = mr_map_new();
    out->exact = mr_map_new();
    out->uwis = mr_map_new();
    out->several = json_object();
    for (size_t i = 0; i < json_array_size(out->list); i++) {
        json_t *well = json_array_get(out->list, i);
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
            add_keys(out, json_string_value(json_object_get(well, fields[f])), well);
        add_uwi(out, json_string_value(json_object_get(well, "uwi")), well);
    }
    return MR_OK;
}

static void close_index(index *ix)
{
    mr_map_free(ix->wells);
    mr_map_free(ix->exact);
    mr_map_free(ix->uwis);
    json_decref(ix->several);
    json_decref(ix->list);
}

// As it is written or by its UWI; else in any spelling that only one well has.
static const json_t *find_well(const index *ix, const char *name)
{
    char key[KEY_SIZE];
    const json_t *well = NULL;
    mr_name_fold(name, key, sizeof key);
    well = key[0] ? mr_map_get(ix->exact, key) : NULL;
    if (!well) {
        mr_uwi_key(name, key, sizeof key);
        well = key[0] ? mr_map_get(ix->uwis, key) : NULL;
    }
    if (!well) {
        key_of(name, key);
        well = key[0] ? mr_map_get(ix->wells, key) : NULL;
    }
    return well == ix->several ? NULL : well;
}

// Wells that tops name and the project does not have, once each.
static void note_unknown(mr_import_piece *piece, const mr_map *unknown, size_t n_tops)
{
    size_t n = mr_map_count(unknown);
    const char *list = "";
    for (size_t i = 0; i < n && i < UNKNOWN_NAMED; i++) {
        const char *name;
        mr_map_at(unknown, i, &name);
        list = mr_arena_printf(piece->arena, "%s%s%s", list, i ? ", " : "", name);
    }
    if (n)
        mr_import_note(piece, "notes",
                       "%zu tops of %zu wells that the project does not have are left out: %s%s",
                       n_tops, n, list, n > UNKNOWN_NAMED ? ", ..." : "");
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_marker(const json_t *existing, const mr_marker_row *row)
{
    for (size_t i = 0; i < json_array_size(existing); i++) {
        const json_t *m = json_array_get(existing, i);
        const char *by = json_string_value(json_object_get(m, "interpreter"));
        if (strcmp(json_string_value(json_object_get(m, "name")), row->name) == 0 &&
            strcmp(by ? by : "", row->interpreter ? row->interpreter : "") == 0)
            return json_number_value(json_object_get(m, "depth")) == row->depth &&
                   same_text(json_string_value(json_object_get(m, "depth_unit")),
                             row->depth_unit) &&
                   same_text(json_string_value(json_object_get(m, "type")), row->type);
    }
    return false;
}

// Of a file that says no unit: that of the well's logs, where they have one.
static const char *log_unit(const json_t *well)
{
    return json_string_value(json_object_get(well, "log_unit"));
}

static mr_status enter_top(mr_service *service, mr_import_piece *piece, const json_t *well,
                           mr_marker_row row, bool *changed, mr_error *err)
{
    json_t *existing = NULL;
    row.well_id = json_string_value(json_object_get(well, "well_id"));
    if (!row.depth_unit)
        row.depth_unit = piece->markers_unit ? piece->markers_unit : log_unit(well);
    MR_TRY(mr_marker_list(service->catalog, piece->project_id, row.well_id, &existing, err));
    bool same = same_marker(existing, &row);
    json_decref(existing);
    *changed = *changed || !same;
    return same ? MR_OK : mr_marker_put(service->catalog, piece->project_id, &row, err);
}

// The well that the user names, or that the file is called after.
static mr_status find_own(mr_service *service, mr_import_piece *piece, const index *ix,
                          const json_t **out, mr_error *err)
{
    bool is_new;
    mr_import_name_well(piece, NULL);
    MR_TRY(mr_import_find_named(service, piece, NULL, &is_new, err));
    *out = find_well(ix, piece->well.well_id);
    return MR_OK;
}

mr_status mr_import_enter_markers(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    index ix = {0};
    size_t left_out = 0;
    bool changed = false;
    MR_TRY(open_index(service, piece->project_id, &ix, err));
    mr_map *unknown = mr_map_new();
    mr_status st = MR_OK;
    const json_t *own = NULL; // of markers that name no well
    for (size_t i = 0; st == MR_OK && !own && i < piece->n_markers; i++)
        if (!piece->markers[i].well_id)
            st = find_own(service, piece, &ix, &own, err);
    for (size_t i = 0; st == MR_OK && i < piece->n_markers; i++) {
        const char *said = piece->markers[i].well_id;
        const json_t *well = said ? find_well(&ix, said) : own;
        if (well)
            st = enter_top(service, piece, well, piece->markers[i], &changed, err);
        else {
            mr_map_put(unknown, piece->markers[i].well_id, piece);
            left_out++;
        }
    }
    note_unknown(piece, unknown, left_out);
    mr_map_free(unknown);
    close_index(&ix);
    if (st == MR_OK && left_out && left_out == piece->n_markers)
        st = mr_fail(err, MR_ENOTFOUND, NULL, "none of its %zu tops is of a well of the project",
                     left_out);
    json_t *s = piece->summary;
    size_t kept = piece->n_markers - left_out;
    json_object_set_new(s, "status", json_string(changed ? "added" : "unchanged"));
    json_object_set_new(s, "markers", json_integer((json_int_t)kept));
    json_object_set_new(
        s, "skipped",
        json_integer(json_integer_value(json_object_get(s, "skipped")) + (json_int_t)left_out));
    return st;
}

// --- reading ---

static mr_status unit_of(const mr_units *units, const mr_import_piece *piece, const char *said,
                         const char **out, mr_error *err)
{
    const char *told = mr_import_unit(piece->options, "MD", "depth");
    const mr_unit_reading read = mr_unit_read(units, told ? told : said, "MD", "depth");
    double scale, offset;
    *out = mr_arena_strdup(piece->arena, read.unit);
    if (read.state == MR_UNIT_NONE_SAID ||
        (read.unit && mr_unit_convert(units, read.unit, "m", &scale, &offset)))
        return MR_OK;
    return mr_fail(err, MR_EFORMAT, "md",
                   "the depths are in \"%s\", which is no length that is understood: say it with "
                   "--unit DEPT=ft",
                   told ? told : said);
}

static void note_left_out(mr_import_piece *piece, size_t nameless, size_t deepless)
{
    if (nameless)
        mr_import_note(piece, "warnings", "%zu markers without a name are left out", nameless);
    if (deepless)
        mr_import_note(piece, "warnings", "%zu markers without a measured depth are left out",
                       deepless);
    json_object_set_new(piece->summary, "skipped", json_integer((json_int_t)(nameless + deepless)));
}

mr_status mr_import_markers(mr_service *service, mr_import_piece *piece, const mr_marker *markers,
                            size_t n, mr_error *err)
{
    mr_arena *arena = piece->arena;
    size_t nameless = 0, deepless = 0, unitless = 0;
    piece->markers = MR_ARENA_ARRAY(arena, mr_marker_row, n + 1);
    piece->enter = mr_import_enter_markers;
    for (size_t i = 0; i < n; i++) {
        const mr_marker *m = &markers[i];
        const char *unit = NULL;
        if (!m->name || isnan(m->md)) {
            nameless += !m->name;
            deepless += m->name != NULL;
            continue;
        }
        MR_TRY(unit_of(service->units, piece, m->unit, &unit, err));
        unitless += unit == NULL;
        piece->markers[piece->n_markers++] = (mr_marker_row){
            .well_id = mr_arena_strdup(arena, m->well),
            .name = mr_arena_strdup(arena, m->name),
            .source_name = piece->name,
            .depth = m->md,
            .depth_unit = unit,
            .type = mr_arena_strdup(arena, m->type),
        };
    }
    note_left_out(piece, nameless, deepless);
    if (unitless)
        mr_import_note(piece, "warnings",
                       "the depths say no unit: that of each well's logs is assumed; --unit "
                       "DEPT=ft would say it");
    piece->rows = (int64_t)piece->n_markers;
    json_object_set_new(piece->summary, "rows", json_integer((json_int_t)piece->n_markers));
    return piece->n_markers ? MR_OK
                            : mr_fail(err, MR_EFORMAT, NULL,
                                      "none of its %zu markers has a name and a measured depth", n);
}
