// Which data section of a LAS file is read, with which curves; columns that only the header or only
// the data know.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "las_local.h"

mr_field las_field(const las_reader *r, size_t i, mr_type type)
{
    mr_field field = {.name = "UNKNOWN", .type = type, .nullable = true, .origin = -1};
    if (i < r->curves.n) {
        const mr_las_item *item = &r->curves.at[i];
        field.name = item->mnemonic;
        field.unit = *item->unit ? item->unit : NULL;
        field.description = *item->descr ? item->descr : NULL;
    }
    return field;
}

static bool begins_with_a_number(las_lines lines)
{
    mr_str line = {0};
    double number;
    if (!las_next_line(&lines, &line))
        return false;
    line = las_trim(line);
    const size_t n = mr_parse_double(line, &number);
    return n > 0 && n < line.n && las_blank(line.at[n]);
}

static las_section *untitled_data(las_reader *r)
{
    for (size_t i = 0; i < r->n_sections; i++) {
        las_section *section = &r->sections[i];
        if (section->kind != LAS_UNKNOWN || !begins_with_a_number(las_lines_of(section->body)))
            continue;
        las_warn(r, section->name.at,
                 "the section has no title of LAS, but holds numbers: read as data");
        return section;
    }
    return NULL;
}

// The logs when there are any, else the first section of data, else one without a proper title
// whose first line is numbers.
static las_section *choose_data(las_reader *r)
{
    static const struct {
        enum las_kind kind;
        bool strong;
    } order[] = {{LAS_DATA, true}, {LAS_DATA, false}, {LAS_NAMED_DATA, true}};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < r->n_sections; i++)
            if (r->sections[i].kind == order[k].kind && r->sections[i].strong == order[k].strong)
                return &r->sections[i];
    return untitled_data(r);
}

static bool is_base(mr_str whole, mr_str prefix)
{
    return whole.n >= prefix.n && mr_str_ieq((mr_str){whole.at, prefix.n}, prefix);
}

// A LAS 3 data section names its definition after a bar; without one, X_Data goes with
// X_Definition.
las_section *las_find_definition(const las_reader *r, const las_section *data)
{
    const char *under = data->name.n ? memchr(data->name.at, '_', data->name.n) : NULL;
    mr_str base = {data->name.at, under ? (size_t)(under - data->name.at) + 1 : data->name.n};
    las_section *found = NULL;
    for (size_t i = 0; i < r->n_sections; i++) {
        las_section *s = &r->sections[i];
        if (s->kind != LAS_DEFINITION && s->kind != LAS_CURVES)
            continue;
        if (data->link.n && mr_str_ieq(s->name, data->link))
            return s;
        if (!found && data->kind == LAS_NAMED_DATA && s->kind == LAS_DEFINITION &&
            is_base(s->name, base))
            found = s;
    }
    return found;
}

// ~C: the last one before the data, of those whose title is the standard's.
static las_section *find_curves(const las_reader *r, const las_section *data)
{
    las_section *found = data ? las_find_definition(r, data) : NULL;
    if (found || (data && data->kind == LAS_NAMED_DATA))
        return found;
    for (int pass = 0; pass < 4 && !found; pass++) {
        bool strong = pass < 2, before = pass % 2 == 0;
        for (size_t i = 0; i < r->n_sections; i++) {
            las_section *s = &r->sections[i];
            if (before && s == data)
                break;
            if (s->kind == LAS_CURVES && s->strong == strong)
                found = s;
        }
    }
    return found;
}

// Curves that no column of data belongs to: nulls in every row. They share one column's memory.
static mr_status add_null_columns(las_reader *r, las_columns *columns, size_t n)
{
    if (columns->n >= n)
        return MR_OK;
    const mr_column **grown = realloc(columns->at, n * sizeof *grown);
    if (!grown)
        return mr_fail(r->err, MR_ENOMEM, NULL, "no memory for %zu columns", n);
    columns->at = grown;
    if (columns->n)
        las_warn(r, NULL, "the header has %zu curves, the data %zu columns: the rest is null", n,
                 columns->n);
    mr_field field = las_field(r, columns->n, MR_FLOAT64);
    mr_column *null;
    double *values;
    MR_TRY(mr_column_new_f64(&field, columns->rows, &null, &values, r->err));
    for (int64_t i = 0; i < columns->rows; i++)
        values[i] = (double)NAN;
    mr_column_seal(null);
    for (size_t i = columns->n; i < n; i++) {
        field = las_field(r, i, MR_FLOAT64);
        grown[i] = mr_column_with_field(null, &field);
    }
    mr_column_unref(null);
    columns->n = n;
    return MR_OK;
}

static void add_unknown_curves(las_reader *r, size_t n)
{
    if (r->curves.n && n > r->curves.n)
        las_warn(r, NULL, "the data have %zu columns, the header %zu curves: the rest is UNKNOWN",
                 n, r->curves.n);
    while (r->curves.n < n)
        las_add_item(r, &r->curves,
                     (mr_las_item){.mnemonic = "UNKNOWN", .unit = "", .value = "", .descr = ""});
}

void las_hand_over(las_reader *r, las_columns *columns, mr_las_section *out)
{
    size_t n = columns->n;
    las_number_repeated(r, r->curves.at, n);
    out->curves = MR_ARENA_ARRAY(r->arena, mr_las_curve, n ? n : 1);
    out->n_curves = n;
    out->rows = columns->rows;
    for (size_t i = 0; i < n; i++) {
        const mr_column *column = columns->at[i];
        out->curves[i].item = r->curves.at[i];
        if (strcmp(column->field.name, r->curves.at[i].mnemonic) == 0) {
            out->curves[i].column = mr_column_ref(column);
            continue;
        }
        mr_field field = las_field(r, i, column->field.type);
        out->curves[i].column = mr_column_with_field(column, &field);
    }
}

static const char *well_item(const mr_las *las, const char *mnemonic, bool unit)
{
    for (size_t i = 0; i < las->well.n; i++)
        if (strcmp(las->well.at[i].mnemonic, mnemonic) == 0)
            return unit ? las->well.at[i].unit : las->well.at[i].value;
    return "";
}

// STRT and STOP often do not agree with the data; the data win.
static void check_ends(las_reader *r)
{
    const mr_las *las = r->las;
    const mr_column *index = las->n_curves ? las->curves[0].column : NULL;
    if (!index || index->field.type != MR_FLOAT64 || las->rows == 0)
        return;
    static const char *const names[] = {"STRT", "STOP"};
    for (size_t i = 0; i < 2; i++) {
        double said, is = mr_column_real(index, i ? las->rows - 1 : 0);
        const char *text = well_item(las, names[i], false);
        if (las_number(mr_str_of(text), true, &said) && isfinite(is) &&
            fabs(said - is) > 1e-6 * fmax(1, fabs(is)))
            las_warn(r, NULL, "%s says %s, the data %s with %.10g: the data count", names[i], text,
                     i ? "end" : "begin", is);
    }
}

mr_status las_read_body(las_reader *r, mr_str body, las_columns *columns)
{
    bool done = false;
    mr_status st = MR_OK;
    mr_str first;
    body = las_skip_titles(r, body);
    if (las_first_data_line(body, &first)) {
        char delimiter = las_choose_delimiter(r, body, first, r->curves.n);
        st = las_read_numbers(r, body, delimiter, columns, &done);
        if (st == MR_OK && !done)
            st = las_read_cells(r, body, delimiter, columns);
    }
    if (st == MR_OK)
        add_unknown_curves(r, columns->n);
    if (st == MR_OK)
        st = add_null_columns(r, columns, r->curves.n);
    return st;
}

mr_status las_read_data(las_reader *r)
{
    las_section *data = choose_data(r);
    las_section *curves = find_curves(r, data);
    mr_las *las = r->las;
    if (curves) {
        curves->used = true;
        MR_TRY(las_read_items(r, curves, &r->curves));
    } else {
        las_warn(r, NULL, "no section names the curves");
    }

    las_columns columns = {0};
    if (data)
        data->used = true;
    else
        las_warn(r, NULL, "the file has no data section (~A)");
    las->log_name = data ? las_copy(r, data->name) : "";
    mr_status st = las_read_body(r, data ? data->body : (mr_str){0}, &columns);
    if (st == MR_OK) {
        mr_las_section log = {0};
        las_hand_over(r, &columns, &log);
        las->curves = log.curves;
        las->n_curves = log.n_curves;
        las->rows = log.rows;
        check_ends(r);
        const char *unit = las->n_curves ? las->curves[0].item.unit : "";
        las->depth_unit = *unit ? unit : well_item(las, "STRT", true);
    }
    las_columns_clear(&columns);
    return st;
}
