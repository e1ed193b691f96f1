// What an operator gives does not depend on the units its inputs come in: every operator over its
// cases, columns brought into another unit of their dimension, one alone and all together, fields
// of connected tables too. Results are equal when they are brought to one unit, so a result's unit
// is what its numbers mean.
#include "operators/cases.h"

#include "mudrock/door.h"
#include "mudrock/kind.h"

enum { MOST_INPUTS = 4, MOST_COLUMNS = 24, MOST_OTHERS = 2, MOST_ROWS = 500 };

// --- units to choose from ---

static const char *const others[] = {
    "ft",  "ftUS", "kg/m3", "lb/ft3", "us/m",   "degF", "K",          "%",    "v/v",
    "psi", "kPa",  "bar",   "mm",     "in",     "rad",  "deg",        "ft/s", "km/s",
    "D",   "kg",   "V",     "ms",     "s",      "m",    "km",         "ft3",  "1/ft",
    "MPa", "kHz",  "Hz",    "mS/m",   "ohm.cm", "W/m2", "delta_degF",
};

// The k-th other unit of the dimension; NULL when there are no more.
static const char *other_unit(const char *unit, size_t k)
{
    const mr_units *units = get_helpers()->units;
    double scale, offset;

    for (size_t i = 0; unit && i < sizeof others / sizeof *others; i++)
        if (!mr_unit_equal(units, unit, others[i]) &&
            mr_unit_convert(units, unit, others[i], &scale, &offset) && k-- == 0)
            return others[i];
    return NULL;
}

// --- what is run ---

typedef struct trial {
    const mr_operator *op;
    const json_t *test;
    json_t *params; // with every default written out
    mr_arena *arena;
    mr_args *args;
    size_t n_inputs;
    mr_table *inputs[MOST_INPUTS];
} trial;

static mr_infer infer_of(const trial *t)
{
    const mr_schema **inputs = MR_ARENA_ARRAY(t->arena, const mr_schema *, t->n_inputs);

    for (size_t i = 0; i < t->n_inputs; i++) {
        mr_schema *schema = MR_ARENA_NEW(t->arena, mr_schema);
        mr_table_schema(t->inputs[i], t->arena, schema);
        inputs[i] = schema;
    }
    return (mr_infer){.args = t->args,
                      .n_inputs = t->n_inputs,
                      .inputs = inputs,
                      .units = get_helpers()->units,
                      .sql = get_helpers()->sql,
                      .arena = t->arena};
}

static void read_params(trial *t, json_t *params)
{
    char said[512] = "";

    if (mr_args_read(t->op, params, t->arena, &t->args, print_problem, said) != MR_OK)
        fail_msg("%s: %s", t->op->id, said);
}

static void open_trial(trial *t, const mr_operator *op, const json_t *test)
{
    const json_t *more = json_object_get(test, "more");

    *t = (trial){.op = op, .test = test, .arena = mr_arena_new()};
    t->inputs[0] = table_of_json(json_object_get(test, "input"));
    t->n_inputs = 1 + json_array_size(more);
    for (size_t i = 1; i < t->n_inputs; i++)
        t->inputs[i] = table_of_json(json_array_get(more, i - 1));
    read_params(t, json_object_get(test, "params"));
    t->params = mr_args_to_json(t->args, json_object_get(test, "params"));
    read_params(t, t->params);
}

static bool takes_params(const mr_operator *op, json_t *params)
{
    mr_arena *arena = mr_arena_new();
    mr_args *args;
    const bool takes = mr_args_read(op, params, arena, &args, NULL, NULL) == MR_OK;

    mr_arena_free(arena);
    return takes;
}

static void close_trial(trial *t)
{
    for (size_t i = 0; i < t->n_inputs; i++)
        mr_table_unref(t->inputs[i]);
    json_decref(t->params);
    mr_arena_free(t->arena);
}

// NULL when it is refused, with the reason in `err`.
static mr_table *run(const trial *t, mr_error *err)
{
    const mr_infer in = infer_of(t);
    const mr_entries entries = mr_door_plan(&in);
    const mr_apply_options options = {.units = in.units, .sql = in.sql};
    mr_table *out = NULL;
    size_t n;

    for (size_t i = 0; i < entries.n; i++)
        if (entries.at[i].problem > MR_ENTRY_ABSENT) {
            mr_fail(err, MR_EINVALID, entries.at[i].column, "problem %d at the door, wanted in %s",
                    (int)entries.at[i].problem, entries.at[i].unit);
            return NULL;
        }
    const mr_conversion *conversions = mr_door_conversions(&entries, t->arena, &n);
    mr_door_apply(t->args, conversions, n, t->inputs, t->n_inputs, &options, &out, err);
    return out;
}

// --- units put on, units changed ---

static void put_unit(trial *t, size_t input, size_t column, const char *unit)
{
    mr_table *table = mr_table_copy(t->inputs[input]);
    mr_field field = table->columns[column]->field;

    field.unit = unit;
    mr_table_put(table, mr_column_with_field(table->columns[column], &field));
    mr_table_unref(t->inputs[input]);
    t->inputs[input] = table;
}

static void change_unit(trial *t, size_t input, size_t column, const char *unit)
{
    const mr_column *from = t->inputs[input]->columns[column], *to = NULL;
    double scale, offset;
    mr_table *table = mr_table_copy(t->inputs[input]);

    assert_true(mr_unit_convert(get_helpers()->units, from->field.unit, unit, &scale, &offset));
    assert_int_equal(mr_column_convert(from, scale, offset, unit, &to, NULL), MR_OK);
    mr_table_put(table, to);
    mr_table_unref(t->inputs[input]);
    t->inputs[input] = table;
}

static bool is_measured(const mr_column *column)
{
    return column->field.type == MR_FLOAT64 || column->field.type == MR_LIST_FLOAT64;
}

// A whole number without a unit in another input: what it measures nobody says.
static bool is_whole_elsewhere(const trial *t, const mr_column *column)
{
    for (size_t k = 0; k < t->n_inputs; k++) {
        const mr_column *other = mr_table_find(t->inputs[k], column->field.name);
        if (other && other->field.type == MR_INT64)
            return true;
    }
    return false;
}

// The unit that the operator wants the column in, or one of our choice where it takes any.
static void put_units(trial *t, const char *any)
{
    const mr_infer in = infer_of(t);
    const mr_entries entries = mr_door_plan(&in);

    for (size_t k = 0; k < t->n_inputs; k++)
        for (size_t c = 0; c < t->inputs[k]->n; c++) {
            const mr_column *column = t->inputs[k]->columns[c];
            const char *unit = strcmp(column->field.name, "depth") == 0 ? "m" : any;
            for (size_t i = 0; i < entries.n; i++) {
                const mr_entry *e = &entries.at[i];
                if (e->input != k || strcmp(e->column, column->field.name) != 0)
                    continue;
                if (e->unit && mr_unit_known(in.units, e->unit))
                    unit = e->unit;
                else if (e->unit)
                    unit = NULL;
            }
            if (is_measured(column) && !column->field.unit && !is_whole_elsewhere(t, column))
                put_unit(t, k, c, unit);
        }
}

// "as input" of these is a distance between two values.
static bool is_distance(const char *param)
{
    static const char *const names[] = {"tolerance", "threshold", "min_amplitude"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(param, names[i]) == 0)
            return true;
    return false;
}

// Parameters whose unit follows from the columns, brought along.
static void bring_params(trial *t, const trial *from)
{
    const mr_units *units = get_helpers()->units;
    const mr_infer a = infer_of(from), b = infer_of(t);
    const mr_infer seen_a = mr_door_seen(&a), seen_b = mr_door_seen(&b);

    for (const mr_param *p = t->op->params; p && p->name; p++) {
        const char *was = mr_unit_of_words(&seen_a, p->unit);
        const char *is = mr_unit_of_words(&seen_b, p->unit);
        json_t *value = json_object_get(t->params, p->name), *item;
        double scale = 1, offset = 0;
        size_t i;
        if (!was || !is || !mr_unit_convert(units, was, is, &scale, &offset))
            continue;
        if (is_distance(p->name))
            offset = 0;
        if (p->kind == MR_REAL && json_is_number(value))
            json_object_set_new(t->params, p->name,
                                json_real(scale * json_number_value(value) + offset));
        if (p->kind == MR_REALS)
            json_array_foreach(value, i, item)
                json_array_set_new(value, i, json_real(scale * json_number_value(item) + offset));
    }
    read_params(t, t->params);
}

// --- results ---

static double largest(const mr_column *column)
{
    double most = 0;

    for (int64_t i = 0; i < column->length; i++)
        if (mr_valid(column, i) && isfinite(mr_column_real(column, i)))
            most = fmax(most, fabs(mr_column_real(column, i)));
    return most;
}

static bool same_real(const mr_column *a, double x, double y, double tolerance)
{
    const double turn = mr_field_turn(get_helpers()->units, &a->field);
    const double off = turn > 0 ? mr_turn_short(x - y, turn) : x - y;

    return fabs(off) <= tolerance;
}

static bool same_cell(const mr_column *a, const mr_column *b, int64_t row, double tolerance)
{
    size_t n, nb;

    if (mr_valid(a, row) != mr_valid(b, row))
        return false;
    if (!mr_valid(a, row))
        return true;
    if (a->field.type == MR_UTF8)
        return mr_str_eq(mr_column_text(a, row), mr_column_text(b, row));
    if (a->field.type != MR_LIST_FLOAT64)
        return same_real(a, mr_column_real(a, row), mr_column_real(b, row), tolerance);
    const double *x = mr_column_list(a, row, &n), *y = mr_column_list(b, row, &nb);
    double most = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(x[i]))
            most = fmax(most, fabs(x[i]));
    for (size_t i = 0; n == nb && i < n; i++)
        if (isnan(x[i]) != isnan(y[i]) || fabs(x[i] - y[i]) > 1e-9 * most + 1e-12)
            return false;
    return n == nb;
}

// Empty when `b`, brought to the unit of `a`, is `a`.
static void compare_column(const mr_column *a, const mr_column *b, char said[256])
{
    const mr_column *brought = mr_column_ref(b);
    double scale = 1, offset = 0;
    const char *ua = a->field.unit, *ub = b->field.unit;

    if (a->field.type != b->field.type || (ua == NULL) != (ub == NULL)) {
        snprintf(said, 256, "`%s` is in %s, then in %s", a->field.name, ua ? ua : "no unit",
                 ub ? ub : "no unit");
        mr_column_unref(brought);
        return;
    }
    if (ua && strcmp(ua, ub) != 0 && is_measured(a)) {
        if (!mr_unit_convert(get_helpers()->units, ub, ua, &scale, &offset)) {
            snprintf(said, 256, "`%s` is in %s, then in %s, which does not convert", a->field.name,
                     ua, ub);
        } else {
            mr_column_unref(brought);
            assert_int_equal(mr_column_convert(b, scale, offset, ua, &brought, NULL), MR_OK);
        }
    }
    const double tolerance = a->field.type == MR_UTF8 || a->field.type == MR_LIST_FLOAT64
                                 ? 0
                                 : 1e-9 * largest(a) + 1e-12;
    for (int64_t row = 0; row < a->length && !*said; row++)
        if (!same_cell(a, brought, row, tolerance))
            snprintf(said, 256, "row %d of `%s`: %.12g %s, then %.12g %s", (int)row, a->field.name,
                     a->field.type == MR_FLOAT64 ? mr_column_real(a, row) : 0, ua ? ua : "",
                     a->field.type == MR_FLOAT64 ? mr_column_real(b, row) : 0, ub ? ub : "");
    mr_column_unref(brought);
}

static void compare(const mr_table *a, const mr_table *b, char said[256])
{
    if (a->rows != b->rows || a->n != b->n)
        snprintf(said, 256, "%d rows, then %d", (int)a->rows, (int)b->rows);
    for (size_t c = 0; c < a->n && !*said; c++)
        compare_column(a->columns[c], b->columns[c], said);
}

// --- the test ---

// What is not the same in another unit, and why.
static const struct {
    const char *id, *why;
} excepted[] = {
    {"expression", "the numbers of a formula are in the columns' own units"},
    {"filter", "the numbers of a formula are in the columns' own units"},
    {"sql_block", "the numbers of a query are in the columns' own units"},
    {"cast", "a whole number or a text is one in the column's own unit"},
    {"join", "keys are equal digit by digit, and a conversion rounds"},
    {"null_sentinels", "a sentinel is a number as the file wrote it, not a quantity"},
    {"linear_transform", "slope and intercept are the user's, for the column's own unit"},
    {"flag_crossplot", "slope and intercept are the user's, for the columns' own units"},
    {"block_value", "prices are per unit of each grade column as it comes"},
    {"metal_equivalent", "prices are per unit of each grade column as it comes"},
    {"unit_sanity", "it guesses the unit from the numbers"},
    {NULL, NULL},
};

static bool is_excepted(const char *id)
{
    for (size_t i = 0; excepted[i].id; i++)
        if (strcmp(excepted[i].id, id) == 0)
            return true;
    return false;
}

// Columns in other units by `choose`: one alone, or SIZE_MAX for all.
static void check_changed(const trial *base, const mr_table *want, const char *any, size_t input,
                          size_t column, size_t k, char said[512])
{
    trial t;
    mr_error err = {.status = MR_OK};
    char what[300] = "";
    size_t changed = 0;

    open_trial(&t, base->op, base->test);
    put_units(&t, any);
    for (size_t i = 0; i < t.n_inputs; i++)
        for (size_t c = 0; c < t.inputs[i]->n; c++) {
            const mr_column *from = t.inputs[i]->columns[c];
            const char *unit = is_measured(from) ? other_unit(from->field.unit, k) : NULL;
            if (!unit || (column != SIZE_MAX && (i != input || c != column)))
                continue;
            change_unit(&t, i, c, unit);
            changed++;
        }
    if (changed > 0) {
        bring_params(&t, base);
        mr_table *got = run(&t, &err);
        if (got)
            compare(want, got, what);
        else
            snprintf(what, sizeof what, "refused: %.60s %.180s", err.where, err.message);
        mr_table_unref(got);
    }
    if (*what)
        snprintf(said, 512, "%s, `%.60s` %.20s %.20s: %.300s", base->op->id,
                 column == SIZE_MAX ? "all" : t.inputs[input]->columns[column]->field.name,
                 column == SIZE_MAX ? "" : t.inputs[input]->columns[column]->field.unit, any, what);
    close_trial(&t);
}

// What is refused in one unit is refused in others.
static void check_refused(const trial *base, const char *any, char said[512])
{
    trial t;
    mr_error err = {.status = MR_OK};

    open_trial(&t, base->op, base->test);
    put_units(&t, any);
    for (size_t i = 0; i < t.n_inputs; i++)
        for (size_t c = 0; c < t.inputs[i]->n; c++) {
            const mr_column *from = t.inputs[i]->columns[c];
            const char *unit = is_measured(from) ? other_unit(from->field.unit, 0) : NULL;
            if (unit)
                change_unit(&t, i, c, unit);
        }
    bring_params(&t, base);
    mr_table *got = run(&t, &err);
    if (got)
        snprintf(said, 512, "%s: refused in %s, and in another unit not", base->op->id, any);
    mr_table_unref(got);
    close_trial(&t);
}

// `refusable`: with a unit, or with parameters that are not the case's own.
static void check_case(const mr_operator *op, const json_t *test, bool refusable, const char *any,
                       char said[512])
{
    trial base;
    mr_error err = {.status = MR_OK};

    open_trial(&base, op, test);
    put_units(&base, any);
    mr_table *want = run(&base, &err);
    if (!want && !refusable)
        snprintf(said, 512, "%s: %.100s %.300s", op->id, err.where, err.message);
    else if (!want)
        check_refused(&base, any, said);
    for (size_t k = 0; want && k < MOST_OTHERS && !*said; k++) {
        check_changed(&base, want, any, 0, SIZE_MAX, k, said);
        for (size_t i = 0; i < base.n_inputs; i++)
            for (size_t c = 0; c < base.inputs[i]->n && c < MOST_COLUMNS && !*said; c++)
                check_changed(&base, want, any, i, c, k, said);
    }
    mr_table_unref(want);
    close_trial(&base);
}

static void check_any(const mr_operator *op, const json_t *test, bool variant, char said[512])
{
    static const char *const any[] = {"g/cm3", "degC", "m"};

    for (size_t k = 0; k < sizeof any / sizeof *any && !*said; k++)
        check_case(op, test, variant || k > 0, any[k], said);
}

// Any other choice of the parameter, in `params`, a part of those of the case.
static void check_choices(const mr_operator *op, const json_t *test, json_t *params,
                          const mr_param *p, char said[512])
{
    json_t *all = json_object_get(test, "params");
    json_t *was = json_incref(json_object_get(params, p->name));
    const bool truth = p->kind == MR_TRUTH;

    for (const char *at = truth ? "true,false" : p->choices; *at && !*said;) {
        const size_t n = strcspn(at, ",");
        json_object_set_new(params, p->name,
                            truth ? json_boolean(*at == 't') : json_stringn(at, n));
        if (!json_equal(json_object_get(params, p->name), was) && takes_params(op, all))
            check_any(op, test, true, said);
        at += n + (at[n] == ',');
    }
    if (was)
        json_object_set_new(params, p->name, was);
    else
        json_object_del(params, p->name);
}

// Whatever a parameter chooses among; those of records are changed in the first of them.
static void check_variants(const mr_operator *op, const json_t *test, char said[512])
{
    json_t *copy = json_deep_copy(test), *params = json_object_get(copy, "params");

    for (const mr_param *p = op->params; p && p->name && !*said; p++) {
        json_t *record = p->fields ? json_array_get(json_object_get(params, p->name), 0) : NULL;
        if (p->kind == MR_CHOICE || p->kind == MR_TRUTH)
            check_choices(op, copy, params, p, said);
        for (const mr_param *f = record ? p->fields : NULL; f && f->name && !*said; f++)
            if (f->kind == MR_CHOICE || f->kind == MR_TRUTH)
                check_choices(op, copy, record, f, said);
    }
    json_decref(copy);
}

static void does_not_depend_on_units(void **state)
{
    const mr_operator *op = *state;
    const char *root = getenv("SOURCE_ROOT");
    json_t *cases = operator_cases(root ? root : ".", op), *test;
    char said[512] = "";
    size_t i;

    json_array_foreach(cases, i, test)
    {
        if (json_array_size(json_object_get(json_object_get(test, "input"), "rows")) > MOST_ROWS)
            continue;
        if (!*said)
            check_any(op, test, false, said);
        if (!*said)
            check_variants(op, test, said);
    }
    json_decref(cases);
    if (*said && !is_excepted(op->id))
        fail_msg("%s", said);
    if (!*said && is_excepted(op->id))
        fail_msg("%s is no exception any more", op->id);
}

// Only the operators named as arguments, or all: in their newest version.
int main(int argc, char **argv)
{
    const size_t count = mr_operator_count();
    struct CMUnitTest *tests = calloc(count + 1, sizeof *tests);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        const mr_operator *op = mr_operator_at(i);
        bool wanted = argc == 1 && !op->replacement_version;
        for (int a = 1; a < argc; a++)
            wanted |= strcmp(argv[a], op->id) == 0 && !op->replacement_version;
        if (wanted)
            tests[n++] = (struct CMUnitTest){.name = op->id,
                                             .test_func = does_not_depend_on_units,
                                             .initial_state = (void *)(uintptr_t)op};
    }
    int failed = _cmocka_run_group_tests("units", tests, n, NULL, NULL);
    free(tests);
    return failed;
}
