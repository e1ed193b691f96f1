// What `import --describe` tells of a LAS file.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "mudrock/units.h"

#include "las_local.h"

static json_t *number_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

// A header value as the file has it, but with a point where it is a number with a decimal comma.
// Identifiers stay text.
static json_t *header_value(const mr_las_item *item)
{
    mr_str value = mr_str_of(item->value);
    double number;
    bool identifier = strcmp(item->mnemonic, "UWI") == 0 || strcmp(item->mnemonic, "API") == 0;
    if (identifier || mr_parse_double_all(value, &number) || !las_number(value, true, &number))
        return json_stringn(value.at, value.n);
    char text[32];
    size_t n = mr_print_double(number, text);
    return json_stringn(text, n);
}

static json_t *describe_items(const mr_las_items *items)
{
    json_t *object = json_object();
    for (size_t i = 0; i < items->n; i++) {
        const mr_las_item *item = &items->at[i];
        json_object_set_new(object, item->mnemonic,
                            json_pack("{s:o, s:s, s:s}", "value", header_value(item), "unit",
                                      item->unit, "descr", item->descr));
    }
    return object;
}

// Sum with the rounding errors carried along (Neumaier 1974), so that the mean of a million values
// is as exact as a double.
static void add_exactly(double *sum, double *error, double value)
{
    double total = *sum + value;
    if (fabs(*sum) >= fabs(value))
        *error += (*sum - total) + value;
    else
        *error += (value - total) + *sum;
    *sum = total;
}

typedef struct range { // of the values of one curve
    double min, max, mean;
} range;

static range measure(const mr_column *column)
{
    const double *values = mr_column_f64(column);
    double sum = 0, error = 0;
    range out = {.min = (double)INFINITY, .max = -(double)INFINITY};
    for (int64_t i = 0; i < column->length; i++) {
        if (isnan(values[i]))
            continue;
        add_exactly(&sum, &error, values[i]);
        out.min = values[i] < out.min ? values[i] : out.min;
        out.max = values[i] > out.max ? values[i] : out.max;
    }
    out.mean = (sum + error) / (double)(column->length - column->nulls);
    return out;
}

typedef struct ranges {
    const mr_las *las;
    range *at; // one a curve
} ranges;

static mr_status measure_curve(void *context, size_t i, size_t worker, mr_error *err)
{
    const ranges *r = context;
    const mr_column *column = r->las->curves[i].column;
    (void)worker, (void)err;
    if (column->field.type == MR_FLOAT64)
        r->at[i] = measure(column);
    return MR_OK;
}

// Fewer values than this are added up before another thread has started.
enum { VALUES_FOR_THREADS = 1 << 18 };

static void measure_all(ranges *r, size_t threads)
{
    const size_t n = r->las->n_curves;
    mr_pool *pool = NULL;
    if (threads != 1 && (double)n * (double)r->las->rows >= VALUES_FOR_THREADS &&
        mr_pool_new(threads, &pool, NULL) == MR_OK)
        (void)mr_pool_each(pool, n, measure_curve, r, NULL);
    for (size_t i = 0; i < n && !pool; i++)
        (void)measure_curve(r, i, 0, NULL);
    mr_pool_free(pool);
}

static void describe_numbers(const mr_column *column, const range *found, json_t *out)
{
    json_object_set_new(out, "nulls", json_integer(column->nulls));
    json_object_set_new(out, "min", number_or_null(found->min));
    json_object_set_new(out, "max", number_or_null(found->max));
    json_object_set_new(out, "mean", number_or_null(found->mean));
}

static json_t *describe_curve(const mr_las_curve *curve, const range *found, const mr_units *units)
{
    const mr_column *column = curve->column;
    const mr_las_item *item = &curve->item;
    const char *quantity = units ? mr_quantity_of(units, item->mnemonic, item->unit) : NULL;
    const mr_unit_reading said =
        units ? mr_unit_read(units, item->unit, item->mnemonic, NULL) : (mr_unit_reading){0};
    json_t *out = json_pack("{s:s, s:s, s:s?, s:b, s:s, s:s?, s:I}", "mnemonic", item->mnemonic,
                            "unit", item->unit, "understood", said.unit, "unit_unknown",
                            said.state == MR_UNIT_NOT_UNDERSTOOD, "descr", item->descr, "quantity",
                            quantity, "count", (json_int_t)column->length);
    if (column->field.type == MR_FLOAT64) {
        describe_numbers(column, found, out);
        return out;
    }
    static const char *const keys[] = {"nulls", "min", "max", "mean"}; // of a text there are none
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        json_object_set_new(out, keys[i], json_null());
    return out;
}

json_t *las_describe_curve(const mr_las_curve *curve, const mr_units *units)
{
    range found = {0};
    if (curve->column->field.type == MR_FLOAT64)
        found = measure(curve->column);
    return describe_curve(curve, &found, units);
}

json_t *mr_las_describe(const mr_las *las, const mr_units *units, size_t threads)
{
    ranges all = {las, mr_alloc((las->n_curves + 1) * sizeof(range))};
    measure_all(&all, threads);
    json_t *curves = json_array(), *warnings = json_array();
    for (size_t i = 0; i < las->n_curves; i++)
        json_array_append_new(curves, describe_curve(&las->curves[i], &all.at[i], units));
    free(all.at);
    for (size_t i = 0; i < las->n_warnings; i++)
        json_array_append_new(warnings, json_string(las->warnings[i]));
    double null;
    json_t *null_value = json_null();
    if (las->null_text)
        null_value = las_number(mr_str_of(las->null_text), true, &null)
                         ? number_or_null(null)
                         : json_string(las->null_text);
    json_t *out =
        json_pack("{s:s, s:s, s:b, s:o, s:s, s:o, s:o, s:s, s:o, s:I, s:o}", "format", "LAS",
                  "version", las->version, "wrap", las->wrap, "null_value", null_value, "encoding",
                  las->encoding, "well", describe_items(&las->well), "parameters",
                  describe_items(&las->parameters), "depth_unit", las->depth_unit, "curves", curves,
                  "rows", (json_int_t)las->rows, "warnings", warnings);
    if (out)
        las_describe_sections(las, units, out);
    return out;
}
