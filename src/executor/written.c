// Sentinels and the like, for columns that reading converted.
#include "written.h"

#include <string.h>

#include "mudrock/door.h"

typedef struct ways {
    size_t n;
    mr_written at[MR_MOST_WAYS];
} ways;

typedef struct job {
    mr_frame *frame;
    mr_arena *arena;
    mr_ingest *ingest;
    const char *column;
    size_t n, capacity; // different ways of the wells so far
    ways *at;
} job;

static mr_status ways_of(const job *j, const char *well, ways *out, mr_error *err)
{
    mr_duck_session *session = j->frame->run->workers[j->frame->worker].session;

    return mr_ingest_written(j->ingest, well, j->column, session, out->at, &out->n, err);
}

static bool same(const ways *a, const ways *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->at[i].scale != b->at[i].scale || a->at[i].offset != b->at[i].offset ||
            a->at[i].narrow != b->at[i].narrow)
            return false;
    return true;
}

static size_t number_of(job *j, const ways *w)
{
    for (size_t i = 0; i < j->n; i++)
        if (same(&j->at[i], w))
            return i;
    if (j->n == j->capacity) {
        const size_t capacity = j->capacity ? 2 * j->capacity : 8;
        ways *grown = MR_ARENA_ARRAY(j->arena, ways, capacity);
        if (j->n)
            memcpy(grown, j->at, j->n * sizeof *grown);
        j->at = grown;
        j->capacity = capacity;
    }
    j->at[j->n] = *w;
    return j->n++;
}

static mr_status way_of_well(job *j, const char *well, size_t *out, mr_error *err)
{
    ways w;
    MR_TRY(ways_of(j, well, &w, err));
    if (w.n == 0) // its rows are of another source, and null here
        w = (ways){1, {{.scale = 1}}};
    *out = number_of(j, &w);
    return MR_OK;
}

// Of rows that say no well: whatever the wells of the source have.
static mr_status way_of_all(job *j, size_t *out, mr_error *err)
{
    ways all = {0};

    for (size_t i = 0; i < j->ingest->n_wells; i++) {
        ways w;
        MR_TRY(ways_of(j, j->ingest->wells[i], &w, err));
        for (size_t k = 0; k < w.n && all.n < MR_MOST_WAYS; k++) {
            const ways one = {1, {w.at[k]}};
            bool known = false;
            for (size_t a = 0; a < all.n; a++)
                known |= same(&one, &(ways){1, {all.at[a]}});
            if (!known)
                all.at[all.n++] = w.at[k];
        }
    }
    *out = number_of(j, &all);
    return MR_OK;
}

// Per row which of the ways.
static mr_status number_rows(job *j, const mr_table *table, size_t *way, mr_error *err)
{
    const mr_column *wells = mr_table_find(table, "well_id");
    mr_map *known = mr_map_new();
    size_t none = SIZE_MAX;
    mr_status st = MR_OK;

    if (wells && wells->field.type != MR_UTF8)
        wells = NULL;
    for (int64_t i = 0; st == MR_OK && i < table->rows; i++) {
        if (!wells || !mr_valid(wells, i)) {
            if (none == SIZE_MAX)
                st = way_of_all(j, &none, err);
            way[i] = none;
            continue;
        }
        const mr_str text = mr_column_text(wells, i);
        if (i > 0 && mr_valid(wells, i - 1) && mr_str_eq(text, mr_column_text(wells, i - 1))) {
            way[i] = way[i - 1]; // mostly so: nothing is kept of the row
            continue;
        }
        const char *well = mr_arena_strndup(j->arena, text.at, text.n);
        size_t *number = mr_map_get(known, well);
        if (!number) {
            number = MR_ARENA_NEW(j->arena, size_t);
            st = way_of_well(j, well, number, err);
            mr_map_put(known, well, number);
        }
        way[i] = *number;
    }
    mr_map_free(known);
    return st;
}

// The operator leaves rows alone: of each row the result in its own way.
static mr_status pick(mr_table **parts, size_t n, const size_t *way, mr_arena *arena,
                      mr_table **out, mr_error *err)
{
    const int64_t rows = parts[0]->rows;
    int64_t *from = MR_ARENA_ARRAY(arena, int64_t, (size_t)rows + 1);
    mr_table *all = NULL;

    for (int64_t i = 0; i < rows; i++)
        from[i] = (int64_t)way[i] * rows + i;
    MR_TRY(mr_table_concat(parts, n, &all, err));
    mr_status st = mr_table_take(all, from, rows, out, err);
    mr_table_unref(all);
    return st;
}

static mr_status apply_each(job *j, mr_apply_with *apply, const mr_args *args,
                            mr_table *const *inputs, size_t n, mr_table **out, mr_error *err)
{
    size_t *way = MR_ARENA_ARRAY(j->arena, size_t, (size_t)inputs[0]->rows + 1), made = 0;
    MR_TRY(number_rows(j, inputs[0], way, err));
    if (j->n == 0)
        return apply(j->frame, args, inputs, n, out, err);
    mr_table **parts = MR_ARENA_ARRAY(j->arena, mr_table *, j->n);
    mr_status st = MR_OK;
    for (size_t k = 0; st == MR_OK && k < j->n; k++) {
        st = apply(j->frame, mr_args_as_written(args, j->at[k].at, j->at[k].n, j->arena), inputs, n,
                   &parts[k], err);
        made += st == MR_OK;
    }
    if (st == MR_OK && made == 1)
        *out = mr_table_ref(parts[0]);
    else if (st == MR_OK)
        st = pick(parts, made, way, j->arena, out, err);
    for (size_t k = 0; k < made; k++)
        mr_table_unref(parts[k]);
    return st;
}

static mr_status apply_well(const job *j, mr_apply_with *apply, const mr_args *args,
                            mr_table *const *inputs, size_t n, mr_table **out, mr_error *err)
{
    ways w;
    MR_TRY(ways_of(j, j->frame->well, &w, err));
    return apply(j->frame, mr_args_as_written(args, w.at, w.n, j->arena), inputs, n, out, err);
}

mr_status mr_written_apply(mr_frame *frame, mr_apply_with *apply, mr_table *const *inputs, size_t n,
                           mr_table **out, mr_error *err)
{
    const mr_run_state *run = frame->run;
    const mr_args *args = run->plan->nodes[frame->node].typed->args;
    size_t from = SIZE_MAX;

    if (mr_operator_has_written(args->op) && args->inputs[0] && inputs[0])
        from = mr_typed_dag_reads(run->typed, frame->node, args->inputs[0]);
    if (from == SIZE_MAX || !run->ingests[from])
        return apply(frame, args, inputs, n, out, err);
    job j = {frame, mr_arena_new(), run->ingests[from], args->inputs[0], 0, 0, NULL};
    mr_status st = frame->well ? apply_well(&j, apply, args, inputs, n, out, err)
                               : apply_each(&j, apply, args, inputs, n, out, err);
    mr_arena_free(j.arena);
    return st;
}
