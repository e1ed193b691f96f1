// Logs of one well: only the columns wanted, in the project's units, filtered, rows in file order.
#include "well_logs.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../columns.h"

typedef struct state {
    mr_project_units units;
    mr_well_file *files; // as ingest->wells
} state;

typedef struct linear { // y = scale x + offset
    double scale, offset;
} linear;

static const linear identity = {1, 0};

static bool is_identity(linear l)
{
    return l.scale == 1 && l.offset == 0;
}

static const char *what_of(const mr_ingest *ingest)
{
    if (ingest->source->kind == MR_SOURCE_WELL_TRAJECTORIES)
        return "survey";
    return mr_arena_printf(ingest->arena, "%s log",
                           ingest->source->log_type ? ingest->source->log_type : "composite");
}

mr_status mr_well_logs_open(mr_ingest *ingest, mr_error *err)
{
    state *s = MR_ARENA_NEW(ingest->arena, state);
    ingest->state = s;
    const char *project = ingest->source->project_id;
    MR_TRY(mr_project_units_get(ingest->options, project ? project : ingest->typed->dag->project_id,
                                ingest->arena, &s->units, err));
    if (!s->units.known)
        return mr_fail(err, MR_ENOTFOUND, "", "there is no project %s",
                       project ? project : ingest->typed->dag->project_id);
    size_t n;
    mr_well_file *files;
    MR_TRY(mr_wells_find(ingest->options, s->units.project, ingest->source, ingest->arena, &n,
                         &files, err));
    s->files = files;
    ingest->wells = MR_ARENA_ARRAY(ingest->arena, const char *, n + 1);
    ingest->names = MR_ARENA_ARRAY(ingest->arena, const char *, n + 1);
    ingest->objects = MR_ARENA_ARRAY(ingest->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!files[i].known)
            return mr_fail(err, MR_ENOTFOUND, "", "there is no well %s", files[i].well_id);
        if (!mr_well_has_log(&files[i])) {
            if (ingest->source->well_ids.n > 0)
                mr_warn(ingest->warnings, i, "well %s has no %s", files[i].well_id,
                        what_of(ingest));
            continue;
        }
        if (files[i].choice && files[i].choice->n_passed)
            mr_warn(ingest->warnings, i, "well %s has several logs: %s", files[i].well_id,
                    mr_log_choice_text(files[i].choice, ingest->arena));
        if (files[i].told)
            mr_warn(ingest->warnings, i, "well %s %s", files[i].well_id, files[i].told);
        s->files[ingest->n_wells] = files[i];
        ingest->wells[ingest->n_wells] = files[i].well_id;
        ingest->objects[ingest->n_wells] = files[i].key;
        ingest->names[ingest->n_wells++] = files[i].well_name;
    }
    return MR_OK;
}

void mr_well_logs_close(mr_ingest *ingest)
{
    state *s = ingest->state;
    if (s)
        mr_project_units_clear(&s->units);
}

// --- one well ---

typedef struct wanted { // a column to read: of the schema, or only for a filter
    const mr_field *field;
    const mr_well_column *from; // NULL: the well does not have it
    linear to;                  // into the field's unit
} wanted;

typedef struct reading {
    mr_ingest *ingest;
    const mr_well_file *file;
    size_t order;
    mr_arena *arena;
    linear depth;     // file's unit into the project's
    double low, high; // of depth, project's unit; NaN = open
    size_t n;
    wanted *at;
} reading;

static bool is_key(const char *name)
{
    return strcmp(name, "well_id") == 0 || strcmp(name, "depth") == 0;
}

typedef enum fit { CONVERTS, SAYS_NONE, FOREIGN } fit;

// FOREIGN: in a unit that is not understood, or is none of the field's.
static fit fit_unit(const mr_units *units, const mr_field *field, const mr_well_column *from,
                    linear *out)
{
    *out = identity;
    if (!field->unit)
        return CONVERTS;
    if (!from->unit || !*from->unit)
        return SAYS_NONE;
    return strcmp(from->unit, field->unit) == 0 || mr_unit_equal(units, from->unit, field->unit) ||
                   mr_unit_convert(units, from->unit, field->unit, &out->scale, &out->offset)
               ? CONVERTS
               : FOREIGN;
}

// False: the numbers are nothing in the field's unit, and are left null. Classes have no unit.
static bool into_unit(const reading *r, const mr_field *field, const mr_well_column *from,
                      linear *out)
{
    const bool real = field->type == MR_FLOAT64 || field->type == MR_FLOAT32;
    const fit fits = fit_unit(r->ingest->options->units, field, from, out);
    if (fits == SAYS_NONE)
        mr_warn(r->ingest->warnings, r->order, "well %s: %s says no unit and is taken as %s",
                r->file->well_id, from->column, field->unit);
    if (fits != FOREIGN || !real)
        return true;
    mr_warn(r->ingest->warnings, r->order,
            "well %s: %s is in %s, which is not understood or does not become %s: nulls",
            r->file->well_id, from->column, from->unit, field->unit);
    return false;
}

static const mr_well_column *column_for(const mr_ingest *ingest, const mr_well_file *file,
                                        const mr_field *field)
{
    const char *quantity = field->quantity;
    if (!quantity)
        quantity = mr_quantity_of(ingest->options->units, field->name, field->unit);
    return mr_well_column_for(file, field->name, quantity, ingest->source->match_quantity);
}

static void want(reading *r, const mr_field *field)
{
    wanted w = {field, column_for(r->ingest, r->file, field), identity};
    if (!w.from)
        mr_warn(r->ingest->warnings, r->order, "well %s has no %s: nulls", r->file->well_id,
                field->name);
    else if (!into_unit(r, field, w.from, &w.to))
        w.from = NULL;
    if (w.from && strcmp(w.from->column, field->name) != 0)
        mr_warn(r->ingest->warnings, r->order, "well %s has no %s: %s is taken", r->file->well_id,
                field->name, w.from->column);
    r->at[r->n++] = w;
}

static bool wants(const reading *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->at[i].field->name, name) == 0)
            return true;
    return false;
}

// A column that only a filter looks at: as the node's type gives it, else as the file has it.
static void want_for_filter(reading *r, const char *name)
{
    if (wants(r, name) || is_key(name))
        return;
    const mr_field *field = mr_schema_find(r->ingest->full, name);
    if (!field) {
        const mr_well_column *c = mr_well_column_for(r->file, name, NULL, false);
        mr_field *own = MR_ARENA_NEW(r->arena, mr_field);
        *own = (mr_field){.name = name,
                          .type = c && c->type != MR_ANY ? c->type : MR_FLOAT64,
                          .nullable = true,
                          .unit = c ? c->unit : NULL,
                          .origin = -1};
        field = own;
    }
    want(r, field);
}

static void want_all(reading *r)
{
    const mr_ingest *ingest = r->ingest;
    const mr_source *source = ingest->source;
    size_t most = ingest->schema->n + source->n_curve_filters + source->include_flags.n +
                  source->exclude_flags.n;
    r->at = MR_ARENA_ARRAY(r->arena, wanted, most + 1);
    for (size_t i = 0; i < ingest->schema->n; i++)
        if (!is_key(ingest->schema->fields[i].name))
            want(r, &ingest->schema->fields[i]);
    for (size_t i = 0; i < source->n_curve_filters; i++)
        want_for_filter(r, source->curve_filters[i].curve);
    for (size_t i = 0; i < source->include_flags.n; i++)
        want_for_filter(r, source->include_flags.at[i]);
    for (size_t i = 0; i < source->exclude_flags.n; i++)
        want_for_filter(r, source->exclude_flags.at[i]);
}

static double tighter(double a, double b, bool lower)
{
    if (isnan(a) || isnan(b))
        return isnan(a) ? b : a;
    return lower ? (a > b ? a : b) : (a < b ? a : b);
}

static mr_status settle_depth(reading *r, mr_error *err)
{
    const mr_source *source = r->ingest->source;
    const state *s = r->ingest->state;
    const mr_units *units = r->ingest->options->units;
    if (!r->file->depth_stored)
        return mr_fail(err, MR_EFORMAT, "depth", "the file has no depth column");
    r->low = tighter(source->depth_min, source->filter_depth_min, true);
    r->high = tighter(source->depth_max, source->filter_depth_max, false);
    r->depth = identity;
    const char *own = r->file->depth_unit;
    if (own && !mr_unit_known(units, own))
        return mr_fail(err, MR_EFORMAT, "depth",
                       "the unit of the depths of well %s, \"%s\", is not understood: say it with "
                       "`mudrock curves set %s depth --unit U`",
                       r->file->well_id, own, r->file->well_id);
    if (!own) {
        mr_warn(r->ingest->warnings, r->order, "well %s: depth says no unit and is taken as %s",
                r->file->well_id, s->units.depth_unit);
        return MR_OK;
    }
    if (!mr_unit_equal(units, own, s->units.depth_unit) &&
        !mr_unit_convert(units, own, s->units.depth_unit, &r->depth.scale, &r->depth.offset))
        return mr_fail(err, MR_EFORMAT, "depth", "the index is in %s, not a length", own);
    return MR_OK;
}

// A bound in the file's unit. Where units differ it is moved outwards by a hair: the exact test is
// made after conversion.
static double bound_in_file(double value, linear to, bool lower)
{
    if (isnan(value) || is_identity(to))
        return value;
    double x = (value - to.offset) / to.scale;
    double hair = 1e-9 * (fabs(x) + 1);
    return lower ? x - hair : x + hair;
}

static const wanted *wanted_of(const reading *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->at[i].field->name, name) == 0)
            return &r->at[i];
    return NULL;
}

// What the scan itself can leave out: it drops nulls too, so a curve's range goes down only when
// nulls are unwanted.
static size_t push_ranges(const reading *r, mr_duck_range *ranges)
{
    const mr_source *source = r->ingest->source;
    size_t n = 0;
    if (!isnan(r->low) || !isnan(r->high))
        ranges[n++] = (mr_duck_range){r->file->depth_stored, bound_in_file(r->low, r->depth, true),
                                      bound_in_file(r->high, r->depth, false)};
    for (size_t i = 0; i < source->n_curve_filters; i++) {
        const mr_curve_filter *f = &source->curve_filters[i];
        const wanted *w = wanted_of(r, f->curve);
        if (!w || !w->from || !f->exclude_nulls || !mr_type_is_number(w->from->type) ||
            w->to.scale <= 0 || (isnan(f->min_value) && isnan(f->max_value)))
            continue;
        ranges[n++] = (mr_duck_range){w->from->stored, bound_in_file(f->min_value, w->to, true),
                                      bound_in_file(f->max_value, w->to, false)};
    }
    return n;
}

static size_t stored_names(const reading *r, const char **names)
{
    size_t n = 0;
    names[n++] = r->file->depth_stored;
    for (size_t i = 0; i < r->n; i++) {
        const mr_well_column *from = r->at[i].from;
        bool seen = !from;
        for (size_t k = 0; !seen && k < n; k++)
            seen = strcmp(names[k], from->stored) == 0;
        if (!seen)
            names[n++] = from->stored;
    }
    return n;
}

static mr_status read_file(const reading *r, mr_duck_session *session, mr_table **out,
                           mr_error *err)
{
    const char **names = MR_ARENA_ARRAY(r->arena, const char *, r->n + 2);
    mr_duck_range *ranges =
        MR_ARENA_ARRAY(r->arena, mr_duck_range, r->ingest->source->n_curve_filters + 2);
    size_t n_names = stored_names(r, names), n_ranges = push_ranges(r, ranges);
    char *path;
    MR_TRY(mr_well_path(r->file, r->ingest->options, &path, err));
    mr_status st = mr_duck_read_parquet(session, path, names, n_names, ranges, n_ranges, out, err);
    free(path);
    return st;
}

static mr_status convert(const mr_column *column, linear to, const mr_field *field,
                         const mr_column **out, mr_error *err)
{
    if (is_identity(to) || !mr_type_is_number(column->field.type))
        return mr_fit_column(column, field, out, err);
    const mr_column *converted = NULL;
    MR_TRY(mr_column_convert(column, to.scale, to.offset, field->unit, &converted, err));
    mr_status st = mr_fit_column(converted, field, out, err);
    mr_column_unref(converted);
    return st;
}

static mr_status make_column(const reading *r, const wanted *w, const mr_table *raw,
                             const mr_column **out, mr_error *err)
{
    assert(w); // every column of the schema that is no key
    const mr_column *column = w->from ? mr_table_find(raw, w->from->stored) : NULL;
    if (!column)
        return mr_null_column(w->field, raw->rows, out, err);
    if (!mr_type_widens(column->field.type, w->field->type)) {
        mr_warn(r->ingest->warnings, r->order, "well %s: %s is %s, not %s: nulls", r->file->well_id,
                w->from->column, mr_type_name(column->field.type), mr_type_name(w->field->type));
        return mr_null_column(w->field, raw->rows, out, err);
    }
    return convert(column, w->to, w->field, out, err);
}

static mr_status make_key(const reading *r, const mr_field *field, const mr_table *raw,
                          const mr_column **out, mr_error *err)
{
    if (strcmp(field->name, "well_id") == 0)
        return mr_repeat_text(field, r->file->well_id, raw->rows, out, err);
    const mr_column *depth = mr_table_find(raw, r->file->depth_stored);
    if (!depth || !mr_type_is_number(depth->field.type))
        return mr_fail(err, MR_EFORMAT, "depth", "the depth column holds no numbers");
    return convert(depth, r->depth, field, out, err);
}

static const mr_field depth_field = {
    .name = "depth", .type = MR_FLOAT64, .nullable = true, .origin = -1};

// Schema columns in order, then those that only filters need.
static mr_status assemble(const reading *r, const mr_table *raw, mr_table *table, mr_error *err)
{
    const mr_schema *schema = r->ingest->schema;
    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *field = &schema->fields[i];
        const mr_column *column = NULL;
        if (is_key(field->name))
            MR_TRY(make_key(r, field, raw, &column, err));
        else
            MR_TRY(make_column(r, wanted_of(r, field->name), raw, &column, err));
        mr_table_put(table, column);
    }
    for (size_t i = 0; i < r->n; i++) {
        if (mr_table_find(table, r->at[i].field->name))
            continue;
        const mr_column *column = NULL;
        MR_TRY(make_column(r, &r->at[i], raw, &column, err));
        mr_table_put(table, column);
    }
    if (!mr_table_find(table, "depth")) {
        const mr_column *column = NULL;
        MR_TRY(make_key(r, &depth_field, raw, &column, err));
        mr_table_put(table, column);
    }
    return MR_OK;
}

static void keep_range(const mr_column *c, double low, double high, bool nulls, unsigned char *keep)
{
    for (int64_t i = 0; i < c->length; i++) {
        double x = mr_column_real(c, i);
        if (!mr_valid(c, i))
            keep[i] = keep[i] && nulls;
        else if (x < low || x > high)
            keep[i] = 0;
    }
}

// A flag is set where its column is true or a number other than 0.
static bool flag_set(const mr_table *table, const char *name, int64_t row)
{
    const mr_column *c = mr_table_find(table, name);
    return c && mr_valid(c, row) && c->field.type != MR_UTF8 && mr_column_real(c, row) != 0;
}

static bool any_flag(const mr_table *table, const mr_names *flags, int64_t row)
{
    for (size_t i = 0; i < flags->n; i++)
        if (flag_set(table, flags->at[i], row))
            return true;
    return false;
}

static void mark(const reading *r, const mr_table *table, unsigned char *keep)
{
    const mr_source *source = r->ingest->source;
    memset(keep, 1, (size_t)table->rows);
    if (!isnan(r->low) || !isnan(r->high))
        keep_range(mr_table_find(table, "depth"), r->low, r->high, false, keep);
    for (size_t i = 0; i < source->n_curve_filters; i++) {
        const mr_curve_filter *f = &source->curve_filters[i];
        const mr_column *c = mr_table_find(table, f->curve);
        if (c && (mr_type_is_number(c->field.type) || c->field.type == MR_BOOL))
            keep_range(c, f->min_value, f->max_value, !f->exclude_nulls, keep);
    }
    for (int64_t i = 0; i < table->rows; i++) {
        if (source->include_flags.n && !any_flag(table, &source->include_flags, i))
            keep[i] = 0;
        if (any_flag(table, &source->exclude_flags, i))
            keep[i] = 0;
    }
}

static mr_status filter(const reading *r, mr_table **table, mr_error *err)
{
    unsigned char *keep = calloc((size_t)(*table)->rows + 1, 1);
    if (!keep)
        return mr_fail(err, MR_ENOMEM, "", "out of memory for %lld rows",
                       (long long)(*table)->rows);
    mark(r, *table, keep);
    mr_table *kept = NULL, *fitted = NULL;
    mr_status st = mr_keep_rows(*table, keep, &kept, err);
    free(keep);
    if (st == MR_OK)
        st = mr_fit_table(kept, r->ingest->schema, &fitted, err);
    mr_table_unref(kept);
    if (st != MR_OK)
        return st;
    mr_table_unref(*table);
    *table = fitted;
    return MR_OK;
}

static mr_status read_well(reading *r, mr_duck_session *session, mr_table **out, mr_error *err)
{
    mr_table *raw = NULL;
    MR_TRY(settle_depth(r, err));
    want_all(r);
    MR_TRY(read_file(r, session, &raw, err));
    mr_table *table = mr_table_new(raw->rows);
    mr_status st = assemble(r, raw, table, err);
    mr_table_unref(raw);
    if (st == MR_OK)
        st = filter(r, &table, err);
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}

mr_status mr_well_logs_read(mr_ingest *ingest, size_t well, size_t order, mr_duck_session *session,
                            mr_table **out, mr_error *err)
{
    const state *s = ingest->state;
    mr_well_file file = s->files[well];
    reading r = {.ingest = ingest, .file = &file, .order = order, .arena = mr_arena_new()};
    mr_status st = mr_well_describe(&file, ingest->options, session, r.arena, err);
    if (st == MR_OK)
        st = read_well(&r, session, out, err);
    mr_arena_free(r.arena);
    return st;
}

static mr_status written_logs(mr_ingest *ingest, size_t well, const char *column,
                              mr_duck_session *session, mr_written out[MR_MOST_WAYS], size_t *n,
                              mr_error *err)
{
    const state *s = ingest->state;
    const mr_units *units = ingest->options->units;
    const mr_field *field = mr_schema_find(ingest->full, column);
    mr_well_file file = s->files[well];
    mr_arena *arena = mr_arena_new();
    linear l = identity;
    mr_status st = mr_well_describe(&file, ingest->options, session, arena, err);

    (void)n;
    if (st == MR_OK && strcmp(column, "depth") == 0) {
        if (mr_unit_known(units, file.depth_unit))
            mr_unit_convert(units, file.depth_unit, s->units.depth_unit, &l.scale, &l.offset);
    } else if (st == MR_OK && field) {
        const mr_well_column *from = column_for(ingest, &file, field);
        if (from)
            (void)fit_unit(units, field, from, &l);
    }
    out[0] = (mr_written){l.scale, l.offset, field && field->type == MR_FLOAT32};
    mr_arena_free(arena);
    return st;
}

const mr_ingestion mr_ingestion_well_logs = {
    .source = MR_SOURCE_WELL_LOGS,
    .by_well = true,
    .offer = mr_offer_logs,
    .open = mr_well_logs_open,
    .read = mr_well_logs_read,
    .written = written_logs,
    .close = mr_well_logs_close,
};
