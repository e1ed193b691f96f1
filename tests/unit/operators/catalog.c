// Every descriptor against tests/operators/catalog.json, the contract for ids, names, types,
// defaults, bounds and units.
#include "operators/cases.h"

#include "mudrock/units.h"

static json_t *entry_of(const json_t *catalog, const char *id)
{
    for (size_t i = 0; i < json_array_size(catalog); i++) {
        json_t *entry = json_array_get(catalog, i);
        if (strcmp(json_string_value(json_object_get(entry, "operator_id")), id) == 0)
            return entry;
    }
    return NULL;
}

static void check_text(const char *id, const char *what, const char *got, const json_t *want)
{
    if (!got || !json_is_string(want) || strcmp(got, json_string_value(want)) != 0)
        fail_msg("%s: %s is %s, want %s", id, what, got ? got : "(none)", json_string_value(want));
}

// 20 and 20.0 are one number; otherwise as jansson compares.
static bool same_json(const json_t *a, const json_t *b)
{
    const char *key;
    json_t *value;

    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) == json_number_value(b);
    if (json_is_array(a) && json_is_array(b)) {
        bool same = json_array_size(a) == json_array_size(b);
        for (size_t i = 0; same && i < json_array_size(a); i++)
            same = same_json(json_array_get(a, i), json_array_get(b, i));
        return same;
    }
    if (json_is_object(a) && json_is_object(b)) {
        bool same = json_object_size(a) == json_object_size(b);
        json_object_foreach((json_t *)(uintptr_t)a, key, value) same =
            same && same_json(value, json_object_get(b, key));
        return same;
    }
    return json_equal(a, b);
}

// Of a nested schema: titles, help and what the house adds are ours, all else the catalogue's.
static void drop_ours(json_t *schema)
{
    json_t *fields = json_object_get(json_object_get(schema, "items"), "properties"), *field;
    const char *key;

    json_object_del(schema, "title");
    json_object_del(schema, "description");
    json_object_del(schema, "x-quantity");
    json_object_foreach(fields, key, field)
    {
        json_object_del(field, "title");
        json_object_del(field, "x-unit");
    }
}

static void check_schema(const char *id, const json_t *want)
{
    json_t *got = mr_operator_schema(mr_operator_find(id, NULL));
    json_t *have = json_object_get(got, "properties");
    json_t *properties = json_object_get(want, "properties"), *value;
    const char *key;

    assert_false(json_is_true(json_object_get(got, "additionalProperties")));
    json_object_foreach(properties, key, value)
    {
        json_t *mine = json_object_get(have, key), *theirs = json_deep_copy(value);
        if (!mine)
            fail_msg("%s: parameter %s is missing", id, key);
        if (!json_is_string(json_object_get(mine, "title")))
            fail_msg("%s: %s has no title", id, key);
        drop_ours(mine);
        drop_ours(theirs);
        if (!same_json(mine, theirs))
            fail_msg("%s: %s is\n%s, want\n%s", id, key, json_dumps(mine, JSON_SORT_KEYS),
                     json_dumps(theirs, JSON_SORT_KEYS));
        json_decref(theirs);
    }
    json_object_foreach(have, key, value) if (!json_object_get(properties, key))
        fail_msg("%s: parameter %s is not in the catalogue", id, key);
    json_decref(got);
}

static void check_types(const mr_operator *op, const json_t *entries, const mr_port *ports)
{
    for (size_t i = 0; i < json_array_size(entries); i++) {
        const json_t *entry = json_array_get(entries, i),
                     *name = json_object_get(entry, "parameter");
        const mr_port *port = ports;
        while (port && port->param && json_is_string(name) &&
               strcmp(port->param, json_string_value(name)) != 0)
            port++;
        if (!json_is_string(name)) // the rows of a table
            continue;
        if (!port || !port->param)
            fail_msg("%s has no port %s", op->id, json_string_value(name));
        check_text(op->id, json_string_value(name), mr_type_name(port->type),
                   json_object_get(entry, "type"));
    }
}

static void agrees_with_the_catalogue(void **state)
{
    const mr_operator *op = *state;
    if (mr_operator_find(op->id, NULL) != op) // the catalogue has the newest
        return;
    json_t *catalog = load_json("tests/operators/catalog.json");
    json_t *entry = entry_of(catalog, op->id);
    json_t *aliases = json_object_get(entry, "aliases");

    // The tables' own language is the house's, not the catalogue's.
    if (strcmp(op->family, "table") == 0) {
        assert_null(entry);
        assert_int_equal(op->category, MR_WELLS);
        json_decref(catalog);
        return;
    }
    if (!entry)
        fail_msg("%s is not in the catalogue", op->id);
    check_text(op->id, "version", op->version, json_object_get(entry, "version"));
    check_text(op->id, "family", op->family, json_object_get(entry, "family"));
    check_text(op->id, "category", mr_category_name(op->category),
               json_object_get(entry, "category"));
    check_text(op->id, "kind", mr_operator_kind(op), json_object_get(entry, "kind"));
    check_text(op->id, "tier", op->extension ? "extension" : "core",
               json_object_get(entry, "tier"));
    check_text(op->id, "rows", op->replaces_rows ? "replaced" : "unchanged",
               json_object_get(entry, "rows"));
    for (size_t i = 0; i < json_array_size(aliases); i++)
        assert_ptr_equal(mr_operator_find(json_string_value(json_array_get(aliases, i)), NULL), op);
    check_types(op, json_object_get(entry, "inputs"), op->inputs);
    check_types(op, json_object_get(entry, "outputs"), op->outputs);
    check_schema(op->id, json_object_get(entry, "parameters"));
    json_decref(catalog);
}

static bool is_quantity(const char *quantity)
{
    for (size_t i = 0; i < mr_quantity_count(); i++)
        if (strcmp(mr_quantity_at(i), quantity) == 0)
            return true;
    return false;
}

// A quantity has one spelling, the one by which curves are matched.
static void check_quantities(const char *id, const mr_port *ports)
{
    for (; ports && ports->param; ports++)
        if (ports->quantity && !is_quantity(ports->quantity))
            fail_msg("%s: %s is no quantity", id, ports->quantity);
}

// What no catalogue says but documentation and drivers rely on.
static void is_a_whole_descriptor(void **state)
{
    const mr_operator *op = *state;
    const int kernels =
        (op->map != NULL) + (op->each != NULL) + (op->well != NULL) + (op->table != NULL);

    if (kernels != 1)
        fail_msg("%s has %d kernels", op->id, kernels);
    if (!op->title || !op->help || !op->formula || !op->edge || !op->source)
        fail_msg("%s lacks a text", op->id);
    if (op->replaces_rows && (!op->table || !op->infer))
        fail_msg("%s replaces rows without table or infer", op->id);
    for (const mr_port *p = op->outputs; p && p->param; p++) {
        if ((op->map || op->well) && (p->type == MR_UTF8) != (p->labels != NULL))
            fail_msg("%s: %s has labels it should not, or none", op->id, p->param);
        if ((op->map || op->well) && p->type == MR_LIST_FLOAT64)
            fail_msg("%s: a list from numbers", op->id);
    }
    check_quantities(op->id, op->inputs);
    check_quantities(op->id, op->outputs);
    for (const mr_port *p = op->inputs; p && p->param; p++)
        if (!p->optional && !p->column)
            fail_msg("%s: %s is required but has no default", op->id, p->param);
}

static void registry_is_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; i < mr_operator_count(); i++) {
        const mr_operator *a = mr_operator_at(i - 1), *b = mr_operator_at(i);
        if (a->category == b->category)
            assert_true(strcmp(a->id, b->id) < (strcmp(a->version, b->version) != 0));
        assert_ptr_equal(mr_operator_find(b->id, b->version), b);
    }
    assert_null(mr_operator_find("no_such_operator", NULL));
    assert_null(mr_operator_find("flag_range", "9.9.9"));
}

int main(void)
{
    const size_t count = mr_operator_count();
    struct CMUnitTest *tests = calloc(2 * count + 1, sizeof *tests);
    size_t n = 0;

    tests[n++] = (struct CMUnitTest)cmocka_unit_test(registry_is_sorted);
    for (size_t i = 0; i < count; i++) {
        void *op = (void *)(uintptr_t)mr_operator_at(i);
        const char *id = mr_operator_at(i)->id;
        tests[n++] = (struct CMUnitTest){id, agrees_with_the_catalogue, NULL, NULL, op};
        tests[n++] = (struct CMUnitTest){id, is_a_whole_descriptor, NULL, NULL, op};
    }
    int failed = _cmocka_run_group_tests("catalog", tests, n, NULL, NULL);
    free(tests);
    return failed;
}
