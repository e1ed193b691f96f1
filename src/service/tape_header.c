// What a DLIS or LIS79 file says of its well and its logs. Its words (WN, WELL-NAME, APIN, ...) are
// those of service companies; they become the mnemonics of a LAS header, which all that follows
// knows. Everything else stays beside them as the file has it.
#include "tape_header.h"

#include <jansson.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "mudrock/las.h"

#include "las_table.h"

static const struct { // parameters and constants that say what a LAS header says
    const char *from, *to;
} words[] = {
    {"WN", "WELL"},   {"WELL", "WELL"}, {"APIN", "UWI"}, {"UWI", "UWI"},   {"API", "UWI"},
    {"FN", "FLD"},    {"FLD", "FLD"},   {"CN", "COMP"},  {"COMP", "COMP"}, {"NATI", "CTRY"},
    {"CTRY", "CTRY"}, {"SRVC", "SRVC"}, {"RUN", "RUN"},
};
static const struct { // of a logical file, as mr_tape has them
    const char *from, *to;
} facts[] = {
    {"well", "WELL"},     {"well_id", "UWI"}, {"field", "FLD"},    {"company", "COMP"},
    {"producer", "SRVC"}, {"run", "RUN"},     {"service", "SRVC"}, {"created", "DATE"},
};

typedef struct items {
    mr_arena *arena;
    size_t capacity;
    mr_las_items list;
} items;

static const mr_las_item *find(const items *in, const char *mnemonic)
{
    for (size_t i = 0; i < in->list.n; i++)
        if (strcasecmp(in->list.at[i].mnemonic, mnemonic) == 0)
            return &in->list.at[i];
    return NULL;
}

// The first that says something stays.
static void put(items *in, mr_las_item item)
{
    if (!item.value || !item.value[strspn(item.value, " ")] || find(in, item.mnemonic))
        return;
    if (in->list.n == in->capacity) {
        in->capacity = in->capacity ? 2 * in->capacity : 32;
        mr_las_item *more = MR_ARENA_ARRAY(in->arena, mr_las_item, in->capacity);
        if (in->list.n)
            memcpy(more, in->list.at, in->list.n * sizeof *more);
        in->list.at = more;
    }
    in->list.at[in->list.n++] = item;
}

// A text or a number as text; of several, all, parted by commas.
static const char *text_of(mr_arena *arena, const json_t *value)
{
    if (json_is_string(value))
        return mr_arena_strdup(arena, json_string_value(value));
    if (json_is_array(value)) {
        const char *all = NULL;
        for (size_t i = 0; i < json_array_size(value); i++) {
            const char *one = text_of(arena, json_array_get(value, i));
            if (one)
                all = all ? mr_arena_printf(arena, "%s, %s", all, one) : one;
        }
        return all;
    }
    if (!json_is_number(value))
        return NULL;
    char text[32];
    return mr_arena_strndup(arena, text, mr_print_double(json_number_value(value), text));
}

static void put_word(items *well, items *parameters, const mr_las_item *item)
{
    put(parameters, *item);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i].from, item->mnemonic) == 0) {
            mr_las_item known = *item;
            known.mnemonic = words[i].to;
            put(well, known);
        }
}

// DLIS: the objects of the PARAMETER sets.
static void take_parameters(items *well, items *parameters, const json_t *file)
{
    mr_arena *arena = well->arena;
    const json_t *set = json_object_get(json_object_get(file, "sets"), "PARAMETER");
    for (size_t i = 0; i < json_array_size(set); i++) {
        const json_t *object = json_array_get(set, i);
        const json_t *attributes = json_object_get(object, "attributes");
        const json_t *values = json_object_get(attributes, "VALUES");
        const json_t *title = json_object_get(json_object_get(attributes, "LONG-NAME"), "value");
        const mr_las_item item = {
            .mnemonic = mr_arena_strdup(arena, json_string_value(json_object_get(object, "name"))),
            .unit = mr_arena_strdup(arena, json_string_value(json_object_get(values, "unit"))),
            .value = text_of(arena, json_object_get(values, "value")),
            .descr = mr_arena_strdup(arena, json_string_value(title)),
        };
        put_word(well, parameters, &item);
    }
}

// LIS79: the rows of tables of constants: mnemonic, value, unit of the tool or of the plot.
static void take_constants(items *well, items *parameters, const json_t *file)
{
    mr_arena *arena = well->arena;
    const json_t *tables = json_object_get(file, "tables");
    for (size_t t = 0; t < json_array_size(tables); t++) {
        const json_t *rows = json_object_get(json_array_get(tables, t), "rows");
        for (size_t i = 0; i < json_array_size(rows); i++) {
            const json_t *row = json_array_get(rows, i);
            const char *mnemonic = json_string_value(json_object_get(row, "MNEM"));
            const char *unit = json_string_value(json_object_get(row, "TUNI"));
            if (!unit || !*unit)
                unit = json_string_value(json_object_get(row, "PUNI"));
            if (!unit || !*unit)
                unit = json_string_value(json_object_get(row, "VALU unit"));
            if (mnemonic)
                put_word(well, parameters,
                         &(mr_las_item){.mnemonic = mr_arena_strdup(arena, mnemonic),
                                        .unit = mr_arena_strdup(arena, unit),
                                        .value = text_of(arena, json_object_get(row, "VALU"))});
        }
    }
}

static const json_t *file_of(const mr_tape *tape, size_t logical_file)
{
    for (size_t i = 0; i < json_array_size(tape->files); i++) {
        const json_t *file = json_array_get(tape->files, i);
        if ((size_t)json_integer_value(json_object_get(file, "logical_file")) == logical_file)
            return file;
    }
    return NULL;
}

static mr_las header_of(mr_arena *arena, const json_t *file)
{
    items well = {.arena = arena}, parameters = {.arena = arena};
    mr_las header = {.arena = arena};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        put(&well, (mr_las_item){.mnemonic = facts[i].to,
                                 .value = text_of(arena, json_object_get(file, facts[i].from))});
    take_parameters(&well, &parameters, file);
    take_constants(&well, &parameters, file);
    header.well = well.list;
    header.parameters = parameters.list;
    return header;
}

// Channels and frames are the curves; what else the logical file says is kept whole.
static json_t *rest_of(const json_t *file)
{
    json_t *rest = json_copy((json_t *)(uintptr_t)file);
    json_t *sets = json_object_get(file, "sets");
    if (sets) {
        sets = json_copy(sets);
        json_object_del(sets, "CHANNEL");
        json_object_set_new(rest, "sets", sets);
    }
    return rest;
}

// How the values of lists lie, and which way the rows go.
static json_t *frame_of(const mr_tape_log *log)
{
    json_t *dims = json_object();
    for (size_t i = 0; i < log->n_curves; i++) {
        const mr_tape_curve *curve = &log->curves[i];
        json_t *of = curve->n_dims || curve->components > 1 ? json_array() : NULL;
        for (size_t k = 0; of && k < curve->n_dims; k++)
            json_array_append_new(of, json_integer(curve->dims[k]));
        if (of && curve->components > 1)
            json_array_append_new(of, json_integer((json_int_t)curve->components));
        if (of)
            json_object_set_new(dims, curve->mnemonic, of);
    }
    return json_pack("{s:s,s:s?,s:s?,s:o}", "name", log->name, "direction", log->direction,
                     "index_type", log->index_type, "dims", dims);
}

static bool has_unit(const mr_las *header, const char *const *mnemonics)
{
    for (; *mnemonics; mnemonics++)
        for (size_t i = 0; i < header->parameters.n; i++) {
            const mr_las_item *item = &header->parameters.at[i];
            if (strcasecmp(item->mnemonic, *mnemonics) == 0)
                return item->unit && *item->unit;
        }
    return false;
}

void mr_tape_identify(mr_import_piece *part, const mr_units *units, const mr_tape *tape, size_t i)
{
    static const char *const kb[] = {"EKB", "KB", "ELKB", NULL}, *const total[] = {"TDL", "TDD",
                                                                                   "TD", NULL};
    const json_t *file = file_of(tape, tape->logs[i].logical_file);
    mr_las header = header_of(part->arena, file);
    header.depth_unit = "m"; // of elevations, which say their own unit; the log has its own
    mr_import_identify(part, units, &header);
    // A number whose unit nobody says is no elevation, and X or Y as parameter no position.
    if (!has_unit(&header, kb))
        part->well.kb_elevation = (double)NAN;
    if (!has_unit(&header, total))
        part->well.total_depth = (double)NAN;
    part->well.x = part->well.y = (double)NAN;
    json_object_set_new(part->header, "frame", frame_of(&tape->logs[i]));
    if (file)
        json_object_set_new(part->header, "logical_file", rest_of(file));
    part->log.run = mr_arena_strdup(part->arena, mr_las_well_value(&header, "RUN"));
    part->log.service = mr_arena_strdup(part->arena, mr_las_well_value(&header, "SRVC"));
    part->log.said = mr_identity_text(&part->identity, part->arena);
    part->log.header = part->header;
}

int mr_import_rank_tape(const char *path)
{
    mr_tape *tape = NULL;
    int best = MR_RANK_NOTHING;
    if (mr_tape_open_file(path, 1, &tape, NULL) != MR_OK)
        return best;
    for (size_t i = 0; i < json_array_size(tape->files); i++) {
        const mr_las header = header_of(tape->arena, json_array_get(tape->files, i));
        const mr_identity identity = mr_import_identity_of(tape->arena, &header);
        const int rank = mr_import_rank_of(&identity);
        best = rank < best ? rank : best;
    }
    mr_tape_free(tape);
    return best;
}
