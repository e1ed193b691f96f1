// A DLIS or LIS79 file becomes logs of a well: one a frame or format specification that has rows.
#include <jansson.h>
#include <string.h>

#include "mudrock/id.h"
#include "mudrock/tape.h"

#include "import.h"
#include "import_log.h"
#include "tape_header.h"

// Several frames of one name in a logical file, and logs of several logical files, are told apart.
typedef struct naming {
    mr_arena *arena;
    const mr_tape *tape;
    bool several_files;
} naming;

static size_t earlier_of_name(const mr_tape *tape, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < i; k++)
        n += tape->logs[k].logical_file == tape->logs[i].logical_file &&
             strcmp(tape->logs[k].name, tape->logs[i].name) == 0;
    return n;
}

// "60B", "file2_60B", "60B_2": which log of the file.
static const char *name_of(const naming *n, size_t i)
{
    const mr_tape_log *log = &n->tape->logs[i];
    const size_t earlier = earlier_of_name(n->tape, i);
    char slug[40];
    mr_slug(log->name, slug, sizeof slug);
    for (char *at = slug; *at; at++)
        *at = *at == '.' ? '_' : *at;
    const char *name = slug[0] ? slug : "log";
    if (n->several_files)
        name = mr_arena_printf(n->arena, "file%zu_%s", log->logical_file + 1, name);
    return earlier ? mr_arena_printf(n->arena, "%s_%zu", name, earlier + 1)
                   : mr_arena_strdup(n->arena, name);
}

static const char *section_of(const naming *n, size_t i)
{
    const mr_tape_log *log = &n->tape->logs[i];
    return mr_arena_printf(n->arena, "%zu.%s.%zu", log->logical_file + 1, log->name,
                           earlier_of_name(n->tape, i) + 1);
}

static mr_index_kind index_said(const mr_tape_log *log)
{
    if (log->index < 0)
        return MR_INDEX_OTHER; // rows are numbered
    if (!log->index_type || strcmp(log->index_type, "NON-STANDARD") == 0)
        return MR_INDEX_UNSAID;
    return strcmp(log->index_type, "BOREHOLE-DEPTH") == 0 ? MR_INDEX_DEPTH
           : strcmp(log->index_type, "TIME") == 0         ? MR_INDEX_TIME
           : strcmp(log->index_type, "VERTICAL-DEPTH") == 0 ||
                   strcmp(log->index_type, "RADIAL-DRIFT") == 0 ||
                   strcmp(log->index_type, "ANGULAR-DRIFT") == 0
               ? MR_INDEX_OTHER
               : MR_INDEX_UNSAID;
}

static mr_found_log found_of(mr_arena *arena, const mr_tape_log *log, const mr_tape_rows *rows)
{
    mr_found_curve *curves = MR_ARENA_ARRAY(arena, mr_found_curve, rows->n + 1);
    size_t n = 0;
    if (rows->frame_numbers)
        curves[n++] = (mr_found_curve){"FRAMENO", NULL, "number of the frame", rows->frame_numbers};
    for (size_t i = 0; i < rows->n; i++)
        curves[n++] = (mr_found_curve){log->curves[i].mnemonic, log->curves[i].unit,
                                       log->curves[i].descr, rows->columns[i]};
    return (mr_found_log){
        .n = n,
        .curves = curves,
        .index = log->index < 0 ? 0 : (size_t)log->index,
        .said = index_said(log),
        .rows = rows->rows,
    };
}

static mr_status read_log(mr_service *service, mr_import_piece *piece, const naming *names,
                          size_t i, const mr_tape_rows *rows, mr_error *err)
{
    const mr_tape_log *log = &names->tape->logs[i];
    mr_import_piece *part = mr_import_part(piece);
    const mr_found_log found = found_of(piece->arena, log, rows);
    part->log = (mr_log_row){
        .source_name = piece->name,
        .source_format = names->tape->format,
        .source_digest = part->source_digest,
        .source_key = mr_import_source_key(piece, section_of(names, i)),
        .log_type = piece->options->log_type ? piece->options->log_type : name_of(names, i),
        .set_name = mr_arena_strdup(piece->arena, log->name),
    };
    mr_tape_identify(part, service->units, names->tape, i);
    return mr_import_log(service, part, &found, err);
}

static mr_status read_logs(mr_service *service, mr_import_piece *piece, mr_tape *tape,
                           mr_error *err)
{
    naming names = {.arena = piece->arena, .tape = tape};
    size_t empty = 0;
    mr_status st = MR_OK;
    for (size_t i = 1; i < tape->n_logs; i++)
        names.several_files |= tape->logs[i].logical_file != tape->logs[0].logical_file;
    for (size_t i = 0; st == MR_OK && i < tape->n_logs; i++) {
        mr_tape_rows rows;
        st = mr_tape_read(tape, i, &rows, err);
        if (st != MR_OK)
            break;
        if (rows.rows)
            st = read_log(service, piece, &names, i, &rows, err);
        else
            empty++;
        piece->rows += rows.rows;
        mr_tape_rows_clear(&rows);
    }
    if (st == MR_OK && empty && piece->n_parts)
        mr_import_note(piece, "notes", "%zu of its %zu frames have no rows and are left out", empty,
                       tape->n_logs);
    return st;
}

mr_status mr_import_read_tape(mr_service *service, const mr_import_options *options,
                              mr_import_piece *piece, mr_error *err)
{
    mr_tape *tape = NULL;
    const size_t threads = options->threads ? options->threads : service->threads;
    MR_TRY(mr_tape_open_file(piece->path, threads, &tape, err));
    mr_status st = read_logs(service, piece, tape, err);
    for (size_t i = 0; i < tape->n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", tape->warnings[i]);
    if (st == MR_OK && piece->n_parts == 0)
        st =
            mr_fail(err, MR_EFORMAT, NULL, "this %s file holds no rows of curves%s%s", tape->format,
                    tape->n_warnings ? ": " : "", tape->n_warnings ? tape->warnings[0] : "");
    json_object_set_new(piece->summary, "format", json_string(tape->format));
    json_object_set_new(piece->summary, "rows", json_integer((json_int_t)piece->rows));
    mr_tape_free(tape);
    return st;
}
