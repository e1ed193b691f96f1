// The plan as text, JSON and DOT: what is read, in which stage each node runs, what is converted on
// the way.
#include "plan.h"

#include <math.h>
#include <string.h>

#include <jansson.h>

#include "mudrock/executor.h"

// --- JSON, which the other two are printed from ---

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *real_or_null(double x)
{
    return isnan(x) ? json_null() : json_real(x);
}

static json_t *names_to_json(const mr_names *names)
{
    json_t *array = json_array();
    for (size_t i = 0; i < names->n; i++)
        json_array_append_new(array, json_string(names->at[i]));
    return array;
}

static json_t *columns_to_json(const mr_schema *schema)
{
    json_t *array = json_array();
    for (size_t i = 0; schema && i < schema->n; i++)
        json_array_append_new(array, json_string(schema->fields[i].name));
    return array;
}

static double tighter(double a, double b, bool lower)
{
    if (isnan(a) || isnan(b))
        return isnan(a) ? b : a;
    return (a > b) == lower ? a : b;
}

static json_t *filters_to_json(const mr_source *source)
{
    json_t *array = json_array();
    for (size_t i = 0; i < source->n_curve_filters; i++) {
        const mr_curve_filter *f = &source->curve_filters[i];
        json_array_append_new(array, json_pack("{s:s, s:o, s:o, s:b}", "curve", f->curve,
                                               "min_value", real_or_null(f->min_value), "max_value",
                                               real_or_null(f->max_value), "exclude_nulls",
                                               f->exclude_nulls));
    }
    return array;
}

static void add_reading(void *array, const char *column, const char *from, const char *to)
{
    json_array_append_new(array,
                          json_pack("{s:s, s:s, s:s}", "column", column, "from", from, "to", to));
}

static json_t *readings_to_json(const mr_plan_node *node)
{
    json_t *array = json_array();
    mr_plan_readings(node, add_reading, array);
    return array;
}

static json_t *read_to_json(const mr_plan_node *node)
{
    const mr_source *s = &node->typed->node->source;
    double low = tighter(s->depth_min, s->filter_depth_min, true);
    double high = tighter(s->depth_max, s->filter_depth_max, false);
    json_t *read = json_object();
    json_object_set_new(read, "source", json_string(mr_source_kind_name(s->kind)));
    if (s->name)
        json_object_set_new(read, "name", json_string(s->name));
    json_object_set_new(read, "wells", json_integer((json_int_t)node->typed->source.n_wells));
    json_object_set_new(read, "columns", columns_to_json(node->schema));
    json_object_set_new(read, "columns_left_out",
                        json_integer((json_int_t)(node->typed->schema->n - node->schema->n)));
    json_object_set_new(read, "depth_range",
                        isnan(low) && isnan(high)
                            ? json_null()
                            : json_pack("[o, o]", real_or_null(low), real_or_null(high)));
    json_object_set_new(read, "curve_filters", filters_to_json(s));
    json_object_set_new(read, "include_flags", names_to_json(&s->include_flags));
    json_object_set_new(read, "exclude_flags", names_to_json(&s->exclude_flags));
    json_object_set_new(read, "conversions", readings_to_json(node));
    return read;
}

static json_t *conversions_to_json(const mr_typed_node *t)
{
    json_t *array = json_array();
    for (size_t i = 0; i < t->n_conversions; i++) {
        const mr_conversion *c = &t->conversions[i];
        json_array_append_new(array, json_pack("{s:I, s:s, s:s, s:o, s:o, s:f, s:f}", "input",
                                               (json_int_t)c->input, "column", c->column, "type",
                                               mr_type_name(c->type), "from", text_or_null(c->from),
                                               "to", text_or_null(c->to), "scale", c->scale,
                                               "offset", c->offset));
    }
    return array;
}

static json_t *inputs_to_json(const mr_plan *plan, const mr_typed_node *t)
{
    json_t *array = json_array();
    for (size_t d = 0; d < t->n_dependencies; d++) {
        const char *when;
        mr_edge_type edge = mr_plan_edge(t, d, &when);
        const mr_node *from = plan->nodes[t->dependencies[d]].typed->node;
        json_t *input = json_pack("{s:s, s:s, s:i, s:s}", "node_id", from->id, "name", from->name,
                                  "port", t->ports[d], "edge", mr_edge_type_name(edge));
        if (when)
            json_object_set_new(input, "when", json_string(when));
        json_array_append_new(array, input);
    }
    return array;
}

static const char *merge_of(const mr_typed_node *t)
{
    size_t n = 0;
    for (size_t d = 0; d < t->n_dependencies; d++)
        n += t->ports[d] == 0;
    return n < 2 ? "none" : t->joins ? "join" : "columns";
}

static json_t *node_to_json(const mr_plan *plan, const mr_plan_node *node)
{
    const mr_typed_node *t = node->typed;
    json_t *out = json_object();
    json_object_set_new(out, "node_id", json_string(t->node->id));
    json_object_set_new(out, "name", json_string(t->node->name));
    json_object_set_new(out, "kind", json_string(mr_node_kind_name(t->node->kind)));
    json_object_set_new(out, "inputs", inputs_to_json(plan, t));
    switch (t->node->kind) {
    case MR_NODE_INGESTION: json_object_set_new(out, "reads", read_to_json(node)); return out;
    case MR_NODE_OPERATOR:
        json_object_set_new(out, "operator",
                            json_pack("{s:s, s:s, s:s}", "id", t->op->id, "version", t->op->version,
                                      "shape", mr_operator_shape(t->op)));
        json_object_set_new(out, "bypass", json_boolean(t->node->bypass));
        json_object_set_new(out, "conversions", conversions_to_json(t));
        break;
    case MR_NODE_OUTPUT:
        json_object_set_new(out, "writes", json_string(mr_output_kind_name(t->node->output)));
        json_object_set_new(out, "target", text_or_null(t->node->output_target));
        break;
    }
    json_object_set_new(out, "merge", json_string(merge_of(t)));
    return out;
}

static json_t *stage_to_json(const mr_plan *plan, mr_phase phase, size_t *number)
{
    json_t *nodes = json_array();
    size_t partitions = 1;
    for (size_t k = 0; k < plan->n_order; k++) {
        const mr_plan_node *node = &plan->nodes[plan->order[k]];
        if (node->phase != phase)
            continue;
        json_array_append_new(nodes, node_to_json(plan, node));
        if (phase == MR_PHASE_WELLS && node->adds_wells && node->typed->source.n_wells > partitions)
            partitions = node->typed->source.n_wells;
    }
    if (json_array_size(nodes) == 0) {
        json_decref(nodes);
        return NULL;
    }
    return json_pack("{s:I, s:s, s:I, s:o}", "stage", (json_int_t)++ * number, "over",
                     mr_phase_name(phase), "partitions", (json_int_t)partitions, "nodes", nodes);
}

static json_t *left_out(const mr_plan *plan)
{
    json_t *array = json_array();
    for (size_t i = 0; i < plan->n; i++)
        if (!plan->nodes[i].runs)
            json_array_append_new(array, json_string(plan->nodes[i].typed->node->name));
    return array;
}

json_t *mr_plan_to_json(const mr_typed_dag *typed)
{
    mr_plan *plan = NULL;
    mr_error err;
    if (mr_plan_compile(typed, NULL, &plan, &err) != MR_OK)
        return json_pack("{s:[], s:{s:s, s:s}}", "stages", "problem", "where", err.where, "message",
                         err.message);
    json_t *stages = json_array();
    size_t number = 0;
    for (int phase = MR_PHASE_BEFORE; phase <= (int)MR_PHASE_AFTER; phase++) {
        json_t *stage = stage_to_json(plan, (mr_phase)phase, &number);
        if (stage)
            json_array_append_new(stages, stage);
    }
    json_t *out = json_pack("{s:s, s:o, s:o}", "pipeline", typed->dag->name, "stages", stages,
                            "not_run", left_out(plan));
    mr_plan_free(plan);
    return out;
}

// --- text ---

static const char *string_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void put_list(mr_buf *out, const json_t *array)
{
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item)
    {
        mr_buf_puts(out, i ? ", " : "");
        mr_buf_puts(out, json_string_value(item));
    }
}

static void put_bound(mr_buf *out, const json_t *bound, const char *open)
{
    if (json_is_number(bound))
        mr_buf_double(out, json_number_value(bound));
    else
        mr_buf_puts(out, open);
}

static void put_reads(mr_buf *out, const json_t *reads)
{
    json_t *range = json_object_get(reads, "depth_range"), *filter;
    size_t i;
    mr_buf_printf(out, "reads %s", string_at(reads, "source"));
    if (*string_at(reads, "name"))
        mr_buf_printf(out, " %s", string_at(reads, "name"));
    mr_buf_puts(out, ": ");
    put_list(out, json_object_get(reads, "columns"));
    long long skipped = json_integer_value(json_object_get(reads, "columns_left_out"));
    if (skipped > 0)
        mr_buf_printf(out, " (%lld unused columns left out)", skipped);
    if (json_is_array(range)) {
        mr_buf_puts(out, "; depth ");
        put_bound(out, json_array_get(range, 0), "top");
        mr_buf_puts(out, "..");
        put_bound(out, json_array_get(range, 1), "bottom");
    }
    json_array_foreach(json_object_get(reads, "curve_filters"), i, filter)
    {
        mr_buf_printf(out, "; %s ", string_at(filter, "curve"));
        put_bound(out, json_object_get(filter, "min_value"), "any");
        mr_buf_puts(out, "..");
        put_bound(out, json_object_get(filter, "max_value"), "any");
        if (json_is_true(json_object_get(filter, "exclude_nulls")))
            mr_buf_puts(out, ", no nulls");
    }
    if (json_array_size(json_object_get(reads, "include_flags"))) {
        mr_buf_puts(out, "; only flagged ");
        put_list(out, json_object_get(reads, "include_flags"));
    }
    if (json_array_size(json_object_get(reads, "exclude_flags"))) {
        mr_buf_puts(out, "; not flagged ");
        put_list(out, json_object_get(reads, "exclude_flags"));
    }
}

static void put_action(mr_buf *out, const json_t *node)
{
    const json_t *reads = json_object_get(node, "reads"), *op = json_object_get(node, "operator");
    if (reads) {
        put_reads(out, reads);
        return;
    }
    if (strcmp(string_at(node, "merge"), "none") != 0)
        mr_buf_printf(out, "%s its inputs, ",
                      strcmp(string_at(node, "merge"), "join") == 0 ? "joins on well and depth"
                                                                    : "puts side by side");
    if (op)
        mr_buf_printf(out, "%s %s%s", string_at(op, "id"), string_at(op, "version"),
                      json_is_true(json_object_get(node, "bypass")) ? " (bypassed)" : "");
    else
        mr_buf_printf(out, "writes %s %s", string_at(node, "writes"), string_at(node, "target"));
}

static void put_details(mr_buf *out, const json_t *node)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(node, "inputs"), i, item)
    {
        const char *edge = string_at(item, "edge");
        mr_buf_printf(out, "%s%s", i ? ", " : "      from ", string_at(item, "name"));
        if (strcmp(edge, "error") == 0)
            mr_buf_puts(out, " (when it fails)");
        if (*string_at(item, "when"))
            mr_buf_printf(out, " (when %s)", string_at(item, "when"));
    }
    if (json_array_size(json_object_get(node, "inputs")))
        mr_buf_putc(out, '\n');
    json_array_foreach(json_object_get(json_object_get(node, "reads"), "conversions"), i, item)
        mr_buf_printf(out, "      converts %s from %s to %s\n", string_at(item, "column"),
                      string_at(item, "from"), string_at(item, "to"));
    json_array_foreach(json_object_get(node, "conversions"), i, item)
    {
        mr_buf_printf(out, "      converts %s", string_at(item, "column"));
        if (json_number_value(json_object_get(item, "scale")) != 1 ||
            json_number_value(json_object_get(item, "offset")) != 0)
            mr_buf_printf(out, " from %s to %s", string_at(item, "from"), string_at(item, "to"));
        else
            mr_buf_printf(out, " to %s", string_at(item, "type"));
        mr_buf_putc(out, '\n');
    }
}

void mr_plan_to_text(const mr_typed_dag *typed, mr_buf *out)
{
    json_t *plan = mr_plan_to_json(typed), *stage, *node;
    size_t i, k;
    const json_t *problem = json_object_get(plan, "problem");
    if (problem)
        mr_buf_printf(out, "cannot be planned: %s: %s\n", string_at(problem, "where"),
                      string_at(problem, "message"));
    json_array_foreach(json_object_get(plan, "stages"), i, stage)
    {
        mr_buf_printf(out, "stage %lld over %s",
                      json_integer_value(json_object_get(stage, "stage")),
                      string_at(stage, "over"));
        if (strcmp(string_at(stage, "over"), mr_phase_name(MR_PHASE_WELLS)) == 0)
            mr_buf_printf(out, ", %lld partitions",
                          json_integer_value(json_object_get(stage, "partitions")));
        mr_buf_putc(out, '\n');
        json_array_foreach(json_object_get(stage, "nodes"), k, node)
        {
            mr_buf_printf(out, "  %s: ", string_at(node, "name"));
            put_action(out, node);
            mr_buf_putc(out, '\n');
            put_details(out, node);
        }
    }
    if (json_array_size(json_object_get(plan, "not_run"))) {
        mr_buf_puts(out, "not run: ");
        put_list(out, json_object_get(plan, "not_run"));
        mr_buf_putc(out, '\n');
    }
    json_decref(plan);
}

// --- DOT ---

static void put_quoted(mr_buf *out, const char *text)
{
    mr_buf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            mr_buf_putc(out, '\\');
        mr_buf_putc(out, *text == '\n' ? ' ' : *text);
    }
    mr_buf_putc(out, '"');
}

static void put_dot_node(mr_buf *out, const json_t *node)
{
    mr_buf label = {0};
    mr_buf_printf(&label, "%s | ", string_at(node, "name"));
    put_action(&label, node);
    mr_buf_puts(out, "    ");
    put_quoted(out, string_at(node, "node_id"));
    mr_buf_puts(out, " [label=");
    put_quoted(out, label.at ? label.at : "");
    mr_buf_puts(out, "];\n");
    mr_buf_clear(&label);
}

static void put_dot_edges(mr_buf *out, const json_t *node)
{
    size_t i;
    json_t *input;
    json_array_foreach(json_object_get(node, "inputs"), i, input)
    {
        bool plain = strcmp(string_at(input, "edge"), "data_flow") == 0;
        mr_buf_puts(out, "  ");
        put_quoted(out, string_at(input, "node_id"));
        mr_buf_puts(out, " -> ");
        put_quoted(out, string_at(node, "node_id"));
        mr_buf_printf(out, "%s;\n", plain ? "" : " [style=dashed]");
    }
}

void mr_plan_to_dot(const mr_typed_dag *typed, mr_buf *out)
{
    json_t *plan = mr_plan_to_json(typed), *stages = json_object_get(plan, "stages"), *stage, *node;
    size_t i, k;
    mr_buf_puts(out, "digraph plan {\n  rankdir=LR;\n  node [shape=box];\n");
    json_array_foreach(stages, i, stage)
    {
        mr_buf_printf(out, "  subgraph cluster_%zu {\n    label=", i + 1);
        put_quoted(out, string_at(stage, "over"));
        mr_buf_puts(out, ";\n");
        json_array_foreach(json_object_get(stage, "nodes"), k, node) put_dot_node(out, node);
        mr_buf_puts(out, "  }\n");
    }
    json_array_foreach(stages, i, stage)
    {
        json_array_foreach(json_object_get(stage, "nodes"), k, node) put_dot_edges(out, node);
    }
    mr_buf_puts(out, "}\n");
    json_decref(plan);
}
