// An execution as rows: what it read, with which operators, what each node did, what came out.
#include "record.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/clock.h"
#include "mudrock/hash.h"

#include "content_key.h"
#include "sample.h"
#include "snapshot.h"

// --- before the run ---

static json_t *engine_versions(void)
{
    return json_pack("{s:s,s:s}", "mudrock", MR_VERSION, "duckdb", mr_duck_version());
}

static json_t *resolved_operators(const mr_typed_dag *typed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < typed->dag->n_nodes; i++) {
        const mr_typed_node *node = &typed->nodes[i];
        char digest[65];
        if (!node->op || !node->reaches_output)
            continue;
        mr_operator_digest(node->op, digest);
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s}", "node_id", node->node->id,
                                              "operator_id", node->op->id, "version",
                                              node->op->version, "impl_digest", digest));
    }
    return list;
}

mr_status mr_record_start(const mr_record *record, json_t **out, mr_error *err)
{
    json_t *snapshots = json_array();
    if (record->service->catalog && !record->options->data_folder) {
        mr_status st = mr_snapshot_sources(record->service, record->typed, record->options->wells,
                                           snapshots, err);
        if (st != MR_OK) {
            json_decref(snapshots);
            return st;
        }
    }
    *out = json_pack("{s:o,s:o,s:o}", "engine_versions", engine_versions(), "input_snapshots",
                     snapshots, "resolved_operators", resolved_operators(record->typed));
    return MR_OK;
}

// --- after the run ---

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *execution_log(const mr_record *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->result->n_nodes; i++) {
        const mr_node_stats *s = &r->result->nodes[i];
        const mr_node *node = r->typed->nodes[i].node;
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:s,s:I,s:I,s:I,s:f,s:I,s:o}", "node_id", node->id,
                            "node_name", node->name ? node->name : node->id, "state",
                            mr_node_state_name(s->state), "wells_done", (json_int_t)s->wells_done,
                            "wells", (json_int_t)s->wells, "rows", (json_int_t)s->rows, "time_ms",
                            (double)s->time_ns / 1e6, "infinities", (json_int_t)s->infinities,
                            "error", text_or_null(r->result->node_errors[i])));
    }
    return list;
}

static json_t *outputs(const mr_record *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->result->n_outputs; i++) {
        const mr_output_result *o = &r->result->outputs[i];
        const mr_node *node = mr_dag_find(r->typed->dag, o->node_id);
        // What was kept for the screen goes with the scratch folder.
        bool gone = r->service->ephemeral && o->kind == MR_OUTPUT_FRONTEND;
        const char *name = node && node->name ? node->name : o->node_id;
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:s?,s:I,s:I,s:s}", "node_id", o->node_id,
                                        "node_name", name, "kind", mr_output_kind_name(o->kind),
                                        "path", gone ? NULL : o->path, "rows", (json_int_t)o->rows,
                                        "bytes", (json_int_t)o->bytes, "digest", o->digest));
    }
    return list;
}

static json_t *metrics(const mr_run_result *result)
{
    json_int_t written = 0, cached = 0;
    for (size_t i = 0; i < result->n_outputs; i++)
        written += (json_int_t)result->outputs[i].bytes;
    for (size_t i = 0; i < result->n_nodes; i++)
        cached += result->nodes[i].state == MR_NODE_CACHED;
    return json_pack("{s:I,s:I,s:n,s:I,s:f,s:f,s:I,s:I}", "rows_in", (json_int_t)result->rows_in,
                     "rows_out", (json_int_t)result->rows_out, "bytes_scanned", "bytes_written",
                     written, "cpu_ms", (double)result->cpu_ns / 1e6, "wall_ms",
                     (double)result->wall_ns / 1e6, "mem_peak_bytes",
                     (json_int_t)result->peak_bytes, "cache_hits", cached);
}

// Over the outputs in document order; the same inputs and parameters give the same hash.
static void content_hash(const mr_run_result *result, char out[65])
{
    mr_sha256 hash;
    mr_sha256_init(&hash);
    for (size_t i = 0; i < result->n_outputs; i++)
        mr_sha256_put(&hash, result->outputs[i].digest, strlen(result->outputs[i].digest));
    mr_sha256_hex(&hash, out);
}

// A table of the result to look at: what the run keeps for the screen, else the first Parquet file.
static const mr_output_result *shown_output(const mr_run_result *result)
{
    const mr_output_result *parquet = NULL;
    for (size_t i = 0; i < result->n_outputs; i++) {
        if (result->outputs[i].kind == MR_OUTPUT_FRONTEND)
            return &result->outputs[i];
        if (!parquet && result->outputs[i].kind == MR_OUTPUT_PARQUET)
            parquet = &result->outputs[i];
    }
    return parquet;
}

static json_t *result_summary(const mr_record *r)
{
    json_t *warnings = json_array(), *conversions = json_array();
    for (size_t i = 0; i < r->result->n_warnings; i++)
        json_array_append_new(warnings, json_string(r->result->warnings[i]));
    for (size_t i = 0; i < r->result->n_conversions; i++)
        json_array_append_new(conversions, json_string(r->result->conversions[i]));
    const mr_output_result *shown = shown_output(r->result);
    json_t *summary = shown ? mr_sample_output(r->service, shown) : json_object();
    json_object_set_new(summary, "outputs", outputs(r));
    json_object_set_new(summary, "warnings", warnings);
    json_object_set_new(summary, "conversions", conversions);
    return summary;
}

json_t *mr_record_end(const mr_record *r, mr_status status, const mr_error *failure)
{
    char now[32], hash[65], message[sizeof failure->where + sizeof failure->message + 4];
    const char *name = status == MR_OK        ? "completed"
                       : status == MR_ECANCEL ? "cancelled"
                                              : "failed";
    json_t *fields = json_object();
    mr_clock_rfc3339(now);
    json_object_set_new(fields, "status", json_string(name));
    json_object_set_new(fields, "completed_at", json_string(now));
    if (status != MR_OK) {
        snprintf(message, sizeof message, "%s%s%s", failure->where, failure->where[0] ? ": " : "",
                 failure->message);
        json_object_set_new(fields, "error_message", json_string(message));
    }
    if (!r->result)
        return fields;
    json_object_set_new(fields, "execution_time_ms",
                        json_integer((json_int_t)(r->result->wall_ns / 1000000)));
    json_object_set_new(fields, "execution_log", execution_log(r));
    json_object_set_new(fields, "metrics", metrics(r->result));
    if (status == MR_OK) {
        content_hash(r->result, hash);
        json_object_set_new(fields, "content_hash", json_string(hash));
        json_object_set_new(fields, "result_summary", result_summary(r));
    }
    return fields;
}

// --- lineage ---

// One digest for all that a source read.
static const char *snapshot_of(const json_t *snapshots, const char *node_id, char out[65])
{
    mr_sha256 hash;
    size_t n = 0;
    mr_sha256_init(&hash);
    for (size_t i = 0; i < json_array_size(snapshots); i++) {
        const json_t *s = json_array_get(snapshots, i);
        const char *digest = json_string_value(json_object_get(s, "digest"));
        if (!digest || strcmp(json_string_value(json_object_get(s, "node_id")), node_id) != 0)
            continue;
        mr_sha256_put(&hash, digest, strlen(digest));
        n++;
    }
    mr_sha256_hex(&hash, out);
    return n ? out : NULL;
}

mr_status mr_record_lineage(const mr_record *r, const char *execution_id, const json_t *snapshots,
                            mr_error *err)
{
    const mr_typed_dag *typed = r->typed;
    for (size_t i = 0; i < typed->dag->n_nodes; i++) {
        const mr_typed_node *node = &typed->nodes[i];
        if (!node->reaches_output)
            continue;
        const char *type = node->op ? node->op->id : mr_node_kind_name(node->node->kind);
        for (size_t d = 0; d < node->n_dependencies; d++) {
            char digest[65];
            const char *source = typed->nodes[node->dependencies[d]].node->id;
            MR_TRY(mr_lineage_put(r->service->catalog, execution_id, source, node->node->id,
                                  snapshot_of(snapshots, source, digest), type,
                                  node->node->parameters, err));
        }
    }
    return MR_OK;
}
