// A LAS file becomes the logs of a well: values, units and mnemonics as they are, quantities beside
// them.
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mudrock/id.h"
#include "mudrock/units.h"

#include "import.h"
#include "las_table.h"
#include "stats.h"

// Header items that say nothing although something stands there.
static const char *said(const char *value)
{
    static const char *const nothing[] = {"0",    "-",    "--",      "n/a",    "na",
                                          "none", "null", "unknown", "-999.25"};
    char slug[256];
    if (!value)
        return NULL;
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (strcasecmp(value, nothing[i]) == 0)
            return NULL;
    mr_slug(value, slug, sizeof slug);
    return slug[strspn(slug, "-_.")] ? value : NULL;
}

static const char *first_said(const mr_las *las, const char *const *mnemonics)
{
    for (; *mnemonics; mnemonics++) {
        const char *value = said(mr_las_well_value(las, *mnemonics));
        if (value)
            return value;
    }
    return NULL;
}

static const mr_las_item *find_item(const mr_las_items *items, const char *mnemonic)
{
    for (size_t i = 0; i < items->n; i++)
        if (strcasecmp(items->at[i].mnemonic, mnemonic) == 0)
            return &items->at[i];
    return NULL;
}

// A number of the header, from the well or the parameter section; `unit` NULL takes it as it is,
// else in that unit when the item says another.
static double header_number(const mr_units *units, const mr_las *las, const char *const *mnemonics,
                            const char *unit)
{
    for (; *mnemonics; mnemonics++) {
        const mr_las_item *item = find_item(&las->well, *mnemonics);
        double value, scale, offset;
        if (!item || !item->value || !item->value[0])
            item = find_item(&las->parameters, *mnemonics);
        if (!item || !item->value ||
            !mr_parse_double_all(mr_str_trim(mr_str_of(item->value)), &value))
            continue;
        if (unit && item->unit && item->unit[0] && !mr_unit_equal(units, item->unit, unit)) {
            if (!mr_unit_convert(units, item->unit, unit, &scale, &offset))
                continue;
            value = scale * value + offset;
        }
        return value;
    }
    return (double)NAN;
}

static json_t *items_to_json(const mr_las_items *items)
{
    json_t *object = json_object();
    for (size_t i = 0; i < items->n; i++)
        json_object_set_new(object, items->at[i].mnemonic,
                            json_pack("{s:s?,s:s?,s:s?}", "value", items->at[i].value, "unit",
                                      items->at[i].unit, "descr", items->at[i].descr));
    return object;
}

// Which well it is: by its UWI or API, else its name, else the file's name.
static void identify(mr_import_piece *piece, const mr_units *units, const mr_las *las)
{
    static const char *const ids[] = {"UWI", "API", "APIN", NULL}, *const names[] = {"WELL", NULL};
    static const char *const
        latitude[] = {"LATI", "LAT", "SLAT", NULL},
        *const longitude[] = {"LONG", "LON", "SLON", NULL},
        *const x[] = {"XCOORD", "X", "EASTING", NULL},
        *const y[] = {"YCOORD", "Y", "NORTHING", NULL}, *const kb[] = {"EKB", "KB", "ELKB", NULL},
        *const total[] = {"TDL", "TDD", "TD", NULL}, *const crs[] = {"HZCS", "CRS", "GDAT", NULL};
    mr_arena *arena = piece->arena;
    const char *uwi = first_said(las, ids), *name = first_said(las, names);
    const char *dot = strrchr(piece->name, '.');
    const char *stem = mr_arena_strndup(arena, piece->name,
                                        dot ? (size_t)(dot - piece->name) : strlen(piece->name));
    char slug[200];
    mr_slug(uwi ? uwi : name ? name : stem, slug, sizeof slug);
    if (!slug[0])
        snprintf(slug, sizeof slug, "well-%.12s", piece->source_digest);
    piece->header = json_pack("{s:o,s:o}", "well", items_to_json(&las->well), "parameters",
                              items_to_json(&las->parameters));
    piece->well = (mr_well_row){
        .well_id = mr_arena_strdup(arena, slug),
        .well_name = mr_arena_strdup(arena, name  ? name
                                            : uwi ? uwi
                                                  : stem),
        .uwi = mr_arena_strdup(arena, uwi),
        .depth_unit = mr_arena_strdup(arena, las->depth_unit),
        .crs = mr_arena_strdup(arena, first_said(las, crs)),
        .latitude = header_number(units, las, latitude, NULL),
        .longitude = header_number(units, las, longitude, NULL),
        .x = header_number(units, las, x, NULL),
        .y = header_number(units, las, y, NULL),
        .kb_elevation = header_number(units, las, kb, las->depth_unit),
        .total_depth = header_number(units, las, total, las->depth_unit),
        .header = piece->header,
    };
}

static void describe_curves(mr_import_piece *piece, const mr_las *las, const mr_table *table)
{
    mr_arena *arena = piece->arena;
    mr_curve_row *curves = MR_ARENA_ARRAY(arena, mr_curve_row, table->n);
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
        };
    }
    piece->log.n_curves = table->n;
    piece->log.curves = curves;
    piece->log.depth_min = curves[0].min;
    piece->log.depth_max = curves[0].max;
}

// The log of this well and type that is current now; *found false when there is none.
static mr_status current_log(mr_service *service, mr_import_piece *piece, mr_log_info *out,
                             bool *found, mr_error *err)
{
    size_t n = 0;
    mr_log_info *logs = NULL;
    const char *ids[] = {piece->well.well_id};
    MR_TRY(mr_log_find(service->catalog, piece->project_id, &(mr_names){1, ids},
                       piece->log.log_type, piece->arena, &n, &logs, err));
    *found = n > 0 && logs[0].known && logs[0].object_key;
    if (n > 0)
        *out = logs[0];
    return MR_OK;
}

static bool same_source(const mr_import_piece *piece, const mr_log_info *current)
{
    return current->source_digest && strcmp(current->source_digest, piece->source_digest) == 0;
}

static const char *key_of(const mr_import_piece *piece, bool first)
{
    // A later file of the same well stands beside the first one, which earlier runs have read.
    return mr_arena_printf(piece->arena, "project-%s/wells/%s/logs_%s%s%.*s.parquet",
                           piece->project_id, piece->well.well_id, piece->log.log_type,
                           first ? "" : ".", first ? 0 : 12, piece->source_digest);
}

static mr_status enter_log(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    mr_log_info current = {0};
    bool found = false, added = false;
    char digest[65], well[37];
    MR_TRY(current_log(service, piece, &current, &found, err));
    if (found && same_source(piece, &current)) {
        json_object_set_new(piece->summary, "status", json_string("unchanged"));
        return MR_OK;
    }
    MR_TRY(mr_import_commit(service, piece, key_of(piece, !found), digest, err));
    piece->log.object_key = piece->object_key;
    piece->log.digest = digest;
    MR_TRY(mr_well_put(service->catalog, piece->project_id, &piece->well, well, err));
    MR_TRY(mr_log_put(service->catalog, well, &piece->log, &added, err));
    if (found)
        mr_import_note(piece, "notes", "replaces the %s logs of %s from %s", piece->log.log_type,
                       piece->well.well_id, current.source_name ? current.source_name : "before");
    const char *status = !found ? "added" : added ? "replaced" : "unchanged";
    json_object_set_new(piece->summary, "status", json_string(status));
    return MR_OK;
}

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
    json_object_set_new(s, "well_id", json_string(piece->well.well_id));
    json_object_set_new(s, "well_name", json_string(piece->well.well_name));
    json_object_set_new(s, "log_type", json_string(piece->log.log_type));
    json_object_set_new(s, "rows", json_integer((json_int_t)las->rows));
    json_object_set_new(s, "curves", json_integer((json_int_t)las->n_curves));
}

static mr_status read_log(mr_service *service, mr_import_piece *piece, const mr_las *las,
                          mr_error *err)
{
    mr_table *table = NULL;
    mr_log_info current = {0};
    bool found = false;
    identify(piece, service->units, las);
    MR_TRY(current_log(service, piece, &current, &found, err));
    MR_TRY(mr_las_table(service->units, las, &table, err));
    describe_curves(piece, las, table);
    summarise(piece, las);
    snprintf(piece->object_key, sizeof piece->object_key, "%s", key_of(piece, !found));
    mr_status st = MR_OK;
    if (!found || !same_source(piece, &current))
        st = mr_import_write(service, piece, table, err);
    mr_table_unref(table);
    return st;
}

mr_status mr_import_read_las(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_error *err)
{
    mr_las *las = NULL;
    const char *log_type = options->log_type ? options->log_type : "composite";
    const size_t threads = options->threads ? options->threads : service->threads;
    MR_TRY(check_log_type(log_type, err));
    MR_TRY(mr_las_read_file(piece->path, threads, &las, err));
    piece->enter = enter_log;
    piece->rows = las->rows;
    piece->log = (mr_log_row){
        .log_type = mr_arena_strdup(piece->arena, log_type),
        .source_name = piece->name,
        .source_format = mr_arena_printf(piece->arena, "LAS %s", las->version),
        .source_digest = piece->source_digest,
        .rows = las->rows,
    };
    mr_status st = read_log(service, piece, las, err);
    mr_las_free(las);
    return st;
}
