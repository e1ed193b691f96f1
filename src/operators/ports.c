// Columns as numbers in, numbers as columns out: the two ends of the map and well drivers.
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "kinds.h"
#include "tables.h"

void mr_source_read(const mr_source *source, int64_t first, size_t n, double *out)
{
    if (source->values) {
        memcpy(out, source->values + first, n * sizeof *out);
        return;
    }
    for (size_t i = 0; i < n; i++)
        out[i] =
            source->column ? mr_column_real(source->column, first + (int64_t)i) : source->constant;
}

const double *mr_source_at(const mr_source *source, int64_t first, size_t n, double *room)
{
    if (source->values)
        return source->values + first;
    mr_source_read(source, first, n, room);
    return room;
}

static mr_status open_one(mr_sink *sink, mr_error *err)
{
    size_t bytes;

    if (sink->field->type == MR_FLOAT64 && !sink->classes)
        return mr_column_new_f64(sink->field, sink->rows, &sink->column, &sink->values, err);
    if (mr_size_mul((size_t)sink->rows + 1, sizeof(double), &bytes))
        sink->values = malloc(bytes);
    if (!sink->values)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory for column `%s`", sink->field->name);
    return MR_OK;
}

mr_status mr_sinks_open(mr_frame *frame, mr_sink **out, mr_error *err)
{
    mr_sink *sinks = MR_ARENA_ARRAY(frame->arena, mr_sink, frame->n_outputs + 1);
    mr_status st = MR_OK;

    for (size_t i = 0; i < frame->n_outputs && st == MR_OK; i++) {
        sinks[i].port = &frame->args->op->outputs[i];
        sinks[i].field = mr_schema_find(frame->schema, frame->args->outputs[i]);
        sinks[i].rows = frame->rows;
        if (mr_is_place(frame->args, sinks[i].port))
            sinks[i].classes = frame->classes;
        st = open_one(&sinks[i], err);
    }
    if (st != MR_OK)
        mr_sinks_drop(frame, sinks);
    *out = st == MR_OK ? sinks : NULL;
    return st;
}

void mr_sinks_drop(mr_frame *frame, mr_sink *sinks)
{
    for (size_t i = 0; i < frame->n_outputs; i++) {
        if (sinks[i].column)
            mr_column_unref(sinks[i].column);
        else
            free(sinks[i].values);
        sinks[i] = (mr_sink){0};
    }
}

static void build_int(mr_builder *builder, double value)
{
    if (fabs(value) < 0x1p63)
        mr_builder_int(builder, (int64_t)value);
    else
        mr_builder_null(builder);
}

static void build_label(mr_builder *builder, const char *labels, double value)
{
    if (value >= 0 && value < (double)mr_choice_count(labels))
        mr_builder_text(builder, mr_choice_at(labels, (size_t)value));
    else
        mr_builder_null(builder);
}

static mr_status build(const mr_sink *sink, const mr_column **out, mr_error *err)
{
    mr_builder *builder = mr_builder_new(sink->field);
    const mr_type type = sink->field->type;

    for (int64_t i = 0; i < sink->rows; i++) {
        const double value = sink->values[i];
        if (!isfinite(value))
            mr_builder_null(builder);
        else if (type == MR_BOOL)
            mr_builder_truth(builder, value != 0);
        else if (type == MR_UTF8)
            build_label(builder, sink->port->labels, value);
        else
            build_int(builder, value);
    }
    mr_status st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}

mr_status mr_sinks_close(mr_frame *frame, mr_sink *sinks, mr_error *err)
{
    mr_status st = MR_OK;

    for (size_t i = 0; i < frame->n_outputs && st == MR_OK; i++) {
        const mr_column *column = sinks[i].column;
        if (column) {
            int64_t infinities = mr_column_seal(sinks[i].column);
            if (frame->options && frame->options->infinities)
                *frame->options->infinities += infinities;
            sinks[i] = (mr_sink){0};
        } else if (sinks[i].classes) {
            st = mr_classes_build(sinks[i].classes, sinks[i].field, sinks[i].values, sinks[i].rows,
                                  &column, err);
        } else {
            st = build(&sinks[i], &column, err);
        }
        if (st == MR_OK)
            mr_table_put(frame->result, column);
    }
    mr_sinks_drop(frame, sinks);
    return st;
}
