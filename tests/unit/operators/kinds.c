// Classes and angles through every operator: from classes come no values in between, and directions
// turned by 170 degrees give results turned by 170 degrees.
#include "operators/random_table.h"

#include "mudrock/kind.h"
#include "mudrock/units.h"

enum { ROWS = 40 };

// Takes any column at this port: the unit, if there is one, follows the column.
static bool is_free(const mr_port *port)
{
    const char *unit = port->unit ? port->unit : "as ";
    const bool by = strncmp(unit, "by ", 3) == 0;

    return (port->type == MR_FLOAT64 || port->type == MR_ANY) && !port->quantity &&
           (strncmp(unit, "as ", 3) == 0 || strcmp(unit, "usual") == 0 ||
            strcmp(unit, "absolute") == 0 ||
            (by && (strstr(unit, "absolute") || strstr(unit, "as input"))));
}

static bool is_free_column(const mr_args *args, const char *name)
{
    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++) {
        if (!is_free(&args->op->inputs[i]))
            continue;
        if (args->inputs[i] && strcmp(args->inputs[i], name) == 0)
            return true;
        for (size_t k = 0; args->op->inputs[i].many && k < args->n_columns; k++)
            if (strcmp(args->columns[k], name) == 0)
                return true;
    }
    return false;
}

static const mr_column *numbers(const char *name, mr_type type, const char *unit,
                                const char *quantity, double turned)
{
    static const double classes[] = {1, 3, 3, 7, 7, 1, 9, 1};
    const mr_field field = {.name = name,
                            .type = type,
                            .nullable = true,
                            .unit = unit,
                            .quantity = quantity,
                            .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    const mr_column *column;

    for (int i = 0; i < ROWS; i++) {
        if (type == MR_INT64)
            mr_builder_int(builder, (int64_t)classes[i % 8]);
        else // about north, and on both sides of it
            mr_builder_real(builder, fmod(720 + 350 + turned + 23 * sin(i) + (double)(i % 7), 360));
    }
    assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
    mr_builder_free(builder);
    return column;
}

// Intervals of one metre, one below the other: those of a random table are refused.
static void put_intervals(const mr_args *args, mr_table *table)
{
    for (size_t p = 0; p < mr_operator_n_inputs(args->op); p++) {
        const char *param = args->op->inputs[p].param;
        const bool from = strstr(param, "from_column") != NULL;
        if (!from && !strstr(param, "to_column"))
            continue;
        const mr_field field = {
            .name = args->inputs[p], .type = MR_FLOAT64, .unit = "m", .origin = -1};
        mr_builder *builder = mr_builder_new(&field);
        const mr_column *column;
        for (int i = 0; i < ROWS; i++)
            mr_builder_real(builder, i + (from ? 0 : 1));
        assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
        mr_builder_free(builder);
        mr_table_put(table, column);
    }
}

// The operator's table with its free ports filled; NULL when the operator refuses them.
static mr_table *run(const mr_operator *op, bool angles, double turned, mr_arena *arena)
{
    const mr_apply_options options = {.units = get_helpers()->units, .sql = get_helpers()->sql};
    const char *instead = NULL;
    mr_table *out = NULL;
    mr_error err;
    mr_args *args;

    assert_int_equal(mr_args_read(op, NULL, arena, &args, NULL, NULL), MR_OK);
    mr_table *table = random_table(args, ROWS, 5, PLAUSIBLE);
    for (size_t c = 0; c < table->n; c++) {
        const char *name = mr_arena_strdup(arena, table->columns[c]->field.name);
        if (!is_free_column(args, name))
            continue;
        const mr_column *column = angles ? numbers(name, MR_FLOAT64, "deg", "azimuth", turned)
                                         : numbers(name, MR_INT64, NULL, NULL, 0);
        for (size_t i = 0; i < mr_operator_n_inputs(op); i++)
            if (is_free(&op->inputs[i]) &&
                mr_args_refuse(args, &op->inputs[i], &column->field, arena, &instead)) {
                assert_non_null(instead);
                mr_column_unref(column);
                mr_table_unref(table);
                return NULL;
            }
        mr_table_put(table, column);
    }
    put_intervals(args, table);
    if (mr_operator_apply(args, &table, 1, &options, &out, &err) != MR_OK)
        fail_msg("%s: %s %s", op->id, err.where, err.message);
    mr_table_unref(table);
    return out;
}

static bool has_free_port(const mr_operator *op)
{
    for (const mr_port *p = op->inputs; p && p->param; p++)
        if (is_free(p))
            return op->sense || op->sense_of;
    return false;
}

static double turn_of(double x)
{
    return x - 360 * floor(x / 360 + 0.5);
}

// A table of statistics of many curves cannot say what each of its columns measures.
static bool is_place(const mr_operator *op, const mr_field *field)
{
    if (strcmp(op->id, "well_statistics") == 0)
        return field->type == MR_FLOAT64 && strcmp(field->name, "std") != 0;
    return mr_field_kind(field) == MR_ANGLE;
}

// The sum of two directions turns by twice as much, whatever is done with it: a declination is
// added to an azimuth so.
static bool is_excepted(const mr_operator *op)
{
    return strcmp(op->id, "curve_arithmetic") == 0;
}

static void directions_go_round(void **state)
{
    const mr_operator *op = *state;
    if (is_excepted(op))
        return;
    mr_arena *arena = mr_arena_new();
    mr_table *a = run(op, true, 0, arena), *b = run(op, true, 170, arena);

    for (size_t c = 0; a && c < a->n; c++) {
        const mr_column *x = a->columns[c], *y = b->columns[c];
        const bool place = is_place(op, &x->field);
        assert_int_equal(a->rows, b->rows);
        for (int64_t i = 0; i < a->rows && mr_type_is_number(x->field.type); i++) {
            const double p = mr_column_real(x, i), q = mr_column_real(y, i);
            const double off = place ? turn_of(q - p - 170) : q - p;
            if (isnan(p) != isnan(q) || fabs(off) > 1e-9 * (place ? 1 : fabs(p) + 1))
                fail_msg("%s: `%s`, row %d: %.12g, and turned %.12g", op->id, x->field.name, (int)i,
                         p, q);
        }
    }
    mr_table_unref(a);
    mr_table_unref(b);
    mr_arena_free(arena);
}

static void classes_have_nothing_in_between(void **state)
{
    const mr_operator *op = *state;
    mr_arena *arena = mr_arena_new();
    mr_table *out = run(op, false, 0, arena);
    mr_args *args;

    assert_int_equal(mr_args_read(op, NULL, arena, &args, NULL, NULL), MR_OK);
    for (size_t i = 0; out && i < mr_operator_n_outputs(op); i++) {
        const char *unit = op->outputs[i].unit;
        if (!unit || strcmp(unit, "as input") != 0)
            continue;
        const mr_column *made = mr_table_find(out, args->outputs[i]);
        assert_int_equal(made->field.type, MR_INT64);
        for (int64_t k = 0; k < made->length; k++) {
            const int64_t x = mr_column_int(made, k);
            if (mr_valid(made, k) && x != 1 && x != 3 && x != 7 && x != 9)
                fail_msg("%s: class %d between others", op->id, (int)x);
        }
    }
    mr_table_unref(out);
    mr_arena_free(arena);
}

int main(void)
{
    const size_t count = mr_operator_count();
    struct CMUnitTest *tests = calloc(2 * count + 1, sizeof *tests);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        void *op = (void *)(uintptr_t)mr_operator_at(i);
        if (!has_free_port(op) || mr_operator_at(i)->plain)
            continue;
        const char *id = mr_operator_at(i)->id;
        tests[n++] = (struct CMUnitTest){id, directions_go_round, NULL, NULL, op};
        tests[n++] = (struct CMUnitTest){id, classes_have_nothing_in_between, NULL, NULL, op};
    }
    assert_true(n > 60);
    int failed = _cmocka_run_group_tests("kinds", tests, n, NULL, NULL);
    free(tests);
    return failed;
}
