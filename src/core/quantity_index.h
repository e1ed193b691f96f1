// The table of quantities and its index by mnemonic.
#pragma once

#include "mudrock/units.h"

typedef struct mr_quantity_row {
    const char *id, *title;
    const char *unit;      // of a project, by default; NULL = none
    const char *mnemonics; // best first, parted by blanks, in capitals
    mr_kind kind;
} mr_quantity_row;

extern const mr_quantity_row
    mr_quantity_rows[]; // ended by {NULL}; of rows that share a mnemonic the usual one stands first

typedef struct mr_quantity_index mr_quantity_index;

mr_quantity_index *mr_quantity_index_new(void);
void mr_quantity_index_free(mr_quantity_index *index); // accepts NULL

// The rows that know the mnemonic, one after the other: NULL gives the first. NULL at the end.
const mr_quantity_row *mr_quantity_index_next(const mr_quantity_index *index, const char *mnemonic,
                                              const mr_quantity_row *after);

const mr_quantity_index *mr_units_quantities(const mr_units *units);
