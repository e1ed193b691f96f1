// Rows of cells of fixed size become columns: records are counted, then decoded, in pieces that fit
// a cache, by all threads; texts come after, in order.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "tape_local.h"

// Bytes of records in a piece; a record may be larger.
enum { PIECE = 1 << 16, FORGET = 64 };

struct oddities { // of frame numbers and of record ends, by piece
    int64_t repeated, backward, skipped, partial;
    uint64_t repeated_at, backward_at, skipped_at, partial_at; // the first record, by its index
    uint32_t first, last;                                      // frame numbers
    bool any;
};

struct column { // where a cell goes
    double *values;
    mr_column *numbers; // or the items of a list
    mr_builder *text;
};

struct scratch { // one a worker
    uint8_t *bytes;
    size_t bytes_n;
    const uint8_t **rows;
    size_t rows_n;
    int64_t *absent; // one a cell
};

typedef struct reading {
    tape *t;
    const tape_log *log;
    size_t per_piece, pieces;
    int64_t *first_row; // pieces + 1
    struct oddities *odd;
    struct column *columns;
    double *frame_numbers;
    mr_column *frames;
    double *depths; // TAPE_RECORD_DEPTH: the index
    struct scratch *scratch;
    size_t workers;
    int64_t bad; // texts that cannot be read
} reading;

// A row number of DLIS: its bytes, 0 when it runs over the end.
static inline size_t row_number(const uint8_t *p, const uint8_t *end, uint32_t *out)
{
    const size_t n = (*p & 0x80) == 0 ? 1 : (*p & 0xc0) == 0x80 ? 2 : 4;
    if ((size_t)(end - p) < n)
        return 0;
    *out = n == 1 ? *p : n == 2 ? tape_u16(p) & 0x3fffu : tape_u32(p) & 0x3fffffffu;
    return n;
}

static bool room(struct scratch *s, size_t bytes, size_t rows)
{
    if (bytes > s->bytes_n) {
        void *grown = realloc(s->bytes, bytes + bytes / 2);
        if (!grown)
            return false;
        s->bytes = grown;
        s->bytes_n = bytes + bytes / 2;
    }
    if (rows > s->rows_n) {
        void *grown = realloc(s->rows, (rows + rows / 2) * sizeof *s->rows);
        if (!grown)
            return false;
        s->rows = grown;
        s->rows_n = rows + rows / 2;
    }
    return true;
}

static void note_number(struct oddities *odd, uint32_t number, uint64_t record)
{
    const uint32_t want = odd->last + 1;
    if (!odd->any) {
        odd->first = number;
    } else if (number == odd->last) {
        odd->repeated_at = odd->repeated++ ? odd->repeated_at : record;
    } else if (number < want) {
        odd->backward_at = odd->backward++ ? odd->backward_at : record;
    } else if (number > want) {
        odd->skipped_at = odd->skipped++ ? odd->skipped_at : record;
    }
    odd->any = true;
    odd->last = number;
}

static void note_partial(struct oddities *odd, uint64_t record)
{
    odd->partial_at = odd->partial++ ? odd->partial_at : record;
}

// Rows of one record; `rows` NULL only counts. `numbers` NULL: they are not kept.
static int64_t rows_of(const reading *r, const uint8_t *p, size_t n, uint64_t record,
                       struct oddities *odd, const uint8_t **rows, double *numbers)
{
    const tape_log *log = r->log;
    const uint8_t *end = p + n;
    int64_t found = 0;
    if (log->lead == TAPE_RECORD_DEPTH)
        p = n < log->lead_bytes ? end : p + log->lead_bytes;
    while (p < end) {
        uint32_t number = 0;
        const size_t lead = log->lead == TAPE_ROW_NUMBER ? row_number(p, end, &number) : 0;
        if ((log->lead == TAPE_ROW_NUMBER && !lead) || (size_t)(end - p) - lead < log->row_bytes) {
            if (odd)
                note_partial(odd, record);
            break;
        }
        p += lead;
        if (odd && lead)
            note_number(odd, number, record);
        if (rows)
            rows[found] = p;
        if (numbers)
            numbers[found] = (double)number;
        found++;
        p += log->row_bytes;
        if (!log->row_bytes && !lead)
            break;
    }
    return found;
}

static size_t last_of(const reading *r, size_t piece)
{
    const size_t end = (piece + 1) * r->per_piece;
    return end < r->log->feed->n ? end : r->log->feed->n;
}

static mr_status count_piece(void *context, size_t piece, size_t worker, mr_error *err)
{
    const reading *r = context;
    struct scratch *s = &r->scratch[worker];
    struct oddities odd = {0};
    int64_t rows = 0;
    for (size_t i = piece * r->per_piece; i < last_of(r, piece); i++) {
        const tape_record *record = &r->log->feed->at[i];
        if (record->pieces && !room(s, record->n, 0))
            return mr_fail(err, MR_ENOMEM, NULL, "no memory to read the file");
        const uint8_t *p = tape_gather(r->t, record, s->bytes);
        rows += rows_of(r, p, record->n, i, &odd, NULL, NULL);
    }
    r->first_row[piece + 1] = rows;
    r->odd[piece] = odd;
    return MR_OK;
}

// The rows of a piece, as places: those of records that lie apart are gathered.
static mr_status place_rows(const reading *r, size_t piece, struct scratch *s, mr_error *err)
{
    const size_t first = piece * r->per_piece, last = last_of(r, piece);
    const int64_t rows = r->first_row[piece + 1] - r->first_row[piece];
    size_t bytes = 0;
    for (size_t i = first; i < last; i++)
        bytes += r->log->feed->at[i].pieces ? r->log->feed->at[i].n : 0;
    if (!room(s, bytes + 1, (size_t)rows + 1))
        return mr_fail(err, MR_ENOMEM, NULL, "no memory to read the file");
    double *numbers = r->frame_numbers ? r->frame_numbers + r->first_row[piece] : NULL;
    size_t used = 0;
    int64_t row = 0;
    for (size_t i = first; i < last; i++) {
        const tape_record *record = &r->log->feed->at[i];
        const uint8_t *p = tape_gather(r->t, record, s->bytes + used);
        used += record->pieces ? record->n : 0;
        const int64_t n = rows_of(r, p, record->n, i, NULL, s->rows + row, numbers);
        numbers = numbers ? numbers + n : NULL;
        if (r->depths && n > 0) {
            const double depth = tape_number(r->log->depth_code, p);
            for (int64_t k = 0; k < n; k++)
                r->depths[r->first_row[piece] + row + k] = depth + (double)k * r->log->depth_step;
        }
        row += n;
    }
    return MR_OK;
}

// Absent values are few: two at a time are passed over where none is.
static int64_t blank_absent(const tape_cell *cell, double *values, size_t n)
{
    const double a = cell->absent[0], b = cell->absent[1];
    int64_t found = 0;
    size_t i = 0;
    while (i < n) {
#ifdef __SSE2__
        const __m128d a2 = _mm_set1_pd(a), b2 = _mm_set1_pd(b);
        for (; i + 2 <= n; i += 2) {
            const __m128d x = _mm_loadu_pd(values + i);
            if (_mm_movemask_pd(_mm_or_pd(_mm_cmpeq_pd(x, a2), _mm_cmpeq_pd(x, b2))))
                break;
        }
#endif
        for (size_t end = i + 2 < n ? i + 2 : n; i < end; i++)
            if (values[i] == a || values[i] == b) {
                values[i] = (double)NAN;
                found++;
            }
    }
    return found;
}

static uint64_t place_of(const reading *r, uint64_t record)
{
    const tape_record *at = &r->log->feed->at[record];
    return at->pieces ? r->t->spans.at[at->at].at : at->at;
}

// The file's pages of this piece and some before it, now and then.
static void forget_behind(const reading *r, size_t piece)
{
    if (piece % FORGET == FORGET - 1)
        tape_forget(r->t, place_of(r, (piece + 1 - FORGET) * r->per_piece),
                    place_of(r, last_of(r, piece) - 1));
}

static mr_status decode_piece(void *context, size_t piece, size_t worker, mr_error *err)
{
    const reading *r = context;
    struct scratch *s = &r->scratch[worker];
    MR_TRY(place_rows(r, piece, s, err));
    const int64_t first = r->first_row[piece];
    const size_t rows = (size_t)(r->first_row[piece + 1] - first);
    const uint8_t *const *at = (const uint8_t *const *)s->rows;
    for (size_t c = 0; c < r->log->log->n_curves; c++) {
        const tape_cell *cell = &r->log->cells[c];
        if (!r->columns[c].values || r->columns[c].values == r->depths)
            continue;
        double *out = r->columns[c].values + (size_t)first * cell->items;
        if (cell->items == 1)
            tape_numbers(cell->code, at, cell->offset, rows, out);
        for (size_t i = 0; i < rows && cell->items > 1; i++)
            tape_run(cell->code, at[i] + cell->offset, cell->items, out + i * cell->items);
        if (cell->is_absent)
            s->absent[c] += blank_absent(cell, out, rows * cell->items);
    }
    forget_behind(r, piece);
    return MR_OK;
}

static mr_status each(const reading *r, size_t n, mr_job *job, mr_error *err)
{
    union { // jobs take what they are given as their own
        const void *in;
        void *out;
    } context = {r};
    mr_status st = MR_OK;
    if (r->t->pool && n > 1)
        return mr_pool_each(r->t->pool, n, job, context.out, err);
    for (size_t i = 0; i < n && st == MR_OK; i++)
        st = job(context.out, i, 0, err);
    return st;
}

static mr_status seal_column(void *context, size_t c, size_t worker, mr_error *err)
{
    const reading *r = context;
    (void)worker, (void)err;
    if (r->columns[c].numbers)
        (void)mr_column_seal(r->columns[c].numbers);
    return MR_OK;
}

// Texts are of any length: a row after the other.
static mr_status read_texts(reading *r, mr_error *err)
{
    const tape_log *log = r->log;
    bool any = false;
    for (size_t c = 0; c < log->log->n_curves; c++)
        any |= r->columns[c].text != NULL;
    if (!any)
        return MR_OK;
    mr_buf text = {0};
    mr_status st = MR_OK;
    for (size_t piece = 0; st == MR_OK && piece < r->pieces; piece++) {
        struct scratch *s = &r->scratch[0];
        st = place_rows(r, piece, s, err);
        const size_t rows = (size_t)(r->first_row[piece + 1] - r->first_row[piece]);
        for (size_t c = 0; st == MR_OK && c < log->log->n_curves; c++) {
            for (size_t i = 0; r->columns[c].text && i < rows; i++) {
                text.n = 0;
                const uint8_t *at = s->rows[i] + log->cells[c].offset;
                if (tape_cell_text(r->t, log, c, at, s->rows[i] + log->row_bytes, &text)) {
                    mr_builder_text(r->columns[c].text, (mr_str){text.at ? text.at : "", text.n});
                } else {
                    mr_builder_null(r->columns[c].text);
                    r->bad++;
                }
            }
        }
    }
    if (st == MR_OK && text.status != MR_OK)
        st = mr_fail(err, MR_ENOMEM, NULL, "no memory to read the file");
    mr_buf_clear(&text);
    return st;
}

mr_field tape_field(const mr_tape_curve *curve)
{
    return (mr_field){.name = curve->mnemonic[0] ? curve->mnemonic : "UNKNOWN",
                      .type = curve->type,
                      .nullable = true,
                      .unit = curve->unit,
                      .description = curve->descr,
                      .origin = -1};
}

static mr_status open_columns(reading *r, int64_t rows, mr_error *err)
{
    const tape_log *log = r->log;
    for (size_t c = 0; c < log->log->n_curves; c++) {
        mr_field field = tape_field(&log->log->curves[c]);
        struct column *column = &r->columns[c];
        size_t values;
        if (field.type == MR_UTF8) {
            column->text = mr_builder_new(&field);
            continue;
        }
        if (!mr_size_mul((size_t)rows, log->cells[c].items, &values) || values > INT64_MAX / 8)
            return mr_fail(err, MR_ETOOLARGE, NULL, "curve %s of log %s is too large", field.name,
                           log->log->name);
        field.type = MR_FLOAT64;
        MR_TRY(mr_column_new_f64(&field, (int64_t)values, &column->numbers, &column->values, err));
    }
    if (log->lead == TAPE_RECORD_DEPTH)
        r->depths = r->columns[log->log->index].values;
    if (log->lead == TAPE_ROW_NUMBER && log->log->index < 0) {
        const mr_field field = {
            .name = "frame_number", .type = MR_FLOAT64, .nullable = true, .origin = -1};
        MR_TRY(mr_column_new_f64(&field, rows, &r->frames, &r->frame_numbers, err));
    }
    return MR_OK;
}

// Fast channels: the samples of a frame are rows, up to the frame's depth. Before the first frame
// its spacing goes on.
static void spread_index(const tape_log *log, double *at, int64_t rows, const double *frames)
{
    const int64_t s = (int64_t)log->samples;
    for (int64_t i = 0; i < rows; i++) {
        const double before = i > 0                  ? frames[i - 1]
                              : log->depth_step != 0 ? frames[0] - log->depth_step
                              : rows > 1             ? 2 * frames[0] - frames[1]
                                                     : (double)NAN;
        for (int64_t k = 0; k < s; k++)
            at[i * s + k] = k + 1 == s
                                ? frames[i]
                                : before + (frames[i] - before) * (double)(k + 1) / (double)s;
    }
}

// The index of a log of fast channels stands once a frame, in cell 0 of this log.
static mr_status fast_index(reading *r, int64_t frames, mr_error *err)
{
    struct column *index = &r->columns[0];
    const mr_field field = tape_field(&r->log->log->curves[0]);
    mr_column *spread = NULL;
    double *values = NULL;
    MR_TRY(mr_column_new_f64(&field, frames * (int64_t)r->log->samples, &spread, &values, err));
    spread_index(r->log, values, frames, index->values);
    if (r->depths == index->values)
        r->depths = values;
    mr_column_unref(index->numbers);
    index->numbers = spread;
    index->values = values;
    return MR_OK;
}

static mr_status close_columns(reading *r, int64_t rows, mr_tape_rows *out, mr_error *err)
{
    const tape_log *log = r->log;
    for (size_t c = 0; c < log->log->n_curves; c++) {
        struct column *column = &r->columns[c];
        const mr_field field = tape_field(&log->log->curves[c]);
        if (column->text) {
            const mr_column *text = NULL;
            MR_TRY(mr_builder_finish(column->text, &text, err));
            out->columns[c] = (mr_column *)(uintptr_t)text;
        } else if (field.type == MR_LIST_FLOAT64) {
            size_t each_n = log->cells[c].items;
            each_n = log->samples > 1 && c > 0 ? each_n / log->samples : each_n;
            mr_column *items = column->numbers;
            column->numbers = NULL;
            MR_TRY(mr_column_new_list(&field, rows, (int64_t)each_n, items, &out->columns[c], err));
        } else {
            out->columns[c] = column->numbers;
            column->numbers = NULL;
        }
    }
    if (r->frames)
        (void)mr_column_seal(r->frames);
    out->frame_numbers = r->frames;
    r->frames = NULL;
    out->rows = rows;
    return MR_OK;
}

static void tell_oddities(const reading *r)
{
    struct oddities all = {0};
    for (size_t i = 0; i < r->pieces; i++) {
        const struct oddities *odd = &r->odd[i];
        if (odd->any) { // the step from the piece before
            note_number(&all, odd->first, i * r->per_piece);
            all.last = odd->last;
        }
        all.repeated_at = all.repeated ? all.repeated_at : odd->repeated_at;
        all.backward_at = all.backward ? all.backward_at : odd->backward_at;
        all.skipped_at = all.skipped ? all.skipped_at : odd->skipped_at;
        all.partial_at = all.partial ? all.partial_at : odd->partial_at;
        all.repeated += odd->repeated;
        all.backward += odd->backward;
        all.skipped += odd->skipped;
        all.partial += odd->partial;
    }
    const char *name = r->log->log->name;
    if (all.repeated)
        tape_warn(
            r->t, place_of(r, all.repeated_at),
            "log %s: %lld frame numbers repeat the one before; the rows are kept as they come",
            name, (long long)all.repeated);
    if (all.backward)
        tape_warn(r->t, place_of(r, all.backward_at),
                  "log %s: %lld frame numbers are out of order; the rows are kept as they come",
                  name, (long long)all.backward);
    if (all.skipped)
        tape_warn(r->t, place_of(r, all.skipped_at),
                  "log %s: frame numbers are missing in %lld places", name, (long long)all.skipped);
    if (all.partial)
        tape_warn(r->t, place_of(r, all.partial_at),
                  "log %s: %lld records end within a row, which is left out", name,
                  (long long)all.partial);
}

static void tell_absent(const reading *r)
{
    for (size_t c = 0; c < r->log->log->n_curves; c++) {
        int64_t n = 0;
        for (size_t w = 0; w < r->workers; w++)
            n += r->scratch[w].absent[c];
        char value[32];
        mr_print_double(r->log->cells[c].absent[0], value);
        if (n)
            tape_warn(r->t, UINT64_MAX, "log %s: %lld values of curve %s are %s and read as null",
                      r->log->log->name, (long long)n, r->log->log->curves[c].mnemonic, value);
    }
}

static mr_status open_reading(reading *r)
{
    const size_t feed = r->log->feed->n;
    uint64_t bytes = 0;
    for (size_t i = 0; i < feed && i < 64; i++)
        bytes += r->log->feed->at[i].n + 1;
    r->per_piece = bytes ? (size_t)(PIECE * (uint64_t)(feed < 64 ? feed : 64) / bytes) + 1 : 1;
    r->pieces = (feed + r->per_piece - 1) / r->per_piece;
    r->workers = r->t->pool ? mr_pool_threads(r->t->pool) : 1;
    r->first_row = calloc(r->pieces + 2, sizeof *r->first_row);
    r->odd = calloc(r->pieces + 1, sizeof *r->odd);
    r->columns = calloc(r->log->log->n_curves + 1, sizeof *r->columns);
    r->scratch = calloc(r->workers, sizeof *r->scratch);
    bool good = r->first_row && r->odd && r->columns && r->scratch;
    for (size_t w = 0; good && w < r->workers; w++) {
        r->scratch[w].absent = calloc(r->log->log->n_curves + 1, sizeof(int64_t));
        good = r->scratch[w].absent != NULL;
    }
    return good ? MR_OK : tape_no_memory(r->t);
}

static void clear_reading(reading *r)
{
    for (size_t c = 0; r->columns && c < r->log->log->n_curves; c++) {
        mr_column_unref(r->columns[c].numbers);
        mr_builder_free(r->columns[c].text);
    }
    for (size_t w = 0; r->scratch && w < r->workers; w++) {
        free(r->scratch[w].bytes);
        free(r->scratch[w].rows);
        free(r->scratch[w].absent);
    }
    mr_column_unref(r->frames);
    free(r->first_row);
    free(r->odd);
    free(r->columns);
    free(r->scratch);
}

static mr_status read_all(reading *r, mr_tape_rows *out, mr_error *err)
{
    const tape_log *log = r->log;
    mr_status st = open_reading(r);
    if (st == MR_OK)
        st = each(r, r->pieces, count_piece, err);
    tape_forget(r->t, 0, r->t->size);
    for (size_t i = 0; st == MR_OK && i < r->pieces; i++)
        r->first_row[i + 1] += r->first_row[i];
    const int64_t frames = st == MR_OK ? r->first_row[r->pieces] : 0;
    if (st == MR_OK)
        st = open_columns(r, frames, err);
    if (st == MR_OK)
        st = each(r, r->pieces, decode_piece, err);
    if (st == MR_OK)
        st = read_texts(r, err);
    if (st == MR_OK && r->bad && r->bad == frames * (int64_t)log->log->n_curves)
        return MR_OK; // nothing in it can be read
    if (st == MR_OK && log->samples > 1 && !log->refused)
        st = fast_index(r, frames, err);
    if (st == MR_OK)
        st = each(r, log->log->n_curves, seal_column, err);
    if (st == MR_OK) {
        tell_oddities(r);
        tell_absent(r);
        st = close_columns(r, frames * (int64_t)(log->samples > 1 ? log->samples : 1), out, err);
    }
    return st;
}

mr_status tape_read_fixed(tape *t, const tape_log *log, mr_tape_rows *out, mr_error *err)
{
    static tape_feed none;
    tape_log empty = *log;
    if (log->refused) {
        tape_warn(t, UINT64_MAX, "log %s: its rows cannot be read: %s", log->log->name,
                  log->refused);
        empty.feed = &none;
    }
    reading r = {.t = t, .log = &empty};
    mr_status st = read_all(&r, out, err);
    const int64_t bad = r.bad;
    clear_reading(&r);
    if (st != MR_OK || !bad)
        return st;
    if (out->rows)
        tape_warn(t, UINT64_MAX, "log %s: %lld values cannot be read and are null", log->log->name,
                  (long long)bad);
    if (out->rows)
        return MR_OK;
    empty.refused = "none of its values is one";
    return tape_read_fixed(t, &empty, out, err);
}
