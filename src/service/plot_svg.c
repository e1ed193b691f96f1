// A log plot as SVG: depth downward, tracks side by side, every curve decimated to the lines of the
// page.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/service.h"

#include "plot_bins.h"

enum {
    MARGIN = 24,
    TITLE_HEIGHT = 52,
    HEADER_HEIGHT = 100,
    BODY_HEIGHT = 1240,
    FOOTER_HEIGHT = 28,
    DEPTH_WIDTH = 84,
    TRACK_WIDTH = 178,
    FLAGS_WIDTH = 96,
    GAP = 6,
    N_CURVES = 6,
    BINS = BODY_HEIGHT * 2,
};

typedef struct curve {
    const char *column, *label, *unit;
    double left, right; // values at the edges of the track
    bool logarithmic;
    const char *color;
    int track;
    const char *dash;
} curve;

enum { TRACK_GR, TRACK_RT, TRACK_DN, TRACK_SW, N_TRACKS };
enum { GR, VSH, RT, RHOB, NPHI, SW };

static const curve curves[N_CURVES] = {
    [GR] = {"gr", "GR", "gAPI", 0, 150, false, "#1b7837", TRACK_GR, NULL},
    [VSH] = {"vsh", "Vsh", "v/v", 0, 1, false, "#8c510a", TRACK_GR, NULL},
    [RT] = {"rt", "RT", "ohm.m", 0.2, 2000, true, "#111111", TRACK_RT, NULL},
    [RHOB] = {"rhob", "RHOB", "g/cm3", 1.95, 2.95, false, "#c51b1b", TRACK_DN, NULL},
    [NPHI] = {"nphi", "NPHI", "v/v", 0.45, -0.15, false, "#2166ac", TRACK_DN, "5 2"},
    [SW] = {"sw", "Sw", "v/v", 1, 0, false, "#2166ac", TRACK_SW, NULL},
};

static const struct {
    const char *column, *label, *color;
} flags[] = {
    {"net_rock", "rock", "#f6d77a"},
    {"net_reservoir", "reservoir", "#f1a340"},
    {"net_pay", "pay", "#b2182b"},
};
enum { N_FLAGS = sizeof flags / sizeof *flags };

typedef struct page {
    const mr_table *table;
    const mr_column *depth;
    const mr_plot *plot;
    mr_arena *arena;
    mr_buf *out;
    double top, base;
    curve curves[N_CURVES]; // with the scales of this well
    const mr_bins *bins[N_CURVES];
} page;

// anchor: start, middle or end.
static void label(mr_buf *out, double x, double y, int size, const char *anchor, const char *color,
                  const char *text)
{
    mr_buf_printf(out,
                  "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">", x,
                  y, size, anchor, color);
    mr_buf_xml(out, text);
    mr_buf_puts(out, "</text>\n");
}

static void line(mr_buf *out, double x1, double y1, double x2, double y2, const char *color,
                 double width)
{
    mr_buf_printf(out, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"%.2g\"/>\n",
                  x1, y1, x2, y2, color, width);
}

static double track_left(int track)
{
    return MARGIN + DEPTH_WIDTH + GAP + track * (TRACK_WIDTH + GAP);
}

static double body_top(void)
{
    return MARGIN + TITLE_HEIGHT + HEADER_HEIGHT;
}

static double y_of(const page *p, double depth)
{
    return body_top() + (depth - p->top) / (p->base - p->top) * BODY_HEIGHT;
}

// NaN where the scale has no place for the value; a little beyond the edges otherwise, so that the
// line leaves the track.
static double x_of(const curve *c, double value)
{
    double share = (value - c->left) / (c->right - c->left);
    if (c->logarithmic)
        share = value > 0 ? log(value / c->left) / log(c->right / c->left) : (double)NAN;
    if (isnan(share))
        return share;
    share = share < -0.1 ? -0.1 : share > 1.1 ? 1.1 : share;
    return track_left(c->track) + share * TRACK_WIDTH;
}

static double bin_y(size_t i, double part)
{
    return body_top() + ((double)i + part) * BODY_HEIGHT / BINS;
}

// --- curves ---

static void point(mr_buf *out, bool *pen_down, double x, double y)
{
    mr_buf_printf(out, "%c%.1f %.2f", *pen_down ? 'L' : 'M', x, y);
    *pen_down = true;
}

static void draw_curve(const page *p, int which)
{
    const curve *c = &p->curves[which];
    const mr_bins *bins = p->bins[which];
    bool pen_down = false;
    if (!bins)
        return;
    mr_buf_puts(p->out, "<path d=\"");
    for (size_t i = 0; i < bins->n; i++) {
        const mr_bin *bin = &bins->at[i];
        double first = x_of(c, bin->falling ? bin->max : bin->min),
               last = x_of(c, bin->falling ? bin->min : bin->max);
        if (bin->state == MR_BIN_EMPTY)
            continue;
        if (bin->state == MR_BIN_NULL || isnan(first) || isnan(last)) {
            pen_down = false; // a null is a gap
            continue;
        }
        point(p->out, &pen_down, first, bin_y(i, bin->n > 1 ? 0.25 : 0.5));
        if (bin->n > 1)
            point(p->out, &pen_down, last, bin_y(i, 0.75));
    }
    mr_buf_printf(p->out, "\" stroke=\"%s\" stroke-width=\"0.9\"%s%s%s clip-path=\"url(#t%d)\"/>\n",
                  c->color, c->dash ? " stroke-dasharray=\"" : "", c->dash ? c->dash : "",
                  c->dash ? "\"" : "", c->track);
}

// The mean's place in the track; NaN in a gap.
static double bin_x(const page *p, int which, size_t i)
{
    const mr_bin *bin = p->bins[which] ? &p->bins[which]->at[i] : NULL;
    return bin && bin->state == MR_BIN_VALUE ? x_of(&p->curves[which], bin->sum / (double)bin->n)
                                             : (double)NAN;
}

typedef struct strip { // where an area begins and ends, line by line
    size_t n;
    double *a, *b, *y;
} strip;

static void flush_strip(mr_buf *out, strip *s)
{
    for (size_t i = 0; s->n > 1 && i < s->n; i++)
        mr_buf_printf(out, "%c%.1f %.2f", i ? 'L' : 'M', s->a[i], s->y[i]);
    for (size_t i = s->n; s->n > 1 && i-- > 0;)
        mr_buf_printf(out, "L%.1f %.2f", s->b[i], s->y[i]);
    if (s->n > 1)
        mr_buf_putc(out, 'Z');
    s->n = 0;
}

static strip new_strip(const page *p)
{
    return (strip){0, MR_ARENA_ARRAY(p->arena, double, BINS),
                   MR_ARENA_ARRAY(p->arena, double, BINS), MR_ARENA_ARRAY(p->arena, double, BINS)};
}

// The area from the left edge to a curve; with `where`, only in lines where that flag is set.
static void fill_from_left(const page *p, int which, const mr_bins *where, const char *color)
{
    const curve *c = &p->curves[which];
    strip s = new_strip(p);
    if (!p->bins[which])
        return;
    mr_buf_puts(p->out, "<path d=\"");
    for (size_t i = 0; i < BINS; i++) {
        double x = bin_x(p, which, i);
        const mr_bin *flag = where ? &where->at[i] : NULL;
        bool off =
            flag && flag->state != MR_BIN_EMPTY && !(flag->state == MR_BIN_VALUE && flag->max > 0);
        if (off || p->bins[which]->at[i].state == MR_BIN_NULL)
            flush_strip(p->out, &s);
        if (off || isnan(x))
            continue;
        s.a[s.n] = track_left(c->track);
        s.b[s.n] = x;
        s.y[s.n++] = bin_y(i, 0.5);
    }
    flush_strip(p->out, &s);
    mr_buf_printf(p->out, "\" fill=\"%s\" stroke=\"none\" clip-path=\"url(#t%d)\"/>\n", color,
                  c->track);
}

// Where density lies left of neutron on the paired scales: light fluid or clean rock.
static void fill_crossover(const page *p)
{
    strip s = new_strip(p);
    if (!p->bins[RHOB] || !p->bins[NPHI])
        return;
    mr_buf_puts(p->out, "<path d=\"");
    for (size_t i = 0; i < BINS; i++) {
        double density = bin_x(p, RHOB, i), neutron = bin_x(p, NPHI, i);
        bool gap = p->bins[RHOB]->at[i].state == MR_BIN_NULL ||
                   p->bins[NPHI]->at[i].state == MR_BIN_NULL || density >= neutron;
        if (gap)
            flush_strip(p->out, &s);
        if (gap || isnan(density) || isnan(neutron))
            continue;
        s.a[s.n] = density;
        s.b[s.n] = neutron;
        s.y[s.n++] = bin_y(i, 0.5);
    }
    flush_strip(p->out, &s);
    mr_buf_printf(p->out, "\" fill=\"#fee08b\" stroke=\"none\" clip-path=\"url(#t%d)\"/>\n",
                  TRACK_DN);
}

// --- grid and headers ---

static void draw_depth(const page *p)
{
    double minor = mr_nice_step(p->base - p->top, 60), major = 5 * minor,
           bottom = body_top() + BODY_HEIGHT;
    double right = track_left(N_TRACKS) + FLAGS_WIDTH;
    char text[32];
    for (long k = lround(ceil(p->top / minor)); (double)k * minor <= p->base; k++) {
        const double d = (double)k * minor;
        bool is_major = fabs(d / major - nearbyint(d / major)) < 1e-6;
        double y = y_of(p, d);
        line(p->out, track_left(0), y, right, y, is_major ? "#b8b8b8" : "#e6e6e6",
             is_major ? 0.8 : 0.5);
        if (!is_major || y - body_top() < 8 || bottom - y < 4)
            continue;
        snprintf(text, sizeof text, "%.10g", d);
        label(p->out, MARGIN + DEPTH_WIDTH - 6, y + 4, 11, "end", "#222", text);
    }
}

static void draw_vertical_grid(const page *p, const curve *c)
{
    double top = body_top(), bottom = top + BODY_HEIGHT, left = track_left(c->track);
    if (!c->logarithmic) {
        for (int i = 1; i < 10; i++)
            line(p->out, left + i * TRACK_WIDTH / 10.0, top, left + i * TRACK_WIDTH / 10.0, bottom,
                 i == 5 ? "#cccccc" : "#eeeeee", 0.5);
        return;
    }
    for (int power = (int)floor(log10(c->left)); pow(10, power) < c->right; power++)
        for (int i = 1; i < 10; i++) {
            double x = x_of(c, i * pow(10, power));
            if (x > left && x < left + TRACK_WIDTH)
                line(p->out, x, top, x, bottom, i == 1 ? "#b8b8b8" : "#e9e9e9", i == 1 ? 0.8 : 0.5);
        }
}

static void draw_curve_header(const page *p, int which, double y)
{
    const curve *c = &p->curves[which];
    double left = track_left(c->track), right = left + TRACK_WIDTH;
    const mr_column *column = mr_table_find(p->table, c->column);
    char text[64];
    const char *unit = column && column->field.unit ? column->field.unit : c->unit;
    snprintf(text, sizeof text, "%s%s", c->label, column ? "" : " (none)");
    label(p->out, left + TRACK_WIDTH / 2.0, y, 12, "middle", c->color, text);
    mr_buf_printf(
        p->out, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"1.2\"%s%s%s/>\n",
        left + 4, y + 5, right - 4, y + 5, c->color, c->dash ? " stroke-dasharray=\"" : "",
        c->dash ? c->dash : "", c->dash ? "\"" : "");
    snprintf(text, sizeof text, "%.4g", c->left);
    label(p->out, left + 4, y + 18, 10, "start", c->color, text);
    label(p->out, left + TRACK_WIDTH / 2.0, y + 18, 10, "middle", c->color, unit);
    snprintf(text, sizeof text, "%.4g", c->right);
    label(p->out, right - 4, y + 18, 10, "end", c->color, text);
}

static void frame(const page *p, double left, double width)
{
    mr_buf_printf(p->out,
                  "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" stroke=\"#555\" "
                  "stroke-width=\"0.8\"/>\n",
                  left, MARGIN + TITLE_HEIGHT, width, HEADER_HEIGHT + BODY_HEIGHT);
    line(p->out, left, body_top(), left + width, body_top(), "#555", 0.8);
}

static void draw_frames(const page *p)
{
    double header = MARGIN + TITLE_HEIGHT;
    frame(p, MARGIN, DEPTH_WIDTH);
    label(p->out, MARGIN + DEPTH_WIDTH / 2.0, header + 24, 12, "middle", "#222", "Depth");
    label(p->out, MARGIN + DEPTH_WIDTH / 2.0, header + 40, 10, "middle", "#222",
          p->plot->depth_unit ? p->plot->depth_unit : "");
    for (int t = 0; t < N_TRACKS; t++)
        frame(p, track_left(t), TRACK_WIDTH);
    frame(p, track_left(N_TRACKS), FLAGS_WIDTH);
    int shown[N_TRACKS] = {0};
    for (int i = 0; i < N_CURVES; i++)
        draw_curve_header(p, i, header + 20 + 46 * shown[p->curves[i].track]++);
}

// --- zones and flags ---

// A line at each change of the zone, its name beside the depth.
static void draw_zones(const page *p)
{
    const mr_column *zone = mr_table_find(p->table, "zone");
    mr_str last = {0};
    double named = -100;
    if (!zone || zone->field.type != MR_UTF8)
        return;
    for (int64_t i = 0; i < zone->length; i++) {
        double d = mr_column_real(p->depth, i);
        mr_str name = mr_column_text(zone, i);
        if (!(d >= p->top && d <= p->base) || name.n == 0 || mr_str_eq(name, last))
            continue;
        double y = y_of(p, d);
        last = name;
        line(p->out, MARGIN, y, track_left(N_TRACKS) + FLAGS_WIDTH, y, "#542788", 1);
        if (y - named < 12) // names of thin zones would lie on one another
            continue;
        named = y;
        label(p->out, MARGIN + 3, y + 11, 10, "start", "#542788",
              mr_arena_strndup(p->arena, name.at, name.n));
    }
}

static void draw_flags(const page *p)
{
    const double left = track_left(N_TRACKS), width = (double)FLAGS_WIDTH / N_FLAGS;
    for (size_t f = 0; f < N_FLAGS; f++) {
        const mr_bins *bins = mr_bins_of(p->depth, mr_table_find(p->table, flags[f].column), p->top,
                                         p->base, BINS, p->arena);
        double x = left + (double)f * width, y = MARGIN + TITLE_HEIGHT + HEADER_HEIGHT - 8;
        mr_buf_printf(p->out,
                      "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" fill=\"#222\" "
                      "transform=\"rotate(-90 %.1f %.1f)\">%s</text>\n",
                      x + width / 2 + 4, y, x + width / 2 + 4, y, flags[f].label);
        if (!bins)
            continue;
        mr_buf_puts(p->out, "<path d=\"");
        for (size_t i = 0, end; i < BINS; i = end + 1) {
            size_t last = i;
            for (end = i; end < BINS && bins->at[end].state != MR_BIN_NULL &&
                          (bins->at[end].state == MR_BIN_EMPTY || bins->at[end].max > 0);
                 end++)
                last = bins->at[end].state == MR_BIN_VALUE ? end + 1 : last;
            if (last > i && bins->at[i].state == MR_BIN_VALUE)
                mr_buf_printf(p->out, "M%.1f %.2fh%.1fV%.2fh%.1fZ", x + 2, bin_y(i, 0), width - 4,
                              bin_y(last, 0), 4 - width);
        }
        mr_buf_printf(p->out, "\" fill=\"%s\" stroke=\"none\"/>\n", flags[f].color);
    }
}

// --- the page ---

// The depths between which any plotted curve has a value.
static void find_range(page *p)
{
    double top = (double)INFINITY, base = -(double)INFINITY;
    for (int c = 0; c < N_CURVES; c++) {
        const mr_column *column = mr_table_find(p->table, p->curves[c].column);
        if (!column || !mr_type_is_number(column->field.type))
            continue;
        for (int64_t i = 0; i < column->length; i++) {
            double d = mr_column_real(p->depth, i);
            if (!mr_valid(column, i) || isnan(d))
                continue;
            top = d < top ? d : top;
            base = d > base ? d : base;
        }
    }
    p->top = isnan(p->plot->top) ? top : p->plot->top;
    p->base = isnan(p->plot->base) ? base : p->plot->base;
    if (!(p->base > p->top)) { // nothing to show, or one sample
        p->top = isfinite(p->top) ? p->top - 0.5 : 0;
        p->base = p->top + 1;
    }
}

// How much of a curve lies left of its scale.
static double share_left_of(const page *p, int which)
{
    const mr_bins *bins = p->bins[which];
    const curve *c = &p->curves[which];
    size_t n = 0, outside = 0;
    for (size_t i = 0; bins && i < bins->n; i++) {
        bool value = bins->at[i].state == MR_BIN_VALUE;
        n += value;
        outside += value && x_of(c, bins->at[i].sum / (double)bins->at[i].n) < track_left(c->track);
    }
    return n ? (double)outside / (double)n : 0;
}

// Soft young rock lies left of the usual scales of density and neutron; the other pair meets at
// water-filled sand.
static void choose_scales(page *p)
{
    if (share_left_of(p, RHOB) < 0.05 && share_left_of(p, NPHI) < 0.05)
        return;
    p->curves[RHOB].left = 1.65;
    p->curves[RHOB].right = 2.65;
    p->curves[NPHI].left = 0.60;
    p->curves[NPHI].right = 0;
}

static void draw_head(const page *p)
{
    const int width = (int)track_left(N_TRACKS) + FLAGS_WIDTH + MARGIN;
    const int height = (int)body_top() + BODY_HEIGHT + FOOTER_HEIGHT + MARGIN;
    mr_buf_printf(
        p->out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d "
        "%d\" font-family=\"Helvetica, Arial, sans-serif\" fill=\"none\">\n"
        "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n<defs>\n",
        width, height, width, height, width, height);
    for (int t = 0; t < N_TRACKS; t++)
        mr_buf_printf(p->out,
                      "<clipPath id=\"t%d\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" "
                      "height=\"%d\"/></clipPath>\n",
                      t, track_left(t), body_top(), TRACK_WIDTH, BODY_HEIGHT);
    mr_buf_puts(p->out, "</defs>\n");
    label(p->out, MARGIN, MARGIN + 20, 20, "start", "#111", p->plot->title);
    label(p->out, MARGIN, MARGIN + 40, 12, "start", "#444", p->plot->subtitle);
}

static void draw_body(page *p)
{
    for (int i = 0; i < N_CURVES; i++)
        p->bins[i] = mr_bins_of(p->depth, mr_table_find(p->table, p->curves[i].column), p->top,
                                p->base, BINS, p->arena);
    choose_scales(p);
    const mr_bins *reservoir = mr_bins_of(p->depth, mr_table_find(p->table, "net_reservoir"),
                                          p->top, p->base, BINS, p->arena);
    fill_from_left(p, VSH, NULL, "#efe3d3");
    fill_from_left(p, SW, reservoir, "#a6dba0");
    draw_depth(p);
    draw_vertical_grid(p, &p->curves[GR]);
    draw_vertical_grid(p, &p->curves[RT]);
    draw_vertical_grid(p, &p->curves[RHOB]);
    draw_vertical_grid(p, &p->curves[SW]);
    fill_crossover(p);
    for (int i = N_CURVES; i-- > 0;)
        draw_curve(p, i);
    draw_flags(p);
    draw_zones(p);
    draw_frames(p);
}

void mr_plot_svg(const mr_table *well, const mr_plot *plot, mr_buf *out)
{
    page p = {.table = well, .plot = plot, .out = out, .arena = mr_arena_new()};
    memcpy(p.curves, curves, sizeof curves);
    p.depth = mr_table_find(well, "depth");
    if (p.depth) {
        find_range(&p);
        draw_head(&p);
        draw_body(&p);
        label(out, MARGIN, body_top() + BODY_HEIGHT + 18, 10, "start", "#444",
              "Yellow between density and neutron: density left of neutron. Green: share of pore "
              "space without water, in reservoir. A gap is a null.");
        mr_buf_puts(out, "</svg>\n");
    }
    mr_arena_free(p.arena);
}
