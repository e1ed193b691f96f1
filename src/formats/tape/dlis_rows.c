// Rows whose cells vary in size: one after another.
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dlis_local.h"

typedef struct rows {
    tape *t;
    const tape_log *log;
    mr_builder **builders; // one a curve
    mr_builder *numbers;
    double *items;
    mr_buf text;
    int64_t n, bad, *absent;
    int64_t partial, unordered;
    uint64_t partial_at, unordered_at;
    uint32_t last;
} rows;

// The bytes of a row, 0 when it runs over the end.
static size_t row_bytes(const rows *r, const uint8_t *p, const uint8_t *end)
{
    const uint8_t *at = p;
    for (size_t c = 0; c < r->log->log->n_curves; c++) {
        const mr_tape_curve *curve = &r->log->log->curves[c];
        const size_t items = r->log->cells[c].items / curve->components;
        for (size_t i = 0; i < items; i++) {
            const size_t n = dlis_skip(curve->code, at, end);
            if (!n)
                return 0;
            at += n;
        }
    }
    return (size_t)(at - p);
}

static double number_at(const mr_tape_curve *curve, const tape_cell *cell, const uint8_t *at,
                        const uint8_t *end)
{
    uint32_t value = 0;
    (void)curve;
    if (cell->code != TAPE_UVARI)
        return tape_number(cell->code, at);
    return dlis_uvari(at, end, &value) ? (double)value : (double)NAN;
}

static const uint8_t *put_numbers(rows *r, size_t c, const uint8_t *p, const uint8_t *end)
{
    const mr_tape_curve *curve = &r->log->log->curves[c];
    const tape_cell *cell = &r->log->cells[c];
    const size_t part = tape_code_bytes[cell->code];
    double *out = r->items;
    assert(out);
    for (size_t i = 0; i < cell->items; i++) {
        double x = number_at(curve, cell, p, end);
        p += part ? part : dlis_skip(curve->code, p, end);
        if (cell->is_absent && x == cell->absent[0]) {
            r->absent[c]++;
            x = (double)NAN;
        }
        out[i] = x;
    }
    if (curve->type == MR_LIST_FLOAT64)
        mr_builder_list(r->builders[c], out, cell->items);
    else
        mr_builder_real(r->builders[c], out[0]);
    return p;
}

static const uint8_t *put_texts(rows *r, size_t c, const uint8_t *p, const uint8_t *end)
{
    const mr_tape_curve *curve = &r->log->log->curves[c];
    r->text.n = 0;
    if (tape_cell_text(r->t, r->log, c, p, end, &r->text)) {
        mr_builder_text(r->builders[c], (mr_str){r->text.at ? r->text.at : "", r->text.n});
    } else {
        mr_builder_null(r->builders[c]);
        r->bad++;
    }
    for (size_t i = 0; i < r->log->cells[c].items; i++)
        p += dlis_skip(curve->code, p, end);
    return p;
}

static void put_record(rows *r, const uint8_t *p, size_t n, uint64_t at)
{
    const uint8_t *end = p + n;
    while (p < end) {
        uint32_t number = 0;
        const size_t lead = dlis_uvari(p, end, &number);
        if (!lead || !row_bytes(r, p + lead, end)) {
            r->partial_at = r->partial++ ? r->partial_at : at;
            return;
        }
        if (r->n && number != r->last + 1)
            r->unordered_at = r->unordered++ ? r->unordered_at : at;
        r->last = number;
        p += lead;
        if (r->numbers)
            mr_builder_real(r->numbers, (double)number);
        for (size_t c = 0; c < r->log->log->n_curves; c++)
            p = r->log->cells[c].code == TAPE_TEXT ? put_texts(r, c, p, end)
                                                   : put_numbers(r, c, p, end);
        r->n++;
    }
}

static mr_status put_records(rows *r)
{
    uint8_t *scratch = NULL;
    size_t capacity = 0;
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < r->log->feed->n; i++) {
        const tape_record *record = &r->log->feed->at[i];
        if (record->pieces && record->n > capacity) {
            free(scratch);
            capacity = record->n + record->n / 2;
            scratch = malloc(capacity);
            if (!scratch) {
                st = tape_no_memory(r->t);
                break;
            }
        }
        const uint8_t *p = tape_gather(r->t, record, scratch);
        put_record(r, p, record->n, record->pieces ? r->t->spans.at[record->at].at : record->at);
    }
    free(scratch);
    if (st == MR_OK && r->text.status != MR_OK)
        st = tape_no_memory(r->t);
    return st;
}

static void tell(const rows *r)
{
    const char *name = r->log->log->name;
    if (r->unordered)
        tape_warn(r->t, r->unordered_at,
                  "log %s: %lld frame numbers do not follow the one before; the rows are kept as "
                  "they come",
                  name, (long long)r->unordered);
    if (r->partial)
        tape_warn(r->t, r->partial_at, "log %s: %lld records end within a row, which is left out",
                  name, (long long)r->partial);
    if (r->bad)
        tape_warn(r->t, UINT64_MAX, "log %s: %lld values cannot be read and are null", name,
                  (long long)r->bad);
    for (size_t c = 0; c < r->log->log->n_curves; c++)
        if (r->absent[c])
            tape_warn(r->t, UINT64_MAX,
                      "log %s: %lld values of curve %s are -999.25 and read as null", name,
                      (long long)r->absent[c], r->log->log->curves[c].mnemonic);
}

static mr_status open_rows(rows *r)
{
    const size_t n = r->log->log->n_curves;
    size_t most = 1;
    r->builders = calloc(n + 1, sizeof(mr_builder *));
    r->absent = calloc(n + 1, sizeof *r->absent);
    if (!r->builders || !r->absent)
        return tape_no_memory(r->t);
    for (size_t c = 0; c < n; c++) {
        const mr_field field = tape_field(&r->log->log->curves[c]);
        r->builders[c] = mr_builder_new(&field);
        most = r->log->cells[c].items > most ? r->log->cells[c].items : most;
    }
    if (r->log->log->index < 0)
        r->numbers = mr_builder_new(&(mr_field){
            .name = "frame_number", .type = MR_FLOAT64, .nullable = true, .origin = -1});
    r->items = malloc(most * sizeof *r->items);
    return r->items ? MR_OK : tape_no_memory(r->t);
}

mr_status dlis_read_rows(tape *t, const tape_log *log, mr_tape_rows *out, mr_error *err)
{
    rows r = {.t = t, .log = log};
    mr_status st = open_rows(&r);
    if (st == MR_OK)
        st = put_records(&r);
    for (size_t c = 0; st == MR_OK && c < log->log->n_curves; c++) {
        const mr_column *column = NULL;
        st = mr_builder_finish(r.builders[c], &column, err);
        out->columns[c] = (mr_column *)(uintptr_t)column;
    }
    if (st == MR_OK && r.numbers) {
        const mr_column *column = NULL;
        st = mr_builder_finish(r.numbers, &column, err);
        out->frame_numbers = (mr_column *)(uintptr_t)column;
    }
    out->rows = r.n;
    if (st == MR_OK)
        tell(&r);
    for (size_t c = 0; r.builders && c < log->log->n_curves; c++)
        mr_builder_free(r.builders[c]);
    mr_builder_free(r.numbers);
    free(r.builders);
    free(r.absent);
    free(r.items);
    mr_buf_clear(&r.text);
    return st;
}
