// Grids, that is surfaces on a lattice of nodes: ZMap+, CPS-3, Irap classic and binary, Surfer 6
// and 7, ESRI ASCII, STORM, GeoTIFF and XYZ in, one inner form for all.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/text.h"

// Values stand at nodes, never in cells. Row 0 is where (x0, y0) lies; rows run along `rotation`.
typedef struct mr_grid {
    const char *name; // as the file says; NULL = it says none
    int64_t ncol, nrow;
    double x0, y0;   // of the node in column 0 and row 0
    double dx, dy;   // from column to column, from row to row; dy may be negative; 0 where there is
                     // one column or one row and the file says no step
    double rotation; // of the rows, degrees anticlockwise
    double *z;       // nrow * ncol, row after row; NaN = null
} mr_grid;

typedef struct mr_grids {
    mr_arena *arena;
    const char *format; // "ZMap+", ...
    size_t n;
    mr_grid *at; // several for the bands of an image
    size_t n_warnings;
    const char **warnings; // what was odd and how it was read
} mr_grids;

struct json_t;

// The name of the format when the bytes are those of a grid, by what they begin with; NULL when
// they are not. `path` is asked only for XYZ, which begins like any table.
const char *mr_grid_format(mr_str bytes, const char *path);
// The same by the first bytes of a file; NULL also when it cannot be read.
const char *mr_grid_format_of_file(const char *path);
// Reads a file (mapped) or bytes. MR_EFORMAT names the format and a line or a byte; also for a file
// that is no grid at all. Memory: 8 bytes a node, and never more nodes than the file can hold.
mr_status mr_grids_read_file(const char *path, mr_grids **out, mr_error *err);
mr_status mr_grids_read(mr_str bytes, const char *path, mr_grids **out, mr_error *err);
void mr_grids_free(mr_grids *grids); // accepts NULL
// {"format","surfaces":[{"name","ncol","nrow","x0","y0","dx","dy","rotation","nulls","min","max",
// "mean"}],"warnings"}; a grid without a name gets `name`. New reference.
struct json_t *mr_grids_describe(const mr_grids *grids, const char *name);
