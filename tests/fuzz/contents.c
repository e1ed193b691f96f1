// The readers of surveys, tops, checkshots, GSLIB and WITSML on foreign bytes: what is refused says
// why; what is read is whole and can be described.
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "mudrock/contents.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mr_contents *contents = NULL;
    mr_error err = {0};
    if (mr_contents_read((mr_str){(const char *)data, size}, "a.txt", &contents, &err) != MR_OK) {
        check(!contents && err.status != MR_OK && err.message[0]);
        return 0;
    }
    for (size_t i = 0; i < contents->n_tables; i++)
        for (size_t k = 0; k < contents->tables[i].table->n; k++)
            check(contents->tables[i].table->columns[k]->length == contents->tables[i].table->rows);
    json_t *described = mr_contents_describe(contents, "a");
    check(described);
    json_decref(described);
    mr_contents_free(contents);
    return 0;
}
