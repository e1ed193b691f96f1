// What the files of this folder share: who owns a column's memory.
#pragma once

#include <stdatomic.h>

#include "mudrock/table.h"

// The blocks a column's pointers point into; several columns may share them.
typedef struct memory {
    _Atomic int refs;
    struct memory *parent;             // of a slice: whose blocks it also points into
    void *validity, *values, *offsets; // freed with it
    const mr_column *items;            // unreferenced with it
} memory;

// A column and its texts, one allocation.
struct mr_column_data {
    _Atomic int refs;
    memory *memory;
    mr_column column;
    char texts[];
};

memory *mr_memory_new(void); // empty
memory *mr_memory_ref(memory *m);
void mr_memory_unref(memory *m); // accepts NULL

// An empty column over the blocks of `m` (taken over), with the texts of the field copied.
mr_column *mr_column_make(const mr_field *field, memory *m);

// Bytes of one value; 0 for bool, utf8 and list.
size_t mr_type_width(mr_type type);
mr_status mr_column_fail_memory(mr_error *err, const char *name, size_t bytes);
