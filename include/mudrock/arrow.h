// Arrow C Data and Stream interfaces (the published ABI structs) over tables, and the Arrow IPC
// stream writer.
#pragma once

#include <stdint.h>

#include "mudrock/error.h"
#include "mudrock/table.h"
#include "mudrock/text.h"

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};
struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

// A struct array / schema of the table; the array holds references, so the table may be unref'd.
// Zero-copy.
mr_status mr_arrow_export_schema(const mr_schema *schema, struct ArrowSchema *out);
mr_status mr_arrow_export_table(const mr_table *table, struct ArrowArray *out);

// Tables one after another as an ArrowArrayStream. next: MR_OK and *table (reference passed on), or
// *table NULL at the end, or a failure. `schema` must outlive the stream.
typedef mr_status mr_table_next(void *context, mr_table **table, mr_error *err);
void mr_arrow_stream(const mr_schema *schema, mr_table_next *next, void *context,
                     struct ArrowArrayStream *out);

// Arrow IPC stream format (schema message with unit and quantity as field metadata, record batches,
// end mark).
void mr_arrow_ipc_begin(const mr_schema *schema, mr_buf *out);
void mr_arrow_ipc_batch(const mr_table *table, mr_buf *out);
void mr_arrow_ipc_end(mr_buf *out);
