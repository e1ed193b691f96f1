// Brings the table of operators in line with the descriptors of this program.
#include "registry.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "mudrock/id.h"
#include "mudrock/operator.h"

// "net_pay" -> "Net pay"
static const char *title_of(const char *slug, mr_arena *arena)
{
    char *title = mr_arena_strdup(arena, slug);
    for (char *at = title; *at; at++)
        if (*at == '_')
            *at = ' ';
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

// A family has one kind, that of its first operator, though further ones may be of another: what
// differs from row to row would be written at every start.
static const char *family_kind(const char *family)
{
    size_t i = 0;
    while (strcmp(mr_operator_at(i)->family, family) != 0)
        i++;
    return mr_operator_kind(mr_operator_at(i));
}

// Every version here is a released one, so that all channels but those of old majors give the
// newest.
static const char *channels_of(const mr_operator *op, mr_arena *arena)
{
    mr_semver own, other;
    bool newest_of_major = mr_semver_parse(op->version, &own);
    for (size_t i = 0; newest_of_major && i < mr_operator_count(); i++) {
        const mr_operator *o = mr_operator_at(i);
        if (strcmp(o->id, op->id) == 0 && mr_semver_parse(o->version, &other) &&
            other.major == own.major && mr_semver_compare(other, own) > 0)
            newest_of_major = false;
    }
    if (!newest_of_major)
        return NULL;
    return mr_arena_printf(arena, "%slts-%d.x",
                           mr_operator_find(op->id, NULL) == op ? "stable,beta,canary," : "",
                           own.major);
}

static void fill(const mr_operator *op, json_t *json, mr_arena *arena, mr_registry_row *row)
{
    *row = (mr_registry_row){
        .operator_id = op->id,
        .operator_name = op->title,
        .category = mr_category_name(op->category),
        .description = op->help,
        .version = op->version,
        .family = op->family,
        .family_title = title_of(op->family, arena),
        .family_kind = family_kind(op->family),
        .input_schema = json_object_get(json, "inputs"),
        .output_schema = json_object_get(json, "outputs"),
        .parameters_schema = json_object_get(json, "parameters"),
        .implementation_type = op->map || op->each ? "udf" : "native", // SQL may call it
        .is_latest = mr_operator_find(op->id, NULL) == op,
        .schema_compatible = !op->breaks_schema,
        .replacement_version = op->replacement_version,
        .channels = channels_of(op, arena),
    };
}

mr_status mr_registry_write(mr_catalog *catalog, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    size_t n = mr_operator_count(), written = 0;
    mr_registry_row *rows = MR_ARENA_ARRAY(arena, mr_registry_row, n);
    json_t **json = MR_ARENA_ARRAY(arena, json_t *, n);
    for (size_t i = 0; i < n; i++) {
        json[i] = mr_operator_to_json(mr_operator_at(i));
        fill(mr_operator_at(i), json[i], arena, &rows[i]);
    }
    mr_status st = mr_registry_sync(catalog, rows, n, &written, err);
    for (size_t i = 0; i < n; i++)
        json_decref(json[i]);
    mr_arena_free(arena);
    return st;
}
