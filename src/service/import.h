// Import in two steps: read (parse and write aside; many at a time) and enter (make it visible; one
// at a time, in the order of the files, so that the result does not depend on threads).
#pragma once

#include "mudrock/arena.h"
#include "mudrock/service.h"

#include "kind.h"

struct json_t;
struct mr_las;
typedef struct mr_import_piece mr_import_piece;

// A reader by kind of file: fills the piece. An entry function makes it visible inside the store's
// transaction.
struct mr_import_piece {
    mr_arena *arena;
    const char *path, *name; // name: the last part of the path
    const char *place;       // below what is imported: tells two files of one name apart
    const mr_import_options *options;
    const mr_file_kind *kind;
    char source_digest[65];
    const char *project_id;
    mr_object_write *write; // the object aside; NULL when there is none to write
    char object_key[1025];
    int64_t rows;
    struct json_t *summary; // grows from step to step
    // logs
    mr_identity identity; // of the well, as the file says it
    mr_well_row well;
    mr_well_match *match; // the well that is there already; NULL = none, or known by its log
    mr_log_row log;
    struct json_t *header;
    // tables and surfaces
    mr_table_row table;
    const char *section;     // which table of the file; NULL = the only one
    const char *wanted_name; // of the table, when no other file's has it
    // surveys
    mr_survey_row survey;
    bool wellless;  // of no well that is there: left out, told
    mr_table *held; // written when it enters: only then its well is known
    // tops
    size_t n_markers;
    mr_marker_row *markers;   // well_id as the file calls the well
    const char *markers_unit; // NULL = the wells'
    mr_status (*enter)(mr_service *service, mr_import_piece *piece, mr_error *err);
    // A file that holds several things: each enters by itself, all in one transaction; then the
    // file has no `enter` of its own.
    size_t n_parts, part_capacity;
    mr_import_piece **parts;
};

// One more thing of the file: knows its file, has a summary, an object and names of its own. Freed
// with the file.
mr_import_piece *mr_import_part(mr_import_piece *file);
// What tells the section of the file from all others, now and in its later versions; NULL = the
// file is one log.
const char *mr_import_source_key(const mr_import_piece *piece, const char *section);
// Something that was read when the store held the same, so that nothing was written aside.
bool mr_import_is_unwritten(const mr_import_piece *piece);

// MR_OK and *out, or a failure and nothing. The object stays invisible until entered. `options` are
// borrowed until the piece is freed; `place` NULL = the file's name.
mr_status mr_import_read(mr_service *service, const char *project_id,
                         const mr_import_options *options, const char *path, const char *place,
                         mr_import_piece **out, mr_error *err);
// One transaction. *summary is a new reference.
mr_status mr_import_enter(mr_service *service, mr_import_piece *piece, struct json_t **summary,
                          mr_error *err);
void mr_import_piece_free(
    mr_import_piece *piece); // accepts NULL; takes back what was written aside

// The readers.
mr_status mr_import_read_las(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_error *err);
mr_status mr_import_read_csv(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_error *err);
mr_status mr_import_read_table(mr_service *service, const mr_import_options *options,
                               mr_import_piece *piece, mr_error *err);
mr_status mr_import_read_tape(mr_service *service, const mr_import_options *options,
                              mr_import_piece *piece, mr_error *err);

// Whether a text table begins as tops do.
mr_status mr_has_tops_header(const char *path, bool *out, mr_error *err);

mr_status mr_import_read_contents(mr_service *service, const mr_import_options *options,
                                  mr_import_piece *piece, mr_error *err);
mr_status mr_import_read_workbook(mr_service *service, const mr_import_options *options,
                                  mr_import_piece *piece, mr_error *err);
mr_status mr_import_read_grid(mr_service *service, const mr_import_options *options,
                              mr_import_piece *piece, mr_error *err);

// How much a log file says of its well, 0 = most; from its header alone.
int mr_import_rank(const char *path);
int mr_import_rank_tape(const char *path);
enum { MR_RANK_NOTHING = 4 }; // neither UWI nor name
int mr_import_rank_of(const mr_identity *identity);
mr_identity mr_import_identity_of(mr_arena *arena, const struct mr_las *las);

// --- which well ---
// The id of the well goes to piece->well: that of the log that it is a version of (`known`, may be
// NULL), the one that the user names, the one that it says by UWI or name; else a new one, numbered
// when another well has the id that its name makes. Several that it may be: MR_ECONFLICT.
mr_status mr_import_find_well(mr_service *service, mr_import_piece *piece, const char *known,
                              bool *is_new, mr_error *err);
// Writes the well's row and what the file calls it.
mr_status mr_import_put_well(mr_service *service, mr_import_piece *piece, bool is_new,
                             char well[37], mr_error *err);
void mr_import_note_well(mr_import_piece *piece, bool is_new); // what was decided, for the report

// What the header says of the well; of the log (log_type NULL: by the header).
void mr_import_identify(mr_import_piece *piece, const mr_units *units, const struct mr_las *las);
void mr_import_log_facts(mr_import_piece *piece, const struct mr_las *las, const char *log_type);

// What a LAS file holds beside its log: tops become markers of its well; the rest is told.
struct mr_las;
void mr_import_las_sections(mr_import_piece *piece, const struct mr_las *las);

// Writes a table aside as Parquet for piece->object_key.
mr_status mr_import_write(mr_service *service, mr_import_piece *piece, const mr_table *table,
                          mr_error *err);
// Puts the object in place. The key is another one when `key` is not NULL: what was written moves
// there.
mr_status mr_import_commit(mr_service *service, mr_import_piece *piece, const char *key,
                           char digest[65], mr_error *err);
void mr_import_note(mr_import_piece *piece, const char *list, const char *format, ...)
    __attribute__((format(printf, 3, 4))); // list: "notes" or "warnings"
