// Listings, errors and diagnostics as people and programs read them.
#include "print.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/json.h"
#include "mudrock/text.h"

enum { MAX_COLUMNS = 32 };

void mr_print_json(const json_t *value)
{
    mr_buf text = {0};
    mr_json_write(value, 2, &text);
    mr_buf_putc(&text, '\n');
    fwrite(text.at, 1, text.n, stdout);
    mr_buf_clear(&text);
}

// One cell as text. Text tables round to six digits; CSV keeps every digit.
static void put_cell(mr_buf *out, const json_t *value, bool exact)
{
    if (json_is_string(value))
        mr_buf_puts(out, json_string_value(value));
    else if (json_is_integer(value))
        mr_buf_printf(out, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value) && exact)
        mr_buf_double(out, json_real_value(value));
    else if (json_is_real(value))
        mr_buf_printf(out, "%.6g", json_real_value(value));
    else if (json_is_boolean(value))
        mr_buf_puts(out, json_is_true(value) ? (exact ? "true" : "yes") : (exact ? "false" : "no"));
    else if (json_is_array(value) && !exact) {
        size_t i;
        const json_t *item;
        json_array_foreach((json_t *)(uintptr_t)value, i, item)
        {
            mr_buf_puts(out, i ? ", " : "");
            put_cell(out, item, false);
        }
    } else if (json_is_array(value) || json_is_object(value))
        mr_json_write(value, 0, out);
    else if (!exact)
        mr_buf_putc(out, '-');
}

static void print_csv_text(const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

static void print_csv(const json_t *rows, const mr_print_column *columns)
{
    for (size_t c = 0; columns[c].key; c++) {
        fputs(c ? "," : "", stdout);
        print_csv_text(columns[c].key);
    }
    putchar('\n');
    for (size_t r = 0; r < json_array_size(rows); r++) {
        for (size_t c = 0; columns[c].key; c++) {
            mr_buf cell = {0};
            put_cell(&cell, json_object_get(json_array_get(rows, r), columns[c].key), true);
            fputs(c ? "," : "", stdout);
            print_csv_text(cell.n ? cell.at : "");
            mr_buf_clear(&cell);
        }
        putchar('\n');
    }
}

static void print_padded(const char *text, size_t width, bool right, bool last)
{
    size_t n = mr_utf8_count(mr_str_of(text));
    size_t pad = width > n ? width - n : 0;
    if (right)
        printf("%*s", (int)pad, "");
    fputs(text, stdout);
    if (!right && !last)
        printf("%*s", (int)pad, "");
    fputs(last ? "\n" : "  ", stdout);
}

// Lines and control characters of foreign text would break the table.
static void flatten(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            *text = ' ';
}

void mr_print_unknown_units(json_t *rows)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (json_is_true(json_object_get(row, "unit_unknown")))
            json_object_set_new(row, "understood", json_string("not understood"));
    }
}

void mr_print_text_table(const json_t *rows, const mr_print_column *columns)
{
    size_t n_rows = json_array_size(rows), n = 0;
    while (n < MAX_COLUMNS && columns[n].key)
        n++;
    mr_buf *cells = calloc(n_rows * n + 1, sizeof *cells);
    size_t width[MAX_COLUMNS];
    bool number[MAX_COLUMNS];
    if (!cells) {
        fputs("mudrock: out of memory\n", stderr);
        return;
    }
    for (size_t c = 0; c < n; c++) {
        width[c] = mr_utf8_count(mr_str_of(columns[c].title));
        number[c] = n_rows > 0;
        for (size_t r = 0; r < n_rows; r++) {
            const json_t *value = json_object_get(json_array_get(rows, r), columns[c].key);
            mr_buf *cell = &cells[r * n + c];
            put_cell(cell, value, false);
            if (cell->n)
                flatten(cell->at);
            size_t w = mr_utf8_count(mr_str_of(cell->n ? cell->at : ""));
            width[c] = w > width[c] ? w : width[c];
            number[c] = number[c] && (json_is_number(value) || json_is_null(value) || !value);
        }
    }
    for (size_t c = 0; c < n; c++)
        print_padded(columns[c].title, width[c], number[c], c + 1 == n);
    for (size_t i = 0; i < n_rows * n; i++) {
        print_padded(cells[i].n ? cells[i].at : "", width[i % n], number[i % n], i % n + 1 == n);
        mr_buf_clear(&cells[i]);
    }
    free(cells);
}

void mr_print_list(const mr_cli_args *args, const json_t *rows, const mr_print_column *columns)
{
    const char *format = mr_cli_value(args, "format");
    if (format && strcmp(format, "json") == 0)
        mr_print_json(rows);
    else if (format && strcmp(format, "csv") == 0)
        print_csv(rows, columns);
    else
        mr_print_text_table(rows, columns);
}

void mr_print_object(const mr_cli_args *args, const json_t *object)
{
    const char *format = mr_cli_value(args, "format"), *key;
    json_t *value;
    if (format && strcmp(format, "json") == 0) {
        mr_print_json(object);
        return;
    }
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        mr_buf cell = {0};
        put_cell(&cell, value, false);
        if (cell.n)
            flatten(cell.at);
        printf("%-20s %s\n", key, cell.n ? cell.at : "");
        mr_buf_clear(&cell);
    }
}

int mr_print_error(const mr_error *err)
{
    fprintf(stderr, "mudrock: %s%s%s\n", err->where, err->where[0] ? ": " : "", err->message);
    return mr_status_exit(err->status);
}

int mr_print_usage_error(const mr_error *err, const char *path)
{
    int code = mr_print_error(err);
    fprintf(stderr, "hint: %s --help\n", path);
    return code;
}

static const char *node_name(const mr_dag *dag, const char *id)
{
    const mr_node *node = dag && id ? mr_dag_find(dag, id) : NULL;
    return node && node->name ? node->name : id;
}

void mr_print_diagnostics(const mr_diagnostics *list, const mr_dag *dag)
{
    for (size_t i = 0; i < list->n; i++) {
        const mr_diagnostic *d = &list->at[i];
        const char *name = node_name(dag, d->node_id);
        fprintf(stderr, "%s %s", d->severity == MR_SEVERITY_ERROR ? "error" : "warning", d->code);
        if (name)
            fprintf(stderr, " in \"%s\"", name);
        if (d->pointer)
            fprintf(stderr, " (%s)", d->pointer);
        fprintf(stderr, ": %s\n", d->message);
        if (d->hint)
            fprintf(stderr, "  hint: %s\n", d->hint);
    }
}

int mr_print_end(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fprintf(stderr, "mudrock: standard output cannot be written: %s\n", strerror(errno));
    return code ? code : 1;
}
