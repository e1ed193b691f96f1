// Formation tops: all of the selection at once, then given out well by well.
#include <stdlib.h>
#include <string.h>

#include "../columns.h"
#include "ingestion.h"

typedef struct state {
    mr_wells_of groups; // by well; groups[i] is ingest->wells[i], the null group left out
    size_t *group_of;   // scan well -> group
    size_t
        every; // group of the markers without a well, which belong to every well; SIZE_MAX = none
    size_t n_ways; // in which depths were brought to the project's unit
    mr_written ways[MR_MOST_WAYS];
} state;

static const mr_field fields[] = {
    {.name = "well_id", .type = MR_UTF8, .nullable = true, .origin = -1},
    {.name = "name", .type = MR_UTF8, .nullable = true, .origin = -1},
    {.name = "depth", .type = MR_FLOAT64, .nullable = true, .origin = -1},
    {.name = "interpreter", .type = MR_UTF8, .nullable = true, .origin = -1},
    {.name = "source_name", .type = MR_UTF8, .nullable = true, .origin = -1},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static void put_text(mr_builder *builder, const char *text)
{
    if (text)
        mr_builder_text(builder, mr_str_of(text));
    else
        mr_builder_null(builder);
}

static mr_status to_table(const mr_marker_row *rows, size_t n, mr_table **out, mr_error *err)
{
    mr_builder *builders[N_FIELDS];
    for (size_t i = 0; i < N_FIELDS; i++)
        builders[i] = mr_builder_new(&fields[i]);
    for (size_t i = 0; i < n; i++) {
        put_text(builders[0], rows[i].well_id);
        put_text(builders[1], rows[i].name);
        mr_builder_real(builders[2], rows[i].depth);
        put_text(builders[3], rows[i].interpreter);
        put_text(builders[4], rows[i].source_name);
    }
    mr_table *table = mr_table_new((int64_t)n);
    mr_status st = MR_OK;
    for (size_t i = 0; i < N_FIELDS; i++) {
        const mr_column *column = NULL;
        if (st == MR_OK)
            st = mr_builder_finish(builders[i], &column, err);
        if (st == MR_OK)
            mr_table_put(table, column);
        mr_builder_free(builders[i]);
    }
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}

static void note_way(state *s, double scale, double offset)
{
    for (size_t i = 0; i < s->n_ways; i++)
        if (s->ways[i].scale == scale && s->ways[i].offset == offset)
            return;
    if (s->n_ways < MR_MOST_WAYS)
        s->ways[s->n_ways++] = (mr_written){.scale = scale, .offset = offset};
}

// Markers are kept in their own unit and leave in the project's, as the samples do.
static mr_status to_project_unit(state *s, const mr_units *units, const char *project,
                                 mr_marker_row *rows, size_t n, mr_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const char *own = rows[i].depth_unit;
        double scale = 1, offset = 0;
        if (own && !mr_unit_convert(units, own, project, &scale, &offset))
            return mr_fail(err, MR_EFORMAT, "depth",
                           "the unit of the depth of %s in well %s, \"%s\", is no length",
                           rows[i].name, rows[i].well_id, own);
        mr_rescale(&rows[i].depth, 1, scale, offset);
        note_way(s, scale, offset);
    }
    return MR_OK;
}

static mr_status from_catalog(mr_ingest *ingest, mr_table **out, mr_error *err)
{
    mr_project_units units;
    const char *project =
        ingest->source->project_id ? ingest->source->project_id : ingest->typed->dag->project_id;
    MR_TRY(mr_project_units_get(ingest->options, project, ingest->arena, &units, err));
    bool known = units.known;
    mr_project_units_clear(&units); // the depth unit is the arena's
    if (!known)
        return mr_fail(err, MR_ENOTFOUND, "", "there is no project %s", project ? project : "");
    mr_arena *arena = mr_arena_new();
    size_t n;
    mr_marker_row *rows;
    mr_status st = mr_marker_find(ingest->options->catalog, units.project,
                                  &ingest->source->well_ids, arena, &n, &rows, err);
    if (st == MR_OK)
        st = to_project_unit(ingest->state, ingest->options->units, units.depth_unit, rows, n, err);
    if (st == MR_OK)
        st = to_table(rows, n, out, err);
    mr_arena_free(arena);
    return st;
}

// A file says its unit with the column, or it is in the project's.
static mr_status convert_depth(mr_ingest *ingest, mr_table **table, mr_error *err)
{
    const mr_units *units = ingest->options->units;
    const mr_column *depth = mr_table_find(*table, "depth"), *made = NULL;
    const char *unit = depth ? depth->field.unit : NULL;
    double scale = 1, offset = 0;
    mr_project_units project;

    if (!unit || !mr_type_is_number(depth->field.type))
        return MR_OK;
    MR_TRY(mr_project_units_get(ingest->options, NULL, ingest->arena, &project, err));
    mr_project_units_clear(&project); // the depth unit is the arena's
    if (!mr_unit_convert(units, unit, project.depth_unit, &scale, &offset))
        return mr_fail(err, MR_EFORMAT, "depth",
                       "the unit of the markers' depths, \"%s\", is no length", unit);
    note_way(ingest->state, scale, offset);
    if (scale == 1 && offset == 0)
        return MR_OK;
    MR_TRY(mr_column_convert(depth, scale, offset, project.depth_unit, &made, err));
    mr_table *changed = mr_table_copy(*table);
    mr_table_put(changed, made);
    mr_table_unref(*table);
    *table = changed;
    return MR_OK;
}

static mr_status from_folder(mr_ingest *ingest, mr_table **out, mr_error *err)
{
    const char *folder = ingest->options->data_folder;
    const char *path = mr_folder_table(folder, "markers", ingest->arena);
    if (!path) // like a project without markers
        return to_table(NULL, 0, out, err);
    mr_duck_session *session = NULL;
    MR_TRY(mr_duck_session_open(ingest->options->duck, &session, err));
    size_t n = strlen(path);
    mr_status st = strcmp(path + n - 4, ".csv") == 0
                       ? mr_duck_read_csv(session, path, out, err)
                       : mr_duck_read_parquet(session, path, NULL, 0, NULL, 0, out, err);
    mr_duck_session_close(session);
    if (st != MR_OK)
        return st;
    st = convert_depth(ingest, out, err);
    if (st != MR_OK) {
        mr_table_unref(*out);
        *out = NULL;
    }
    return st;
}

static bool selected(const mr_names *names, const char *well)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->at[i], well) == 0)
            return true;
    return names->n == 0;
}

static void list_wells(mr_ingest *ingest, state *s)
{
    static const mr_names none;
    const mr_names *asked = &ingest->source->well_ids;
    const mr_names *wanted = ingest->options->wells ? ingest->options->wells : &none;
    ingest->wells = MR_ARENA_ARRAY(ingest->arena, const char *, s->groups.n + 1);
    s->group_of = MR_ARENA_ARRAY(ingest->arena, size_t, s->groups.n + 1);
    s->every = SIZE_MAX;
    for (size_t i = 0; i < s->groups.n; i++) {
        const char *well = s->groups.wells[i];
        if (!well)
            s->every = i;
        else if (selected(asked, well) && selected(wanted, well)) {
            s->group_of[ingest->n_wells] = i;
            ingest->wells[ingest->n_wells++] = well;
        }
    }
    ingest->names = ingest->wells;
}

// Columns the file or the catalogue does not have are nulls.
static mr_status fit(const mr_table *raw, const mr_schema *schema, mr_table **out, mr_error *err)
{
    mr_table *table = mr_table_new(raw->rows);
    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *field = &schema->fields[i];
        const mr_column *column = mr_table_find(raw, field->name), *made = NULL;
        mr_status st = column ? mr_fit_column(column, field, &made, err)
                              : mr_null_column(field, raw->rows, &made, err);
        if (st != MR_OK) {
            mr_table_unref(table);
            return st;
        }
        mr_table_put(table, made);
    }
    *out = table;
    return MR_OK;
}

static mr_status units_of_folder(const mr_run_options *options, mr_arena *arena, size_t *n,
                                 const char **unit, mr_error *err)
{
    const char *path = mr_folder_table(options->data_folder, "markers", arena);
    mr_duck_session *session = NULL;
    mr_schema schema = {0};

    *n = 0;
    if (!path)
        return MR_OK;
    MR_TRY(mr_duck_session_open(options->duck, &session, err));
    mr_status st = mr_table_file_schema(session, path, arena, &schema, err);
    mr_duck_session_close(session);
    const mr_field *depth = st == MR_OK ? mr_schema_find(&schema, "depth") : NULL;
    if (depth) {
        *unit = depth->unit;
        *n = 1;
    }
    return st;
}

static void remark_units(const mr_run_options *options, const mr_project_units *project,
                         const char *const *units, size_t n, mr_arena *arena, mr_source_info *out)
{
    mr_source_remark *at = MR_ARENA_ARRAY(arena, mr_source_remark, n + 1);
    double scale, offset;

    for (size_t i = 0; i < n; i++) {
        mr_source_remark *r = &at[out->n_remarks];
        *r = (mr_source_remark){.column = "depth", .member = "source_type"};
        if (!units[i]) {
            r->severity = MR_SEVERITY_WARNING;
            r->code = "source.unit_assumed";
            r->message = mr_arena_printf(
                arena, "depths of markers that say no unit are taken as %s", project->depth_unit);
        } else if (!mr_unit_convert(options->units, units[i], project->depth_unit, &scale,
                                    &offset)) {
            r->severity = MR_SEVERITY_ERROR;
            r->code = "source.unit_unknown";
            r->message = mr_arena_printf(
                arena, "the depths of markers are in \"%s\", which is no length", units[i]);
        } else {
            continue;
        }
        out->n_remarks++;
    }
    out->remarks = at;
}

static mr_status offer_units(const mr_run_options *options, const mr_project_units *project,
                             const mr_source *source, mr_arena *arena, mr_source_info *out,
                             mr_error *err)
{
    const char *own = NULL, **units = &own;
    size_t n = 0;

    if (options->data_folder)
        MR_TRY(units_of_folder(options, arena, &n, &own, err));
    else
        MR_TRY(mr_marker_units(options->catalog, project->project, &source->well_ids, arena, &n,
                               &units, err));
    out->depth_read_from = mr_read_from(options->units, project->depth_unit, units, n, arena);
    remark_units(options, project, units, n, arena, out);
    return MR_OK;
}

// The columns are always the same; the validator knows them.
static mr_status offer_markers(const mr_run_options *options, const mr_project_units *project,
                               const mr_source *source, mr_arena *arena, mr_source_info *out,
                               mr_error *err)
{
    size_t n;
    mr_well_file *files;
    mr_error cause;

    MR_TRY(mr_offer_wells(options, project, source, arena, out, &n, &files, err));
    mr_status st = offer_units(options, project, source, arena, out, &cause);
    if (st != MR_OK)
        out->unreadable = mr_arena_strdup(arena, cause.message);
    return MR_OK;
}

static mr_status open_markers(mr_ingest *ingest, mr_error *err)
{
    state *s = MR_ARENA_NEW(ingest->arena, state);
    ingest->state = s;
    mr_table *raw = NULL, *table = NULL;
    mr_status st = ingest->options->data_folder ? from_folder(ingest, &raw, err)
                                                : from_catalog(ingest, &raw, err);
    if (st == MR_OK)
        st = fit(raw, ingest->schema, &table, err);
    mr_table_unref(raw);
    if (st == MR_OK)
        st = mr_group_by_well(table, ingest->arena, &s->groups, err);
    mr_table_unref(table);
    if (st == MR_OK)
        list_wells(ingest, s);
    return st;
}

static mr_status read_group(const state *s, size_t group, mr_table **out, mr_error *err)
{
    int64_t first = s->groups.first[group];
    return mr_table_slice(s->groups.table, first, s->groups.first[group + 1] - first, out, err);
}

static mr_status read_markers(mr_ingest *ingest, size_t well, size_t order,
                              mr_duck_session *session, mr_table **out, mr_error *err)
{
    (void)order;
    (void)session;
    const state *s = ingest->state;
    mr_table *parts[2] = {NULL, NULL};
    mr_status st = read_group(s, s->group_of[well], &parts[0], err);
    if (st == MR_OK && s->every == SIZE_MAX) {
        *out = parts[0];
        return MR_OK;
    }
    if (st == MR_OK)
        st = read_group(s, s->every, &parts[1], err);
    if (st == MR_OK)
        st = mr_table_concat(parts, 2, out, err);
    mr_table_unref(parts[0]);
    mr_table_unref(parts[1]);
    return st;
}

static mr_status written_markers(mr_ingest *ingest, size_t well, const char *column,
                                 mr_duck_session *session, mr_written out[MR_MOST_WAYS], size_t *n,
                                 mr_error *err)
{
    const state *s = ingest->state;

    (void)well;
    (void)session;
    (void)err;
    if (strcmp(column, "depth") != 0 || s->n_ways == 0)
        return MR_OK;
    memcpy(out, s->ways, s->n_ways * sizeof *out);
    *n = s->n_ways;
    return MR_OK;
}

static void close_markers(mr_ingest *ingest)
{
    const state *s = ingest->state;
    if (s)
        mr_table_unref(s->groups.table);
}

const mr_ingestion mr_ingestion_well_markers = {
    .source = MR_SOURCE_WELL_MARKERS,
    .by_well = true,
    .offer = offer_markers,
    .open = open_markers,
    .read = read_markers,
    .written = written_markers,
    .close = close_markers,
};
