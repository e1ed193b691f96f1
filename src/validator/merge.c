// Several dependencies into one input: column by column where their rows are the same, else a full
// outer join on the key.
#include <string.h>

#include "context.h"

enum { MOST_NAMED = 5 };

static const char *const keys[] = {"well_id", "depth"};
enum { N_KEYS = sizeof keys / sizeof *keys };

// A column that two or more inputs bring, each another one of that name.
typedef struct conflict {
    const char *column;
    size_t n, capacity;
    size_t *inputs; // ordinals, ascending; the first is where the merge has its column from
    int32_t makers[2];
    bool told;
} conflict;

typedef struct merge {
    mr_context *context;
    size_t node;
    const mr_input *inputs;
    size_t n;
    bool joins;
    mr_flow result;
    mr_arena *arena;
    size_t *owner;        // per column of the result: the ordinal of the input it is from
    conflict **conflicts; // per column of the result; NULL = none
} merge;

static const char *label(const merge *m, size_t ordinal)
{
    return mr_node_label(&m->context->graph->dag->nodes[m->inputs[ordinal].source]);
}

static const char *own_label(const merge *m)
{
    return mr_node_label(&m->context->graph->dag->nodes[m->node]);
}

static const char *maker_label(const merge *m, const conflict *c, size_t k)
{
    int32_t origin = c->makers[k];

    return origin >= 0 ? mr_node_label(&m->context->graph->dag->nodes[origin])
                       : label(m, c->inputs[k]);
}

static bool is_key(const char *name)
{
    for (size_t k = 0; k < N_KEYS; k++)
        if (strcmp(keys[k], name) == 0)
            return true;
    return false;
}

static void relate(const merge *m, mr_diagnostic *d, size_t ordinal)
{
    mr_diagnostic_relate(m->context->problems, d,
                         m->context->graph->dag->nodes[m->inputs[ordinal].source].id);
}

static void key_problem(const merge *m, const char *code, size_t ordinal, const char *key,
                        const char *what)
{
    mr_diagnostic *d =
        mr_problem(m->context, MR_SEVERITY_ERROR, code, m->node,
                   "'%s' joins its inputs on `well_id` and `depth`, but %s", own_label(m), what);

    mr_problem_column(m->context, d, key);
    mr_problem_at(m->context, d, m->node, "/dependencies/%zu", ordinal);
    relate(m, d, ordinal);
    d->hint = "only branches with the same rows merge without a join";
}

static bool is_key_type(const mr_field *field)
{
    return strcmp(field->name, "well_id") == 0 ? field->type == MR_UTF8
                                               : mr_type_is_number(field->type);
}

// A key that both have, in types and units that can be compared.
static void compare_keys(const merge *m, size_t ordinal, const mr_field *first,
                         const mr_field *field)
{
    mr_arena *arena = m->context->problems->arena;
    const mr_measure *measure = mr_context_measure(m->context, field->unit, first->unit);

    if (!mr_type_widens(field->type, first->type) && !mr_type_widens(first->type, field->type))
        key_problem(m, "schema.type_mismatch", ordinal, field->name,
                    mr_arena_printf(arena, "`%s` of '%s' is %s and that of '%s' %s", field->name,
                                    label(m, ordinal), mr_type_name(field->type), label(m, 0),
                                    mr_type_name(first->type)));
    else if (measure->comparable && !measure->equal)
        key_problem(m, "schema.unit_mismatch", ordinal, field->name,
                    mr_arena_printf(arena, "`%s` of '%s' is in %s and that of '%s' in %s",
                                    field->name, label(m, ordinal), field->unit, label(m, 0),
                                    first->unit));
}

// The key as input `ordinal` has it, by itself and against the first input's.
static void check_key(const merge *m, size_t ordinal, const char *key)
{
    mr_arena *arena = m->context->problems->arena;
    const mr_flow *flow = &m->inputs[ordinal].flow;
    const mr_field *field = mr_flow_find(flow, key);
    const mr_field *first = mr_flow_find(&m->inputs[0].flow, key);

    if (!field && !flow->open)
        key_problem(m, "schema.missing_column", ordinal, key,
                    mr_arena_printf(arena, "'%s' has no `%s`", label(m, ordinal), key));
    if (!field)
        return;
    if (!is_key_type(field))
        key_problem(m, "schema.type_mismatch", ordinal, key,
                    mr_arena_printf(arena, "`%s` of '%s' is %s, not %s", key, label(m, ordinal),
                                    mr_type_name(field->type),
                                    strcmp(key, "well_id") == 0 ? "utf8" : "a number"));
    else if (first && is_key_type(first))
        compare_keys(m, ordinal, first, field);
}

static void add_conflict(merge *m, size_t column, size_t ordinal, const mr_field *field)
{
    conflict *c = m->conflicts[column];
    const mr_field *kept = mr_flow_at(&m->result, column);

    if (!c) {
        c = m->conflicts[column] = MR_ARENA_NEW(m->arena, conflict);
        *c = (conflict){
            .column = kept->name,
            .capacity = 4,
            .inputs = MR_ARENA_ARRAY(m->arena, size_t, 4),
            .makers = {kept->origin, field->origin},
        };
        c->inputs[c->n++] = m->owner[column];
    }
    if (c->n == c->capacity) {
        size_t *more = MR_ARENA_ARRAY(m->arena, size_t, 2 * c->capacity);
        memcpy(more, c->inputs, c->n * sizeof *more);
        c->inputs = more;
        c->capacity *= 2;
    }
    c->inputs[c->n++] = ordinal;
}

// The key of the join takes the wider type of its sides.
static void widen_key(merge *m, const mr_field *there, mr_type type)
{
    mr_field wider = *there;

    if (mr_type_widens(type, wider.type) || !mr_type_widens(wider.type, type))
        return;
    wider.type = type;
    mr_flow_put(&m->context->flows, &m->result, wider);
}

static void add_columns(merge *m, size_t ordinal)
{
    const mr_flow *flow = &m->inputs[ordinal].flow;

    for (size_t k = 0; k < flow->n; k++) {
        mr_field field = *mr_flow_at(flow, k);
        const mr_field *there = mr_flow_find(&m->result, field.name);
        if (!there) {
            if (m->joins && !is_key(field.name))
                field.nullable = true;
            mr_check_case(m->context, m->node, &m->result, &field, "/dependencies");
            mr_flow_put(&m->context->flows, &m->result, field);
            m->owner[m->result.n - 1] = ordinal;
        } else if (m->joins && is_key(field.name)) {
            widen_key(m, there, field.type);
        } else if (there->origin != field.origin) {
            add_conflict(m, (size_t)(there - mr_flow_at(&m->result, 0)), ordinal, &field);
        }
    }
}

static bool same_inputs(const conflict *a, const conflict *b)
{
    return a->n == b->n && memcmp(a->inputs, b->inputs, a->n * sizeof *a->inputs) == 0;
}

// One problem for all columns that the same inputs quarrel about.
static void report_conflict(const merge *m, size_t first)
{
    mr_arena *arena = m->context->problems->arena;
    conflict *c = m->conflicts[first];
    const char **columns = MR_ARENA_ARRAY(m->arena, const char *, m->result.n);
    const char *names[MOST_NAMED];
    size_t n_columns = 0;

    for (size_t k = first; k < m->result.n; k++)
        if (m->conflicts[k] && !m->conflicts[k]->told && same_inputs(c, m->conflicts[k])) {
            m->conflicts[k]->told = true;
            columns[n_columns++] = m->conflicts[k]->column;
        }
    for (size_t k = 0; k < c->n && k < MOST_NAMED; k++)
        names[k] = label(m, c->inputs[k]);
    mr_diagnostic *d = mr_problem(m->context, MR_SEVERITY_ERROR, "schema.column_conflict", m->node,
                                  "'%s' gets different columns of one name from %s: %s",
                                  own_label(m), mr_words_list(arena, names, c->n, MOST_NAMED),
                                  mr_words_columns(arena, columns, n_columns, MOST_NAMED));
    for (size_t k = 0; k < c->n; k++)
        relate(m, d, c->inputs[k]);
    mr_problem_column(m->context, d, c->column);
    mr_problem_at(m->context, d, m->node, "/dependencies");
    d->hint = mr_arena_printf(arena, "`%s` is made by '%s' and by '%s': rename one or leave it out",
                              c->column, maker_label(m, c, 0), maker_label(m, c, 1));
}

static void merge_all(merge *m)
{
    mr_context *context = m->context;
    size_t total = 0;

    for (size_t k = 0; k < m->n; k++)
        total += m->inputs[k].flow.n;
    m->owner = MR_ARENA_ARRAY(m->arena, size_t, total);
    m->conflicts = MR_ARENA_ARRAY(m->arena, conflict *, total);
    if (m->joins) {
        m->result = mr_flow_new(&context->flows, m->node);
        for (size_t k = 0; k < m->n; k++)
            for (size_t key = 0; key < N_KEYS; key++)
                check_key(m, k, keys[key]);
        add_columns(m, 0);
    } else {
        m->result = m->inputs[0].flow;
    }
    for (size_t k = 1; k < m->n; k++) {
        const mr_flow *flow = &m->inputs[k].flow;
        add_columns(m, k);
        m->result.open |= flow->open;
        if (!m->result.bypassed)
            m->result.bypassed = flow->bypassed;
    }
    m->result.open |= m->inputs[0].flow.open;
    for (size_t k = 0; k < m->result.n; k++)
        if (m->conflicts[k] && !m->conflicts[k]->told)
            report_conflict(m, k);
}

mr_flow mr_merge(mr_context *context, size_t i, const mr_input *inputs, size_t n, bool *joins)
{
    merge m = {.context = context, .node = i, .inputs = inputs, .n = n};

    *joins = false;
    if (n == 0)
        return (mr_flow){0};
    for (size_t k = 0; k < n; k++) {
        if (!inputs[k].flow.known)
            return (mr_flow){0};
        m.joins |= inputs[k].flow.rows != inputs[0].flow.rows;
    }
    *joins = m.joins;
    if (n == 1)
        return inputs[0].flow;
    m.arena = mr_arena_new();
    merge_all(&m);
    mr_arena_free(m.arena);
    return m.result;
}

// --- which dependency feeds which port, and what flows along each edge ---

void mr_error_edge_schema(mr_schema *out)
{
    static const mr_field fields[] = {
        {"node_id", MR_UTF8, false, NULL, NULL, "the node that failed", -1},
        {"node_name", MR_UTF8, false, NULL, NULL, "its name", -1},
        {"well_id", MR_UTF8, true, NULL, NULL, "the well, where it was one", -1},
        {"message", MR_UTF8, false, NULL, NULL, "what went wrong", -1},
    };

    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
        mr_schema_put(out, fields[k]);
}

static mr_edge_type edge_type(const mr_node *node, const char *dependency)
{
    for (size_t k = 0; k < node->edges.n; k++)
        if (strcmp(node->edges.at[k].dependency, dependency) == 0)
            return node->edges.at[k].type;
    return MR_EDGE_DATA_FLOW;
}

// Rows of their own: no node has an index past the last.
static mr_flow error_flow(mr_context *context, size_t source)
{
    mr_field room[8];
    mr_schema schema = {.fields = room};
    mr_flow flow = mr_flow_new(&context->flows, context->graph->n + source);

    mr_error_edge_schema(&schema);
    for (size_t k = 0; k < schema.n; k++) {
        room[k].origin = (int32_t)source;
        mr_flow_put(&context->flows, &flow, room[k]);
    }
    return flow;
}

int mr_port_of(const mr_operator *op, size_t place)
{
    bool further = op && (op->input_names || mr_operator_record_port(op, 1));

    return further ? (int)place : 0;
}

size_t mr_collect_inputs(mr_context *context, size_t i, const mr_operator *op, const mr_flow *flows,
                         mr_input *inputs)
{
    const mr_graph *graph = context->graph;
    const mr_node *node = &graph->dag->nodes[i];
    size_t n = 0;

    for (size_t e = graph->in_first[i]; e < graph->in_first[i + 1]; e++) {
        size_t source = graph->in[e].source, place = graph->in[e].place;
        bool errors = edge_type(node, node->dependencies.at[place]) == MR_EDGE_ERROR;
        inputs[n++] = (mr_input){
            .source = source,
            .port = mr_port_of(op, place),
            .flow = errors ? error_flow(context, source) : flows[source],
        };
    }
    return n;
}
