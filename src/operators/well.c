// Driver of the well shape: a well's rows by depth as plain arrays. A partition that is one well in
// order is not copied.
#include "frame.h"
#include "tables.h"

typedef struct well_run {
    mr_frame *frame;
    mr_sink *sinks;
    mr_arena *arena; // of the well at hand
    const mr_group *group;
} well_run;

static bool is_used(const mr_source *source)
{
    return source->fixed || (source->column && source->column->field.type != MR_UTF8 &&
                             source->column->field.type != MR_LIST_FLOAT64);
}

static const double *gather(const well_run *run, const mr_source *source)
{
    const mr_group *group = run->group;

    if (!is_used(source))
        return NULL;
    if (source->column)
        return mr_group_reals(group, source->column, run->arena);
    double *values = MR_ARENA_ARRAY(run->arena, double, group->n + 1);
    mr_source_read(source, 0, group->n, values);
    return values;
}

static mr_status run_well(const well_run *run, mr_error *err)
{
    const mr_frame *frame = run->frame;
    const mr_operator *op = frame->args->op;
    const mr_group *group = run->group;
    const size_t n_ports = mr_operator_n_inputs(op);
    const double **in = MR_ARENA_ARRAY(run->arena, const double *, frame->n_sources + 1);
    const mr_column **raw = MR_ARENA_ARRAY(run->arena, const mr_column *, n_ports + 1);
    double **out = MR_ARENA_ARRAY(run->arena, double *, frame->n_outputs + 1);

    for (size_t i = 0; i < frame->n_sources; i++)
        in[i] = gather(run, &frame->sources[i]);
    for (size_t i = 0; i < n_ports; i++)
        raw[i] = frame->sources[i].column;
    for (size_t i = 0; i < frame->n_outputs; i++) {
        out[i] = run->sinks[i].values; // all NaN
        if (!group->whole)
            out[i] = MR_ARENA_ARRAY(run->arena, double, group->n + 1);
        for (size_t k = 0; k < group->n && !group->whole; k++)
            out[i][k] = MR_NAN;
    }
    const mr_series series = {
        .well = group->name,
        .n = group->n,
        .depth = group->depth,
        .in = in,
        .out = out,
        .columns = in + n_ports,
        .n_columns = frame->n_sources - n_ports,
        .raw = raw,
        .rows = group->rows,
        .arena = run->arena,
    };
    MR_TRY(op->well(frame->args->params, &series, err));
    for (size_t i = 0; i < frame->n_outputs && !group->whole; i++)
        for (size_t k = 0; k < group->n; k++)
            run->sinks[i].values[group->rows[k]] = out[i][k];
    return MR_OK;
}

static const mr_column *column_of(const mr_frame *frame, const char *param)
{
    size_t i;

    return mr_port_named(frame->args->op->inputs, param, &i) ? frame->sources[i].column : NULL;
}

mr_status mr_drive_well(mr_frame *frame, mr_error *err)
{
    const bool across = mr_is_across_by_params(frame->args);
    const mr_groups wells =
        mr_groups_wells(frame->rows, across ? NULL : column_of(frame, "well_column"),
                        column_of(frame, "depth_column"), frame->arena);
    well_run run = {.frame = frame};
    mr_status st = mr_sinks_open(frame, &run.sinks, err);

    if (st != MR_OK)
        return st;
    for (size_t i = 0; i < frame->n_outputs; i++) // rows without depth stay null
        for (int64_t k = 0; k < frame->rows; k++)
            run.sinks[i].values[k] = MR_NAN;
    for (size_t w = 0; w < wells.n && st == MR_OK; w++) {
        if (mr_frame_cancelled(frame)) {
            st = mr_fail(err, MR_ECANCEL, NULL, "%s was cancelled", frame->args->op->id);
            break;
        }
        run.group = &wells.at[w];
        run.arena = mr_arena_new();
        st = run_well(&run, err);
        mr_arena_free(run.arena);
    }
    if (st == MR_OK)
        return mr_sinks_close(frame, run.sinks, err);
    mr_sinks_drop(frame, run.sinks);
    return st;
}
