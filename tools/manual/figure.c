// Tracks side by side, depth or rows downward: inputs in blue, results in red; where a result has
// its input's unit the input lies grey behind it. Coordinates are whole numbers, half a pixel each,
// so that files are small and the same from every compiler.
#include "figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/text.h"

enum {
    MOST_TRACKS = 4, // on either side
    LEFT = 96,
    TOP = 84,
    BODY = 400,
    FOOT = 44,
    WIDEST = 300,
    WIDTH = 1280,
    GAP = 16,
    FEW_ROWS = 40,
};

static const char *const INPUT = "#2b5c8a", *const RESULT = "#b3401c", *const BEHIND = "#a8a8a8",
                         *const INK = "#222", *const SOFT = "#666";

typedef struct track {
    const mr_column *column, *behind;
    const mr_column *depth; // NULL: row by row
    const mr_column *well;  // NULL: one
    bool result, bars;      // bars: rows of another table than the input's
} track;

typedef struct figure {
    const workshop *shop;
    const scene *scene;
    mr_buf *out;
    double top, base; // depth at the ends of the axis; NaN when it counts rows
    track tracks[2 * MOST_TRACKS];
    size_t n;
    int width; // of a track
} figure;

typedef struct scale {
    double low, high;
    bool logarithmic;
} scale;

// --- text and lines ---

static void label(const figure *f, int x, int y, const char *anchor, const char *color,
                  const char *text)
{
    mr_buf_printf(f->out, "<text x=\"%d\" y=\"%d\" fill=\"%s\"", x, y, color);
    if (strcmp(anchor, "start") != 0)
        mr_buf_printf(f->out, " text-anchor=\"%s\"", anchor);
    mr_buf_putc(f->out, '>');
    mr_buf_xml(f->out, text);
    mr_buf_puts(f->out, "</text>\n");
}

static int track_left(const figure *f, size_t at)
{
    return LEFT + (int)at * (f->width + GAP);
}

// --- places ---

static int rounded(double x)
{
    return (int)floor(x + 0.5);
}

// -1 where the row has no place.
static int y_of(const figure *f, const track *t, int64_t row)
{
    if (!t->depth || isnan(f->top))
        return TOP + rounded(((double)row + 0.5) / (double)t->column->length * BODY);
    double d = mr_column_real(t->depth, row);
    if (!(d >= f->top && d <= f->base))
        return -1;
    return TOP + rounded((d - f->top) / (f->base - f->top) * BODY);
}

static void widen(const mr_column *column, scale *s)
{
    for (int64_t i = 0; column && i < column->length; i++) {
        size_t n = 1;
        const double value = column->field.type == MR_LIST_FLOAT64 ? 0 : mr_column_real(column, i);
        const double *at =
            column->field.type == MR_LIST_FLOAT64 ? mr_column_list(column, i, &n) : &value;
        for (size_t k = 0; k < n; k++) {
            s->low = at[k] < s->low ? at[k] : s->low;
            s->high = at[k] > s->high ? at[k] : s->high;
        }
    }
}

static scale scale_of(const track *t)
{
    const char *unit = t->column->field.unit;
    scale s = {HUGE_VAL, -HUGE_VAL, false};

    widen(t->column, &s);
    widen(t->behind, &s);
    if (!(s.low <= s.high))
        return (scale){0, 1, false};
    s.logarithmic = unit && (strcmp(unit, "ohm.m") == 0 || strcmp(unit, "mD") == 0) && s.low > 0 &&
                    s.high > 20 * s.low;
    if (s.logarithmic)
        return (scale){pow(10, floor(log10(s.low))), pow(10, ceil(log10(s.high))), true};
    if (t->bars) { // from zero
        s.low = s.low < 0 ? s.low : 0;
        s.high = s.high > 0 ? s.high : 0;
    }
    if (s.high - s.low <= 1e-9 * fabs(s.high)) {
        s.high += fabs(s.high) > 0 ? fabs(s.high) / 2 : 1;
        s.low -= fabs(s.low) > 0 ? fabs(s.low) / 2 : 1;
    }
    const double step = mr_nice_step(s.high - s.low, 5);
    return (scale){floor(s.low / step + 1e-9) * step + 0.0, ceil(s.high / step - 1e-9) * step + 0.0,
                   false}; // + 0.0: no -0
}

static int x_of(const figure *f, size_t at, const scale *s, double value)
{
    double share = s->logarithmic ? log(value / s->low) / log(s->high / s->low)
                                  : (value - s->low) / (s->high - s->low);
    return track_left(f, at) + rounded(share * f->width);
}

// --- what is in a track ---

// A path of relative steps: M x y l dx dy dx dy. A null is a gap.
typedef struct pen {
    bool down;
    int x, y;
} pen;

static void draw_to(mr_buf *out, pen *p, int x, int y)
{
    if (p->down)
        mr_buf_printf(out, "%s%d%s%d", x < p->x ? "" : " ", x - p->x, y < p->y ? "" : " ",
                      y - p->y);
    else
        mr_buf_printf(out, "M%d %dl0 0", x, y);
    *p = (pen){true, x, y};
}

static bool has_value(const mr_column *column, int64_t row)
{
    return mr_valid(column, row) && !isnan(mr_column_real(column, row));
}

// Nothing joins two wells.
static bool another_well(const track *t, int64_t row)
{
    return t->well && row > 0 &&
           !mr_str_eq(mr_column_text(t->well, row - 1), mr_column_text(t->well, row));
}

static void draw_line(const figure *f, size_t at, const mr_column *column, const scale *s,
                      const char *color)
{
    const track *t = &f->tracks[at];
    const bool dots = column->length <= FEW_ROWS;
    pen p = {0};

    mr_buf_puts(f->out, "<path d=\"");
    for (int64_t i = 0; i < column->length; i++) {
        int y = y_of(f, t, i);
        if (another_well(t, i))
            p.down = false;
        if (y < 0 || !has_value(column, i)) {
            p.down = false;
            continue;
        }
        draw_to(f->out, &p, x_of(f, at, s, mr_column_real(column, i)), y);
    }
    mr_buf_printf(f->out, "\" stroke=\"%s\"/>\n", color);
    if (!dots)
        return;
    mr_buf_puts(f->out, "<path d=\"");
    for (int64_t i = 0; i < column->length; i++)
        if (has_value(column, i))
            mr_buf_printf(f->out, "M%d %dh0", x_of(f, at, s, mr_column_real(column, i)),
                          y_of(f, t, i));
    mr_buf_printf(f->out, "\" stroke=\"%s\" stroke-width=\"9\"/>\n", color);
}

static int row_height(const mr_column *column)
{
    return BODY / (int)(column->length > 0 ? column->length : 1);
}

static void draw_bars(const figure *f, size_t at, const scale *s)
{
    const mr_column *column = f->tracks[at].column;
    const int thick = row_height(column) * 6 / 10 + 1;

    mr_buf_puts(f->out, "<path d=\"");
    for (int64_t i = 0; i < column->length; i++)
        if (has_value(column, i)) {
            int zero = x_of(f, at, s, s->logarithmic ? s->low : 0);
            mr_buf_printf(f->out, "M%d %dH%d", zero, y_of(f, &f->tracks[at], i),
                          x_of(f, at, s, mr_column_real(column, i)));
        }
    mr_buf_printf(f->out, "\" stroke=\"%s\" stroke-width=\"%d\" stroke-linecap=\"butt\"/>\n",
                  RESULT, thick > 28 ? 28 : thick);
}

// Half way to the rows above and below.
static void row_span(const figure *f, const track *t, int64_t row, int *from, int *to)
{
    const int64_t last = t->column->length - 1;
    const int y = y_of(f, t, row);

    *from = row > 0 ? (y_of(f, t, row - 1) + y) / 2 : TOP;
    *to = row < last ? (y + y_of(f, t, row + 1)) / 2 : TOP + BODY;
}

static void draw_flags(const figure *f, size_t at)
{
    const track *t = &f->tracks[at];
    const mr_column *column = t->column;

    mr_buf_puts(f->out, "<path d=\"");
    for (int64_t i = 0, end; i < column->length; i = end) {
        int from, to, skip;
        for (end = i + 1;
             end < column->length && mr_column_truth(column, end) == mr_column_truth(column, i);
             end++)
            ;
        if (!mr_column_truth(column, i))
            continue;
        row_span(f, t, i, &from, &skip);
        row_span(f, t, end - 1, &skip, &to);
        mr_buf_printf(f->out, "M%d %dV%d", track_left(f, at) + f->width / 2, from,
                      to > from ? to : from + 1);
    }
    mr_buf_printf(f->out, "\" stroke=\"%s\" stroke-width=\"%d\" stroke-linecap=\"butt\"/>\n",
                  t->result ? RESULT : INPUT, f->width * 6 / 10);
}

// Equal texts under one another are one block.
static void draw_words(const figure *f, size_t at)
{
    const track *t = &f->tracks[at];
    const mr_column *column = t->column;
    int named = 0;

    for (int64_t i = 0, end; i < column->length; i = end) {
        int from, to, skip;
        mr_str text = mr_column_text(column, i);
        for (end = i + 1; end < column->length && mr_valid(column, end) == mr_valid(column, i) &&
                          mr_str_eq(mr_column_text(column, end), text);
             end++)
            ;
        row_span(f, t, i, &from, &skip);
        row_span(f, t, end - 1, &skip, &to);
        if (i > 0)
            mr_buf_printf(f->out, "<path d=\"M%d %dh%d\" stroke=\"#999\"/>\n", track_left(f, at),
                          from, f->width);
        if (!mr_valid(column, i) || (from + to) / 2 - named < 22)
            continue;
        named = (from + to) / 2;
        label(f, track_left(f, at) + f->width / 2, named + 7, "middle", t->result ? RESULT : INPUT,
              mr_arena_strndup(f->shop->arena, text.at, text.n > 18 ? 18 : text.n));
    }
}

// A lane a row: the items from left to right, each lane with the scale of all.
static void draw_lanes(const figure *f, size_t at, const scale *s)
{
    const track *t = &f->tracks[at];
    const double lane = (double)row_height(t->column) * 0.85;
    size_t longest = 2;

    for (int64_t i = 0; i < t->column->length; i++) {
        size_t n;
        mr_column_list(t->column, i, &n);
        longest = n > longest ? n : longest;
    }
    mr_buf_puts(f->out, "<path d=\"");
    for (int64_t i = 0; i < t->column->length; i++) {
        size_t n;
        const double *items = mr_column_list(t->column, i, &n);
        pen p = {0};
        for (size_t k = 0; k < n; k++) {
            if (isnan(items[k])) {
                p.down = false;
                continue;
            }
            double share = (items[k] - s->low) / (s->high - s->low);
            draw_to(f->out, &p,
                    track_left(f, at) + rounded((double)k / (double)(longest - 1) * f->width),
                    y_of(f, t, i) + rounded((0.5 - share) * lane));
        }
    }
    mr_buf_printf(f->out, "\" stroke=\"%s\" stroke-width=\"2\"/>\n", t->result ? RESULT : INPUT);
}

static void draw_head(const figure *f, size_t at, const scale *s)
{
    const track *t = &f->tracks[at];
    const int left = track_left(f, at), right = left + f->width;
    const char *color = t->result ? RESULT : INPUT, *unit = t->column->field.unit;
    char text[32];

    label(f, left + f->width / 2, TOP - 56, "middle", color, t->column->field.name);
    mr_buf_printf(f->out, "<path d=\"M%d %dh%dv%dh-%dz\" stroke=\"#888\" stroke-width=\"1\"/>\n",
                  left, TOP, f->width, BODY, f->width);
    if (unit && *unit)
        label(f, left + f->width / 2, TOP - 32, "middle", SOFT, unit);
    if (!s)
        return;
    snprintf(text, sizeof text, "%.4g", s->low);
    label(f, left, TOP - 10, "start", INK, text);
    snprintf(text, sizeof text, "%.4g", s->high);
    label(f, right, TOP - 10, "end", INK, text);
}

static void draw_track(const figure *f, size_t at)
{
    const track *t = &f->tracks[at];
    const mr_type type = t->column->field.type;
    const scale s = type == MR_UTF8 || type == MR_BOOL ? (scale){0, 1, false} : scale_of(t);

    draw_head(f, at, type == MR_UTF8 || type == MR_BOOL ? NULL : &s);
    if (t->behind && type != MR_LIST_FLOAT64)
        draw_line(f, at, t->behind, &s, BEHIND);
    if (type == MR_UTF8)
        draw_words(f, at);
    else if (type == MR_BOOL)
        draw_flags(f, at);
    else if (type == MR_LIST_FLOAT64)
        draw_lanes(f, at, &s);
    else if (t->bars)
        draw_bars(f, at, &s);
    else
        draw_line(f, at, t->column, &s, t->result ? RESULT : INPUT);
}

// --- which tracks ---

static bool is_index(const char *name)
{
    return strcmp(name, "well_id") == 0 || strcmp(name, "hole_id") == 0 ||
           strcmp(name, "depth") == 0;
}

static const mr_column *well_of(const mr_table *table)
{
    const mr_column *well = mr_table_find(table, "well_id");

    return well && well->field.type == MR_UTF8 ? well : NULL;
}

static bool can_be_drawn(const mr_column *column)
{
    return column && column->length > 0 && column->field.type != MR_TIMESTAMP;
}

static bool is_shown(const figure *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->tracks[i].column->field.name, name) == 0)
            return true;
    return false;
}

static void add_input(figure *f, const char *name)
{
    const mr_table *in = f->scene->in;
    const mr_column *column = name ? mr_table_find(in, name) : NULL;

    if (can_be_drawn(column) && f->n < MOST_TRACKS && !is_index(name) && !is_shown(f, name))
        f->tracks[f->n++] =
            (track){.column = column, .depth = mr_table_find(in, "depth"), .well = well_of(in)};
}

static void add_inputs(figure *f)
{
    const mr_args *args = f->scene->args;

    for (size_t i = 0; i < mr_operator_n_inputs(args->op); i++)
        add_input(f, args->inputs[i]);
    for (size_t i = 0; i < args->n_columns; i++)
        add_input(f, args->columns[i]);
    for (size_t i = 0; i < f->scene->in->n && f->n == 0; i++)
        if (mr_type_is_number(f->scene->in->columns[i]->field.type))
            add_input(f, f->scene->in->columns[i]->field.name);
}

// Of the input that a result continues: smoothed, shifted, cut.
static const mr_column *behind(const figure *f, const mr_column *column, bool bars)
{
    const mr_column *first = f->n ? f->tracks[0].column : NULL;
    const mr_port *port = f->scene->args->op->outputs;

    if (!first || bars || first->length != column->length ||
        !mr_type_is_number(first->field.type) || !mr_type_is_number(column->field.type))
        return NULL;
    for (size_t i = 0; port && port[i].param; i++)
        if (port[i].unit && strcmp(port[i].unit, "as input") == 0 &&
            strcmp(f->scene->args->outputs[i], column->field.name) == 0)
            return first;
    return NULL;
}

static void add_result(figure *f, size_t inputs, const mr_column *column)
{
    const mr_table *out = f->scene->out;
    const mr_column *depth = mr_table_find(out, "depth");
    const bool bars = f->scene->args->op->replaces_rows && !(depth && f->scene->of_the_well) &&
                      out->rows <= FEW_ROWS;

    if (can_be_drawn(column) && f->n < inputs + MOST_TRACKS)
        f->tracks[f->n++] = (track){.column = column,
                                    .behind = behind(f, column, bars),
                                    .depth = depth,
                                    .well = well_of(out),
                                    .result = true,
                                    .bars = bars};
}

// Columns that are new, and, where rows are replaced, those of the inputs that are shown.
static void add_results(figure *f)
{
    const size_t inputs = f->n;
    const mr_table *in = f->scene->in, *out = f->scene->out;

    for (size_t i = 0; i < out->n; i++) {
        const mr_column *column = out->columns[i], *before = mr_table_find(in, column->field.name);
        const bool wanted = f->scene->args->op->replaces_rows
                                ? !before || is_shown(f, column->field.name)
                                : before != column;
        if (wanted && !is_index(column->field.name))
            add_result(f, inputs, column);
    }
}

// --- the whole ---

static void draw_axis(const figure *f)
{
    const double span = isnan(f->top) ? (double)f->scene->in->rows : f->base - f->top;
    const double step = mr_nice_step(span, 5) < 1 ? 1 : mr_nice_step(span, 5);
    char text[32];

    label(f, LEFT - 12, TOP - 10, "end", SOFT, isnan(f->top) ? "row" : "m");
    for (double at = isnan(f->top) ? step : ceil(f->top / step) * step;
         at <= (isnan(f->top) ? span : f->base) && step > 0; at += step) {
        double share = isnan(f->top) ? (at - 0.5) / span : (at - f->top) / span;
        int y = TOP + rounded(share * BODY);
        snprintf(text, sizeof text, "%.10g", at);
        label(f, LEFT - 12, y + 7, "end", INK, text);
    }
}

static void find_depths(figure *f)
{
    const mr_column *depth = mr_table_find(f->scene->in, "depth");

    f->top = f->base = MR_NAN;
    if (!f->scene->of_the_well || !depth || depth->length < 2)
        return;
    f->top = mr_column_real(depth, 0);
    f->base = mr_column_real(depth, depth->length - 1);
}

void figure_draw(const workshop *shop, const scene *shown, mr_buf *out)
{
    figure f = {.shop = shop, .scene = shown, .out = out};

    find_depths(&f);
    add_inputs(&f);
    add_results(&f);
    if (f.n == 0)
        return;
    f.width = (WIDTH - LEFT) / (int)f.n - GAP;
    f.width = f.width > WIDEST ? WIDEST : f.width;
    const int width = track_left(&f, f.n), height = TOP + BODY + FOOT;
    mr_buf_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                  "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"20\" fill=\"none\" "
                  "stroke-width=\"3\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n"
                  "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
                  width / 2, height / 2, width, height, width, height);
    draw_axis(&f);
    label(
        &f, LEFT, TOP + BODY + 30, "start", SOFT,
        shown->of_the_well
            ? mr_arena_printf(shop->arena, "well %s, all parameters at their defaults", shop->title)
            : "the example below");
    for (size_t i = 0; i < f.n; i++)
        draw_track(&f, i);
    mr_buf_puts(out, "</svg>\n");
}
