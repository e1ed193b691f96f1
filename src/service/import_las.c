// A LAS file becomes a log of a well: values, units and mnemonics as they are, quantities beside
// them.
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/id.h"
#include "mudrock/units.h"

#include "import.h"
#include "import_unit.h"
#include "las_table.h"
#include "stats.h"

static void describe_curves(mr_import_piece *piece, const mr_import_options *options,
                            const mr_las *las, const mr_table *table)
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
            .mnemonic = mr_arena_strdup(arena, las->curves[i].item.mnemonic),
            .unit = mr_arena_strdup(arena, field->unit),
            .description = mr_arena_strdup(arena, field->description),
            .quantity = mr_arena_strdup(arena, field->quantity),
            .count = stats.count,
            .nulls = stats.nulls,
            .min = stats.min,
            .max = stats.max,
            .mean = stats.mean,
            .set_unit = mr_import_unit(options, las->curves[i].item.mnemonic, field->name),
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

// --- which well ---

static mr_status say_which(const mr_import_piece *piece, size_t n, const mr_well_match *matches,
                           mr_error *err)
{
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = mr_arena_printf(piece->arena, "%s%s%s (%s)", list, i ? ", " : "", matches[i].well_id,
                               matches[i].well_name);
    return mr_fail(err, MR_ECONFLICT, NULL,
                   "the well \"%s\" may be any of %s: say which with --well, or merge them",
                   piece->well.well_name, list);
}

static void note_match(mr_import_piece *piece, const mr_well_match *match)
{
    const char *said = piece->well.well_name;
    char a[256], b[256];
    mr_name_fold(said, a, sizeof a);
    mr_name_fold(match->well_name, b, sizeof b);
    if (strcmp(a, b) != 0)
        mr_import_note(piece, "notes", "the well \"%s\" is %s (%s) by its UWI", said,
                       match->well_id, match->well_name);
    else if (!match->exact)
        mr_import_note(piece, "notes",
                       "is taken for the well %s by its name: UWI, field or country are not said "
                       "everywhere",
                       match->well_id);
}

// The well's id: of the log that the file is a version of, the one that the user names, the one
// that it says by UWI or name; else a new one. Numbered when another well has the id that its name
// makes.
static mr_status find_well(mr_service *service, const mr_import_options *options,
                           mr_import_piece *piece, const mr_log_source *source, bool *is_new,
                           mr_error *err)
{
    mr_well_match matches[MR_MOST_MATCHES];
    size_t n = 0;
    json_t *well = NULL;
    *is_new = false;
    piece->well.well_id = source->well_id ? source->well_id : options->well;
    if (piece->well.well_id) {
        MR_TRY(mr_well_get(service->catalog, piece->project_id, piece->well.well_id, &well, err));
        json_decref(well);
        return MR_OK;
    }
    MR_TRY(mr_well_matches(service->catalog, piece->project_id, &piece->identity, piece->arena, &n,
                           matches, err));
    if (n > 1)
        return say_which(piece, n, matches, err);
    if (n == 1) {
        piece->well.well_id = matches[0].well_id;
        piece->match = MR_ARENA_NEW(piece->arena, mr_well_match);
        *piece->match = matches[0];
        return MR_OK;
    }
    *is_new = true;
    return mr_well_free_id(service->catalog, piece->project_id,
                           piece->well.uwi ? piece->well.uwi : piece->well.well_name, piece->arena,
                           &piece->well.well_id, err);
}

static void note_number(mr_import_piece *piece)
{
    char slug[200];
    mr_slug(piece->well.uwi ? piece->well.uwi : piece->well.well_name, slug, sizeof slug);
    if (strcmp(slug, piece->well.well_id) != 0)
        mr_import_note(piece, "notes",
                       "the well \"%s\" gets the id %s: %s is another well; `mudrock wells merge` "
                       "makes them one",
                       piece->well.well_name, piece->well.well_id, slug);
}

// Elevation and total depth are kept in the unit that the well has for them.
static mr_status to_well_unit(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    json_t *row = NULL;
    double scale, offset;
    MR_TRY(mr_well_get(service->catalog, piece->project_id, piece->well.well_id, &row, err));
    const char *from = mr_unit_read(service->units, piece->well.depth_unit, NULL, "depth").unit;
    const char *to =
        mr_unit_read(service->units, json_string_value(json_object_get(row, "depth_unit")), NULL,
                     "depth")
            .unit;
    if (from && to && !mr_unit_equal(service->units, from, to) &&
        mr_unit_convert(service->units, from, to, &scale, &offset)) {
        mr_rescale(&piece->well.kb_elevation, 1, scale, offset);
        mr_rescale(&piece->well.total_depth, 1, scale, offset);
    }
    json_decref(row);
    return MR_OK;
}

// --- entering ---

static mr_status key_of(mr_service *service, const mr_import_piece *piece, const char **out,
                        mr_error *err)
{
    bool named = false;
    *out = mr_arena_printf(piece->arena, "project-%s/wells/%s/logs_%s.parquet", piece->project_id,
                           piece->well.well_id, piece->log.log_type);
    MR_TRY(mr_catalog_names_object(service->catalog, *out, &named, err));
    // A later file of the same well stands beside the first one, which earlier runs have read.
    if (named)
        *out = mr_arena_printf(piece->arena, "project-%s/wells/%s/logs_%s.%.12s.parquet",
                               piece->project_id, piece->well.well_id, piece->log.log_type,
                               piece->source_digest);
    return MR_OK;
}

static mr_status find_source(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_log_source *out, mr_error *err)
{
    mr_log_row like = piece->log;
    like.log_type = options->log_type;
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
    if (!is_new)
        MR_TRY(to_well_unit(service, piece, err));
    MR_TRY(mr_well_put(service->catalog, piece->project_id, &piece->well, well, err));
    MR_TRY(mr_identity_put(service->catalog, well, &piece->identity, err));
    MR_TRY(mr_log_put(service->catalog, well, &piece->log, added, err));
    return put_markers(service, piece, err);
}

static mr_status enter_log(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    const mr_import_options *options = piece->options;
    mr_log_source source;
    bool is_new = false, added = false;
    char digest[65];
    const char *key;
    MR_TRY(find_source(service, options, piece, &source, err));
    if (source.same_bytes)
        return enter_again(service, piece, &source, err);
    MR_TRY(find_well(service, options, piece, &source, &is_new, err));
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
    else if (is_new)
        note_number(piece);
    else if (piece->match)
        note_match(piece, piece->match);
    const char *status = !source.well_id ? "added" : added ? "replaced" : "unchanged";
    MR_TRY(find_source(service, options, piece, &source, err)); // its name among the well's logs
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

static void summarise(mr_import_piece *piece, const mr_las *las)
{
    json_t *s = piece->summary;
    for (size_t i = 0; i < las->n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", las->warnings[i]);
    json_object_set_new(s, "format", json_string("LAS"));
    json_object_set_new(s, "well_name", json_string(piece->well.well_name));
    json_object_set_new(s, "rows", json_integer((json_int_t)las->rows));
    json_object_set_new(s, "curves", json_integer((json_int_t)las->n_curves));
}

static mr_status check_depth_unit(const mr_units *units, mr_import_piece *piece,
                                  const mr_las_item *item, const char *set, mr_error *err)
{
    mr_unit_reading read = mr_unit_read(units, set ? set : item->unit, item->mnemonic, "depth");
    double scale, offset;
    if (read.state == MR_UNIT_NONE_SAID) {
        mr_import_note(piece, "warnings",
                       "the index %s says no unit: the project's is assumed; --unit %s=ft would "
                       "say it",
                       item->mnemonic, item->mnemonic);
        return MR_OK;
    }
    if (read.unit && mr_unit_convert(units, read.unit, "m", &scale, &offset))
        return MR_OK;
    return mr_fail(err, MR_EFORMAT, item->mnemonic,
                   "the unit of the depths, \"%s\", is %s: say it with --unit %s=ft (or m, ...)",
                   set ? set : item->unit, read.unit ? "no length" : "not understood",
                   item->mnemonic);
}

static mr_status check_index(const mr_units *units, const mr_import_options *options,
                             mr_import_piece *piece, const mr_las *las, mr_error *err)
{
    const mr_las_index index = mr_las_index_of(units, las);
    if (las->n_curves == 0)
        return MR_OK; // the table says it
    const mr_las_item *first = &las->curves[0].item;
    const char *of = index.kind == MR_INDEX_TIME ? "a time" : "no depth";
    if (index.curve == SIZE_MAX && las->curves[0].column->field.type == MR_UTF8 &&
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
    const mr_las_item *depth = &las->curves[index.curve].item;
    piece->log.index_mnemonic = mr_arena_strdup(piece->arena, depth->mnemonic);
    if (index.curve > 0)
        mr_import_note(piece, "warnings",
                       "the index %s of the well \"%s\" is %s: its rows go by the curve %s",
                       first->mnemonic, piece->well.well_name, of, depth->mnemonic);
    return check_depth_unit(units, piece, depth, mr_import_unit(options, depth->mnemonic, "depth"),
                            err);
}

static mr_status read_log(mr_service *service, const mr_import_options *options,
                          mr_import_piece *piece, const mr_las *las, mr_error *err)
{
    mr_table *table = NULL;
    mr_log_source source;
    bool is_new;
    const char *key;
    mr_import_identify(piece, service->units, las);
    mr_import_log_facts(piece, las, options->log_type);
    MR_TRY(check_index(service->units, options, piece, las, err));
    MR_TRY(mr_las_table(service->units, las, &table, err));
    describe_curves(piece, options, las, table);
    summarise(piece, las);
    mr_import_las_sections(piece, las);
    mr_status st = find_source(service, options, piece, &source, err);
    if (st == MR_OK && !source.same_bytes) {
        st = find_well(service, options, piece, &source, &is_new, err);
        if (st == MR_OK)
            st = key_of(service, piece, &key, err);
        if (st == MR_OK) {
            snprintf(piece->object_key, sizeof piece->object_key, "%s", key);
            st = mr_import_write(service, piece, table, err);
        }
        piece->match = NULL; // found again when it enters: others may have come between
    }
    mr_table_unref(table);
    return st;
}

mr_status mr_import_read_las(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_error *err)
{
    mr_las *las = NULL;
    const size_t threads = options->threads ? options->threads : service->threads;
    if (options->log_type)
        MR_TRY(check_log_type(options->log_type, err));
    MR_TRY(mr_las_open(piece->path, &(mr_las_options){threads, options->encoding}, &las, err));
    piece->enter = enter_log;
    piece->rows = las->rows;
    piece->log = (mr_log_row){
        .source_name = piece->name,
        .source_format = mr_arena_printf(piece->arena, "LAS %s", las->version),
        .source_digest = piece->source_digest,
        .source_key = options->log_type
                          ? mr_arena_printf(piece->arena, "=%s:%s", options->log_type, piece->place)
                          : piece->place,
        .rows = las->rows,
    };
    mr_status st = read_log(service, options, piece, las, err);
    mr_las_free(las);
    return st;
}
