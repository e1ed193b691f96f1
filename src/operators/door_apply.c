// The conversions of a plan, done and undone around an operator.
#include "mudrock/door.h"

#include <stdlib.h>
#include <string.h>

static mr_status convert(const mr_conversion *c, const mr_column *column, const mr_column **out,
                         mr_error *err)
{
    const mr_column *converted = NULL;
    const bool same = !(c->scale < 1 || c->scale > 1 || c->offset < 0 || c->offset > 0);

    if (same)
        return mr_column_cast(column, c->type, out, err);
    MR_TRY(mr_column_convert(column, c->scale, c->offset, c->to, &converted, err));
    mr_status st = MR_OK;
    if (mr_type_widens(converted->field.type, c->type))
        st = mr_column_cast(converted, c->type, out, err);
    else
        *out = mr_column_ref(converted);
    mr_column_unref(converted);
    return st;
}

static mr_status convert_inputs(const mr_conversion *conversions, size_t n, mr_table **inputs,
                                size_t n_inputs, mr_error *err)
{
    for (const mr_conversion *c = conversions; c < conversions + n; c++) {
        if (c->input >= n_inputs || !inputs[c->input])
            continue;
        const mr_column *column = mr_table_find(inputs[c->input], c->column), *made = NULL;
        if (!column)
            continue; // nobody uses it
        MR_TRY(convert(c, column, &made, err));
        mr_table *changed = mr_table_copy(inputs[c->input]);
        mr_table_put(changed, made);
        mr_table_unref(inputs[c->input]);
        inputs[c->input] = changed;
    }
    return MR_OK;
}

// The conversion was for this operator alone: a column of the main input that it did not touch goes
// on as it came.
static mr_table *restore(const mr_conversion *conversions, size_t n, const mr_table *original,
                         const mr_table *converted, mr_table *made)
{
    mr_table *out = mr_table_ref(made);

    for (const mr_conversion *c = conversions; c < conversions + n; c++) {
        if (c->input != 0)
            continue;
        const mr_column *before = mr_table_find(original, c->column);
        const mr_column *now = mr_table_find(out, c->column);
        if (!before || !now || now == before || now != mr_table_find(converted, c->column))
            continue;
        mr_table *changed = mr_table_copy(out);
        mr_table_put(changed, mr_column_ref(before));
        mr_table_unref(out);
        out = changed;
    }
    return out;
}

mr_status mr_door_apply(const mr_args *args, const mr_conversion *conversions, size_t n,
                        mr_table *const *inputs, size_t n_inputs, const mr_apply_options *options,
                        mr_table **out, mr_error *err)
{
    mr_table **seen = calloc(n_inputs + 1, sizeof *seen), *made = NULL;

    *out = NULL;
    if (!seen)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for %zu inputs", n_inputs);
    for (size_t i = 0; i < n_inputs; i++)
        seen[i] = inputs[i] ? mr_table_ref(inputs[i]) : NULL;
    mr_status st = convert_inputs(conversions, n, seen, n_inputs, err);
    if (st == MR_OK)
        st = mr_operator_apply(args, seen, n_inputs, options, &made, err);
    if (st == MR_OK && args->op->replaces_rows)
        *out = mr_table_ref(made);
    else if (st == MR_OK)
        *out = restore(conversions, n, inputs[0], seen[0], made);
    mr_table_unref(made);
    for (size_t i = 0; i < n_inputs; i++)
        mr_table_unref(seen[i]);
    free(seen);
    return st;
}
