// Driver of the each shape: one row at a time, for texts and lists.
#include <string.h>

#include "frame.h"

enum { ROWS_AN_ARENA = 4096, ITEMS_A_LOOK = 16384 };

static mr_cell cell_of(const mr_source *source, int64_t row)
{
    const mr_column *column = source->column;

    if (!column)
        return (mr_cell){.null = !source->fixed, .real = source->constant};
    if (!mr_valid(column, row))
        return (mr_cell){.null = true, .real = MR_NAN};
    if (column->field.type == MR_UTF8)
        return mr_cell_text(mr_column_text(column, row));
    if (column->field.type == MR_LIST_FLOAT64) {
        mr_cell cell = mr_cell_list(NULL, 0);
        cell.list = mr_column_list(column, row, &cell.n);
        return cell;
    }
    return mr_cell_real(mr_column_real(column, row));
}

static void build(mr_builder *builder, mr_type type, const mr_cell *cell)
{
    if (cell->null || (type == MR_INT64 && !(fabs(cell->real) < 0x1p63)))
        mr_builder_null(builder);
    else if (type == MR_UTF8)
        mr_builder_text(builder, cell->text);
    else if (type == MR_LIST_FLOAT64)
        mr_builder_list(builder, cell->list, cell->n);
    else if (type == MR_BOOL)
        mr_builder_truth(builder, cell->real != 0);
    else if (type == MR_INT64)
        mr_builder_int(builder, (int64_t)cell->real);
    else
        mr_builder_real(builder, cell->real);
}

// False when a port holds null: the row's results are null.
static bool read_row(const mr_frame *frame, size_t n_ports, int64_t row, mr_cell *in)
{
    bool whole = true;

    for (size_t i = 0; i < frame->n_sources; i++) {
        in[i] = cell_of(&frame->sources[i], row);
        whole &= i >= n_ports || !in[i].null || !frame->sources[i].column;
    }
    return whole;
}

static mr_status run_rows(mr_frame *frame, mr_builder **builders, mr_error *err)
{
    const mr_operator *op = frame->args->op;
    const size_t n_ports = mr_operator_n_inputs(op), n_many = frame->n_sources - n_ports;
    mr_cell *in = MR_ARENA_ARRAY(frame->arena, mr_cell, frame->n_sources + 1);
    mr_cell *out = MR_ARENA_ARRAY(frame->arena, mr_cell, frame->n_outputs + 1);
    mr_arena *arena = mr_arena_new();
    size_t items = 0; // of lists, since it was asked whether this is still wanted
    mr_status st = MR_OK;

    for (int64_t row = 0; row < frame->rows && st == MR_OK; row++) {
        if (row % ROWS_AN_ARENA == 0) {
            mr_arena_free(arena);
            arena = mr_arena_new();
            items = ITEMS_A_LOOK;
        }
        if (items >= ITEMS_A_LOOK) {
            items = 0;
            st = mr_frame_cancelled(frame) ? mr_frame_fail_cancelled(frame, err) : MR_OK;
        }
        for (size_t i = 0; i < frame->n_outputs; i++)
            out[i] = (mr_cell){.null = true, .real = MR_NAN};
        if (st == MR_OK && read_row(frame, n_ports, row, in))
            st = op->each(frame->args->params, in, n_many, out, arena, err);
        for (size_t i = 0; i < frame->n_outputs; i++)
            build(builders[i], op->outputs[i].type, &out[i]);
        for (size_t i = 0; i < frame->n_sources; i++)
            items += in[i].n;
    }
    mr_arena_free(arena);
    return st;
}

mr_status mr_drive_each(mr_frame *frame, mr_error *err)
{
    mr_builder **builders = MR_ARENA_ARRAY(frame->arena, mr_builder *, frame->n_outputs + 1);
    const mr_column *column;

    for (size_t i = 0; i < frame->n_outputs; i++)
        builders[i] = mr_builder_new(mr_schema_find(frame->schema, frame->args->outputs[i]));
    mr_status st = run_rows(frame, builders, err);
    for (size_t i = 0; i < frame->n_outputs; i++) {
        if (st == MR_OK)
            st = mr_builder_finish(builders[i], &column, err);
        if (st == MR_OK)
            mr_table_put(frame->result, column);
        mr_builder_free(builders[i]);
    }
    return st;
}
