// The demonstration: sample wells, the quicklook, a table by well and zone, a log plot.
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reuse.h"
#include "sample.h"

static const char PROJECT[] = "Sample", UNZONED[] = "Unzoned";

// Where the examples are: beside the build folder, or where they were installed.
static mr_status find_examples(mr_arena *arena, const char **out, mr_error *err)
{
    static const char *const places[] = {"../examples", "../../examples",
                                         "../share/mudrock/examples"};
    char program[4096];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = 0;
    char *slash = strrchr(program, '/');
    if (slash)
        *slash = 0;
    for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
        const char *folder = mr_arena_printf(arena, "%s/%s", program, places[i]);
        if (access(mr_arena_printf(arena, "%s/quicklook.json", folder), R_OK) == 0) {
            *out = folder;
            return MR_OK;
        }
    }
    return mr_fail(err, MR_ENOTFOUND, NULL,
                   "the sample wells are not beside the program; say where with --examples");
}

static mr_status import_wells(mr_service *service, const mr_demo_options *options,
                              const char *examples, mr_arena *arena, json_t **summary,
                              mr_error *err)
{
    const char *wells = mr_arena_printf(arena, "%s/wells", examples);
    mr_import_batch batch = options->import;
    batch.options = (mr_import_options){.project = PROJECT};
    return mr_import_all(service, &batch, &(mr_names){1, &wells}, summary, err);
}

static mr_status load_quicklook(mr_service *service, const char *examples, mr_arena *arena,
                                mr_dag **out, mr_error *err)
{
    mr_diagnostics problems;
    mr_diagnostics_init(&problems);
    const char *path = mr_arena_printf(arena, "%s/quicklook.json", examples);
    mr_status st = mr_load_document(service, path, out, &problems, err);
    mr_diagnostics_clear(&problems);
    return st;
}

static mr_status run_or_reuse(mr_service *service, const mr_dag *dag,
                              const mr_execute_options *options, mr_diagnostics *problems,
                              json_t **execution, bool *reused, mr_error *err)
{
    mr_dag *prepared = NULL;
    mr_status st = mr_prepare_document(service, dag, options, &prepared, err);
    if (st == MR_OK)
        st = mr_find_equal_run(service, prepared, options, execution, err);
    mr_dag_free(prepared);
    *reused = st == MR_OK && *execution;
    if (st != MR_OK || *reused)
        return st;
    return mr_execute_pipeline(service, dag, options, problems, execution, err);
}

static const json_t *output_of_kind(const json_t *execution, mr_output_kind kind)
{
    const json_t *outputs =
        json_object_get(json_object_get(execution, "result_summary"), "outputs");
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *output = json_array_get(outputs, i);
        const char *text = json_string_value(json_object_get(output, "kind"));
        if (text && strcmp(text, mr_output_kind_name(kind)) == 0)
            return output;
    }
    return NULL;
}

static mr_status read_output(mr_service *service, const json_t *execution, mr_output_kind kind,
                             mr_table **out, mr_error *err)
{
    const json_t *output = output_of_kind(execution, kind);
    if (!output)
        return mr_fail(err, MR_EFAIL, NULL, "the quicklook has no %s output",
                       mr_output_kind_name(kind));
    return mr_output_table(service, kind, json_string_value(json_object_get(output, "path")), out,
                           err);
}

typedef struct view {    // what the plot shows
    const char *well_id; // NULL: there is none
    double top;          // NaN: from its first sample
} view;

// The first well that has zones, from a little above them; else the first well, whole.
static view choose_view(const mr_table *zones, mr_arena *arena)
{
    const mr_column *well = mr_table_find(zones, "well_id"), *zone = mr_table_find(zones, "zone");
    const mr_column *top = mr_table_find(zones, "top"), *base = mr_table_find(zones, "base");
    view chosen = {NULL, (double)NAN};
    if (!well || !zone || !top || !base || zones->rows == 0)
        return chosen;
    int64_t first = 0;
    for (int64_t i = zones->rows; i-- > 0;)
        if (!mr_str_eq(mr_column_text(zone, i), mr_str_of(UNZONED))) {
            first = i;
            chosen.top = mr_column_real(top, i);
        }
    mr_str name = mr_column_text(well, first);
    chosen.well_id = mr_arena_strndup(arena, name.at, name.n);
    double bottom = chosen.top;
    for (int64_t i = first; i < zones->rows && mr_str_eq(mr_column_text(well, i), name); i++)
        bottom = mr_column_real(base, i) > bottom ? mr_column_real(base, i) : bottom;
    chosen.top -= 0.05 * (bottom - chosen.top);
    return chosen;
}

static mr_status rows_of_well(const mr_table *table, const char *well_id, mr_table **out,
                              mr_error *err)
{
    const mr_column *well = mr_table_find(table, "well_id");
    int64_t *rows = well ? malloc(((size_t)table->rows + 1) * sizeof *rows) : NULL, n = 0;
    if (!rows)
        return mr_fail(err, MR_EFAIL, NULL, "the result has no well_id");
    for (int64_t i = 0; i < table->rows; i++)
        if (mr_str_eq(mr_column_text(well, i), mr_str_of(well_id)))
            rows[n++] = i;
    mr_status st = mr_table_take(table, rows, n, out, err);
    free(rows);
    return st;
}

static mr_status write_file(const char *path, mr_str bytes, mr_error *err)
{
    mr_object_write *write = NULL;
    MR_TRY(mr_file_begin(path, &write, err));
    FILE *file = fopen(mr_object_temp(write), "wb");
    bool good = file && fwrite(bytes.at, 1, bytes.n, file) == bytes.n;
    if (file && fclose(file) != 0)
        good = false;
    if (good)
        return mr_object_commit(write, NULL, err);
    mr_object_abort(write);
    return mr_fail(err, MR_EIO, path, "cannot be written");
}

static mr_status draw(mr_service *service, const json_t *execution, const view *shown,
                      const char *path, mr_error *err)
{
    mr_table *curves = NULL, *well = NULL;
    json_t *project = NULL, *row = NULL;
    mr_buf svg = {0};
    mr_status st = read_output(service, execution, MR_OUTPUT_FRONTEND, &curves, err);
    if (st == MR_OK)
        st = rows_of_well(curves, shown->well_id, &well, err);
    if (st == MR_OK)
        st = mr_project_open(service, PROJECT, false, &project, err);
    if (st == MR_OK)
        st = mr_well_get(service->catalog, json_string_value(json_object_get(project, "id")),
                         shown->well_id, &row, err);
    if (st == MR_OK) {
        const mr_column *depth = mr_table_find(well, "depth");
        const char *name = json_string_value(json_object_get(row, "well_name"));
        mr_plot plot = {
            .title = name ? name : shown->well_id,
            .subtitle = "Quicklook of raw logs; one set of parameters for all wells",
            .depth_unit = depth ? depth->field.unit : NULL,
            .top = shown->top,
            .base = (double)NAN,
        };
        mr_plot_svg(well, &plot, &svg);
        st = svg.status == MR_OK ? write_file(path, (mr_str){svg.at, svg.n}, err)
                                 : mr_fail(err, svg.status, path, "no memory for the plot");
    }
    mr_buf_clear(&svg);
    mr_table_unref(well);
    mr_table_unref(curves);
    json_decref(row);
    json_decref(project);
    return st;
}

// The table by well and zone, and the plot, from what the run wrote.
static mr_status show(mr_service *service, const json_t *execution, const char *out_folder,
                      bool redraw, mr_arena *arena, json_t *result, mr_error *err)
{
    mr_table *zones = NULL;
    MR_TRY(read_output(service, execution, MR_OUTPUT_PARQUET, &zones, err));
    json_object_set_new(result, "zones", mr_sample_rows(zones, 0, zones->rows));
    const view shown = choose_view(zones, arena);
    mr_table_unref(zones);
    if (!shown.well_id)
        return mr_fail(err, MR_EFAIL, NULL, "the quicklook gave no zones");
    const char *path = mr_arena_printf(arena, "%s/quicklook/%s.svg", out_folder, shown.well_id);
    json_object_set_new(result, "plot", json_string(path));
    return redraw || access(path, R_OK) != 0 ? draw(service, execution, &shown, path, err) : MR_OK;
}

mr_status mr_demo(mr_service *service, const mr_demo_options *options, mr_diagnostics *problems,
                  json_t **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    const char *examples = options->examples;
    json_t *import = NULL, *execution = NULL;
    mr_dag *dag = NULL;
    bool reused = false;
    mr_execute_options execute = options->execute;
    execute.project = PROJECT;
    execute.out_folder = options->out_folder ? options->out_folder : service->workspace;
    mr_status st = examples ? MR_OK : find_examples(arena, &examples, err);
    if (st == MR_OK)
        st = import_wells(service, options, examples, arena, &import, err);
    if (st == MR_OK)
        st = load_quicklook(service, examples, arena, &dag, err);
    if (st == MR_OK)
        st = run_or_reuse(service, dag, &execute, problems, &execution, &reused, err);
    json_t *result = json_pack("{s:s,s:b,s:O*,s:O*}", "project", PROJECT, "reused", reused,
                               "import", import, "execution", execution);
    if (st == MR_OK)
        st = show(service, execution, execute.out_folder, !reused, arena, result, err);
    if (st == MR_OK)
        *out = json_incref(result);
    json_decref(result);
    json_decref(execution);
    json_decref(import);
    mr_dag_free(dag);
    mr_arena_free(arena);
    return st;
}
