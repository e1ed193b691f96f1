// Tables with the columns an operator wants: three wells one after another, plausible or arbitrary
// values. For the tests of operators.
#pragma once

#include "operators/cases.h"

typedef struct random_bits {
    uint64_t state;
} random_bits;

static inline uint64_t next_bits(random_bits *r) // xorshift64*
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return r->state * 0x2545f4914f6cdd1d;
}

static inline double next_share(random_bits *r) // [0, 1)
{
    return (double)(next_bits(r) >> 11) * 0x1p-53;
}

// A row for every table that the operator needs, where `params` has none. New reference; params may
// be NULL.
static inline json_t *with_needed_rows(const mr_operator *op, json_t *params)
{
    json_t *out = params ? json_copy(params) : json_object();

    for (const mr_param *p = op->params; p && p->name; p++) {
        if (!p->needed || json_object_get(out, p->name))
            continue;
        json_t *row = json_object();
        for (const mr_param *f = p->fields; f->name; f++)
            if (!f->def)
                json_object_set_new(row, f->name,
                                    f->kind == MR_TEXT ? json_string("A") : json_real(0));
        json_object_set_new(out, p->name, json_pack("[o]", row));
    }
    return out;
}

typedef enum filling {
    PLAUSIBLE, // one in eight is null
    ALL_NULL,
    ARBITRARY, // any bit pattern; not finite = null
} filling;

static inline double next_double(random_bits *r, filling how)
{
    uint64_t bits = next_bits(r);
    double value;

    memcpy(&value, &bits, sizeof value);
    if (how == ARBITRARY)
        return isfinite(value) ? value : (double)NAN;
    if (how == ALL_NULL || bits % 8 == 0)
        return (double)NAN;
    return bits % 3 ? next_share(r) : 200 * next_share(r) - 20;
}

static inline void put_random(mr_builder *b, mr_type type, random_bits *r, filling how)
{
    static const char *const words[] = {"sand", "shale", "coal", ""};
    const double value = next_double(r, how);
    double items[9];
    size_t n = (size_t)(next_bits(r) % 9);

    if (isnan(value))
        mr_builder_null(b);
    else if (type == MR_UTF8)
        mr_builder_text(b, mr_str_of(words[next_bits(r) % 4]));
    else if (type == MR_BOOL)
        mr_builder_truth(b, next_bits(r) % 2);
    else if (type == MR_LIST_FLOAT64) {
        for (size_t i = 0; i < n; i++)
            items[i] = next_double(r, how);
        mr_builder_list(b, items, n);
    } else
        mr_builder_real(b, value);
}

static inline void put_cell(mr_builder *b, const mr_port *port, int64_t row, int64_t rows,
                            random_bits *r, filling how)
{
    static const char *const wells[] = {"A-1", "A-2", "B-1"};

    if (strcmp(port->param, "well_column") == 0)
        mr_builder_text(b, mr_str_of(wells[row * 3 / rows]));
    else if (strcmp(port->param, "depth_column") == 0 && how == PLAUSIBLE && next_bits(r) % 16)
        mr_builder_real(b, 1000 + 0.125 * (double)(row % (rows / 3 + 1)) +
                               (double)(row * 3 / rows) +
                               (next_bits(r) % 4 ? 0 : 0.25 * next_share(r)));
    else
        put_random(b, port->type, r, how);
}

static inline void add_random(mr_table *table, const mr_port *port, const char *name,
                              random_bits *r, filling how)
{
    const mr_type type = port->type == MR_ANY ? MR_FLOAT64 : port->type;
    const mr_field field = {.name = name, .type = type, .nullable = true, .origin = -1};
    const mr_column *column = NULL;

    if (!name || mr_table_find(table, name))
        return;
    mr_builder *b = mr_builder_new(&field);
    for (int64_t row = 0; row < table->rows; row++)
        put_cell(b, port, row, table->rows, r, how);
    assert_int_equal(mr_builder_finish(b, &column, NULL), MR_OK);
    mr_builder_free(b);
    mr_table_put(table, column);
}

// Columns that parameters name rather than ports, and some for operators that take any table.
static inline void add_named(mr_table *table, const mr_args *args, random_bits *r, filling how)
{
    static const char *const any[] = {"well_id", "depth", "gr"};
    mr_arena *arena = mr_arena_new();
    mr_texts names = args->op->uses ? args->op->uses(args, arena) : (mr_texts){0};

    for (size_t i = 0; i < names.n + (args->op->inputs ? 0 : 3); i++) {
        const char *name = i < names.n ? names.at[i] : any[i - names.n];
        const bool well = strcmp(name, "well_id") == 0, depth = strcmp(name, "depth") == 0;
        const mr_port port = {.param = well    ? "well_column"
                                       : depth ? "depth_column"
                                               : "column",
                              .type = well ? MR_UTF8 : MR_FLOAT64};
        add_random(table, &port, name, r, how);
    }
    mr_arena_free(arena);
}

static inline mr_table *random_table(const mr_args *args, int64_t rows, uint64_t seed, filling how)
{
    mr_table *table = mr_table_new(rows);
    random_bits r = {seed * 2 + 1};

    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++) {
        const mr_port *port = &args->op->inputs[i];
        for (size_t c = 0; port->many && c < args->n_columns; c++)
            add_random(table, port, args->columns[c], &r, how);
        if (!port->many)
            add_random(table, port, args->inputs[i], &r, how);
    }
    add_named(table, args, &r, how);
    return table;
}
