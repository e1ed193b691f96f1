// Runs all nodes of a phase in one frame, in topological order.
#include <stdlib.h>

#include "columns.h"
#include "condition.h"
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

mr_table *mr_frame_result(const mr_frame *frame, size_t node)
{
    mr_table *table = frame->tables[node];
    if (!table && frame->phase != MR_PHASE_BEFORE)
        table = frame->run->before.tables[node];
    return table;
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

// --- nodes that are not to be made ---

static mr_status condition_holds(mr_frame *frame, const mr_typed_node *t, bool *out, mr_error *err)
{
    *out = true;
    for (size_t d = 0; *out && d < t->n_dependencies; d++) {
        const char *when;
        if (mr_plan_edge(t, d, &when) != MR_EDGE_CONDITIONAL)
            continue;
        mr_error cause = {0};
        mr_status st = mr_condition(frame->run->options->sql, when,
                                    mr_frame_result(frame, t->dependencies[d]), out, &cause);
        if (st != MR_OK)
            return mr_node_fail(frame, st, &cause, err);
    }
    return MR_OK;
}

static bool skipped(const mr_run_state *run, size_t node)
{
    return atomic_load(&run->nodes[node].state) == MR_NODE_SKIPPED;
}

// By its edges alone: behind an error edge without the error, beside one with it, or without an
// input.
static bool is_cut_off(const mr_frame *frame, size_t node)
{
    const mr_run_state *run = frame->run;
    const mr_typed_node *t = run->plan->nodes[node].typed;
    if (run->plan->nodes[node].on_error != run->handling_error)
        return true;
    for (size_t d = 0; d < t->n_dependencies; d++) {
        size_t from = t->dependencies[d];
        bool error_edge = mr_plan_edge(t, d, NULL) == MR_EDGE_ERROR;
        if (error_edge && from != run->failed_node)
            return true;
        if (!error_edge && (skipped(run, from) || !mr_frame_result(frame, from)))
            return true;
    }
    return false;
}

static mr_status make(mr_frame *frame, size_t node, mr_deliver *deliver, void *context,
                      mr_error *err)
{
    mr_run_state *run = frame->run;
    const mr_typed_node *t = run->plan->nodes[node].typed;
    bool wanted = !is_cut_off(frame, node);
    frame->node = node;
    if (wanted && t->node->edges.n > 0)
        MR_TRY(condition_holds(frame, t, &wanted, err));
    if (!wanted) {
        if (!run->handling_error || run->plan->nodes[node].on_error)
            atomic_store(&run->nodes[node].state, MR_NODE_SKIPPED);
        return MR_OK;
    }
    MR_TRY(mr_node_make(frame, node, err));
    return hand_out(frame, node, deliver, context, err);
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
        MR_TRY(make(frame, node, deliver, context, err));
    }
    return MR_OK;
}
