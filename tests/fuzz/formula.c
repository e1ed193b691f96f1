// Bytes as a formula: it is refused with a reason, or it is typed and gives finite values or nulls.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/operators/formula/formula.h"
#include "mudrock/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// UDUNITS-2 loses what its lexer has read of a unit that does not parse; units keep a text they
// have asked about, so that it is asked once.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libudunits2";
}

static mr_field fields[] = {
    {.name = "gr", .type = MR_FLOAT64, .nullable = true, .unit = "gAPI"},
    {.name = "rhob", .type = MR_FLOAT64, .nullable = true, .unit = "g/cm3"},
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const mr_formula_constant constants[] = {{"rho", 1000, "kg/m3"}, {"two", 2, NULL}};
    static const mr_records records = {2, constants};
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
    mr_status st = mr_formula_parse(text, arena, &formula, &err);
    if (st == MR_OK) {
        (void)mr_formula_names(formula, arena);
        st = mr_formula_bind(formula, text, &scope, &bound, &err);
    }
    if (st == MR_OK)
        evaluate(bound);
    else if (err.message[0] == 0)
        abort();
    mr_arena_free(arena);
    return 0;
}
