// What a file of well data holds, as JSON.
#include <jansson.h>
#include <stdio.h>
#include <time.h>

#include "contents.h"

static json_t *real(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *survey(const mr_survey *s)
{
    json_t *o = json_pack("{s:s?,s:I,s:s?}", "well", s->well, "stations", (json_int_t)s->n,
                          "md_unit", s->md_unit);
    static const char *const names[] = {"first", "middle", "last"};
    for (size_t k = 0; k < 3 && s->n; k++) {
        const mr_station *at = &s->at[k == 0 ? 0 : k == 1 ? s->n / 2 : s->n - 1];
        json_t *one = json_pack("{s:o,s:o,s:o}", "md", real(at->md), "inc", real(at->inc), "azi",
                                real(at->azi));
        if (k == 2)
            json_object_set_new(one, "tvd", real(at->tvd));
        json_object_set_new(o, names[k], one);
    }
    return o;
}

static json_t *marker(const mr_marker *m)
{
    return json_pack("{s:s?,s:s?,s:o,s:s?,s:s?}", "well", m->well, "name", m->name, "md",
                     real(m->md), "unit", m->unit, "type", m->type);
}

static json_t *shot(const mr_shot *s)
{
    return json_pack("{s:o,s:o}", "md", real(s->md), "twt", real(s->twt));
}

static json_t *checkshot(const mr_checkshot *c)
{
    return json_pack("{s:s?,s:I,s:s?,s:o,s:o}", "well", c->well, "rows", (json_int_t)c->n,
                     "md_unit", c->md_unit, "first", shot(&c->at[0]), "last",
                     shot(&c->at[c->n - 1]));
}

typedef struct summary {
    double least, greatest, mean;
} summary;

static summary sum_up(const mr_column *column)
{
    summary s = {CONTENTS_NONE, CONTENTS_NONE, CONTENTS_NONE};
    double sum = 0, lost = 0;
    int64_t n = 0;
    if (!mr_type_is_number(column->field.type))
        return s;
    for (int64_t i = 0; i < column->length; i++) {
        const double x = mr_column_real(column, i);
        if (isnan(x))
            continue;
        s.least = n && s.least < x ? s.least : x;
        s.greatest = n && s.greatest > x ? s.greatest : x;
        const double next = sum + x; // Neumaier (1974)
        lost += fabs(sum) >= fabs(x) ? (sum - next) + x : (x - next) + sum;
        sum = next;
        n++;
    }
    if (n)
        s.mean = (sum + lost) / (double)n;
    return s;
}

static json_t *log_of(const mr_sheet *sheet)
{
    json_t *curves = json_array();
    for (size_t i = 0; i < sheet->table->n; i++) {
        const mr_column *c = sheet->table->columns[i];
        const summary s = sum_up(c);
        json_array_append_new(curves, json_pack("{s:s,s:s?,s:[i],s:I,s:I,s:o,s:o,s:o}", "mnemonic",
                                                c->field.name, "unit", c->field.unit, "dims", 1,
                                                "count", (json_int_t)c->length, "nulls",
                                                (json_int_t)c->nulls, "min", real(s.least), "max",
                                                real(s.greatest), "mean", real(s.mean)));
    }
    return json_pack("{s:n,s:s?,s:s?,s:I,s:s?,s:o}", "logical_file", "name", sheet->name, "well",
                     sheet->well, "rows", (json_int_t)sheet->table->rows, "direction",
                     sheet->direction, "curves", curves);
}

// --- tables ---

enum { DAY = 24 * 60 * 60, MICROS = 1000000 };

// ISO 8601: 2020-02-29, or with the time behind it.
static json_t *instant(int64_t micros, bool day)
{
    char date[40], text[64];
    struct tm at = {0};
    const int64_t fraction = ((micros % MICROS) + MICROS) % MICROS;
    const time_t seconds = (time_t)((micros - fraction) / MICROS);
    if (!gmtime_r(&seconds, &at) || !strftime(date, sizeof date, day ? "%F" : "%FT%T", &at))
        return json_null();
    snprintf(text, sizeof text, fraction ? "%s.%06lld" : "%s", date, (long long)fraction);
    return json_string(text);
}

static void put_instants(const mr_column *c, json_t *to)
{
    int64_t least = 0, greatest = 0, n = 0;
    bool day = true; // none has an hour
    for (int64_t i = 0; i < c->length; i++) {
        const int64_t at = mr_column_int(c, i);
        if (!mr_valid(c, i))
            continue;
        day = day && at % ((int64_t)DAY * MICROS) == 0;
        least = n && least < at ? least : at;
        greatest = n && greatest > at ? greatest : at;
        n++;
    }
    json_object_set_new(to, "min", n ? instant(least, day) : json_null());
    json_object_set_new(to, "max", n ? instant(greatest, day) : json_null());
}

static json_t *whole(int64_t value)
{
    char text[24];
    const int64_t most = (int64_t)1 << 53;
    if (value <= most && value >= -most)
        return json_real((double)value);
    snprintf(text, sizeof text, "%lld", (long long)value);
    return json_string(text);
}

// Whole numbers beyond 2^53 are texts: as doubles they would be others.
static void put_wholes(const mr_column *c, json_t *to)
{
    int64_t least = INT64_MAX, greatest = INT64_MIN;
    for (int64_t i = 0; i < c->length; i++) {
        const int64_t value = mr_column_int(c, i);
        if (!mr_valid(c, i))
            continue;
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
    }
    json_object_set_new(to, "min", whole(least));
    json_object_set_new(to, "max", whole(greatest));
}

static json_t *column_of(const mr_column *c)
{
    const bool time = c->field.type == MR_TIMESTAMP;
    const summary s = sum_up(c);
    json_t *o = json_pack("{s:s,s:s,s:s?,s:I,s:o,s:o}", "name", c->field.name, "type",
                          time                               ? "timestamp"
                          : mr_type_is_number(c->field.type) ? "number"
                                                             : "text",
                          "unit", c->field.unit, "nulls", (json_int_t)c->nulls, "min",
                          real(s.least), "max", real(s.greatest));
    if (time && o)
        put_instants(c, o);
    if (c->field.type == MR_INT64 && o && s.greatest - s.least >= 0)
        put_wholes(c, o);
    return o;
}

json_t *mr_table_describe(const mr_table *table, const char *name)
{
    json_t *columns = json_array();
    for (size_t i = 0; i < table->n; i++)
        json_array_append_new(columns, column_of(table->columns[i]));
    return json_pack("{s:s,s:I,s:o}", "name", name, "rows", (json_int_t)table->rows, "columns",
                     columns);
}

#define PUT_ALL(object, member, list, n, make)                                                     \
    do {                                                                                           \
        json_t *all_ = json_array();                                                               \
        for (size_t i_ = 0; i_ < (n); i_++)                                                        \
            json_array_append_new(all_, make(&(list)[i_]));                                        \
        if (n)                                                                                     \
            json_object_set(object, member, all_);                                                 \
        json_decref(all_);                                                                         \
    } while (0)

json_t *mr_contents_describe(const mr_contents *c, const char *name)
{
    json_t *o = json_pack("{s:s}", "format", c->format), *tables = json_array();
    json_t *warnings = json_array();
    PUT_ALL(o, "surveys", c->surveys, c->n_surveys, survey);
    PUT_ALL(o, "markers", c->markers, c->n_markers, marker);
    PUT_ALL(o, "checkshots", c->checkshots, c->n_checkshots, checkshot);
    PUT_ALL(o, "logs", c->logs, c->n_logs, log_of);
    for (size_t i = 0; i < c->n_tables; i++)
        json_array_append_new(
            tables,
            mr_table_describe(c->tables[i].table, c->tables[i].name ? c->tables[i].name : name));
    if (c->n_tables)
        json_object_set(o, "tables", tables);
    json_decref(tables);
    for (size_t i = 0; i < c->n_warnings; i++)
        json_array_append_new(warnings, json_string(c->warnings[i]));
    json_object_set_new(o, "warnings", warnings);
    return o;
}
