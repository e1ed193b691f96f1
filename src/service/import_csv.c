// CSV: tops become markers of the wells, anything else a table of the project.
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/tops.h"
#include "mudrock/units.h"

#include "import.h"
#include "import_contents.h"
#include "import_unit.h"

static void take_tops(mr_import_piece *piece, const mr_tops *tops)
{
    mr_arena *arena = piece->arena;
    piece->markers = MR_ARENA_ARRAY(arena, mr_marker_row, tops->n);
    piece->n_markers = tops->n;
    piece->rows = (int64_t)tops->n;
    piece->markers_unit = mr_arena_strdup(arena, tops->depth_unit);
    for (size_t i = 0; i < tops->n; i++)
        piece->markers[i] = (mr_marker_row){
            .well_id = mr_arena_strdup(arena, tops->at[i].well),
            .name = mr_arena_strdup(arena, tops->at[i].name),
            .interpreter = mr_arena_strdup(arena, tops->at[i].interpreter),
            .source_name = piece->name,
            .depth = tops->at[i].depth,
        };
}

static mr_status settle_unit(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_error *err)
{
    double scale, offset;
    const char *told = mr_import_unit(options, "MD", "depth");
    const char *text = told ? told : piece->markers_unit;
    mr_unit_reading read = mr_unit_read(service->units, text, "DEPT", "depth");
    piece->markers_unit = mr_arena_strdup(piece->arena, read.unit);
    if (read.state == MR_UNIT_NONE_SAID)
        mr_import_note(piece, "warnings",
                       "the depths say no unit: that of each well's logs is assumed; --unit "
                       "depth=ft would say it");
    else if (!read.unit || !mr_unit_convert(service->units, read.unit, "m", &scale, &offset))
        return mr_fail(err, MR_EFORMAT, "line 1",
                       "the depths are in \"%s\", which is no length: say it with --unit depth=ft",
                       text);
    return MR_OK;
}

static mr_status read_tops(mr_service *service, const mr_import_options *options,
                           mr_import_piece *piece, mr_error *err)
{
    mr_tops *tops = NULL;
    MR_TRY(mr_tops_read_file(piece->path, &tops, err));
    take_tops(piece, tops);
    piece->enter = mr_import_enter_markers;
    mr_status st = settle_unit(service, options, piece, err);
    if (st != MR_OK) {
        mr_tops_free(tops);
        return st;
    }
    for (size_t i = 0; i < tops->n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", tops->warnings[i]);
    if (tops->n_skipped > tops->n_warnings)
        mr_import_note(piece, "warnings", "%zu lines more are left out",
                       tops->n_skipped - tops->n_warnings);
    json_object_set_new(piece->summary, "format", json_string("tops"));
    json_object_set_new(piece->summary, "rows", json_integer((json_int_t)tops->n));
    json_object_set_new(piece->summary, "skipped", json_integer((json_int_t)tops->n_skipped));
    mr_tops_free(tops);
    return MR_OK;
}

mr_status mr_has_tops_header(const char *path, bool *out, mr_error *err)
{
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    if (!file)
        return mr_fail(err, MR_EIO, NULL, "%s", strerror(errno));
    size_t n = fread(bytes, 1, sizeof bytes, file), first = 0;
    fclose(file);
    if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        first = 3;
    while (first < n && isspace((unsigned char)bytes[first]))
        first++;
    size_t end = first;
    while (end < n && bytes[end] != '\n' && bytes[end] != '\r')
        end++;
    *out = mr_tops_is_header((mr_str){bytes + first, end - first});
    return MR_OK;
}

mr_status mr_import_read_csv(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_error *err)
{
    bool tops = false;
    MR_TRY(mr_has_tops_header(piece->path, &tops, err));
    return tops ? read_tops(service, options, piece, err)
                : mr_import_read_table(service, options, piece, err);
}
