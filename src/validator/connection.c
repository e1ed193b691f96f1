// One would-be edge: does it fit, and which columns should the target's ports name?
#include <jansson.h>
#include <string.h>

#include "context.h"

typedef struct connection {
    mr_context *context;
    const mr_typing *typing;
    size_t source, target;
    size_t place; // of the source among the target's dependencies
    bool exists;  // the edge is there already
    json_t *suggested;
    mr_conversions conversions;
} connection;

static const mr_node *node_at(const connection *c, size_t i)
{
    return &c->typing->graph.dag->nodes[i];
}

// --- the edge by itself ---

static void find_place(connection *c)
{
    const mr_graph *graph = &c->typing->graph;

    c->place = node_at(c, c->target)->dependencies.n;
    for (size_t e = graph->in_first[c->target]; e < graph->in_first[c->target + 1]; e++) {
        if (graph->in[e].source != c->source)
            continue;
        c->place = graph->in[e].place;
        c->exists = true;
    }
}

// A way from the target to the source is what the edge would close to a circle.
static void check_cycle(connection *c)
{
    const mr_graph *graph = &c->typing->graph;
    mr_arena *arena = c->context->scratch;
    size_t *queue = MR_ARENA_ARRAY(arena, size_t, graph->n);
    size_t *parent = MR_ARENA_ARRAY(arena, size_t, graph->n); // + 1; 0 = not met
    size_t n = 0, length = 1;

    queue[n++] = c->target;
    parent[c->target] = c->target + 1;
    for (size_t head = 0; head < n && !parent[c->source]; head++)
        for (size_t e = graph->out_first[queue[head]]; e < graph->out_first[queue[head] + 1]; e++) {
            size_t next = graph->out[e];
            if (parent[next])
                continue;
            parent[next] = queue[head] + 1;
            queue[n++] = next;
        }
    if (!parent[c->source])
        return;
    for (size_t i = c->source; i != c->target; i = parent[i] - 1)
        length++;
    for (size_t i = c->source, k = length; k-- > 0; i = parent[i] - 1)
        queue[k] = i;
    mr_report_cycle(graph, queue, length, c->context->problems);
}

static void check_kinds(connection *c)
{
    const mr_node *source = node_at(c, c->source), *target = node_at(c, c->target);
    size_t least, most = SIZE_MAX;
    const mr_operator *op = c->typing->resolved[c->target].op;

    if (target->kind == MR_NODE_INGESTION)
        mr_problem(c->context, MR_SEVERITY_ERROR, "dag.ingestion_has_input", c->target,
                   "'%s' is an ingestion and takes no input", mr_node_label(target));
    if (source->kind == MR_NODE_OUTPUT)
        mr_problem(c->context, MR_SEVERITY_ERROR, "dag.output_has_dependents", c->source,
                   "'%s' is an output: nothing can depend on it", mr_node_label(source));
    if (op)
        mr_operator_arity(op, &least, &most);
    if (c->place >= most)
        mr_problem(c->context, MR_SEVERITY_ERROR, "dag.too_many_inputs", c->target,
                   "'%s' takes at most %zu inputs, and they are connected", mr_node_label(target),
                   most);
}

static bool check_edge(connection *c)
{
    mr_context *context = c->context;

    if (c->source == c->target)
        mr_problem(context, MR_SEVERITY_ERROR, "dag.self_dependency", c->target,
                   "'%s' cannot depend on itself", mr_node_label(node_at(c, c->target)));
    else
        check_kinds(c);
    if (context->problems->errors == 0)
        check_cycle(c);
    if (context->problems->errors == 0)
        mr_resolution_report(context->graph, c->target, &c->typing->resolved[c->target],
                             context->problems);
    return context->problems->errors == 0;
}

// --- the columns ---

static const char *port_quantity(const connection *c, const mr_port *port)
{
    const mr_units *units = c->context->units;

    if (port->quantity || !units || !port->column)
        return port->quantity;
    return mr_quantity_of(units, port->column, port->unit);
}

static bool suits(connection *c, const mr_port *port, const char *quantity, const mr_field *field)
{
    bool other = quantity && field->quantity && strcmp(quantity, field->quantity) != 0;

    return !other && mr_port_accepts(c->context, port, field);
}

// The column a port should name: the one it names, the nearest by name, the best known of its
// quantity.
static const char *suggest(connection *c, const mr_port *port, const char *named,
                           const mr_flow *flow)
{
    const char *quantity = port_quantity(c, port);
    const mr_field *there = mr_flow_find(flow, named), *best = NULL;
    mr_nearest nearest;

    if (there && mr_port_accepts(c->context, port, there))
        return named;
    mr_nearest_begin(&nearest, &c->context->suggest, named);
    for (size_t k = 0; k < flow->n; k++) {
        const mr_field *field = mr_flow_at(flow, k);
        if (!suits(c, port, quantity, field))
            continue;
        mr_nearest_offer(&nearest, field->name);
        if (quantity && field->quantity &&
            (!best ||
             mr_quantity_rank(quantity, field->name) < mr_quantity_rank(quantity, best->name)))
            best = field;
    }
    return nearest.best ? nearest.best : best ? best->name : NULL;
}

// Ports that the document leaves at their default and that must name a column. The answer is
// checked with them filled in.
static mr_args *fill_in(connection *c, const mr_args *args, const mr_flow *flow)
{
    const mr_operator *op = args->op;
    size_t n = mr_operator_n_inputs(op);
    mr_args *filled = mr_arena_memdup(c->context->arena, args, sizeof *args);
    json_t *given = node_at(c, c->target)->parameters;

    filled->inputs = mr_arena_memdup(c->context->arena, args->inputs, n * sizeof *args->inputs);
    for (size_t k = 0; k < n; k++) {
        const mr_port *port = &op->inputs[k];
        if (port->many || port->optional || !port->column || json_object_get(given, port->param))
            continue;
        const char *name = suggest(c, port, port->column, flow);
        if (!name)
            continue;
        filled->inputs[k] = name;
        json_object_set_new(c->suggested, port->param, json_string(name));
    }
    return filled;
}

static void check_operator(connection *c, const mr_input *inputs, size_t n)
{
    const mr_operator *op = c->typing->resolved[c->target].op;
    bool joins, further = mr_port_of(op, c->place) > 0;
    size_t n_main = 0;
    mr_args *args;

    while (n_main < n && inputs[n_main].port == 0)
        n_main++;
    mr_flow main = mr_merge(c->context, c->target, inputs, n_main, &joins);
    if (!mr_read_args(c->context, c->target, op, false, &args))
        return; // told by the validation of the node itself
    mr_ports ports = {.node = c->target, .main = &main, .inputs = inputs, .n_inputs = n};
    if (main.known)
        args = fill_in(c, args, &main);
    ports.args = args;
    if (further || main.known)
        mr_check_ports(c->context, &ports, further ? MR_WANTED_TABLES : MR_WANTED_COLUMNS);
    c->conversions = ports.conversions;
}

static void check_columns(connection *c)
{
    const mr_typing *typing = c->typing;
    const mr_operator *op = typing->resolved[c->target].op;
    size_t n = mr_graph_n_in(&typing->graph, c->target);
    mr_input *inputs = MR_ARENA_ARRAY(c->context->scratch, mr_input, n + 1);
    mr_typed_node ignored = {0};
    mr_flow out = {0};

    n = mr_collect_inputs(c->context, c->target, op, typing->flows, inputs);
    if (!c->exists)
        inputs[n++] = (mr_input){c->source, mr_port_of(op, c->place), typing->flows[c->source]};
    if (op)
        check_operator(c, inputs, n);
    else
        mr_type_output(c->context, c->target, inputs, n, &ignored, &out);
}

static json_t *conversions_to_json(const mr_conversions *list)
{
    json_t *array = json_array();

    for (size_t k = 0; k < list->n; k++) {
        const mr_conversion *v = &list->at[k];
        json_t *object = json_object();
        json_object_set_new(object, "column", json_string(v->column));
        json_object_set_new(object, "from", v->from ? json_string(v->from) : json_null());
        json_object_set_new(object, "to", v->to ? json_string(v->to) : json_null());
        json_object_set_new(object, "type", json_string(mr_type_name(v->type)));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *answer(const mr_typing *typing, size_t source, size_t target, const mr_units *units)
{
    mr_arena *arena = mr_arena_new();
    mr_diagnostics problems;
    mr_context context;
    json_t *out = json_object();

    mr_diagnostics_init(&problems);
    mr_context_init(&context, &typing->graph, units, arena, &problems);
    connection c = {
        .context = &context,
        .typing = typing,
        .source = source,
        .target = target,
        .suggested = json_object(),
    };
    find_place(&c);
    if (check_edge(&c))
        check_columns(&c);
    json_object_set_new(out, "compatible", json_boolean(problems.errors == 0));
    json_object_set_new(out, "diagnostics", mr_diagnostics_to_json(&problems));
    json_object_set_new(out, "suggested_parameters", c.suggested);
    json_object_set_new(out, "conversions", conversions_to_json(&c.conversions));
    mr_context_clear(&context);
    mr_diagnostics_clear(&problems);
    mr_arena_free(arena);
    return out;
}

mr_status mr_validate_edge(const mr_typed_dag *typed, const char *source_id, const char *target_id,
                           const mr_units *units, json_t **out, mr_error *err)
{
    const mr_typing *typing = (const mr_typing *)typed;
    ptrdiff_t source = mr_graph_find(&typing->graph, source_id);
    ptrdiff_t target = mr_graph_find(&typing->graph, target_id);

    *out = NULL;
    if (source == MR_NO_NODE || target == MR_NO_NODE)
        return mr_fail(err, MR_ENOTFOUND, source == MR_NO_NODE ? "/source" : "/target",
                       "the pipeline has no node %s", source == MR_NO_NODE ? source_id : target_id);
    *out = answer(typing, (size_t)source, (size_t)target, units);
    return MR_OK;
}

mr_status mr_validate_connection(const mr_dag *dag, const char *source_id, const char *target_id,
                                 const mr_validate_options *options, json_t **out, mr_error *err)
{
    mr_typed_dag *typed;

    *out = NULL;
    MR_TRY(mr_validate(dag, options, &typed, err));
    mr_status status = mr_validate_edge(typed, source_id, target_id, options->units, out, err);
    mr_typed_dag_free(typed);
    return status;
}
