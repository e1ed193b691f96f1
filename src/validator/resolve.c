// Which version of which operator a node means: pinned, latest, compatible, or by channel.
#include "resolve.h"

#include <jansson.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/id.h"
#include "mudrock/json.h"

#include "suggest.h"

static const mr_operator *newest(const mr_versions *versions)
{
    return versions->at[versions->n - 1];
}

static const mr_operator *find_version(const mr_versions *versions, const char *version)
{
    for (size_t i = 0; version && i < versions->n; i++)
        if (strcmp(versions->at[i]->version, version) == 0)
            return versions->at[i];
    return NULL;
}

static const char *list_versions(const mr_versions *versions, mr_arena *arena)
{
    const char **names = MR_ARENA_ARRAY(arena, const char *, versions->n);

    for (size_t i = 0; i < versions->n; i++) // newest first
        names[i] = versions->at[versions->n - 1 - i]->version;
    return mr_arena_printf(arena, "there is %s", mr_words_list(arena, names, versions->n, 5));
}

// The newest version that no change of schema and no major step parts from `base`, which itself
// need not be there.
static const mr_operator *compatible_with(const mr_versions *versions, const char *base)
{
    const mr_operator *found = NULL;
    mr_semver from, v;

    if (!base || !mr_semver_parse(base, &from))
        return NULL;
    for (size_t i = 0; i < versions->n; i++) {
        const mr_operator *op = versions->at[i];
        if (!mr_semver_parse(op->version, &v) || mr_semver_compare(v, from) < 0)
            continue;
        bool is_base = mr_semver_compare(v, from) == 0;
        if (v.major != from.major || (op->breaks_schema && !is_base))
            break;
        found = op;
    }
    return found;
}

// lts-1.x: the newest of that major version.
static const mr_operator *long_term(const mr_versions *versions, int major)
{
    const mr_operator *found = NULL;
    mr_semver v;

    for (size_t i = 0; i < versions->n; i++)
        if (mr_semver_parse(versions->at[i]->version, &v) && v.major == major)
            found = versions->at[i];
    return found;
}

// "lts-<major>.x"
static bool parse_long_term(const char *channel, int *major)
{
    char *end;

    if (strncmp(channel, "lts-", 4) != 0 || channel[4] < '0' || channel[4] > '9')
        return false;
    long value = strtol(channel + 4, &end, 10);
    *major = (int)value;
    return strcmp(end, ".x") == 0 && value <= INT_MAX;
}

static mr_resolution by_pin(const mr_versions *versions, const char *version, mr_arena *arena)
{
    const mr_operator *op = version ? find_version(versions, version) : newest(versions);

    if (op)
        return (mr_resolution){.op = op};
    return (mr_resolution){
        .problem = MR_UNKNOWN_VERSION,
        .reason = mr_arena_printf(arena, "asks for version %s of %s, which does not exist", version,
                                  newest(versions)->id),
        .hint = list_versions(versions, arena),
    };
}

static mr_resolution by_compatibility(const mr_versions *versions, const mr_node *node,
                                      mr_arena *arena)
{
    const char *base = node->operator_version ? node->operator_version : node->strategy_value;
    const mr_operator *op = compatible_with(versions, base);

    if (!op)
        op = find_version(versions, node->strategy_value);
    if (op)
        return (mr_resolution){.op = op};
    return (mr_resolution){
        .problem = MR_UNRESOLVABLE,
        .reason =
            node->strategy_value
                ? mr_arena_printf(
                      arena,
                      "finds no version of %s compatible with %s, nor its fallback version %s",
                      newest(versions)->id, base, node->strategy_value)
                : mr_arena_printf(arena, "finds no version of %s compatible with %s",
                                  newest(versions)->id, base ? base : "its own"),
        .hint = list_versions(versions, arena),
    };
}

// Every version of the registry is a released one: beta and canary have nothing newer than stable
// to give.
static mr_resolution by_channel(const mr_versions *versions, const char *channel, mr_arena *arena)
{
    const mr_operator *op = NULL;
    int major;

    if (channel && (strcmp(channel, "stable") == 0 || strcmp(channel, "beta") == 0 ||
                    strcmp(channel, "canary") == 0))
        op = newest(versions);
    else if (channel && parse_long_term(channel, &major))
        op = long_term(versions, major);
    else
        return (mr_resolution){
            .problem = MR_UNRESOLVABLE,
            .reason = mr_arena_printf(arena, "follows the channel '%s', which does not exist",
                                      channel ? channel : ""),
            .hint = "channels are stable, beta, canary and lts-<major>.x",
        };
    if (op)
        return (mr_resolution){.op = op};
    return (mr_resolution){
        .problem = MR_UNRESOLVABLE,
        .reason = mr_arena_printf(arena, "finds no version of %s in the channel '%s'",
                                  newest(versions)->id, channel),
        .hint = list_versions(versions, arena),
    };
}

mr_resolution mr_resolve_version(const mr_versions *versions, const mr_node *node, mr_arena *arena)
{
    switch (node->strategy) {
    case MR_STRATEGY_LATEST: return (mr_resolution){.op = newest(versions)};
    case MR_STRATEGY_COMPATIBLE: return by_compatibility(versions, node, arena);
    case MR_STRATEGY_CHANNEL: return by_channel(versions, node->strategy_value, arena);
    case MR_STRATEGY_PINNED: break;
    }
    const char *version = node->strategy_value ? node->strategy_value : node->operator_version;
    return by_pin(versions, version, arena);
}

static mr_resolution unknown_operator(const char *id, mr_suggest *suggest)
{
    mr_nearest nearest;

    mr_nearest_begin(&nearest, suggest, id);
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        mr_nearest_offer(&nearest, op->id);
        for (const char *alias = op->aliases; alias && *alias;) {
            size_t n = strcspn(alias, ", ");
            mr_nearest_offer(&nearest, mr_arena_strndup(suggest->arena, alias, n));
            alias += n + strspn(alias + n, ", ");
        }
    }
    return (mr_resolution){
        .problem = MR_UNKNOWN_OPERATOR,
        .reason = mr_arena_printf(suggest->arena, "uses the operator %s, which does not exist", id),
        .hint =
            nearest.best ? mr_arena_printf(suggest->arena, "did you mean %s?", nearest.best) : NULL,
    };
}

// Keeps the versions oldest first; the registry has them in any order.
static void add_version(const mr_operator **at, size_t n, const mr_operator *op)
{
    mr_semver v = {0}, before = {0};

    (void)mr_semver_parse(op->version, &v);
    for (; n > 0; n--) {
        (void)mr_semver_parse(at[n - 1]->version, &before);
        if (mr_semver_compare(before, v) <= 0)
            break;
        at[n] = at[n - 1];
    }
    at[n] = op;
}

static mr_resolution resolve(const mr_node *node, mr_suggest *suggest)
{
    const char *id = node->operator_id ? node->operator_id : "";
    const mr_operator *op = mr_operator_find(id, NULL);
    size_t n = 0;

    if (!op)
        return unknown_operator(id, suggest);
    const mr_operator **at =
        MR_ARENA_ARRAY(suggest->arena, const mr_operator *, mr_operator_count());
    for (size_t i = 0; i < mr_operator_count(); i++)
        if (strcmp(mr_operator_at(i)->id, op->id) == 0)
            add_version(at, n++, mr_operator_at(i));
    return mr_resolve_version(&(mr_versions){n, at}, node, suggest->arena);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

// What nodes of one operator id were resolved to: a pipeline uses few operators many times.
typedef struct resolved {
    const mr_node *node;
    mr_resolution resolution;
    struct resolved *next;
} resolved;

enum { MOST_REMEMBERED = 16 };

static const resolved *find_resolved(const resolved *list, const mr_node *node)
{
    for (size_t k = 0; list && k < MOST_REMEMBERED; list = list->next, k++)
        if (list->node->strategy == node->strategy &&
            same_text(list->node->operator_version, node->operator_version) &&
            same_text(list->node->strategy_value, node->strategy_value))
            return list;
    return NULL;
}

mr_resolution *mr_resolve_all(const mr_graph *graph, mr_arena *arena)
{
    mr_resolution *all = MR_ARENA_ARRAY(arena, mr_resolution, graph->n);
    mr_map *lists = mr_map_new(); // operator id -> resolved
    mr_suggest suggest = {.arena = arena};

    for (size_t i = 0; i < graph->n; i++) {
        const mr_node *node = &graph->dag->nodes[i];
        if (node->kind != MR_NODE_OPERATOR)
            continue;
        const char *id = node->operator_id ? node->operator_id : "";
        resolved *list = mr_map_get(lists, id);
        const resolved *found = find_resolved(list, node);
        if (!found) {
            resolved *r = MR_ARENA_NEW(arena, resolved);
            *r = (resolved){node, resolve(node, &suggest), list};
            mr_map_put(lists, id, r);
            found = r;
        }
        all[i] = found->resolution;
    }
    mr_map_free(lists);
    return all;
}

// The node's parameters as the replacement takes them.
static void offer_migration(const mr_node *node, const mr_operator *op, mr_diagnostic *d,
                            mr_diagnostics *problems)
{
    json_t *parameters = op->migrate ? op->migrate(node->parameters) : NULL;
    mr_buf shown = {0}, whole = {0};

    if (!parameters)
        return;
    json_t *migration = json_pack("{s:s, s:o}", "operator_version", op->replacement_version,
                                  "parameters", parameters);
    mr_json_write(parameters, 0, &shown);
    mr_json_write(migration, 0, &whole);
    if (shown.status == MR_OK && whole.status == MR_OK) {
        d->hint = mr_arena_printf(problems->arena, "set the version to %s and the parameters to %s",
                                  op->replacement_version, shown.at);
        d->migration = mr_arena_strdup(problems->arena, whole.at);
    }
    mr_buf_clear(&whole);
    mr_buf_clear(&shown);
    json_decref(migration);
}

static void report_deprecated(const mr_graph *graph, size_t i, const mr_operator *op,
                              mr_diagnostics *problems)
{
    const mr_node *node = &graph->dag->nodes[i];
    mr_diagnostic *d =
        mr_diagnose(problems, MR_SEVERITY_WARNING, "operator.deprecated", node->id,
                    "'%s' uses version %s of %s, which is deprecated: use %s%s%s",
                    mr_node_label(node), op->version, op->id, op->replacement_version,
                    op->change ? ", which " : "", op->change ? op->change : "");

    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/node_type/operator_version", i);
    d->hint = mr_arena_printf(problems->arena, "set the version to %s", op->replacement_version);
    offer_migration(node, op, d, problems);
}

void mr_resolution_report(const mr_graph *graph, size_t i, const mr_resolution *resolution,
                          mr_diagnostics *problems)
{
    static const struct {
        const char *code, *member;
    } kinds[] = {
        [MR_RESOLVED] = {"", ""},
        [MR_UNKNOWN_OPERATOR] = {"operator.unknown", "operator_id"},
        [MR_UNKNOWN_VERSION] = {"operator.unknown_version", "operator_version"},
        [MR_UNRESOLVABLE] = {"operator.unresolvable", "version_strategy"},
    };
    const mr_node *node = &graph->dag->nodes[i];

    if (resolution->op && resolution->op->replacement_version)
        report_deprecated(graph, i, resolution->op, problems);
    if (resolution->problem == MR_RESOLVED)
        return;
    mr_diagnostic *d = mr_diagnose(problems, MR_SEVERITY_ERROR, kinds[resolution->problem].code,
                                   node->id, "'%s' %s", mr_node_label(node), resolution->reason);
    d->pointer = mr_arena_printf(problems->arena, "/nodes/%zu/node_type/%s", i,
                                 kinds[resolution->problem].member);
    d->hint = mr_arena_strdup(problems->arena, resolution->hint);
}

// --- what inputs an operator takes ---

const mr_param *mr_operator_record_port(const mr_operator *op, size_t k)
{
    for (const mr_param *p = op->params; p && p->name; p++)
        if (mr_param_is_port(p) && --k == 0)
            return p;
    return NULL;
}

static size_t count_names(const char *names)
{
    size_t n = 1;

    for (const char *c = names; *c; c++)
        n += *c == ',';
    return n;
}

void mr_operator_arity(const mr_operator *op, size_t *least, size_t *most)
{
    size_t records = 0;

    *least = 1;
    *most = SIZE_MAX;
    if (op->input_names) {
        *least = op->min_inputs > 0 ? (size_t)op->min_inputs : 1;
        if (op->max_inputs >= 0)
            *most = op->max_inputs > 0 ? (size_t)op->max_inputs : count_names(op->input_names);
        return;
    }
    while (mr_operator_record_port(op, records + 1))
        records++;
    if (records > 0)
        *most = 1 + records;
}

const char *mr_operator_input_name(const mr_operator *op, size_t port, mr_arena *arena)
{
    const char *at = op->input_names;

    if (!at) {
        const mr_param *p = port > 0 ? mr_operator_record_port(op, port) : NULL;
        return port == 0 ? "main" : p ? p->name : NULL;
    }
    for (size_t k = 0; k < port; k++) {
        at = strchr(at, ',');
        if (!at)
            return NULL;
        at++;
    }
    return mr_arena_strndup(arena, at, strcspn(at, ","));
}
