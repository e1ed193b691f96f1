// Content keys, from the sources down.
#include "content_key.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "mudrock/hash.h"
#include "mudrock/json.h"
#include "mudrock/map.h"

#include "implementation.h" // made by the build
#include "snapshot.h"
#include "stats.h"

static void digest_json(const json_t *json, char out[65])
{
    mr_buf text = {0};
    mr_json_write_canonical(json, &text);
    mr_sha256_text(text.at, text.n, out);
    mr_buf_clear(&text);
}

void mr_operator_digest(const mr_operator *op, char out[65])
{
    json_t *json = mr_operator_to_json(op);
    json_object_set_new(json, "program", json_string(MR_IMPLEMENTATION));
    digest_json(json, out);
    json_decref(json);
}

// --- sources ---

static json_t *names_json(const mr_names *names)
{
    json_t *list = json_array();
    for (size_t i = 0; names && i < names->n; i++)
        json_array_append_new(list, json_string(names->at[i]));
    return list;
}

static json_t *filters_json(const mr_source *source)
{
    json_t *list = json_array();
    for (size_t i = 0; i < source->n_curve_filters; i++) {
        const mr_curve_filter *f = &source->curve_filters[i];
        json_array_append_new(list, json_pack("{s:s,s:o,s:o,s:b}", "curve", f->curve, "min",
                                              mr_json_real(f->min_value), "max",
                                              mr_json_real(f->max_value), "exclude_nulls",
                                              f->exclude_nulls));
    }
    return list;
}

// What is read, of which wells, and into which columns and units it is brought.
static mr_status source_json(mr_service *service, const mr_typed_dag *typed, size_t node,
                             const mr_names *wells, json_t **out, mr_error *err)
{
    const mr_source *s = &typed->nodes[node].node->source;
    json_t *objects = json_array(), *object;
    size_t i;
    mr_status st = mr_snapshot_source(service, typed, node, wells, objects, err);
    if (st != MR_OK) {
        json_decref(objects);
        return st;
    }
    json_array_foreach(objects, i, object)
    {
        json_object_del(object, "node_id");
        json_object_del(object, "log_type");
        json_object_del(object, "source_name");
    }
    json_t *ranges =
        json_pack("[o,o,o,o]", mr_json_real(s->depth_min), mr_json_real(s->depth_max),
                  mr_json_real(s->filter_depth_min), mr_json_real(s->filter_depth_max));
    *out = json_pack("{s:s,s:s,s:s?,s:s?,s:b,s:o,s:o,s:o,s:o,s:o,s:o}", "source",
                     mr_source_kind_name(s->kind), "program", MR_IMPLEMENTATION, "log_type",
                     s->log_type, "name", s->name, "by_quantity", s->match_quantity, "depth",
                     ranges, "filters", filters_json(s), "include_flags",
                     names_json(&s->include_flags), "exclude_flags", names_json(&s->exclude_flags),
                     "schema", mr_schema_to_json(typed->nodes[node].schema), "objects", objects);
    // Logs and surveys are read by their objects alone; markers are one digest for all wells.
    if (s->kind != MR_SOURCE_WELL_LOGS && s->kind != MR_SOURCE_WELL_TRAJECTORIES) {
        json_object_set_new(*out, "well_ids", names_json(&s->well_ids));
        json_object_set_new(*out, "wells", names_json(wells));
    }
    return MR_OK;
}

// --- operators and outputs ---

struct keys {
    mr_arena *arena;
    const mr_typed_dag *typed;
    mr_map *digests; // operator -> text of its digest
    char (*at)[65];
};

static const char *digest_of(struct keys *k, const mr_operator *op)
{
    char name[32];
    snprintf(name, sizeof name, "%p", (const void *)op);
    char *digest = mr_map_get(k->digests, name);
    if (!digest) {
        digest = mr_arena_alloc(k->arena, 65);
        mr_operator_digest(op, digest);
        mr_map_put(k->digests, name, digest);
    }
    return digest;
}

// The keys of the inputs with what their edges say; NULL when one has none.
static json_t *inputs_json(const struct keys *k, const mr_typed_node *t)
{
    json_t *list = json_array();
    for (size_t d = 0; d < t->n_dependencies; d++) {
        const char *key = k->at[t->dependencies[d]];
        json_t *input = json_pack("{s:s,s:i}", "key", key, "port", t->ports[d]);
        for (size_t e = 0; e < t->node->edges.n; e++) {
            const struct mr_edge_rule *rule = &t->node->edges.at[e];
            const char *from = k->typed->nodes[t->dependencies[d]].node->id;
            if (strcmp(rule->dependency, from) != 0)
                continue;
            json_object_set_new(input, "edge", json_string(mr_edge_type_name(rule->type)));
            if (rule->when)
                json_object_set_new(input, "when", json_string(rule->when));
        }
        json_array_append_new(list, input);
        if (key[0])
            continue;
        json_decref(list);
        return NULL;
    }
    return list;
}

// NULL when the node is not completely typed.
static json_t *node_json(struct keys *k, const mr_typed_node *t)
{
    bool output = t->node->kind == MR_NODE_OUTPUT;
    if (output ? t->n_dependencies == 0 : !t->op || !t->args || !t->schema)
        return NULL;
    json_t *inputs = inputs_json(k, t);
    if (!inputs || output)
        return inputs ? json_pack("{s:b,s:o}", "output", true, "inputs", inputs) : NULL;
    return json_pack("{s:s,s:s,s:s,s:b,s:o,s:o}", "operator", t->op->id, "version", t->op->version,
                     "implementation", digest_of(k, t->op), "bypass", t->node->bypass, "parameters",
                     mr_args_to_json(t->args, t->node->parameters), "inputs", inputs);
}

static mr_status key_of(struct keys *k, mr_service *service, size_t node, const mr_names *wells,
                        mr_error *err)
{
    const mr_typed_node *t = &k->typed->nodes[node];
    json_t *json = NULL;
    mr_status st = MR_OK;
    if (t->node->kind != MR_NODE_INGESTION)
        json = node_json(k, t);
    else if (t->schema)
        st = source_json(service, k->typed, node, wells, &json, err);
    if (json)
        digest_json(json, k->at[node]);
    json_decref(json);
    return st == MR_ENOTFOUND ? MR_OK : st; // validation says what is not there
}

mr_status mr_content_keys(mr_service *service, const mr_typed_dag *typed, const mr_names *wells,
                          mr_arena *arena, char (**out)[65], mr_error *err)
{
    struct keys k = {arena, typed, mr_map_new(),
                     mr_arena_alloc(arena, (typed->dag->n_nodes + 1) * 65)};
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && service->catalog && i < typed->n_order; i++)
        st = key_of(&k, service, typed->order[i], wells, err);
    mr_map_free(k.digests);
    *out = k.at;
    return st;
}

bool *mr_upstream(const mr_typed_dag *typed, size_t node, mr_arena *arena)
{
    bool *marked = MR_ARENA_ARRAY(arena, bool, typed->dag->n_nodes + 1);
    marked[node] = true;
    for (size_t k = typed->n_order; k-- > 0;) {
        const mr_typed_node *t = &typed->nodes[typed->order[k]];
        for (size_t d = 0; marked[typed->order[k]] && d < t->n_dependencies; d++)
            marked[t->dependencies[d]] = true;
    }
    return marked;
}
