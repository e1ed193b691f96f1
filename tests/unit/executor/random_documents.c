// What validation passes runs: documents grown at random from the descriptors of all operators,
// over wells as they come (gaps, nulls, one row, none, classes, mixed units, odd names). A document
// that validates may not fail on a schema, a unit or a name, and gives the same tables and warnings
// on one thread, two and eight. RANDOM_DOCUMENTS: how many (500; a long run takes 20,000).
// RANDOM_SEED: of the first (1).
#include "fixture.h"

#include <inttypes.h>
#include <jansson.h>

#include "mudrock/operator.h"

enum { WORLDS = 3, DOCUMENTS = 500, MOST_NODES = 30, MOST_OUTPUTS = 2, MOST_FAILURES = 10 };

// --- chance ---

typedef struct dice {
    uint64_t state;
} dice;

static uint64_t roll(dice *d) // splitmix64
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static size_t below(dice *d, size_t n)
{
    return (size_t)(roll(d) % n);
}

static double share(dice *d) // [0, 1)
{
    return (double)(roll(d) >> 11) * 0x1p-53;
}

static size_t setting(const char *name, size_t otherwise)
{
    const char *text = getenv(name);

    return text ? (size_t)strtoull(text, NULL, 10) : otherwise;
}

// --- wells ---

static const struct kind {
    const char *name, *units[3]; // a world takes one of them; NULL = none said
    mr_type type;
    double low, high;
} kinds[] = {
    {"gr", {"gAPI", "gAPI", NULL}, MR_FLOAT64, 10, 160},
    {"RHOB", {"g/cm3", "kg/m3", "g/cm3"}, MR_FLOAT64, 2, 2.8},
    {"nphi", {"v/v", "%", "v/v"}, MR_FLOAT64, 0, 0.5},
    {"dt", {"us/ft", "us/m", "us/ft"}, MR_FLOAT64, 50, 140},
    {"rt", {"ohm.m", "ohm.m", NULL}, MR_FLOAT64, 0.1, 2000},
    {"temperature", {"degC", "degF", "K"}, MR_FLOAT64, 20, 120},
    {"pressure", {"psi", "kPa", "bar"}, MR_FLOAT64, 1000, 9000},
    {"Azi \xc3\xa9 \"x\"", {"deg", "rad", "deg"}, MR_FLOAT64, 0, 6},
    {"select", {"m", "ft", "in"}, MR_FLOAT64, -5, 5},
    {"order by", {"v/v", NULL, "%"}, MR_FLOAT64, 0, 1},
    {"facies", {NULL, NULL, NULL}, MR_UTF8, 0, 3},
    {"class", {NULL, NULL, NULL}, MR_INT64, 0, 4},
    {"pay flag", {NULL, NULL, NULL}, MR_BOOL, 0, 2},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

static void put_value(mr_builder *b, const struct kind *kind, dice *d)
{
    static const char *const words[] = {"sand", "shale", "", "Kohle \xc3\xa4"};
    const double value = kind->low + (kind->high - kind->low) * share(d);

    if (below(d, 8) == 0)
        mr_builder_null(b);
    else if (kind->type == MR_UTF8)
        mr_builder_text(b, mr_str_of(words[below(d, 4)]));
    else if (kind->type == MR_BOOL)
        mr_builder_truth(b, value < 1);
    else if (kind->type == MR_INT64)
        mr_builder_int(b, (int64_t)value);
    else
        mr_builder_real(b, value);
}

static void put_column(mr_table *table, mr_field field, const struct kind *kind, dice *d)
{
    mr_builder *b = mr_builder_new(&field);
    const mr_column *column = NULL;
    double depth = 1000 + (double)below(d, 3);

    for (int64_t row = 0; row < table->rows; row++) {
        depth += below(d, 20) ? 0.5 : 25; // now and then a stretch was not logged
        if (kind)
            put_value(b, kind, d);
        else
            mr_builder_real(b, depth);
    }
    assert_int_equal(mr_builder_finish(b, &column, NULL), MR_OK);
    mr_builder_free(b);
    mr_table_put(table, column);
}

static void put_wells(struct world *w, size_t number)
{
    static const char *const names[] = {"A-1", "00123", "b 2 \xc3\xb8", "one row", "empty"};
    static const int64_t rows[] = {60, 41, 17, 1, 0};
    dice d = {number + 1};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        mr_table *table = mr_table_new(rows[i]);
        put_column(table,
                   (mr_field){.name = "depth", .type = MR_FLOAT64, .unit = "m", .origin = -1}, NULL,
                   &d);
        for (size_t k = 0; k < KINDS; k++)
            if (below(&d, 8))
                put_column(table,
                           (mr_field){.name = kinds[k].name,
                                      .type = kinds[k].type,
                                      .nullable = true,
                                      .unit = kinds[k].units[number % 3],
                                      .origin = -1},
                           &kinds[k], &d);
        mkdir(mr_arena_printf(w->arena, "%s/data/%s", w->folder, names[i]), 0777);
        assert_ok(mr_duck_write_table(
            w->session,
            mr_arena_printf(w->arena, "%s/data/%s/logs_composite.parquet", w->folder, names[i]),
            MR_DUCK_PARQUET, table, why));
        mr_table_unref(table);
    }
}

// --- what a source offers, asked once ---

typedef struct kept {
    struct world *w;
    mr_sources inner;
    bool known;
    mr_source_info info;
} kept;

static mr_status describe(void *context, const char *project_id, const mr_source *source,
                          mr_arena *arena, mr_source_info *out, mr_error *err)
{
    kept *k = context;

    (void)arena;
    if (!k->known)
        MR_TRY(k->inner.describe(k->inner.context, project_id, source, k->w->arena, &k->info, err));
    k->known = true;
    *out = k->info;
    return MR_OK;
}

// --- values by the schema of parameters ---

static json_t *value_of(dice *d, const json_t *schema, const mr_schema *from);

static json_t *number_of(dice *d, const json_t *schema, bool whole)
{
    const json_t *low = json_object_get(schema, "minimum"),
                 *high = json_object_get(schema, "maximum");
    const double first = low ? json_number_value(low) : 0,
                 last = high ? json_number_value(high) : first + 100;

    if (whole)
        return json_integer((json_int_t)first + (json_int_t)below(d, 9));
    return json_real(first + (last - first) * share(d));
}

static json_t *column_of(dice *d, const mr_schema *from)
{
    return json_string(from->n ? from->fields[below(d, from->n)].name : "gr");
}

static json_t *text_of(dice *d)
{
    static const char *const texts[] = {"A-1", "sand", "00123", "out \xc3\xa9", "a \"b\"", "m"};

    return json_string(texts[below(d, sizeof texts / sizeof *texts)]);
}

static json_t *array_of(dice *d, const json_t *schema, const mr_schema *from)
{
    const size_t least = (size_t)json_integer_value(json_object_get(schema, "minItems"));
    json_t *list = json_array();

    for (size_t n = least + below(d, 3); n > 0; n--)
        json_array_append_new(list, json_object_get(schema, "x-column")
                                        ? column_of(d, from)
                                        : value_of(d, json_object_get(schema, "items"), from));
    return list;
}

static json_t *object_of(dice *d, const json_t *schema, const mr_schema *from)
{
    json_t *object = json_object(), *field;
    const char *name;

    json_object_foreach(json_object_get(schema, "properties"), name, field)
        json_object_set_new(object, name, value_of(d, field, from));
    return object;
}

static json_t *value_of(dice *d, const json_t *schema, const mr_schema *from)
{
    const json_t *type = json_object_get(schema, "type"),
                 *choices = json_object_get(schema, "enum");
    const char *name = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);

    if (json_is_array(type) && below(d, 2))
        return json_null();
    if (choices)
        return json_incref(json_array_get(choices, below(d, json_array_size(choices))));
    if (!name)
        return json_null();
    if (strcmp(name, "array") == 0)
        return array_of(d, schema, from);
    if (strcmp(name, "object") == 0)
        return object_of(d, schema, from);
    if (strcmp(name, "boolean") == 0)
        return json_boolean(below(d, 2));
    if (strcmp(name, "string") == 0)
        return json_object_get(schema, "x-column") && below(d, 4) ? column_of(d, from) : text_of(d);
    return number_of(d, schema, strcmp(name, "integer") == 0);
}

// A column of the input that can be what the port takes; NULL = the port keeps its default.
static json_t *port_value(dice *d, const mr_port *port, const mr_schema *from)
{
    for (int tries = 0; tries < 12 && from->n; tries++) {
        const mr_field *field = &from->fields[below(d, from->n)];
        if (port->many || mr_type_widens(field->type, port->type))
            return port->many ? json_pack("[s]", field->name) : json_string(field->name);
    }
    return NULL;
}

static const mr_port *port_named(const mr_operator *op, const char *param)
{
    for (const mr_port *port = op->inputs; port && port->param; port++)
        if (strcmp(port->param, param) == 0)
            return port;
    return NULL;
}

static json_t *params_of(dice *d, const mr_operator *op, const mr_schema *from)
{
    json_t *schema = mr_operator_schema(op), *params = json_object(), *property;
    const char *name;

    json_object_foreach(json_object_get(schema, "properties"), name, property)
    {
        const mr_port *port = port_named(op, name);
        const bool needed = json_integer_value(json_object_get(property, "minItems")) > 0 ||
                            !json_object_get(property, "default");
        json_t *value = NULL;
        if (port && port->column && mr_schema_find(from, port->column) && below(d, 2))
            continue;
        if (port)
            value = port_value(d, port, from);
        else if (needed || below(d, 4) == 0)
            value = value_of(d, property, from);
        if (value)
            json_object_set_new(params, name, value);
    }
    json_decref(schema);
    return params;
}

// --- documents ---

typedef struct growth {
    dice d;
    kept *source;
    json_t *nodes;
    mr_dag *dag;
    mr_typed_dag *typed; // of the nodes so far
} growth;

static json_t *node_of(size_t i, json_t *dependencies, json_t *type)
{
    char id[24];

    snprintf(id, sizeof id, "n%zu", i);
    return json_pack("{s:s, s:s, s:o, s:o, s:{}}", "id", id, "name", id, "dependencies",
                     dependencies, "node_type", type, "metadata");
}

static json_t *source_node(size_t i)
{
    return node_of(i, json_array(),
                   json_pack("{s:s, s:{s:s}, s:{}}", "type", "ingestion", "source_type", "source",
                             "well_logs", "filters"));
}

static json_t *operator_node(growth *g, size_t i)
{
    const mr_operator *op = mr_operator_at(below(&g->d, mr_operator_count()));
    json_t *dependencies = json_array();
    size_t first = below(&g->d, i), n = 1;
    const mr_schema none = {0}, *from = g->typed->nodes[first].schema;

    if (op->input_names)
        n = (size_t)op->min_inputs + below(&g->d, 2);
    else if (below(&g->d, 10) == 0)
        n = 2;
    for (size_t k = 0; k < n; k++)
        json_array_append_new(dependencies, json_sprintf("n%zu", k == 0 ? first : below(&g->d, i)));
    return node_of(i, dependencies,
                   json_pack("{s:s, s:s, s:s, s:o}", "type", "operator", "operator_id", op->id,
                             "operator_version", op->version, "parameters",
                             params_of(&g->d, op, from ? from : &none)));
}

static void forget(growth *g)
{
    mr_typed_dag_free(g->typed);
    mr_dag_free(g->dag);
    g->typed = NULL;
    g->dag = NULL;
}

// Whether the last node is right, outputs still to come.
static bool stands(const mr_typed_dag *typed)
{
    const size_t last = typed->dag->n_nodes - 1;

    for (size_t i = 0; i < typed->problems.n; i++) {
        const mr_diagnostic *p = &typed->problems.at[i];
        if (p->severity == MR_SEVERITY_ERROR && p->node_id &&
            strcmp(p->node_id, typed->dag->nodes[last].id) == 0 &&
            (strncmp(p->code, "dag.", 4) != 0 || strcmp(p->code, "dag.duplicate_dependency") == 0))
            return false;
    }
    return typed->nodes[last].schema != NULL;
}

// Reads the nodes anew; whether they stand. If they do, g->typed is of them.
static bool check(growth *g, bool draft)
{
    json_t *document = json_pack("{s:s, s:s, s:s, s:s, s:{s:b}, s:o}", "id", "d", "name", "Random",
                                 "project_id", "p", "version", "1.0.0", "metadata",
                                 "multiple_outputs", 1, "nodes", json_deep_copy(g->nodes));
    const mr_sources sources = {g->source, describe};
    const struct world *w = g->source->w;
    const mr_validate_options options = {
        .units = w->units, .sources = &sources, .sql = w->sql, .draft = draft};
    mr_diagnostics problems;
    mr_dag *dag = NULL;
    mr_typed_dag *typed = NULL;
    bool good = false;

    mr_diagnostics_init(&problems);
    mr_dag_decode_json(document, &dag, &problems);
    mr_diagnostics_clear(&problems);
    json_decref(document);
    if (!dag)
        return false;
    assert_ok(mr_validate(dag, &options, &typed, why));
    good = draft ? stands(typed) : typed->problems.errors == 0;
    growth before = *g;
    if (good) {
        g->dag = dag;
        g->typed = typed;
    } else {
        before = (growth){.dag = dag, .typed = typed};
    }
    forget(&before);
    return good;
}

static void grow(growth *g)
{
    // Up to MOST_NODES with the outputs, and more often few.
    const size_t wanted =
        1 + below(&g->d, 1 + below(&g->d, 1 + below(&g->d, MOST_NODES - MOST_OUTPUTS)));

    json_array_append_new(g->nodes, source_node(0));
    assert_true(check(g, true));
    for (size_t tries = 0; tries < 6 * wanted && json_array_size(g->nodes) < wanted; tries++) {
        const size_t i = json_array_size(g->nodes);
        json_array_append_new(g->nodes, operator_node(g, i));
        if (!check(g, true))
            json_array_remove(g->nodes, i);
    }
}

static void put_outputs(growth *g)
{
    static const char *const kinds_of[] = {"parquet", "csv"};
    const size_t n = json_array_size(g->nodes);

    for (size_t k = 0; k < MOST_OUTPUTS && k < n; k++) {
        const size_t from = k == 0 ? n - 1 : below(&g->d, n);
        json_array_append_new(g->nodes,
                              node_of(n + k, json_pack("[o]", json_sprintf("n%zu", from)),
                                      json_pack("{s:s, s:{s:{s:o}}}", "type", "output",
                                                "output_type", kinds_of[below(&g->d, 2)],
                                                "storage_path", json_sprintf("out-%zu", k))));
    }
}

// --- runs ---

typedef struct outcome {
    mr_status status;
    mr_run_result *result;
    mr_error err;
} outcome;

static outcome run_on(struct world *w, const mr_typed_dag *typed, size_t threads)
{
    outcome out = {0};

    w->options.threads = threads;
    out.status = mr_run(typed, &w->options, &out.result, &out.err);
    return out;
}

static void explain(const growth *g, uint64_t seed, const char *what, const mr_error *err)
{
    char *text = json_dumps(g->nodes, JSON_COMPACT);

    // cmocka's print_error cuts long lines.
    fprintf(stderr, "RANDOM_SEED=%" PRIu64 " RANDOM_DOCUMENTS=1: %s: %s: %s\n%s\n", seed, what,
            err->where, err->message, text);
    free(text);
}

static bool same(const outcome *a, const outcome *b)
{
    const mr_run_result *x = a->result, *y = b->result;
    bool equal = a->status == b->status && strcmp(a->err.message, b->err.message) == 0 &&
                 strcmp(a->err.where, b->err.where) == 0 && x->n_outputs == y->n_outputs;

    if (!equal || a->status != MR_OK) // what was told before it stopped is another matter
        return equal;
    equal = x->n_warnings == y->n_warnings;

    for (size_t i = 0; equal && i < x->n_outputs; i++)
        equal = strcmp(x->outputs[i].digest, y->outputs[i].digest) == 0;
    for (size_t i = 0; equal && i < x->n_warnings; i++)
        equal = strcmp(x->warnings[i], y->warnings[i]) == 0;
    return equal;
}

// What only the rows can tell: no schema, unit or name.
static bool is_of_rows(const char *message)
{
    static const char *const known[] = {
        "overlap", "is reversed", // intervals of a hole
        ", which is no ",         // cast, where it is to fail on what cannot be read
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(message, known[i]))
            return true;
    return false;
}

// Failures.
static size_t hold(growth *g, uint64_t seed)
{
    static const size_t more[] = {2, 8};
    struct world *w = g->source->w;
    outcome one = run_on(w, g->typed, 1);
    size_t failures = 0;

    if (one.status != MR_OK && !is_of_rows(one.err.message)) {
        explain(g, seed, "is valid and fails", &one.err);
        failures++;
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        outcome other = run_on(w, g->typed, more[i]);
        if (!same(&one, &other)) {
            explain(g, seed, "depends on threads", &other.err);
            failures++;
        }
        mr_run_result_free(other.result);
    }
    mr_run_result_free(one.result);
    return failures;
}

static void test_valid_documents_run(void **state)
{
    const size_t n = setting("RANDOM_DOCUMENTS", DOCUMENTS);
    const uint64_t seed = setting("RANDOM_SEED", 1);
    struct world *worlds[WORLDS];
    kept sources[WORLDS] = {0};
    size_t valid = 0, nodes = 0, failures = 0;

    (void)state;
    for (size_t i = 0; i < WORLDS; i++) {
        assert_int_equal(setup((void **)&worlds[i]), 0);
        put_wells(worlds[i], i);
        sources[i].w = worlds[i];
        assert_ok(
            mr_executor_sources(&worlds[i]->options, worlds[i]->arena, &sources[i].inner, why));
    }
    for (size_t i = 0; i < n && failures < MOST_FAILURES; i++) {
        growth g = {
            .d = {seed + i}, .source = &sources[(seed + i) % WORLDS], .nodes = json_array()};
        grow(&g);
        put_outputs(&g);
        if (check(&g, false)) {
            valid++;
            nodes += json_array_size(g.nodes);
            failures += hold(&g, seed + i);
        }
        forget(&g);
        json_decref(g.nodes);
    }
    print_message("RANDOM_SEED=%" PRIu64 ": %zu documents, %zu valid, of %zu nodes together\n",
                  seed, n, valid, nodes);
    for (size_t i = 0; i < WORLDS; i++)
        assert_int_equal(teardown((void **)&worlds[i]), 0);
    assert_int_equal(failures, 0);
    assert_true(n < 50 || valid > n / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid_documents_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
