// What `import --describe` tells of a DLIS or LIS79 file.
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "tape_local.h"

typedef struct range { // of the values of one curve
    double min, max, mean;
    int64_t nulls;
} range;

// The sum is compensated (Neumaier 1974), in four parts that do not wait for one another.
static void measure(const double *values, int64_t n, range *out)
{
    double sum[4] = {0}, rest[4] = {0}, min = (double)INFINITY, max = -(double)INFINITY;
    int64_t valid = 0;
    for (int64_t i = 0; i < n; i++) {
        const double x = values[i];
        if (isnan(x))
            continue;
        const double next = sum[i & 3] + x;
        rest[i & 3] +=
            fabs(sum[i & 3]) >= fabs(x) ? (sum[i & 3] - next) + x : (x - next) + sum[i & 3];
        sum[i & 3] = next;
        min = x < min ? x : min;
        max = x > max ? x : max;
        valid++;
    }
    const double all = sum[0] + sum[1] + sum[2] + sum[3];
    const double error = rest[0] + rest[1] + rest[2] + rest[3];
    *out = (range){min, max, (all + error) / (double)valid, n - valid};
}

typedef struct measuring {
    const mr_tape_rows *rows;
    range *at;
} measuring;

static mr_status measure_curve(void *context, size_t i, size_t worker, mr_error *err)
{
    const measuring *m = context;
    const mr_column *column = m->rows->columns[i];
    (void)worker, (void)err;
    m->at[i] = (range){(double)NAN, (double)NAN, (double)NAN, column->nulls};
    if (column->field.type == MR_LIST_FLOAT64)
        column = column->items;
    if (column->field.type == MR_FLOAT64)
        measure(mr_column_f64(column), column->length, &m->at[i]);
    return MR_OK;
}

static json_t *number_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

// A frame of DLIS that says no unit has none; in LIS it is blank.
static json_t *describe_curve(const tape *t, const mr_tape_curve *curve, int64_t rows,
                              const range *found)
{
    json_t *dims = json_array();
    for (size_t i = 0; i < curve->n_dims; i++)
        json_array_append_new(dims, json_integer(curve->dims[i]));
    const char *none = t->open.format[0] == 'D' ? "none" : "";
    json_t *out = json_pack("{s:s,s:s,s:s?,s:s,s:i,s:o,s:I,s:I,s:o,s:o,s:o}", "mnemonic",
                            curve->mnemonic, "unit", curve->unit ? curve->unit : none, "descr",
                            curve->descr, "type", mr_type_name(curve->type), "code", curve->code,
                            "dims", dims, "count", (json_int_t)rows, "nulls",
                            (json_int_t)found->nulls, "min", number_or_null(found->min), "max",
                            number_or_null(found->max), "mean", number_or_null(found->mean));
    if (curve->components > 1)
        json_object_set_new(out, "components", json_integer((json_int_t)curve->components));
    return out;
}

static const char *direction_of(const mr_tape_log *log, const mr_tape_rows *rows)
{
    if (log->direction)
        return log->direction;
    if (log->index < 0 || rows->rows < 2)
        return NULL;
    const mr_column *index = rows->columns[log->index];
    if (index->field.type != MR_FLOAT64 || index->nulls)
        return NULL;
    const double *at = mr_column_f64(index);
    return at[rows->rows - 1] > at[0]   ? "increasing"
           : at[rows->rows - 1] < at[0] ? "decreasing"
                                        : NULL;
}

static mr_status describe_log(tape *t, size_t i, json_t *logs, mr_error *err)
{
    const mr_tape_log *log = &t->open.logs[i];
    mr_tape_rows rows;
    MR_TRY(mr_tape_read(&t->open, i, &rows, err));
    measuring m = {&rows, mr_alloc((rows.n + 1) * sizeof(range))};
    mr_status st = MR_OK;
    if (t->pool && rows.n)
        st = mr_pool_each(t->pool, rows.n, measure_curve, &m, err);
    for (size_t c = 0; c < rows.n && !t->pool; c++)
        st = measure_curve(&m, c, 0, err);
    json_t *curves = json_array();
    for (size_t c = 0; c < rows.n; c++)
        json_array_append_new(curves, describe_curve(t, &log->curves[c], rows.rows, &m.at[c]));
    const char *index = log->index >= 0 ? log->curves[log->index].mnemonic : NULL;
    json_array_append_new(logs, json_pack("{s:I,s:s,s:s?,s:I,s:s?,s:s?,s:s?,s:o}", "logical_file",
                                          (json_int_t)log->logical_file, "name", log->name, "well",
                                          log->well, "rows", (json_int_t)rows.rows, "direction",
                                          direction_of(log, &rows), "index", index, "index_type",
                                          log->index_type, "curves", curves));
    free(m.at);
    mr_tape_rows_clear(&rows);
    return st;
}

mr_status mr_tape_describe(mr_tape *open, json_t **out, mr_error *err)
{
    tape *t = (tape *)open;
    json_t *logs = json_array(), *warnings = json_array();
    mr_status st = MR_OK;
    for (size_t i = 0; st == MR_OK && i < open->n_logs; i++)
        st = describe_log(t, i, logs, err);
    for (size_t i = 0; i < open->n_warnings; i++)
        json_array_append_new(warnings, json_string(open->warnings[i]));
    if (t->unsaid) {
        char text[64];
        const int n = snprintf(text, sizeof text, "%zu more of this kind", t->unsaid);
        json_array_append_new(warnings, json_stringn(text, (size_t)n));
    }
    *out = json_pack("{s:s,s:o,s:O,s:o}", "format", open->format, "logs", logs, "files",
                     open->files, "warnings", warnings);
    if (st == MR_OK && !*out)
        st = mr_fail(err, MR_ENOMEM, NULL, "no memory to describe the file");
    if (st != MR_OK) {
        json_decref(*out);
        *out = NULL;
    }
    return st;
}
