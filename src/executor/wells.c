// Wells of a selection: the catalogue's rows or a folder's files as one list.
#include "wells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "surveys.h"

static bool listed(const mr_names *names, const char *id)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->at[i], id) == 0)
            return true;
    return false;
}

// What the source asks for, cut down to what the run asks for. n = 0 and *all means every well; n =
// 0 without it means none.
static mr_names selection(const mr_run_options *options, const mr_source *source, mr_arena *arena,
                          bool *all)
{
    const mr_names *asked = &source->well_ids, *wanted = options->wells;
    *all = false;
    if (!wanted || wanted->n == 0) {
        *all = asked->n == 0;
        return *asked;
    }
    if (asked->n == 0)
        return *wanted;
    mr_names both = {0, MR_ARENA_ARRAY(arena, const char *, asked->n)};
    for (size_t i = 0; i < asked->n; i++)
        if (listed(wanted, asked->at[i]))
            both.at[both.n++] = asked->at[i];
    return both;
}

static mr_status find_in_folder(const mr_run_options *options, const mr_source *source,
                                const mr_names *names, bool all, mr_arena *arena, size_t *n,
                                mr_well_file **out, mr_error *err)
{
    size_t n_files;
    mr_well_file *files;
    MR_TRY(mr_folder_wells(options->data_folder, source->log_type ? source->log_type : "composite",
                           arena, &n_files, &files, err));
    *n = n_files;
    *out = files;
    if (all)
        return MR_OK;
    mr_map *index = mr_map_new();
    for (size_t i = 0; i < n_files; i++)
        mr_map_put(index, files[i].well_id, &files[i]);
    mr_well_file *picked = MR_ARENA_ARRAY(arena, mr_well_file, names->n + 1);
    for (size_t i = 0; i < names->n; i++) {
        const mr_well_file *file = mr_map_get(index, names->at[i]);
        picked[i] = file ? *file
                         : (mr_well_file){.well_id = names->at[i],
                                          .well_name = names->at[i],
                                          .rows = -1,
                                          .depth_min = (double)NAN,
                                          .depth_max = (double)NAN};
    }
    mr_map_free(index);
    *n = names->n;
    *out = picked;
    return MR_OK;
}

// The unit as it is understood at this curve (F at TEMP is degF); what is not understood stays what
// the file says. NULL: none said.
static const char *unit_at(const mr_units *units, const char *text, const char *mnemonic,
                           const char *quantity)
{
    const mr_unit_reading said = mr_unit_read(units, text, mnemonic, quantity);
    return said.state == MR_UNIT_NOT_UNDERSTOOD ? text : said.unit;
}

// Of a curve whose type the catalogue does not say only one with a numeric range is known to be a
// number. Text and flags need the footer.
static mr_type type_of(const mr_log_curve *curve)
{
    mr_type type;
    if (curve->type && mr_type_parse(curve->type, &type))
        return type;
    return !isnan(curve->min) || curve->count == 0 ? MR_FLOAT64 : MR_ANY;
}

static void take_columns(const mr_units *units, const mr_log_info *info, mr_arena *arena,
                         mr_well_file *file)
{
    file->columns = MR_ARENA_ARRAY(arena, mr_well_column, info->n_curves + 1);
    for (size_t i = 0; i < info->n_curves; i++) {
        const mr_log_curve *curve = &info->curves[i];
        if (strcmp(curve->column, "depth") == 0 || strcmp(curve->column, "well_id") == 0)
            continue;
        const mr_type type = type_of(curve);
        const char *mnemonic = curve->mnemonic ? curve->mnemonic : curve->column;
        file->columns[file->n++] = (mr_well_column){
            .column = curve->column,
            .stored = curve->column,
            .mnemonic = mnemonic,
            .unit = unit_at(units, curve->unit, mnemonic, curve->quantity),
            .quantity = curve->quantity,
            .matrix = curve->matrix,
            .type = type,
            .filled = curve->count - curve->nulls,
        };
        if (type == MR_ANY)
            file->described = false;
    }
}

static const char *matrix_of(const char *name, const char *quantity)
{
    return quantity && strcmp(quantity, "neutron_porosity") == 0 ? mr_neutron_matrix(name) : NULL;
}

static void from_catalog(const mr_units *units, const mr_log_choice *choice, mr_arena *arena,
                         mr_well_file *file)
{
    const mr_log_info *info = choice->log;
    *file = (mr_well_file){
        .well_id = choice->well_id,
        .well_name = choice->well_name ? choice->well_name : choice->well_id,
        .known = choice->known,
        .choice = choice,
        .depth_min = (double)NAN,
        .depth_max = (double)NAN,
        .depth_stored = "depth",
        .described = true,
    };
    if (!info)
        return;
    file->depth_unit = unit_at(units, info->depth_unit, info->index_mnemonic, "depth");
    file->index_mnemonic = info->index_mnemonic;
    file->key = info->object_key;
    file->rows = info->rows;
    file->depth_min = info->depth_min;
    file->depth_max = info->depth_max;
    take_columns(units, info, arena, file);
}

mr_status mr_wells_find(const mr_run_options *options, const char *project, const mr_source *source,
                        mr_arena *arena, size_t *n, mr_well_file **out, mr_error *err)
{
    bool all;
    mr_names names = selection(options, source, arena, &all);
    *n = 0;
    *out = NULL;
    if (!all && names.n == 0)
        return MR_OK;
    if (options->data_folder)
        return find_in_folder(options, source, &names, all, arena, n, out, err);

    if (source->kind == MR_SOURCE_WELL_TRAJECTORIES)
        return mr_surveys_find(options, project, &names, arena, n, out, err);
    size_t n_wells = 0;
    mr_log_choice *choices = NULL;
    MR_TRY(mr_logs_choose(options->catalog, options->units, project, source, &names, arena,
                          &n_wells, &choices, err));
    mr_well_file *files = MR_ARENA_ARRAY(arena, mr_well_file, n_wells + 1);
    for (size_t i = 0; i < n_wells; i++)
        from_catalog(options->units, &choices[i], arena, &files[i]);
    *n = n_wells;
    *out = files;
    return MR_OK;
}

bool mr_well_has_log(const mr_well_file *file)
{
    return file->known && (file->key || file->path);
}

mr_status mr_well_path(const mr_well_file *file, const mr_run_options *options, char **out,
                       mr_error *err)
{
    if (!file->path)
        return mr_object_path(options->objects, file->key, out, err);
    *out = strdup(file->path);
    return *out ? MR_OK : mr_fail(err, MR_ENOMEM, "", "out of memory");
}

static bool is_index(const char *column)
{
    static const char *const names[] = {"depth", "dept", "md"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(column, names[i]) == 0)
            return true;
    return false;
}

static void from_footer(mr_well_file *file, const mr_schema *schema, const mr_units *units,
                        mr_arena *arena)
{
    mr_well_column *columns = MR_ARENA_ARRAY(arena, mr_well_column, schema->n + 1);
    size_t n = 0;
    const mr_field *index = NULL;
    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *field = &schema->fields[i];
        size_t size = strlen(field->name) + 8;
        char *column = mr_arena_alloc(arena, size);
        mr_column_name(field->name, column, size);
        if (strcmp(column, "well_id") == 0)
            continue;
        // `depth` itself wins over its other spellings.
        if (is_index(column) && (!index || strcmp(column, "depth") == 0)) {
            index = field;
            continue;
        }
        const char *quantity = field->quantity;
        if (!quantity)
            quantity = mr_quantity_of(units, field->name, field->unit);
        const char *unit = unit_at(units, field->unit, field->name, field->quantity);
        columns[n++] = (mr_well_column){.column = column,
                                        .stored = field->name,
                                        .mnemonic = field->name,
                                        .unit = unit,
                                        .quantity = quantity,
                                        .matrix = matrix_of(field->name, quantity),
                                        .type = field->type,
                                        .filled = -1};
    }
    file->depth_stored = index ? index->name : NULL;
    if (index)
        file->depth_unit = unit_at(units, index->unit, index->name, "depth");
    file->index_mnemonic = index ? index->name : NULL;
    file->columns = columns;
    file->n = n;
}

// A catalogued file keeps what the catalogue says of it; the footer only adds the types.
static void add_types(mr_well_file *file, const mr_schema *schema)
{
    for (size_t i = 0; i < file->n; i++) {
        const mr_field *field = mr_schema_find(schema, file->columns[i].stored);
        file->columns[i].type = field ? field->type : MR_FLOAT64;
    }
}

mr_status mr_well_describe(mr_well_file *file, const mr_run_options *options,
                           mr_duck_session *session, mr_arena *arena, mr_error *err)
{
    if (file->described || (!file->key && !file->path))
        return MR_OK;
    char *path;
    MR_TRY(mr_well_path(file, options, &path, err));
    mr_schema schema = {0};
    int64_t rows = -1;
    mr_status st = mr_duck_parquet_schema(session, path, arena, &schema, &rows, err);
    free(path);
    if (st != MR_OK)
        return st;
    if (file->key)
        add_types(file, &schema);
    else
        from_footer(file, &schema, options->units, arena);
    file->rows = rows;
    file->described = true;
    return MR_OK;
}

static bool better(const mr_well_column *a, const mr_well_column *b, const char *quantity)
{
    int x = mr_quantity_rank(quantity, a->mnemonic), y = mr_quantity_rank(quantity, b->mnemonic);
    if (x != y)
        return x < y;
    if (a->filled != b->filled)
        return a->filled > b->filled;
    return strcmp(a->column, b->column) < 0;
}

const mr_well_column *mr_well_column_for(const mr_well_file *file, const char *name,
                                         const char *quantity, bool by_quantity)
{
    for (size_t i = 0; i < file->n; i++)
        if (strcmp(file->columns[i].column, name) == 0)
            return &file->columns[i];
    const mr_well_column *best = NULL;
    for (size_t i = 0; by_quantity && quantity && i < file->n; i++) {
        const mr_well_column *c = &file->columns[i];
        if (!c->quantity || strcmp(c->quantity, quantity) != 0)
            continue;
        if (!best || better(c, best, quantity))
            best = c;
    }
    return best;
}

mr_status mr_project_units_get(const mr_run_options *options, const char *project_id,
                               mr_arena *arena, mr_project_units *out, mr_error *err)
{
    *out = (mr_project_units){.depth_unit = "m", .known = true};
    if (options->data_folder)
        return MR_OK;
    if (!options->catalog)
        return mr_fail(err, MR_EUSAGE, "",
                       "there is neither a workspace nor a data folder to read");
    json_t *project = NULL;
    mr_error local;
    mr_status st = mr_project_get(options->catalog, project_id ? project_id : "", &project, &local);
    if (st == MR_ENOTFOUND) {
        out->known = false;
        return MR_OK;
    }
    if (st != MR_OK)
        return mr_fail(err, st, local.where, "%s", local.message);
    out->project = mr_arena_strdup(arena, json_string_value(json_object_get(project, "id")));
    const char *depth_unit = json_string_value(json_object_get(project, "depth_unit"));
    if (depth_unit && *depth_unit)
        out->depth_unit = mr_arena_strdup(arena, depth_unit);
    json_t *units = json_object_get(project, "units");
    out->units = json_is_object(units) ? json_incref(units) : NULL;
    json_decref(project);
    return MR_OK;
}

void mr_project_units_clear(mr_project_units *units)
{
    json_decref(units->units);
    units->units = NULL;
}

const char *mr_project_unit(const mr_project_units *units, const char *quantity)
{
    if (!quantity)
        return NULL;
    const char *own = json_string_value(json_object_get(units->units, quantity));
    return own && *own ? own : mr_quantity_unit(quantity);
}
