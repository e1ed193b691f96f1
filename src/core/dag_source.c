// JSON to the document: sources, their filters, and declared schemas.
#include <math.h>
#include <string.h>

#include "dag_decode.h"
#include "dag_names.h"
#include "mudrock/json.h"

// null, or [a, b] where a or b may be null.
static void read_range(const mr_spot *spot, double *min, double *max)
{
    *min = *max = (double)NAN;
    if (!spot->json)
        return;
    if (!json_is_array(spot->json) || json_array_size(spot->json) != 2) {
        mr_spot_malformed(spot, "must be null or a list of two numbers");
        return;
    }
    mr_spot low = mr_spot_item(spot, 0), high = mr_spot_item(spot, 1);
    *min = mr_spot_number(&low, (double)NAN);
    *max = mr_spot_number(&high, (double)NAN);
}

static void read_curve_filter(const mr_spot *spot, const char *curve, mr_curve_filter *out)
{
    mr_spot min = mr_spot_get(spot, "min_value"), max = mr_spot_get(spot, "max_value");
    mr_spot nulls = mr_spot_get(spot, "exclude_nulls");

    (void)mr_spot_need_object(spot);
    out->curve = mr_arena_strdup(spot->reader->arena, curve);
    out->min_value = mr_spot_number(&min, (double)NAN);
    out->max_value = mr_spot_number(&max, (double)NAN);
    out->exclude_nulls = mr_spot_truth(&nulls, false);
}

static void read_curve_filters(const mr_spot *spot, mr_source *source)
{
    const char *key;
    json_t *value;

    if (!mr_spot_object(spot) || json_object_size(spot->json) == 0)
        return;
    source->curve_filters =
        MR_ARENA_ARRAY(spot->reader->arena, mr_curve_filter, json_object_size(spot->json));
    json_object_foreach(spot->json, key, value)
    {
        mr_spot filter = mr_spot_get(spot, key);
        read_curve_filter(&filter, key, &source->curve_filters[source->n_curve_filters++]);
    }
}

static void read_filters(const mr_spot *spot, mr_source *source)
{
    mr_spot range = mr_spot_get(spot, "depth_range");
    mr_spot curves = mr_spot_get(spot, "curve_filters");
    mr_spot flags = mr_spot_get(spot, "quality_flags");
    mr_spot include = mr_spot_get(&flags, "include_flags");
    mr_spot exclude = mr_spot_get(&flags, "exclude_flags");

    (void)mr_spot_object(spot);
    (void)mr_spot_object(&flags);
    read_range(&range, &source->filter_depth_min, &source->filter_depth_max);
    read_curve_filters(&curves, source);
    source->include_flags = mr_spot_names(&include);
    source->exclude_flags = mr_spot_names(&exclude);
}

static void read_source(const mr_spot *spot, mr_source *source)
{
    static const char *const matches[] = {"name", "quantity", NULL};
    static const char *const rules[] = {"best_coverage", "newest", NULL};
    mr_spot kind_spot = mr_spot_get(spot, "source");
    mr_spot project = mr_spot_get(spot, "project_id");
    mr_spot wells = mr_spot_get(spot, "well_ids");
    mr_spot curves = mr_spot_get(spot, "curve_names");
    mr_spot range = mr_spot_get(spot, "depth_range");
    mr_spot log_type = mr_spot_get(spot, "log_type");
    mr_spot rule = mr_spot_get(spot, "log_rule");
    mr_spot match = mr_spot_get(spot, "curve_match");

    int kind = mr_spot_need_choice(&kind_spot, mr_source_kind_names);
    source->project_id = mr_spot_text(&project, NULL);
    source->well_ids = mr_spot_names(&wells);
    source->curve_names = mr_spot_names(&curves);
    read_range(&range, &source->depth_min, &source->depth_max);
    source->log_type = mr_spot_text(&log_type, "composite");
    source->newest = rule.json && mr_spot_need_choice(&rule, rules) == 1;
    source->match_quantity = match.json && mr_spot_need_choice(&match, matches) == 1;
    if (kind < 0)
        return;
    source->kind = (mr_source_kind)kind;
    const char *key = mr_source_name_key(source->kind);
    if (!key)
        return;
    mr_spot name = mr_spot_get(spot, key);
    source->name = mr_spot_need_text(&name);
}

void mr_read_ingestion(const mr_spot *type, mr_node *node)
{
    mr_spot source = mr_spot_get(type, "source_type"), filters = mr_spot_get(type, "filters");
    mr_spot schema = mr_spot_get(type, "output_schema");

    if (mr_spot_need_object(&source))
        read_source(&source, &node->source);
    read_filters(&filters, &node->source);
    mr_read_declared_schema(&schema, &node->output_schema);
}

static void read_field(const mr_spot *spot, mr_field *out)
{
    mr_spot name = mr_spot_get(spot, "name"), type = mr_spot_get(spot, "type");
    mr_spot nullable = mr_spot_get(spot, "nullable"), metadata = mr_spot_get(spot, "metadata");
    mr_spot unit = mr_spot_get(&metadata, "unit"), quantity = mr_spot_get(&metadata, "quantity");
    mr_spot description = mr_spot_get(&metadata, "description");

    *out = (mr_field){.name = "", .origin = -1};
    if (!spot->json)
        mr_spot_malformed(spot, "must be an object, not null");
    if (!mr_spot_object(spot))
        return;
    (void)mr_spot_object(&metadata);
    const char *text = mr_spot_need_text(&name);
    out->name = text ? text : "";
    text = mr_spot_need_text(&type);
    if (text && *text && !mr_type_parse(text, &out->type))
        mr_spot_malformed(&type, "is no column type: \"%.40s\"", text);
    out->nullable = mr_spot_truth(&nullable, true);
    out->unit = mr_spot_text(&unit, NULL);
    out->quantity = mr_spot_text(&quantity, NULL);
    out->description = mr_spot_text(&description, NULL);
}

// The text of arrow_schema_json: {"fields": [...]}.
static void read_arrow(const mr_spot *spot, mr_schema *out)
{
    const char *text = mr_spot_text(spot, NULL);
    json_t *value = NULL;
    mr_error err = {0};

    if (!text)
        return;
    if (mr_json_parse(mr_str_of(text), &value, &err) != MR_OK) {
        mr_spot_malformed(spot, "is not valid JSON: %s", err.message);
        return;
    }
    mr_spot inner = *spot;
    inner.json = value;
    mr_spot fields = mr_spot_get(&inner, "fields");
    if (mr_spot_object(&inner) && mr_spot_need_list(&fields)) {
        out->n = json_array_size(fields.json);
        out->fields = MR_ARENA_ARRAY(spot->reader->arena, mr_field, out->n);
        for (size_t i = 0; i < out->n; i++) {
            mr_spot field = mr_spot_item(&fields, i);
            read_field(&field, &out->fields[i]);
        }
    }
    json_decref(value);
}

void mr_read_declared_schema(const mr_spot *spot, mr_declared_schema *out)
{
    mr_spot id = mr_spot_get(spot, "schema_id"), arrow = mr_spot_get(spot, "arrow_schema_json");
    mr_spot required = mr_spot_get(spot, "required_columns");
    mr_spot optional = mr_spot_get(spot, "optional_columns");

    if (!mr_spot_object(spot))
        return;
    out->present = true;
    out->schema_id = mr_spot_text(&id, NULL);
    read_arrow(&arrow, &out->fields);
    out->required_columns = mr_spot_names(&required);
    out->optional_columns = mr_spot_names(&optional);
}
