// Files of well data besides LAS and tapes: tops, surveys, checkshots, WITSML, GSLIB, workbooks.
#include "import_contents.h"

#include <jansson.h>
#include <string.h>

#include "mudrock/csv.h"
#include "mudrock/id.h"
#include "mudrock/workbook.h"

#include "import_log.h"

static const char *section_of(const mr_import_piece *piece, const char *name, size_t i)
{
    return name ? name : mr_arena_printf(piece->arena, "%zu", i + 1);
}

static mr_found_log found_of(mr_arena *arena, const mr_table *table)
{
    mr_found_curve *curves = MR_ARENA_ARRAY(arena, mr_found_curve, table->n + 1);
    for (size_t i = 0; i < table->n; i++) {
        const mr_field *field = &table->columns[i]->field;
        curves[i] =
            (mr_found_curve){field->name, field->unit, field->description, table->columns[i]};
    }
    return (mr_found_log){.n = table->n, .curves = curves, .rows = table->rows};
}

static const char *log_name(const mr_import_piece *piece, const mr_sheet *sheet)
{
    char slug[60];
    mr_column_name(sheet->name ? sheet->name : "", slug, sizeof slug);
    return piece->options->log_type ? piece->options->log_type
           : slug[0]                ? mr_arena_strdup(piece->arena, slug)
                                    : "composite";
}

static mr_status read_log(mr_service *service, mr_import_piece *piece, const mr_sheet *sheet,
                          size_t i, const char *format, mr_error *err)
{
    mr_import_piece *part = mr_import_part(piece);
    const mr_found_log found = found_of(piece->arena, sheet->table);
    mr_import_name_well(part, sheet->well ? sheet->well : mr_import_stem_slug(piece));
    part->log = (mr_log_row){
        .source_name = piece->name,
        .source_format = format,
        .source_digest = part->source_digest,
        .source_key = mr_import_source_key(
            piece, mr_arena_printf(piece->arena, "%zu.%s", i + 1, sheet->name ? sheet->name : "")),
        .log_type = log_name(piece, sheet),
        .set_name = mr_arena_strdup(piece->arena, sheet->name),
        .said = mr_identity_text(&part->identity, piece->arena),
    };
    return mr_import_log(service, part, &found, err);
}

static mr_status read_logs(mr_service *service, mr_import_piece *piece, const mr_contents *c,
                           mr_error *err)
{
    for (size_t i = 0; i < c->n_logs; i++) {
        if (c->logs[i].table->rows == 0) {
            mr_import_note(piece, "warnings", "the log %s holds no rows and is left out",
                           section_of(piece, c->logs[i].name, i));
            continue;
        }
        MR_TRY(read_log(service, piece, &c->logs[i], i, c->format, err));
    }
    return MR_OK;
}

// Stations in a text table are a table of the project, too: pipelines connect it where they want a
// survey, and it is there when no well is.
static mr_status read_as_table(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    mr_csv_report report = {.arena = piece->arena};
    mr_table *table = NULL;
    if (mr_csv_read_file(piece->path, piece->options->text, &report, &table, NULL) != MR_OK)
        return MR_OK; // no table of one kind of rows
    for (size_t i = 0; i < piece->n_parts; i++)
        piece->parts[i]->wellless = !piece->options->well;
    mr_import_piece *part = mr_import_part(piece);
    mr_status st = mr_import_put_table(service, part, table, "table",
                                       mr_import_table_name(piece, NULL), json_object(), err);
    part->rows = 0; // they are the survey's
    mr_table_unref(table);
    return st;
}

static mr_status read_surveys(mr_service *service, mr_import_piece *piece, const mr_contents *c,
                              mr_error *err)
{
    for (size_t i = 0; i < c->n_surveys; i++)
        if (c->surveys[i].n)
            MR_TRY(
                mr_import_survey(service, mr_import_part(piece), &c->surveys[i], c->format, err));
    if (c->n_surveys && strcmp(c->format, "Deviation survey") == 0)
        return read_as_table(service, piece, err);
    return MR_OK;
}

// A row a shot: the well as the file calls it, depth, two-way time.
static mr_status shots_of(const mr_contents *c, mr_table **out, mr_error *err)
{
    mr_field fields[] = {
        {.name = "well", .type = MR_UTF8, .nullable = true, .origin = -1},
        {.name = "md",
         .type = MR_FLOAT64,
         .nullable = true,
         .unit = c->checkshots[0].md_unit,
         .quantity = "measured_depth",
         .origin = -1},
        {.name = "twt",
         .type = MR_FLOAT64,
         .nullable = true,
         .unit = "ms",
         .quantity = "two_way_time",
         .origin = -1},
    };
    mr_builder *builders[3];
    int64_t rows = 0;
    for (size_t k = 0; k < 3; k++)
        builders[k] = mr_builder_new(&fields[k]);
    for (size_t i = 0; i < c->n_checkshots; i++)
        for (size_t s = 0; s < c->checkshots[i].n; s++, rows++) {
            if (c->checkshots[i].well)
                mr_builder_text(builders[0], mr_str_of(c->checkshots[i].well));
            else
                mr_builder_null(builders[0]);
            mr_builder_real(builders[1], c->checkshots[i].at[s].md);
            mr_builder_real(builders[2], c->checkshots[i].at[s].twt);
        }
    mr_table *table = mr_table_new(rows);
    mr_status st = MR_OK;
    for (size_t k = 0; k < 3; k++) {
        const mr_column *column = NULL;
        if (st == MR_OK)
            st = mr_builder_finish(builders[k], &column, err);
        if (st == MR_OK)
            mr_table_put(table, column);
        mr_builder_free(builders[k]);
    }
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}

static mr_status read_checkshots(mr_service *service, mr_import_piece *piece, const mr_contents *c,
                                 mr_error *err)
{
    mr_table *table = NULL;
    if (c->n_checkshots == 0)
        return MR_OK;
    MR_TRY(shots_of(c, &table, err));
    mr_import_piece *part = mr_import_part(piece);
    part->section = "checkshots";
    mr_status st =
        mr_import_put_table(service, part, table, "checkshots", mr_import_stem_slug(piece),
                            json_pack("{s:s}", "source_format", c->format), err);
    mr_table_unref(table);
    return st;
}

// Two sheets whose names differ in signs alone would be one table.
static mr_status check_name(const mr_import_piece *file, const char *name, mr_error *err)
{
    for (size_t i = 0; i < file->n_parts; i++)
        if (file->parts[i]->wanted_name && strcmp(file->parts[i]->wanted_name, name) == 0)
            return mr_fail(err, MR_ECONFLICT, NULL,
                           "two of its sheets would be the table %s: rename one", name);
    return MR_OK;
}

static mr_status read_tables(mr_service *service, mr_import_piece *piece, const mr_contents *c,
                             mr_error *err)
{
    for (size_t i = 0; i < c->n_tables; i++) {
        const mr_sheet *sheet = &c->tables[i];
        const char *section = mr_arena_strdup(piece->arena, section_of(piece, sheet->name, i));
        const char *name = mr_import_table_name(piece, c->n_tables > 1 ? section : NULL);
        MR_TRY(check_name(piece, name, err));
        mr_import_piece *part = mr_import_part(piece);
        part->section = section;
        MR_TRY(mr_import_put_table(service, part, sheet->table, "table", name,
                                   json_pack("{s:s}", "source_format", c->format), err));
    }
    return MR_OK;
}

static mr_status read_all(mr_service *service, mr_import_piece *piece, const mr_contents *c,
                          mr_error *err)
{
    MR_TRY(read_logs(service, piece, c, err));
    MR_TRY(read_surveys(service, piece, c, err));
    MR_TRY(read_checkshots(service, piece, c, err));
    MR_TRY(read_tables(service, piece, c, err));
    if (c->n_markers)
        MR_TRY(mr_import_markers(service, mr_import_part(piece), c->markers, c->n_markers, err));
    for (size_t i = 0; i < piece->n_parts; i++)
        piece->rows += piece->parts[i]->rows;
    return piece->n_parts ? MR_OK
                          : mr_fail(err, MR_EFORMAT, NULL,
                                    "this %s file holds nothing that can be imported", c->format);
}

// Takes the contents over.
static mr_status take(mr_service *service, mr_import_piece *piece, mr_contents *contents,
                      mr_error *err)
{
    json_object_set_new(piece->summary, "format", json_string(contents->format));
    mr_status st = read_all(service, piece, contents, err);
    for (size_t i = 0; i < contents->n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", contents->warnings[i]);
    mr_contents_free(contents);
    return st;
}

mr_status mr_import_read_contents(mr_service *service, const mr_import_options *options,
                                  mr_import_piece *piece, mr_error *err)
{
    mr_contents *contents = NULL;
    (void)options;
    MR_TRY(mr_contents_read_file(piece->path, &contents, err));
    return take(service, piece, contents, err);
}

mr_status mr_import_read_workbook(mr_service *service, const mr_import_options *options,
                                  mr_import_piece *piece, mr_error *err)
{
    mr_contents *contents = NULL;
    MR_TRY(mr_workbook_read_file(piece->path, options->text, &contents, err));
    return take(service, piece, contents, err);
}
