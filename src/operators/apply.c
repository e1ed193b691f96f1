// Runs an operator over a partition: resolves columns and connected tables, hands over to the
// shape's driver.
#include <string.h>

#include "frame.h"
#include "kinds.h"
#include "tables.h"

mr_watch mr_frame_watch(const mr_frame *frame)
{
    const mr_apply_options *o = frame->options;

    return o ? (mr_watch){o->cancelled, o->context} : (mr_watch){0};
}

bool mr_frame_cancelled(const mr_frame *frame)
{
    const mr_watch watch = mr_frame_watch(frame);

    return mr_stopped(&watch);
}

mr_status mr_frame_fail_cancelled(const mr_frame *frame, mr_error *err)
{
    return mr_fail(err, MR_ECANCEL, NULL, "%s was cancelled", frame->args->op->id);
}

static bool fits(mr_type have, mr_type want)
{
    if (want == MR_ANY) // anything that counts: a flag is 0 or 1
        return mr_type_is_number(have) || have == MR_BOOL;
    return (want == MR_FLOAT64 && mr_type_is_number(have)) || mr_type_widens(have, want);
}

static mr_status find_column(mr_frame *frame, const mr_port *port, const char *name,
                             const mr_column **out, mr_error *err)
{
    const mr_column *column = mr_table_find(frame->inputs[0], name);

    if (!column)
        return mr_fail(err, MR_EPARAM, port->param, "there is no column `%s`", name);
    if (!mr_args_choose(frame->args, port, &column->field) && !fits(column->field.type, port->type))
        return mr_fail(err, MR_EPARAM, port->param, "column `%s` is %s, not %s", name,
                       mr_type_name(column->field.type), mr_type_name(port->type));
    *out = column;
    return MR_OK;
}

static double param_as_real(const mr_args *args, const char *name)
{
    const mr_param *p = mr_param_named(args->op->params, name);
    const char *at = (const char *)args->params + p->offset;

    if (p->kind == MR_INT)
        return (double)*(const int64_t *)(const void *)at;
    if (p->kind == MR_TRUTH)
        return *(const bool *)(const void *)at;
    return *(const double *)(const void *)at;
}

static void set_source(mr_source *source, const mr_port *port, const mr_column *column)
{
    *source = (mr_source){
        .port = port,
        .column = column,
        .values = column && column->field.type == MR_FLOAT64 ? mr_column_f64(column) : NULL,
        .constant = MR_NAN,
    };
}

static mr_status find_many(mr_frame *frame, const mr_port *port, mr_error *err)
{
    const mr_args *args = frame->args;
    const mr_column **many = MR_ARENA_ARRAY(frame->arena, const mr_column *, args->n_columns + 1);

    for (size_t i = 0; i < args->n_columns; i++)
        MR_TRY(find_column(frame, port, args->columns[i], &many[i], err));
    for (size_t i = 0; i < args->n_columns; i++)
        set_source(&frame->sources[mr_operator_n_inputs(args->op) + i], port, many[i]);
    frame->many = many;
    return MR_OK;
}

static mr_status find_columns(mr_frame *frame, mr_error *err)
{
    const mr_args *args = frame->args;
    const size_t n = mr_operator_n_inputs(args->op);

    frame->n_sources = n + args->n_columns;
    frame->sources = MR_ARENA_ARRAY(frame->arena, mr_source, frame->n_sources + 1);
    for (size_t i = 0; i < n; i++) {
        const mr_port *port = &args->op->inputs[i];
        const char *name = args->inputs[i];
        const mr_column *column = NULL;
        // Tables without well column are one well; any other column that is named must be there.
        bool absent = !name || (strcmp(port->param, "well_column") == 0 &&
                                !mr_table_find(frame->inputs[0], name));
        if (port->many)
            MR_TRY(find_many(frame, port, err));
        else if (!absent)
            MR_TRY(find_column(frame, port, name, &column, err));
        set_source(&frame->sources[i], port, column);
        if (!column && port->replaces) {
            frame->sources[i].constant = param_as_real(args, port->replaces);
            frame->sources[i].fixed = true;
        }
    }
    return MR_OK;
}

static mr_status infer_schema(mr_frame *frame, const mr_apply_options *options, mr_error *err)
{
    mr_schema *schemas = MR_ARENA_ARRAY(frame->arena, mr_schema, frame->n_inputs);
    const mr_schema **inputs = MR_ARENA_ARRAY(frame->arena, const mr_schema *, frame->n_inputs);
    mr_schema *schema = MR_ARENA_NEW(frame->arena, mr_schema);

    for (size_t i = 0; i < frame->n_inputs; i++)
        if (frame->inputs[i]) {
            mr_table_schema(frame->inputs[i], frame->arena, &schemas[i]);
            inputs[i] = &schemas[i];
        }
    const mr_infer in = {.args = frame->args,
                         .n_inputs = frame->n_inputs,
                         .inputs = inputs,
                         .units = options ? options->units : NULL,
                         .sql = options ? options->sql : NULL,
                         .arena = frame->arena};
    frame->schema = schema;
    return mr_operator_infer(&in, schema, err);
}

static mr_status drive(mr_frame *frame, mr_error *err)
{
    const mr_operator *op = frame->args->op;

    if (op->table)
        return mr_drive_table(frame, err);
    frame->result = mr_table_copy(frame->inputs[0]);
    if (op->map)
        return mr_drive_map(frame, err);
    return op->each ? mr_drive_each(frame, err) : mr_drive_well(frame, err);
}

mr_status mr_operator_apply(const mr_args *args, mr_table *const *inputs, size_t n_inputs,
                            const mr_apply_options *options, mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_frame frame = {
        .args = args,
        .inputs = inputs,
        .n_inputs = n_inputs,
        .rows = inputs[0]->rows,
        .n_outputs = mr_operator_n_outputs(args->op),
        .options = options,
        .arena = arena,
    };

    *out = NULL;
    mr_status st = mr_frame_cancelled(&frame) ? mr_frame_fail_cancelled(&frame, err)
                                              : find_columns(&frame, err);
    if (st == MR_OK)
        st = infer_schema(&frame, options, err);
    if (st == MR_OK)
        st = mr_frame_feed(&frame, err);
    if (st == MR_OK) {
        mr_frame_kinds(&frame);
        st = drive(&frame, err);
    }
    if (st == MR_OK)
        *out = frame.result;
    else
        mr_table_unref(frame.result);
    mr_arena_free(arena);
    return st;
}
