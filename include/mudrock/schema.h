// Column types, fields and schemas: what the validator infers and what tables carry.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"

struct json_t;

// name, text in documents, whether a number
#define MR_TYPES(X)                                                                                \
    X(MR_ANY, "any", false)                                                                        \
    X(MR_UTF8, "utf8", false)                                                                      \
    X(MR_FLOAT64, "float64", true)                                                                 \
    X(MR_FLOAT32, "float32", true)                                                                 \
    X(MR_INT64, "int64", true)                                                                     \
    X(MR_INT32, "int32", true)                                                                     \
    X(MR_BOOL, "bool", false)                                                                      \
    X(MR_TIMESTAMP, "timestamp", false)                                                            \
    X(MR_LIST_FLOAT64, "list<float64>", false)

typedef enum mr_type {
#define MR_TYPE_ENUM(name, text, number) name,
    MR_TYPES(MR_TYPE_ENUM)
#undef MR_TYPE_ENUM
} mr_type;

const char *mr_type_name(mr_type type);
bool mr_type_parse(const char *text, mr_type *out);
bool mr_type_is_number(mr_type type);
// int32 -> int64 -> float64, float32 -> float64, equal types, anything -> MR_ANY; MR_ANY ->
// anything is false.
bool mr_type_widens(mr_type from, mr_type to);

typedef struct mr_field {
    const char *name;
    mr_type type;
    bool nullable;
    const char *unit;        // as written in the log file or by the operator; NULL = none said
    const char *quantity;    // gamma_ray, bulk_density, ...; NULL = unknown
    const char *description; // may be NULL
    int32_t origin; // index of the document's node that made the column; -1 = not in a document
} mr_field;

typedef struct mr_schema {
    size_t n;
    mr_field *fields;
} mr_schema;

const mr_field *mr_schema_find(const mr_schema *schema, const char *name); // NULL when absent
// Deep copy into the arena, with room for `extra` more fields after n.
mr_schema *mr_schema_copy(mr_arena *arena, const mr_schema *schema, size_t extra);
// Adds, or overwrites in place the field of that name. The schema must have room (see
// mr_schema_copy).
void mr_schema_put(mr_schema *schema, mr_field field);
// [{"name","type","nullable","unit","quantity"}]; unit and quantity are null when unknown. New
// reference.
struct json_t *mr_schema_to_json(const mr_schema *schema);
// The same as the `arrow_schema_json` text of documents:
// {"fields":[{"name","type","nullable","metadata":{"unit","quantity"}}]}.
char *mr_schema_to_arrow_json(mr_arena *arena, const mr_schema *schema);
