// Kinds of files. A kind is a descriptor: one file of kinds/ that defines it, one line in
// kinds/kinds.c. docs/adding-a-format.md shows one.
#pragma once

#include "mudrock/service.h"

struct json_t;
struct mr_import_piece;

typedef struct mr_file_kind {
    const char *name;
    // What a file of this kind is called when it is written, without the dot; NULL = no extension
    // tells the kind.
    const char *extension;
    // Whether the file is of this kind, by its first 64 kB and its name.
    bool (*recognise)(const char *path, mr_str head);
    // import --describe: what is in the file. New reference.
    mr_status (*describe)(const mr_units *units, const char *path, const mr_import_options *options,
                          struct json_t **out, mr_error *err);
    // Reads the file and writes its objects aside; the piece enters later (import.h). NULL = can
    // only be described.
    mr_status (*import)(mr_service *service, const mr_import_options *options,
                        struct mr_import_piece *piece, mr_error *err);
    // Of kinds that may bring wells, which enter before what names them: how much the file says of
    // its well, 0 = most (MR_RANK_NOTHING in import.h). NULL = brings none.
    int (*rank)(const char *path);
    // The whole file as one table, and a table as such a file; NULL = cannot.
    mr_status (*read_table)(mr_duck *duck, const mr_units *units, const char *path, mr_table **out,
                            mr_error *err);
    mr_status (*write_table)(mr_duck *duck, const char *path, const mr_table *table, mr_error *err);
} mr_file_kind;

extern const mr_file_kind mr_kind_las, mr_kind_tape, mr_kind_csv, mr_kind_parquet, mr_kind_workbook,
    mr_kind_contents, mr_kind_outline, mr_kind_grid;

const mr_file_kind *mr_file_kind_of(const char *path); // NULL = none that is known
// By the extension alone, whether there is such a file or not; NULL = none.
const mr_file_kind *mr_file_kind_named(const char *path);
// .txt, .dat and other extensions that say no more than "text".
bool mr_is_text_name(const char *path);
