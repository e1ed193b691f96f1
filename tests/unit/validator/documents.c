// Bad documents, tests/validator/bad/*.json: each with the exact problems expected, in order.
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "fake_sources.h"

enum { MOST_FILES = 512, LEAST_FILES = 60 };

static mr_units *units;
static char folder[1024];

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

static void append(json_t *all, const mr_diagnostics *problems)
{
    json_t *list = mr_diagnostics_to_json(problems);

    json_array_extend(all, list);
    json_decref(list);
}

// Decodes and validates, as every face of the program does.
static json_t *problems_of(json_t *test)
{
    json_t *all = json_array();
    mr_sources sources = fake_sources(json_object_get(test, "sources"));
    mr_validate_options options = {
        .units = units,
        .sources = sources.context ? &sources : NULL,
        .draft = json_is_true(json_object_get(test, "draft")),
    };
    mr_diagnostics problems;
    mr_typed_dag *typed = NULL;
    mr_dag *dag = NULL;

    mr_diagnostics_init(&problems);
    mr_status status = mr_dag_decode_json(json_object_get(test, "document"), &dag, &problems);
    assert_int_equal(status == MR_OK, dag != NULL);
    append(all, &problems);
    if (dag) {
        assert_int_equal(mr_validate(dag, &options, &typed, NULL), MR_OK);
        append(all, &typed->problems);
        mr_typed_dag_free(typed);
    }
    mr_dag_free(dag);
    mr_diagnostics_clear(&problems);
    return all;
}

static bool same_text(json_t *got, json_t *wanted)
{
    const char *a = json_string_value(got), *b = json_string_value(wanted);

    return a && b ? strcmp(a, b) == 0 : a == b;
}

// Code, severity (error when not said), node, column, message and hint; pointer and related where
// the case says them.
static bool agrees(json_t *got, json_t *wanted)
{
    json_t *severity = json_object_get(wanted, "severity");
    json_t *pointer = json_object_get(wanted, "pointer");
    json_t *related = json_object_get(wanted, "related");
    const char *level = severity ? json_string_value(severity) : "error";

    return same_text(json_object_get(got, "code"), json_object_get(wanted, "code")) &&
           strcmp(fake_text(got, "severity"), level) == 0 &&
           same_text(json_object_get(got, "node_id"), json_object_get(wanted, "node")) &&
           same_text(json_object_get(got, "column"), json_object_get(wanted, "column")) &&
           same_text(json_object_get(got, "message"), json_object_get(wanted, "message")) &&
           same_text(json_object_get(got, "hint"), json_object_get(wanted, "hint")) &&
           (!pointer || same_text(json_object_get(got, "pointer"), pointer)) &&
           (!related || json_equal(json_object_get(got, "related_node_ids"), related));
}

static bool check_file(const char *name)
{
    char path[2048];
    json_error_t error;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    json_t *test = json_load_file(path, 0, &error);
    if (!test) {
        print_error("%s: line %d: %s\n", name, error.line, error.text);
        return false;
    }
    json_t *expected = json_object_get(test, "expected"), *got = problems_of(test);
    size_t n = json_array_size(expected);
    bool good = json_array_size(got) == n;
    for (size_t i = 0; good && i < n; i++)
        good = agrees(json_array_get(got, i), json_array_get(expected, i));
    if (!good) {
        char *text = json_dumps(got, JSON_INDENT(2));
        print_error("%s gives:\n%s\n", name, text);
        free(text);
    }
    json_decref(got);
    json_decref(test);
    return good;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t list_files(char *names[MOST_FILES])
{
    DIR *dir = opendir(folder);
    size_t n = 0;

    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strstr(entry->d_name, ".json") && n < MOST_FILES)
            names[n++] = strdup(entry->d_name);
    closedir(dir);
    qsort(names, n, sizeof *names, compare_names);
    return n;
}

static void every_bad_document(void **state)
{
    char *names[MOST_FILES];
    size_t n = list_files(names), bad = 0;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        bad += !check_file(names[i]);
        free(names[i]);
    }
    assert_true(n >= LEAST_FILES);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const char *root = getenv("SOURCE_ROOT");
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_bad_document)};

    snprintf(folder, sizeof folder, "%s/tests/validator/bad", root ? root : ".");
    return cmocka_run_group_tests(tests, open_units, close_units);
}
