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
    mr_gaps gaps;              // of the depths
    double *min, *max, *other; // of the curve at hand
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

// Of bins side by side that hold no sample one is told: it is the gap.
static bool told(const bins *b, size_t k)
{
    return b->first[k] < b->first[k + 1] || k == 0 || b->first[k - 1] < b->first[k];
}

// Between the first sample of a bin and the one before, in the bin above, nothing was measured.
static bool is_after_gap(const bins *b, const double *depth, size_t k)
{
    const size_t at = b->first[k];

    return k > 0 && b->first[k - 1] < at && at < b->first[k + 1] &&
           mr_is_gap(&b->gaps, depth[at] - depth[at - 1]);
}

// Where the bin begins; one without a sample begins half-way to the next.
static double depth_of(const bins *b, const double *depth, size_t k)
{
    size_t at = b->first[k];
    return at < b->first[k + 1] || at == 0 ? depth[at] : 0.5 * (depth[at - 1] + depth[at]);
}

// Values of the bins, or where they begin (NULL). Between, a gap is a null at its middle.
static void put_numbers(const bins *b, const double *depth, const char *name, const double *values,
                        mr_buf *out)
{
    const char *between = "";
    mr_buf_printf(out, ",\"%s\":[", name);
    for (size_t k = 0; k < b->n; k++) {
        if (!told(b, k))
            continue;
        mr_buf_puts(out, between);
        between = ",";
        if (is_after_gap(b, depth, k)) {
            const size_t at = b->first[k];
            mr_json_number(out, values ? MR_NAN : 0.5 * (depth[at - 1] + depth[at]));
            mr_buf_puts(out, between);
        }
        mr_json_number(out, values ? values[k] : depth_of(b, depth, k));
    }
    mr_buf_putc(out, ']');
}

static void put_curve(const bins *b, const double *depth, const drawn *curve, mr_buf *out)
{
    mr_buf_printf(out, ",\"exact\":%s", b->exact ? "true" : "false");
    put_numbers(b, depth, "depth", NULL, out);
    mr_bin_extremes(curve->least, b->first, b->n, b->min, b->max);
    if (curve->greatest != curve->least)
        mr_bin_extremes(curve->greatest, b->first, b->n, b->other, b->max);
    put_numbers(b, depth, "min", b->min, out);
    put_numbers(b, depth, "max", b->max, out);
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
static void put_segments(const bins *b, const double *depth, const mr_column *text, mr_buf *out)
{
    const char *between = "";
    mr_buf_printf(out, ",\"exact\":%s,\"segments\":[", b->exact ? "true" : "false");
    for (size_t k = 0; k < b->n;) {
        int64_t row = (int64_t)b->first[k], last = row;
        size_t next = k + 1;
        for (; next < b->n && same(text, row, (int64_t)b->first[next]) &&
               !is_after_gap(b, depth, next);
             next++)
            last = (int64_t)b->first[next];
        if (next == b->n && b->n)
            last = (int64_t)b->first[b->n] - 1;
        bool followed =
            next < b->n && mr_valid(text, (int64_t)b->first[next]) && !is_after_gap(b, depth, next);
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

static bins bins_of(const picture *p, const mr_plot_request *request, mr_arena *arena)
{
    bins b = {.first = MR_ARENA_ARRAY(arena, size_t, request->pixels + 1),
              .min = MR_ARENA_ARRAY(arena, double, request->pixels + 1),
              .max = MR_ARENA_ARRAY(arena, double, request->pixels + 1),
              .other = MR_ARENA_ARRAY(arena, double, request->pixels + 1)};
    b.n =
        mr_depth_bins(p->depth, p->n, top_of(request), base_of(request), request->pixels, b.first);
    b.gaps =
        mr_gaps_of(p->depth, p->n, MR_NAN, MR_GAP_STEPS, MR_ARENA_ARRAY(arena, double, p->n + 1));
    b.exact = !p->blocks && b.first[b.n] - b.first[0] == b.n;
    return b;
}

static mr_status draw(const picture *p, const bins *b, const mr_plot_request *request, mr_buf *out,
                      mr_error *err)
{
    put_head(p, request, out);
    for (size_t i = 0; i < p->n_curves; i++) {
        const drawn *curve = &p->curves[i];
        mr_buf_puts(out, i ? "," : "");
        put_field(&curve->field, out);
        if (curve->text)
            put_segments(b, p->depth, curve->text, out);
        else
            put_curve(b, p->depth, curve, out);
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
                 .depth_min = j->depth_min,
                 .depth_max = j->depth_max,
                 .n_curves = set.n_curves,
                 .curves = list};
    if (!j->is_long) {
        p.depth_min = set.n ? set.depth[0] : (double)NAN;
        p.depth_max = set.n ? set.depth[set.n - 1] : (double)NAN;
    }
    const bins b = bins_of(&p, j->request, j->arena);
    return draw(&p, &b, j->request, out, err);
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
    return draw(&p, &b, request, out, err);
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
