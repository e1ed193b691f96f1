// The reader of text tables on foreign bytes: what is refused says why; what is read is whole. The
// first two bytes choose what is said of the dialect.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_whole(const mr_table *table, const mr_csv_report *report)
{
    check(table->n > 0 && table->rows >= 0);
    for (size_t i = 0; i < table->n; i++) {
        const mr_column *column = table->columns[i];
        check(column->length == table->rows && column->field.name[0]);
        for (size_t k = 0; k < i; k++)
            check(strcmp(table->columns[k]->field.name, column->field.name) != 0);
        for (int64_t row = 0; column->field.type == MR_UTF8 && row < column->length; row++)
            check(!mr_valid(column, row) || mr_utf8_valid(mr_column_text(column, row)));
    }
    check(report->encoding && report->delimiter &&
          (report->decimal == '.' || report->decimal == ','));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = {0, 0, ',', ';', '\t', '|', ' ', '.'};
    static const char *const encodings[] = {NULL,           NULL,      NULL,
                                            "windows-1251", "gb18030", "utf-16le"};
    static const char *const nulls[] = {"-999", "x"};
    if (size < 2)
        return 0;
    const mr_csv_options options = {
        .delimiter = delimiters[data[0] % 8],
        .encoding = encodings[data[0] / 8 % 6],
        .header = data[1] % 3 - 1,
        .dates = (mr_csv_dates)(data[1] / 4 % 3),
        .decimal = data[1] & 64 ? ',' : 0,
        .n_nulls = data[1] & 128 ? 2 : 0,
        .nulls = nulls,
    };
    mr_csv_report report = {.arena = mr_arena_new()};
    mr_error err = {0};
    mr_table *table = NULL;
    const mr_str text = {(const char *)data + 2, size - 2};
    if (mr_csv_read_text(text, &options, &report, &table, &err) == MR_OK)
        check_whole(table, &report);
    else
        check(!table && err.message[0]);
    mr_table_unref(table);
    mr_arena_free(report.arena);
    return 0;
}
