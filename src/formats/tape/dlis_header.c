// A logical file as JSON: its header, its origin, all objects of all sets as the file has them.
#include <jansson.h>
#include <string.h>

#include "dlis_local.h"

// Values beyond this many are left out, told.
enum { MOST_VALUES = 1 << 18 };

static bool is_set(const dlis_set *set, const char *type)
{
    return mr_str_eq(set->type, mr_str_of(type));
}

static const char *text(dlis *d, mr_str s)
{
    return tape_text(d->t->open.arena, (const uint8_t *)s.at, s.n);
}

static json_t *object_json(dlis *d, const dlis_set *set, const dlis_object *o, size_t *budget)
{
    json_t *out = json_pack("{s:s,s:I,s:I}", "name", text(d, o->name.id), "origin",
                            (json_int_t)o->name.origin, "copy", (json_int_t)o->name.copy);
    json_t *attributes = json_object();
    for (size_t i = 0; i < set->n && *budget; i++) {
        const dlis_attribute a = dlis_attribute_of(set, o, i);
        json_t *value = dlis_attribute_json(d->t, &a, budget);
        *budget -= *budget > 0; // an empty one, too
        if (json_is_null(value)) {
            json_decref(value);
            continue;
        }
        const char *units = a.units.n ? text(d, a.units) : NULL;
        json_object_set_new(attributes, text(d, a.label),
                            units && units[0]
                                ? json_pack("{s:o,s:s}", "value", value, "unit", units)
                                : json_pack("{s:o}", "value", value));
    }
    json_object_set_new(out, "attributes", attributes);
    return out;
}

static json_t *sets_json(dlis *d, const dlis_file *file)
{
    size_t budget = MOST_VALUES;
    json_t *out = json_object();
    for (const dlis_set *set = file->sets; set; set = set->next) {
        const char *type = text(d, set->type);
        json_t *objects = json_object_get(out, type);
        if (!objects) {
            objects = json_array();
            json_object_set_new(out, type, objects);
        }
        for (const dlis_object *o = set->objects; o && budget; o = o->next, budget -= budget > 0)
            json_array_append_new(objects, object_json(d, set, o, &budget));
    }
    if (!budget)
        tape_warn(d->t, UINT64_MAX,
                  "logical file %zu: its header has more than %d values: the rest is "
                  "left out of what is kept of it",
                  file->number, (int)MOST_VALUES);
    return out;
}

// The first object of a set that holds such an attribute.
static const char *first_text(dlis *d, const dlis_file *file, const char *type, const char *label)
{
    for (const dlis_set *set = file->sets; set; set = set->next)
        for (const dlis_object *o = is_set(set, type) ? set->objects : NULL; o; o = o->next) {
            const dlis_attribute a = dlis_find(set, o, label);
            const char *value = dlis_attribute_text(d->t, &a);
            if (value)
                return value;
        }
    return NULL;
}

json_t *dlis_header(dlis *d, const dlis_file *file, const char **well)
{
    static const struct {
        const char *key, *type, *label;
    } rows[] = {
        {"id", "FILE-HEADER", "ID"},
        {"well", "ORIGIN", "WELL-NAME"},
        {"well_id", "ORIGIN", "WELL-ID"},
        {"field", "ORIGIN", "FIELD-NAME"},
        {"company", "ORIGIN", "COMPANY"},
        {"producer", "ORIGIN", "PRODUCER-NAME"},
        {"product", "ORIGIN", "PRODUCT"},
        {"run", "ORIGIN", "RUN-NUMBER"},
        {"file_set", "ORIGIN", "FILE-SET-NAME"},
        {"created", "ORIGIN", "CREATION-TIME"},
    };
    json_t *out = json_pack("{s:I}", "logical_file", (json_int_t)file->number);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *value = first_text(d, file, rows[i].type, rows[i].label);
        json_object_set_new(out, rows[i].key, value ? json_string(value) : json_null());
        if (strcmp(rows[i].key, "well") == 0)
            *well = value;
    }
    json_object_set_new(out, "encrypted_records", json_integer((json_int_t)file->encrypted));
    json_object_set_new(out, "unformatted_records", json_integer((json_int_t)file->unformatted));
    json_object_set_new(out, "sets", sets_json(d, file));
    return out;
}
