// Which columns of every node anyone looks at, from the outputs backwards: what nobody needs is not
// read.
#include "plan.h"

typedef struct need {
    bool all;
    mr_map *names; // a set; NULL = none
} need;

static void need_name(need *n, const char *name)
{
    if (n->all || !name)
        return;
    if (!n->names)
        n->names = mr_map_new();
    mr_map_put(n->names, name, n);
}

static void need_all(need *n)
{
    n->all = true;
    mr_map_free(n->names);
    n->names = NULL;
}

static void need_same(need *to, const need *from)
{
    if (from->all) {
        need_all(to);
        return;
    }
    for (size_t i = 0; from->names && i < mr_map_count(from->names); i++) {
        const char *name;
        mr_map_at(from->names, i, &name);
        need_name(to, name);
    }
}

static bool makes(const mr_texts *made, const char *name)
{
    for (size_t i = 0; i < made->n; i++)
        if (mr_str_eq(mr_str_of(made->at[i]), mr_str_of(name)))
            return true;
    return false;
}

// An operator reads what its ports and parameters name; of all else it at most passes a column on
// under its name, alone or row by row. Several named tables, or a list of columns left open, may be
// anything.
static bool reads_only_ports(const mr_args *args)
{
    if (args->op->input_names)
        return false;
    for (const mr_port *port = args->op->inputs; port && port->param; port++)
        if (port->many && args->n_columns == 0)
            return false;
    return true;
}

// Where rows are replaced nothing but the result's columns goes on: what they are called is all
// that is needed of the input.
static void need_through(const mr_typed_node *t, const mr_texts *made, const need *own, need *from)
{
    if (own->all)
        for (size_t i = 0; i < t->schema->n; i++)
            need_name(from, t->schema->fields[i].name);
    for (size_t i = 0; own->names && i < mr_map_count(own->names); i++) {
        const char *name;
        mr_map_at(own->names, i, &name);
        if (t->op->replaces_rows || !makes(made, name))
            need_name(from, name);
    }
}

static void need_of_operator(mr_arena *arena, const mr_typed_node *t, const need *own, need *from)
{
    const mr_args *args = t->args;
    if (!reads_only_ports(args) || (own->all && !args->op->replaces_rows)) {
        need_all(from);
        return;
    }
    const mr_texts made = mr_operator_makes(args, arena);
    const mr_texts used = args->op->uses ? args->op->uses(args, arena) : (mr_texts){0};
    need_through(t, &made, own, from);
    for (size_t i = 0; i < used.n; i++)
        need_name(from, used.at[i]);
    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++)
        need_name(from, args->inputs[i]);
    for (size_t i = 0; i < args->n_columns; i++)
        need_name(from, args->columns[i]);
}

static void spread(const mr_plan *plan, size_t i, need *needs)
{
    const mr_typed_node *t = plan->nodes[i].typed;
    for (size_t d = 0; d < t->n_dependencies; d++) {
        need *from = &needs[t->dependencies[d]];
        if (from->all)
            continue;
        bool plain = t->ports[d] == 0 && mr_plan_edge(t, d, NULL) == MR_EDGE_DATA_FLOW;
        if (!plain || t->node->kind != MR_NODE_OPERATOR)
            need_all(from);
        else if (t->node->bypass)
            need_same(from, &needs[i]);
        else
            need_of_operator(plan->arena, t, &needs[i], from);
        // The key of every merge and the words of every error.
        need_name(from, "well_id");
        need_name(from, "depth");
    }
}

static mr_schema *kept_fields(mr_arena *arena, const mr_schema *schema, const need *n)
{
    mr_schema *out = MR_ARENA_NEW(arena, mr_schema);
    out->fields = MR_ARENA_ARRAY(arena, mr_field, schema->n + 1);
    for (size_t i = 0; i < schema->n; i++)
        if (n->all || (n->names && mr_map_get(n->names, schema->fields[i].name)))
            out->fields[out->n++] = schema->fields[i];
    return out;
}

void mr_plan_project(mr_plan *plan)
{
    need *needs = MR_ARENA_ARRAY(plan->arena, need, plan->n + 1);
    for (size_t k = 0; k < plan->n_outputs; k++)
        needs[plan->outputs[k]].all = true;
    for (size_t k = plan->n_order; k-- > 0;) {
        size_t i = plan->order[k];
        mr_plan_node *node = &plan->nodes[i];
        spread(plan, i, needs);
        const mr_schema *full = node->typed->schema ? node->typed->schema : node->typed->input;
        node->schema = full ? kept_fields(plan->arena, full, &needs[i]) : NULL;
    }
    for (size_t i = 0; i < plan->n; i++)
        mr_map_free(needs[i].names);
}
