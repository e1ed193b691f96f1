// Several inputs of one node into one table, on the key (well_id, depth).
#include "merge.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/arena.h"
#include "mudrock/map.h"

#include "columns.h"

static mr_table *beside(mr_table *a, const mr_table *b)
{
    mr_table *both = mr_table_copy(a);
    for (size_t i = 0; i < b->n; i++)
        if (!mr_table_find(both, b->columns[i]->field.name))
            mr_table_put(both, mr_column_ref(b->columns[i]));
    return both;
}

// --- the join of two tables ---

typedef struct key {
    size_t well;  // rank by first appearance
    double depth; // NaN = null
    int64_t row;
} key;

typedef struct side {
    const mr_table *table;
    key *keys; // sorted
    int64_t n;
} side;

typedef struct ranks {
    mr_arena *arena;
    mr_map *wells;
    size_t n, null_well;
} ranks;

static size_t rank_of(ranks *r, const mr_column *wells, int64_t row)
{
    if (!wells || !mr_valid(wells, row)) {
        if (r->null_well == SIZE_MAX)
            r->null_well = r->n++;
        return r->null_well;
    }
    mr_str text = mr_column_text(wells, row);
    const char *name = mr_arena_strndup(r->arena, text.at, text.n);
    size_t *rank = mr_map_get(r->wells, name);
    if (!rank) {
        rank = MR_ARENA_NEW(r->arena, size_t);
        *rank = r->n++;
        mr_map_put(r->wells, name, rank);
    }
    return *rank;
}

static int compare(const void *a_, const void *b_)
{
    const key *a = a_, *b = b_;
    if (a->well != b->well)
        return a->well < b->well ? -1 : 1;
    bool no_a = isnan(a->depth), no_b = isnan(b->depth);
    if (no_a != no_b)
        return no_a ? 1 : -1;
    if (!no_a && a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static bool matches(const key *a, const key *b)
{
    return a->well == b->well && a->depth == b->depth; // NaN matches nothing
}

// A part of the key takes part only when both sides have it.
static const mr_column *key_column(const mr_table *table, const mr_table *other, const char *name)
{
    return mr_table_find(other, name) ? mr_table_find(table, name) : NULL;
}

static mr_status sort_side(side *s, ranks *r, const mr_table *table, const mr_table *other,
                           mr_error *err)
{
    const mr_column *wells = key_column(table, other, "well_id");
    const mr_column *depth = key_column(table, other, "depth");
    s->table = table;
    s->n = table->rows;
    s->keys = malloc((size_t)(s->n ? s->n : 1) * sizeof *s->keys);
    if (!s->keys)
        return mr_fail(err, MR_ENOMEM, "", "out of memory for %lld rows", (long long)s->n);
    size_t last = 0;
    for (int64_t i = 0; i < s->n; i++) {
        bool same = i > 0 && wells && mr_valid(wells, i) && mr_valid(wells, i - 1) &&
                    mr_str_eq(mr_column_text(wells, i), mr_column_text(wells, i - 1));
        last = same ? last : rank_of(r, wells, i);
        s->keys[i] = (key){last, depth ? mr_column_real(depth, i) : 0, i};
    }
    qsort(s->keys, (size_t)s->n, sizeof *s->keys, compare);
    return MR_OK;
}

typedef struct pairs {
    int64_t *a, *b; // row of either side, -1 = none
    int64_t n, capacity;
    bool failed;
} pairs;

static void add_pair(pairs *p, int64_t a, int64_t b)
{
    if (p->failed)
        return;
    if (p->n == p->capacity) {
        int64_t capacity = p->capacity ? 2 * p->capacity : 1024;
        int64_t *grown_a = realloc(p->a, (size_t)capacity * sizeof *grown_a);
        if (grown_a)
            p->a = grown_a;
        int64_t *grown_b = realloc(p->b, (size_t)capacity * sizeof *grown_b);
        if (grown_b)
            p->b = grown_b;
        p->failed = !grown_a || !grown_b;
        if (p->failed)
            return;
        p->capacity = capacity;
    }
    p->a[p->n] = a;
    p->b[p->n++] = b;
}

// All pairs of the runs of equal keys that start at i and j.
static void add_runs(pairs *p, const side *a, const side *b, int64_t *i, int64_t *j)
{
    int64_t end_a = *i, end_b = *j;
    while (end_a < a->n && matches(&a->keys[end_a], &a->keys[*i]))
        end_a++;
    while (end_b < b->n && matches(&b->keys[end_b], &b->keys[*j]))
        end_b++;
    for (int64_t x = *i; x < end_a; x++)
        for (int64_t y = *j; y < end_b; y++)
            add_pair(p, a->keys[x].row, b->keys[y].row);
    *i = end_a;
    *j = end_b;
}

// Order of keys of two sides, rows not looked at: what is equal in order but no match (no depth)
// comes from `a` first.
static bool before(const key *a, const key *b)
{
    key x = *a, y = *b;
    x.row = y.row = 0;
    return compare(&x, &y) <= 0;
}

static void pair_rows(const side *a, const side *b, pairs *p)
{
    int64_t i = 0, j = 0;
    while (i < a->n || j < b->n) {
        if (i < a->n && j < b->n && matches(&a->keys[i], &b->keys[j]))
            add_runs(p, a, b, &i, &j);
        else if (j >= b->n || (i < a->n && before(&a->keys[i], &b->keys[j])))
            add_pair(p, a->keys[i++].row, -1);
        else
            add_pair(p, -1, b->keys[j++].row);
    }
}

// Where the first has the row its value stands, null or not; else the second's.
static mr_status either(const mr_column *a, const mr_column *b, const pairs *p,
                        const mr_column **out, mr_error *err)
{
    const mr_column *wide_a = NULL, *wide_b = NULL, *both = NULL;
    mr_type type = mr_type_widens(b->field.type, a->field.type) ? a->field.type : b->field.type;
    mr_status st = mr_column_cast(a, type, &wide_a, err);
    if (st == MR_OK)
        st = mr_column_cast(b, type, &wide_b, err);
    if (st == MR_OK)
        st = mr_column_concat((const mr_column *[]){wide_a, wide_b}, 2, &both, err);
    int64_t *rows = malloc((size_t)(p->n ? p->n : 1) * sizeof *rows);
    if (st == MR_OK && !rows)
        st = mr_fail(err, MR_ENOMEM, "", "out of memory for %lld rows", (long long)p->n);
    if (st == MR_OK) {
        for (int64_t i = 0; i < p->n; i++)
            rows[i] = p->a[i] >= 0 ? p->a[i] : a->length + p->b[i];
        st = mr_column_take(both, rows, p->n, out, err);
    }
    free(rows);
    mr_column_unref(both);
    mr_column_unref(wide_b);
    mr_column_unref(wide_a);
    return st;
}

static mr_status joined_columns(const mr_table *a, const mr_table *b, const pairs *p, mr_table *out,
                                mr_error *err)
{
    for (size_t i = 0; i < a->n; i++) {
        const mr_column *other = mr_table_find(b, a->columns[i]->field.name), *made = NULL;
        MR_TRY(other ? either(a->columns[i], other, p, &made, err)
                     : mr_column_take(a->columns[i], p->a, p->n, &made, err));
        mr_table_put(out, made);
    }
    for (size_t i = 0; i < b->n; i++) {
        const mr_column *made = NULL;
        if (mr_table_find(a, b->columns[i]->field.name))
            continue;
        MR_TRY(mr_column_take(b->columns[i], p->b, p->n, &made, err));
        mr_table_put(out, made);
    }
    return MR_OK;
}

static mr_status join(const mr_table *a, const mr_table *b, mr_table **out, mr_error *err)
{
    ranks r = {mr_arena_new(), mr_map_new(), 0, SIZE_MAX};
    side left = {0}, right = {0};
    pairs p = {0};
    mr_table *table = NULL;
    mr_status st = sort_side(&left, &r, a, b, err);
    if (st == MR_OK)
        st = sort_side(&right, &r, b, a, err);
    if (st == MR_OK) {
        pair_rows(&left, &right, &p);
        if (p.failed)
            st = mr_fail(err, MR_ENOMEM, "", "out of memory for the join after %lld rows",
                         (long long)p.n);
    }
    if (st == MR_OK) {
        table = mr_table_new(p.n);
        st = joined_columns(a, b, &p, table, err);
    }
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    free(p.a);
    free(p.b);
    free(left.keys);
    free(right.keys);
    mr_map_free(r.wells);
    mr_arena_free(r.arena);
    return st;
}

// --- merge ---

static mr_table *in_order(const mr_table *table, const mr_schema *schema)
{
    mr_table *ordered = mr_table_new(table->rows);
    for (size_t i = 0; i < schema->n; i++) {
        const mr_column *column = mr_table_find(table, schema->fields[i].name);
        if (column)
            mr_table_put(ordered, mr_column_ref(column));
    }
    return ordered;
}

// Without a common key there is nothing to join on but the rows' number, which means nothing.
static bool have_key(const mr_table *a, const mr_table *b)
{
    return key_column(a, b, "well_id") || key_column(a, b, "depth");
}

// Joins, or puts side by side; takes the place of *merged.
static mr_status merge_next(mr_table **merged, mr_table *next, bool same_rows, mr_error *err)
{
    mr_table *both = NULL;
    if (same_rows && next->rows != (*merged)->rows)
        return mr_fail(err, MR_EFAIL, "", "inputs of the same rows have %lld and %lld of them",
                       (long long)(*merged)->rows, (long long)next->rows);
    if (!same_rows && !have_key(*merged, next))
        return mr_fail(err, MR_EINVALID, "well_id",
                       "inputs that share neither well_id nor depth cannot be merged");
    if (same_rows)
        both = beside(*merged, next);
    else
        MR_TRY(join(*merged, next, &both, err));
    mr_table_unref(*merged);
    *merged = both;
    return MR_OK;
}

// tables[first] with all later ones of its rows, which are marked as done.
static mr_status merge_equal(mr_table *const *tables, const size_t *rows, size_t n, size_t first,
                             bool *done, mr_table **out, mr_error *err)
{
    mr_table *group = mr_table_ref(tables[first]);
    for (size_t k = first + 1; k < n; k++) {
        if (done[k] || rows[k] != rows[first])
            continue;
        done[k] = true;
        mr_status st = merge_next(&group, tables[k], true, err);
        if (st != MR_OK) {
            mr_table_unref(group);
            return st;
        }
    }
    *out = group;
    return MR_OK;
}

mr_status mr_merge_tables(mr_table *const *tables, const size_t *rows, size_t n,
                          const mr_schema *schema, mr_table **out, mr_error *err)
{
    mr_table *merged = NULL;
    bool *done = mr_alloc(n * sizeof *done);
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < n; i++) {
        mr_table *group = NULL;
        if (done[i])
            continue;
        st = merge_equal(tables, rows, n, i, done, &group, err);
        if (st == MR_OK && merged)
            st = merge_next(&merged, group, false, err);
        else if (st == MR_OK)
            merged = mr_table_ref(group);
        mr_table_unref(group);
    }
    free(done);
    if (st == MR_OK) {
        assert(merged); // n > 0
        *out = in_order(merged, schema);
    }
    mr_table_unref(merged);
    return st;
}
