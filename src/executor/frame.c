// Runs all nodes of a phase in one frame, in topological order.
#include <stdlib.h>

#include "columns.h"
#include "run.h"

void mr_frame_init(mr_frame *frame, mr_run_state *run, mr_phase phase)
{
    *frame = (mr_frame){.run = run, .phase = phase, .partition = SIZE_MAX};
    frame->tables = mr_alloc((run->plan->n + 1) * sizeof *frame->tables);
    frame->uses = mr_alloc((run->plan->n + 1) * sizeof *frame->uses);
    for (size_t i = 0; i < run->plan->n; i++)
        frame->uses[i] = run->plan->nodes[i].uses;
}

void mr_frame_clear(mr_frame *frame)
{
    for (size_t i = 0; frame->tables && i < frame->run->plan->n; i++)
        mr_table_unref(frame->tables[i]);
    free(frame->tables);
    free(frame->uses);
    frame->tables = NULL;
    frame->uses = NULL;
}

// Which output of the plan the node is; SIZE_MAX = none.
static size_t output_of(const mr_plan *plan, size_t node)
{
    for (size_t k = 0; k < plan->n_outputs; k++)
        if (plan->outputs[k] == node)
            return k;
    return SIZE_MAX;
}

static void drop(mr_frame *frame, size_t node)
{
    mr_table_unref(frame->tables[node]);
    frame->tables[node] = NULL;
}

static mr_status hand_out(mr_frame *frame, size_t node, mr_deliver *deliver, void *context,
                          mr_error *err)
{
    const mr_plan *plan = frame->run->plan;
    const mr_plan_node *planned = &plan->nodes[node];
    bool is_output = planned->kept || planned->typed->node->kind == MR_NODE_OUTPUT;
    mr_table *fitted = NULL;
    if (planned->gathered && frame->phase == MR_PHASE_WELLS) {
        MR_TRY(mr_fit_table(frame->tables[node], planned->schema, &fitted, err));
        frame->run->gathered[node][frame->partition] = fitted;
    }
    if (is_output) {
        MR_TRY(mr_fit_table(frame->tables[node], planned->schema, &fitted, err));
        MR_TRY(deliver(context, output_of(plan, node), fitted, err));
    }
    bool wanted = frame->uses[node] > 0 || frame->phase == MR_PHASE_BEFORE;
    if (!wanted)
        drop(frame, node);
    return MR_OK;
}

mr_status mr_frame_run(mr_frame *frame, mr_deliver *deliver, void *context, mr_error *err)
{
    mr_run_state *run = frame->run;
    for (size_t k = 0; k < run->plan->n_order; k++) {
        size_t node = run->plan->order[k];
        if (run->plan->nodes[node].phase != frame->phase)
            continue;
        if (atomic_load(&run->failed_partition) < frame->partition && frame->well)
            return mr_fail(err, MR_ECANCEL, "", "stopped by an earlier failure");
        MR_TRY(mr_node_make(frame, node, err));
        MR_TRY(hand_out(frame, node, deliver, context, err));
    }
    return MR_OK;
}
