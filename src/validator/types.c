// Fifth pass: the types. What flows out of an operator (its parameters read, its ports checked, its
// schema inferred) and what an output receives. Ingestions are in sources.c.
#include <assert.h>
#include <string.h>

#include "context.h"

typedef struct reading {
    mr_context *context;
    size_t node;
} reading;

// The operator's messages are about one parameter ("must be at least 0"); the pointer says which.
static void report(void *user, const char *code, const char *pointer, const char *message,
                   const char *hint)
{
    reading *r = user;
    const char *name = mr_node_label(&r->context->graph->dag->nodes[r->node]);
    const char *parameter = pointer && pointer[0] == '/' ? pointer + 1 : "parameters";
    bool names_it = strcmp(code, "parameter.invalid") != 0;
    mr_diagnostic *d = names_it ? mr_problem(r->context, MR_SEVERITY_ERROR, code, r->node,
                                             "'%s': %s", name, message)
                                : mr_problem(r->context, MR_SEVERITY_ERROR, code, r->node,
                                             "'%s': %s %s", name, parameter, message);

    mr_problem_at(r->context, d, r->node, "/node_type/parameters%s", pointer ? pointer : "");
    d->hint = mr_arena_strdup(r->context->problems->arena, hint);
}

bool mr_read_args(mr_context *context, size_t i, const mr_operator *op, bool tell, mr_args **args)
{
    reading r = {context, i};
    const mr_node *node = &context->graph->dag->nodes[i];

    *args = NULL;
    return mr_args_read(op, node->parameters, context->arena, args, tell ? report : NULL, &r) ==
           MR_OK;
}

// Made by the operator, or passed through it.
static bool is_made(const mr_texts *made, const char *name)
{
    for (size_t k = 0; k < made->n; k++)
        if (strcmp(made->at[k], name) == 0)
            return true;
    return false;
}

// Default inference looks at the columns the ports name, at the keys and at nothing else, so it
// gets only these: a chain over wide tables stays linear.
mr_schema *mr_named_columns(mr_arena *scratch, const mr_args *args, const mr_flow *main)
{
    size_t n_inputs = mr_operator_n_inputs(args->op);
    mr_schema *narrow = MR_ARENA_NEW(scratch, mr_schema);
    static const char *const keys[] = {"well_id", "depth", "time"}; // no results may be called so

    narrow->fields = MR_ARENA_ARRAY(scratch, mr_field, n_inputs + args->n_columns + 3);
    for (size_t k = 0; k < n_inputs + args->n_columns; k++) {
        const char *name = k < n_inputs ? args->inputs[k] : args->columns[k - n_inputs];
        const mr_field *field = name ? mr_flow_find(main, name) : NULL;
        if (field)
            mr_schema_put(narrow, *field);
    }
    for (size_t k = 0; k < 3; k++) {
        const mr_field *key = mr_flow_find(main, keys[k]);
        if (key)
            mr_schema_put(narrow, *key);
    }
    return narrow;
}

static const mr_schema **input_schemas(mr_context *context, mr_arena *scratch,
                                       const mr_ports *ports, size_t *n)
{
    size_t last = 0;
    const mr_args *args = ports->args;
    assert(args); // of a node whose parameters hold
    bool narrow = !args->op->infer && !args->op->input_names;

    for (size_t k = 0; k < ports->n_inputs; k++)
        if ((size_t)ports->inputs[k].port > last)
            last = (size_t)ports->inputs[k].port;
    const mr_schema **schemas = MR_ARENA_ARRAY(scratch, const mr_schema *, last + 1);
    schemas[0] = narrow ? mr_named_columns(scratch, args, ports->main)
                        : mr_flow_schema(&context->flows, ports->main);
    for (size_t k = 0; k < ports->n_inputs; k++)
        if (ports->inputs[k].port > 0)
            schemas[ports->inputs[k].port] =
                mr_flow_schema(&context->flows, &ports->inputs[k].flow);
    *n = last + 1;
    return schemas;
}

static const char *const *input_names(mr_arena *scratch, const mr_operator *op, size_t n)
{
    const char **names = MR_ARENA_ARRAY(scratch, const char *, n);

    for (size_t k = 0; k < n; k++)
        names[k] = mr_operator_input_name(op, k, scratch);
    return names;
}

static void report_inference(mr_context *context, size_t i, const mr_error *err)
{
    const char *code = err->status == MR_EPARAM      ? "parameter.invalid"
                       : err->status == MR_ENOTFOUND ? "schema.missing_column"
                                                     : "schema.type_mismatch";
    const char *slash = err->where[0] && err->where[0] != '/' ? "/" : "";
    mr_diagnostic *d = mr_problem(context, MR_SEVERITY_ERROR, code, i, "'%s': %s",
                                  mr_node_label(&context->graph->dag->nodes[i]), err->message);

    mr_problem_at(context, d, i, "/node_type/parameters%s%s", slash, err->where);
}

// The operator's own columns put on top of what came in, or alone where it replaces the rows.
static void add_result(mr_context *context, size_t i, const mr_ports *ports,
                       const mr_schema *result, mr_flow *out)
{
    const mr_args *args = ports->args;
    const mr_texts made = mr_operator_makes(args, context->scratch);

    if (args->op->replaces_rows) {
        const mr_bypassed *bypassed = out->bypassed;
        *out = mr_flow_new(&context->flows, i);
        out->bypassed = bypassed;
        context->flows.copied += result->n;
    }
    for (size_t k = 0; k < result->n; k++) {
        const mr_field *field = &result->fields[k];
        bool own = args->op->replaces_rows || is_made(&made, field->name) ||
                   !mr_flow_find(ports->main, field->name);
        if (!own)
            continue;
        mr_field copy = mr_field_copy(context->arena, *field);
        copy.origin = (int32_t)i;
        mr_check_case(context, i, out, &copy, "/node_type/parameters");
        mr_flow_put(&context->flows, out, copy);
    }
}

static void infer(mr_context *context, size_t i, const mr_ports *ports, mr_flow *out)
{
    mr_arena *scratch = context->scratch;
    mr_error err = {.status = MR_OK};
    mr_schema result = {0};
    assert(ports->args);
    mr_infer in = {
        .args = ports->args, .units = context->units, .sql = context->sql, .arena = scratch};

    in.inputs = input_schemas(context, scratch, ports, &in.n_inputs);
    in.input_names = input_names(scratch, ports->args->op, in.n_inputs);
    if (mr_operator_infer(&in, &result, &err) == MR_OK) {
        add_result(context, i, ports, &result, out);
    } else {
        report_inference(context, i, &err);
        *out = (mr_flow){0};
    }
}

// After an error: the columns that are sure to come, so that what follows is checked as far as it
// can be and nothing is missed twice.
static void guess(mr_context *context, size_t i, const mr_operator *op, const mr_args *args,
                  mr_flow *out)
{
    if (op->replaces_rows) {
        *out = (mr_flow){0};
        return;
    }
    out->open |= !args || op->infer;
    for (size_t k = 0; args && k < mr_operator_n_outputs(op); k++) {
        if (!args->outputs[k]) {
            out->open = true;
            continue;
        }
        mr_flow_put(&context->flows, out,
                    (mr_field){
                        .name = args->outputs[k],
                        .type = op->outputs[k].type,
                        .nullable = true,
                        .quantity = op->outputs[k].quantity,
                        .origin = (int32_t)i,
                    });
    }
}

// The identity, and a note of the columns that are not there because of it.
static void bypass(mr_context *context, size_t i, const mr_flow *main, mr_typed_node *typed,
                   mr_flow *out)
{
    const mr_operator *op = typed->op;
    const char *name = mr_node_label(&context->graph->dag->nodes[i]);
    mr_args *args;

    if (op->replaces_rows) {
        mr_diagnostic *d =
            mr_problem(context, MR_SEVERITY_ERROR, "dag.malformed", i,
                       "'%s' cannot be bypassed, because %s replaces the rows", name, op->id);
        mr_problem_at(context, d, i, "/metadata/bypass");
        *out = (mr_flow){0};
        return;
    }
    *out = *main;
    if (!mr_read_args(context, i, op, true, &args))
        return;
    typed->args = args;
    if (!main->known)
        return;
    const mr_texts made = mr_operator_makes(args, context->arena);
    for (size_t k = 0; k < made.n; k++) {
        mr_bypassed *b = MR_ARENA_NEW(context->arena, mr_bypassed);
        *b = (mr_bypassed){made.at[k], i, out->bypassed};
        out->bypassed = b;
    }
}

// Of named inputs: every one, with none left out between them, as a dependency is that stands twice
// or does not exist.
static bool all_known(const mr_input *inputs, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (!inputs[k].flow.known || (size_t)inputs[k].port != k)
            return false;
    return true;
}

static void run(mr_context *context, size_t i, const mr_operator *op, mr_ports *ports,
                mr_typed_node *typed, mr_flow *out)
{
    const mr_node *node = &context->graph->dag->nodes[i];
    size_t errors = context->problems->errors;
    mr_args *args;
    bool read = mr_read_args(context, i, op, true, &args);

    typed->args = read ? args : NULL;
    ports->args = args;
    if (read)
        mr_check_needed(context, ports);
    if (args && ports->main->known)
        mr_check_ports(context, ports, MR_WANTED_ALL);
    typed->n_conversions = ports->conversions.n;
    typed->conversions = ports->conversions.at;
    mr_check_declared(context, i, &node->input_schema, "input_schema", ports->main);
    *out = *ports->main;
    if (!out->known)
        return;
    if (context->problems->errors > errors)
        guess(context, i, op, args, out);
    else if (op->input_names && !all_known(ports->inputs, ports->n_inputs))
        *out = (mr_flow){0};
    else
        infer(context, i, ports, out);
    if (context->problems->errors == errors)
        mr_check_declared(context, i, &node->output_schema, "output_schema", out);
}

void mr_type_operator(mr_context *context, size_t i, const mr_input *inputs, size_t n,
                      const mr_resolution *resolution, mr_typed_node *typed, mr_flow *out)
{
    size_t n_main = 0;

    while (n_main < n && inputs[n_main].port == 0)
        n_main++;
    mr_resolution_report(context->graph, i, resolution, context->problems);
    mr_flow main = mr_merge(context, i, inputs, n_main, &typed->joins);
    typed->input = mr_flow_schema(&context->flows, &main);
    typed->op = resolution->op;
    if (!typed->op)
        return;
    if (context->graph->dag->nodes[i].bypass) {
        bypass(context, i, &main, typed, out);
        return;
    }
    mr_ports ports = {.node = i, .main = &main, .inputs = inputs, .n_inputs = n};
    run(context, i, typed->op, &ports, typed, out);
}

// A LAS file is a log over depth.
static void check_las(mr_context *context, size_t i, const mr_flow *flow)
{
    const char *name = mr_node_label(&context->graph->dag->nodes[i]);
    const mr_field *depth = mr_flow_find(flow, "depth");
    mr_diagnostic *d;

    if (!depth && !flow->open) {
        d = mr_problem(context, MR_SEVERITY_ERROR, "schema.missing_column", i,
                       "'%s' writes LAS, which needs the column `depth`", name);
        d->hint = mr_column_hint(context, flow, "depth", "depth");
    } else if (depth && !mr_type_is_number(depth->type)) {
        d = mr_problem(context, MR_SEVERITY_ERROR, "schema.type_mismatch", i,
                       "'%s' writes LAS, which needs `depth` as a number, but it is %s", name,
                       mr_type_name(depth->type));
    } else {
        return;
    }
    mr_problem_column(context, d, "depth");
    mr_problem_at(context, d, i, "/node_type/output_type");
}

void mr_type_output(mr_context *context, size_t i, const mr_input *inputs, size_t n,
                    mr_typed_node *typed, mr_flow *out)
{
    const mr_node *node = &context->graph->dag->nodes[i];

    *out = mr_merge(context, i, inputs, n, &typed->joins);
    typed->input = mr_flow_schema(&context->flows, out);
    if (!out->known)
        return;
    mr_check_declared(context, i, &node->input_schema, "input_schema", out);
    if (node->output == MR_OUTPUT_LAS)
        check_las(context, i, out);
}
