// One operator over one file. The file stands in as the source of a three-node document, so that
// parameters, columns, types and units are checked and converted by the same code as in a pipeline.
#include <jansson.h>
#include <string.h>

#include "mudrock/json.h"
#include "mudrock/service.h"

static const char *const SOURCE = "input", *const NODE = "operator", *const OUTPUT = "output";

static const char *nearest_operator(const char *id)
{
    const char *best = NULL;
    size_t least = 6;
    for (size_t i = 0; i < mr_operator_count(); i++) {
        size_t distance = mr_edit_distance(id, mr_operator_at(i)->id, least);
        if (distance < least) {
            best = mr_operator_at(i)->id;
            least = distance;
        }
    }
    return best;
}

mr_status mr_operator_named(const char *id_at_version, const mr_operator **out, mr_error *err)
{
    char id[128];
    size_t n = strcspn(id_at_version, "@");
    const char *version = id_at_version[n] ? id_at_version + n + 1 : NULL;
    snprintf(id, sizeof id, "%.*s", (int)(n < sizeof id ? n : sizeof id - 1), id_at_version);
    *out = mr_operator_find(id, version);
    if (*out)
        return MR_OK;
    const mr_operator *any = version ? mr_operator_find(id, NULL) : NULL;
    if (any)
        return mr_fail(err, MR_ENOTFOUND, id, "there is no version %s; the newest is %s", version,
                       any->version);
    const char *near = nearest_operator(id);
    return mr_fail(err, MR_ENOTFOUND, NULL, "there is no operator \"%s\"%s%s%s", id_at_version,
                   near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

// Three nodes: the table as it stands in the file, the operator, an output.
static json_t *document(const mr_operator *op, json_t *params, const mr_table *table,
                        mr_arena *arena)
{
    mr_schema schema;
    mr_table_schema(table, arena, &schema);
    json_t *source = json_pack(
        "{s:s,s:s,s:[],s:{s:s,s:{s:s,s:s},s:{s:s,s:s,s:[],s:[]}}}", "id", SOURCE, "name", "Input",
        "dependencies", "node_type", "type", "ingestion", "source_type", "source", "table",
        "table_name", "input", "output_schema", "schema_id", "input", "arrow_schema_json",
        mr_schema_to_arrow_json(arena, &schema), "required_columns", "optional_columns");
    json_t *node = json_pack("{s:s,s:s,s:[s],s:{s:s,s:s,s:s,s:O}}", "id", NODE, "name", op->id,
                             "dependencies", SOURCE, "node_type", "type", "operator", "operator_id",
                             op->id, "operator_version", op->version, "parameters", params);
    json_t *output =
        json_pack("{s:s,s:s,s:[s],s:{s:s,s:s}}", "id", OUTPUT, "name", "Output", "dependencies",
                  NODE, "node_type", "type", "output", "output_type", "frontend");
    return json_pack("{s:s,s:s,s:s,s:[o,o,o]}", "id", "operator-run", "name", "operator run",
                     "version", "1.0.0", "nodes", source, node, output);
}

static void copy_problems(const mr_diagnostics *from, mr_diagnostics *to)
{
    for (size_t i = 0; i < from->n; i++) {
        const mr_diagnostic *d = &from->at[i];
        mr_diagnostic *copy = mr_diagnose(to, d->severity, d->code, NULL, "%s", d->message);
        copy->column = mr_arena_strdup(to->arena, d->column);
        copy->hint = mr_arena_strdup(to->arena, d->hint);
    }
}

typedef struct engines {
    mr_units *units;
    mr_duck *duck;
    mr_sql *sql;
} engines;

static void warned(void *problems, const char *text)
{
    mr_diagnose(problems, MR_SEVERITY_WARNING, "operator.warning", NULL, "%s", text);
}

// A CSV file has no place for units: who reads it is told them.
static void tell_units(const mr_table *table, mr_buf *out)
{
    const char *comma = "";
    for (size_t i = 0; out && i < table->n; i++) {
        const mr_field *field = &table->columns[i]->field;
        if (!field->unit || !*field->unit)
            continue;
        mr_buf_printf(out, "%s%s %s", comma, field->name, field->unit);
        comma = ", ";
    }
}

static mr_status apply(const mr_operator_job *job, const engines *with, const mr_typed_node *node,
                       mr_table *input, mr_diagnostics *problems, int64_t *rows, mr_error *err)
{
    const mr_apply_options options = {
        .units = with->units, .sql = with->sql, .warn = warned, .context = problems};
    mr_table *result = NULL;
    mr_status st = mr_door_apply(node->args, node->conversions, node->n_conversions, &input, 1,
                                 &options, &result, err);
    if (st == MR_OK)
        st = mr_file_write_table(with->duck, job->output, result, err);
    if (st == MR_OK) {
        *rows = result->rows;
        tell_units(result, job->units);
    }
    mr_table_unref(result);
    return st;
}

static mr_status check_and_apply(const mr_operator_job *job, const mr_operator *op, json_t *params,
                                 const engines *with, mr_table *input, mr_diagnostics *problems,
                                 int64_t *rows, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_dag *dag = NULL;
    mr_typed_dag *typed = NULL;
    json_t *json = document(op, params, input, arena);
    mr_status st = MR_OK;
    if (!json)
        st = mr_fail(err, MR_EFORMAT, job->input, "the column names are not valid UTF-8");
    if (st == MR_OK && mr_dag_decode_json(json, &dag, problems) != MR_OK)
        st = mr_fail(err, MR_EINVALID, job->input, "has columns that no document can name");
    if (st == MR_OK)
        st = mr_validate(
            dag, &(mr_validate_options){.units = with->units, .sql = with->sql, .tell_units = true},
            &typed, err);
    if (st == MR_OK) {
        copy_problems(&typed->problems, problems);
        if (problems->errors)
            st = mr_fail(err, MR_EINVALID, op->id, "cannot run on %s", job->input);
    }
    if (st == MR_OK)
        st = apply(job, with, &typed->nodes[1], input, problems, rows, err);
    mr_typed_dag_free(typed);
    mr_dag_free(dag);
    json_decref(json);
    mr_arena_free(arena);
    return st;
}

static mr_status read_params(const char *text, json_t **out, mr_error *err)
{
    mr_status st = mr_json_parse(mr_str_of(text ? text : "{}"), out, err);
    if (st != MR_OK)
        return mr_fail_in(err, st, "--params: ");
    if (json_is_object(*out))
        return MR_OK;
    json_decref(*out);
    *out = NULL;
    return mr_fail(err, MR_EPARAM, "--params", "must be a JSON object");
}

// Units as they are understood at the columns they stand at (F at TEMP is degF); what is not
// understood stays what the file says.
static mr_table *with_units_understood(const mr_units *units, const mr_table *table)
{
    mr_table *made = mr_table_new(table->rows);
    for (size_t i = 0; i < table->n; i++) {
        mr_field field = table->columns[i]->field;
        const mr_unit_reading said = mr_unit_read(units, field.unit, field.name, field.quantity);
        if (said.state != MR_UNIT_NOT_UNDERSTOOD)
            field.unit = said.unit;
        mr_table_put(made, mr_column_with_field(table->columns[i], &field));
    }
    return made;
}

mr_status mr_operator_run(const mr_operator_job *job, mr_diagnostics *problems, int64_t *rows,
                          mr_error *err)
{
    const mr_operator *op;
    json_t *params = NULL;
    engines with = {0};
    mr_table *read = NULL, *input = NULL;
    MR_TRY(mr_operator_named(job->operator_id, &op, err));
    with.sql = mr_sql_new(0);
    mr_status st = read_params(job->params, &params, err);
    if (st == MR_OK)
        st = mr_units_open(&with.units, err);
    if (st == MR_OK)
        st = mr_duck_open(&(mr_duck_options){.threads = (int)job->threads}, &with.duck, err);
    if (st == MR_OK)
        st = mr_file_read_table(with.duck, with.units, job->input, &read, err);
    if (st == MR_OK)
        input = with_units_understood(with.units, read);
    if (st == MR_OK)
        st = check_and_apply(job, op, params, &with, input, problems, rows, err);
    mr_table_unref(input);
    mr_table_unref(read);
    mr_sql_free(with.sql);
    mr_duck_close(with.duck);
    mr_units_close(with.units);
    json_decref(params);
    return st;
}
