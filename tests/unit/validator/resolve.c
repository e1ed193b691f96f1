// Version strategies over operators with several versions; deprecation and migration.
#include "../../../src/validator/resolve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_dag.h"

// 1.1.0 is compatible with 1.0.0; 1.2.0 breaks the schema; 2.0.0 is another major, 1.10.0 does not
// exist.
static const mr_operator v100 = {.id = "op", .version = "1.0.0", .replacement_version = "1.1.0"};
static const mr_operator v110 = {.id = "op", .version = "1.1.0"};
static const mr_operator v120 = {.id = "op", .version = "1.2.0", .breaks_schema = true};
static const mr_operator v121 = {.id = "op", .version = "1.2.1"};
static const mr_operator v200 = {.id = "op", .version = "2.0.0", .breaks_schema = true};
static const mr_operator *const all[] = {&v100, &v110, &v120, &v121, &v200};
static const mr_versions versions = {5, all};

static mr_arena *arena;

static int make_arena(void **state)
{
    (void)state;
    arena = mr_arena_new();
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    mr_arena_free(arena);
    return 0;
}

static const char *chosen(mr_strategy_kind strategy, const char *value, const char *version)
{
    mr_node node = {.strategy = strategy, .strategy_value = value, .operator_version = version};
    mr_resolution r = mr_resolve_version(&versions, &node, arena);

    if (r.op)
        return r.op->version;
    return r.problem == MR_UNKNOWN_VERSION ? "unknown version" : "unresolvable";
}

static void pinned(void **state)
{
    (void)state;
    assert_string_equal(chosen(MR_STRATEGY_PINNED, "1.1.0", "1.0.0"), "1.1.0");
    assert_string_equal(chosen(MR_STRATEGY_PINNED, NULL, "1.2.0"), "1.2.0");
    assert_string_equal(chosen(MR_STRATEGY_PINNED, NULL, NULL), "2.0.0");
    assert_string_equal(chosen(MR_STRATEGY_PINNED, "1.10.0", NULL), "unknown version");
}

static void latest(void **state)
{
    (void)state;
    assert_string_equal(chosen(MR_STRATEGY_LATEST, NULL, "1.0.0"), "2.0.0");
}

static void compatible(void **state)
{
    (void)state;
    assert_string_equal(chosen(MR_STRATEGY_COMPATIBLE, "1.0.0", "1.0.0"), "1.1.0");
    assert_string_equal(chosen(MR_STRATEGY_COMPATIBLE, "1.0.0", "1.2.0"), "1.2.1");
    assert_string_equal(chosen(MR_STRATEGY_COMPATIBLE, "1.0.0", "2.0.0"), "2.0.0");
    // no operator_version: compatible with the fallback
    assert_string_equal(chosen(MR_STRATEGY_COMPATIBLE, "1.0.0", NULL), "1.1.0");
    // nothing of that major: the fallback
    assert_string_equal(chosen(MR_STRATEGY_COMPATIBLE, "1.1.0", "3.0.0"), "1.1.0");
    assert_string_equal(chosen(MR_STRATEGY_COMPATIBLE, "3.1.0", "3.0.0"), "unresolvable");
    assert_string_equal(chosen(MR_STRATEGY_COMPATIBLE, NULL, NULL), "unresolvable");
}

static void channels(void **state)
{
    (void)state;
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "stable", "1.0.0"), "2.0.0");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "beta", "1.0.0"), "2.0.0");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "canary", "1.0.0"), "2.0.0");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "lts-1.x", "1.0.0"), "1.2.1");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "lts-3.x", "1.0.0"), "unresolvable");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "lts-1.y", "1.0.0"), "unresolvable");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "lts-99999999999999999999.x", NULL),
                        "unresolvable");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, "weekly", "1.0.0"), "unresolvable");
    assert_string_equal(chosen(MR_STRATEGY_CHANNEL, NULL, "1.0.0"), "unresolvable");
}

static void deprecated_is_a_warning(void **state)
{
    mr_dag *dag = build_new(1);
    mr_diagnostics problems;
    mr_graph graph;
    mr_resolution old = {.op = &v100}, current = {.op = &v110};

    (void)state;
    build_operator(dag, "Old", "op", "", NULL);
    mr_graph_init(&graph, dag);
    mr_diagnostics_init(&problems);
    mr_resolution_report(&graph, 0, &current, &problems);
    assert_int_equal(problems.n, 0);
    mr_resolution_report(&graph, 0, &old, &problems);
    assert_int_equal(problems.n, 1);
    assert_int_equal(problems.errors, 0);
    const mr_diagnostic *d = &problems.at[0];
    assert_string_equal(d->code, "operator.deprecated");
    assert_int_equal(d->severity, MR_SEVERITY_WARNING);
    assert_string_equal(d->node_id, "Old");
    assert_string_equal(d->message,
                        "'Old' uses version 1.0.0 of op, which is deprecated: use 1.1.0");
    assert_string_equal(d->hint, "set the version to 1.1.0");
    assert_string_equal(d->pointer, "/nodes/0/node_type/operator_version");
    mr_diagnostics_clear(&problems);
    mr_graph_clear(&graph);
    build_free(dag);
}

// An older version of an operator that there is: chosen by its number, with what to write instead.
static void a_migration_is_offered(void **state)
{
    mr_dag *dag = build_new(1);
    mr_diagnostics problems;
    mr_graph graph;

    (void)state;
    mr_node *node = build_operator(dag, "Perm", "permeability_timur", "",
                                   "{\"b\": 2, \"phie_column\": \"phi\"}");
    node->operator_version = "0.9.0";
    mr_graph_init(&graph, dag);
    mr_diagnostics_init(&problems);
    const mr_resolution *resolved = mr_resolve_all(&graph, arena);
    assert_string_equal(resolved[0].op->version, "0.9.0");
    mr_resolution_report(&graph, 0, &resolved[0], &problems);
    assert_int_equal(problems.n, 1);
    assert_string_equal(problems.at[0].hint,
                        "set the version to 1.0.0 and the parameters to {\"phie_column\":\"phi\","
                        "\"coefficient\":8581.0,\"porosity_exponent\":2.0,"
                        "\"saturation_exponent\":2.0}");
    json_t *list = mr_diagnostics_to_json(&problems);
    const json_t *migration = json_object_get(json_array_get(list, 0), "migration");
    assert_string_equal(json_string_value(json_object_get(migration, "operator_version")), "1.0.0");
    const json_t *parameters = json_object_get(migration, "parameters");
    assert_int_equal(json_object_size(parameters), 4);
    assert_true(json_number_value(json_object_get(parameters, "coefficient")) == 8581);
    json_decref(list);
    mr_diagnostics_clear(&problems);
    mr_graph_clear(&graph);

    // The newest is 1.0.0, wherever it stands in the registry; 0.9.0 keeps a channel of its own.
    static const struct {
        mr_strategy_kind strategy;
        const char *value, *version;
    } ways[] = {{MR_STRATEGY_LATEST, NULL, "1.0.0"},
                {MR_STRATEGY_CHANNEL, "stable", "1.0.0"},
                {MR_STRATEGY_CHANNEL, "lts-0.x", "0.9.0"},
                {MR_STRATEGY_COMPATIBLE, "1.0.0", "0.9.0"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        node->strategy = ways[i].strategy;
        node->strategy_value = ways[i].value;
        mr_graph_init(&graph, dag);
        resolved = mr_resolve_all(&graph, arena);
        assert_string_equal(resolved[0].op->version, ways[i].version);
        mr_graph_clear(&graph);
    }
    build_free(dag);
}

static void input_counts(void **state)
{
    static const mr_param records[] = {{.name = "a", .kind = MR_REAL},
                                       {.name = "markers", .kind = MR_RECORDS},
                                       {.name = "ties", .kind = MR_RECORDS},
                                       {0}};
    const mr_operator plain = {.id = "plain"}, tables = {.id = "tables", .params = records};
    const mr_operator named = {.id = "named", .input_names = "base,other", .min_inputs = 2};
    const mr_operator any = {
        .id = "any", .input_names = "parts", .min_inputs = 1, .max_inputs = -1};
    size_t least, most;

    (void)state;
    mr_operator_arity(&plain, &least, &most);
    assert_int_equal(least, 1);
    assert_true(most == SIZE_MAX);
    mr_operator_arity(&tables, &least, &most);
    assert_int_equal(most, 3);
    assert_string_equal(mr_operator_input_name(&tables, 2, arena), "ties");
    assert_null(mr_operator_input_name(&tables, 3, arena));
    mr_operator_arity(&named, &least, &most);
    assert_int_equal(least, 2);
    assert_int_equal(most, 2);
    assert_string_equal(mr_operator_input_name(&named, 0, arena), "base");
    assert_string_equal(mr_operator_input_name(&named, 1, arena), "other");
    assert_null(mr_operator_input_name(&named, 2, arena));
    mr_operator_arity(&any, &least, &most);
    assert_true(most == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pinned),
        cmocka_unit_test(latest),
        cmocka_unit_test(compatible),
        cmocka_unit_test(channels),
        cmocka_unit_test(deprecated_is_a_warning),
        cmocka_unit_test(a_migration_is_offered),
        cmocka_unit_test(input_counts),
    };

    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
