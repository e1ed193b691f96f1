// Columns shared by the nodes they flow through.
#include "flow.h"

#include <string.h>

enum { FEW = 24 }; // columns looked through one by one; more get an index

struct mr_columns {
    mr_arena *arena;
    mr_field *fields;
    size_t n, capacity;
    uint32_t *slots; // open addressing over names: position + 1, 0 = free; NULL while few
    size_t mask;
};

// As SQL folds names.
static int lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool differs_in_case(const char *a, const char *b)
{
    bool differs = false;

    for (; *a && *b; a++, b++) {
        if (lower((unsigned char)*a) != lower((unsigned char)*b))
            return false;
        differs |= *a != *b;
    }
    return *a == *b && differs;
}

// FNV-1a (Fowler, Noll, Vo). Names that differ in case only have the same.
static size_t hash_of(const char *name)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (const unsigned char *c = (const unsigned char *)name; *c; c++)
        h = (h ^ (uint64_t)lower(*c)) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32);
}

static void index_field(mr_columns *columns, size_t i)
{
    size_t slot = hash_of(columns->fields[i].name) & columns->mask;

    while (columns->slots[slot])
        slot = (slot + 1) & columns->mask;
    columns->slots[slot] = (uint32_t)i + 1;
}

static mr_columns *columns_new(mr_arena *arena, const mr_field *fields, size_t n, size_t capacity)
{
    mr_columns *columns = MR_ARENA_NEW(arena, mr_columns);

    *columns = (mr_columns){
        .arena = arena,
        .fields = MR_ARENA_ARRAY(arena, mr_field, capacity),
        .n = n,
        .capacity = capacity,
    };
    if (n > 0)
        memcpy(columns->fields, fields, n * sizeof *fields);
    if (capacity <= FEW)
        return columns;
    size_t slots = 64;
    while (slots < 2 * capacity)
        slots *= 2;
    columns->slots = MR_ARENA_ARRAY(arena, uint32_t, slots);
    columns->mask = slots - 1;
    for (size_t i = 0; i < n; i++)
        index_field(columns, i);
    return columns;
}

mr_flow mr_flow_new(mr_flows *flows, size_t rows)
{
    return (mr_flow){
        .columns = columns_new(flows->arena, NULL, 0, 8),
        .rows = rows,
        .known = true,
    };
}

static size_t position(const mr_flow *flow, const char *name)
{
    const mr_columns *columns = flow->columns;

    if (!columns->slots) {
        for (size_t i = 0; i < flow->n; i++)
            if (strcmp(columns->fields[i].name, name) == 0)
                return i;
        return SIZE_MAX;
    }
    for (size_t slot = hash_of(name) & columns->mask; columns->slots[slot];
         slot = (slot + 1) & columns->mask) {
        size_t i = columns->slots[slot] - 1;
        if (i < flow->n && strcmp(columns->fields[i].name, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

const mr_field *mr_flow_find(const mr_flow *flow, const char *name)
{
    size_t i = flow->known ? position(flow, name) : SIZE_MAX;

    return i == SIZE_MAX ? NULL : &flow->columns->fields[i];
}

const mr_field *mr_flow_find_like(const mr_flow *flow, const char *name)
{
    const mr_columns *columns = flow->columns;

    for (size_t i = 0; flow->known && !columns->slots && i < flow->n; i++)
        if (differs_in_case(columns->fields[i].name, name))
            return &columns->fields[i];
    if (!flow->known || !columns->slots)
        return NULL;
    for (size_t slot = hash_of(name) & columns->mask; columns->slots[slot];
         slot = (slot + 1) & columns->mask) {
        size_t i = columns->slots[slot] - 1;
        if (i < flow->n && differs_in_case(columns->fields[i].name, name))
            return &columns->fields[i];
    }
    return NULL;
}

const mr_field *mr_flow_at(const mr_flow *flow, size_t i)
{
    return &flow->columns->fields[i];
}

// Columns of the flow's own, with room for one more.
static void own(mr_flows *flows, mr_flow *flow)
{
    size_t capacity = flow->n + flow->n / 2 + 4;

    flows->copied += flow->n;
    flow->columns = columns_new(flows->arena, flow->columns->fields, flow->n, capacity);
}

void mr_flow_put(mr_flows *flows, mr_flow *flow, mr_field field)
{
    size_t i = position(flow, field.name);
    mr_columns *columns = flow->columns;

    if (i != SIZE_MAX) {
        own(flows, flow);
        flow->columns->fields[i] = field;
        return;
    }
    if (flow->n < columns->n || columns->n == columns->capacity || columns->arena != flows->arena)
        own(flows, flow);
    columns = flow->columns;
    columns->fields[columns->n++] = field;
    flow->n = columns->n;
    if (columns->slots)
        index_field(columns, columns->n - 1);
}

mr_field mr_field_copy(mr_arena *arena, mr_field field)
{
    field.name = mr_arena_strdup(arena, field.name);
    field.unit = mr_arena_strdup(arena, field.unit);
    field.quantity = mr_arena_strdup(arena, field.quantity);
    field.description = mr_arena_strdup(arena, field.description);
    return field;
}

mr_schema *mr_flow_schema(mr_flows *flows, const mr_flow *flow)
{
    if (!flow->known)
        return NULL;
    mr_schema *schema = MR_ARENA_NEW(flows->arena, mr_schema);
    *schema = (mr_schema){.n = flow->n, .fields = flow->columns->fields};
    return schema;
}
