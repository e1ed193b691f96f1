// Import of one file: what its kind needs, the object aside, the transaction.
#include "import.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/hash.h"

#include "clean.h"
#include "import_unit.h"

void mr_import_note(mr_import_piece *piece, const char *list, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    json_array_append_new(json_object_get(piece->summary, list), json_string(text));
}

static mr_status write_table(mr_service *service, const char *path, const mr_table *table,
                             mr_error *err)
{
    mr_duck_session *session;
    MR_TRY(mr_duck_session_open(service->duck, &session, err));
    mr_status st = mr_duck_write_table(session, path, MR_DUCK_PARQUET, table, err);
    mr_duck_session_close(session);
    return st;
}

mr_status mr_import_write(mr_service *service, mr_import_piece *piece, const mr_table *table,
                          mr_error *err)
{
    MR_TRY(mr_object_begin(service->objects, piece->object_key, &piece->write, err));
    return write_table(service, mr_object_temp(piece->write), table, err);
}

static mr_status copy_bytes(const char *from, const char *to, mr_error *err)
{
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    char bytes[65536];
    bool good = in && out;
    for (size_t n; good && (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        good = fwrite(bytes, 1, n, out) == n;
    good = good && !ferror(in);
    if (in)
        fclose(in);
    if (out && fclose(out) != 0)
        good = false;
    return good ? MR_OK : mr_fail(err, MR_EIO, to, "cannot be written");
}

mr_status mr_import_commit(mr_service *service, mr_import_piece *piece, const char *key,
                           char digest[65], mr_error *err)
{
    mr_object_write *write = piece->write;
    piece->write = NULL;
    if (!write) // read when the store still had the same file
        return mr_fail(err, MR_ECONFLICT, NULL,
                       "another import changed it meanwhile; import it again");
    if (!key || strcmp(key, piece->object_key) == 0)
        return mr_object_commit(write, digest, err);

    mr_object_write *moved = NULL;
    snprintf(piece->object_key, sizeof piece->object_key, "%s", key);
    mr_status st = mr_object_begin(service->objects, key, &moved, err);
    if (st == MR_OK)
        st = copy_bytes(mr_object_temp(write), mr_object_temp(moved), err);
    mr_object_abort(write);
    if (st == MR_OK)
        return mr_object_commit(moved, digest, err);
    mr_object_abort(moved);
    return st;
}

static mr_status read_by_kind(mr_service *service, const mr_import_options *options,
                              mr_import_piece *piece, mr_error *err)
{
    if (!piece->kind)
        return mr_fail(err, MR_EFORMAT, NULL,
                       "is of no kind that can be imported: LAS, DLIS, LIS79, tables, workbooks, "
                       "tops, surveys, checkshots, WITSML, GSLIB, grids");
    return piece->kind->import ? piece->kind->import(service, options, piece, err)
                               : mr_fail(err, MR_EFORMAT, NULL,
                                         "is a %s: import --describe shows it, it cannot be "
                                         "imported yet",
                                         piece->kind->name);
}

mr_status mr_import_read(mr_service *service, const char *project_id,
                         const mr_import_options *options, const char *path, const char *place,
                         mr_import_piece **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_import_piece *piece = MR_ARENA_NEW(arena, mr_import_piece);
    const char *slash = strrchr(path, '/');
    *piece = (mr_import_piece){
        .arena = arena,
        .path = mr_arena_strdup(arena, path),
        .kind = mr_file_kind_of(path),
        .project_id = mr_arena_strdup(arena, project_id),
        .summary = json_pack("{s:s,s:[],s:[]}", "file", path, "notes", "warnings"),
    };
    piece->name = mr_arena_strdup(arena, slash ? slash + 1 : path);
    piece->place = place ? mr_arena_strdup(arena, place) : piece->name;
    piece->options = options;
    mr_status st =
        piece->summary ? MR_OK : mr_fail(err, MR_EFORMAT, NULL, "the file's name is not UTF-8");
    if (st == MR_OK)
        st = mr_sha256_file(path, piece->source_digest, err);
    if (st == MR_OK)
        st = read_by_kind(service, options, piece, err);
    if (st == MR_OK) {
        *out = piece;
        return MR_OK;
    }
    mr_import_piece_free(piece);
    return st;
}

static void let_go(mr_import_piece *piece)
{
    for (size_t i = 0; i < piece->n_parts; i++)
        let_go(piece->parts[i]);
    mr_object_abort(piece->write);
    mr_table_unref(piece->held);
    json_decref(piece->header);
    json_decref(piece->table.columns);
    json_decref(piece->table.header);
    json_decref(piece->summary);
}

void mr_import_piece_free(mr_import_piece *piece)
{
    if (!piece)
        return;
    let_go(piece);
    mr_arena_free(piece->arena);
}

mr_import_piece *mr_import_part(mr_import_piece *file)
{
    if (file->n_parts == file->part_capacity) {
        file->part_capacity = file->part_capacity ? 2 * file->part_capacity : 8;
        mr_import_piece **more =
            MR_ARENA_ARRAY(file->arena, mr_import_piece *, file->part_capacity);
        if (file->n_parts)
            memcpy(more, file->parts, file->n_parts * sizeof *more);
        file->parts = more;
    }
    mr_import_piece *part = MR_ARENA_NEW(file->arena, mr_import_piece);
    *part = (mr_import_piece){
        .arena = file->arena,
        .path = file->path,
        .name = file->name,
        .place = file->place,
        .options = file->options,
        .kind = file->kind,
        .project_id = file->project_id,
        .summary = json_pack("{s:[],s:[]}", "notes", "warnings"),
    };
    memcpy(part->source_digest, file->source_digest, sizeof part->source_digest);
    return file->parts[file->n_parts++] = part;
}

bool mr_import_is_unwritten(const mr_import_piece *piece)
{
    for (size_t i = 0; i < piece->n_parts; i++)
        if (mr_import_is_unwritten(piece->parts[i]))
            return true;
    return !piece->n_parts && !piece->write && !piece->n_markers;
}

const char *mr_import_source_key(const mr_import_piece *piece, const char *section)
{
    const char *type = piece->options->log_type;
    char *place = mr_arena_strdup(piece->arena, piece->place);
    for (char *at = place; section && *at; at++) // what follows # is the section
        *at = *at == '#' ? '_' : *at;
    return mr_arena_printf(piece->arena, "%s%s%s%s%s%s", type ? "=" : "", type ? type : "",
                           type ? ":" : "", place, section ? "#" : "", section ? section : "");
}

// What a part says goes to the file's lists, with the part's name.
static void move_words(mr_import_piece *file, json_t *part, const char *list)
{
    static const char *const names[] = {"log_type", "survey", "surface", "table", NULL};
    const char *name = NULL;
    json_t *words = json_object_get(part, list), *word;
    size_t i;
    for (size_t k = 0; names[k] && !name; k++)
        name = json_string_value(json_object_get(part, names[k]));
    json_array_foreach(words, i, word) mr_import_note(file, list, "%s%s%s", name ? name : "",
                                                      name ? ": " : "", json_string_value(word));
    json_object_del(part, list);
}

// The file was added when any of its parts was, else replaced when any was.
static void sum_up(mr_import_piece *file)
{
    static const char *const words[] = {"unchanged", "replaced", "added"};
    json_t *parts = json_array();
    size_t most = 0;
    for (size_t i = 0; i < file->n_parts; i++) {
        json_t *part = file->parts[i]->summary;
        const char *status = json_string_value(json_object_get(part, "status"));
        for (size_t w = most + 1; status && w < 3; w++)
            if (strcmp(words[w], status) == 0)
                most = w;
        move_words(file, part, "notes");
        move_words(file, part, "warnings");
        if (status) // else another part stands for it
            json_array_append(parts, part);
    }
    json_object_set_new(file->summary, "status", json_string(words[most]));
    json_object_set_new(file->summary, "parts", parts);
}

static mr_status enter_all(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    if (piece->n_parts == 0)
        return piece->enter(service, piece, err);
    for (size_t i = 0; i < piece->n_parts; i++)
        MR_TRY(piece->parts[i]->enter(service, piece->parts[i], err));
    sum_up(piece);
    return MR_OK;
}

mr_status mr_import_enter(mr_service *service, mr_import_piece *piece, json_t **summary,
                          mr_error *err)
{
    char *mark = NULL;
    MR_TRY(mr_import_mark(service, &mark, err));
    mr_status st = mr_catalog_begin(service->catalog, err);
    if (st == MR_OK) {
        st = enter_all(service, piece, err);
        if (st == MR_OK)
            st = mr_catalog_commit(service->catalog, err);
        if (st != MR_OK)
            mr_catalog_rollback(service->catalog);
    }
    // After a failure an object may stand there that no row names: the mark stays, the next open
    // searches.
    if (st == MR_OK)
        mr_import_unmark(mark);
    else
        free(mark);
    if (st == MR_OK)
        *summary = json_incref(piece->summary);
    return st;
}

mr_status mr_import_file(mr_service *service, const mr_import_options *options, const char *path,
                         json_t **summary, mr_error *err)
{
    json_t *project = NULL;
    mr_import_piece *piece = NULL;
    MR_TRY(mr_import_check_units(service->units, options, err));
    MR_TRY(mr_project_open(service, options->project, true, &project, err));
    const char *id = json_string_value(json_object_get(project, "id"));
    mr_status st = mr_import_read(service, id, options, path, NULL, &piece, err);
    if (st == MR_OK)
        st = mr_import_enter(service, piece, summary, err);
    mr_import_piece_free(piece);
    json_decref(project);
    return st == MR_OK ? MR_OK : mr_fail_in(err, st, "%s: ", path);
}
