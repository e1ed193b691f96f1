// Bytes as a formula: it is refused with a reason, or it is typed, in a unit that is understood,
// and gives finite values or nulls. The same bytes as a unit: it is read in one way, and what is
// made of it reads back.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/operators/formula/formula.h"
#include "mudrock/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static mr_field fields[] = {
    {.name = "gr", .type = MR_FLOAT64, .nullable = true, .unit = "gAPI"},
    {.name = "rhob", .type = MR_FLOAT64, .nullable = true, .unit = "g/cm3"},
    {.name = "depth", .type = MR_FLOAT64, .nullable = true, .unit = "ft"},
    {.name = "temp", .type = MR_FLOAT64, .nullable = true, .unit = "F", .quantity = "temperature"},
    {.name = "p", .type = MR_FLOAT64, .nullable = true, .unit = "PSIG"},
    {.name = "odd", .type = MR_FLOAT64, .nullable = true, .unit = "lbm/foo"},
    {.name = "n", .type = MR_INT64, .nullable = true},
    {.name = "flag", .type = MR_BOOL, .nullable = true},
    {.name = "zone", .type = MR_UTF8, .nullable = true},
};
enum { COLUMNS = sizeof fields / sizeof *fields, ROWS = 7 };

static void put(mr_builder *b, mr_type type, int row)
{
    static const double reals[ROWS] = {0, -1, 1e300, 2.5, 1e-300, 100, 3};

    if (row == 3)
        mr_builder_null(b);
    else if (type == MR_FLOAT64)
        mr_builder_real(b, reals[row]);
    else if (type == MR_INT64)
        mr_builder_int(b, row - 2);
    else if (type == MR_BOOL)
        mr_builder_truth(b, row % 2);
    else
        mr_builder_text(b, row % 2 ? MR_STR("sand") : MR_STR(""));
}

static mr_table *make_table(void)
{
    mr_table *table = mr_table_new(ROWS);

    for (int c = 0; c < COLUMNS; c++) {
        mr_builder *b = mr_builder_new(&fields[c]);
        const mr_column *column = NULL;
        for (int row = 0; row < ROWS; row++)
            put(b, fields[c].type, row);
        if (mr_builder_finish(b, &column, NULL) != MR_OK)
            abort();
        mr_builder_free(b);
        mr_table_put(table, column);
    }
    return table;
}

static void evaluate(const mr_bound *bound)
{
    mr_table *table = make_table();
    const mr_field field = {
        .name = "x", .type = mr_bound_column_type(bound), .nullable = true, .origin = -1};
    const mr_column *out = NULL;
    int64_t rows[ROWS], n = 0;

    if (mr_bound_eval(bound, table, &field, &out, NULL) != MR_OK || out->length != ROWS)
        abort();
    for (int64_t i = 0; out->field.type == MR_FLOAT64 && i < ROWS; i++)
        if (mr_valid(out, i) && !isfinite(mr_column_real(out, i)))
            abort();
    if (bound->type == MR_T_TRUTH && mr_bound_select(bound, table, rows, &n, NULL) != MR_OK)
        abort();
    for (int64_t i = 0; i < n; i++)
        if (!mr_column_truth(out, rows[i]))
            abort();
    mr_column_unref(out);
    mr_table_unref(table);
}

// A result has no unit, one that is understood, or the text that its column came with.
static void check_unit(const mr_units *units, const mr_bound *bound)
{
    if (bound->type != MR_T_NUMBER || bound->bare || !bound->unit)
        return;
    if (!mr_unit_known(units, bound->unit) && strcmp(bound->unit, "lbm/foo") != 0)
        abort();
}

static void wants_factor(const mr_units *units, const char *from, const char *to, double factor)
{
    double scale = 0, offset = 0;

    if (!mr_unit_convert(units, from, to, &scale, &offset) ||
        fabs(scale - factor) > 1e-9 * factor || fabs(offset) > 0)
        abort();
}

static void read_unit(const mr_units *units, const char *text)
{
    const mr_unit_reading said = mr_unit_read(units, text, NULL, NULL);
    char difference[64], made[64], back[64];

    if ((said.state == MR_UNIT_UNDERSTOOD) != mr_unit_known(units, text) ||
        (said.state == MR_UNIT_UNDERSTOOD) != (said.unit != NULL))
        abort();
    if (!said.unit)
        return;
    if (!mr_unit_equal(units, text, said.unit))
        abort();
    if (!mr_unit_difference(units, said.unit, difference)) // longer than what is given out
        return;
    if (mr_unit_multiply(units, difference, "km", made) && mr_unit_divide(units, made, "m", back))
        wants_factor(units, back, difference, 1000);
    if (mr_unit_square(units, said.unit, made) && mr_unit_divide(units, made, difference, back))
        wants_factor(units, back, difference, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const mr_formula_constant constants[] = {
        {"rho", 1000, "kg/m3"}, {"two", 2, NULL}, {"grad", 1.5, "degF/100ft"}};
    static const mr_records records = {3, constants};
    static mr_units *units; // opening them takes longer than all the rest
    const mr_schema columns = {COLUMNS, fields};
    mr_arena *arena = mr_arena_new();
    const char *text = mr_arena_strndup(arena, (const char *)data, size);
    const mr_formula *formula = NULL;
    const mr_bound *bound = NULL;
    mr_error err = {.status = MR_OK};

    if (!units && mr_units_open(&units, NULL) != MR_OK)
        abort();
    const mr_formula_scope scope = {&columns, &records, units, arena};
    read_unit(units, text);
    mr_status st = mr_formula_parse(text, arena, &formula, &err);
    if (st == MR_OK) {
        (void)mr_formula_names(formula, arena);
        st = mr_formula_bind(formula, text, &scope, &bound, &err);
    }
    if (st == MR_OK) {
        check_unit(units, bound);
        evaluate(bound);
    } else if (err.message[0] == 0)
        abort();
    mr_arena_free(arena);
    return 0;
}
