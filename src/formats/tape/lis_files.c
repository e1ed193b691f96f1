// Logical records of a LIS79 file to where they belong: files, tables, formats, data.
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lis_local.h"

// Records that are tables or texts and that are kept; the rest is counted.
enum { MOST_KEPT = 100000, LARGEST_KEPT = 1 << 24 };

static void open_file(lis *l)
{
    l->name = mr_arena_printf(l->t->open.arena, "file %zu", l->files + 1);
    l->file = json_pack("{s:I,s:n,s:[],s:[],s:{}}", "logical_file", (json_int_t)l->files++, "well",
                        "tables", "comments", "records");
    json_array_append_new(l->t->open.files, l->file);
    if (l->tape_header)
        json_object_set(l->file, "tape", l->tape_header);
    if (l->reel_header)
        json_object_set(l->file, "reel", l->reel_header);
    l->formats = 0;
    l->first_log = l->t->open.n_logs;
    l->feed = NULL;
}

static void need_file(lis *l)
{
    if (!l->file)
        open_file(l);
}

static void count_record(lis *l, uint8_t type)
{
    char key[8];
    snprintf(key, sizeof key, "%u", type);
    json_t *records = json_object_get(l->file, "records");
    json_object_set_new(records, key,
                        json_integer(json_integer_value(json_object_get(records, key)) + 1));
}

// The well's name stands in a table of constants.
static void take_well(lis *l, const json_t *table)
{
    static const struct {
        const char *mnemonic, *key;
    } known[] = {{"WN", "well"}, {"FN", "field"}, {"CN", "company"}, {"SRVC", "service"}};
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(table, "rows"), i, row)
    {
        const char *mnemonic = json_string_value(json_object_get(row, "MNEM"));
        json_t *value = json_object_get(row, "VALU");
        for (size_t k = 0; mnemonic && k < sizeof known / sizeof *known; k++)
            if (strcmp(mnemonic, known[k].mnemonic) == 0 && json_string_length(value) > 0)
                json_object_set(l->file, known[k].key, value);
    }
    const char *well = json_string_value(json_object_get(l->file, "well"));
    for (size_t k = l->first_log; well && k < l->t->open.n_logs; k++)
        l->t->logs[k].log->well = mr_arena_strdup(l->t->open.arena, well);
}

static const uint8_t *whole_of(lis *l, const lis_record *record, uint8_t **owned)
{
    *owned = NULL;
    if (record->spans.n <= 1)
        return record->spans.n ? l->t->base + record->spans.at[0].at : (const uint8_t *)"";
    uint8_t *out = *owned = malloc(record->n + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < record->spans.n; i++) {
        memcpy(out + n, l->t->base + record->spans.at[i].at, record->spans.at[i].n);
        n += record->spans.at[i].n;
    }
    return out;
}

static void take_header(lis *l, const lis_record *record, const uint8_t *p)
{
    json_t *header = lis_header(l->t, record->type, p, record->n);
    const char *name = json_string_value(json_object_get(header, "name"));
    if (record->type == LIS_FILE_HEADER) {
        if (name && name[0])
            l->name = mr_arena_strdup(l->t->open.arena, name);
        json_object_set_new(l->file, "header", header);
        return;
    }
    json_t **kept = record->type == LIS_TAPE_HEADER ? &l->tape_header : &l->reel_header;
    json_decref(*kept);
    *kept = header;
}

static void take_information(lis *l, const lis_record *record, const uint8_t *p)
{
    json_t *list = json_object_get(l->file, record->type == LIS_COMMENT ? "comments" : "tables");
    count_record(l, record->type);
    if (json_array_size(list) >= MOST_KEPT || record->n > LARGEST_KEPT)
        return;
    if (record->type == LIS_COMMENT) {
        json_array_append_new(list, json_string(tape_text(l->t->open.arena, p, record->n)));
        return;
    }
    json_t *table = lis_table(l->t, p, record->n, record->at);
    take_well(l, table);
    json_object_set_new(table, "record", json_integer(record->type));
    json_array_append_new(list, table);
}

static mr_status take_format(lis *l, const lis_record *record, const uint8_t *p)
{
    MR_TRY(lis_add_format(l, p, record->n, record->at));
    const char *well = json_string_value(json_object_get(l->file, "well"));
    for (size_t k = l->first_log; well && k < l->t->open.n_logs; k++)
        l->t->logs[k].log->well = mr_arena_strdup(l->t->open.arena, well);
    return MR_OK;
}

static mr_status take_data(lis *l, const lis_record *record)
{
    tape *t = l->t;
    if (!l->feed || record->type != l->data_type) {
        l->strays_at = l->strays++ ? l->strays_at : record->at;
        return MR_OK;
    }
    if (record->spans.n <= 1)
        return !record->spans.n || tape_feed_put(l->feed, (tape_record){record->spans.at[0].at,
                                                                        record->spans.at[0].n, 0})
                   ? MR_OK
                   : tape_no_memory(t);
    const tape_record kept = {t->spans.n, (uint32_t)record->n, (uint32_t)record->spans.n};
    for (size_t i = 0; i < record->spans.n; i++) {
        void *at = t->spans.at;
        if (!tape_grow(&at, &t->spans.capacity, t->spans.n, sizeof *t->spans.at))
            return tape_no_memory(t);
        t->spans.at = at;
        t->spans.at[t->spans.n++] = record->spans.at[i];
    }
    return tape_feed_put(l->feed, kept) ? MR_OK : tape_no_memory(t);
}

static mr_status take_whole(lis *l, const lis_record *record)
{
    uint8_t *owned;
    const uint8_t *p = whole_of(l, record, &owned);
    mr_status st = p ? MR_OK : tape_no_memory(l->t);
    if (st == MR_OK && record->type == LIS_FORMAT)
        st = take_format(l, record, p);
    else if (st == MR_OK && record->type >= LIS_FILE_HEADER && record->type <= LIS_REEL_HEADER)
        take_header(l, record, p);
    else if (st == MR_OK)
        take_information(l, record, p);
    free(owned);
    return st;
}

mr_status lis_take(lis *l, const lis_record *record)
{
    switch (record->type) {
    case LIS_DATA:
    case LIS_ALTERNATE_DATA: need_file(l); return take_data(l, record);
    case LIS_FILE_HEADER: open_file(l); return take_whole(l, record);
    case LIS_JOB:
    case LIS_WELLSITE:
    case LIS_TOOLS:
    case LIS_TABLE:
    case LIS_FORMAT:
    case LIS_COMMENT: need_file(l); return take_whole(l, record);
    case LIS_TAPE_HEADER:
    case LIS_REEL_HEADER:
        l->file = NULL;
        l->feed = NULL;
        return take_whole(l, record);
    case LIS_FILE_TRAILER:
    case LIS_TAPE_TRAILER:
    case LIS_REEL_TRAILER:
        l->file = NULL;
        l->feed = NULL;
        return MR_OK;
    case LIS_ENCRYPTED:
        tape_warn(l->t, record->at, "the record is encrypted and is left out");
        break;
    default: break;
    }
    need_file(l);
    count_record(l, record->type);
    return MR_OK;
}

mr_status lis_open(tape *t)
{
    lis l = {.t = t};
    mr_status st = lis_walk(&l);
    free(l.part.spans.at);
    json_decref(l.tape_header);
    json_decref(l.reel_header);
    if (l.strays)
        tape_warn(t, l.strays_at, "%lld data records follow no format specification",
                  (long long)l.strays);
    return st;
}
