// A well's curves brought down to what a screen can show.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "curves.h"
#include "materialise.h"
#include "mudrock/numeric.h"
#include "rows_json.h"

typedef struct bins {
    size_t n, *first; // sample numbers; n + 1
    bool exact;
    double *min, *max; // of the curve at hand
} bins;

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

// Where the bin begins; one without a sample begins half-way to the next.
static double depth_of(const bins *b, const double *depth, size_t k)
{
    size_t at = b->first[k];
    return at < b->first[k + 1] || at == 0 ? depth[at] : 0.5 * (depth[at - 1] + depth[at]);
}

static void put_numbers(const bins *b, const char *name, const double *values, mr_buf *out)
{
    const char *between = "";
    mr_buf_printf(out, ",\"%s\":[", name);
    for (size_t k = 0; k < b->n; k++) {
        if (!told(b, k))
            continue;
        mr_buf_puts(out, between);
        mr_json_number(out, values[k]);
        between = ",";
    }
    mr_buf_putc(out, ']');
}

static void put_curve(const bins *b, const double *depth, const double *values, mr_buf *out)
{
    for (size_t k = 0; k < b->n; k++)
        b->min[k] = depth_of(b, depth, k);
    mr_buf_printf(out, ",\"exact\":%s", b->exact ? "true" : "false");
    put_numbers(b, "depth", b->min, out);
    mr_bin_extremes(values, b->first, b->n, b->min, b->max);
    put_numbers(b, "min", b->min, out);
    put_numbers(b, "max", b->max, out);
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
// with its own last sample before a null.
static void put_segments(const bins *b, const double *depth, const mr_column *text, mr_buf *out)
{
    const char *between = "";
    mr_buf_printf(out, ",\"exact\":%s,\"segments\":[", b->exact ? "true" : "false");
    for (size_t k = 0; k < b->n;) {
        int64_t row = (int64_t)b->first[k], last = row;
        size_t next = k + 1;
        for (; next < b->n && same(text, row, (int64_t)b->first[next]); next++)
            last = (int64_t)b->first[next];
        if (next == b->n && b->n)
            last = (int64_t)b->first[b->n] - 1;
        bool followed = next < b->n && mr_valid(text, (int64_t)b->first[next]);
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

static void put_head(const mr_curve_set *set, const mr_plot_request *request, mr_buf *out)
{
    mr_buf_puts(out, "{\"well\":");
    if (request->well)
        mr_json_text(out, mr_str_of(request->well));
    mr_buf_puts(out, request->well ? ",\"depth_unit\":" : "null,\"depth_unit\":");
    if (set->depth_unit)
        mr_json_text(out, mr_str_of(set->depth_unit));
    mr_buf_puts(out, set->depth_unit ? ",\"depth_min\":" : "null,\"depth_min\":");
    mr_json_number(out, set->n ? set->depth[0] : (double)NAN);
    mr_buf_puts(out, ",\"depth_max\":");
    mr_json_number(out, set->n ? set->depth[set->n - 1] : (double)NAN);
    mr_buf_printf(out, ",\"pixels\":%zu,\"curves\":[", request->pixels);
}

static mr_status draw(const mr_curve_set *set, const mr_plot_request *request, mr_buf *out,
                      mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    const double top = isnan(request->top) ? -(double)INFINITY : request->top;
    const double base = isnan(request->base) ? (double)INFINITY : request->base;
    bins b = {.first = MR_ARENA_ARRAY(arena, size_t, request->pixels + 1),
              .min = MR_ARENA_ARRAY(arena, double, request->pixels + 1),
              .max = MR_ARENA_ARRAY(arena, double, request->pixels + 1)};
    b.n = mr_depth_bins(set->depth, set->n, top, base, request->pixels, b.first);
    b.exact = b.first[b.n] - b.first[0] == b.n;
    put_head(set, request, out);
    for (size_t i = 0; i < set->n_curves; i++) {
        const mr_curve *curve = &set->curves[i];
        mr_buf_puts(out, i ? "," : "");
        put_field(&curve->field, out);
        if (curve->text)
            put_segments(&b, set->depth, curve->text, out);
        else
            put_curve(&b, set->depth, curve->values, out);
        mr_buf_putc(out, '}');
    }
    mr_buf_puts(out, "]}");
    mr_arena_free(arena);
    return out->status == MR_OK ? MR_OK : mr_fail(err, out->status, NULL, "no memory for a plot");
}

mr_status mr_node_plot(mr_service *service, mr_curves *curves, const mr_look *look,
                       const mr_plot_request *request, mr_diagnostics *problems, mr_buf *out,
                       mr_error *err)
{
    const mr_names well = {request->well ? 1 : 0, (const char *[]){request->well}};
    mr_look at_well = *look;
    mr_curve_set set;
    mr_status st = MR_OK;
    at_well.wells = &well;
    // A file of the cache may go between being found and being read: once more then.
    for (int tries = 0; tries < 2; tries++) {
        char *path = NULL;
        MR_TRY(mr_materialise(service, &at_well, problems, &path, err));
        st = mr_curves_get(curves, service, path, request->well, request->curves, &set, err);
        bool gone = st != MR_OK && access(path, R_OK) != 0;
        free(path);
        if (!gone)
            break;
    }
    return st == MR_OK ? draw(&set, request, out, err) : st;
}
