// A deviation survey becomes one of a well's surveys: depth, inclination, azimuth, vertical depth.
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/contents.h"
#include "mudrock/id.h"
#include "mudrock/units.h"

#include "import.h"
#include "import_contents.h"
#include "import_unit.h"

enum { DEPTH, INC, AZI, TVD, N_COLUMNS };

static mr_status table_of(const mr_survey *survey, const char *unit, mr_table **out, mr_error *err)
{
    const mr_field fields[N_COLUMNS] = {
        {.name = "depth", .unit = unit, .quantity = "measured_depth"},
        {.name = "inc", .unit = "deg", .quantity = "inclination"},
        {.name = "azi", .unit = "deg", .quantity = "azimuth"},
        {.name = "tvd",
         .unit = unit,
         .quantity = "true_vertical_depth",
         .description = "as the file says, else by minimum curvature from a vertical start"},
    };
    mr_table *table = mr_table_new((int64_t)survey->n);
    for (size_t c = 0; c < N_COLUMNS; c++) {
        mr_field field = fields[c];
        mr_column *column;
        double *values;
        field.type = MR_FLOAT64;
        field.origin = -1;
        mr_status st = mr_column_new_f64(&field, (int64_t)survey->n, &column, &values, err);
        if (st != MR_OK) {
            mr_table_unref(table);
            return st;
        }
        for (size_t i = 0; i < survey->n; i++) {
            const mr_station *at = &survey->at[i];
            values[i] = c == DEPTH ? at->md : c == INC ? at->inc : c == AZI ? at->azi : at->tvd;
        }
        mr_column_seal(column);
        mr_table_put(table, column);
    }
    *out = table;
    return MR_OK;
}

static mr_status key_of(mr_service *service, const mr_import_piece *piece, const char **out,
                        mr_error *err)
{
    bool named = false;
    *out = mr_arena_printf(piece->arena, "project-%s/wells/%s/survey_%s.parquet", piece->project_id,
                           piece->well.well_id, piece->survey.name);
    MR_TRY(mr_catalog_names_object(service->catalog, *out, &named, err));
    if (named) // earlier runs have read that one
        *out = mr_arena_printf(piece->arena, "project-%s/wells/%s/survey_%s.%.12s.parquet",
                               piece->project_id, piece->well.well_id, piece->survey.name,
                               piece->source_digest);
    return MR_OK;
}

static void say(mr_import_piece *piece, const char *status, const char *well, const char *name)
{
    json_object_set_new(piece->summary, "status", json_string(status));
    json_object_set_new(piece->summary, "well_id", json_string(well));
    json_object_set_new(piece->summary, "survey", json_string(name));
}

static mr_status enter_survey(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    mr_survey_source source;
    bool is_new = false;
    const char *key;
    char digest[65], well[37];
    MR_TRY(mr_survey_of_source(service->catalog, piece->project_id, &piece->survey, piece->arena,
                               &source, err));
    const bool may_be_left_out = piece->wellless;
    piece->wellless = false;
    if (source.same_bytes) {
        say(piece, "unchanged", source.well_id, source.name);
        return MR_OK;
    }
    const bool is_version = source.well_id != NULL;
    mr_status st = mr_import_find_named(service, piece, source.well_id, &is_new, err);
    if (st == MR_ENOTFOUND && may_be_left_out) {
        piece->wellless = true;
        mr_import_note(
            piece, "warnings",
            "names no well, and no well is called as the file is: it is kept as a table; "
            "--well makes it a survey of a well");
        return MR_OK;
    }
    MR_TRY(st);
    MR_TRY(key_of(service, piece, &key, err));
    snprintf(piece->object_key, sizeof piece->object_key, "%s", key);
    MR_TRY(mr_import_write(service, piece, piece->held, err));
    MR_TRY(mr_import_commit(service, piece, NULL, digest, err));
    piece->survey.object_key = piece->object_key;
    piece->survey.digest = digest;
    MR_TRY(mr_import_put_well(service, piece, is_new, well, err));
    MR_TRY(mr_survey_put(service->catalog, well, &piece->survey, err));
    mr_import_note_well(piece, is_new);
    if (is_new)
        mr_import_note(piece, "notes", "the well %s is new: no well is called \"%s\"",
                       piece->well.well_id, piece->identity.name);
    MR_TRY(mr_survey_of_source(service->catalog, piece->project_id, &piece->survey, piece->arena,
                               &source, err));
    say(piece, is_version ? "replaced" : "added", piece->well.well_id, source.name);
    return MR_OK;
}

static mr_status settle_unit(const mr_units *units, mr_import_piece *piece, const char *said,
                             const char **out, mr_error *err)
{
    const char *told = mr_import_unit(piece->options, "MD", "depth");
    const char *text = told ? told : said;
    const mr_unit_reading read = mr_unit_read(units, text, "MD", "depth");
    double scale, offset;
    *out = mr_arena_strdup(piece->arena, text);
    if (read.state == MR_UNIT_NONE_SAID) {
        *out = NULL;
        mr_import_note(piece, "warnings",
                       "the depths say no unit: the project's is assumed; --unit DEPT=ft would say "
                       "it");
        return MR_OK;
    }
    if (read.unit && mr_unit_convert(units, read.unit, "m", &scale, &offset))
        return MR_OK;
    return mr_fail(err, MR_EFORMAT, "md",
                   "the unit of the depths, \"%s\", is %s: say it with --unit DEPT=ft (or m, ...)",
                   text, read.unit ? "no length" : "not understood");
}

// The same bytes under another name may be the survey of another well, when they name none.
static const char *section_of(const mr_import_piece *piece, const mr_survey *survey)
{
    return survey->well ? survey->well : mr_arena_printf(piece->arena, "=%s", piece->name);
}

mr_status mr_import_survey(mr_service *service, mr_import_piece *piece, const mr_survey *survey,
                           const char *format, mr_error *err)
{
    const char *unit = NULL;
    double low = (double)NAN, high = (double)NAN;
    mr_import_name_well(piece, survey->well);
    MR_TRY(settle_unit(service->units, piece, survey->md_unit, &unit, err));
    MR_TRY(table_of(survey, unit, &piece->held, err));
    for (size_t i = 0; i < survey->n; i++) {
        const double md = survey->at[i].md;
        low = isnan(low) || md < low ? md : low;
        high = isnan(high) || md > high ? md : high;
    }
    piece->enter = enter_survey;
    piece->rows = (int64_t)survey->n;
    piece->survey = (mr_survey_row){
        .name = mr_import_stem_slug(piece),
        .depth_unit = unit,
        .stations = piece->rows,
        .depth_min = low,
        .depth_max = high,
        .source_name = piece->name,
        .source_format = format,
        .source_digest = piece->source_digest,
        .source_key = mr_import_source_key(piece, section_of(piece, survey)),
    };
    json_object_set_new(piece->summary, "rows", json_integer((json_int_t)piece->rows));
    return MR_OK;
}
