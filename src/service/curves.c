// The curves last looked at, kept decoded: a step of a zoom reads nothing.
#include "curves.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_READERS = 4 };

typedef struct mr_curve_data { // a column of a file
    const mr_column *column;   // in ascending depth
    double *made;              // where the column holds other than doubles
} mr_curve_data;

typedef struct entry { // one well of one file, or a part of it
    char *path, *well;
    bool part;
    double top, base; // of the part
    dev_t device;     // of the file: another one under its name is another entry
    ino_t file;
    mr_arena *arena; // what is small
    mr_schema schema;
    int64_t *order; // rows in ascending depth; NULL: they are
    size_t n;
    mr_curve_data depth;
    mr_curve_data *columns; // as the schema; column NULL = not read
    const char **names;     // asked for last
    mr_curve *given;
    size_t bytes;
    struct entry *next; // used longer ago
} entry;

struct mr_curves {
    size_t most_bytes;
    entry *first; // used last
};

mr_curves *mr_curves_new(size_t most_bytes)
{
    mr_curves *curves = mr_alloc(sizeof *curves);
    curves->most_bytes = most_bytes;
    return curves;
}

static void data_clear(mr_curve_data *data)
{
    mr_column_unref(data->column);
    free(data->made);
    *data = (mr_curve_data){0};
}

static void entry_free(entry *e)
{
    for (size_t i = 0; e->columns && i < e->schema.n; i++)
        data_clear(&e->columns[i]);
    data_clear(&e->depth);
    free(e->order);
    free(e->path);
    free(e->well);
    mr_arena_free(e->arena);
    free(e);
}

static void entries_free(entry *e)
{
    while (e) {
        entry *next = e->next;
        entry_free(e);
        e = next;
    }
}

void mr_curves_free(mr_curves *curves)
{
    if (!curves)
        return;
    entries_free(curves->first);
    free(curves);
}

// --- decoding ---

static bool drawable(mr_type type)
{
    return mr_type_is_number(type) || type == MR_BOOL || type == MR_UTF8;
}

static const double *numbers(const mr_curve_data *data)
{
    return data->made ? data->made : mr_column_f64(data->column);
}

// Takes the column, brings it into order, and into doubles unless it is text.
static mr_status decode(entry *e, const mr_column *column, mr_curve_data *out, mr_error *err)
{
    const mr_column *sorted = NULL;
    size_t n = (size_t)column->length;
    if (e->order) {
        n = e->n;
        MR_TRY(mr_column_take(column, e->order, (int64_t)n, &sorted, err));
    } else {
        sorted = mr_column_ref(column);
    }
    *out = (mr_curve_data){.column = sorted};
    if (column->field.type == MR_UTF8 || column->field.type == MR_FLOAT64) {
        e->bytes += n * sizeof(double);
        return MR_OK;
    }
    out->made = malloc((n + 1) * sizeof *out->made);
    if (!out->made)
        return mr_fail(err, MR_ENOMEM, column->field.name, "no memory for %zu samples", n);
    for (size_t i = 0; i < n; i++)
        out->made[i] = mr_column_real(sorted, (int64_t)i);
    e->bytes += 2 * n * sizeof(double);
    return MR_OK;
}

typedef struct sample {
    double depth;
    int64_t row;
} sample;

static int by_depth(const void *a_, const void *b_)
{
    const sample *a = a_, *b = b_;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

// Rows without a depth cannot be drawn.
static mr_status find_order(entry *e, const mr_column *depth, mr_error *err)
{
    bool ascending = true;
    double before = -(double)INFINITY;
    size_t n = (size_t)depth->length;
    for (size_t i = 0; ascending && i < n; i++) {
        double d = mr_column_real(depth, (int64_t)i);
        ascending = d >= before;
        before = d;
    }
    e->n = n;
    if (ascending)
        return MR_OK;
    sample *samples = malloc((n + 1) * sizeof *samples);
    e->order = malloc((n + 1) * sizeof *e->order);
    e->n = 0;
    for (size_t i = 0; samples && e->order && i < n; i++) {
        double d = mr_column_real(depth, (int64_t)i);
        if (!isnan(d))
            samples[e->n++] = (sample){d, (int64_t)i};
    }
    if (!samples || !e->order) {
        free(samples);
        return mr_fail(err, MR_ENOMEM, "depth", "no memory for %zu samples", n);
    }
    qsort(samples, e->n, sizeof *samples, by_depth);
    for (size_t i = 0; i < e->n; i++)
        e->order[i] = samples[i].row;
    e->bytes += e->n * sizeof *e->order;
    free(samples);
    return MR_OK;
}

// --- reading: columns side by side, since decoding them is what takes the time ---

typedef struct part {
    mr_service *service;
    const entry *e;
    size_t n;
    const char **columns;
    mr_table *table;
    mr_status status;
    mr_error error;
} part;

static void *read_part(void *context)
{
    part *p = context;
    mr_duck_session *session = NULL;
    const char *well = mr_schema_find(&p->e->schema, "well_id") ? p->e->well : NULL;
    const mr_duck_page page = {.n_columns = p->n,
                               .columns = p->columns,
                               .n_wells = well ? 1 : 0,
                               .wells = &well,
                               .between = p->e->part ? "depth" : NULL,
                               .from = p->e->top,
                               .to = p->e->base,
                               .limit = -1};
    p->status = mr_duck_session_open(p->service->duck, &session, &p->error);
    if (p->status == MR_OK)
        p->status = mr_duck_read_page(session, p->e->path, &page, &p->table, NULL, &p->error);
    mr_duck_session_close(session);
    return NULL;
}

// Cuts the columns among a few threads; the first share is read by the caller.
static mr_status read_columns(mr_service *service, const entry *e, const char **names, size_t n,
                              part parts[MOST_READERS], size_t *n_parts, mr_error *err)
{
    pthread_t threads[MOST_READERS];
    bool started[MOST_READERS] = {false};
    size_t most = service->threads < MOST_READERS ? service->threads : MOST_READERS;
    *n_parts = n < most ? n : most;
    for (size_t k = 0; k < *n_parts; k++) {
        size_t from = n * k / *n_parts, to = n * (k + 1) / *n_parts;
        parts[k] = (part){.service = service, .e = e, .n = to - from, .columns = names + from};
        started[k] = k && pthread_create(&threads[k], NULL, read_part, &parts[k]) == 0;
    }
    mr_status st = MR_OK;
    for (size_t k = 0; k < *n_parts; k++) {
        if (started[k])
            pthread_join(threads[k], NULL);
        else
            read_part(&parts[k]);
        if (st == MR_OK && parts[k].status != MR_OK) {
            st = parts[k].status;
            if (err)
                *err = parts[k].error;
        }
    }
    return st;
}

static size_t index_of(const mr_schema *schema, const char *name)
{
    const mr_field *field = mr_schema_find(schema, name);
    return field ? (size_t)(field - schema->fields) : SIZE_MAX;
}

static mr_status take_columns(entry *e, const part *parts, size_t n_parts, mr_error *err)
{
    for (size_t k = 0; k < n_parts; k++)
        for (size_t c = 0; c < parts[k].table->n; c++) {
            const mr_column *column = parts[k].table->columns[c];
            size_t at = index_of(&e->schema, column->field.name);
            if (strcmp(column->field.name, "depth") != 0)
                MR_TRY(decode(e, column, &e->columns[at], err));
        }
    return MR_OK;
}

static const mr_column *find_column(const part *parts, size_t n_parts, const char *name)
{
    for (size_t k = 0; k < n_parts; k++) {
        const mr_column *column = parts[k].table ? mr_table_find(parts[k].table, name) : NULL;
        if (column)
            return column;
    }
    return NULL;
}

// Depth first when the entry is new: the others follow its order.
static mr_status take_depth(entry *e, const part *parts, size_t n_parts, mr_error *err)
{
    const mr_column *depth = find_column(parts, n_parts, "depth");
    if (!depth)
        return MR_OK;
    if (depth->length == 0 && !e->part)
        return mr_fail(err, MR_ENOTFOUND, "well", "there are no rows of well \"%s\" here",
                       e->well ? e->well : "");
    MR_TRY(find_order(e, depth, err));
    return decode(e, depth, &e->depth, err);
}

static mr_status read_missing(entry *e, mr_service *service, const mr_names *names, mr_error *err)
{
    const char **missing = mr_alloc((names->n + 1) * sizeof *missing);
    part parts[MOST_READERS] = {0};
    size_t n = 0, n_parts = 0;
    if (!e->depth.column)
        missing[n++] = "depth";
    for (size_t i = 0; i < names->n; i++)
        if (!e->columns[index_of(&e->schema, names->at[i])].column)
            missing[n++] = names->at[i];
    mr_status st = MR_OK;
    if (n)
        st = read_columns(service, e, missing, n, parts, &n_parts, err);
    if (st == MR_OK && !e->depth.column)
        st = take_depth(e, parts, n_parts, err);
    if (st == MR_OK)
        st = take_columns(e, parts, n_parts, err);
    for (size_t k = 0; k < n_parts; k++)
        mr_table_unref(parts[k].table);
    free(missing);
    return st;
}

// --- entries ---

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

// Whole ones serve for parts when they have been read, not when only their names were asked for.
static bool covers(const entry *e, const mr_curve_source *source)
{
    if (!same_text(e->path, source->path) || !same_text(e->well, source->well))
        return false;
    if (!source->part || !e->part)
        return !e->part && (!source->part || e->depth.column);
    return e->top <= source->top && e->base >= source->base;
}

// Half as much again around what is looked at, so that a step to the side reads nothing.
static void set_part(entry *e, const mr_curve_source *source)
{
    const double more = 0.25 * (source->base - source->top);
    e->part = source->part;
    e->top = source->top - more;
    e->base = source->base + more;
}

// Takes the entry out of the list, or makes one.
static mr_status take_entry(mr_curves *curves, mr_service *service, const mr_curve_source *source,
                            entry **out, mr_error *err)
{
    struct stat info;
    if (stat(source->path, &info) != 0)
        return mr_fail(err, MR_ENOTFOUND, source->path, "is no longer there");
    for (entry **at = &curves->first; *at; at = &(*at)->next) {
        entry *e = *at;
        if (!covers(e, source) || e->device != info.st_dev || e->file != info.st_ino)
            continue;
        *at = e->next;
        *out = e;
        return MR_OK;
    }
    mr_duck_session *session = NULL;
    entry *e = mr_alloc(sizeof *e);
    e->arena = mr_arena_new();
    e->path = strdup(source->path);
    e->well = source->well ? strdup(source->well) : NULL;
    set_part(e, source);
    e->device = info.st_dev;
    e->file = info.st_ino;
    mr_status st = mr_duck_session_open(service->duck, &session, err);
    if (st == MR_OK)
        st = mr_duck_parquet_schema(session, source->path, e->arena, &e->schema, NULL, err);
    mr_duck_session_close(session);
    if (st == MR_OK && !mr_schema_find(&e->schema, "depth"))
        st = mr_fail(err, MR_EINVALID, "depth", "the rows have no depth to be drawn against");
    if (st != MR_OK) {
        entry_free(e);
        return st;
    }
    e->columns = MR_ARENA_ARRAY(e->arena, mr_curve_data, e->schema.n + 1);
    e->names = MR_ARENA_ARRAY(e->arena, const char *, e->schema.n + 1);
    e->given = MR_ARENA_ARRAY(e->arena, mr_curve, e->schema.n + 1);
    *out = e;
    return MR_OK;
}

static void put_first(mr_curves *curves, entry *e)
{
    e->next = curves->first;
    curves->first = e;
    size_t bytes = 0;
    for (entry **at = &curves->first; *at; at = &(*at)->next) {
        bytes += (*at)->bytes;
        if (bytes > curves->most_bytes && *at != e) {
            entries_free(*at);
            *at = NULL;
            return;
        }
    }
}

// What is asked for, each once; all that can be drawn when nothing is.
static mr_status choose(const entry *e, const mr_names *names, mr_names *out, mr_error *err)
{
    bool all = !names || names->n == 0;
    *out = (mr_names){0, e->names};
    for (size_t i = 0; !all && i < names->n; i++) {
        const mr_field *field = mr_schema_find(&e->schema, names->at[i]);
        if (!field)
            return mr_fail(err, MR_ENOTFOUND, "curves", "there is no curve \"%s\"", names->at[i]);
        if (!drawable(field->type))
            return mr_fail(err, MR_EPARAM, "curves", "%s is %s and cannot be drawn", field->name,
                           mr_type_name(field->type));
        bool again = false;
        for (size_t k = 0; k < out->n; k++)
            again |= strcmp(out->at[k], field->name) == 0;
        if (!again)
            out->at[out->n++] = field->name;
    }
    for (size_t i = 0; all && i < e->schema.n; i++) {
        const mr_field *field = &e->schema.fields[i];
        if (drawable(field->type) && strcmp(field->name, "well_id") != 0 &&
            strcmp(field->name, "depth") != 0)
            out->at[out->n++] = field->name;
    }
    return MR_OK;
}

mr_status mr_curves_chosen(mr_curves *curves, mr_service *service, const mr_curve_source *source,
                           const mr_names *names, mr_arena *arena, mr_names *out, mr_error *err)
{
    entry *e = NULL;
    mr_names chosen;
    MR_TRY(take_entry(curves, service, source, &e, err));
    const mr_status st = choose(e, names, &chosen, err);
    *out = (mr_names){0, MR_ARENA_ARRAY(arena, const char *, chosen.n + 1)};
    for (size_t i = 0; st == MR_OK && i < chosen.n; i++)
        out->at[out->n++] = mr_arena_strdup(arena, chosen.at[i]);
    put_first(curves, e);
    return st;
}

mr_status mr_curves_get(mr_curves *curves, mr_service *service, const mr_curve_source *source,
                        const mr_names *names, mr_curve_set *out, mr_error *err)
{
    entry *e = NULL;
    mr_names chosen;
    MR_TRY(take_entry(curves, service, source, &e, err));
    mr_status st = choose(e, names, &chosen, err);
    if (st == MR_OK)
        st = read_missing(e, service, &chosen, err);
    if (st != MR_OK) {
        entry_free(e);
        return st;
    }
    for (size_t i = 0; i < chosen.n; i++) {
        size_t at = index_of(&e->schema, chosen.at[i]);
        bool text = e->schema.fields[at].type == MR_UTF8;
        if (strcmp(chosen.at[i], "depth") == 0)
            e->given[i] = (mr_curve){e->schema.fields[at], numbers(&e->depth), NULL};
        else
            e->given[i] = (mr_curve){e->schema.fields[at], text ? NULL : numbers(&e->columns[at]),
                                     text ? e->columns[at].column : NULL};
    }
    *out = (mr_curve_set){mr_schema_find(&e->schema, "depth")->unit, e->n, numbers(&e->depth),
                          chosen.n, e->given};
    put_first(curves, e);
    return MR_OK;
}
