// Column types, fields and schemas.
#include "mudrock/schema.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/json.h"
#include "mudrock/text.h"

static const struct {
    const char *name;
    bool number;
} types[] = {
#define MR_TYPE_ROW(id, text, number) [id] = {text, number},
    MR_TYPES(MR_TYPE_ROW)
#undef MR_TYPE_ROW
};

const char *mr_type_name(mr_type type)
{
    return types[type].name;
}

bool mr_type_parse(const char *text, mr_type *out)
{
    for (size_t i = 0; text && i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].name, text) != 0)
            continue;
        *out = (mr_type)i;
        return true;
    }
    return false;
}

bool mr_type_is_number(mr_type type)
{
    return types[type].number;
}

bool mr_type_widens(mr_type from, mr_type to)
{
    if (from == to || to == MR_ANY)
        return true;
    return (from == MR_INT32 && (to == MR_INT64 || to == MR_FLOAT64)) ||
           (from == MR_INT64 && to == MR_FLOAT64) || (from == MR_FLOAT32 && to == MR_FLOAT64);
}

static mr_field *find(const mr_schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->n; i++)
        if (strcmp(schema->fields[i].name, name) == 0)
            return &schema->fields[i];
    return NULL;
}

const mr_field *mr_schema_find(const mr_schema *schema, const char *name)
{
    return find(schema, name);
}

mr_schema *mr_schema_copy(mr_arena *arena, const mr_schema *schema, size_t extra)
{
    mr_schema *copy = MR_ARENA_NEW(arena, mr_schema);

    copy->n = schema->n;
    copy->fields = MR_ARENA_ARRAY(arena, mr_field, schema->n + extra);
    for (size_t i = 0; i < schema->n; i++) {
        mr_field *f = &copy->fields[i];
        *f = schema->fields[i];
        f->name = mr_arena_strdup(arena, f->name);
        f->unit = mr_arena_strdup(arena, f->unit);
        f->quantity = mr_arena_strdup(arena, f->quantity);
        f->description = mr_arena_strdup(arena, f->description);
    }
    return copy;
}

void mr_schema_put(mr_schema *schema, mr_field field)
{
    mr_field *at = find(schema, field.name);

    if (!at)
        at = &schema->fields[schema->n++];
    *at = field;
}

// A new value for text that may be absent; text that is not UTF-8 must have been refused at the
// border.
static json_t *text_or_null(const char *text)
{
    json_t *value = text ? json_string(text) : json_null();

    assert(value);
    return value;
}

static json_t *field_to_json(const mr_field *f)
{
    json_t *object = json_object();

    json_object_set_new(object, "name", text_or_null(f->name));
    json_object_set_new(object, "type", json_string(mr_type_name(f->type)));
    json_object_set_new(object, "nullable", json_boolean(f->nullable));
    return object;
}

json_t *mr_schema_to_json(const mr_schema *schema)
{
    json_t *list = json_array();

    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *f = &schema->fields[i];
        json_t *object = field_to_json(f);
        json_object_set_new(object, "unit", text_or_null(f->unit));
        json_object_set_new(object, "quantity", text_or_null(f->quantity));
        if (f->description)
            json_object_set_new(object, "description", text_or_null(f->description));
        json_array_append_new(list, object);
    }
    return list;
}

char *mr_schema_to_arrow_json(mr_arena *arena, const mr_schema *schema)
{
    json_t *document = json_object(), *list = json_array();
    mr_buf text = {0};

    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *f = &schema->fields[i];
        json_t *object = field_to_json(f), *metadata = json_object();
        if (f->unit)
            json_object_set_new(metadata, "unit", text_or_null(f->unit));
        if (f->quantity)
            json_object_set_new(metadata, "quantity", text_or_null(f->quantity));
        json_object_set_new(object, "metadata", metadata);
        json_array_append_new(list, object);
    }
    json_object_set_new(document, "fields", list);
    mr_json_write(document, 0, &text);
    json_decref(document);
    assert(text.status == MR_OK);
    char *copy = mr_arena_strndup(arena, text.at, text.n);
    mr_buf_clear(&text);
    return copy;
}
