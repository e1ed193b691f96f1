// The wells of a selection and what their files hold: from the catalogue of the workspace, or from
// a folder of Parquet files.
#pragma once

#include "mudrock/executor.h"
#include "mudrock/id.h"
#include "mudrock/map.h"

typedef struct mr_well_column {
    const char *column; // our name
    const char *stored; // its name in the file
    const char *mnemonic, *quantity;
    const char *unit;   // as depth_unit below
    mr_type type;       // MR_ANY: only the file itself knows
    int64_t filled;     // samples that are not null; -1 = unknown
    const char *matrix; // of a neutron porosity, where the file says it; else NULL
} mr_well_column;

typedef struct mr_well_file {
    const char *well_id, *well_name;
    // Canonical, or the file's own text where that is not understood; NULL: not said.
    const char *depth_unit;
    const char *index_mnemonic;  // NULL: unknown
    const mr_log_choice *choice; // which log of the well it is; NULL with a folder
    const char *told;            // what a run says of the choice; NULL = nothing
    bool known;                  // such a well exists
    const char *key, *path; // of the object; or the file itself; both NULL: no log of that type
    int64_t rows;           // -1 = unknown
    double depth_min, depth_max; // in the file's unit; NaN = unknown
    bool described;              // columns are there
    const char *depth_stored;    // name of the index in the file
    size_t n;
    mr_well_column *columns; // without well_id and depth
} mr_well_file;

// Wells in the order asked, or sorted by well_id. The selection is the source's, cut down to
// options->wells when given. Files of a folder are not opened here: mr_well_describe does that.
// `project` is the id of the project, not its name; not used with a folder.
mr_status mr_wells_find(const mr_run_options *options, const char *project, const mr_source *source,
                        mr_arena *arena, size_t *n, mr_well_file **out, mr_error *err);
// Reads the footer when the columns or their types are not known yet.
mr_status mr_well_describe(mr_well_file *file, const mr_run_options *options,
                           mr_duck_session *session, mr_arena *arena, mr_error *err);
bool mr_well_has_log(const mr_well_file *file); // it is known and has a file of the type
// A local path of the file. free() it.
mr_status mr_well_path(const mr_well_file *file, const mr_run_options *options, char **out,
                       mr_error *err);
// The column that stands for `name`: itself, or with by_quantity the best one that measures the
// same (rank of its mnemonic, then coverage, then name); NULL when there is none.
const mr_well_column *mr_well_column_for(const mr_well_file *file, const char *name,
                                         const char *quantity, bool by_quantity);

// The project's unit conventions.
typedef struct mr_project_units {
    const char *project; // its id; NULL with a folder
    const char *depth_unit;
    struct json_t *units; // quantity -> unit; may be NULL; owned
    bool known;           // the project exists (always with a folder)
} mr_project_units;
mr_status mr_project_units_get(const mr_run_options *options, const char *project_id,
                               mr_arena *arena, mr_project_units *out, mr_error *err);
void mr_project_units_clear(mr_project_units *units);
const char *mr_project_unit(const mr_project_units *units, const char *quantity); // NULL = none

// --- a folder of Parquet files (folder.c) ---
// <folder>/**/<well>/logs_<type>.parquet; when there are no such files at all,
// <folder>/**/<well>.parquet. Sorted by well; two files for one well are MR_ECONFLICT.
mr_status mr_folder_wells(const char *folder, const char *log_type, mr_arena *arena, size_t *n,
                          mr_well_file **out, mr_error *err);
// <folder>/<name>.parquet or .csv; NULL when there is neither.
char *mr_folder_table(const char *folder, const char *name, mr_arena *arena);
