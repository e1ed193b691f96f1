// What the targets dlis and lis share: foreign bytes, read as a tape: what is refused says why;
// what is read is whole, every log can be read and described.
#pragma once

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/tape.h"

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_rows(const mr_tape_log *log, const mr_tape_rows *rows)
{
    check(rows->n == log->n_curves && rows->rows >= 0);
    for (size_t c = 0; c < rows->n; c++) {
        const mr_column *column = rows->columns[c];
        check(column && column->length == rows->rows && column->field.type == log->curves[c].type);
        check(mr_utf8_valid(mr_str_of(column->field.name)));
    }
    check(!rows->frame_numbers || rows->frame_numbers->length == rows->rows);
}

static void read_tape(const void *data, size_t size)
{
    mr_tape *tape = NULL;
    mr_error err = {0};

    if (mr_tape_open((mr_str){data, size}, 1, &tape, &err) != MR_OK) {
        check(!tape && err.status != MR_OK && err.message[0]);
        return;
    }
    for (size_t i = 0; i < tape->n_logs; i++) {
        mr_tape_rows rows;
        if (mr_tape_read(tape, i, &rows, &err) != MR_OK)
            continue;
        check_rows(&tape->logs[i], &rows);
        mr_tape_rows_clear(&rows);
    }
    json_t *described = NULL;
    if (mr_tape_describe(tape, &described, &err) == MR_OK) {
        check(json_array_size(json_object_get(described, "logs")) == tape->n_logs);
        check(json_is_array(json_object_get(described, "files")));
        json_decref(described);
    }
    mr_tape_free(tape);
}

// As it is, and after `head`, so that what follows a good beginning is looked at, too.
static void read_both(const uint8_t *data, size_t size, const char *head, size_t head_n)
{
    char *longer = malloc(head_n + size);
    check(longer);
    memcpy(longer, head, head_n);
    if (size)
        memcpy(longer + head_n, data, size);
    read_tape(data, size);
    read_tape(longer, head_n + size);
    free(longer);
}
