// The LAS reader on foreign bytes: what is refused says where and why; what is read is whole, can
// be described, and what the writer makes of its numbers is read again with the same values.
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/las.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_whole(const mr_las *las)
{
    check(las->version && las->encoding && las->depth_unit && las->other);
    for (size_t i = 0; i < las->n_curves; i++) {
        const mr_column *column = las->curves[i].column;
        check(column && column->length == las->rows);
        check(strcmp(column->field.name, las->curves[i].item.mnemonic) == 0);
        check(mr_utf8_valid(mr_str_of(las->curves[i].item.mnemonic)));
    }
    json_t *described = mr_las_describe(las, NULL, 1);
    check(described);
    json_decref(described);
}

// Writing needs a depth of numbers without nulls.
static void check_again(const mr_las *las)
{
    if (las->n_curves == 0 || las->rows == 0 || las->curves[0].column->nulls)
        return;
    mr_table *table = mr_table_new(las->rows);
    for (size_t i = 0; i < las->n_curves && i < 20; i++)
        if (las->curves[i].column->field.type == MR_FLOAT64)
            mr_table_put(table, mr_column_ref(las->curves[i].column));
    mr_buf out = {0};
    mr_las_header header = {.well_name = "W", .depth_unit = las->depth_unit};
    if (las->curves[0].column->field.type == MR_FLOAT64 &&
        mr_las_write(&header, table, &out, NULL, NULL) == MR_OK) {
        mr_las *again = NULL;
        check(mr_las_read((mr_str){out.at, out.n}, 1, &again, NULL) == MR_OK);
        check(again->rows == las->rows && again->n_curves == table->n);
        for (size_t i = 0; i < table->n; i++) {
            const mr_column *a = table->columns[i], *b = again->curves[i].column;
            check(b->field.type == MR_FLOAT64);
            for (int64_t k = 0; k < las->rows; k++)
                check(mr_column_f64(a)[k] == mr_column_f64(b)[k] ||
                      (isnan(mr_column_f64(a)[k]) && isnan(mr_column_f64(b)[k])));
        }
        mr_las_free(again);
    }
    mr_buf_clear(&out);
    mr_table_unref(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mr_las *las = NULL;
    mr_error err = {0};

    if (mr_las_read((mr_str){(const char *)data, size}, 1, &las, &err) != MR_OK) {
        check(!las && err.status != MR_OK && err.message[0]);
        return 0;
    }
    check_whole(las);
    check_again(las);
    mr_las_free(las);
    return 0;
}
