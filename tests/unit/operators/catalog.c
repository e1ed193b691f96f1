// Every descriptor against tests/operators/catalog.json, the contract for ids, names, types,
// defaults, bounds and units; and its sources.
#include "operators/cases.h"

#include <ctype.h>

#include "mudrock/manual.h"
#include "mudrock/units.h"

static json_t *catalog; // read once, for all tests

static json_t *entry_of(const json_t *entries, const char *id)
{
    for (size_t i = 0; i < json_array_size(entries); i++) {
        json_t *entry = json_array_get(entries, i);
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

static void check_schema(const mr_operator *op, const json_t *want)
{
    const char *id = op->id;
    json_t *got = mr_operator_schema(op);
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

static bool same_text(const char *got, const json_t *want)
{
    const char *text = json_string_value(want);
    return strcmp(got ? got : "", text ? text : "") == 0;
}

// "rhob,nphi" against ["rhob", "nphi"], or a name against a name.
static bool same_columns(const mr_port *port, const json_t *want)
{
    char joined[256] = "";
    size_t i;
    json_t *name;

    if (!json_is_array(want))
        return !port->many && same_text(port->column, want);
    json_array_foreach(want, i, name)
    {
        const size_t n = strlen(joined);
        snprintf(joined + n, sizeof joined - n, "%s%s", i ? "," : "", json_string_value(name));
    }
    return port->many && port->column && strcmp(port->column, joined) == 0;
}

static void check_port(const char *id, const mr_port *port, const json_t *entry)
{
    const json_t *required = json_object_get(entry, "required");
    const json_t *unit = json_object_get(entry, "unit");
    // "as column": each column of a list has its own.
    const bool own = port->many && strcmp(json_string_value(unit), "as column") == 0;

    check_text(id, port->param, mr_type_name(port->type), json_object_get(entry, "type"));
    if (!same_columns(port, json_object_get(entry, "default")))
        fail_msg("%s: the default of %s is %s", id, port->param,
                 port->column ? port->column : "none");
    if (own ? port->unit != NULL : !same_text(port->unit, unit))
        fail_msg("%s: %s is in %s, want %s", id, port->param, port->unit ? port->unit : "no unit",
                 json_string_value(unit));
    if (required && json_is_true(required) == port->optional)
        fail_msg("%s: whether %s is required", id, port->param);
}

// In the catalogue's order, which is that of SQL's arguments and of the columns made.
static void check_ports(const mr_operator *op, const json_t *entries, const mr_port *ports)
{
    const json_t *entry;
    size_t i, n = 0;

    json_array_foreach((json_t *)(uintptr_t)entries, i, entry)
    {
        const json_t *name = json_object_get(entry, "parameter");
        if (!json_is_string(name)) // the rows of a table: what the cases say
            continue;
        if (!ports || !ports[n].param)
            fail_msg("%s has no port %s", op->id, json_string_value(name));
        check_text(op->id, "a port", ports[n].param, name);
        check_port(op->id, &ports[n++], entry);
    }
    if (ports && ports[n].param)
        fail_msg("%s: port %s is not in the catalogue", op->id, ports[n].param);
}

static void check_aliases(const mr_operator *op, const json_t *want)
{
    char joined[256] = "";
    size_t i;
    json_t *alias;

    json_array_foreach((json_t *)(uintptr_t)want, i, alias)
    {
        const size_t n = strlen(joined);
        snprintf(joined + n, sizeof joined - n, "%s%s", i ? "," : "", json_string_value(alias));
        assert_ptr_equal(mr_operator_find(json_string_value(alias), op->version), op);
    }
    if (strcmp(op->aliases ? op->aliases : "", joined) != 0)
        fail_msg("%s: aliases are %s, want %s", op->id, op->aliases ? op->aliases : "none", joined);
}

static void agrees_with_the_catalogue(void **state)
{
    const mr_operator *op = *state;
    const json_t *entry = entry_of(catalog, op->id);

    // The house's own ids and versions; that nothing of the catalogue is missing is another test.
    if (!entry || strcmp(op->version, json_string_value(json_object_get(entry, "version"))) != 0)
        return;
    check_text(op->id, "family", op->family, json_object_get(entry, "family"));
    check_text(op->id, "category", mr_category_name(op->category),
               json_object_get(entry, "category"));
    check_text(op->id, "kind", mr_operator_kind(op), json_object_get(entry, "kind"));
    check_text(op->id, "tier", op->extension ? "extension" : "core",
               json_object_get(entry, "tier"));
    check_text(op->id, "rows", op->replaces_rows ? "replaced" : "unchanged",
               json_object_get(entry, "rows"));
    check_aliases(op, json_object_get(entry, "aliases"));
    check_ports(op, json_object_get(entry, "inputs"), op->inputs);
    check_ports(op, json_object_get(entry, "outputs"), op->outputs);
    check_schema(op, json_object_get(entry, "parameters"));
}

// Nothing of the catalogue is missing.
static void has_the_whole_catalogue(void **state)
{
    json_t *entry;
    size_t i;
    (void)state;

    assert_int_equal(json_array_size(catalog), 229);
    json_array_foreach(catalog, i, entry)
    {
        const char *id = json_string_value(json_object_get(entry, "operator_id"));
        const char *version = json_string_value(json_object_get(entry, "version"));
        const mr_operator *op = mr_operator_find(id, version);
        if (!op || strcmp(op->id, id) != 0)
            fail_msg("there is no operator %s %s", id, version);
    }
}

// --- sources ---

// The comment that a source file begins with, in one line.
static FILE *open_source(const mr_operator *op, const char *name)
{
    char path[1024];
    const char *root = getenv("SOURCE_ROOT");

    snprintf(path, sizeof path, "%s/src/operators/%s/%s.c", root ? root : ".",
             mr_category_name(op->category), name);
    return fopen(path, "r");
}

// An older version stands in a file of its own or in that of the newest.
static char *docstring_of(const mr_operator *op)
{
    char line[512];
    mr_arena *arena = mr_arena_new();
    mr_buf text = {0};
    FILE *file = open_source(op, mr_operator_page_name(op, arena));

    mr_arena_free(arena);
    file = file ? file : open_source(op, op->id);
    if (!file)
        fail_msg("%s: no source", op->id);
    while (fgets(line, sizeof line, file) && strncmp(line, "//", 2) == 0) {
        line[strcspn(line, "\n")] = 0;
        mr_buf_puts(&text, line + 2);
    }
    assert_int_equal(fclose(file), 0);
    return mr_buf_take(&text, NULL);
}

// The four digits of a year, NULL when there is none.
static const char *year_in(const char *text, size_t n)
{
    for (size_t i = 0; i + 4 <= n; i++)
        if ((i == 0 || !isalnum((unsigned char)text[i - 1])) &&
            strspn(text + i, "0123456789") == 4 &&
            (strncmp(text + i, "18", 2) == 0 || strncmp(text + i, "19", 2) == 0 ||
             strncmp(text + i, "20", 2) == 0))
            return text + i;
    return NULL;
}

static void check_cited(const mr_operator *op, const char *docstring, const char *part, size_t n)
{
    char word[128];
    const char *year = year_in(part, n);

    if (!year || !isupper((unsigned char)*part))
        fail_msg("%s: no author and year in `%.*s`", op->id, (int)n, part);
    snprintf(word, sizeof word, "%.*s", (int)strcspn(part, " ,"), part);
    const char *author = strstr(docstring, word);
    snprintf(word, sizeof word, "%.4s", year);
    if (!author || !strstr(author, word))
        fail_msg("%s: the comment does not cite `%.*s`", op->id, (int)n, part);
}

// Author and year of each source, in the descriptor and in the comment; or the name of a
// definition.
static void cites_its_source(void **state)
{
    static const char definition[] = "Definition: ";
    const mr_operator *op = *state;
    char *docstring = docstring_of(op);
    const char *source = docstring ? strstr(docstring, "Source") : NULL;

    if (!source)
        fail_msg("%s: the comment cites no source", op->id);
    if (strncmp(op->source, definition, strlen(definition)) == 0) {
        if (!strchr(op->source + strlen(definition), ' ') || !strstr(source, op->source))
            fail_msg("%s: which definition, in descriptor and comment?", op->id);
    } else
        for (const char *part = op->source; *part;) {
            const size_t n = strcspn(part, ";");
            check_cited(op, source, part, n);
            part += n + strspn(part + n, "; ");
        }
    free(docstring);
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
    struct CMUnitTest *tests = calloc(3 * count + 2, sizeof *tests);
    size_t n = 0;

    catalog = load_json("tests/operators/catalog.json");
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(registry_is_sorted);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(has_the_whole_catalogue);
    for (size_t i = 0; i < count; i++) {
        void *op = (void *)(uintptr_t)mr_operator_at(i);
        const char *id = mr_operator_at(i)->id;
        tests[n++] = (struct CMUnitTest){id, agrees_with_the_catalogue, NULL, NULL, op};
        tests[n++] = (struct CMUnitTest){id, is_a_whole_descriptor, NULL, NULL, op};
        tests[n++] = (struct CMUnitTest){id, cites_its_source, NULL, NULL, op};
    }
    int failed = _cmocka_run_group_tests("catalog", tests, n, NULL, NULL);
    free(tests);
    json_decref(catalog);
    return failed;
}
