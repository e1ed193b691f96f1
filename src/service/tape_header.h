// What a DLIS or LIS79 file says of its well and its logs, in the words of a LAS header.
#pragma once

#include "mudrock/tape.h"

#include "import.h"

// Fills identity, well, header and the facts of the part's log from logical file of log `i`. A file
// that says neither UWI nor name is of the well that its own name names.
void mr_tape_identify(mr_import_piece *part, const mr_units *units, const mr_tape *tape, size_t i);
