// Rows as JSON text, without a value in between: pages are large and asked for often.
#include "rows_json.h"

#include <jansson.h>
#include <math.h>

#include "mudrock/clock.h"
#include "mudrock/json.h"

void mr_json_text(mr_buf *out, mr_str text)
{
    static const char HEX[] = "0123456789abcdef";
    mr_buf_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        const unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\') {
            mr_buf_putc(out, '\\');
            mr_buf_putc(out, (char)c);
        } else if (c < 0x20) {
            const char escape[] = {'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]};
            mr_buf_put(out, escape, sizeof escape);
        } else {
            mr_buf_putc(out, (char)c);
        }
    }
    mr_buf_putc(out, '"');
}

void mr_json_number(mr_buf *out, double value)
{
    if (isfinite(value))
        mr_buf_double(out, value);
    else
        mr_buf_puts(out, "null");
}

static void put_list(const mr_column *column, int64_t row, mr_buf *out)
{
    size_t n = 0;
    const double *items = mr_column_list(column, row, &n);
    for (size_t i = 0; i < n; i++) {
        mr_buf_putc(out, i ? ',' : '[');
        mr_json_number(out, items[i]);
    }
    mr_buf_puts(out, n ? "]" : "[]");
}

// Readers of JSON keep numbers as doubles: a whole number beyond 2^53 is a text.
static void put_whole(mr_buf *out, int64_t value)
{
    const int64_t most = (int64_t)1 << 53;
    mr_buf_printf(out, value > most || value < -most ? "\"%lld\"" : "%lld", (long long)value);
}

static void put_cell(const mr_column *column, int64_t row, mr_buf *out)
{
    char time[32];
    if (!mr_valid(column, row)) {
        mr_buf_puts(out, "null");
        return;
    }
    switch (column->field.type) {
    case MR_UTF8: mr_json_text(out, mr_column_text(column, row)); return;
    case MR_BOOL: mr_buf_puts(out, mr_column_truth(column, row) ? "true" : "false"); return;
    case MR_INT64:
    case MR_INT32: put_whole(out, mr_column_int(column, row)); return;
    case MR_TIMESTAMP:
        mr_clock_format(mr_column_int(column, row), time);
        mr_json_text(out, mr_str_of(time));
        return;
    case MR_LIST_FLOAT64: put_list(column, row, out); return;
    case MR_FLOAT64:
    case MR_FLOAT32:
    case MR_ANY: break;
    }
    mr_json_number(out, mr_column_real(column, row));
}

void mr_rows_json(const mr_table *table, mr_buf *out)
{
    mr_buf_putc(out, '[');
    for (int64_t i = 0; i < table->rows; i++) {
        mr_buf_puts(out, i ? ",[" : "[");
        for (size_t c = 0; c < table->n; c++) {
            if (c)
                mr_buf_putc(out, ',');
            put_cell(table->columns[c], i, out);
        }
        mr_buf_putc(out, ']');
    }
    mr_buf_putc(out, ']');
}

void mr_fields_json(const mr_table *table, mr_buf *out)
{
    mr_arena *arena = mr_arena_new();
    mr_schema schema;
    mr_table_schema(table, arena, &schema);
    json_t *fields = mr_schema_to_json(&schema);
    mr_json_write(fields, 0, out);
    json_decref(fields);
    mr_arena_free(arena);
}
