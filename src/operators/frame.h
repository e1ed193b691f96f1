// One call of an operator: its parameters, tables and columns resolved, ready for a shape's driver.
// Private to operators.
#pragma once

#include "mudrock/operator.h"
#include "mudrock/tabular.h"

// A port, ready to be read as numbers.
typedef struct mr_source {
    const mr_port *port;
    const mr_column *column; // NULL: not used
    const double *values;    // float64: straight from the column
    double constant;         // of the parameter it replaces, when `fixed`
    bool fixed;
} mr_source;

// An output column being made from numbers.
typedef struct mr_sink {
    const mr_port *port;
    const mr_field *field;
    int64_t rows;
    mr_column *column;                // float64: values are its own
    double *values;                   // `rows` doubles, uninitialised
    const struct mr_classes *classes; // values are places in it
} mr_sink;

typedef struct mr_frame {
    const mr_args *args; // the records fed by tables in place
    mr_table *const *inputs;
    size_t n_inputs;
    int64_t rows;
    size_t n_sources; // ports, then the `many` columns
    mr_source *sources;
    const mr_column *const
        *many; // the columns of the `many` port; they are sources too, after the ports
    size_t n_outputs;
    mr_sense sense;             // of what stands at the free ports; see kinds.h
    double turn;                // of its angles, else 0
    struct mr_classes *classes; // the list of its classes; NULL when it has none
    const mr_schema *schema;    // inferred
    const mr_apply_options *options;
    mr_arena *arena;
    mr_table *result;
} mr_frame;

// Fills n doubles from row first on.
void mr_source_read(const mr_source *source, int64_t first, size_t n, double *out);
// Where n doubles from row first on stand, or `room` filled with them.
const double *mr_source_at(const mr_source *source, int64_t first, size_t n, double *room);

// One sink an output port, all or none.
mr_status mr_sinks_open(mr_frame *frame, mr_sink **out, mr_error *err);
// Into the result table.
mr_status mr_sinks_close(mr_frame *frame, mr_sink *sinks, mr_error *err);
void mr_sinks_drop(mr_frame *frame, mr_sink *sinks); // after a failure

// Tables connected in place of array parameters become their records.
mr_status mr_frame_feed(mr_frame *frame, mr_error *err);
bool mr_frame_cancelled(const mr_frame *frame);
mr_watch mr_frame_watch(const mr_frame *frame);
mr_status mr_frame_fail_cancelled(const mr_frame *frame, mr_error *err);

mr_status mr_drive_map(mr_frame *frame, mr_error *err);
mr_status mr_drive_each(mr_frame *frame, mr_error *err);
mr_status mr_drive_well(mr_frame *frame, mr_error *err);
mr_status mr_drive_table(mr_frame *frame, mr_error *err);
