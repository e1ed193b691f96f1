// Two tables by equal values of their keys.
// Source: Codd (1970).
#include "named.h"

#include <string.h>

#include "mudrock/units.h"

struct params {
    mr_texts keys;
    int how; // inner, left, full, semi, anti
    const char *suffix;
};

enum { INNER, LEFT, FULL, SEMI, ANTI };

static const mr_param params[] = {
    {MR_PARAM(keys, "Keys", NULL), .def = "[\"well_id\", \"depth\"]", .columns = true,
     .help = "columns of both inputs; rows equal in all of them go together"},
    {MR_PARAM(how, "Rows kept", NULL), .def = "\"inner\"", .choices = "inner,left,full,semi,anti",
     .help = "inner: with a partner; left: all of the left; full: all; semi: of the left those "
             "with a partner, anti: those without, in both the left's columns alone"},
    {MR_PARAM(suffix, "Suffix", NULL), .def = "\"_right\"",
     .help = "after the name of a right column that the left has too"},
    {0},
};

static mr_status check(const void *params_, mr_error *err)
{
    const struct params *p = params_;

    if (p->keys.n == 0)
        return mr_fail(err, MR_EPARAM, "keys", "names no column");
    for (size_t i = 0; i < p->keys.n; i++) {
        const mr_texts before = {i, p->keys.at};
        if (mr_texts_have(&before, p->keys.at[i]))
            return mr_fail(err, MR_EPARAM, "keys", "names `%s` twice", p->keys.at[i]);
    }
    return MR_OK;
}

// Partners are of one well where the well is a key: then wells are joined one by one, but for the
// rows of the right alone, which come last.
static bool is_across(const void *params_)
{
    const struct params *p = params_;

    return p->how == FULL || !mr_texts_have(&p->keys, "well_id");
}

static bool has_right_columns(const struct params *p)
{
    return p->how == INNER || p->how == LEFT || p->how == FULL;
}

// What takes a right key into the left's unit. False when the units do not convert.
static bool bring(const mr_units *units, const mr_field *left, const mr_field *right, double *scale,
                  double *offset)
{
    *scale = 1;
    *offset = 0;
    if (!units || !left->unit || !right->unit || !mr_unit_known(units, left->unit) ||
        !mr_unit_known(units, right->unit))
        return true;
    return mr_unit_convert(units, right->unit, left->unit, scale, offset);
}

static bool is_moved(double scale, double offset)
{
    return scale < 1 || scale > 1 || offset < 0 || offset > 0;
}

static mr_status check_key(const mr_infer *in, size_t i, const mr_field *left,
                           const mr_field *right, mr_error *err)
{
    const bool numbers = mr_type_is_number(left->type) && mr_type_is_number(right->type);
    const char *where = mr_arena_printf(in->arena, "/keys/%zu", i);
    double scale, offset;

    if (left->type == MR_LIST_FLOAT64 || (!numbers && left->type != right->type))
        return mr_fail(err, MR_EPARAM, where, "`%s` is %s on the left and %s on the right",
                       left->name, mr_type_name(left->type), mr_type_name(right->type));
    if (!bring(in->units, left, right, &scale, &offset))
        return mr_fail(err, MR_EPARAM, where,
                       "`%s` is in %s on the left and in %s on the right, which does not convert",
                       left->name, left->unit, right->unit);
    return MR_OK;
}

// Of a full join the key may be the right's.
static mr_type key_type(const struct params *p, const mr_field *left, const mr_field *right)
{
    if (p->how != FULL || left->type == right->type)
        return left->type;
    return MR_FLOAT64;
}

static mr_status infer_left(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;

    for (size_t i = 0; i < in->inputs[0]->n; i++)
        mr_schema_put(out, in->inputs[0]->fields[i]);
    for (size_t i = 0; i < p->keys.n; i++) {
        const mr_field *left, *right;
        MR_TRY(mr_named_field(in, 0, p->keys.at[i], &left, err, "/keys/%zu", i));
        MR_TRY(mr_named_field(in, 1, p->keys.at[i], &right, err, "/keys/%zu", i));
        MR_TRY(check_key(in, i, left, right, err));
        mr_field key = mr_field_named(*left, left->name);
        key.type = key_type(p, left, right);
        mr_schema_put(out, key);
    }
    return MR_OK;
}

static mr_status infer(const mr_infer *in, mr_schema *out, mr_error *err)
{
    const struct params *p = in->args->params;

    if (in->n_inputs != 2 || !in->inputs[1])
        return mr_fail(err, MR_EPARAM, "", "two inputs are joined, not %zu", in->n_inputs);
    MR_TRY(infer_left(in, out, err));
    for (size_t i = 0; has_right_columns(p) && i < in->inputs[1]->n; i++) {
        const mr_field *field = &in->inputs[1]->fields[i];
        const bool taken = mr_schema_find(in->inputs[0], field->name) != NULL;
        if (mr_texts_have(&p->keys, field->name))
            continue;
        MR_TRY(mr_put_new(out,
                          mr_field_named(*field, taken ? mr_arena_printf(in->arena, "%s%s",
                                                                         field->name, p->suffix)
                                                       : field->name),
                          "/suffix", err));
    }
    return MR_OK;
}

// The right table with its keys in the left's units.
static mr_status bring_keys(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    mr_table *right = mr_table_copy(call->inputs[1]);
    mr_status st = MR_OK;

    for (size_t i = 0; st == MR_OK && i < p->keys.n; i++) {
        const mr_column *a = mr_table_find(call->inputs[0], p->keys.at[i]), *moved = NULL;
        const mr_column *b = mr_table_find(right, p->keys.at[i]);
        double scale, offset;
        if (!bring(call->units, &a->field, &b->field, &scale, &offset) || !is_moved(scale, offset))
            continue;
        st = mr_column_convert(b, scale, offset, a->field.unit, &moved, err);
        if (st == MR_OK)
            mr_table_put(right, moved);
    }
    if (st == MR_OK)
        *out = right;
    else
        mr_table_unref(right);
    return st;
}

static const char *sql_type(mr_type type)
{
    static const char *const names[] = {
        [MR_ANY] = "VARCHAR",   [MR_UTF8] = "VARCHAR",        [MR_FLOAT64] = "DOUBLE",
        [MR_FLOAT32] = "FLOAT", [MR_INT64] = "BIGINT",        [MR_INT32] = "INTEGER",
        [MR_BOOL] = "BOOLEAN",  [MR_TIMESTAMP] = "TIMESTAMP", [MR_LIST_FLOAT64] = "DOUBLE[]",
    };

    return names[type];
}

static void write_columns(const mr_call *call, mr_buf *sql)
{
    const struct params *p = call->args->params;
    const mr_table *left = call->inputs[0], *right = call->inputs[1];
    size_t n = 0;

    for (size_t i = 0; i < left->n; i++, n++) {
        const char *name = left->columns[i]->field.name;
        mr_buf_puts(sql, n ? ", " : "");
        if (p->how == FULL && mr_texts_have(&p->keys, name))
            mr_buf_printf(sql, "CAST(coalesce(l%zu, r%zu) AS %s)", i, mr_place_of(right, name),
                          sql_type(call->schema->fields[i].type));
        else
            mr_buf_printf(sql, "l%zu", i);
        mr_buf_printf(sql, " AS c%zu", n);
    }
    for (size_t i = 0; has_right_columns(p) && i < right->n; i++) {
        if (mr_texts_have(&p->keys, right->columns[i]->field.name))
            continue;
        mr_buf_printf(sql, ", r%zu AS c%zu", i, n++);
    }
}

static void write_query(const mr_call *call, mr_buf *sql)
{
    static const char *const joins[] = {"JOIN", "LEFT JOIN", "FULL JOIN", "SEMI JOIN", "ANTI JOIN"};
    const struct params *p = call->args->params;

    mr_buf_puts(sql, "SELECT ");
    write_columns(call, sql);
    mr_buf_printf(sql, " FROM l %s r ON ", joins[p->how]);
    for (size_t i = 0; i < p->keys.n; i++)
        mr_buf_printf(sql, "%sl%zu = r%zu", i ? " AND " : "",
                      mr_place_of(call->inputs[0], p->keys.at[i]),
                      mr_place_of(call->inputs[1], p->keys.at[i]));
    mr_buf_puts(sql, has_right_columns(p) ? " ORDER BY l.n NULLS LAST, r.n NULLS LAST"
                                          : " ORDER BY l.n");
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    mr_table *brought = NULL, *left = NULL, *right = NULL;
    mr_buf sql = {0};

    mr_status st = bring_keys(call, &brought, err);
    if (st == MR_OK)
        st = mr_numbered(call->inputs[0], 'l', call->arena, &left, err);
    if (st == MR_OK)
        st = mr_numbered(brought, 'r', call->arena, &right, err);
    if (st == MR_OK) {
        const mr_duck_input inputs[] = {{"l", left}, {"r", right}};
        write_query(call, &sql);
        st = mr_call_sql(call, sql.at, inputs, 2, false, out, err);
    }
    mr_buf_clear(&sql);
    mr_table_unref(right);
    mr_table_unref(left);
    mr_table_unref(brought);
    return st;
}

const mr_operator mr_operator_join = {
    .id = "join",
    .version = "1.0.0",
    .family = "table",
    .category = MR_WELLS,
    .title = "Join two tables",
    .help =
        "Rows of two tables that are equal in their keys, side by side. Keys in other units are "
        "brought into the left's.",
    .formula = "a row for each pair of rows with equal keys; how says what becomes of rows without "
               "a partner",
    .edge = "A null key has no partner; numbers are equal exactly; rows in the order of the left "
            "and then the right, those of the right alone last",
    .source = "Codd 1970, A relational model of data for large shared data banks",
    .params = params,
    .params_size = sizeof(struct params),
    .replaces_rows = true,
    .is_across = is_across,
    .input_names = "left,right",
    .min_inputs = 2,
    .max_inputs = 2,
    .check = check,
    .infer = infer,
    .table = table,
};
