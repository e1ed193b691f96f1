// What the header of a LAS file says of its well and of the log itself.
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

static const char *stem_of(const mr_import_piece *piece)
{
    const char *dot = strrchr(piece->name, '.');
    return mr_arena_strndup(piece->arena, piece->name,
                            dot ? (size_t)(dot - piece->name) : strlen(piece->name));
}

mr_identity mr_import_identity_of(mr_arena *arena, const mr_las *las)
{
    static const char *const ids[] = {"UWI", "API", "APIN", NULL}, *const names[] = {"WELL", NULL},
                             *const fields[] = {"FLD", "FIELD", NULL},
                             *const countries[] = {"CTRY", "COUN", NULL};
    return (mr_identity){
        .uwi = mr_arena_strdup(arena, first_said(las, ids)),
        .name = mr_arena_strdup(arena, first_said(las, names)),
        .field = mr_arena_strdup(arena, first_said(las, fields)),
        .country = mr_arena_strdup(arena, first_said(las, countries)),
    };
}

// A file that says neither UWI nor name is of the well that its own name names.
void mr_import_identify(mr_import_piece *piece, const mr_units *units, const mr_las *las)
{
    static const char *const
        x[] = {"XCOORD", "X", "EASTING", NULL},
        *const y[] = {"YCOORD", "Y", "NORTHING", NULL}, *const kb[] = {"EKB", "KB", "ELKB", NULL},
        *const total[] = {"TDL", "TDD", "TD", NULL}, *const crs[] = {"HZCS", "CRS", "GDAT", NULL};
    mr_arena *arena = piece->arena;
    mr_identity *id = &piece->identity;
    *id = mr_import_identity_of(arena, las);
    const mr_location location = mr_las_location(las, arena);
    if (location.warning)
        mr_import_note(piece, "warnings", "%s", location.warning);
    if (!id->uwi && !id->name)
        id->name = stem_of(piece);
    piece->header = json_pack("{s:o,s:o,s:s?}", "well", items_to_json(&las->well), "parameters",
                              items_to_json(&las->parameters), "other", las->other);
    piece->well = (mr_well_row){
        .well_name = id->name ? id->name : id->uwi,
        .uwi = id->uwi,
        .depth_unit = mr_arena_strdup(arena, las->depth_unit),
        .crs = mr_arena_strdup(arena, first_said(las, crs)),
        .latitude = location.latitude,
        .longitude = location.longitude,
        .x = header_number(units, las, x, NULL),
        .y = header_number(units, las, y, NULL),
        .kb_elevation = header_number(units, las, kb, las->depth_unit),
        .total_depth = header_number(units, las, total, las->depth_unit),
        .header = piece->header,
    };
}

// --- the log ---

static const char *item_said(const mr_las *las, const char *const *mnemonics)
{
    const char *value = first_said(las, mnemonics);
    for (; !value && *mnemonics; mnemonics++) {
        const mr_las_item *item = find_item(&las->parameters, *mnemonics);
        value = item ? said(item->value) : NULL;
    }
    return value;
}

// "run_1", "main", "main_run_1": what the file calls its log; NULL when it says nothing.
static const char *name_of_log(mr_arena *arena, const mr_log_row *log)
{
    char set[64] = "", run[64] = "";
    if (log->set_name)
        mr_column_name(log->set_name, set, sizeof set);
    if (log->run)
        mr_column_name(log->run, run, sizeof run);
    if (!set[0] && !run[0])
        return NULL;
    return mr_arena_printf(arena, "%s%s%s%s", set, set[0] && run[0] ? "_" : "",
                           run[0] && strncmp(run, "run", 3) != 0 ? "run_" : "", run);
}

void mr_import_log_facts(mr_import_piece *piece, const mr_las *las, const char *log_type)
{
    static const char *const runs[] = {"RUN", NULL}, *const sets[] = {"SET", "SETNAME", NULL},
                             *const services[] = {"SRVC", NULL};
    mr_arena *arena = piece->arena;
    mr_log_row *log = &piece->log;
    log->run = mr_arena_strdup(arena, item_said(las, runs));
    log->set_name = mr_arena_strdup(arena, item_said(las, sets));
    log->service = mr_arena_strdup(arena, item_said(las, services));
    log->null_value = mr_arena_strdup(arena, las->null_text);
    log->said = mr_identity_text(&piece->identity, arena);
    log->header = piece->header;
    const char *own = name_of_log(arena, log);
    log->log_type = log_type ? mr_arena_strdup(arena, log_type) : own ? own : "composite";
}

// --- before it is read ---

// The header with the line that begins its data; nothing of the data.
static size_t header_end(const char *bytes, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (bytes[i] == '~' && (bytes[i + 1] == 'A' || bytes[i + 1] == 'a') &&
            (i == 0 || bytes[i - 1] == '\n' || bytes[i - 1] == '\r'))
            return i;
    return n;
}

int mr_import_rank_of(const mr_identity *identity)
{
    return identity->uwi    ? 0
           : identity->name ? 3 - (identity->field != NULL) - (identity->country != NULL)
                            : MR_RANK_NOTHING;
}

int mr_import_rank(const char *path)
{
    enum { MOST = 64 << 10 };
    mr_las *las = NULL;
    int rank = MR_RANK_NOTHING;
    FILE *file = fopen(path, "rb");
    char *bytes = mr_alloc(MOST);
    size_t n = file ? fread(bytes, 1, MOST, file) : 0;
    if (file)
        fclose(file);
    if (mr_las_read((mr_str){bytes, header_end(bytes, n)}, 1, &las, NULL) == MR_OK) {
        mr_arena *arena = mr_arena_new();
        const mr_identity id = mr_import_identity_of(arena, las);
        rank = mr_import_rank_of(&id);
        mr_arena_free(arena);
    }
    mr_las_free(las);
    free(bytes);
    return rank;
}
