// Driver of the map shape: blocks that stay in cache, results written straight into the new
// columns.
#include "frame.h"
#include "kinds.h"

enum { BLOCK = 2048 };

typedef struct run {
    const mr_args *args;
    size_t n;
} run;

static mr_status run_block(void *context, const double *const in[], double *const out[],
                           mr_error *err)
{
    const run *r = context;

    (void)err;
    r->args->op->map(r->args->params, r->n, in, out);
    return MR_OK;
}

// Of classes and angles.
static mr_status run_kinds(const mr_frame *frame, size_t n, const double *const in[],
                           double *const out[], mr_error *err)
{
    run r = {frame->args, n};
    mr_arena *arena = mr_arena_new();
    const mr_status st = mr_kinds_run(frame, &(mr_kernel){run_block, &r, n}, in, out, arena, err);

    if (frame->sense == MR_AS_APART && frame->turn > 0)
        mr_frame_short_ways(frame, out, n);
    mr_arena_free(arena);
    return st;
}

mr_status mr_drive_map(mr_frame *frame, mr_error *err)
{
    const mr_operator *op = frame->args->op;
    const size_t n_in = mr_operator_n_inputs(op);
    const double **in = MR_ARENA_ARRAY(frame->arena, const double *, n_in + 1);
    double **rooms = MR_ARENA_ARRAY(frame->arena, double *, n_in + 1);
    double **out = MR_ARENA_ARRAY(frame->arena, double *, frame->n_outputs + 1);
    mr_sink *sinks;

    MR_TRY(mr_sinks_open(frame, &sinks, err));
    for (size_t i = 0; i < n_in; i++) {
        const mr_source *source = &frame->sources[i];
        if (source->values || (!source->column && !source->fixed))
            continue;
        rooms[i] = MR_ARENA_ARRAY(frame->arena, double, BLOCK);
        if (source->fixed)
            mr_source_read(source, 0, BLOCK, rooms[i]);
    }
    for (int64_t first = 0; first < frame->rows; first += BLOCK) {
        size_t n = frame->rows - first < BLOCK ? (size_t)(frame->rows - first) : BLOCK;
        if (mr_frame_cancelled(frame)) {
            mr_sinks_drop(frame, sinks);
            return mr_frame_fail_cancelled(frame, err);
        }
        for (size_t i = 0; i < n_in; i++) {
            const mr_source *source = &frame->sources[i];
            in[i] = source->column ? mr_source_at(source, first, n, rooms[i]) : rooms[i];
        }
        for (size_t i = 0; i < frame->n_outputs; i++)
            out[i] = sinks[i].values + first;
        if (frame->classes || frame->turn > 0) {
            const mr_status st = run_kinds(frame, n, in, out, err);
            if (st != MR_OK) {
                mr_sinks_drop(frame, sinks);
                return st;
            }
        } else {
            op->map(frame->args->params, n, in, out);
        }
    }
    return mr_sinks_close(frame, sinks, err);
}
