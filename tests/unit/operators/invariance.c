// What holds for every operator whatever it computes, from its descriptor and the inputs of its
// cases: rows left out and rows of nulls are one thing; so are rows, wells and columns in any
// order, and a well whole or in pieces.
#include "operators/cases.h"

#include "mudrock/tabular.h"

enum { MOST_INPUTS = 4, LONG_GAP = 40 };

typedef enum invariance {
    GAP = 1,
    ORDER = 2,
    CUT = 4,
} invariance;

// What an operator is about may be just that; by name, with the reason.
static const struct exception {
    const char *id;
    int of;
    const char *why;
} exceptions[] = {
    {"depth_monotonicity", GAP, "the step from row to row is what it says"},
    {"depth_step_check", GAP, "the step from row to row is what it says"},
    {"well_statistics", GAP, "how many rows are null is one of its figures"},
};

static bool is_excepted(const mr_operator *op, invariance what)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (strcmp(exceptions[i].id, op->id) == 0 && (exceptions[i].of & (int)what))
            return true;
    return false;
}

// --- a case and the columns that say where a row is ---

typedef struct trial {
    const mr_operator *op;
    json_t *params;
    const json_t *input; // the main table
    mr_table *inputs[MOST_INPUTS];
    size_t n_inputs, well, depth; // columns of the main table; SIZE_MAX = none
    mr_arena *arena;
    mr_args *args;
    const char *name;
} trial;

static const json_t *rows_of(const json_t *table)
{
    return json_object_get(table, "rows");
}

static const char *column_name(const json_t *table, size_t c)
{
    return json_string_value(
        json_object_get(json_array_get(json_object_get(table, "columns"), c), "name"));
}

static size_t n_columns(const json_t *table)
{
    return json_array_size(json_object_get(table, "columns"));
}

// The name of the column a port takes; `absent` where the operator has no such port.
static const char *port_column(const trial *t, const char *param, const char *absent)
{
    for (size_t i = 0; i < mr_operator_n_inputs(t->op); i++)
        if (strcmp(t->op->inputs[i].param, param) == 0)
            return t->args->inputs[i] ? t->args->inputs[i] : "";
    return absent;
}

static size_t find_column(const json_t *table, const char *name)
{
    for (size_t c = 0; name && c < n_columns(table); c++)
        if (strcmp(column_name(table, c), name) == 0)
            return c;
    return SIZE_MAX;
}

// Whether a column says where its row is rather than what was measured there.
static bool is_place(const trial *t, const char *name)
{
    static const char *const params[] = {"well_column", "depth_column", "from_column", "to_column",
                                         "zone_column"};
    static const char *const names[] = {"well_id", "depth", "hole_id", "zone"};

    for (size_t i = 0; i < sizeof params / sizeof *params; i++)
        if (strcmp(port_column(t, params[i], ""), name) == 0)
            return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static trial trial_of(const mr_operator *op, const json_t *test)
{
    const json_t *more = json_object_get(test, "more");
    trial t = {.op = op,
               .params = json_object_get(test, "params"),
               .input = json_object_get(test, "input"),
               .n_inputs = 1 + json_array_size(more),
               .arena = mr_arena_new(),
               .name = json_string_value(json_object_get(test, "case"))};
    char problem[512];

    assert_int_equal(mr_args_read(op, t.params, t.arena, &t.args, print_problem, problem), MR_OK);
    for (size_t i = 1; i < t.n_inputs; i++)
        t.inputs[i] = table_of_json(json_array_get(more, i - 1));
    t.well = find_column(t.input, port_column(&t, "well_column", "well_id"));
    t.depth = find_column(t.input, port_column(&t, "depth_column", "depth"));
    return t;
}

static void end_trial(trial *t)
{
    for (size_t i = 1; i < t->n_inputs; i++)
        mr_table_unref(t->inputs[i]);
    mr_arena_free(t->arena);
}

static mr_table *run_trial(trial *t, const json_t *input)
{
    mr_error err;
    mr_table *out;

    t->inputs[0] = table_of_json(input);
    out = run_operator(t->op, t->params, t->inputs, t->n_inputs, &err);
    mr_table_unref(t->inputs[0]);
    if (!out)
        fail_msg("%s %s: %s %s", t->op->id, t->name, err.where, err.message);
    return out;
}

static json_t *table_like(const json_t *table, json_t *rows)
{
    return json_pack("{sO, so}", "columns", json_object_get(table, "columns"), "rows", rows);
}

static const json_t *cell_of(const json_t *row, size_t c)
{
    return c == SIZE_MAX ? NULL : json_array_get(row, c);
}

static bool same_well(const trial *t, const json_t *a, const json_t *b)
{
    return t->well == SIZE_MAX || json_equal(cell_of(a, t->well), cell_of(b, t->well));
}

// --- comparison ---

static bool same_cell(const mr_column *a, int64_t i, const mr_column *b, int64_t k)
{
    size_t n, m;

    if (!mr_valid(a, i) || !mr_valid(b, k))
        return mr_valid(a, i) == mr_valid(b, k);
    if (a->field.type == MR_UTF8)
        return mr_str_eq(mr_column_text(a, i), mr_column_text(b, k));
    if (a->field.type != MR_LIST_FLOAT64)
        return close_enough(mr_column_real(a, i), mr_column_real(b, k), 1e-9);
    const double *x = mr_column_list(a, i, &n), *y = mr_column_list(b, k, &m);
    for (size_t j = 0; n == m && j < n; j++)
        if (!close_enough(x[j], y[j], 1e-9))
            return false;
    return n == m;
}

static const char *shown(const mr_column *column, int64_t row)
{
    static char text[2][64];
    static int turn;
    char *at = text[turn = !turn];

    if (!mr_valid(column, row))
        return "null";
    if (column->field.type == MR_UTF8)
        snprintf(at, 64, "%.*s", (int)mr_column_text(column, row).n,
                 mr_column_text(column, row).at);
    else
        snprintf(at, 64, "%.12g",
                 column->field.type == MR_LIST_FLOAT64 ? 0 : mr_column_real(column, row));
    return at;
}

// The column whose cells differ, NULL for none.
static const mr_column *differing(const mr_table *a, int64_t i, const mr_table *b, int64_t k)
{
    for (size_t c = 0; c < a->n; c++) {
        const mr_column *other = mr_table_find(b, a->columns[c]->field.name);
        if (!other || !same_cell(a->columns[c], i, other, k))
            return a->columns[c];
    }
    return NULL;
}

static void check_row(const trial *t, const char *what, const mr_table *a, int64_t i,
                      const mr_table *b, int64_t k)
{
    const mr_column *column = differing(a, i, b, k);

    if (!column)
        return;
    const mr_column *other = mr_table_find(b, column->field.name);
    fail_msg("%s %s, %s: `%s` is %s in row %d, and %s in row %d", t->op->id, t->name, what,
             column->field.name, shown(column, i), (int)i, other ? shown(other, k) : "absent",
             (int)k);
}

// The same rows in any order.
static void check_same_rows(const trial *t, const char *what, const mr_table *a, const mr_table *b)
{
    bool *used = calloc((size_t)b->rows + 1, sizeof *used);

    if (a->rows != b->rows)
        fail_msg("%s %s, %s: %d rows, and %d", t->op->id, t->name, what, (int)a->rows,
                 (int)b->rows);
    for (int64_t i = 0; i < a->rows; i++) {
        int64_t k = 0;
        while (k < b->rows && (used[k] || differing(a, i, b, k)))
            k++;
        if (k == b->rows)
            check_row(t, what, a, i, b, i);
        else
            used[k] = true;
    }
    free(used);
}

// --- gaps ---

// The rows of the table, every one in `at` with what was measured null, or left out.
static json_t *without(const trial *t, const json_t *table, const bool *at, bool left_out)
{
    json_t *rows = json_array(), *row, *cell;
    size_t r, c;

    json_array_foreach((json_t *)(uintptr_t)rows_of(table), r, row)
    {
        if (!at[r]) {
            json_array_append(rows, row);
            continue;
        }
        if (left_out)
            continue;
        json_t *blank = json_array();
        json_array_foreach(row, c, cell)
        {
            if (is_place(t, column_name(table, c)))
                json_array_append(blank, cell);
            else
                json_array_append_new(blank, json_null());
        }
        json_array_append_new(rows, blank);
    }
    return table_like(table, rows);
}

static double depth_of(const trial *t, const json_t *row)
{
    const json_t *cell = cell_of(row, t->depth);

    return json_is_number(cell) ? json_number_value(cell) : (double)NAN;
}

// The rows r .. r + 4 are of one well, each a step deeper than the one before: without a regular
// step nobody knows that rows were left out.
static bool is_run(const trial *t, const json_t *rows, size_t r)
{
    const double step =
        depth_of(t, json_array_get(rows, r + 1)) - depth_of(t, json_array_get(rows, r));

    for (size_t k = 1; k < 5; k++) {
        const json_t *above = json_array_get(rows, r + k - 1), *below = json_array_get(rows, r + k);
        if (!below || !same_well(t, above, below) || !(step > 0) ||
            !(fabs(depth_of(t, below) - depth_of(t, above) - step) < 1e-6))
            return false;
    }
    return true;
}

static json_t *moved(const trial *t, const json_t *row, double depth)
{
    json_t *copy = json_deep_copy(row);

    json_array_set_new(copy, t->depth, json_real(depth));
    return copy;
}

// In every well with rows enough: what lies below a row moves down by LONG_GAP steps, and rows
// like that one come in between. `at` says which they are.
static json_t *with_long_gap(const trial *t, bool *at)
{
    const json_t *rows = rows_of(t->input), *well = NULL;
    json_t *made = json_array(), *row;
    double down = 0;
    size_t r;

    json_array_foreach((json_t *)(uintptr_t)rows, r, row)
    {
        if (!well || !same_well(t, well, row))
            down = 0;
        well = row;
        const double z = depth_of(t, row);
        if (isnan(z))
            json_array_append(made, row);
        else
            json_array_append_new(made, moved(t, row, z + down));
        if (down > 0 || r == 0 || !is_run(t, rows, r - 1))
            continue;
        const double step = depth_of(t, json_array_get(rows, r + 1)) - z;
        down = LONG_GAP * step;
        for (int k = 1; k <= LONG_GAP; k++) {
            at[json_array_size(made)] = true;
            json_array_append_new(made, moved(t, row, z + k * step));
        }
    }
    return table_like(t->input, made);
}

// Two rows of every run of five.
static json_t *with_short_gap(const trial *t, bool *at)
{
    const json_t *rows = rows_of(t->input);

    for (size_t r = 0; r < json_array_size(rows); r++)
        if (is_run(t, rows, r) && (r == 0 || !at[r - 1]) && !at[r]) {
            at[r + 1] = at[r + 2] = true;
            r += 5;
        }
    return json_incref((json_t *)(uintptr_t)t->input);
}

static bool says_nothing(const trial *t, const mr_table *table, int64_t row)
{
    for (size_t c = 0; c < table->n; c++)
        if (!is_place(t, table->columns[c]->field.name) && mr_valid(table->columns[c], row))
            return false;
    return true;
}

// Rows of nulls that a table passes on are left out again.
static void check_replaced(const trial *t, const char *what, const mr_table *nulls,
                           const mr_table *none)
{
    const bool equal = nulls->rows == none->rows;
    int64_t k = 0;

    for (int64_t i = 0; i < nulls->rows; i++) {
        if (!equal && says_nothing(t, nulls, i))
            continue;
        while (!equal && k < none->rows && says_nothing(t, none, k))
            k++;
        if (k == none->rows)
            fail_msg("%s %s, %s: more than %d rows", t->op->id, t->name, what, (int)none->rows);
        check_row(t, what, nulls, i, none, k++);
    }
    while (!equal && k < none->rows && says_nothing(t, none, k))
        k++;
    if (k != none->rows)
        fail_msg("%s %s, %s: %d rows, and %d", t->op->id, t->name, what, (int)k, (int)none->rows);
}

static void check_gap(trial *t, const char *what, json_t *(*make)(const trial *, bool *))
{
    bool at[4096] = {false};
    json_t *whole = make(t, at);
    json_t *blank = without(t, whole, at, false), *short_ = without(t, whole, at, true);
    mr_table *nulls = run_trial(t, blank), *none = run_trial(t, short_);

    if (t->op->replaces_rows)
        check_replaced(t, what, nulls, none);
    for (int64_t i = 0, k = 0; i < nulls->rows && !t->op->replaces_rows; i++)
        if (!at[i])
            check_row(t, what, nulls, i, none, k++);
    mr_table_unref(none);
    mr_table_unref(nulls);
    json_decref(short_);
    json_decref(blank);
    json_decref(whole);
}

// --- order and cut ---

typedef struct order {
    size_t n, at[256];
} order;

static json_t *ordered(const json_t *table, const order *o)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < o->n; i++)
        json_array_append(rows, json_array_get(rows_of(table), o->at[i]));
    return table_like(table, rows);
}

static void check_order(trial *t, const char *what, const order *o)
{
    json_t *other = ordered(t->input, o);
    mr_table *a = run_trial(t, t->input), *b = run_trial(t, other);

    if (t->op->replaces_rows)
        check_same_rows(t, what, a, b);
    else
        for (size_t i = 0; i < o->n; i++)
            check_row(t, what, a, (int64_t)o->at[i], b, (int64_t)i);
    mr_table_unref(b);
    mr_table_unref(a);
    json_decref(other);
}

// Equal depths and no depth at all leave the order of rows to the table.
static bool has_own_order(const trial *t)
{
    const json_t *rows = rows_of(t->input);

    if (t->op->map || t->op->each)
        return true;
    if (t->depth == SIZE_MAX)
        return false;
    for (size_t i = 0; i < json_array_size(rows); i++)
        for (size_t k = 0; k <= i; k++) {
            const json_t *a = json_array_get(rows, i), *b = json_array_get(rows, k);
            if (isnan(depth_of(t, a)) ||
                (k < i && same_well(t, a, b) && depth_of(t, a) == depth_of(t, b)))
                return false;
        }
    return true;
}

// Wells last to first, the rows of each as they were.
static order wells_turned(const trial *t)
{
    const json_t *rows = rows_of(t->input);
    order o = {0};

    for (size_t i = json_array_size(rows); i-- > 0;) {
        const json_t *row = json_array_get(rows, i);
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first &= !same_well(t, row, json_array_get(rows, k));
        for (size_t k = i; first && k < json_array_size(rows); k++)
            if (same_well(t, row, json_array_get(rows, k)))
                o.at[o.n++] = k;
    }
    return o;
}

static order rows_turned(const trial *t)
{
    order o = {.n = json_array_size(rows_of(t->input))};

    for (size_t i = 0; i < o.n; i++)
        o.at[i] = o.n - 1 - i;
    return o;
}

// Every other row, then the rest: each well is in two pieces.
static order in_two_pieces(const trial *t)
{
    order o = {.n = json_array_size(rows_of(t->input))};

    for (size_t i = 0; i < o.n; i++)
        o.at[i] = 2 * i < o.n ? 2 * i : 2 * (i - (o.n + 1) / 2) + 1;
    return o;
}

static json_t *columns_turned(const json_t *table)
{
    const json_t *columns = json_object_get(table, "columns"), *row;
    json_t *turned = json_array(), *rows = json_array();
    size_t r;

    for (size_t c = json_array_size(columns); c-- > 0;)
        json_array_append(turned, json_array_get(columns, c));
    json_array_foreach((json_t *)(uintptr_t)rows_of(table), r, row)
    {
        json_t *cells = json_array();
        for (size_t c = json_array_size(row); c-- > 0;)
            json_array_append(cells, json_array_get(row, c));
        json_array_append_new(rows, cells);
    }
    return json_pack("{so, so}", "columns", turned, "rows", rows);
}

static void check_columns_turned(trial *t)
{
    json_t *other = columns_turned(t->input);
    mr_table *a = run_trial(t, t->input), *b = run_trial(t, other);

    check_same_rows(t, "columns in another order", a, b);
    mr_table_unref(b);
    mr_table_unref(a);
    json_decref(other);
}

// Each well by itself against all of them.
static void check_wells_alone(trial *t)
{
    const json_t *rows = rows_of(t->input);
    mr_table *parts[256], *joined = NULL, *whole = run_trial(t, t->input);
    size_t n = 0;
    order o = wells_turned(t);

    for (size_t i = 0, end; i < o.n; i = end) {
        order well = {0};
        for (end = i; end < o.n &&
                      same_well(t, json_array_get(rows, o.at[i]), json_array_get(rows, o.at[end]));
             end++)
            well.at[well.n++] = o.at[end];
        json_t *alone = ordered(t->input, &well);
        parts[n++] = run_trial(t, alone);
        json_decref(alone);
    }
    if (n > 0) {
        assert_int_equal(mr_table_concat(parts, n, &joined, NULL), MR_OK);
        check_same_rows(t, "wells alone", whole, joined);
    }
    while (n > 0)
        mr_table_unref(parts[--n]);
    mr_table_unref(joined);
    mr_table_unref(whole);
}

// --- the tests ---

static void over_cases(const mr_operator *op, void (*check)(trial *))
{
    const char *root = getenv("SOURCE_ROOT");
    json_t *cases = operator_cases(root ? root : ".", op), *test;
    size_t i;

    json_array_foreach(cases, i, test)
    {
        trial t = trial_of(op, test);
        if (json_array_size(rows_of(t.input)) <= 256)
            check(&t);
        end_trial(&t);
    }
    json_decref(cases);
}

static void check_gaps(trial *t)
{
    if (t->depth == SIZE_MAX)
        return;
    check_gap(t, "rows of nulls or none, few", with_short_gap);
    check_gap(t, "rows of nulls or none, many", with_long_gap);
}

static void check_orders(trial *t)
{
    order o = wells_turned(t);

    check_order(t, "wells in another order", &o);
    check_columns_turned(t);
    if (!has_own_order(t))
        return;
    o = rows_turned(t);
    check_order(t, "rows in another order", &o);
}

static void check_cuts(trial *t)
{
    const order o = in_two_pieces(t);

    if (has_own_order(t))
        check_order(t, "wells in pieces", &o);
    if (!mr_operator_is_across(t->args) && t->n_inputs == 1)
        check_wells_alone(t);
}

static void does_not_count_what_was_not_measured(void **state)
{
    if (!is_excepted(*state, GAP))
        over_cases(*state, check_gaps);
}

static void is_the_same_in_any_order(void **state)
{
    if (!is_excepted(*state, ORDER))
        over_cases(*state, check_orders);
}

static void is_the_same_in_pieces(void **state)
{
    if (!is_excepted(*state, CUT))
        over_cases(*state, check_cuts);
}

// An exception that is none any more is taken from the list.
static void exceptions_are_operators(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        assert_non_null(mr_operator_find(exceptions[i].id, NULL));
        assert_true(strlen(exceptions[i].why) > 20);
    }
}

// Only the operators named as arguments, or all.
int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        CMUnitTestFunction test;
    } kinds[] = {
        {"gap", does_not_count_what_was_not_measured},
        {"order", is_the_same_in_any_order},
        {"cut", is_the_same_in_pieces},
    };
    const size_t count = mr_operator_count(), each = sizeof kinds / sizeof *kinds;
    struct CMUnitTest *all = calloc(each * count + 1, sizeof *all);
    char(*labels)[128] = calloc(each * count + 1, sizeof *labels);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        const mr_operator *op = mr_operator_at(i);
        bool wanted = argc == 1 && !op->replacement_version;
        for (int a = 1; a < argc; a++)
            wanted |= strcmp(argv[a], op->id) == 0 && !op->replacement_version;
        for (size_t k = 0; wanted && k < each; k++, n++) {
            snprintf(labels[n], sizeof *labels, "%s %s", op->id, kinds[k].name);
            all[n] =
                (struct CMUnitTest){labels[n], kinds[k].test, NULL, NULL, (void *)(uintptr_t)op};
        }
    }
    all[n++] = (struct CMUnitTest){.name = "exceptions", .test_func = exceptions_are_operators};
    int failed = _cmocka_run_group_tests("invariance", all, n, NULL, NULL);
    free(labels);
    free(all);
    return failed;
}
