// The passes one by one, cycles against a plain search, and ten thousand nodes in time.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "build_dag.h"
#include "mudrock/clock.h"

// How much slower than the machine of the budget one may be, and the build on it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SLOWER = 8 * 12 };
#elif !defined(__OPTIMIZE__)
enum { SLOWER = 8 * 5 };
#else
enum { SLOWER = 8 };
#endif

enum { MANY = 10000, BUDGET_MS = 100, ROUNDS = 3 };

static mr_units *units;

static int open_units(void **state)
{
    (void)state;
    return mr_units_open(&units, NULL) != MR_OK;
}

static int close_units(void **state)
{
    (void)state;
    mr_units_close(units);
    return 0;
}

// "code code ..." of what the pass says.
static char *codes(const mr_diagnostics *problems)
{
    static char text[512];
    size_t n = 0;

    text[0] = '\0';
    for (size_t i = 0; i < problems->n; i++)
        n +=
            (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? " " : "", problems->at[i].code);
    return text;
}

static void structure_alone(void **state)
{
    mr_dag *dag = build_new(3);
    mr_diagnostics problems;

    (void)state;
    build_logs(dag, "a", "gr");
    build_output(dag, "b", "a b x a");
    build_output(dag, "a", "");
    mr_diagnostics_init(&problems);
    mr_validate_structure(dag, false, &problems);
    assert_string_equal(codes(&problems), "dag.self_dependency dag.unknown_dependency "
                                          "dag.duplicate_dependency dag.duplicate_node");
    assert_int_equal(problems.errors, 4);
    mr_diagnostics_clear(&problems);
    build_free(dag);
}

static void conditional_edge_needs_a_condition(void **state)
{
    mr_dag *dag = build_new(2);
    mr_diagnostics problems;
    struct mr_edge_rule rule = {.dependency = "a", .type = MR_EDGE_CONDITIONAL};

    (void)state;
    build_logs(dag, "a", "gr");
    mr_node *output = build_output(dag, "b", "a");
    output->edges.n = 1;
    output->edges.at = &rule;
    mr_diagnostics_init(&problems);
    mr_validate_structure(dag, false, &problems);
    assert_string_equal(codes(&problems), "dag.malformed");
    assert_string_equal(problems.at[0].message,
                        "the conditional edge into 'b' has no condition \"when\"");
    mr_diagnostics_clear(&problems);
    build_free(dag);
}

static void more_nodes_than_the_limit(void **state)
{
    mr_dag *dag = build_new(MANY + 1);
    mr_diagnostics problems;
    char name[32];

    (void)state;
    for (int i = 0; i <= MANY; i++) {
        snprintf(name, sizeof name, "n%d", i);
        build_logs(dag, name, "gr");
    }
    mr_diagnostics_init(&problems);
    mr_validate_structure(dag, false, &problems);
    assert_string_equal(codes(&problems), "dag.too_large");
    assert_string_equal(problems.at[0].message, "the pipeline has 10001 nodes, the limit is 10000");
    mr_diagnostics_clear(&problems);
    build_free(dag);
}

static void connectivity_alone(void **state)
{
    mr_dag *dag = build_new(4);
    mr_diagnostics problems;

    (void)state;
    build_node(dag, MR_NODE_INGESTION, "a", "b");
    build_operator(dag, "b", "moving_average", "", NULL);
    build_output(dag, "c", "b");
    build_output(dag, "d", "c");
    mr_diagnostics_init(&problems);
    mr_validate_connectivity(dag, &problems);
    assert_string_equal(codes(&problems), "dag.multiple_outputs dag.ingestion_has_input "
                                          "dag.missing_input dag.output_has_dependents");
    mr_diagnostics_clear(&problems);
    dag->multiple_outputs = true;
    mr_diagnostics_init(&problems);
    mr_validate_connectivity(dag, &problems);
    assert_string_equal(codes(&problems),
                        "dag.ingestion_has_input dag.missing_input dag.output_has_dependents");
    mr_diagnostics_clear(&problems);
    build_free(dag);
}

static void orphans_alone(void **state)
{
    mr_dag *dag = build_new(3);
    mr_diagnostics problems;

    (void)state;
    build_logs(dag, "a", "gr");
    build_output(dag, "b", "a");
    build_logs(dag, "c", "gr");
    mr_diagnostics_init(&problems);
    mr_validate_orphans(dag, &problems);
    assert_string_equal(codes(&problems), "dag.orphan");
    assert_string_equal(problems.at[0].node_id, "c");
    mr_diagnostics_clear(&problems);
    build_free(dag);
}

// --- cycles: random graphs against the length found by walking from every node ---

enum { SMALL = 14 };

static unsigned long long random_state = 88172645463325252ULL;

static unsigned random_below(unsigned n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(random_state >> 33) % n;
}

// Shortest way from `start` back to it, in edges; 0 = none. edge[a][b]: b depends on a.
static size_t shortest_through(bool edge[SMALL][SMALL], size_t start)
{
    bool reached[SMALL] = {false}, next[SMALL];

    reached[start] = true;
    for (size_t length = 1; length <= SMALL; length++) {
        memset(next, 0, sizeof next);
        for (size_t a = 0; a < SMALL; a++)
            for (size_t b = 0; b < SMALL; b++)
                next[b] |= reached[a] && edge[a][b];
        if (next[start])
            return length;
        memcpy(reached, next, sizeof reached);
    }
    return 0;
}

static mr_dag *random_dag(bool edge[SMALL][SMALL], unsigned n_edges)
{
    mr_dag *dag = build_new(SMALL);
    char name[16], dependencies[256];

    memset(edge, 0, sizeof(bool[SMALL][SMALL]));
    for (unsigned k = 0; k < n_edges; k++) {
        unsigned a = random_below(SMALL), b = random_below(SMALL);
        if (a != b)
            edge[a][b] = true;
    }
    for (size_t b = 0; b < SMALL; b++) {
        size_t n = 0;
        dependencies[0] = '\0';
        for (size_t a = 0; a < SMALL; a++)
            if (edge[a][b])
                n += (size_t)snprintf(dependencies + n, sizeof dependencies - n, "n%zu ", a);
        snprintf(name, sizeof name, "n%zu", b);
        build_operator(dag, name, "moving_average", dependencies, NULL);
    }
    return dag;
}

static size_t number_of(const char *id) // n12
{
    return strtoul(id + 1, NULL, 10);
}

static void cycles_are_shortest(void **state)
{
    bool edge[SMALL][SMALL];

    (void)state;
    for (unsigned round = 0; round < 2000; round++) {
        mr_dag *dag = random_dag(edge, 10 + round % 30);
        mr_diagnostics problems;
        size_t least = 0, told = 0;
        mr_diagnostics_init(&problems);
        mr_validate_acyclic(dag, &problems);
        for (size_t i = 0; i < SMALL; i++) {
            size_t length = shortest_through(edge, i);
            if (length && (!least || length < least))
                least = length;
        }
        for (size_t k = 0; k < problems.n; k++) {
            const mr_diagnostic *d = &problems.at[k];
            if (!told || d->n_related < told)
                told = d->n_related;
            // a real cycle: each node depends on the one before
            for (size_t m = 0; m < d->n_related; m++) {
                size_t a = number_of(d->related_node_ids[m]);
                size_t b = number_of(d->related_node_ids[(m + 1) % d->n_related]);
                assert_true(edge[a][b]);
            }
        }
        assert_int_equal(told, least);
        mr_diagnostics_clear(&problems);
        build_free(dag);
    }
}

// --- ten thousand nodes ---

// The best of a few: what else runs on the machine is not the validator's time.
static mr_typed_dag *validate_in_time(const mr_dag *dag, const char *what)
{
    mr_validate_options options = {.units = units};
    mr_typed_dag *typed = NULL;
    double best = (double)INFINITY;

    for (int round = 0; round < ROUNDS; round++) {
        mr_typed_dag_free(typed);
        int64_t start = mr_cpu_ns();
        assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
        best = fmin(best, (double)(mr_cpu_ns() - start) / 1e6);
    }
    print_message("%s: %.1f ms\n", what, best);
    assert_true(best < (double)BUDGET_MS * SLOWER);
    return typed;
}

static void chain(const char *operator_id, const char *format, const char *what, size_t columns)
{
    mr_dag *dag = build_new(MANY);
    char name[32], before[32] = "logs", parameters[128];

    build_logs(dag, "logs", "gr");
    for (int i = 1; i < MANY - 1; i++) {
        snprintf(name, sizeof name, "n%d", i);
        snprintf(parameters, sizeof parameters, "%s", format);
        char *number = strchr(parameters, '#');
        if (number) {
            char tail[64];
            snprintf(tail, sizeof tail, "%d%s", i, number + 1);
            snprintf(number, sizeof parameters - (size_t)(number - parameters), "%s", tail);
        }
        build_operator(dag, name, operator_id, before, parameters);
        memcpy(before, name, sizeof before);
    }
    build_output(dag, "result", before);
    mr_typed_dag *typed = validate_in_time(dag, what);
    assert_int_equal(typed->problems.n, 0);
    assert_int_equal(typed->n_order, MANY);
    assert_int_equal(typed->nodes[MANY - 1].schema->n, columns);
    mr_typed_dag_free(typed);
    build_free(dag);
}

static void long_chain(void **state)
{
    (void)state;
    chain("moving_average", "{}", "chain that overwrites one column", 4);
}

static void long_chain_of_new_columns(void **state)
{
    (void)state;
    chain("moving_average", "{\"output_column\": \"c#\"}", "chain that adds a column a node",
          3 + MANY - 2);
}

static void wide_fan(void **state)
{
    mr_dag *dag = build_new(MANY);
    char name[32], parameters[64];
    mr_buf all = {0};

    (void)state;
    build_logs(dag, "logs", "gr");
    for (int i = 1; i < MANY - 1; i++) {
        snprintf(name, sizeof name, "n%d", i);
        snprintf(parameters, sizeof parameters, "{\"output_column\": \"c%d\"}", i);
        build_operator(dag, name, "shale_volume_linear", "logs", parameters);
        mr_buf_printf(&all, "%s ", name);
    }
    build_output(dag, "result", all.at);
    mr_buf_clear(&all);
    mr_typed_dag *typed = validate_in_time(dag, "fan");
    assert_int_equal(typed->problems.n, 0);
    assert_int_equal(typed->nodes[MANY - 1].schema->n, 3 + MANY - 2);
    assert_false(typed->nodes[MANY - 1].joins);
    mr_typed_dag_free(typed);
    build_free(dag);
}

// All ten thousand say the same name: one conflict, not ten thousand.
static void wide_fan_in_conflict(void **state)
{
    mr_dag *dag = build_new(MANY);
    char name[32];
    mr_buf all = {0};

    (void)state;
    build_logs(dag, "logs", "gr");
    for (int i = 1; i < MANY - 1; i++) {
        snprintf(name, sizeof name, "n%d", i);
        build_operator(dag, name, "shale_volume_linear", "logs", NULL);
        mr_buf_printf(&all, "%s ", name);
    }
    build_output(dag, "result", all.at);
    mr_buf_clear(&all);
    mr_typed_dag *typed = validate_in_time(dag, "fan in conflict");
    assert_string_equal(codes(&typed->problems), "schema.column_conflict");
    assert_int_equal(typed->problems.at[0].n_related, MANY - 2);
    assert_string_equal(typed->problems.at[0].message,
                        "'result' gets different columns of one name from 'n1', 'n2', 'n3', 'n4', "
                        "'n5' and 9993 more: `vsh`");
    mr_typed_dag_free(typed);
    build_free(dag);
}

// A thousand curves through thousands of branches: memory has an end, and the document is told so
// once.
static void wide_branches_have_an_end(void **state)
{
    enum { CURVES = 1000, BRANCHES = 3000 };
    mr_dag *dag = build_new(BRANCHES + 1);
    mr_validate_options options = {.units = units};
    mr_typed_dag *typed;
    mr_buf curves = {0};
    char name[32];

    (void)state;
    mr_buf_puts(&curves, "gr");
    for (int k = 1; k < CURVES; k++)
        mr_buf_printf(&curves, " x%d", k);
    build_logs(dag, "logs", curves.at);
    mr_buf_clear(&curves);
    for (int k = 0; k < BRANCHES; k++) {
        snprintf(name, sizeof name, "n%d", k);
        build_operator(dag, name, "shale_volume_linear", "logs", NULL);
    }
    assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
    assert_string_equal(codes(&typed->problems), "dag.no_output dag.too_large");
    assert_non_null(typed->nodes[1].schema);
    assert_null(typed->nodes[BRANCHES].schema);
    mr_typed_dag_free(typed);
    build_free(dag);
}

// A ring of all nodes, node i also fed by i - step when step is not 0.
static mr_dag *ring(int step)
{
    mr_dag *dag = build_new(MANY);
    char name[32], dependencies[64];

    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "n%d", i);
        int n = snprintf(dependencies, sizeof dependencies, "n%d", (i + MANY - 1) % MANY);
        if (step)
            snprintf(dependencies + n, sizeof dependencies - (size_t)n, " n%d",
                     (i + MANY - step) % MANY);
        build_operator(dag, name, "moving_average", dependencies, NULL);
    }
    return dag;
}

static void long_cycle(void **state)
{
    mr_dag *dag = ring(0);

    (void)state;
    mr_typed_dag *typed = validate_in_time(dag, "cycle");
    const mr_diagnostic *d = &typed->problems.at[0];
    assert_string_equal(codes(&typed->problems), "dag.cycle dag.no_output");
    assert_int_equal(d->n_related, MANY);
    assert_string_equal(
        d->message,
        "the pipeline runs in a circle: n0 → n1 → n2 → n3 → n4 → n5 → n6 → n7 → n8 → n9 → n10 → "
        "n11 → n12 → n13 → n14 → n15 → n16 → … 9980 more … → n9997 → n9998 → n9999 → n0");
    assert_int_equal(typed->n_order, 0);
    mr_typed_dag_free(typed);
    build_free(dag);
}

// Steps of one and two around the ring: the shortest cycle takes two at a time.
static void long_cycle_with_chords(void **state)
{
    mr_dag *dag = ring(2);

    (void)state;
    mr_typed_dag *typed = validate_in_time(dag, "cycle with chords");
    assert_int_equal(typed->problems.at[0].n_related, MANY / 2);
    mr_typed_dag_free(typed);
    build_free(dag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structure_alone),
        cmocka_unit_test(conditional_edge_needs_a_condition),
        cmocka_unit_test(more_nodes_than_the_limit),
        cmocka_unit_test(connectivity_alone),
        cmocka_unit_test(orphans_alone),
        cmocka_unit_test(cycles_are_shortest),
        cmocka_unit_test(long_chain),
        cmocka_unit_test(long_chain_of_new_columns),
        cmocka_unit_test(wide_fan),
        cmocka_unit_test(wide_fan_in_conflict),
        cmocka_unit_test(wide_branches_have_an_end),
        cmocka_unit_test(long_cycle),
        cmocka_unit_test(long_cycle_with_chords),
    };

    return cmocka_run_group_tests(tests, open_units, close_units);
}
