// Driver of the table shape: whole tables in, a table out; for unchanged rows its columns are put
// beside the input's.
#include <assert.h>
#include <string.h>

#include "mudrock/kind.h"
#include "mudrock/map.h"

#include "frame.h"
#include "kinds.h"

static void check_result(const mr_schema *schema, const mr_table *made)
{
    assert(made->n == schema->n);
    for (size_t i = 0; i < schema->n; i++) {
        assert(strcmp(made->columns[i]->field.name, schema->fields[i].name) == 0);
        assert(made->columns[i]->field.type == schema->fields[i].type);
    }
}

// --- means of columns of classes and angles: the table is made once for every class, with ones
// where it is, or for the cosines and the sines ---

typedef struct mean_of {
    const mr_column *column;
    double turn;         // of angles, else 0
    mr_classes classes;  // of classes
    const double *place; // by row
    double *best, *won;  // by row of the result
} mean_of;

typedef struct means {
    size_t n, passes;
    mean_of *at;
    mr_call call; // of one pass
} means;

static void add_mean(means *m, const mr_frame *frame, const mr_column *column)
{
    const mr_kind kind = mr_field_kind(&column->field);
    mean_of *to = &m->at[m->n];

    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].column == column)
            return;
    if (kind == MR_NUMBER || (kind == MR_CLASS && frame->sense != MR_AS_MEAN))
        return;
    *to = (mean_of){.column = column};
    m->n++;
    if (kind == MR_ANGLE) {
        to->turn = mr_field_turn(frame->options ? frame->options->units : NULL, &column->field);
        m->passes = m->passes < 2 ? 2 : m->passes;
        return;
    }
    mr_map *places = mr_map_new();
    to->place = mr_classes_read(&to->classes, places, column, frame->arena);
    m->passes = m->passes < to->classes.n ? to->classes.n : m->passes;
    mr_map_free(places);
}

static mr_field as_number(const mr_field *field)
{
    mr_field number = *field;

    number.type = MR_FLOAT64;
    number.nullable = true;
    return number;
}

static mr_status put_pass(const mean_of *mean, size_t pass, mr_table *table, mr_error *err)
{
    const mr_field field = as_number(&mean->column->field);
    const double to_radians = 6.28318530717958647692 / mean->turn;
    mr_column *column;
    double *out;

    MR_TRY(mr_column_new_f64(&field, table->rows, &column, &out, err));
    for (int64_t i = 0; i < table->rows; i++) {
        const double x = mean->turn > 0 ? mr_column_real(mean->column, i) : mean->place[i];
        if (mean->turn > 0)
            out[i] = pass == 0 ? cos(x * to_radians) : sin(x * to_radians);
        else
            out[i] = isnan(x) ? x : x >= (double)pass && x <= (double)pass ? 1 : 0;
    }
    mr_column_seal(column);
    mr_table_put(table, column);
    return MR_OK;
}

static void keep_pass(mean_of *mean, size_t pass, const mr_table *made, mr_arena *arena)
{
    const double *x = mr_column_f64(mr_table_find(made, mean->column->field.name));
    const size_t n = (size_t)made->rows;

    if (pass == 0) {
        mean->best = MR_ARENA_ARRAY(arena, double, n + 1);
        mean->won = MR_ARENA_ARRAY(arena, double, n + 1);
        for (size_t i = 0; i < n; i++) {
            mean->best[i] = x[i];
            mean->won[i] = isnan(x[i]) ? MR_NAN : 0;
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (mean->turn > 0 && pass == 1)
            mean->won[i] = mr_turn_of(mean->best[i], x[i], mean->turn);
        if (mean->turn > 0 || !(x[i] > mean->best[i] + 1e-9)) // of equal weights the upper class
            continue;
        mean->best[i] = x[i];
        mean->won[i] = (double)pass;
    }
}

static mr_status finish_mean(const mean_of *mean, const mr_schema *schema, mr_table *made,
                             mr_error *err)
{
    const mr_field *field = mr_schema_find(schema, mean->column->field.name);
    const mr_column *column = NULL;
    mr_column *angles;
    double *out;

    if (mean->turn > 0) {
        MR_TRY(mr_column_new_f64(field, made->rows, &angles, &out, err));
        memcpy(out, mean->won, (size_t)made->rows * sizeof *out);
        mr_column_seal(angles);
        column = angles;
    } else {
        MR_TRY(mr_classes_build(&mean->classes, field, mean->won, made->rows, &column, err));
    }
    mr_table_put(made, column);
    return MR_OK;
}

// What is made when it is cancelled may be half of it.
static mr_status call_table(const mr_frame *frame, const mr_call *call, mr_table **out,
                            mr_error *err)
{
    MR_TRY(frame->args->op->table(call, out, err));
    if (!mr_frame_cancelled(frame))
        return MR_OK;
    mr_table_unref(*out);
    *out = NULL;
    return mr_frame_fail_cancelled(frame, err);
}

static mr_status run_pass(means *m, const mr_frame *frame, size_t pass, mr_table **first,
                          mr_error *err)
{
    mr_table *input = mr_table_copy(frame->inputs[0]), *made = NULL;
    mr_table **inputs =
        mr_arena_memdup(frame->arena, frame->inputs, frame->n_inputs * sizeof *inputs);
    mr_status st = MR_OK;

    inputs[0] = input;
    m->call.inputs = inputs;
    for (size_t i = 0; i < m->n && st == MR_OK; i++)
        st = put_pass(&m->at[i], pass, input, err);
    if (st == MR_OK)
        st = call_table(frame, &m->call, &made, err);
    for (size_t i = 0; i < m->n && st == MR_OK; i++)
        keep_pass(&m->at[i], pass, made, frame->arena);
    assert(st != MR_OK || pass == 0 || made->rows == (*first)->rows);
    mr_table_unref(input);
    if (pass == 0)
        *first = made;
    else
        mr_table_unref(made);
    return st;
}

static mr_status run_table(mr_frame *frame, const mr_call *call, mr_table **out, mr_error *err)
{
    mr_schema *numbers = mr_schema_copy(frame->arena, call->schema, 0);
    means m = {.passes = 1,
               .at = MR_ARENA_ARRAY(frame->arena, mean_of, frame->n_sources + 1),
               .call = *call};
    mr_table *made = NULL;
    mr_status st = MR_OK;

    frame->sense = mr_args_sense(frame->args);
    for (size_t i = 0; i < frame->n_sources; i++)
        if ((frame->sense == MR_AS_MEAN || frame->sense == MR_AS_FILTER) &&
            frame->sources[i].column && mr_port_is_free(frame->sources[i].port))
            add_mean(&m, frame, frame->sources[i].column);
    if (m.n == 0)
        return call_table(frame, call, out, err);
    for (size_t i = 0; i < m.n; i++)
        mr_schema_put(numbers, as_number(mr_schema_find(numbers, m.at[i].column->field.name)));
    m.call.schema = numbers;
    for (size_t pass = 0; pass < m.passes && st == MR_OK; pass++)
        st = run_pass(&m, frame, pass, &made, err);
    for (size_t i = 0; i < m.n && st == MR_OK; i++)
        st = finish_mean(&m.at[i], call->schema, made, err);
    if (st != MR_OK)
        mr_table_unref(made);
    else
        *out = made;
    return st;
}

// The columns made, beside those of the main input.
static void put_outputs(mr_frame *frame, const mr_table *made)
{
    frame->result = mr_table_copy(frame->inputs[0]);
    assert(made->rows == frame->rows);
    for (size_t i = 0; i < made->n; i++)
        mr_table_put(frame->result, mr_column_ref(made->columns[i]));
}

mr_status mr_drive_table(mr_frame *frame, mr_error *err)
{
    const mr_operator *op = frame->args->op;
    const mr_apply_options *options = frame->options;
    const mr_texts names = mr_operator_makes(frame->args, frame->arena);
    mr_schema only = {.n = 0, .fields = MR_ARENA_ARRAY(frame->arena, mr_field, names.n + 1)};
    mr_table *made = NULL;

    for (size_t i = 0; i < names.n; i++)
        mr_schema_put(&only, *mr_schema_find(frame->schema, names.at[i]));
    const mr_call call = {
        .args = frame->args,
        .n_inputs = frame->n_inputs,
        .inputs = frame->inputs,
        .schema = op->replaces_rows ? frame->schema : &only,
        .arena = frame->arena,
        .units = options ? options->units : NULL,
        .sql = options ? options->sql : NULL,
        .cancelled = options ? options->cancelled : NULL,
        .warn = options ? options->warn : NULL,
        .context = options ? options->context : NULL,
    };
    MR_TRY(run_table(frame, &call, &made, err));
    check_result(call.schema, made);
    if (op->replaces_rows) {
        frame->result = made;
        return MR_OK;
    }
    put_outputs(frame, made);
    mr_table_unref(made);
    return MR_OK;
}
