// Data format specification records (LIS79, 3.3.2): entry blocks, then a block of 40 bytes a
// channel.
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lis_local.h"

enum { SPEC = 40, ENTRIES = 17, MOST_ROW = 1 << 30 };
enum entry_type {
    DATA_TYPE = 1,
    SPEC_SUBTYPE = 2,
    FRAME_SIZE = 3,
    DIRECTION = 4,
    DEPTH_SCALE = 5,
    SPACING = 8,
    SPACING_UNIT = 9,
    ABSENT = 12,
    DEPTH_MODE = 13,
    DEPTH_UNIT = 14,
    DEPTH_CODE = 15,
};

typedef struct entry {
    bool given; // with a value
    double number;
    const char *text;
} entry;

typedef struct channel {
    const char *mnemonic, *unit, *service;
    int code;
    uint32_t offset, bytes;  // in the frame
    uint32_t samples, items; // items: of one sample
    bool suppressed;
} channel;

typedef struct format {
    lis *l;
    uint64_t at;
    entry entries[ENTRIES];
    size_t n;
    channel *channels;
    uint64_t row_bytes;
    const char *refused;
} format;

static const char *text(const format *f, const uint8_t *p, size_t n)
{
    return tape_text(f->l->t->open.arena, p, n);
}

static bool read_entries(format *f, const uint8_t *p, size_t n, size_t *used)
{
    size_t at = 0;
    for (;;) {
        if (n - at < 3 || n - at - 3 < p[at + 1])
            return false;
        const int type = p[at], size = p[at + 1], code = p[at + 2];
        const uint8_t *value = p + at + 3;
        at += 3 + (size_t)size;
        if (type == 0)
            break;
        if (type >= ENTRIES || size == 0)
            continue;
        const enum tape_code number = lis_number(code);
        entry *e = &f->entries[type];
        if (number != TAPE_TEXT && size >= tape_code_bytes[number])
            *e = (entry){true, tape_number(number, value), NULL};
        else if (number == TAPE_TEXT)
            *e = (entry){true, (double)NAN, text(f, value, (size_t)size)};
    }
    *used = at;
    return true;
}

static double number_or(const format *f, enum entry_type type, double otherwise)
{
    const entry *e = &f->entries[type];
    return e->given && isfinite(e->number) ? e->number : otherwise;
}

static void refuse(format *f, const channel *c, const char *what)
{
    if (!f->refused)
        f->refused = mr_arena_printf(f->l->t->open.arena, "its channel %s %s", c->mnemonic, what);
}

static void read_channel(format *f, const uint8_t *p, channel *c)
{
    const int size = (int16_t)tape_u16(p + 28);
    c->mnemonic = text(f, p, 4);
    c->service = text(f, p + 4, 6);
    c->unit = text(f, p + 18, 4);
    c->samples = p[33] ? p[33] : 1;
    c->code = p[34];
    c->suppressed = size < 0;
    c->bytes = (uint32_t)(size < 0 ? -size : size);
    c->offset = (uint32_t)f->row_bytes;
    c->items = 1;
    f->row_bytes += c->bytes;
    if (c->suppressed || c->bytes == 0)
        return;
    const uint32_t one = tape_code_bytes[lis_number(c->code)];
    if (!lis_known_code(c->code))
        refuse(f, c, "has a representation code that does not exist");
    else if (c->bytes % (c->samples * (one ? one : 1)))
        refuse(f, c, "has a size that is no multiple of its samples");
    else if (one)
        c->items = c->bytes / c->samples / one;
}

static void read_channels(format *f, const uint8_t *p, size_t n)
{
    f->n = n / SPEC;
    f->channels = MR_ARENA_ARRAY(f->l->t->open.arena, channel, f->n + 1);
    for (size_t i = 0; i < f->n; i++)
        read_channel(f, p + i * SPEC, &f->channels[i]);
    if (f->row_bytes > MOST_ROW)
        f->refused = "a row is larger than 1 GiB";
    if (n % SPEC)
        tape_warn(f->l->t, f->at, "%zu bytes after the last channel belong to none", n % SPEC);
    const double said = number_or(f, FRAME_SIZE, (double)f->row_bytes);
    if (said != (double)f->row_bytes && said > 0)
        tape_warn(f->l->t, f->at,
                  "a frame is said to have %g bytes, its channels have %llu: they are taken", said,
                  (unsigned long long)f->row_bytes);
}

// The absent value as the channel's own code holds it: where it has no exact form either neighbour
// may stand for it.
static void set_absent(tape_cell *cell, int code, double absent)
{
    double step = 0;
    int exponent = 0;
    (void)frexp(absent, &exponent);
    if (code == LIS_F16)
        step = ldexp(1, (exponent < 0 ? 0 : exponent) - 11);
    else if (code == LIS_F32_LOW)
        step = ldexp(1, exponent - 15);
    else if (code == LIS_F32)
        step = ldexp(1, exponent - 23);
    else if (code == LIS_FIXED)
        step = ldexp(1, -16);
    cell->is_absent = isfinite(absent);
    cell->absent[0] = step > 0 ? floor(absent / step) * step : trunc(absent);
    cell->absent[1] = step > 0 ? ceil(absent / step) * step : trunc(absent);
}

static double absent_of(const format *f)
{
    const entry *e = &f->entries[ABSENT];
    return e->given ? e->number : -999.25;
}

static void add_curve(const format *f, tape_log *log, mr_tape_curve *curves, const channel *c)
{
    const size_t i = log->log->n_curves++;
    const bool fast = c->samples > 1 && log->samples > 1;
    const uint32_t each = fast ? c->items : c->items * c->samples;
    const enum tape_code number = lis_number(c->code);
    curves[i] = (mr_tape_curve){
        .mnemonic = c->mnemonic,
        .unit = c->unit[0] ? c->unit : NULL,
        .descr = c->service[0] ? c->service : NULL,
        .type = number == TAPE_TEXT ? MR_UTF8
                : each > 1          ? MR_LIST_FLOAT64
                                    : MR_FLOAT64,
        .code = c->code,
        .components = 1,
    };
    if (each > 1) {
        int64_t *dims = MR_ARENA_NEW(f->l->t->open.arena, int64_t);
        *dims = each;
        curves[i].dims = dims;
        curves[i].n_dims = 1;
    }
    log->cells[i] = (tape_cell){.code = number,
                                .offset = c->offset,
                                .items = number == TAPE_TEXT ? 1 : c->items * c->samples,
                                .bytes = number == TAPE_TEXT ? c->bytes : tape_code_bytes[number]};
    if (number != TAPE_TEXT)
        set_absent(&log->cells[i], c->code, absent_of(f));
}

// The depth of a record (mode 1) has no block of its own.
static void add_depth(format *f, tape_log *log, mr_tape_curve *curves)
{
    const int code = (int)number_or(f, DEPTH_CODE, LIS_F32);
    const char *unit = f->entries[DEPTH_UNIT].text, *spacing = f->entries[SPACING_UNIT].text;
    const size_t i = log->log->n_curves++;
    log->lead = TAPE_RECORD_DEPTH;
    log->depth_code = lis_number(code);
    log->lead_bytes = tape_code_bytes[log->depth_code];
    curves[i] = (mr_tape_curve){.mnemonic = "DEPT",
                                .unit = unit && unit[0] ? unit : ".1IN",
                                .type = MR_FLOAT64,
                                .code = code,
                                .components = 1};
    log->cells[i] = (tape_cell){.code = log->depth_code, .items = 1, .bytes = log->lead_bytes};
    if (!log->lead_bytes && !f->refused)
        f->refused = "the representation code of its depth is none of a number";
    if (!f->entries[SPACING].given && !f->refused)
        f->refused = "its depth stands once a record and no frame spacing is given";
    if (unit && spacing && strcmp(unit, spacing) != 0 && !f->refused)
        f->refused = mr_arena_printf(f->l->t->open.arena,
                                     "its frame spacing is in %s, its depth in %s", spacing, unit);
}

static double step_of(const format *f)
{
    const double spacing = fabs(number_or(f, SPACING, 0));
    return number_or(f, DIRECTION, 1) == 1 ? -spacing : spacing;
}

static tape_log *new_log(format *f, const char *name)
{
    tape *t = f->l->t;
    tape_log *log = tape_add_log(t);
    if (!log)
        return NULL;
    log->cells = MR_ARENA_ARRAY(t->open.arena, tape_cell, f->n + 2);
    log->fixed = true;
    log->row_bytes = (uint32_t)f->row_bytes;
    log->feed = f->l->feed;
    const double direction = number_or(f, DIRECTION, 0);
    *log->log = (mr_tape_log){
        .logical_file = f->l->files - 1,
        .name = name,
        .direction = direction == 1     ? "decreasing"
                     : direction == 255 ? "increasing"
                                        : NULL,
        .index_type = number_or(f, DEPTH_SCALE, 1) == 0 ? "time" : "depth",
        .curves = MR_ARENA_ARRAY(t->open.arena, mr_tape_curve, f->n + 2),
        .index = 0,
    };
    return log;
}

// The index of a frame: a curve of its own in mode 1, else the first channel that is there.
static const channel *index_of(const format *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (!f->channels[i].suppressed && f->channels[i].bytes)
            return &f->channels[i];
    return NULL;
}

static mr_status add_log(format *f, const char *name, uint32_t samples)
{
    tape_log *log = new_log(f, name);
    if (!log)
        return tape_no_memory(f->l->t);
    mr_tape_curve *curves = (mr_tape_curve *)(uintptr_t)log->log->curves;
    const bool by_record = number_or(f, DEPTH_MODE, 0) == 1;
    const channel *index = by_record ? NULL : index_of(f);
    log->depth_step = by_record || (samples > 1 && f->entries[DIRECTION].given) ? step_of(f) : 0;
    log->samples = samples;
    if (by_record)
        add_depth(f, log, curves);
    if (index)
        add_curve(f, log, curves, index);
    if (index)
        log->cells[0].is_absent = false;
    for (size_t i = 0; i < f->n; i++) {
        const channel *c = &f->channels[i];
        const uint32_t rate = lis_number(c->code) == TAPE_TEXT ? 1 : c->samples;
        if (!c->suppressed && c->bytes && c != index && rate == samples)
            add_curve(f, log, curves, c);
    }
    if (!by_record && (!index || curves[0].type != MR_FLOAT64 || index->samples > 1)) {
        log->log->index = -1;
        if (samples > 1 && !f->refused)
            f->refused = "it has no index for its fast channels";
    }
    log->refused = f->refused;
    return MR_OK;
}

static bool has_rate(const format *f, uint32_t samples)
{
    for (size_t i = 0; i < f->n; i++)
        if (!f->channels[i].suppressed && f->channels[i].bytes &&
            lis_number(f->channels[i].code) != TAPE_TEXT && f->channels[i].samples == samples &&
            &f->channels[i] != index_of(f))
            return true;
    return false;
}

mr_status lis_add_format(lis *l, const uint8_t *p, size_t n, uint64_t at)
{
    tape *t = l->t;
    format f = {.l = l, .at = at};
    size_t used = 0;
    l->feed = NULL;
    if (!read_entries(&f, p, n, &used)) {
        tape_warn(t, at,
                  "the entries of the data format specification run over its end: it and "
                  "its data are left out");
        return MR_OK;
    }
    read_channels(&f, p + used, n - used);
    l->feed = MR_ARENA_NEW(t->open.arena, tape_feed);
    l->data_type = number_or(&f, DATA_TYPE, 0) == 1 ? LIS_ALTERNATE_DATA : LIS_DATA;
    const char *name = ++l->formats > 1
                           ? mr_arena_printf(t->open.arena, "%s (%zu)", l->name, l->formats)
                           : l->name;
    mr_status st = add_log(&f, name, 1);
    for (uint32_t rate = 2; st == MR_OK && rate <= UINT8_MAX; rate++) {
        if (!has_rate(&f, rate))
            continue;
        tape_warn(t, at, "log %s: channels of %u samples a frame are a log of their own", name,
                  rate);
        st = add_log(&f, mr_arena_printf(t->open.arena, "%s (%u samples a frame)", name, rate),
                     rate);
    }
    return st;
}
