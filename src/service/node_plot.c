// A well's curves brought down to what a screen can show.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "curves.h"
#include "materialise.h"
#include "mudrock/numeric.h"
#include "rows_json.h"

enum { BLOCKS_A_BIN = 4 }; // fewer, and their ends would be seen

typedef struct bins {
    size_t n, *first; // sample numbers; n + 1
    bool exact;
    mr_gaps gaps; // of the depths
} bins;

typedef struct drawn { // a curve
    mr_field field;
    const double *least,
        *greatest; // of every sample; of every block where there is a picture of those
    const mr_column *text;
} drawn;

typedef struct picture { // a well; samples, or blocks of samples side by side
    const char *depth_unit;
    size_t n;
    const double *depth;         // of the first sample of each
    const double *reach;         // of the last one
    double depth_min, depth_max; // of all of the well
    bool blocks;
    size_t n_curves;
    const drawn *curves;
} picture;

static void put_field(const mr_field *field, mr_buf *out)
{
    mr_buf_puts(out, "{\"name\":");
    mr_json_text(out, mr_str_of(field->name));
    mr_buf_puts(out, ",\"unit\":");
    if (field->unit)
        mr_json_text(out, mr_str_of(field->unit));
    mr_buf_puts(out, field->unit ? ",\"quantity\":" : "null,\"quantity\":");
    if (field->quantity)
        mr_json_text(out, mr_str_of(field->quantity));
    mr_buf_printf(out, "%s,\"type\":\"%s\"", field->quantity ? "" : "null",
                  mr_type_name(field->type));
}

// --- numbers ---

static bool is_empty(const bins *b, size_t k)
{
    return b->first[k] == b->first[k + 1];
}

// Between the first sample of a bin and the one before, wherever that is, nothing was measured.
static bool is_after_gap(const bins *b, const picture *p, size_t k)
{
    const size_t at = b->first[k];

    return !is_empty(b, k) && at > b->first[0] &&
           mr_is_gap(&b->gaps, p->depth[at] - p->reach[at - 1]);
}

// --- gaps: where the line of a curve breaks ---

typedef struct gap {   // of one curve
    size_t last, next; // samples with a value
    double begins;     // depth; of one without a row in it
} gap;

static double begin_of(const bins *b, const picture *p, size_t last, bool hole)
{
    // A block that a hole lies in is taken to be as thick as the one before.
    const double usual = hole && last > 0 ? p->reach[last - 1] - p->depth[last - 1] : 0;
    const double begins = (hole ? p->depth[last] + usual : p->reach[last]) + b->gaps.step;
    const double between = 0.5 * ((hole ? p->depth[last] : p->reach[last]) + p->depth[last + 1]);
    return begins < between ? begins : between;
}

// Where samples with a value are further apart than neighbours are, be it that there are no rows
// between or rows of nulls, and at least `thick`. out NULL: only how many.
static size_t find_gaps(const bins *b, const picture *p, const double *values, double thick,
                        gap *out)
{
    size_t n = 0, last = SIZE_MAX, last_bin = 0;

    for (size_t k = 0; k < b->n; k++)
        for (size_t i = b->first[k]; i < b->first[k + 1]; i++) {
            if (isnan(values[i]))
                continue;
            // A block reaches to behind a hole in it, over bins that hold no other.
            const bool hole = p->blocks && last + 1 == i && k > last_bin + 1;
            const double distance = last == SIZE_MAX ? 0 : p->depth[i] - p->reach[last];
            if (last != SIZE_MAX &&
                (hole || (mr_is_gap(&b->gaps, distance) && distance >= thick))) {
                if (out)
                    out[n] = (gap){last, i, begin_of(b, p, last, hole)};
                n++;
            }
            last = i;
            last_bin = k;
        }
    return n;
}

// The bins of a curve, cut at its gaps: what is above a gap, the gap, what is below it.
typedef struct pieces {
    size_t n, *first; // n + 1
    double *depth;
} pieces;

static void begin_piece(pieces *out, const picture *p, size_t at)
{
    if (out->n > 0 && out->first[out->n - 1] == at && out->depth[out->n - 1] == p->depth[at])
        return;
    out->first[out->n] = at;
    out->depth[out->n++] = p->depth[at];
}

static void begin_gap(pieces *out, const picture *p, const gap *g)
{
    if (g->last + 1 < g->next) {
        begin_piece(out, p, g->last + 1);
        return;
    }
    out->first[out->n] = g->next; // no row is in it
    out->depth[out->n++] = g->begins;
}

static void cut(const bins *b, const picture *p, const gap *gaps, size_t n, pieces *out)
{
    size_t g = 0;
    bool within = false; // between the beginning of gap g and its end

    for (size_t k = 0; k <= b->n; k++) {
        const size_t to = b->first[k];
        while (g < n && (within ? gaps[g].next : gaps[g].last + 1) <= to) {
            if (within)
                begin_piece(out, p, gaps[g++].next);
            else
                begin_gap(out, p, &gaps[g]);
            within = !within;
        }
        if (k < b->n && !is_empty(b, k))
            begin_piece(out, p, to);
    }
    out->first[out->n] = b->first[b->n];
}

static pieces pieces_of(const bins *b, const picture *p, const double *values, mr_arena *arena)
{
    double thick = 0;
    size_t n = b->n > 0 && b->gaps.most < HUGE_VAL ? find_gaps(b, p, values, thick, NULL) : 0;
    if (n > b->n) { // more than anyone could see: those that leave a bin free
        thick = (p->depth[b->first[b->n] - 1] - p->depth[b->first[0]]) / (double)b->n;
        n = find_gaps(b, p, values, thick, NULL);
    }
    gap *gaps = MR_ARENA_ARRAY(arena, gap, n + 1);
    if (n > 0)
        n = find_gaps(b, p, values, thick, gaps);
    pieces out = {.first = MR_ARENA_ARRAY(arena, size_t, b->n + 2 * n + 1),
                  .depth = MR_ARENA_ARRAY(arena, double, b->n + 2 * n + 1)};
    cut(b, p, gaps, n, &out);
    return out;
}

static void put_numbers(size_t n, const char *name, const double *values, mr_buf *out)
{
    mr_buf_printf(out, ",\"%s\":[", name);
    for (size_t k = 0; k < n; k++) {
        mr_buf_puts(out, k ? "," : "");
        mr_json_number(out, values[k]);
    }
    mr_buf_putc(out, ']');
}

static void put_curve(const bins *b, const picture *p, const drawn *curve, mr_arena *arena,
                      mr_buf *out)
{
    const pieces cut_up = pieces_of(b, p, curve->least, arena);
    double *min = MR_ARENA_ARRAY(arena, double, cut_up.n + 1);
    double *max = MR_ARENA_ARRAY(arena, double, cut_up.n + 1);
    double *other = MR_ARENA_ARRAY(arena, double, cut_up.n + 1);
    mr_buf_printf(out, ",\"exact\":%s", b->exact ? "true" : "false");
    put_numbers(cut_up.n, "depth", cut_up.depth, out);
    mr_bin_extremes(curve->least, cut_up.first, cut_up.n, min, max);
    if (curve->greatest != curve->least)
        mr_bin_extremes(curve->greatest, cut_up.first, cut_up.n, other, max);
    put_numbers(cut_up.n, "min", min, out);
    put_numbers(cut_up.n, "max", max, out);
}

// --- text ---

static bool same(const mr_column *text, int64_t a, int64_t b)
{
    return mr_valid(text, a) == mr_valid(text, b) &&
           mr_str_eq(mr_column_text(text, a), mr_column_text(text, b));
}

static void put_segment(const mr_column *text, int64_t row, double top, double base, mr_buf *out)
{
    mr_buf_puts(out, "{\"top\":");
    mr_json_number(out, top);
    mr_buf_puts(out, ",\"base\":");
    mr_json_number(out, base);
    mr_buf_puts(out, ",\"value\":");
    mr_json_text(out, mr_column_text(text, row));
    mr_buf_putc(out, '}');
}

// Runs of one value, a sample of every bin looked at. A run ends where the next value begins, or
// with its own last sample before a null or a gap.
static void put_segments(const bins *b, const picture *p, const mr_column *text, mr_buf *out)
{
    const double *depth = p->depth;
    const char *between = "";
    mr_buf_printf(out, ",\"exact\":%s,\"segments\":[", b->exact ? "true" : "false");
    for (size_t k = 0; k < b->n;) {
        int64_t row = (int64_t)b->first[k], last = row;
        size_t next = k + 1;
        for (; next < b->n && same(text, row, (int64_t)b->first[next]) && !is_after_gap(b, p, next);
             next++)
            last = (int64_t)b->first[next];
        const bool broken = next < b->n && is_after_gap(b, p, next);
        if (next == b->n || broken)
            last = (int64_t)b->first[next] - 1;
        const bool followed = next < b->n && mr_valid(text, (int64_t)b->first[next]) && !broken;
        if (mr_valid(text, row)) {
            mr_buf_puts(out, between);
            put_segment(text, row, depth[row], depth[followed ? b->first[next] : (size_t)last],
                        out);
            between = ",";
        }
        k = next;
    }
    mr_buf_putc(out, ']');
}

// --- all of it ---

static void put_head(const picture *set, const mr_plot_request *request, mr_buf *out)
{
    mr_buf_puts(out, "{\"well\":");
    if (request->well)
        mr_json_text(out, mr_str_of(request->well));
    mr_buf_puts(out, request->well ? ",\"depth_unit\":" : "null,\"depth_unit\":");
    if (set->depth_unit)
        mr_json_text(out, mr_str_of(set->depth_unit));
    mr_buf_puts(out, set->depth_unit ? ",\"depth_min\":" : "null,\"depth_min\":");
    mr_json_number(out, set->depth_min);
    mr_buf_puts(out, ",\"depth_max\":");
    mr_json_number(out, set->depth_max);
    mr_buf_printf(out, ",\"pixels\":%zu,\"curves\":[", request->pixels);
}

static double top_of(const mr_plot_request *request)
{
    return isnan(request->top) ? -(double)INFINITY : request->top;
}

static double base_of(const mr_plot_request *request)
{
    return isnan(request->base) ? (double)INFINITY : request->base;
}

static mr_gaps gaps_of_step(double step)
{
    return (mr_gaps){isnan(step) ? HUGE_VAL : MR_GAP_STEPS * step, step};
}

// With a step even where no row is missing: rows of nulls are a gap as well.
static mr_gaps gaps_of_samples(const picture *p, double *room)
{
    double least = HUGE_VAL, most = 0;
    for (size_t i = 1; i < p->n; i++) {
        const double step = p->depth[i] - p->depth[i - 1];
        most = step > most ? step : most;
        least = step < least ? step : least;
    }
    // Mostly all are equal: there is nothing to sort.
    return gaps_of_step(most - least <= 1e-6 * least ? least
                                                     : mr_median_step(p->depth, p->n, room));
}

// Of the samples in them, by the steps from each to the next.
static mr_gaps gaps_of_blocks(const picture *p, double *room)
{
    size_t n = 0;
    for (size_t i = 1; i < p->n; i++)
        if (p->depth[i] > p->reach[i - 1])
            room[n++] = p->depth[i] - p->reach[i - 1];
    mr_sort(room, n);
    return gaps_of_step(mr_median_sorted(room, n));
}

static bins bins_of(const picture *p, const mr_plot_request *request, mr_arena *arena)
{
    bins b = {.first = MR_ARENA_ARRAY(arena, size_t, request->pixels + 1)};
    b.n =
        mr_depth_bins(p->depth, p->n, top_of(request), base_of(request), request->pixels, b.first);
    double *room = MR_ARENA_ARRAY(arena, double, p->n + 1);
    b.gaps = p->blocks ? gaps_of_blocks(p, room) : gaps_of_samples(p, room);
    b.exact = !p->blocks && b.first[b.n] - b.first[0] == b.n;
    return b;
}

static mr_status draw(const picture *p, const bins *b, const mr_plot_request *request,
                      mr_arena *arena, mr_buf *out, mr_error *err)
{
    put_head(p, request, out);
    for (size_t i = 0; i < p->n_curves; i++) {
        const drawn *curve = &p->curves[i];
        mr_buf_puts(out, i ? "," : "");
        put_field(&curve->field, out);
        if (curve->text)
            put_segments(b, p, curve->text, out);
        else
            put_curve(b, p, curve, arena, out);
        mr_buf_putc(out, '}');
    }
    mr_buf_puts(out, "]}");
    return out->status == MR_OK ? MR_OK : mr_fail(err, out->status, NULL, "no memory for a plot");
}

typedef struct job {
    mr_service *service;
    mr_curves *curves;
    const char *path;
    const mr_plot_request *request;
    mr_arena *arena;
    bool is_long;                // the well has levels, and reaches
    double depth_min, depth_max; // from here to there
} job;

// Of a long well no more than is looked at.
static mr_curve_source samples_of(const job *j)
{
    mr_curve_source source = {.path = j->path, .well = j->request->well, .part = j->is_long};
    if (j->is_long) {
        source.top = fmax(top_of(j->request), j->depth_min);
        source.base = fmin(base_of(j->request), j->depth_max);
    }
    return source;
}

static mr_status draw_samples(const job *j, mr_buf *out, mr_error *err)
{
    mr_curve_set set;
    const mr_curve_source source = samples_of(j);
    MR_TRY(mr_curves_get(j->curves, j->service, &source, j->request->curves, &set, err));
    drawn *list = MR_ARENA_ARRAY(j->arena, drawn, set.n_curves + 1);
    for (size_t i = 0; i < set.n_curves; i++)
        list[i] = (drawn){set.curves[i].field, set.curves[i].values, set.curves[i].values,
                          set.curves[i].text};
    picture p = {.depth_unit = set.depth_unit,
                 .n = set.n,
                 .depth = set.depth,
                 .reach = set.depth,
                 .depth_min = j->depth_min,
                 .depth_max = j->depth_max,
                 .n_curves = set.n_curves,
                 .curves = list};
    if (!j->is_long) {
        p.depth_min = set.n ? set.depth[0] : (double)NAN;
        p.depth_max = set.n ? set.depth[set.n - 1] : (double)NAN;
    }
    const bins b = bins_of(&p, j->request, j->arena);
    return draw(&p, &b, j->request, j->arena, out, err);
}

// --- a long well by its levels (executor/output/levels.h) ---

static mr_names names_of_levels(const mr_names *chosen, mr_arena *arena)
{
    mr_names names = {0, MR_ARENA_ARRAY(arena, const char *, 2 * chosen->n + 1)};
    names.at[names.n++] = "depth.max";
    for (size_t i = 0; i < chosen->n; i++) {
        names.at[names.n++] = mr_arena_printf(arena, "%s.min", chosen->at[i]);
        names.at[names.n++] = mr_arena_printf(arena, "%s.max", chosen->at[i]);
    }
    return names;
}

static picture picture_of(const job *j, const mr_curve_set *set, const mr_names *chosen)
{
    drawn *list = MR_ARENA_ARRAY(j->arena, drawn, chosen->n + 1);
    for (size_t i = 0; i < chosen->n; i++) {
        const mr_curve *least = &set->curves[1 + 2 * i], *greatest = least + 1;
        list[i] = (drawn){least->field, least->values, greatest->values, NULL};
        list[i].field.name = chosen->at[i];
    }
    return (picture){.depth_unit = set->depth_unit,
                     .n = set->n,
                     .depth = set->depth,
                     .reach = set->curves[0].values,
                     .depth_min = j->depth_min,
                     .depth_max = j->depth_max,
                     .blocks = true,
                     .n_curves = chosen->n,
                     .curves = list};
}

// How far the well reaches, and whether so much of it is looked at that its blocks do.
static mr_status look_from_afar(job *j, const mr_curve_source *levels, bool *afar, mr_error *err)
{
    const mr_names none = {0, NULL};
    const mr_names names = names_of_levels(&none, j->arena);
    mr_curve_set set;
    *afar = false;
    mr_status st = mr_curves_get(j->curves, j->service, levels, &names, &set, err);
    if (st != MR_OK)
        return st == MR_ENOTFOUND ? MR_OK : st; // the well is short
    const picture p = picture_of(j, &set, &none);
    const bins b = bins_of(&p, j->request, j->arena);
    j->is_long = true;
    j->depth_min = set.depth[0];
    j->depth_max = set.curves[0].values[set.n - 1];
    *afar = b.first[b.n] - b.first[0] >= BLOCKS_A_BIN * j->request->pixels;
    return MR_OK;
}

// *done stays false when the samples themselves are wanted: the well has no levels, one of the
// curves has none, or so little is looked at that blocks would be seen.
static mr_status draw_levels(job *j, mr_buf *out, bool *done, mr_error *err)
{
    static const char ending[] = ".parquet";
    const size_t n = strlen(j->path) - strlen(ending);
    const mr_plot_request *request = j->request;
    const mr_curve_source samples = {.path = j->path, .well = request->well};
    const mr_curve_source levels = {
        .path = mr_arena_printf(j->arena, "%.*s.levels", (int)n, j->path), .well = request->well};
    bool afar = false;
    mr_names chosen;
    mr_curve_set set;
    if (strcmp(j->path + n, ending) != 0 || access(levels.path, R_OK) != 0)
        return MR_OK;
    MR_TRY(look_from_afar(j, &levels, &afar, err));
    if (!afar)
        return MR_OK;
    MR_TRY(
        mr_curves_chosen(j->curves, j->service, &samples, request->curves, j->arena, &chosen, err));
    const mr_names names = names_of_levels(&chosen, j->arena);
    mr_status st = mr_curves_get(j->curves, j->service, &levels, &names, &set, err);
    if (st != MR_OK)
        return st == MR_ENOTFOUND ? MR_OK : st;
    const picture p = picture_of(j, &set, &chosen);
    const bins b = bins_of(&p, request, j->arena);
    *done = true;
    return draw(&p, &b, request, j->arena, out, err);
}

mr_status mr_node_plot(mr_service *service, mr_curves *curves, const mr_look *look,
                       const mr_plot_request *request, mr_diagnostics *problems, mr_buf *out,
                       mr_error *err)
{
    const mr_names well = {request->well ? 1 : 0, (const char *[]){request->well}};
    mr_look at_well = *look;
    mr_status st = MR_OK;
    at_well.wells = &well;
    // A file of the cache may go between being found and being read: once more then.
    for (int tries = 0; tries < 2; tries++) {
        char *path = NULL;
        bool done = false;
        MR_TRY(mr_materialise(service, &at_well, problems, &path, err));
        job j = {.service = service,
                 .curves = curves,
                 .path = path,
                 .request = request,
                 .arena = mr_arena_new()};
        st = draw_levels(&j, out, &done, err);
        if (st == MR_OK && !done)
            st = draw_samples(&j, out, err);
        mr_arena_free(j.arena);
        bool gone = st != MR_OK && access(path, R_OK) != 0;
        free(path);
        if (!gone)
            break;
        mr_buf_clear(out);
    }
    return st;
}
