// Random valid documents, and comparing documents, for the tests of the decoder.
#pragma once

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Takes away every member whose key begins with x_.
static void document_strip_unknown(json_t *value)
{
    const char *key;
    json_t *item;
    void *next;
    size_t i;

    json_object_foreach_safe(value, next, key, item)
    {
        if (strncmp(key, "x_", 2) == 0)
            json_object_del(value, key);
        else
            document_strip_unknown(item);
    }
    json_array_foreach(value, i, item) document_strip_unknown(item);
}

// Equal, where 5 and 5.0 are the same number.
static int document_equal(json_t *a, json_t *b)
{
    const char *key;
    json_t *item;
    size_t i;

    if (json_is_number(a) && json_is_number(b))
        return !(json_number_value(a) < json_number_value(b)) &&
               !(json_number_value(a) > json_number_value(b));
    if (json_typeof(a) != json_typeof(b) || json_object_size(a) != json_object_size(b) ||
        json_array_size(a) != json_array_size(b))
        return 0;
    json_array_foreach(a, i, item) if (!document_equal(item, json_array_get(b, i))) return 0;
    json_object_foreach(a, key, item) if (!json_object_get(b, key) ||
                                          !document_equal(item, json_object_get(b, key))) return 0;
    return json_is_object(a) || json_is_array(a) || json_equal(a, b);
}

typedef struct document_random { // the same seed, the same document
    uint64_t state;
} document_random;

// Steele, Lea and Flood (2014): SplitMix64.
static uint64_t random_next(document_random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static int random_below(document_random *random, int n)
{
    return (int)(random_next(random) % (uint64_t)n);
}

static json_t *random_text(document_random *random)
{
    static const char *const parts[] = {"a", "Gr", "é",  "\"", "\\", "/",
                                        "~", "😀",  "\n", "Ж",  " ",  "0"};
    char text[64] = "x";

    for (int n = random_below(random, 8); n > 0; n--) {
        const char *part = parts[random_below(random, 12)];
        memcpy(text + strlen(text), part, strlen(part) + 1);
    }
    return json_string(text);
}

static double random_real(document_random *random)
{
    return (double)(int64_t)random_next(random) / 1e15;
}

static json_t *random_names(document_random *random)
{
    json_t *list = json_array();

    for (int n = random_below(random, 4); n > 0; n--)
        json_array_append_new(list, random_text(random));
    return list;
}

// Anything at all, for fields that no program knows yet.
static json_t *random_value(document_random *random, int depth)
{
    json_t *value;

    switch (random_below(random, depth > 0 ? 8 : 6)) {
    case 0: return json_null();
    case 1: return json_true();
    case 2: return json_integer((json_int_t)random_next(random));
    case 3: return json_real(random_real(random));
    case 4: return json_real(random_below(random, 100));
    case 5: return random_text(random);
    case 6:
        value = json_array();
        for (int n = random_below(random, 4); n > 0; n--)
            json_array_append_new(value, random_value(random, depth - 1));
        return value;
    default:
        value = json_object();
        for (int n = random_below(random, 4); n > 0; n--) {
            json_t *key = random_text(random);
            json_object_set_new(value, json_string_value(key), random_value(random, depth - 1));
            json_decref(key);
        }
        return value;
    }
}

static int chance(document_random *random)
{
    return random_below(random, 2);
}

// A member, or null, or nothing. Takes the value.
static void maybe(document_random *random, json_t *object, const char *key, json_t *value)
{
    int what = random_below(random, 5);

    if (what > 1)
        json_object_set(object, key, value);
    else if (what == 1)
        json_object_set_new(object, key, json_null());
    json_decref(value);
}

static void add_unknown(document_random *random, json_t *object)
{
    for (int n = random_below(random, 3); n > 0; n--) {
        char key[16] = "x_";
        key[2] = (char)('a' + random_below(random, 26));
        json_object_set_new(object, key, random_value(random, 3));
    }
}

static json_t *random_bound(document_random *random)
{
    return chance(random) ? json_null() : json_real(random_real(random));
}

static json_t *random_range(document_random *random)
{
    json_t *pair = json_array();

    json_array_append_new(pair, random_bound(random));
    json_array_append_new(pair, random_bound(random));
    return pair;
}

static json_t *random_declared(document_random *random)
{
    static const char *const types[] = {"utf8",  "float64", "float32",   "int64",
                                        "int32", "bool",    "timestamp", "list<float64>"};
    json_t *object = json_object(), *arrow = json_object(), *fields = json_array();

    for (int n = random_below(random, 4); n > 0; n--) {
        json_t *field = json_object(), *metadata = json_object();
        json_object_set_new(field, "name", random_text(random));
        json_object_set_new(field, "type", json_string(types[random_below(random, 8)]));
        maybe(random, field, "nullable", json_boolean(chance(random)));
        maybe(random, metadata, "unit", random_text(random));
        maybe(random, metadata, "quantity", random_text(random));
        maybe(random, field, "metadata", metadata);
        json_array_append_new(fields, field);
    }
    json_object_set_new(arrow, "fields", fields);
    char *text = json_dumps(arrow, 0);
    json_decref(arrow);
    maybe(random, object, "schema_id", random_text(random));
    maybe(random, object, "arrow_schema_json", json_string(text));
    maybe(random, object, "required_columns", random_names(random));
    maybe(random, object, "optional_columns", random_names(random));
    add_unknown(random, object);
    free(text);
    return object;
}

static json_t *random_filters(document_random *random)
{
    json_t *object = json_object(), *curves = json_object(), *flags = json_object();

    for (int n = random_below(random, 4); n > 0; n--) {
        json_t *filter = json_object(), *name = random_text(random);
        maybe(random, filter, "min_value", random_bound(random));
        maybe(random, filter, "max_value", random_bound(random));
        maybe(random, filter, "exclude_nulls", json_boolean(chance(random)));
        add_unknown(random, filter);
        json_object_set_new(curves, json_string_value(name), filter);
        json_decref(name);
    }
    maybe(random, flags, "include_flags", random_names(random));
    maybe(random, flags, "exclude_flags", random_names(random));
    maybe(random, object, "depth_range", random_range(random));
    maybe(random, object, "curve_filters", curves);
    maybe(random, object, "quality_flags", flags);
    add_unknown(random, object);
    return object;
}

static json_t *random_ingestion(document_random *random)
{
    static const char *const kinds[] = {"well_logs",         "surface",        "well_markers",
                                        "well_trajectories", "postgres_table", "table"};
    static const char *const names[] = {NULL, "surface_name", NULL,
                                        NULL, "table_name",   "table_name"};
    json_t *type = json_object(), *source = json_object();
    int kind = random_below(random, 6);

    json_object_set_new(source, "source", json_string(kinds[kind]));
    if (names[kind])
        json_object_set_new(source, names[kind], random_text(random));
    maybe(random, source, "project_id", random_text(random));
    maybe(random, source, "well_ids", random_names(random));
    maybe(random, source, "curve_names", random_names(random));
    maybe(random, source, "depth_range", random_range(random));
    maybe(random, source, "log_type", random_text(random));
    maybe(random, source, "curve_match", json_string(chance(random) ? "name" : "quantity"));
    add_unknown(random, source);
    json_object_set_new(type, "type", json_string("ingestion"));
    json_object_set_new(type, "source_type", source);
    maybe(random, type, "filters", random_filters(random));
    maybe(random, type, "output_schema", random_declared(random));
    return type;
}

static json_t *random_strategy(document_random *random)
{
    static const char *const kinds[] = {"pinned", "latest", "compatible", "channel"};
    static const char *const keys[] = {"version", NULL, "fallback_version", "channel"};
    static const char *const channels[] = {"stable", "beta", "canary", "lts-12.x"};
    json_t *object = json_object();
    int kind = random_below(random, 4);

    json_object_set_new(object, "strategy", json_string(kinds[kind]));
    if (kind == 3)
        json_object_set_new(object, keys[kind], json_string(channels[random_below(random, 4)]));
    else if (kind == 2 || (kind == 0 && chance(random)))
        json_object_set_new(object, keys[kind], json_string("1.4.0"));
    add_unknown(random, object);
    return object;
}

static json_t *random_operator(document_random *random)
{
    json_t *type = json_object(), *parameters = json_object();

    add_unknown(random, parameters);
    json_object_set_new(type, "type", json_string("operator"));
    json_object_set_new(type, "operator_id", random_text(random));
    maybe(random, type, "operator_version", json_string("1.0.0"));
    maybe(random, type, "version_strategy", random_strategy(random));
    maybe(random, type, "parameters", parameters);
    maybe(random, type, "input_schema", random_declared(random));
    maybe(random, type, "output_schema", random_declared(random));
    return type;
}

static json_t *random_output(document_random *random)
{
    static const char *const kinds[] = {"frontend", "parquet", "csv", "las", "postgres_table"};
    json_t *type = json_object(), *output = json_object(), *target = json_object();
    int kind = random_below(random, 5);

    json_object_set_new(target, kind == 4 ? "table_name" : "storage_path", random_text(random));
    add_unknown(random, target);
    json_object_set_new(output, kinds[kind], target);
    json_object_set_new(type, "type", json_string("output"));
    json_object_set_new(type, "output_type",
                        kind == 0 ? json_string("frontend") : json_incref(output));
    maybe(random, type, "input_schema", random_declared(random));
    json_decref(output);
    return type;
}

static json_t *random_edges(document_random *random)
{
    json_t *edges = json_object();

    for (int n = random_below(random, 3); n > 0; n--) {
        json_t *key = random_text(random), *edge = json_object();
        int kind = random_below(random, 3);
        json_object_set_new(edge, "type", json_string("conditional"));
        json_object_set_new(edge, "when", random_text(random));
        json_object_set_new(edges, json_string_value(key),
                            kind == 0 ? json_incref(edge)
                                      : json_string(kind == 1 ? "error" : "data_flow"));
        json_decref(edge);
        json_decref(key);
    }
    return edges;
}

static json_t *random_metadata(document_random *random)
{
    json_t *object = json_object(), *position = json_array();

    json_array_append_new(position, json_real(random_real(random)));
    json_array_append_new(position, json_integer(random_below(random, 1000)));
    maybe(random, object, "position", position);
    maybe(random, object, "cache_enabled", json_boolean(chance(random)));
    maybe(random, object, "bypass", json_boolean(chance(random)));
    maybe(random, object, "timeout_seconds", json_integer(1 + random_below(random, 100)));
    maybe(random, object, "tags", random_names(random));
    maybe(random, object, "description", random_text(random));
    maybe(random, object, "execution_hints", json_object());
    maybe(random, object, "edge_types", random_edges(random));
    add_unknown(random, object);
    return object;
}

// A valid document of up to `max_nodes` nodes with random optional fields and unknown ones. New
// reference.
static json_t *document_make(document_random *random, int max_nodes)
{
    json_t *document = json_object(), *metadata = json_object(), *nodes = json_array();

    for (int n = random_below(random, max_nodes + 1); n > 0; n--) {
        json_t *node = json_object();
        int kind = random_below(random, 3);
        json_object_set_new(node, "id", random_text(random));
        json_object_set_new(node, "name", random_text(random));
        maybe(random, node, "dependencies", random_names(random));
        json_object_set_new(node, "node_type",
                            kind == 0   ? random_ingestion(random)
                            : kind == 1 ? random_operator(random)
                                        : random_output(random));
        maybe(random, node, "metadata", random_metadata(random));
        add_unknown(random, node);
        json_array_append_new(nodes, node);
    }
    maybe(random, metadata, "description", random_text(random));
    maybe(random, metadata, "tags", random_names(random));
    maybe(random, metadata, "multiple_outputs", json_boolean(chance(random)));
    add_unknown(random, metadata);
    json_object_set_new(document, "id", random_text(random));
    json_object_set_new(document, "name", random_text(random));
    maybe(random, document, "project_id", random_text(random));
    maybe(random, document, "version", json_string("3.2.1"));
    maybe(random, document, "metadata", metadata);
    json_object_set_new(document, "nodes", nodes);
    add_unknown(random, document);
    return document;
}
