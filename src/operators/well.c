// Driver of the well shape: a well's rows by depth as plain arrays. A partition that is one well in
// order is not copied.
#include <string.h>

#include "frame.h"
#include "kinds.h"
#include "tables.h"

typedef struct well_run {
    mr_frame *frame;
    mr_sink *sinks;
    mr_arena *arena; // of the well at hand
    const mr_group *group;
    mr_watch watch;
} well_run;

static bool is_used(const mr_source *source)
{
    return source->fixed || source->values ||
           (source->column && source->column->field.type != MR_UTF8 &&
            source->column->field.type != MR_LIST_FLOAT64);
}

static const double *gather(const well_run *run, const mr_source *source)
{
    const mr_group *group = run->group;

    if (!is_used(source))
        return NULL;
    if (source->column && source->values)
        return mr_group_values(group, source->values, run->arena);
    if (source->column)
        return mr_group_reals(group, source->column, run->arena);
    double *values = MR_ARENA_ARRAY(run->arena, double, group->n + 1);
    mr_source_read(source, 0, group->n, values);
    return values;
}

typedef struct kernel {
    const mr_args *args;
    const mr_series *series;
} kernel;

static mr_status run_kernel(void *context, const double *const in[], double *const out[],
                            mr_error *err)
{
    const kernel *k = context;
    const size_t n_ports = mr_operator_n_inputs(k->args->op);
    mr_series series = *k->series;

    series.in = in;
    series.columns = in + n_ports;
    series.out = out;
    return k->args->op->well(k->args->params, &series, err);
}

// Directions around one sample, as distances from their mean; the kernel's results at the sample.
static mr_status run_window(const mr_frame *frame, const mr_series *s, const double *const in[],
                            size_t i, size_t half, double *results, mr_arena *arena, mr_error *err)
{
    const size_t first = i > half ? i - half : 0, end = i + half < s->n ? i + half + 1 : s->n;
    const size_t n = end - first;
    const double **cut = MR_ARENA_ARRAY(arena, const double *, frame->n_sources + 1);
    double **out = MR_ARENA_ARRAY(arena, double *, frame->n_outputs + 1);
    double centre = MR_NAN;
    mr_series window = *s;

    for (size_t k = 0; k < frame->n_sources; k++) {
        cut[k] = in[k] ? in[k] + first : NULL;
        if (!in[k] || !mr_port_is_free(frame->sources[k].port))
            continue;
        double *about = mr_arena_memdup(arena, cut[k], n * sizeof *about);
        centre = mr_turn_about(about, n, frame->turn);
        cut[k] = about;
    }
    for (size_t k = 0; k < frame->n_outputs; k++) {
        out[k] = MR_ARENA_ARRAY(arena, double, n);
        for (size_t j = 0; j < n; j++)
            out[k][j] = MR_NAN;
    }
    window.n = n;
    window.depth = s->depth ? s->depth + first : NULL;
    window.rows = s->rows ? s->rows + first : NULL;
    window.arena = arena;
    window.turn = 0;
    MR_TRY(run_kernel(&(kernel){frame->args, &window}, cut, out, err));
    for (size_t k = 0; k < frame->n_outputs; k++) {
        results[k] = out[k][i - first];
        if (mr_is_place(frame->args, &frame->args->op->outputs[k]))
            results[k] = mr_turn_wrap(centre + results[k], frame->turn);
    }
    return MR_OK;
}

static mr_status run_windows(const mr_frame *frame, const mr_series *s, const double *const in[],
                             double *const out[], mr_error *err)
{
    enum { LOOK = 256 };
    const size_t half = frame->args->op->half(frame->args->params);
    double *results = MR_ARENA_ARRAY(s->arena, double, frame->n_outputs + 1);
    mr_arena *arena = mr_arena_new();
    mr_status st = MR_OK;

    for (size_t i = 0; i < s->n && st == MR_OK; i++) {
        if (i % LOOK == 0) {
            mr_arena_free(arena);
            arena = mr_arena_new();
            if (mr_frame_cancelled(frame)) {
                st = mr_frame_fail_cancelled(frame, err);
                break;
            }
        }
        st = run_window(frame, s, in, i, half, results, arena, err);
        for (size_t k = 0; k < frame->n_outputs && st == MR_OK; k++) {
            const bool same = fabs(mr_turn_short(results[k] - in[0][i], frame->turn)) <
                              1e-12 * frame->turn; // handed on to the last digit
            out[k][i] = same && mr_is_place(frame->args, &frame->args->op->outputs[k]) ? in[0][i]
                                                                                       : results[k];
        }
    }
    mr_arena_free(arena);
    return st;
}

static mr_status run_series(const mr_frame *frame, const mr_series *series, mr_error *err)
{
    kernel k = {frame->args, series};
    const double *const *in = series->in;
    double *const *out = series->out;
    const bool windows = frame->sense == MR_AS_WINDOW || frame->sense == MR_AS_SPREAD;

    if (frame->turn > 0 && windows)
        return run_windows(frame, series, in, out, err);
    MR_TRY(
        mr_kinds_run(frame, &(mr_kernel){run_kernel, &k, series->n}, in, out, series->arena, err));
    if (frame->sense == MR_AS_APART && frame->turn > 0)
        mr_frame_short_ways(frame, out, series->n);
    return MR_OK;
}

// --- stretches without a gap ---

// Whether a row without a value here is no sample. Ports that parameters stand in for always have
// one.
static bool is_curve(const mr_source *source)
{
    return source->column && is_used(source) && strcmp(source->port->param, "depth_column") != 0;
}

static bool is_sample(const well_run *run, const mr_series *s, size_t row)
{
    for (size_t c = 0; c < run->frame->n_sources; c++)
        if (is_curve(&run->frame->sources[c]) && isnan(s->in[c][row]))
            return false;
    return true;
}

static double max_gap_of(const mr_args *args)
{
    const mr_param *p = mr_param_named(args->op->params, "max_gap");

    return *(const double *)(const void *)((const char *)args->params + p->offset);
}

// What the kernel gets of a well: samples, `at` their rows, and nulls in between (MR_NO_ROW).
typedef struct stretch {
    size_t n;
    int64_t *at;
    double *depth;
} stretch;

static const double *picked(const double *values, const stretch *w, mr_arena *arena)
{
    double *out = MR_ARENA_ARRAY(arena, double, w->n + 1);

    for (size_t i = 0; i < w->n; i++)
        out[i] = w->at[i] == MR_NO_ROW ? MR_NAN : values[w->at[i]];
    return out;
}

// The kernel over one stretch of a series, with scratch of its own: there may be many.
static mr_status run_stretch(const well_run *run, const mr_series *s, const stretch *w,
                             mr_error *err)
{
    const mr_frame *frame = run->frame;
    mr_arena *arena = mr_arena_new();
    const double **in = MR_ARENA_ARRAY(arena, const double *, frame->n_sources + 1);
    double **out = MR_ARENA_ARRAY(arena, double *, frame->n_outputs + 1);
    mr_series part = *s;

    for (size_t i = 0; i < frame->n_sources; i++)
        in[i] = s->in[i] ? picked(s->in[i], w, arena) : NULL;
    for (size_t i = 0; i < frame->n_outputs; i++) {
        out[i] = MR_ARENA_ARRAY(arena, double, w->n + 1);
        for (size_t k = 0; k < w->n; k++)
            out[i][k] = MR_NAN;
    }
    part.n = w->n;
    part.depth = w->depth;
    part.in = in;
    part.out = out;
    part.columns = in + (s->columns - s->in);
    part.rows = NULL; // no operator that breaks at gaps looks at raw columns
    part.arena = arena;
    const mr_status st = run_series(frame, &part, err);
    for (size_t i = 0; i < frame->n_outputs; i++)
        for (size_t k = 0; k < w->n; k++)
            if (w->at[k] != MR_NO_ROW)
                s->out[i][w->at[k]] = out[i][k];
    mr_arena_free(arena);
    return st;
}

// Rows of the samples; in `depth` theirs.
static size_t find_samples(const well_run *run, const mr_series *s, int64_t *rows, double *depth)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        if (is_sample(run, s, i)) {
            rows[n] = (int64_t)i;
            depth[n++] = s->depth[i];
        }
    return n;
}

// Rows of nulls and rows left out are one thing, since nothing but the samples is looked at: where
// these have a regular step, what is missing comes in as nulls. A stretch ends where samples are
// too far apart.
static mr_status run_stretches(const well_run *run, const mr_series *s, mr_error *err)
{
    const mr_args *args = run->frame->args;
    int64_t *rows = MR_ARENA_ARRAY(run->arena, int64_t, s->n + 1);
    double *z = MR_ARENA_ARRAY(run->arena, double, 2 * s->n + 2), *room = z + s->n + 1;
    const size_t n = find_samples(run, s, rows, z);
    const mr_gaps gaps = mr_gaps_of(z, n, max_gap_of(args), args->op->gap_steps, room);
    const mr_grid_steps grid = mr_grid_steps_of(z, n, &gaps);

    if (n == s->n && !(gaps.most < HUGE_VAL) && grid.missing == 0)
        return run_series(run->frame, s, err);
    const size_t most = n + grid.missing + 1;
    stretch w = {.at = MR_ARENA_ARRAY(run->arena, int64_t, most),
                 .depth = MR_ARENA_ARRAY(run->arena, double, most)};
    for (size_t first = 0, end; first < n; first = end) {
        end = mr_stretch_end(z, n, first, &gaps);
        w.n = mr_rows_with_missing(z, first, end, &grid, w.at, w.depth);
        for (size_t k = 0; k < w.n; k++)
            w.at[k] = w.at[k] == MR_NO_ROW ? MR_NO_ROW : rows[w.at[k]];
        if (mr_stopped(s->watch))
            break;
        MR_TRY(run_stretch(run, s, &w, err));
    }
    return MR_OK;
}

static mr_status call_kernel(const well_run *run, const mr_series *s, mr_error *err)
{
    const mr_args *args = run->frame->args;

    return args->op->gap_steps > 0 && s->depth ? run_stretches(run, s, err)
                                               : run_series(run->frame, s, err);
}

static mr_status run_well(const well_run *run, mr_error *err)
{
    const mr_frame *frame = run->frame;
    const mr_group *group = run->group;
    const size_t n_ports = mr_operator_n_inputs(frame->args->op);
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
        .watch = &run->watch,
        .turn = frame->turn,
        .classes = frame->classes != NULL,
    };
    MR_TRY(call_kernel(run, &series, err));
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
    well_run run = {.frame = frame, .watch = mr_frame_watch(frame)};
    mr_status st = mr_sinks_open(frame, &run.sinks, err);

    if (st != MR_OK)
        return st;
    for (size_t i = 0; i < frame->n_outputs; i++) // rows without depth stay null
        for (int64_t k = 0; k < frame->rows; k++)
            run.sinks[i].values[k] = MR_NAN;
    for (size_t w = 0; w < wells.n && st == MR_OK; w++) {
        if (mr_frame_cancelled(frame)) {
            st = mr_frame_fail_cancelled(frame, err);
            break;
        }
        run.group = &wells.at[w];
        run.arena = mr_arena_new();
        st = run_well(&run, err);
        mr_arena_free(run.arena);
    }
    if (st == MR_OK && mr_frame_cancelled(frame)) // a kernel may have returned with half of it
        st = mr_frame_fail_cancelled(frame, err);
    if (st == MR_OK)
        return mr_sinks_close(frame, run.sinks, err);
    mr_sinks_drop(frame, run.sinks);
    return st;
}
