// From a typed document to a plan: what runs, in which phase, with which columns.
#include "plan.h"

#include <assert.h>
#include <string.h>

#include "mudrock/executor.h"

const char *mr_phase_name(mr_phase phase)
{
    static const char *const names[] = {"tables", "wells", "all wells"};
    return names[phase];
}

mr_edge_type mr_plan_edge(const mr_typed_node *typed, size_t i, const char **when)
{
    const mr_node *node = typed->node;
    if (when)
        *when = NULL;
    if (node->edges.n == 0)
        return MR_EDGE_DATA_FLOW;
    // A document that runs has no unknown ids, so typed and written dependencies line up.
    const char *id = node->dependencies.at[i];
    for (size_t k = 0; k < node->edges.n; k++) {
        if (strcmp(node->edges.at[k].dependency, id) != 0)
            continue;
        if (when)
            *when = node->edges.at[k].when;
        return node->edges.at[k].type;
    }
    return MR_EDGE_DATA_FLOW;
}

bool mr_plan_is_record(const mr_typed_node *typed, size_t i)
{
    return typed->ports[i] > 0 && typed->op && !typed->op->input_names;
}

static void mark_needed(mr_plan *plan)
{
    // Backwards over the topological order: a node runs when something that runs depends on it.
    const mr_typed_dag *typed = plan->typed;
    for (size_t k = typed->n_order; k-- > 0;) {
        const mr_plan_node *node = &plan->nodes[typed->order[k]];
        if (!node->runs)
            continue;
        for (size_t d = 0; d < node->typed->n_dependencies; d++)
            plan->nodes[node->typed->dependencies[d]].runs = true;
    }
    for (size_t k = 0; k < typed->n_order; k++)
        if (plan->nodes[typed->order[k]].runs)
            plan->order[plan->n_order++] = typed->order[k];
}

static mr_status mark_targets(mr_plan *plan, const char *to_node, mr_error *err)
{
    for (size_t i = 0; i < plan->n; i++) {
        const mr_node *node = plan->nodes[i].typed->node;
        bool target = to_node ? strcmp(node->id, to_node) == 0 : node->kind == MR_NODE_OUTPUT;
        if (!target)
            continue;
        plan->nodes[i].runs = true;
        plan->nodes[i].kept = node->kind != MR_NODE_OUTPUT;
        plan->outputs[plan->n_outputs++] = i;
    }
    if (plan->n_outputs == 0)
        return to_node ? mr_fail(err, MR_ENOTFOUND, to_node, "the pipeline has no node %s", to_node)
                       : mr_fail(err, MR_EINVALID, "", "the pipeline has no output");
    return MR_OK;
}

static mr_status check_typed(const mr_plan *plan, mr_error *err)
{
    for (size_t k = 0; k < plan->n_order; k++) {
        const mr_typed_node *t = plan->nodes[plan->order[k]].typed;
        bool complete = t->node->kind == MR_NODE_OUTPUT ? t->n_dependencies > 0 : t->schema != NULL;
        if (t->node->kind == MR_NODE_OPERATOR && (!t->op || !t->args))
            complete = false;
        if (!complete)
            return mr_fail(err, MR_EINVALID, t->node->name,
                           "the node has errors: validate the pipeline first");
    }
    return MR_OK;
}

static bool by_well(mr_source_kind kind)
{
    return kind == MR_SOURCE_WELL_LOGS || kind == MR_SOURCE_WELL_MARKERS ||
           kind == MR_SOURCE_WELL_TRAJECTORIES;
}

// Behind an error edge everything waits for the failure.
static bool is_on_error(const mr_plan *plan, const mr_typed_node *t)
{
    for (size_t d = 0; d < t->n_dependencies; d++)
        if (mr_plan_edge(t, d, NULL) == MR_EDGE_ERROR || plan->nodes[t->dependencies[d]].on_error)
            return true;
    return false;
}

// Whether rows of several wells meet in the operator: by its nature, by its parameters, or because
// it groups by something else than well_id.
static bool spans_wells(const mr_args *args)
{
    if (mr_operator_is_across(args))
        return true;
    if (!args->op->well && !args->op->table)
        return false;
    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++)
        if (strcmp(args->op->inputs[i].param, "well_column") == 0)
            return !args->inputs[i] || strcmp(args->inputs[i], "well_id") != 0;
    return false;
}

static mr_phase phase_of(const mr_plan *plan, const mr_typed_node *t)
{
    if (t->node->kind == MR_NODE_INGESTION)
        return by_well(t->node->source.kind) ? MR_PHASE_WELLS : MR_PHASE_BEFORE;

    bool wells = false, tables = false, after = false;
    for (size_t d = 0; d < t->n_dependencies; d++) {
        mr_phase phase = plan->nodes[t->dependencies[d]].phase;
        bool special = mr_plan_edge(t, d, NULL) != MR_EDGE_DATA_FLOW;
        if (phase == MR_PHASE_AFTER || (special && phase == MR_PHASE_WELLS))
            after = true;
        else if (phase == MR_PHASE_WELLS)
            wells = true;
        else if (!mr_plan_is_record(t, d))
            tables = true;
    }
    bool across = t->op && !t->node->bypass && spans_wells(t->args);
    // Rows of one well and a whole table together: only all wells at once make sense.
    if (after || is_on_error(plan, t) || (wells && (tables || across)))
        return MR_PHASE_AFTER;
    return wells ? MR_PHASE_WELLS : MR_PHASE_BEFORE;
}

// A use as a record port of a node that runs well by well takes what the well has and adds no well
// of its own.
static void count_uses(mr_plan *plan)
{
    for (size_t k = 0; k < plan->n_order; k++) {
        const mr_plan_node *node = &plan->nodes[plan->order[k]];
        for (size_t d = 0; d < node->typed->n_dependencies; d++) {
            mr_plan_node *from = &plan->nodes[node->typed->dependencies[d]];
            bool same = from->phase == node->phase;
            if (same)
                from->uses++;
            else if (from->phase == MR_PHASE_WELLS)
                from->gathered = true;
            if (!(same && mr_plan_is_record(node->typed, d)))
                from->adds_wells = true;
        }
    }
    for (size_t k = 0; k < plan->n_outputs; k++)
        if (plan->nodes[plan->outputs[k]].kept)
            plan->nodes[plan->outputs[k]].adds_wells = true;
}

mr_status mr_plan_compile(const mr_typed_dag *typed, const char *to_node, mr_plan **out,
                          mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_plan *plan = MR_ARENA_NEW(arena, mr_plan);
    plan->arena = arena;
    plan->typed = typed;
    plan->n = typed->dag->n_nodes;
    plan->nodes = MR_ARENA_ARRAY(arena, mr_plan_node, plan->n + 1);
    plan->order = MR_ARENA_ARRAY(arena, size_t, plan->n + 1);
    plan->outputs = MR_ARENA_ARRAY(arena, size_t, plan->n + 1);
    for (size_t i = 0; i < plan->n; i++)
        plan->nodes[i].typed = &typed->nodes[i];

    mr_status st = mark_targets(plan, to_node, err);
    if (st == MR_OK) {
        mark_needed(plan);
        st = check_typed(plan, err);
    }
    if (st != MR_OK) {
        mr_plan_free(plan);
        return st;
    }
    for (size_t k = 0; k < plan->n_order; k++) {
        size_t i = plan->order[k];
        plan->nodes[i].on_error = is_on_error(plan, plan->nodes[i].typed);
        plan->nodes[i].phase = phase_of(plan, plan->nodes[i].typed);
    }
    count_uses(plan);
    mr_plan_project(plan);
    *out = plan;
    return MR_OK;
}

void mr_plan_free(mr_plan *plan)
{
    if (plan)
        mr_arena_free(plan->arena);
}

mr_status mr_node_is_by_well(const mr_typed_dag *typed, const char *node_id, bool *out,
                             mr_error *err)
{
    mr_plan *plan = NULL;
    MR_TRY(mr_plan_compile(typed, node_id, &plan, err));
    *out = plan->nodes[plan->outputs[0]].phase == MR_PHASE_WELLS;
    mr_plan_free(plan);
    return MR_OK;
}
