// A data section of a file becomes a log of a well: values, units and mnemonics as they are,
// quantities beside them.
#include "import_log.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/id.h"

#include "import_unit.h"
#include "stats.h"

static void describe_curves(mr_import_piece *piece, const mr_found_log *log, const mr_table *table)
{
    mr_arena *arena = piece->arena;
    mr_curve_row *curves = MR_ARENA_ARRAY(arena, mr_curve_row, table->n);
    piece->log.depth_min = piece->log.depth_max = (double)NAN;
    for (size_t i = 0; i < table->n; i++) {
        const mr_field *field = &table->columns[i]->field;
        mr_stats stats;
        mr_stats_of(table->columns[i], &stats);
        curves[i] = (mr_curve_row){
            .column_name = mr_arena_strdup(arena, field->name),
            .mnemonic = mr_arena_strdup(arena, log->curves[i].mnemonic),
            .unit = mr_arena_strdup(arena, field->unit),
            .description = mr_arena_strdup(arena, field->description),
            .quantity = mr_arena_strdup(arena, field->quantity),
            .type = mr_type_name(field->type),
            .count = stats.count,
            .nulls = stats.nulls,
            .min = stats.min,
            .max = stats.max,
            .mean = stats.mean,
            .set_unit = mr_import_unit(piece->options, log->curves[i].mnemonic, field->name),
        };
        if (strcmp(field->name, "depth") == 0) {
            piece->log.depth_min = stats.min;
            piece->log.depth_max = stats.max;
            piece->log.depth_unit = curves[i].unit;
        }
    }
    piece->log.n_curves = table->n;
    piece->log.curves = curves;
}

// --- entering ---

static mr_status key_of(mr_service *service, const mr_import_piece *piece, const char **out,
                        mr_error *err)
{
    const char *section = strrchr(piece->log.source_key, '#');
    char slug[64] = "";
    bool named = false;
    *out = mr_arena_printf(piece->arena, "project-%s/wells/%s/logs_%s.parquet", piece->project_id,
                           piece->well.well_id, piece->log.log_type);
    MR_TRY(mr_catalog_names_object(service->catalog, *out, &named, err));
    if (!named)
        return MR_OK;
    // A later log of the same well stands beside the first one, which earlier runs have read.
    if (section)
        mr_slug(section, slug, sizeof slug);
    *out = mr_arena_printf(piece->arena, "project-%s/wells/%s/logs_%s.%.12s%s.parquet",
                           piece->project_id, piece->well.well_id, piece->log.log_type,
                           piece->source_digest, slug);
    return MR_OK;
}

static mr_status find_source(mr_service *service, const mr_import_piece *piece, mr_log_source *out,
                             mr_error *err)
{
    mr_log_row like = piece->log;
    like.log_type = piece->options->log_type;
    return mr_log_of_source(service->catalog, piece->project_id, &like, piece->arena, out, err);
}

// The same bytes again: nothing changes but what the user says of its curves.
static mr_status enter_again(mr_service *service, mr_import_piece *piece,
                             const mr_log_source *source, mr_error *err)
{
    json_object_set_new(piece->summary, "status", json_string("unchanged"));
    json_object_set_new(piece->summary, "well_id", json_string(source->well_id));
    json_object_set_new(piece->summary, "log_type", json_string(source->log_type));
    for (size_t i = 0; i < piece->log.n_curves; i++) {
        const mr_curve_row *c = &piece->log.curves[i];
        if (c->set_unit)
            MR_TRY(mr_curve_correct(service->catalog, source->log_id, c->column_name,
                                    &(mr_curve_word){c->set_unit, NULL}, NULL, err));
    }
    return MR_OK;
}

static mr_status put_markers(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    for (size_t i = 0; i < piece->n_markers; i++) {
        mr_marker_row *marker = &piece->markers[i];
        marker->well_id = piece->well.well_id;
        MR_TRY(mr_marker_put(service->catalog, piece->project_id, marker, err));
    }
    return MR_OK;
}

static mr_status put_rows(mr_service *service, mr_import_piece *piece, bool is_new, bool *added,
                          mr_error *err)
{
    char well[37];
    MR_TRY(mr_import_put_well(service, piece, is_new, well, err));
    MR_TRY(mr_log_put(service->catalog, well, &piece->log, added, err));
    return put_markers(service, piece, err);
}

static mr_status enter_log(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    mr_log_source source;
    bool is_new = false, added = false;
    char digest[65];
    const char *key;
    MR_TRY(find_source(service, piece, &source, err));
    if (source.same_bytes)
        return enter_again(service, piece, &source, err);
    MR_TRY(mr_import_find_well(service, piece, source.well_id, &is_new, err));
    MR_TRY(key_of(service, piece, &key, err));
    MR_TRY(mr_import_commit(service, piece, key, digest, err));
    piece->log.object_key = piece->object_key;
    piece->log.digest = digest;
    if (source.well_id) { // the same kind of log as before, whoever chose it
        piece->log.source_key = source.source_key;
        if (source.source_key[0] == '=')
            piece->log.log_type = source.base_name;
    }
    MR_TRY(put_rows(service, piece, is_new, &added, err));
    if (source.well_id)
        mr_import_note(piece, "notes", "is a new version of the %s log of %s", source.log_type,
                       source.well_id);
    else
        mr_import_note_well(piece, is_new);
    const char *status = !source.well_id ? "added" : added ? "replaced" : "unchanged";
    MR_TRY(find_source(service, piece, &source, err)); // its name among the well's logs
    json_object_set_new(piece->summary, "status", json_string(status));
    json_object_set_new(piece->summary, "well_id", json_string(piece->well.well_id));
    json_object_set_new(piece->summary, "log_type",
                        json_string(source.log_type ? source.log_type : piece->log.log_type));
    return MR_OK;
}

// --- reading ---

static mr_status check_log_type(const char *log_type, mr_error *err)
{
    char slug[64];
    mr_slug(log_type, slug, sizeof slug);
    if (!log_type[0] || strcmp(slug, log_type) != 0 || strchr(log_type, '.'))
        return mr_fail(err, MR_EUSAGE, "log type", "\"%s\" may hold only letters, digits, - and _",
                       log_type);
    return MR_OK;
}

static mr_status check_depth_unit(const mr_units *units, mr_import_piece *piece,
                                  const mr_found_curve *curve, const char *set, mr_error *err)
{
    mr_unit_reading read = mr_unit_read(units, set ? set : curve->unit, curve->mnemonic, "depth");
    double scale, offset;
    if (read.state == MR_UNIT_NONE_SAID) {
        mr_import_note(piece, "warnings",
                       "the index %s says no unit: the project's is assumed; --unit %s=ft would "
                       "say it",
                       curve->mnemonic, curve->mnemonic);
        return MR_OK;
    }
    if (read.unit && mr_unit_convert(units, read.unit, "m", &scale, &offset))
        return MR_OK;
    return mr_fail(err, MR_EFORMAT, curve->mnemonic,
                   "the unit of the depths, \"%s\", is %s: say it with --unit %s=ft (or m, ...)",
                   set ? set : curve->unit, read.unit ? "no length" : "not understood",
                   curve->mnemonic);
}

static mr_status check_index(const mr_units *units, mr_import_piece *piece, const mr_found_log *log,
                             mr_error *err)
{
    const mr_log_index index = mr_log_index_of(units, log);
    if (log->n == 0)
        return MR_OK; // the table says it
    const mr_found_curve *first = &log->curves[log->index];
    const char *of = index.kind == MR_INDEX_TIME ? "a time" : "no depth";
    if (index.curve == SIZE_MAX && first->column->field.type == MR_UTF8 &&
        index.kind == MR_INDEX_OTHER)
        return mr_fail(err, MR_EFORMAT, first->mnemonic,
                       "the index %s of the well \"%s\" holds words, and no curve holds depths",
                       first->mnemonic, piece->well.well_name);
    if (index.curve == SIZE_MAX) {
        piece->log.index_kind = index.kind == MR_INDEX_TIME ? "time" : "other";
        piece->log.index_mnemonic = mr_arena_strdup(piece->arena, first->mnemonic);
        mr_import_note(piece, "warnings",
                       "the index %s of the well \"%s\" is %s and no curve holds depths: pipelines "
                       "that go by depth cannot take this log",
                       first->mnemonic, piece->well.well_name, of);
        return MR_OK;
    }
    const mr_found_curve *depth = &log->curves[index.curve];
    piece->log.index_mnemonic = mr_arena_strdup(piece->arena, depth->mnemonic);
    if (index.curve != log->index)
        mr_import_note(piece, "warnings",
                       "the index %s of the well \"%s\" is %s: its rows go by the curve %s",
                       first->mnemonic, piece->well.well_name, of, depth->mnemonic);
    return check_depth_unit(units, piece, depth,
                            mr_import_unit(piece->options, depth->mnemonic, "depth"), err);
}

static mr_status write_aside(mr_service *service, mr_import_piece *piece, const mr_table *table,
                             mr_error *err)
{
    mr_log_source source;
    bool is_new;
    const char *key;
    MR_TRY(find_source(service, piece, &source, err));
    if (source.same_bytes)
        return MR_OK;
    MR_TRY(mr_import_find_well(service, piece, source.well_id, &is_new, err));
    MR_TRY(key_of(service, piece, &key, err));
    snprintf(piece->object_key, sizeof piece->object_key, "%s", key);
    piece->match = NULL; // found again when it enters: others may have come between
    return mr_import_write(service, piece, table, err);
}

mr_status mr_import_log(mr_service *service, mr_import_piece *piece, const mr_found_log *log,
                        mr_error *err)
{
    mr_table *table = NULL;
    if (piece->options->log_type)
        MR_TRY(check_log_type(piece->options->log_type, err));
    MR_TRY(check_index(service->units, piece, log, err));
    MR_TRY(mr_log_table(service->units, log, &table, err));
    piece->enter = enter_log;
    piece->rows = piece->log.rows = log->rows;
    describe_curves(piece, log, table);
    json_t *s = piece->summary;
    json_object_set_new(s, "well_name", json_string(piece->well.well_name));
    json_object_set_new(s, "rows", json_integer((json_int_t)log->rows));
    json_object_set_new(s, "curves", json_integer((json_int_t)log->n));
    mr_status st = write_aside(service, piece, table, err);
    mr_table_unref(table);
    return st;
}
